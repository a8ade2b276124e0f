"""Whatever a learner types in place of a name, a sentence answers and says what to do next."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

import born_into_care as pack
from born_into_care import activities, evidence
from born_into_care.errors import PackError, choose, unknown

WRONG = ("Londn", "", "   ", None, 3.5, True, 1999, [], ["London"], {}, ("a", "b"))

ASKS: dict[str, Callable[[Any], object]] = {
    "figure": pack.figure,
    "source": evidence.source,
    "derivation": evidence.derivation,
    "cite": pack.cite,
    "select a measure": lambda word: pack.select(measure=word),
    "select a place": lambda word: pack.select(geography=word),
    "select a period": lambda word: pack.select(period=word),
    "select a standing": lambda word: pack.select(standing=word),
    "births of an area": lambda word: evidence.births(word, 2019),
    "births of a year": lambda word: evidence.births("London", word),
    "show": pack.show,
    "show a measure": lambda word: pack.show("regions", measure=word),
    "show an area": lambda word: pack.show("trend", area=word),
    "show a nation": lambda word: pack.show("rising-numbers", area=word),
    "show a part": lambda word: pack.show("notice", part=word),
    "show days": lambda word: pack.show("notice-days", days=word),
    "show a switch": lambda word: pack.show("trend", illustrative=word),
    "compare a measure": pack.compare,
    "compare an area": lambda word: pack.compare("incidence", word),
    "compare a period": lambda word: pack.compare("incidence", "England", period=word),
    "explore": pack.explore,
    "explore a measure": lambda word: pack.explore("regions", measure=word),
    "check": pack.check,
    "hint": pack.hint,
    "mark": lambda word: activities.mark(word, "a"),
    "theme": activities.theme,
    "predict": pack.predict,
    "reflect": pack.reflect,
    "plan": lambda word: pack.plan(word, by="soon"),
}
# None is how these are told "any", or to show the planner itself.
ANY = ("select a measure", "select a place", "select a period", "select a standing", "plan")
MEANT = {(name, None) for name in (*ANY, "compare a period")} | {("show a switch", True)}


@pytest.mark.parametrize("ask", ASKS)
def test_a_wrong_word_is_answered_with_a_sentence(ask: str) -> None:
    for word in WRONG:
        if any(name == ask and word is meant for name, meant in MEANT):
            continue
        with pytest.raises(PackError) as caught:
            ASKS[ask](word)
        text = str(caught.value)
        assert re.match(r"[A-Z']", text) and text.endswith((".", "?")), f"{word!r}: {text}"
        assert " object at " not in text and len(text) < 900, f"{word!r}: {text}"


def test_a_name_that_exists_is_given_back() -> None:
    assert choose("nation", "Wales", evidence.NATIONS) == "Wales"


def test_a_number_is_not_taken_for_a_slip_of_the_pen() -> None:
    years = ["2014", "2015", "2021"]
    assert "Did you mean" not in str(unknown("year", 2012, years))
    assert "Did you mean '2012/13'?" in str(unknown("period", 2012, ["2012/13", "2019/20"]))


def test_of_many_ids_those_that_share_a_word_are_said_first() -> None:
    ids = evidence.figures()["figure_id"]
    text = str(unknown("figure", "London same-day", ids, listed_in="data/figures.md"))
    assert text.partition("among them ")[2].startswith("same-day-london-2019-20")
    assert text.endswith("They are listed in data/figures.md.")


def test_what_is_no_text_at_all_is_named_without_its_contents() -> None:
    text = str(unknown("figure", evidence.figures(), ["a", "b"]))
    assert text == "Give one figure in quotes, such as 'a', not a DataFrame. You can choose a or b."
