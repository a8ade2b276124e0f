"""A sheet for each student, and the key that fits it."""

import csv
import io
import math
import re

import nbformat
import pytest
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from born_into_care.errors import PackError
from born_into_care.evidence import REGIONS, births
from tools.build import other_task, support, variants
from tools.build.variants import MEASURES, Variant, choose_variants, compute_answer, read_counts

SHARE = Variant("01", "North East", "Same-day hearings", "2012/13", "2019/20")
RATE = Variant("02", "Wales", "Incidence", "2012/13", "2019/20")


def test_no_two_students_have_the_same_and_thirty_meet_every_measure():
    found = choose_variants(120, seed=7)
    assert len({(one.area, one.measure, one.first, one.last) for one in found}) == 120
    assert len({one.student for one in found}) == 120
    assert choose_variants(30, seed=1) == choose_variants(30, seed=1)
    assert choose_variants(30, seed=1) != choose_variants(30, seed=2)
    assert {one.measure for one in choose_variants(30, seed=2021)} == set(MEASURES)
    for students in (0, 121):
        with pytest.raises(PackError, match="Ask for 1 to 120"):
            choose_variants(students, seed=1)


class TestAnswers:
    """Held to another well-kept implementation."""

    def test_a_share_and_its_change(self):
        before, after = (
            read_counts(SHARE.area, period, SHARE.measure) for period in (SHARE.first, SHARE.last)
        )
        found = compute_answer(SHARE)
        low, high = proportion_confint(*after, method="wilson")
        assert found.last.value == pytest.approx(100 * after[0] / after[1])
        assert (found.last.low, found.last.high) == pytest.approx((100 * low, 100 * high))
        low, high = confint_proportions_2indep(*after, *before, method="newcomb", compare="diff")
        assert (found.change.low, found.change.high) == pytest.approx((100 * low, 100 * high))
        # The North East lies beyond chance, as published.
        assert found.is_beyond_chance

    def test_a_rate_is_over_live_births(self):
        part, whole = read_counts(RATE.area, RATE.last, RATE.measure)
        assert compute_answer(RATE).last.value == pytest.approx(10_000 * part / whole)
        assert RATE.unit == "per 10,000 live births"

    def test_every_sheet_has_an_answer(self):
        for found in map(compute_answer, choose_variants(120, seed=3)):
            assert found.first.low <= found.first.value <= found.first.high
            assert found.funnel[0] <= found.elsewhere <= found.funnel[1]


class TestKey:
    def test_a_row_and_a_part_for_each_sheet(self):
        chosen = choose_variants(5, seed=1)
        rows = list(csv.DictReader(io.StringIO(variants.write_key_table(chosen))))
        assert [row["sheet"] for row in rows] == [one.student for one in chosen]
        assert tuple(rows[0]) == variants.HEADINGS
        assert all(value for row in rows for value in row.values())
        page = variants.write_key_page(chosen)
        assert "For the marker only" in page
        assert "illustrative" in page
        assert page.count("\n## Sheet ") == 5
        assert page.count("\n## The other task\n") == 1
        page = variants.write_key_page([SHARE, RATE])
        assert re.findall(r"^- Change: .+\) (\w+)", page, re.MULTILINE) == ["percentage", "per"]

    def test_the_other_task_has_a_right_answer_to_each_sum_that_it_asks_for(self):
        """Task 2 had none."""
        lines = [line for line in other_task.write_key().splitlines() if line.startswith("|")]
        heads, _, *rows = [line.strip("| ").split(" | ") for line in lines]
        by_region = {row[0]: dict(zip(heads, row, strict=True)) for row in rows}
        assert list(by_region) == list(REGIONS)
        found = by_region["North East"]
        assert (births("North East", 2014), births("North East", 2022)) == (28_456, 24_701)
        assert found["Change in births"] == "-3,755"
        assert found["in per cent"] == "-13.2"
        assert found["Change of share, pp"] == "-0.02"
        assert found["Births in 2022"] == "24,701, inside"


class TestTheOtherTask:
    ANSWERS = tuple(map(other_task.compute_answer, REGIONS))

    def test_the_limits_are_those_of_the_formula_that_students_get(self):
        for found in self.ANSWERS:
            half = 1.96 * math.sqrt(found.expected)
            wanted = (found.expected - half, found.expected + half)
            assert found.limits == pytest.approx(wanted, abs=3)
            share = births(found.area, 2022), births("England", 2022)
            low, high = proportion_confint(*share, method="wilson")
            assert (found.last.low, found.last.high) == pytest.approx((100 * low, 100 * high))
        assert {found.is_beyond_chance for found in self.ANSWERS} == {True, False}

    def test_a_student_who_rounds_on_the_way_is_right(self):
        """England's change to one decimal, and shares to two, as the pack prints them."""
        change = 100 * births("England", 2022) / births("England", 2014) - 100
        for found in self.ANSWERS:
            expected = births(found.area, 2014) * (1 + round(change, 1) / 100)
            half = 1.96 * math.sqrt(expected)
            theirs = (expected, expected - half, expected + half)
            ours = (found.expected, *found.limits)
            assert theirs == pytest.approx(ours, abs=other_task.BIRTHS_WITHIN)
            shares = [round(share.value, 2) for share in (found.first, found.last)]
            assert abs(shares[1] - shares[0] - found.change) <= other_task.CHANGE_WITHIN
            assert abs(round(found.first.value, 1) - found.first.value) <= other_task.SHARE_WITHIN

    def test_both_pages_for_markers_say_how_near_is_right(self):
        page = (variants.ASSESSMENT / "criteria.md").read_text("utf-8")
        within = (other_task.SHARE_WITHIN, other_task.CHANGE_WITHIN, other_task.BIRTHS_WITHIN)
        for text in (other_task.write_key(), page):
            for number in within:
                assert re.search(rf"within {re.escape(str(number))}\b", " ".join(text.split()))

    def test_it_asks_for_as_much_as_the_assignment_without_a_word_of_proceedings(self):
        """A task with fewer parts could not earn the same marks."""
        template = nbformat.read(variants.TEMPLATE, as_version=4)
        (tasks,) = [cell.source for cell in template.cells if "## What to do" in cell.source]
        instead = other_task.read_section(variants.COURSE)
        for text in (tasks, instead):
            assert re.findall(r"^(\d)\. ", text, re.MULTILINE) == list("123456")
            for part in ("interval", "chance", "350 words", "250 words"):
                assert part in text
        for text in (instead, other_task.read_section("In a session")):
            assert not re.search(r"proceedings|court|care\b", text)


class TestHowToWorkItOut:
    """What a student is told, tried on a sheet."""

    TEXT = other_task.read_section(variants.METHODS, variants.BRIEF)

    def run(self, pattern: str, replaced=(), **names):
        line = re.search(pattern, self.TEXT)[1]
        for old, new in replaced:
            line = line.replace(old, str(new))
        exec(re.search(r"^ +(from .+)$", self.TEXT, re.MULTILINE)[1], names)
        return eval(line, names)

    def test_each_line_of_code_runs_and_gives_what_the_key_gives(self):
        part, size = read_counts(SHARE.area, SHARE.last, SHARE.measure)
        whole = read_counts("England and Wales", SHARE.last, SHARE.measure)
        share, rate = compute_answer(SHARE), compute_answer(RATE)
        found = self.run(r"`(wilson\(26, 302\)\S*)`", [("26", part), ("302", size)])
        assert (found.low, found.high) == (share.last.low, share.last.high)
        example = [("520", whole[0]), ("3117", whole[1]), ("294", size)]
        low, high = self.run(r"`low, high = (funnel_limits\(.+?\))`", example)
        assert (100 * low, 100 * high) == pytest.approx(share.funnel)
        assert self.run(r"`(poisson_rate\(.+?\))`") == rate.last
        size = read_counts(RATE.area, RATE.last, RATE.measure)[1]
        found = self.run(r"`(funnel_limits\(R, .+?\))`", R=rate.elsewhere, births=size)
        assert tuple(found) == pytest.approx(rate.funnel)


@pytest.mark.slow
def test_a_sheet_holds_its_own_counts_and_stands_alone(tmp_path):
    """papermill passes over parameters without a tagged cell, and says nothing."""
    written = {path.name: path.read_text("utf-8") for path in variants.write_sheets(
        [SHARE, RATE], tmp_path)}  # fmt: skip
    for variant in (SHARE, RATE):
        page = written[f"sheet_{variant.student}.html"]
        assert f"{variant.area}; {variant.measure.lower()}" in page
        for period in (variant.first, variant.last):
            for number in read_counts(variant.area, period, variant.measure):
                assert f"<td>{number:,}</td>" in page
        cells = nbformat.reads(written[f"sheet_{variant.student}.ipynb"], as_version=4).cells
        assert {cell.cell_type for cell in cells} == {"markdown"}
    out = r"href=|\]\([^)]*\.(?:md|ipynb)|tools\.build|<!--|Marker|/(?:home|root|tmp|work|Users)/"
    needed = ["The other task", "call 999", "350 words", "Wilson", "East Midlands"]
    needed += [route["contact"] for route in support.list_reachable()]
    for name, text in written.items():
        assert not re.search(out, text), name
        assert [words for words in needed if words not in text] == [], name
