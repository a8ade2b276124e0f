"""The reading grade, against a published dictionary and against its formula by hand."""

from __future__ import annotations

import pytest

from tests.support.reading import grade, sentences, syllables, words

# Syllables as the CMU Pronouncing Dictionary gives them (vowels with stress, first pronunciation).
CMU = {
    "baby": 2, "babies": 2, "parents": 2, "newborn": 2, "proceedings": 3, "region": 2,
    "average": 3, "incidence": 3, "interval": 3, "published": 2, "derived": 2, "illustrative": 4,
    "evidence": 3, "figures": 2, "count": 1, "rate": 1, "births": 1, "mother": 2, "hearing": 2,
    "notice": 2, "application": 4, "financial": 3, "year": 1, "area": 3, "areas": 3, "court": 1,
    "local": 2, "authority": 4, "uncertainty": 4, "social": 2, "statement": 2, "separate": 3,
    "maternity": 4, "hospital": 3, "definition": 4, "source": 1, "disputed": 3, "agreed": 2,
    "denominator": 5, "estimate": 3, "hundred": 2, "thousand": 2, "people": 2, "family": 3,
    "families": 3, "services": 3, "safeguarding": 3, "guidance": 2, "something": 2, "tables": 2,
    "period": 3, "medium": 3, "value": 2, "issue": 2,
}  # fmt: skip


def test_syllables_agree_with_the_dictionary():
    assert {word: syllables(word) for word in CMU} == CMU


def test_a_grade_worked_out_by_hand():
    # Ten words, two sentences, thirteen syllables:
    # the(1) ba-by(2) is(1) two(1) days(1) old(1) / her(1) mo-ther(2) a-grees(2) too(1).
    text = "The baby is two days old. Her mother agrees too."
    assert (len(words(text)), len(sentences(text))) == (10, 2)
    assert grade(text) == pytest.approx(0.39 * 10 / 2 + 11.8 * 13 / 10 - 15.59)
