"""Look up, find, set side by side and cite."""

from pathlib import Path
from typing import Any

import pytest

from born_into_care.errors import PackError
from born_into_care.evidence import (
    all_figures,
    births,
    cite,
    cite_html,
    derivation,
    figure,
    reload,
    select,
    source,
)

SAME_DAY = "newborns heard on the day of issue"
SHORT_NOTICE = "newborns heard at short notice"
INCIDENCE = "incidence of newborns in care proceedings"
OLD_INCIDENCE = f"{INCIDENCE} (2018 definition)"


@pytest.mark.parametrize(
    ("column", "typed", "meant"),
    [
        ("measure", "same-day", SAME_DAY),
        ("measure", "Same day", SAME_DAY),
        ("measure", "SHORT-NOTICE", SHORT_NOTICE),
        ("measure", "incidence", INCIDENCE),
        ("measure", "incidence (2018 definition)", OLD_INCIDENCE),
        ("measure", "newborns", "newborns in care proceedings"),
        ("measure", "live births", "live births"),
        *[("measure", row.measure, row.measure) for row in all_figures()[::9]],
        ("period", "2019/20", "2019/20"),
        ("period", "2019-20", "2019/20"),
        ("period", "2019–20", "2019/20"),
        ("period", 2012, "2012"),
        ("geography", "north east", "North East"),
        ("standing", "disputed", "disputed"),
    ],
)
def test_names_answer_to_what_a_reader_types(column: str, typed: Any, meant: str) -> None:
    table = select(**{column: typed})
    assert set(table[column]) == {meant}
    assert [*table["figure_id"]] == [r.id for r in all_figures() if getattr(r, column) == meant]


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda: select(measure="same dy"), "no measure 'same dy'. Did you mean 'same day'?"),
        (lambda: select(geography="Londn"), "no area 'Londn'. Did you mean 'London'?"),
        (lambda: select(geography="East Midlands"), "There is no area 'East Midlands'."),
        (lambda: select(period="2013/14/15"), "There is no period '2013/14/15'."),
        (lambda: select(standing="sure"), "You can choose agreed, disputed or reported."),
        (lambda: figure("newborns-england-2012-13x"), "mean 'newborns-england-2012-13'"),
        (lambda: source("swansea2021x"), "Did you mean 'swansea2021'"),
        (lambda: derivation("change-newborns-england"), "derived-change-newborns-england"),
        (lambda: cite("swansea2020"), "Did you mean 'swansea2021'"),
        (lambda: births("Wales", 2013), "aren't in this pack for the year 2013. Choose 2012, 2014"),
        (lambda: births("Scotland", 2019), "There is no area 'Scotland'"),
        (lambda: births("London", 2012), "aren't in this pack for the year 2012. Choose 2014"),
    ],
)
def test_a_name_that_does_not_exist_is_answered_with_those_that_do(ask: Any, message: str) -> None:
    with pytest.raises(PackError) as caught:
        ask()
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("figure_id", "text", "ends"),
    [
        ("newborns-england-2012-13", "2,425 babies", None),
        ("short-notice-england-2019-20", "86.3 per cent", (86.25, 86.35)),
        ("change-newborns-england", "20 per cent", (19.5, 20.5)),
        ("incidence-england-2019-20", "47.7 per 10,000 live births", (47.65, 47.75)),
        ("same-day-england-wales-2019-20", "one in six", None),
        ("cohort-england-wales", "over 21,000 babies", None),
        ("mothers-england-cp-10yr", "1.31 per cent (95% CI 1.29 to 1.32)", (1.305, 1.315)),
        ("first-week-care-above-proceedings", "44% higher", (43.5, 44.5)),
        ("births-change-england-wales-2020", "a decrease of 4.1%", (-4.15, -4.05)),
    ],
)
def test_a_figure_in_words_and_what_its_rounding_implies(
    figure_id: str, text: str, ends: tuple[float, float] | None
) -> None:
    assert (figure(figure_id).text, figure(figure_id).rounding) == (text, ends)


def test_html_citations_escape_titles_and_addresses(in_place: Path) -> None:
    path = in_place / "sources.csv"
    text = path.read_text("utf-8").replace("National IRO Managers Partnership", "<b>& more</b>")
    path.write_text(text.replace("2018/10/11/born-into-care/", "?a=1&b=2"), "utf-8")
    reload()
    assert "&lt;b&gt;&amp; more&lt;/b&gt;" in cite_html("niromp2018")
    assert 'href="https://niromp.org/?a=1&amp;b=2"' in cite_html("niromp2018")
