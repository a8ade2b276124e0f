"""Regions side by side: what is drawn, said and listed, against the evidence."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from born_into_care import evidence
from born_into_care.charts.regional_values import (
    MEASURES,
    MISSING,
    PUBLISHED,
    TYPED,
    find_reference,
    find_value,
    read_transcription,
)
from born_into_care.charts.regions import _shade, regions
from born_into_care.charts.values import AreaValue
from born_into_care.errors import PackError
from born_into_care.estimates import Interval, NoInterval, wilson_share
from born_into_care.paths import data_folder
from tests.support.access import contrast, turn_dark
from tests.support.data import data_from
from tests.support.traces import named

IDS = {
    ("Same-day hearings", "North East", "2019/20"): "same-day-north-east-2019-20",
    ("Same-day hearings", "London", "2019/20"): "same-day-london-2019-20",
    ("Short notice", "Wales", "2019/20"): "short-notice-wales-2019-20",
    ("Incidence", "North East", "2012/13"): "incidence-north-east-2012-13",
    ("Incidence", "North East", "2019/20"): "incidence-north-east-2019-20",
    ("Incidence", "London", "2019/20"): "incidence-london-2019-20",
    ("Incidence", "Wales", "2012/13"): "incidence-wales-2012-13",
    ("Incidence", "Wales", "2019/20"): "incidence-wales-2019-20",
}
HEADER = "measure,area,period,value,babies_or_births,citation\n"


def value(measure: str, area: str, period: str = "2019/20") -> AreaValue:
    return find_value(measure, area, period)


def test_each_value_is_the_row_of_the_evidence_or_a_gap() -> None:
    for measure in MEASURES:
        for period in ("2012/13", "2019/20"):
            for area in evidence.AREAS:
                found = value(measure, area, period)
                if (measure, area, period) in IDS:
                    figure = evidence.figure(IDS[measure, area, period])
                    assert (found.standing, found.value) == (PUBLISHED, figure.value)
                    assert figure.id in found.sources
                else:
                    assert (found.standing, found.value, found.sources) == (MISSING, None, ())


def test_an_area_without_a_value_has_no_mark_and_is_counted_in_one_line() -> None:
    chart = regions()
    (dots,) = named(chart, "Published")
    assert sorted(dots["x"]) == [9.0, 41.0]
    texts = [note["text"] for note in chart.spec["layout"]["annotations"]]
    assert "Eight others: not in this pack" in texts
    assert {"<b>41%</b>", "<b>9%</b>"} <= set(texts)
    assert [row["Value"] for row in chart.rows].count("not in this pack") == 8
    # A highlighted area has a row, and no mark in it.
    layout = regions(highlight="Wales").spec["layout"]
    assert layout["yaxis"]["ticktext"] == ["North East", "London", "Wales"]
    assert "Seven others: not in this pack" in [note["text"] for note in layout["annotations"]]


def test_both_years_stand_in_one_row_the_newest_decides_the_order() -> None:
    layout = regions(measure="Incidence", period="Both years").spec["layout"]
    assert layout["yaxis"]["ticktext"] == ["North East", "Wales", "London"]
    texts = [note["text"] for note in layout["annotations"]]
    assert {"<b>34 in 2012/13</b>", "<b>81.3 in 2019/20</b>"} <= set(texts)


def test_letters_on_a_tile_can_be_read() -> None:
    """WCAG asks for 4.5 to 1."""
    for measure in MEASURES:
        for value in range(0, int(MEASURES[measure].top) + 1, 5):
            ground = re.findall(r"\d+", _shade(float(value), MEASURES[measure]))
            parts = [int(part) / 255 for part in ground]
            assert contrast(parts, [0, 0, 0]) >= 4.5
            assert contrast(turn_dark(parts), turn_dark([0, 0, 0])) >= 4.5


def test_shares_carry_an_approximate_interval_that_says_where_its_size_comes_from() -> None:
    found = value("Same-day hearings", "North East")
    # statsmodels.stats.proportion.proportion_confint(81 to 83 of 200, method="wilson")
    assert found.limits == pytest.approx((33.9, 48.4), abs=0.05)
    assert isinstance(found.interval, Interval) and "Approximate" in found.interval.method
    assert "derived-denominator-north-east-2019-20" in found.sources
    assert any("does not come out" in note for note in regions().notes)


def test_a_rate_without_its_count_has_no_interval_and_says_why() -> None:
    for area in ("North East", "London"):
        assert isinstance(value("Incidence", area).interval, NoInterval)
        assert value("Incidence", area).size == evidence.births(area, 2019)
    chart = regions(measure="Incidence", period="2012/13")
    start = "North East, 2012/13. No interval: live births in North East in 2012"
    assert any(note.startswith(start) for note in chart.notes)
    (row,) = [row for row in chart.rows if row["Area"] == "North East"]
    assert row["95% interval"].startswith("No interval: ") and row["Over"] == "not known"


def test_the_reference_line_keeps_the_words_of_its_source() -> None:
    line = find_reference(MEASURES["Same-day hearings"], "2019/20")
    assert line is not None and (line.area, line.text) == ("England and Wales", "one in six")
    assert find_reference(MEASURES["Emergency hearings"], "2019/20") is None


def test_both_sides_of_the_disagreement_stand_on_the_chart() -> None:
    chart = regions()
    assert "same-day-some-regions-2019-20" in chart.sources
    assert named(chart, "Some, not named: one in four")
    assert any("one in four" in note and "41%" in note for note in chart.notes)


@pytest.fixture
def typed_table(tmp_path: Path) -> Iterator[Path]:
    """A place for a lecturer's table, in a copy of `data/` that the pack takes for its own."""
    folder = tmp_path / "data"
    shutil.copytree(data_folder(), folder, ignore=shutil.ignore_patterns("transcription.csv"))
    with data_from(folder):
        yield folder / "transcription.csv"


def test_a_lecturers_table_appears_as_published_with_their_citation(typed_table: Path) -> None:
    typed_table.write_text(
        HEADER
        + 'Same-day hearings,South West,2019/20,12.5,240,"Pattinson and others, table 9"\n'
        # What is published here is not replaced by what is typed in.
        + "Same-day hearings,London,2019/20,50,100,table 9\n"
    )
    found = value("Same-day hearings", "South West")
    assert (found.standing, found.value) == (TYPED, 12.5)
    chart = regions()
    assert "Typed in from the report: Pattinson and others, table 9." in chart.notes
    assert "South West 12.5%" in chart.title
    assert value("Same-day hearings", "London").value == 9.0


def test_a_typed_share_keeps_its_digits_and_carries_its_rounding(typed_table: Path) -> None:
    typed_table.write_text(
        HEADER
        + "Same-day hearings,South West,2019/20,41,240,table 9\n"
        + "Same-day hearings,South East,2019/20,41.0,240,table 9\n"
        + "Short notice,South West,2019/20,83.25%,240,table 9\n"
        + "Short notice,South East,2019/20,83.25,,table 9\n"
        + "Incidence,South West,2019/20,38.5,53000,table 9\n"
    )
    for area, text, half in (("South West", "41%", 0.005), ("South East", "41.0%", 0.0005)):
        found = value("Same-day hearings", area)
        assert found.text == text and isinstance(found.interval, Interval)
        assert found.interval.method == "Approximate Wilson 95% interval and rounding"
        assert "typed in from the report" in found.interval.note
        low, high = wilson_share(0.41 - half, 240).low, wilson_share(0.41 + half, 240).high
        assert found.limits == pytest.approx((100 * low, 100 * high))
    assert value("Short notice", "South West").text == "83.25%"
    assert isinstance(value("Short notice", "South East").interval, NoInterval)
    # No number of babies is worked back from a rate.
    assert value("Incidence", "South West").size == 53_000
    start = "South West, 2019/20. No interval: the number of babies behind a rate"
    assert any(note.startswith(start) for note in regions(measure="Incidence").notes)


def test_a_faulty_table_is_answered_in_words(typed_table: Path) -> None:
    for rows, wanted in (
        (b"Same-day,London,2019/20,9,290,t", "line 2.*Same-day hearings"),
        (b"Same-day hearings,Londn,2019/20,9,290,t", "line 2.*London"),
        (b"Same-day hearings,London,2019,9,290,t", "line 2.*2019/20"),
        (b"Same-day hearings,London,2019/20,nine,290,t", "London, column 'value'.*'nine'"),
        (b"Same-day hearings,London,2019/20,109,290,t", "London, column 'value'.*100"),
        (b"Same-day hearings,London,2019/20,9,2.5,t", "column 'babies_or_births'"),
        (b"Same-day hearings,London,2019/20,9,290,", "column 'citation'"),
        (b"Incidence,Wales,2019/20,9,9,t\nIncidence,Wales,2019/20,9,9,t", "line 3.*repeats"),
        ("Incidence,Wales,2019/20,9,290,pages 3\u20135".encode("cp1252"), "UTF-8"),
        (b'Incidence,Wales,2019/20,9,290,"table 9', "unclosed double quote"),
        (b"Incidence,Wales,2019/20,9,290", "line 2"),
    ):
        typed_table.write_bytes(HEADER.encode() + rows)
        with pytest.raises(PackError, match=re.compile(wanted, re.DOTALL)):
            read_transcription(typed_table)
    typed_table.write_text("area,share\nLondon,9\n")
    with pytest.raises(PackError, match="measure, area, period, value"):
        read_transcription(typed_table)
