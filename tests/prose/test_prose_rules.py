"""Hold the prose check to catching what it is there for and letting plain writing through."""

from born_into_care.evidence import all_figures
from born_into_care.paths import pack_folder
from tests.support.markdown import render
from tests.support.prose import Problem, check_tree, matches, rows, statistics

PAGE = pack_folder() / "notebooks" / "01_example.ipynb"
ENGLAND = "../data/figures.md#newborns-england-2012-13"
SAME_DAY = "../data/figures.md#same-day-england-wales-2019-20"
RIGHT = (
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
)
WRONG = (
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
)
DEAD = (
    "../data/figures.md#newborns-england-2012-14",
    "../data/live-births.md#england-2013",
    "data/figures.md#newborns-england-2012-13",
)
UNLINKED = (
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
)
PLAIN = (
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
    "[Proportion of children born into care in England now one in 200](https://example.org/page)",
)


def check(text: str) -> list[Problem]:
    return check_tree(render(text), where="here", page=PAGE)


def test_rightly_linked_figures_and_numbers_that_are_no_statistic_pass() -> None:
    assert {text: found for text in (*RIGHT, *PLAIN) if (found := check(text))} == {}


def test_a_wrong_copy_and_a_dead_link_are_named() -> None:
    found = {text: [problem.trouble for problem in check(text)] for text in WRONG}
    assert all(len(lines) == 1 and "is not what" in lines[0] for lines in found.values()), found
    for address in DEAD:
        (problem,) = check(f"There were [2,425]({address}).")
        assert "is a dead link" in problem.trouble
    (problem,) = check("There were [2,425](../data/figures.md#newborns-in-care-proceedings).")
    assert "no figure's own entry" in problem.trouble
    (problem,) = check(f"There were [2,426]({ENGLAND}) babies.")
    assert str(problem) == (
        "here: '2,426' is not what figures.md#newborns-england-2012-13 says: "
        "2,425 (babies, 2012/13)"
    )


def test_a_number_without_its_row_is_named() -> None:
    for text, number in UNLINKED:
        found = check(text)
        assert number in [problem.found for problem in found], text
        assert all("stands without a link" in problem.trouble for problem in found), text


def test_what_is_marked_illustrative_or_named_as_no_figure_passes_and_nothing_else() -> None:
    assert check("Suppose, *illustrative*, that 1,234 babies were counted.") == []
    (problem,) = check("This is *illustrative*: 1,234. There were 2,425 babies.")
    assert problem.found == "2,425"
    table = "| *illustrative* | babies |\n|---|---|\n| A | 1,234 |"
    assert check(table) == [] and check(table.replace("*illustrative*", "place"))
    note = "<!-- not a figure: 400, 180; one in two -->"
    assert check(f"Room 400 is full, one in two sat down. {note}") == []
    assert check(f"Room 4,400 is full. {note}") and check(f"Room 401 is full. {note}")


def test_formulas_and_picture_texts_may_hold_only_held_numbers() -> None:
    assert check(r"$\frac{2{,}425}{694{,}241} \times 10{,}000 = 34.93$") == []
    assert check("![Newborns in England: 2,425 in 2012/13](picture.png)") == []
    for text in (r"$\frac{2{,}426}{694{,}241}$", "![Newborns in England: 2,426](picture.png)"):
        assert "not held" in check(text)[0].trouble


def test_every_row_matches_its_own_words_and_would_be_noticed_without_its_link() -> None:
    """A figure written with its unit is seen; a one-word one like '9' needs its unit for that."""
    assert [
        name
        for name, row in rows().items()
        if not matches(row.value_text, row) and not matches(f"{row.value_text} {row.unit}", row)
    ] == []
    assert [row.id for row in all_figures() if not statistics(row.text)] == []
