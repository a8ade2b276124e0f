"""Looking up, setting side by side and citing."""

from __future__ import annotations

from pathlib import Path

import pytest

from born_into_care import evidence
from born_into_care.errors import PackError
from born_into_care.evidence import (
    births,
    births_link,
    cite,
    cite_html,
    derivation,
    figure,
    figures,
    find_figures,
    reload,
    select,
    source,
    sources_of,
)


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("same-day", "newborns heard on the day of issue"),
        ("Same day", "newborns heard on the day of issue"),
        ("short notice", "newborns heard at short notice"),
        ("SHORT-NOTICE", "newborns heard at short notice"),
        ("incidence", "incidence of newborns in care proceedings"),
        ("newborns", "newborns in care proceedings"),
        ("share of infants", "newborns as a share of infants in care proceedings"),
        ("live births", "live births"),
        (
            "incidence (2018 definition)",
            "incidence of newborns in care proceedings (2018 definition)",
        ),
        ("newborns in care proceedings", "newborns in care proceedings"),
    ],
)
def test_measures_answer_to_short_and_full_names(short: str, full: str) -> None:
    assert set(select(measure=short)["measure"]) == {full}


def test_every_measure_answers_to_its_own_name() -> None:
    for name in set(figures()["measure"]):
        assert set(select(measure=name)["measure"]) == {name}


@pytest.mark.parametrize(
    ("asked", "meant"),
    [("2019/20", "2019/20"), ("2019-20", "2019/20"), ("2019–20", "2019/20"), (2012, "2012")],
)
def test_periods_may_be_typed_as_they_are_said(asked: str | int, meant: str) -> None:
    assert set(select(period=asked)["period"]) == {meant}


def test_places_may_be_typed_without_capitals() -> None:
    assert set(select(geography="north east")["geography"]) == {"North East"}
    assert births("yorkshire & the humber", 2019) == 58_281
    assert births("England and Wales", 2019) == 640_370


@pytest.mark.parametrize(
    ("choice", "message"),
    [
        ({"measure": "same dy"}, "There is no measure 'same dy'. Did you mean 'same day'?"),
        ({"geography": "Londn"}, "There is no area 'Londn'. Did you mean 'London'?"),
        ({"geography": "East Midlands"}, "There is no area 'East Midlands'."),
        ({"period": "2013/14/15"}, "There is no period '2013/14/15'."),
        ({"standing": "sure"}, "You can choose agreed, reported or disputed."),
    ],
)
def test_a_name_that_does_not_exist_is_answered_with_those_that_do(
    choice: dict[str, str], message: str
) -> None:
    with pytest.raises(PackError) as caught:
        select(**choice)  # type: ignore[arg-type]
    assert message in str(caught.value)


def test_choices_that_do_not_meet_give_no_row_and_no_error() -> None:
    assert select(measure="incidence", geography="London", period="2012/13").empty


@pytest.mark.parametrize("lookup", [figure, source, derivation])
def test_an_unknown_id_is_answered_with_the_nearest(lookup: object) -> None:
    first = {
        figure: "newborns-england-2012-13",
        source: "swansea2021",
        derivation: "derived-change-newborns-england",
    }[lookup]  # type: ignore[index]
    with pytest.raises(PackError, match=f"Did you mean '{first}'"):
        lookup(f"{first}x")  # type: ignore[operator]


def test_births_not_held_say_which_years_are() -> None:
    with pytest.raises(PackError) as caught:
        births("Wales", 2013)
    assert "2012" in str(caught.value)
    with pytest.raises(PackError, match="There is no area 'Scotland'"):
        births("Scotland", 2019)
    with pytest.raises(PackError):
        births_link("London", 2012)


def test_the_two_counts_for_wales_name_each_other() -> None:
    rows = select(measure="newborns", geography="Wales", period="2019/20").set_index("figure_id")
    assert rows["value"].tolist() == [203.0, 241.0]
    assert set(rows["standing"]) == {"disputed"}
    assert rows["disagrees_with"].tolist() == rows.index.tolist()[::-1]


def test_an_account_that_words_its_place_otherwise_is_named_too() -> None:
    (other,) = evidence.figure("same-day-north-east-2019-20").disagrees_with
    assert evidence.figure(other).value_text == "one in four"


def test_what_nobody_disputes_names_no_other() -> None:
    for choice in (
        {"measure": "newborns", "geography": "England", "period": "2012/13"},
        {"measure": "under 21 when first a mother", "period": "2015 to 2018"},
    ):
        assert set(select(**choice)["disagrees_with"]) == {""}


def test_tables_are_fresh_copies_of_the_rows() -> None:
    for table, rows in (
        (evidence.figures, evidence.all_figures()),
        (evidence.sources, evidence.all_sources()),
        (evidence.live_births, evidence.all_births()),
        (evidence.derived, evidence.all_derived()),
    ):
        first = table()
        assert len(first) == len(rows)
        first.iloc[0, 0] = "spoiled"
        assert table().iloc[0, 0] != "spoiled"


def test_the_rows_found_are_those_of_the_data_frame() -> None:
    for choice in ({}, {"measure": "incidence"}, {"geography": "Wales", "standing": "disputed"}):
        found = find_figures(**choice)
        assert [row.id for row in found] == select(**choice)["figure_id"].tolist()


def test_an_edited_table_is_read_again_after_reload(in_place: Path) -> None:
    assert figure("newborns-wales-2012-13").value == 145
    path = in_place / "figures.csv"
    path.write_text(path.read_text("utf-8").replace(",145,145,", ",146,146,"), "utf-8")
    assert figure("newborns-wales-2012-13").value == 145
    reload()
    assert figure("newborns-wales-2012-13").value == 146


@pytest.mark.parametrize(
    ("figure_id", "text"),
    [
        ("newborns-england-2012-13", "2,425 babies"),
        ("short-notice-england-2019-20", "86.3 per cent"),
        ("change-newborns-england", "20 per cent"),
        ("incidence-england-2019-20", "47.7 per 10,000 live births"),
        ("same-day-england-wales-2019-20", "one in six"),
        ("cohort-england-wales", "over 21,000 babies"),
        ("mothers-england-cp-10yr", "1.31 per cent (95% CI 1.29 to 1.32)"),
        ("first-week-care-above-proceedings", "44% higher"),
    ],
)
def test_a_figure_s_words(figure_id: str, text: str) -> None:
    assert figure(figure_id).text == text


def test_a_notebook_shows_a_figure_as_a_sentence_with_its_source() -> None:
    shown = figure("newborns-wales-2019-20-rip")._repr_markdown_()
    assert shown == (
        "**241 babies**: newborns in care proceedings, Wales, 2019/20 (newborn = under two weeks "
        "old when section 31 proceedings were issued). Standing: disputed. "
        "[Where it comes from](../data/figures.md#newborns-wales-2019-20-rip)"
    )
    ours = derivation("derived-change-newborns-wales-241")._repr_markdown_()
    assert ours.startswith("**66.2 per cent** (derived): change in newborns")
    assert "Worked out as (241 / 145 - 1) × 100." in ours


@pytest.mark.parametrize(
    ("figure_id", "ends"),
    [
        ("incidence-england-2012-13", (34.5, 35.5)),
        ("incidence-england-2019-20", (47.65, 47.75)),
        ("same-day-london-2019-20", (8.5, 9.5)),
        ("mothers-england-cp-10yr", (1.305, 1.315)),
        ("births-change-england-wales-2020", (-4.15, -4.05)),
        ("newborns-england-2012-13", None),
        ("same-day-england-wales-2019-20", None),
        ("newborn-share-england-2019-20", None),
    ],
)
def test_what_rounding_implies(figure_id: str, ends: tuple[float, float] | None) -> None:
    assert figure(figure_id).rounding == ends


def test_every_rounded_number_has_its_two_ends() -> None:
    for name in figures()["figure_id"]:
        one = figure(name)
        rounded = one.precision != "exact" and one.value is not None
        assert (one.rounding is not None) == rounded, name


def test_citations_name_the_source_and_how_it_stands() -> None:
    said = cite("newborns-wales-2019-20-rip")
    assert "241 babies: newborns in care proceedings, Wales, 2019/20" in said
    assert "Accounts differ." in said
    assert "Research in Practice (2025)" in said
    assert "https://" in said
    assert "Reported by one account." in cite("incidence-london-2019-20")
    assert cite("newborns-england-2012-13").count("https://") == 3


def test_a_notebook_shows_a_citation_with_each_source_on_its_own_line() -> None:
    shown = cite("newborns-wales-2019-20-nfjo")._repr_html_()
    assert shown.startswith("<p>203 babies: newborns in care proceedings, Wales, 2019/20")
    assert "Accounts differ.</p>" in shown
    assert shown.count("<li>") == shown.count("<a ") == 5
    assert cite("swansea2021")._repr_html_().startswith("<ul><li>Swansea University")


def test_a_derived_figure_is_cited_as_ours_with_its_sum_and_sources() -> None:
    said = cite("derived-incidence-wales-2012-13")
    assert "Derived by the authors of this pack: 145 / 35,238 × 10,000." in said
    assert "Welsh Government" in said


def test_a_count_of_births_is_cited_by_area_and_year() -> None:
    assert cite("wales-2012").startswith("35,238 live births: Wales, 2012. Welsh Government (2014)")
    assert births_link("Wales", 2012) == "../data/live-births.md#wales-2012"


def test_html_citations_link_and_escape() -> None:
    said = cite_html("welshgov2014")
    assert (
        'href="http://wales.gov.uk/statistics-and-research/births-infant-mortality/?lang=en"'
        in said
    )
    assert "<script" not in said
    for name in evidence.sources()["source_id"]:
        assert cite_html(name).count("<a ") == 1


def test_html_citations_escape_titles_and_addresses(in_place: Path) -> None:
    path = in_place / "sources.csv"
    text = path.read_text(encoding="utf-8").replace(
        "National IRO Managers Partnership", "Managers <b>& more</b>"
    )
    path.write_text(text.replace("2018/10/11/born-into-care/", "?a=1&b=2"), encoding="utf-8")
    reload()
    said = cite_html("niromp2018")
    assert "Managers &lt;b&gt;&amp; more&lt;/b&gt;" in said
    assert 'href="https://niromp.org/?a=1&amp;b=2"' in said


def test_an_unknown_citation_is_answered() -> None:
    with pytest.raises(PackError, match="Did you mean 'swansea2021'"):
        cite("swansea2020")


def test_every_id_leads_to_its_sources() -> None:
    for name in evidence.derived()["derived_id"]:
        assert sources_of(name)
