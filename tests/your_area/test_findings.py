"""Findings hold what the methods give, compare only like with like, and leak nothing hidden."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from born_into_care.briefing.charts import funnel, over_time
from born_into_care.charts.chart import PLOTLY_MIME
from born_into_care.errors import PackError
from born_into_care.evidence import figure, sources_of
from born_into_care.evidence.places import Place
from born_into_care.your_area.findings import MEASURES, Findings, collect_findings
from born_into_care.your_area.protection import LEVELS, Counts, protect

from .test_protection import tables

LEEDS = Place("E08000035", "Leeds", "authority", "Yorkshire and The Humber", "England")
DARLINGTON = Place("E06000005", "Darlington", "authority", "North East", "England")
CARDIFF = Place("W06000015", "Cardiff", "authority", "", "Wales")
NORTH_EAST = Place("E12000001", "North East", "region", "North East", "England")
TWO_YEARS = {
    "2018/19": (110, 60, 58, 50, 35, 20, 9000),
    "2019/20": (130, 70, 68, 57, 39, 22, 9100),
}


def table(**more: object) -> Counts:
    """One authority over two years, every level and its births."""
    rows = np.array([list(TWO_YEARS.values())], dtype=float)
    given: dict[str, object] = {
        "areas": ("Leeds",), "periods": tuple(TWO_YEARS), "levels": tuple(LEVELS),
        "values": rows[..., :6], "births": rows[..., 6], "places": {"Leeds": LEEDS},
        "newborn": "under 14 days old at issue",
    }  # fmt: skip
    return Counts(**given | more)  # type: ignore[arg-type]


def findings(counts: Counts | None = None, **chosen: str) -> Findings:
    return collect_findings(protect(counts or table()), **chosen)


def newborns(**areas: list[float]) -> Counts:
    """Newborns alone, of some areas from 2018/19 on."""
    values = np.array(list(areas.values()), dtype=float)[..., None]
    periods = tuple(f"{2018 + i}/{19 + i}" for i in range(values.shape[1]))
    births = np.full(values.shape[:2], np.nan)
    names = tuple(name.replace("_", " ") for name in areas)
    return table(
        areas=names, periods=periods, levels=("newborns",), values=values, births=births, places={}
    )


def test_a_share_is_the_counts_over_each_other_with_the_interval_of_another_package() -> None:
    result = findings().results["short_notice"]
    assert (result.part, result.whole) == (57, 68)
    low, high = proportion_confint(57, 68, method="wilson")
    assert result.value is not None
    assert result.value.value == pytest.approx(100 * 57 / 68)
    assert (result.value.low, result.value.high) == pytest.approx((100 * low, 100 * high))
    assert (result.value_text, result.interval_text) == ("84 per cent", "73 to 91")


def test_the_incidence_is_per_ten_thousand_live_births_of_the_table() -> None:
    value = findings().results["incidence"].value
    assert value is not None and value.value == pytest.approx(70 / 9100 * 10_000)


@pytest.mark.parametrize(
    ("place", "period", "births"),
    [
        (NORTH_EAST, "2019/20", 25742),
        (NORTH_EAST, "2019/20 Q1", 0),
        (NORTH_EAST, "April 2019", 0),
        (DARLINGTON, "2019/20", 0),
        (None, "2019/20", 0),
    ],
)
def test_published_births_meet_only_an_area_whose_level_and_period_fit(
    place: Place | None, period: str, births: int
) -> None:
    counts = replace(newborns(North_East=[200]), periods=(period,), places={"North East": place})
    result = findings(counts).results["incidence"]
    assert result.whole == births and (result.value is not None) == bool(births)
    assert ("Office for National Statistics" in result.note) == bool(births)


@pytest.mark.parametrize(
    ("places", "area", "region", "geographies"),
    [
        ((DARLINGTON, LEEDS), "A", "", {"North East", "England", "England and Wales"}),
        ((DARLINGTON, LEEDS), "B", "", {"England", "England and Wales"}),
        ((DARLINGTON, LEEDS), "", "", {"England", "England and Wales"}),
        ((DARLINGTON, DARLINGTON), "", "", {"North East", "England", "England and Wales"}),
        ((LEEDS, CARDIFF), "", "", {"England and Wales"}),
        ((LEEDS, CARDIFF), "B", "", {"Wales", "England and Wales"}),
        ((None, LEEDS), "A", "", {"England", "Wales", "England and Wales"}),
        ((None, None), "A", "London", {"London", "England", "England and Wales"}),
        ((), "", "Wales", {"Wales", "England and Wales"}),
    ],
)
def test_published_figures_stand_beside_only_where_the_place_fits(
    places: tuple[Place | None, ...], area: str, region: str, geographies: set[str]
) -> None:
    counts = table()
    twice = replace(
        counts, areas=("A", "B"), places=dict(zip("AB", places, strict=False)),
        values=np.tile(counts.values, (2, 1, 1)), births=np.tile(counts.births, (2, 1)),
    )  # fmt: skip
    found = collect_findings(protect(twice), area=area, region=region)
    assert {c.figure.geography for c in found.comparisons} == geographies


def test_a_published_figure_says_where_it_stands() -> None:
    by = {c.figure.id: c for c in findings().comparisons}
    assert not by["short-notice-england-2019-20"].differences
    assert "inside your interval" in by["short-notice-england-2019-20"].text
    assert "below your interval" in by["incidence-england-2019-20"].text
    assert not by["newborn-share-england-2019-20"].text  # published in words


@pytest.mark.parametrize(
    ("own", "difference"),
    [
        ({}, ()),
        ({"newborn": "under 7 days old at issue"}, "under 7 days"),
        ({"newborn": "under 140 days old at issue"}, "under 140 days"),
        ({"newborn": ""}, "yours: not stated; published: under 14 days"),
        ({"year": "calendar"}, "yours: calendar year; published: financial"),
        ({"year": "as given"}, "year (yours: not stated"),
    ],
)
def test_only_like_is_compared_with_like(own: dict[str, str], difference: str) -> None:
    by = {c.figure.id: c for c in findings(table(**own)).comparisons}
    comparison = by["short-notice-england-2019-20"]
    assert (comparison.text == "") == bool(difference) == bool(comparison.differences)
    assert any(difference in each for each in comparison.differences) or not difference


def test_each_published_figure_defines_newborn_as_the_comparison_says() -> None:
    figures = [figure(row) for measure in MEASURES for row in measure.published]
    stated = [f.definition for f in figures if "newborn =" in f.definition]
    # The others are from the report of 2021, whose definition its counts state.
    assert {f.period for f in figures if "newborn =" not in f.definition} == {"2019/20"}
    stated.append(figure("newborns-england-2019-20").definition)
    assert all("newborn = under two weeks" in text for text in stated)


def test_an_incomplete_period_is_compared_with_nothing() -> None:
    counts = replace(table(), incomplete=("2019/20",))
    found = findings(counts, period="2019/20")
    assert not found.comparisons and not found.changes and not found.peers
    assert found.results["incidence"].value is None and found.results["short_notice"].value
    assert "compared with nothing" in found.results["count"].note
    assert not found.pooled["incidence"].value
    # Unless another is asked for, the last complete one is looked at.
    assert findings(counts).period == "2018/19"


def test_the_change_of_a_share_has_a_decimal() -> None:
    counts = np.array([[[200, 100], [200, 98]]])
    two = table(levels=("newborns", "same_day"), values=counts.astype(float))
    change = findings(two).changes["same_day"]
    assert "a change of −1.0 percentage points (95%" in change.text


@pytest.mark.parametrize(("last", "said"), [(70, "Chance alone could"), (170, "why.")])
def test_a_change_says_whether_chance_alone_could_give_it(last: int, said: str) -> None:
    assert said in findings(newborns(A=[60, last])).changes["count"].text


def test_percentages_of_few_babies_are_withheld() -> None:
    values = np.array([[[19.0, 9.0]]])
    counts = table(levels=("newborns", "same_day"), values=values, periods=("2019/20",))
    result = findings(counts).results["same_day"]
    assert result.value is None and "fewer than 20 babies" in result.value_text


def many(areas: int = 6, first: str = "Area 0", years: int = 1) -> Counts:
    """Areas of which the first differs from the others by more than chance, and one is small."""
    rng = np.random.default_rng(4)
    rows = [[38, 19, 19, 12, 8, 6]]
    for area in range(areas):
        count = 60 + 30 * area
        short = int(rng.binomial(count - 2, 0.8)) if area else 12
        rows.append([2 * count, count, count - 2, short, short - 6, short // 2])
    values = np.repeat(np.array(rows, dtype=float)[:, None], years, axis=1)
    names = ("Small", first, *(f"Area {i}" for i in range(1, areas)))
    return table(
        areas=names, periods=tuple(TWO_YEARS)[-years:], values=values, places={},
        births=np.full(values.shape[:2], 9000.0),
    )  # fmt: skip


def test_the_funnel_names_an_area_that_differs_by_more_than_chance() -> None:
    found = findings(many(), area="Area 0")
    peers = found.peers["short_notice"]
    assert peers.standings["Area 0"] == "far below"
    assert "Area 0 lies far below" in peers.text("Area 0")
    assert peers.left_out == 1 and " 1 area can't be shown" in peers.text("Area 1")


def test_charts_have_words_a_table_and_no_tag_from_the_file() -> None:
    name = "<b onload=x>Area 0"
    charts = [
        over_time(findings(many(first=name, years=2), area=name)),
        funnel(findings(many(first=name), area=name)),
    ]
    for chart in charts:
        assert re.search(r"\d", chart.description) and chart.rows
        assert any("your table" in note for note in chart.notes)
        forms = chart.mimebundle()
        assert "<b onload" not in str((forms["text/html"], forms[PLOTLY_MIME]))
    # Areas of one size have limits too; a rate has none of a share.
    equal = many()
    equal.values[1:] = [200, 100, 100, 50, 40, 20]
    assert len(funnel(findings(equal)).spec["data"][0]["x"]) > 9
    with pytest.raises(PackError, match="no share 'incidence'"):
        funnel(findings(many()), "incidence")


@pytest.mark.parametrize(
    ("area", "remedy"),
    [("Area 1", "all areas together, or a table"), ("", "a table of more")],
)
def test_a_chart_that_cannot_be_drawn_says_what_to_choose(area: str, remedy: str) -> None:
    found = collect_findings(protect(many()), area=area)
    with pytest.raises(PackError, match=rf"two periods\. Choose {remedy}"):
        over_time(found)
    with pytest.raises(PackError, match="four areas or more"):
        funnel(collect_findings(protect(many(areas=2))))


def test_a_chart_of_a_learners_own_table_cites_definitions_alone() -> None:
    chart = over_time(findings(many(years=2)))
    assert chart.title == "All areas of the table went from 829 babies to 829"
    assert chart.sources == sources_of("newborns-england-2019-20")
    shares = funnel(findings(many()), "same_day").sources
    assert shares == sources_of("same-day-north-east-2019-20")


@pytest.mark.parametrize(
    ("wrong", "there_is"),
    [({"area": "Leds"}, "Leeds"), ({"period": "2020/21"}, "2018/19"), ({"region": "N"}, "London")],
)
def test_an_unknown_name_says_which_there_are(wrong: dict[str, str], there_is: str) -> None:
    with pytest.raises(PackError, match=there_is):
        findings(**wrong)


@given(tables(), st.booleans())
@settings(max_examples=15, deadline=None)
def test_nothing_is_computed_from_a_hidden_count(counts: Counts, rounds: bool) -> None:
    shown = protect(counts, round_to_5=rounds)
    for area in shown.areas:
        for period in shown.periods:
            for result in collect_findings(shown, area=area, period=period).results.values():
                if result.value is None:
                    continue
                assert shown.count(result.measure.part, area, period) == result.part
                if result.measure.kind == "share":
                    whole = next(w for w in result.measure.whole if w in shown.levels)
                    assert shown.count(whole, area, period) == result.whole
                    assert result.whole >= shown.smallest_denominator
