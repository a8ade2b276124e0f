"""Regions side by side: what is drawn, said and listed, against the evidence."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from born_into_care import evidence
from born_into_care.charts.regions import regions
from born_into_care.charts.regions.known import known, reference
from born_into_care.charts.regions.measures import measure
from born_into_care.charts.regions.transcribed import read_transcription
from born_into_care.errors import PackError
from born_into_care.estimates import Interval, NoInterval
from born_into_care.explorers import explorer
from born_into_care.paths import data_folder, data_from
from tests.support import exact

PUBLISHED = {
    ("Same-day hearings", "North East", "2019/20"): "same-day-north-east-2019-20",
    ("Same-day hearings", "London", "2019/20"): "same-day-london-2019-20",
    ("Short notice", "Wales", "2019/20"): "short-notice-wales-2019-20",
    ("Incidence", "North East", "2012/13"): "incidence-north-east-2012-13",
    ("Incidence", "North East", "2019/20"): "incidence-north-east-2019-20",
    ("Incidence", "London", "2019/20"): "incidence-london-2019-20",
    ("Incidence", "Wales", "2012/13"): "incidence-wales-2012-13",
    ("Incidence", "Wales", "2019/20"): "incidence-wales-2019-20",
}


def values_drawn(chart: object) -> list[float]:
    """Every value that a marker stands for, over all traces of areas."""
    return [
        value
        for trace in chart.spec["data"]  # type: ignore[attr-defined]
        if trace["mode"] == "markers" and "error_x" in trace
        for value in trace["x"]
    ]


@pytest.mark.parametrize(("place", "figure_id"), PUBLISHED.items())
def test_a_published_value_is_the_evidence_rows(
    place: tuple[str, str, str], figure_id: str
) -> None:
    found = known(*place, illustrative=True)
    assert found.standing == "published"
    assert found.value == evidence.figure(figure_id).value
    assert figure_id in found.sources


def test_whatever_else_is_asked_of_published_figures_is_a_gap() -> None:
    for name in ("Same-day hearings", "Emergency hearings", "Short notice", "Incidence"):
        for period in ("2012/13", "2019/20"):
            for area in evidence.AREAS:
                found = known(name, area, period, illustrative=False)
                if (name, area, period) in PUBLISHED:
                    assert found.value is not None
                else:
                    assert found.standing == "not published"
                    assert found.value is None and found.sources == ()


def test_a_gap_is_drawn_as_words_and_never_as_a_mark_at_zero() -> None:
    chart = regions()
    assert sorted(values_drawn(chart)) == [9.0, 41.0]
    words = [one["text"] for one in chart.spec["layout"]["annotations"]]
    assert words.count("not published here") == 8
    assert (chart.table["Value"] == "not published here").sum() == 8


def test_two_gaps_in_a_row_are_one_note_and_a_single_gap_stands_clear_of_the_mark() -> None:
    layout = regions(measure="Incidence", period="Both years").spec["layout"]
    words = [one["text"] for one in layout["annotations"]]
    assert words.count("not published here") == 7
    (london,) = [one for one in layout["annotations"] if one["text"] != "not published here"]
    assert london["text"] == "2012/13: not published here"
    assert london["x"] >= evidence.figure("incidence-london-2019-20").value


def test_hollow_marks_fill_gaps_and_leave_published_values_alone() -> None:
    chart = regions(illustrative=True)
    published = [trace for trace in chart.spec["data"] if trace["name"] == "Published, 2019/20"]
    assert sorted(published[0]["x"]) == [9.0, 41.0]
    hollow = [trace for trace in chart.spec["data"] if "Illustrative" in trace["name"]]
    assert len(hollow[0]["x"]) == 8
    assert hollow[0]["marker"]["symbol"].endswith("-open")
    assert chart.illustrative and "illustrative" in chart.title
    assert "Illustrative." in chart.words_html()


def test_without_the_layer_nothing_is_called_illustrative() -> None:
    for name in ("Same-day hearings", "Emergency hearings", "Short notice", "Incidence"):
        chart = regions(measure=name)
        assert not chart.illustrative
        assert "llustrative" not in chart.words_html()


def test_shares_carry_an_approximate_interval_that_says_where_its_size_comes_from() -> None:
    found = known("Same-day hearings", "North East", "2019/20", illustrative=False)
    assert isinstance(found.interval, Interval)
    # statsmodels.stats.proportion.proportion_confint(81 to 83 of 200, method="wilson")
    assert found.interval.low == pytest.approx(33.9, abs=0.05)
    assert found.interval.high == pytest.approx(48.4, abs=0.05)
    assert "Approximate" in found.interval.method
    assert "derived-denominator-north-east-2019-20" in found.sources
    assert any("does not come out" in note for note in regions().notes)


def test_no_number_of_babies_is_worked_back_from_a_rate() -> None:
    for area in ("North East", "London"):
        found = known("Incidence", area, "2019/20", illustrative=False)
        assert isinstance(found.interval, NoInterval) and not found.can_be_ranked
        assert found.size == evidence.births(area, 2019)
    ranked = regions(measure="Incidence", view="Ranks", illustrative=True)
    assert "The North East and London have a published value but no published number" in (
        ranked.sentence
    )


def test_a_value_without_a_denominator_has_no_interval_and_says_why() -> None:
    found = known("Incidence", "North East", "2012/13", illustrative=False)
    assert isinstance(found.interval, NoInterval)
    chart = regions(measure="Incidence", period="2012/13")
    assert any(
        note.startswith("North East, 2012/13. No interval: live births in North East in 2012")
        for note in chart.notes
    )
    row = chart.table[chart.table["Area"] == "North East"].iloc[0]
    assert (row["95% interval"], row["Over"]) == ("none", "not known")


def test_the_reference_line_keeps_the_words_of_its_source() -> None:
    line = reference(measure("Same-day hearings"), "2019/20", illustrative=False)
    assert line is not None
    assert line.label == "England and Wales: one in six"
    assert reference(measure("Emergency hearings"), "2019/20", illustrative=False) is None


def test_both_sides_of_the_disagreement_stand_on_the_chart() -> None:
    chart = regions()
    assert "same-day-some-regions-2019-20" in chart.sources
    assert "Some regions, not named: one in four" in [one["name"] for one in chart.spec["data"]]
    assert any("one in four" in note and "41%" in note for note in chart.notes)


def test_the_order_by_value_and_by_name() -> None:
    by_value = regions().spec["layout"]["yaxis"]["ticktext"]
    assert by_value[-2:] == ["London", "North East"]
    by_name = regions(sort="By name").spec["layout"]["yaxis"]["ticktext"]
    assert [name.replace("<br>", " ") for name in reversed(by_name)] == sorted(evidence.AREAS)


def test_the_funnel_places_what_has_a_size_and_says_what_it_cannot_place() -> None:
    chart = regions(view="Funnel plot")
    points = [trace for trace in chart.spec["data"] if trace["mode"] == "markers+text"]
    assert sorted(points[0]["x"]) == [200.0, 290.0]
    assert "the North East lies above the 99.8% limits" in chart.sentence
    empty = regions(view="Funnel plot", period="2012/13")
    assert "no area can be placed" in empty.sentence
    assert all(trace["x"] == [None] for trace in empty.spec["data"])


def test_the_letters_of_a_highlighted_area_stand_outside_its_ring() -> None:
    chart = regions(view="Funnel plot", measure="Incidence", illustrative=True, highlight="London")
    (ring,) = [one for one in chart.spec["data"] if one["name"] == "Highlighted: London"]
    assert ring["text"] == ["L"]
    letters = [
        text
        for one in chart.spec["data"]
        if one["mode"] == "markers+text"
        for text in one["text"]
        if text
    ]
    assert sorted(letters) == ["EE", "EM", "L", "NE", "NW", "SE", "SW", "W", "WM", "YH"]


def test_a_highlight_is_named_once_in_the_legend() -> None:
    chart = regions(
        view="Funnel plot",
        measure="Incidence",
        period="Both years",
        illustrative=True,
        highlight="Wales",
    )
    rings = [one for one in chart.spec["data"] if one["name"] == "Highlighted: Wales"]
    assert [one["showlegend"] for one in rings] == [True, False]


def test_ranks_name_how_often_the_first_is_first() -> None:
    chart = regions(view="Ranks", illustrative=True)
    assert "the North East is highest in more than 99 of 100 simulations" in chart.sentence
    assert "cannot be told apart" in chart.sentence
    assert "fewer than two areas" in regions(view="Ranks", period="2012/13").sentence


@pytest.mark.parametrize(
    ("choice", "wanted"),
    [
        ({"measure": "Sameday"}, "Same-day hearings"),
        ({"highlight": "NW"}, "Did you mean 'North West'"),
        ({"period": "2015/16"}, "2019/20"),
        ({"view": "map"}, "Tile map"),
    ],
)
def test_a_choice_that_does_not_exist_says_what_does(choice: dict[str, str], wanted: str) -> None:
    with pytest.raises(PackError, match=wanted.replace("?", r"\?")):
        regions(**choice)  # type: ignore[arg-type]


def test_every_state_speaks_correct_english() -> None:
    doubled = re.compile(r"\b(\w+) \1\b")
    for state in explorer("regions").states():
        chart = explorer("regions").chart(**state)
        for text in (chart.sentence, chart.description, *chart.notes):
            assert text[0].isupper() and text.endswith("."), (state, text)
            assert not re.search(r"None|nan\b|  |\.\.|\(\)| ,| \.", text), (state, text)
            assert not doubled.search(text.replace("10,000 live", "")), (state, text)
            assert not re.search(r"\b[Oo]ne areas\b|\b1 babies\b", text), (state, text)
        said = f"{chart.sentence} {chart.description}"
        assert re.search(r"\d", said), (state, said)
        # Where nothing is published there is no direction to name.
        if (chart.table["Standing"] != "Not published here").any():
            assert re.search(r"above|below|left to right", said), (state, said)


@pytest.fixture
def typed_table(tmp_path: Path) -> Iterator[Path]:
    """A place for a lecturer's table, in a copy of `data/` that the pack takes for its own."""
    folder = tmp_path / "data"
    shutil.copytree(data_folder(), folder, ignore=shutil.ignore_patterns("transcription.csv"))
    with data_from(folder):
        yield folder / "transcription.csv"


HEADER = "measure,area,period,value,babies_or_births,citation\n"


def test_a_lecturers_table_appears_as_published_with_their_citation(typed_table: Path) -> None:
    typed_table.write_text(
        HEADER + 'Same-day hearings,South West,2019/20,12.5,240,"Pattinson and others, table 9"\n'
    )
    found = known("Same-day hearings", "South West", "2019/20", illustrative=True)
    assert (found.standing, found.value) == ("transcribed", 12.5)
    chart = regions(illustrative=True)
    assert "Typed in from the report: Pattinson and others, table 9." in chart.notes
    assert "South West 12.5%" in chart.sentence
    # What is published here is not replaced by what is typed in.
    typed_table.write_text(HEADER + "Same-day hearings,London,2019/20,50,100,table 9\n")
    assert known("Same-day hearings", "London", "2019/20", illustrative=False).value == 9.0


def test_a_typed_share_keeps_its_digits_and_carries_its_rounding(typed_table: Path) -> None:
    typed_table.write_text(
        HEADER
        + "Same-day hearings,South West,2019/20,41,240,table 9\n"
        + "Same-day hearings,South East,2019/20,41.0,240,table 9\n"
        + "Short notice,South West,2019/20,83.25%,240,table 9\n"
        + "Short notice,South East,2019/20,83.25,,table 9\n"
    )
    whole = known("Same-day hearings", "South West", "2019/20", illustrative=False)
    decimal = known("Same-day hearings", "South East", "2019/20", illustrative=False)
    assert (whole.text, decimal.text) == ("41%", "41.0%")
    for found, half in ((whole, 0.005), (decimal, 0.0005)):
        assert isinstance(found.interval, Interval)
        assert found.interval.method == "Approximate Wilson 95% interval and rounding"
        assert "typed in from the report" in found.interval.note
        low, high = exact.wilson(0.41 - half, 240)[0], exact.wilson(0.41 + half, 240)[1]
        assert found.limits == pytest.approx((100 * low, 100 * high))
    assert known("Short notice", "South West", "2019/20", illustrative=False).text == "83.25%"
    without = known("Short notice", "South East", "2019/20", illustrative=False)
    assert isinstance(without.interval, NoInterval)


def test_no_number_of_babies_is_worked_back_from_a_typed_rate(typed_table: Path) -> None:
    typed_table.write_text(HEADER + "Incidence,South West,2019/20,38.5,53000,table 9\n")
    found = known("Incidence", "South West", "2019/20", illustrative=False)
    assert isinstance(found.interval, NoInterval) and not found.can_be_ranked
    assert found.size == 53_000
    chart = regions(measure="Incidence")
    assert any(
        note.startswith("South West, 2019/20. No interval: the number of babies behind a rate")
        for note in chart.notes
    )


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("Same-day,London,2019/20,9,290,table 9", "line 2.*Same-day hearings"),
        ("Same-day hearings,Londn,2019/20,9,290,table 9", "line 2.*Did you mean 'London'"),
        ("Same-day hearings,London,2019,9,290,table 9", "line 2.*2019/20"),
        ("Same-day hearings,London,2019/20,nine,290,table 9", "line 2, column value.*'nine'"),
        ("Same-day hearings,London,2019/20,1e1,290,table 9", "line 2, column value.*'1e1'"),
        ("Same-day hearings,London,2019/20,109,290,table 9", "line 2, column value.*100"),
        ("Same-day hearings,London,2019/20,9,2.5,table 9", "column babies_or_births"),
        ("Same-day hearings,London,2019/20,9,290,", "column citation"),
        (
            "Same-day hearings,Wales,2019/20,9,290,t\nSame-day hearings,Wales,2019/20,9,290,t",
            "line 3.*twice",
        ),
    ],
)
def test_a_faulty_line_is_named_with_its_column(typed_table: Path, line: str, wanted: str) -> None:
    typed_table.write_text(HEADER + line + "\n")
    with pytest.raises(PackError, match=wanted):
        read_transcription(typed_table)


def test_a_table_with_other_columns_says_which_it_needs(typed_table: Path) -> None:
    typed_table.write_text("area,share\nLondon,9\n")
    with pytest.raises(PackError, match="measure, area, period, value"):
        read_transcription(typed_table)


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        (
            HEADER.encode() + "Incidence,Wales,2019/20,9,290,pages 3\u20135".encode("cp1252"),
            "UTF-8",
        ),
        (HEADER.encode() + b'Incidence,Wales,2019/20,9,290,"table 9', "unclosed double quote"),
        (HEADER.encode() + b"Incidence,Wales,2019/20,9,290", "line 2, column citation"),
        (b"", "could not be read"),
    ],
)
def test_a_damaged_table_is_answered_in_words(
    typed_table: Path, content: bytes, wanted: str
) -> None:
    typed_table.write_bytes(content)
    with pytest.raises(PackError, match=wanted):
        read_transcription(typed_table)
