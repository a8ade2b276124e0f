"""A page without Python says of an answer what Python says of it."""

from itertools import combinations

import pytest

from born_into_care import evidence
from born_into_care.activities.activity import FRONTEND
from born_into_care.activities.number_reading import form_asked, read_number
from born_into_care.activities.questions import questions
from born_into_care.activities.self_check import mark
from born_into_care.errors import PackError
from born_into_care.explorers.frontend import FRONTEND as PAGES
from tests.support.browser import chromium
from tools.build.site.build import STATIC
from tools.build.site.cells import describe_answers

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def page():
    with chromium() as browser:
        page = browser.new_page()
        for path in (PAGES / "page.js", FRONTEND / "common.js", FRONTEND / "numbers.js",
                     STATIC / "kept.js", STATIC / "marking.js"):  # fmt: skip
            page.add_script_tag(path=path)
        yield page


WRITTEN = [
    "48",
    "2,914",
    "2 914 babies",
    "41%",
    "41 per cent",
    "41 percent of babies",
    "0.41",
    ".5",
    "47,7",
    "47.7 per 10,000",
    "47.7/10,000",
    "1/6",
    "one in six",
    "1 in 6",
    "one baby in every six",
    "a fifth",
    "two thirds of them",
    "half",
    "three quarters",
    "twenty-one",
    "a hundred and five",
    "two hundred",
    "4 per thousand",
    "12.7 percentage points",
    "12.7pp",
    "up 20%",
    "a rise of 20 per cent",
    "it fell by 12.1%",
    "-12.1",
    "−12.1 %",
    "+489",
    "about 20%",
    "~ 20 %",
    "1.2 times",
    "1.2x",
    "twice",
    "20 to 30",
    "",
    "?",
    "many",
    "seven",
    "forty two per cent",
    "  16.7 % ",
    "nine out of ten",
    "10.",
    "-0",
    "fell by 0%",
    "'48'",
    "“48%”",
    "9" * 60,
    # As they are typed for a group, too: what is no single guess here is none there.
    "10, 15, 20, 30",
    "10 15 20",
    "10,15,20,30",
    "10; 15",
    "20,25",
    "20, 25",
    "1,039",
    "1,039, 2,914",
    "30 % 40 %",
    "150",
]


def test_numbers_are_read_alike(page):
    everything = page.evaluate("(all) => all.map(BicNumbers.read)", WRITTEN)
    for text, found in zip(WRITTEN, everything, strict=True):
        try:
            reading = read_number(text)
        except PackError:
            assert found is None, text
            continue
        assert found.pop("number") == pytest.approx(reading.number), text
        assert found == {name: getattr(reading, name) for name in found}, text


def answers_to(asked) -> list:
    """Answers as the controls send them: each choice, each set, two orders, numbers as typed."""
    ids = [option.id for option in asked.options]
    if asked.type == "choice":
        return ids
    if asked.type == "choices":
        return [list(one) for size in range(1, len(ids) + 1) for one in combinations(ids, size)]
    if asked.type == "order":
        return [list(asked.answer_order), list(asked.answer_order)[::-1]]
    near = f"{asked.expected + asked.tolerance / 2:.4f}"
    slips = [f"{slip.value:.6f}" for slip in asked.slips]
    exact, far = f"{asked.expected:.10f}", f"{asked.expected * 3 + 7:.2f}"
    return [near, exact, far, "none", f"{near}%", f"-{near}", "one in six", *slips]


@pytest.mark.parametrize("kind", ["choice", "choices", "order", "number"])
def test_an_answer_is_marked_alike(page, kind):
    for asked in (one for one in questions() if one.type == kind):
        data, answers = describe_answers(asked), answers_to(asked)
        *found, waiting = page.evaluate(
            "([data, all]) => all.map((one) => BicMarking.mark(data, one))",
            [data, [*answers, {"choice": None, "number": ""}.get(kind, [])]],
        )
        assert waiting["kind"] == "waiting"
        for answer, got in zip(answers, found, strict=True):
            wanted = mark(asked, answer)
            assert (got["kind"] == "right") == wanted.correct, (asked.id, answer)
            assert got["verdict"] == wanted.lead or not wanted.correct, (asked.id, answer)
            assert (got["kind"] == "waiting") == (wanted.kind in ("waiting", "unreadable")), (
                asked.id,
                answer,
            )
            if wanted.correct or wanted.kind == "slip" or kind == "choice":
                assert got["parts"][-1] == wanted.text.parts[-1], (asked.id, answer)


def test_a_number_is_asked_for_alike(page):
    units = sorted({row.unit for row in (*evidence.all_figures(), *evidence.all_derived())})
    found = page.evaluate("(all) => all.map(BicNumbers.formAsked)", units)
    assert found == [form_asked(unit) for unit in units]
