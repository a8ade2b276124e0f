"""Findings hold what the methods give, compare only like with like, and leak nothing hidden."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from born_into_care.errors import PackError
from born_into_care.evidence import all_sources
from born_into_care.your_area import find, open_table, protect
from born_into_care.your_area.counts import Counts
from born_into_care.your_area.measures import MEASURE
from born_into_care.your_area.pictures import funnel, over_time

from .test_protection import LEVELS, tables

HEAD = "Area,Period,Infants,Newborns,Notice known,Short notice,Emergency,Same day,Live births\n"
ONE = (
    "Leeds,2018/19,110,60,58,50,35,20,9000\n"
    "Leeds,2019/20,130,70,68,57,39,22,9100\n"
)  # fmt: skip


def findings(text: str = HEAD + ONE, **said):  # type: ignore[no-untyped-def]
    said.setdefault("newborn", "under 14 days old at issue")
    chosen = {k: said.pop(k) for k in ("area", "period", "region") if k in said}
    return find(protect(open_table(text.encode(), "x.csv").confirm(**said).counts), **chosen)


def test_a_share_is_the_counts_over_each_other_with_the_interval_of_another_package() -> None:
    found = findings().measure("short_notice")
    assert (found.part, found.whole) == (57, 68)
    low, high = proportion_confint(57, 68, method="wilson")
    assert found.value is not None
    assert found.value.value == pytest.approx(100 * 57 / 68)
    assert (found.value.low, found.value.high) == pytest.approx((100 * low, 100 * high))


def test_the_incidence_is_per_ten_thousand_live_births_of_the_table() -> None:
    found = findings().measure("incidence")
    assert found.value is not None
    assert found.value.value == pytest.approx(70 / 9100 * 10_000)


def test_births_of_a_published_region_come_from_the_evidence() -> None:
    text = "Area,Year,Newborns\nNorth East,2019/20,200\n"
    found = findings(text).measure("incidence")
    assert found.whole == 25742
    assert "Office for National Statistics" in found.note


def test_published_figures_stand_beside_with_the_right_verdict() -> None:
    by = {c.figure.id: c for c in findings(region="North East").comparisons}
    assert by["short-notice-england-2019-20"].match == "same"
    assert "inside your interval" in by["short-notice-england-2019-20"].stands
    assert "above your interval" in by["same-day-north-east-2019-20"].stands or (
        "inside your interval" in by["same-day-north-east-2019-20"].stands
    )
    assert "same-day-london-2019-20" not in by


@pytest.mark.parametrize(
    ("newborn", "match"),
    [
        ("under 14 days old at issue", "same"),
        ("under 7 days old at issue", "differs"),
        ("under two weeks", "same"),
        ("Babies under one week old", "differs"),
        ("under 17 days", "differs"),
        ("under 27 days old at issue", "differs"),
        ("under 14 weeks", "differs"),
        ("under 140 days", "differs"),
        ("under 2 weeks old", "same"),
        ("under some days", "not known"),
        ("every row taken as newborn", "not known"),
        ("", "not known"),
    ],
)
def test_definitions_are_held_against_each_other(newborn: str, match: str) -> None:
    by = {c.figure.id: c for c in findings(newborn=newborn).comparisons}
    comparison = by["short-notice-england-2019-20"]
    assert comparison.match == match
    assert (comparison.stands != "") == (match == "same")
    assert ("not compared" in comparison.text) == (match != "same")


@pytest.mark.parametrize("days", [7, 14, 17, 27, 140])
def test_a_definition_of_the_table_is_read_to_its_last_digit(days: int) -> None:
    (said,) = {
        check.yours
        for comparison in findings(newborn=f"under {days} days old at issue").comparisons
        for check in comparison.checks
        if check.what == "who is newborn"
    }
    assert said == f"under {days} days old"


def test_calendar_years_are_not_set_against_financial_ones() -> None:
    text = HEAD + ONE.replace("2018/19", "2018").replace("2019/20", "2019")
    assert {c.match for c in findings(text).comparisons if "2019-20" in c.figure.id} == {"differs"}


@pytest.mark.parametrize("years", [("2018 Q1", "2019 Q1"), ("2018/19 Q1", "2019/20 Q1")])
def test_periods_that_are_no_years_are_not_called_the_same(years: tuple[str, str]) -> None:
    text = HEAD + ONE.replace("2018/19", years[0]).replace("2019/20", years[1])
    for comparison in findings(text).comparisons:
        checked = {check.what: check.match for check in comparison.checks}
        assert checked["year"] == "not known"
        assert comparison.match == "not known" and not comparison.stands


def test_one_is_said_in_the_singular() -> None:
    text = "Area,Period,Newborns,Same day\nA,2018/19,200,100\nA,2019/20,200,98\n"
    by = {change.measure.key: change for change in findings(text).changes}
    assert "a change of −1 percentage point (95%" in by["same_day"].text
    small = "Area,Year,Newborns,Short notice\nA,2019/20,19,12\n"
    small += "".join(f"B{i},2019/20,{60 + i},{40 + i}\n" for i in range(4))
    peers = next(p for p in findings(small).peers if p.measure.key == "short_notice")
    assert peers.left_out == 1 and " 1 area can't be shown" in peers.text("B1")


def test_a_change_says_whether_chance_alone_could_give_it() -> None:
    by = {c.measure.key: c for c in findings().changes}
    assert not by["count"].clear and "Chance alone could" in by["count"].text
    large = HEAD + ONE.replace(",130,70,", ",400,170,")
    by = {c.measure.key: c for c in findings(large).changes}
    assert by["count"].clear and "why is not shown" in by["count"].text


def test_percentages_of_few_babies_are_withheld() -> None:
    text = "Area,Year,Newborns,Same day\nA,2019/20,19,9\n"
    found = findings(text).measure("same_day")
    assert found.value is None and "fewer than 20 babies" in found.withheld


def test_there_are_three_questions_at_least_and_they_follow_from_the_result() -> None:
    asked = findings().questions
    assert len(asked) >= 3 and all(q.endswith(("?", ".")) for q in asked)
    assert any("known to us before the birth" in q for q in asked)
    assert any("count again by the definition" in q for q in findings(newborn="").questions)
    bare = findings("Area,Year,Newborns\nA,2019/20,40\n").questions
    assert len(bare) >= 3


def areas(count: int = 6) -> str:
    rng = np.random.default_rng(4)
    lines = []
    for a in range(count):
        newborns = 60 + 30 * a
        known = newborns - 2
        short = int(rng.binomial(known, 0.8)) if a else 12
        counts = (2 * newborns, newborns, known, short, short - 6, short // 2, 9000)
        lines.append(f"Area {a},2019/20," + ",".join(map(str, counts)))
    return HEAD + "\n".join(lines) + "\n"


def test_the_funnel_names_an_area_that_differs_by_more_than_chance() -> None:
    found = findings(areas(), area="Area 0")
    peers = next(p for p in found.peers if p.measure.key == "short_notice")
    assert next(p for p in peers.areas if p.area == "Area 0").stands == "far below"
    assert "Area 0 lies far below" in peers.text("Area 0")


def test_charts_have_words_a_table_and_no_tag_from_the_file() -> None:
    text = areas().replace("Area 0", "<b onload=x>Area 0")
    found = findings(text, area="<b onload=x>Area 0")
    years = text + text.removeprefix(HEAD).replace("2019/20", "2018/19")
    for chart in (over_time(findings(years, area="<b onload=x>Area 0")), funnel(found)):
        assert re.search(r"\d", chart.description) and not chart.table.empty
        assert "<b " not in chart.titled_spec["layout"]["title"]["text"]
        assert "<b onload" not in str(chart.mimebundle()["text/html"])
        assert "<b onload" not in str([t.get("text") for t in chart.spec["data"]])
    with pytest.raises(PackError, match=r"two periods\. Choose all areas together"):
        over_time(found)


@pytest.mark.parametrize(
    ("text", "area"),
    [(HEAD + ONE.splitlines()[0], "Leeds"), (areas(), "All areas of the table")],
)
def test_all_areas_together_are_offered_only_where_they_can_be_chosen(text: str, area: str) -> None:
    with pytest.raises(PackError, match=r"two periods\. Choose another measure, or a table"):
        over_time(findings(text, area=area))


def test_a_chart_of_a_learners_own_table_cites_no_published_figure() -> None:
    years = areas() + areas().removeprefix(HEAD).replace("2019/20", "2018/19")
    for measure in MEASURE:
        charts = [over_time(findings(years), measure)]
        if measure != "count":
            charts.append(funnel(findings(areas()), measure))
        for chart in charts:
            assert set(chart.sources) <= {source.id for source in all_sources()}
            assert any("your table" in note for note in chart.notes)


def test_births_that_come_from_the_evidence_are_cited() -> None:
    text = "Area,Year,Newborns\nNorth East,2018/19,190\nNorth East,2019/20,200\n"
    assert "north-east-2019" in over_time(findings(text), "incidence").sources


def test_an_unknown_area_or_period_says_which_there_are() -> None:
    with pytest.raises(PackError, match="Leeds"):
        findings(area="Leds")
    with pytest.raises(PackError, match="2018/19"):
        findings(period="2020/21")


@given(tables(), st.booleans())
@settings(max_examples=60, deadline=None)
def test_nothing_is_worked_out_from_a_hidden_count(made: Counts, rounding: bool) -> None:
    shown = protect(made, round_to_5=rounding)
    for area in shown.areas:
        for period in shown.periods:
            found = find(shown, area=area, period=period)
            for one in found.found:
                if one.value is None:
                    continue
                assert shown.count(one.measure.part, area, period) == one.part
                if one.measure.kind == "share":
                    whole = next(w for w in one.measure.whole if w in shown.levels)
                    assert shown.count(whole, area, period) == one.whole
                    assert one.whole >= shown.smallest_denominator


def test_every_measure_is_made_of_levels_that_exist() -> None:
    for measure in MEASURE.values():
        assert {measure.part, *measure.whole} <= set(LEVELS)
