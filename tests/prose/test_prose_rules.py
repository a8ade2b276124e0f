"""The prose check itself: it catches what it is there for, and lets plain writing through."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from born_into_care.paths import pack_folder
from tests.support.prose import Row, check_file, check_text, matches, rows, statistics

PAGE = pack_folder() / "notebooks" / "01_example.ipynb"
ENGLAND = "../data/figures.md#newborns-england-2012-13"
SAME_DAY = "../data/figures.md#same-day-england-wales-2019-20"


def problems(text: str) -> list[str]:
    return [str(problem) for problem in check_text(text, where="here", page=PAGE)]


@pytest.mark.parametrize(
    "text",
    [
        f"In 2012/13 there were [2,425]({ENGLAND}) babies in England.",
        f"There were [2,425 babies]({ENGLAND}).",
        f"There were [**2,425**]({ENGLAND}).",
        f"There were [`2,425`]({ENGLAND}).",
        f'<p>There were <a href="{ENGLAND}">2,425</a>.</p>',
        f"[One in six]({SAME_DAY}) were heard on the day of issue.",
        f"[1 in 6]({SAME_DAY}) and [one in six babies]({SAME_DAY}).",
        "It was [86.3%](../data/figures.md#short-notice-england-2019-20).",
        "It was [86.3 per cent](../data/figures.md#short-notice-england-2019-20).",
        "It was [47.7](../data/figures.md#incidence-england-2019-20) per 10,000 live births.",
        "[47.7 per 10,000](../data/figures.md#incidence-england-2019-20) live births.",
        "[over half](../data/figures.md#newborn-share-england-2019-20), or "
        "[more than half](../data/figures.md#newborn-share-england-2019-20).",
        "over [21,000](../data/figures.md#cohort-england-wales) babies",
        "[more than 21,000 babies](../data/figures.md#cohort-england-wales)",
        "[more than 60 per cent](../data/figures.md#short-notice-all-ages-2024)",
        "[one baby in 98](../data/figures.md#first-week-care-north-east-2018)",
        "[nine per cent](../data/figures.md#same-day-london-2019-20)",
        "about [290](../data/derived.md#derived-denominator-london-2019-20)",
        "[346 fewer](../data/derived.md#derived-change-from-births-england)",
        "Births fell by [4.1%](../data/figures.md#births-change-england-wales-2020).",
        "[1.31 per cent](../data/figures.md#mothers-england-cp-10yr)",
        "[1.31 (95% CI 1.29 to 1.32)](../data/figures.md#mothers-england-cp-10yr)",
        "It was [34.5 to 35.5](../data/figures.md#incidence-england-2012-13) per 10,000.",
        "Over [610,505](../data/live-births.md#england-2019) live births.",
        "See [both counts](../data/figures.md#newborns-wales-2019-20-rip).",
        "[Where it was read](../data/sources.md#hanrahan2025)",
    ],
)
def test_rightly_linked_figures_pass(text: str) -> None:
    assert problems(text) == []


@pytest.mark.parametrize(
    "text",
    [
        f"There were [2,426]({ENGLAND}) babies.",
        f"There were [2,425 or 2,426]({ENGLAND}) babies.",
        f"There were [2,425 per cent]({ENGLAND}).",
        f"[One in five]({SAME_DAY}) were heard on the day of issue.",
        f"[One in 16]({SAME_DAY}) were heard on the day of issue.",
        "[86%](../data/figures.md#short-notice-england-2019-20)",
        "[47.7%](../data/figures.md#incidence-england-2019-20)",
        "[half](../data/figures.md#newborn-share-england-2019-20)",
        "[21,000](../data/figures.md#cohort-england-wales) babies",
        "[290](../data/derived.md#derived-denominator-london-2019-20) babies",
        "[346 more](../data/derived.md#derived-change-from-births-england)",
        "[34.5 to 35.6](../data/figures.md#incidence-england-2012-13)",
        "[610,550](../data/live-births.md#england-2019)",
        f'<a href="{ENGLAND}">2,452</a>',
    ],
)
def test_a_wrong_copy_is_named(text: str) -> None:
    found = problems(text)
    assert len(found) == 1
    assert "is not what" in found[0]


def test_the_message_gives_place_number_and_what_the_row_says() -> None:
    (found,) = problems(f"There were [2,426]({ENGLAND}) babies.")
    assert found == (
        "here: '2,426' is not what figures.md#newborns-england-2012-13 says: "
        "2,425 (babies, 2012/13)"
    )


@pytest.mark.parametrize(
    "address",
    [
        "../data/figures.md#newborns-england-2012-14",
        "../data/live-births.md#england-2013",
        "data/figures.md#newborns-england-2012-13",
    ],
)
def test_a_dead_link_is_named(address: str) -> None:
    (found,) = problems(f"There were [2,425]({address}).")
    assert "is a dead link" in found


def test_a_figure_linked_to_a_group_heading_is_named() -> None:
    (found,) = problems("There were [2,425](../data/figures.md#newborns-in-care-proceedings).")
    assert "no figure's own entry" in found


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("There were 2,425 babies.", "2,425"),
        ("There were 2914 babies.", "2914"),
        ("There were 145 babies in Wales.", "145"),
        ("That is 35 per 10,000 live births.", "35 per 10,000"),
        ("That is 35 babies in every 10,000.", "35 babies in every 10,000"),
        ("In London 9 per cent.", "9 per cent"),
        ("In London nine per cent.", "nine per cent"),
        ("It was 41%.", "41%"),
        ("One in six were heard on the day.", "One in six"),
        ("In some places one baby in 98.", "one baby in 98"),
        ("It is more than half.", "more than half"),
        ("The rate was 47.7.", "47.7"),
        ("There were 16 local authorities.", "16 local authorities"),
        ("The difference is 32 percentage points.", "32 percentage points"),
        ("# 2,425 babies", "2,425"),
        ("| England |\n|---|\n| 2,425 |", "2,425"),
        ("[2,425](https://example.org/)", "2,425"),
        ("`2,425 / 694,241`", "2,425"),
        ("<p>There were 2,425 babies.</p>", "2,425"),
        ("There were 2019 babies.", "2019"),
    ],
)
def test_a_number_without_its_row_is_named(text: str, number: str) -> None:
    found = check_text(text, where="here", page=PAGE)
    assert number in [problem.found for problem in found]
    assert all("stands without a link" in problem.trouble for problem in found)


@pytest.mark.parametrize(
    "text",
    [
        "From 2012/13 to 2019/20, and from 2014 to 2022.",
        "On 4 June 2021 the report came out.",
        "Reading takes 120 minutes; the essay has 1,500 words for 400 learners.",
        "Section 31 of the Children Act 1989, s.20, section 76 and rule 12.3.",
        "[2019] EWCA Civ 1222",
        "Call 999, NHS 111, 116 123, text PANDAS to 85258, or 0808 801 0366.",
        "Monday to Friday, 9.30am to 3pm; start at 10:15.",
        "The bars are 95% intervals, with 95 and 99.8 per cent limits.",
        "A rate for every 10,000 live births; 10,000 draws; from 0 to 100 per cent.",
        "The hearing may come within 7 days, and key message 10 says so. Day 12.",
        "`figure('newborns-england-2012-13', 2425)`",
        "```\n2,425\n```",
        "JupyterLab 4.6 and Python 3.12, under CC BY 4.0.",
        "There are four groups of three, and one in England. Open 03 Newborns.",
        "[Proportion of children born into care in England now one in 200]"
        "(https://example.org/page)",
    ],
)
def test_numbers_that_are_no_statistic_pass(text: str) -> None:
    assert problems(text) == []


def test_a_sentence_marked_illustrative_may_hold_what_it_likes() -> None:
    assert problems("Suppose, *illustrative*, that 1,234 babies were counted.") == []
    found = problems("This is *illustrative*: 1,234. There were 2,425 babies.")
    assert [one.split("'")[1] for one in found] == ["2,425"]


def test_a_table_marked_illustrative_in_its_heading_row_is_so_throughout() -> None:
    marked = "| *illustrative* | babies |\n|---|---|\n| A | 1,234 |"
    assert problems(marked) == []
    assert problems(marked.replace("*illustrative*", "place")) != []


def test_a_number_named_as_no_figure_passes_and_no_other() -> None:
    note = "<!-- not a figure: 400, 180; one in two -->"
    assert problems(f"Room 400 is full, one in two sat down. {note}") == []
    assert problems(f"Room 4,400 is full. {note}") != []
    assert problems(f"Room 401 is full. {note}") != []


def test_formulas_and_picture_texts_may_hold_only_held_numbers() -> None:
    assert problems(r"$\frac{2{,}425}{694{,}241} \times 10{,}000 = 34.93$") == []
    assert "not held" in problems(r"$\frac{2{,}426}{694{,}241}$")[0]
    assert problems("![Newborns in England: 2,425 in 2012/13](picture.png)") == []
    assert "not held" in problems("![Newborns in England: 2,426](picture.png)")[0]


def test_a_notebook_is_checked_cell_by_cell(tmp_path: Path) -> None:
    cells = [
        {"cell_type": "markdown", "source": ["All is well.\n"]},
        {"cell_type": "code", "source": ["2425"]},
        {"cell_type": "markdown", "source": ["There were ", "2,425 babies."]},
    ]
    path = tmp_path / "01_example.ipynb"
    path.write_text(json.dumps({"cells": cells}), encoding="utf-8")
    (found,) = check_file(path)
    assert (found.where, found.found) == ("01_example.ipynb, cell 3", "2,425")


def test_a_page_is_checked_section_by_section(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_text(
        "There were 300.\n\n# One\n\nRoom 400. <!-- not a figure: 400 -->\n\n"
        "```\n# 500 is code\n```\n\n## Two\n\nThere were 400 babies.\n",
        encoding="utf-8",
    )
    assert [(problem.where, problem.found) for problem in check_file(path)] == [
        ("page.md", "300"),
        ("page.md, under 'Two'", "400"),
    ]


def test_a_changed_row_makes_its_copies_wrong() -> None:
    row = rows()["figures.md#newborns-england-2012-13"]
    changed = Row(row.id, 2426.0, "2,426", row.unit, row.period)
    assert matches("2,425", row)
    assert not matches("2,425", changed)


def test_every_row_matches_its_own_words() -> None:
    wrong = [
        name
        for name, row in rows().items()
        if not matches(row.value_text, row) and not matches(f"{row.value_text} {row.unit}", row)
    ]
    assert wrong == []


def test_every_published_figure_would_be_noticed_without_its_link() -> None:
    """A figure written with its unit is seen; a one-word one like '9' needs its unit for that."""
    from born_into_care.evidence import figure

    unseen = [
        row.id
        for name, row in rows().items()
        if name.startswith("figures.md") and not statistics(figure(row.id).text)
    ]
    assert unseen == []
