"""A sheet for each student, and the key that fits it."""

import csv
import io
import math
import re

import nbformat
import pytest
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from born_into_care.errors import PackError
from born_into_care.evidence import births
from born_into_care.evidence.areas import REGIONS
from tools.kit import support
from tools.kit.variants import key, other, sheets
from tools.kit.variants.variant import MEASURES, Variant, answer, choose, counts

SHARE = Variant("01", "North East", "Same-day hearings", "2012/13", "2019/20")
RATE = Variant("02", "Wales", "Incidence", "2012/13", "2019/20")


class TestChoosing:
    def test_no_two_students_have_the_same(self):
        found = choose(120, seed=7)
        assert len({(one.area, one.measure, one.first, one.last) for one in found}) == 120
        assert len({one.student for one in found}) == 120

    def test_the_same_seed_gives_the_same_and_another_does_not(self):
        assert choose(30, seed=1) == choose(30, seed=1)
        assert choose(30, seed=1) != choose(30, seed=2)

    def test_thirty_students_meet_every_measure_and_most_areas(self):
        found = choose(30, seed=2021)
        assert {one.measure for one in found} == set(MEASURES)
        assert len({one.area for one in found}) >= 8

    @pytest.mark.parametrize("students", [0, 121])
    def test_too_many_or_none_is_said(self, students):
        with pytest.raises(PackError, match="Ask for 1 to 120"):
            choose(students, seed=1)


class TestAnswers:
    """Held to another well-kept implementation."""

    def test_a_share_and_its_interval(self):
        given = counts(SHARE.area, SHARE.last, SHARE.measure)
        low, high = proportion_confint(given.part, given.whole, method="wilson")
        found = answer(SHARE).last
        assert found.value == pytest.approx(100 * given.part / given.whole)
        assert (found.low, found.high) == pytest.approx((100 * low, 100 * high))

    def test_a_change_of_shares(self):
        before, after = (counts(SHARE.area, p, SHARE.measure) for p in (SHARE.first, SHARE.last))
        low, high = confint_proportions_2indep(
            after.part, after.whole, before.part, before.whole, method="newcomb", compare="diff"
        )
        found = answer(SHARE).change
        assert (found.low, found.high) == pytest.approx((100 * low, 100 * high))

    def test_a_rate_is_over_live_births(self):
        given = counts(RATE.area, RATE.last, RATE.measure)
        assert answer(RATE).last.value == pytest.approx(10_000 * given.part / given.whole)
        assert RATE.unit == "per 10,000 live births"

    def test_the_north_east_lies_beyond_chance_as_published(self):
        assert answer(SHARE).beyond_chance

    def test_every_sheet_has_an_answer(self):
        for one in choose(120, seed=3):
            found = answer(one)
            assert found.first.low <= found.first.value <= found.first.high
            assert found.funnel[0] <= found.elsewhere <= found.funnel[1]


class TestKey:
    def test_a_row_for_each_sheet_with_every_number(self):
        chosen = choose(5, seed=1)
        rows = list(csv.DictReader(io.StringIO(key.as_csv(chosen))))
        assert [row["sheet"] for row in rows] == [one.student for one in chosen]
        assert tuple(rows[0]) == key.HEADINGS
        assert all(value for row in rows for value in row.values())

    def test_the_other_task_has_its_part(self):
        part = key.as_markdown(choose(1, seed=1)).split("\n## The other task\n")[1]
        assert [area for area in REGIONS if f"| {area} |" in part] == list(REGIONS)

    def test_a_change_has_its_unit(self):
        for one, unit in ((SHARE, "percentage points"), (RATE, "per 10,000 live births")):
            (line,) = re.findall(r"^- Change: .+$", key.as_markdown([one]), re.MULTILINE)
            assert f") {unit};" in line

    def test_the_other_task_has_a_right_answer_to_each_sum_that_it_asks_for(self):
        """Task 2 had none."""
        rows = [line.strip("| ").split(" | ") for line in other.key().splitlines() if "|" in line]
        by_region = {row[0]: dict(zip(rows[0], row, strict=True)) for row in rows[2:]}
        found = by_region["North East"]
        before, after = births("North East", 2014), births("North East", 2022)
        assert (before, after) == (28_456, 24_701)
        assert found["Change in births"] == "-3,755"
        assert found["in per cent"] == "-13.2"
        assert found["Change of share, pp"] == "-0.02"
        assert found["Births in 2022"] == "24,701, inside"
        assert list(by_region) == list(REGIONS)

    def test_the_page_says_that_it_is_illustrative_and_for_the_marker(self):
        text = key.as_markdown(choose(2, seed=1))
        assert "For the marker only" in text
        assert "illustrative" in text
        assert text.count("\n## Sheet ") == 2


class TestTheOtherTask:
    def test_a_share_of_births_and_its_interval(self):
        low, high = proportion_confint(
            births("London", 2022), births("England", 2022), method="wilson"
        )
        found = other.answer("London").last
        assert (found.low, found.high) == pytest.approx((100 * low, 100 * high))

    def test_the_limits_are_those_of_the_formula_that_students_get(self):
        for area in REGIONS:
            found = other.answer(area)
            half = 1.96 * math.sqrt(found.expected)
            wanted = (found.expected - half, found.expected + half)
            assert found.limits == pytest.approx(wanted, abs=3)

    def test_some_regions_are_inside_and_some_outside(self):
        assert {other.answer(area).beyond_chance for area in REGIONS} == {True, False}

    def test_a_student_who_rounds_on_the_way_is_right(self):
        """England's change to one decimal, and shares to two, as the pack prints them."""
        ways = 100 * births("England", 2022) / births("England", 2014) - 100
        for area in REGIONS:
            found = other.answer(area)
            expected = births(area, 2014) * (1 + round(ways, 1) / 100)
            assert abs(expected - found.expected) <= other.BIRTHS_WITHIN
            half = 1.96 * math.sqrt(expected)
            for limit, right in zip((expected - half, expected + half), found.limits, strict=True):
                assert abs(limit - right) <= other.BIRTHS_WITHIN
            shares = [round(share.value, 2) for share in (found.first, found.last)]
            assert abs(shares[1] - shares[0] - found.change) <= other.CHANGE_WITHIN
            assert abs(round(found.first.value, 1) - found.first.value) <= other.SHARE_WITHIN

    def test_what_is_wrong_is_not_let_through(self):
        """Half a unit took 3.8 for 4.30, and a rise for a fall."""
        found = other.answer("North East")
        assert abs(3.8 - found.first.value) > other.SHARE_WITHIN
        assert abs(0.4 - found.change) > other.CHANGE_WITHIN

    def test_both_pages_for_markers_say_how_near_is_right(self):
        page = (sheets.ASSESSMENT / "criteria.md").read_text("utf-8")
        for text in (other.key(), page):
            plain = " ".join(text.split())
            for within in (other.SHARE_WITHIN, other.CHANGE_WITHIN, other.BIRTHS_WITHIN):
                assert re.search(rf"within {re.escape(str(within))}\b", plain)

    def test_it_asks_for_as_much_as_the_assignment(self):
        """A task with fewer parts could not earn the same marks."""
        template = nbformat.read(sheets.TEMPLATE, as_version=4)
        (tasks,) = [cell.source for cell in template.cells if "## What to do" in cell.source]
        instead = other.section("As an assignment")
        for text in (tasks, instead):
            assert re.findall(r"^(\d)\. ", text, re.MULTILINE) == list("123456")
            for part in ("interval", "chance", "350 words", "250 words"):
                assert part in text

    def test_it_holds_no_word_of_proceedings(self):
        for text in (other.section("In a session"), other.section("As an assignment")):
            assert not re.search(r"proceedings|court|care\b", text)

    def test_a_page_without_its_heading_is_named(self, tmp_path):
        page = tmp_path / "a.md"
        page.write_text("# A\n", "utf-8")
        with pytest.raises(ValueError, match=r"a.md has no heading '## The table'"):
            other.section("The table", page)


class TestHowToWorkItOut:
    """What a student is told, tried on a sheet."""

    TEXT = other.section(sheets.METHODS, sheets.BRIEF)

    def run(self, line: str, **names):
        exec(re.search(r"^ +(from .+)$", self.TEXT, re.MULTILINE)[1], names)
        return eval(line, names)

    def test_each_line_of_code_runs_and_gives_what_the_key_gives(self):
        given = counts(SHARE.area, SHARE.last, SHARE.measure)
        whole = counts("England and Wales", SHARE.last, SHARE.measure)
        line = re.search(r"`(wilson\(26, 302\)\S*)`", self.TEXT)[1]
        found = self.run(line.replace("26", str(given.part)).replace("302", str(given.whole)))
        assert (found.low, found.high) == (answer(SHARE).last.low, answer(SHARE).last.high)
        line = re.search(r"`low, high = (funnel_limits\(.+?\))`", self.TEXT)[1]
        low, high = self.run(
            line.replace("520", str(whole.part)).replace("3117", str(whole.whole))
            .replace("294", str(given.whole))
        )  # fmt: skip
        assert (100 * low, 100 * high) == pytest.approx(answer(SHARE).funnel)

        given = counts(RATE.area, RATE.last, RATE.measure)
        found = self.run(re.search(r"`(poisson_rate\(.+?\))`", self.TEXT)[1])
        assert (given.part, given.whole) == (203, 29_704)
        assert found == answer(RATE).last
        low, high = self.run(
            re.search(r"`(funnel_limits\(R, .+?\))`", self.TEXT)[1],
            R=answer(RATE).elsewhere,
            births=given.whole,
        )
        assert (low, high) == pytest.approx(answer(RATE).funnel)

    def test_each_formula_comes_close_enough_to_be_marked_right(self):
        """The key takes half a unit either way."""
        given = counts(SHARE.area, SHARE.last, SHARE.measure)
        n, p, z = given.whole, given.part / given.whole, 1.96
        half = z * math.sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
        low, high = (100 * (p + z**2 / (2 * n) + s * half) / (1 + z**2 / n) for s in (-1, 1))
        assert (low, high) == pytest.approx(
            (answer(SHARE).last.low, answer(SHARE).last.high), abs=0.01
        )
        whole = answer(SHARE).elsewhere / 100
        half = 100 * z * math.sqrt(whole * (1 - whole) / n)
        assert (100 * whole - half, 100 * whole + half) == pytest.approx(
            answer(SHARE).funnel, abs=0.5
        )


def test_the_first_sample_is_as_long_as_the_brief_asks():
    sample = (sheets.ASSESSMENT / "samples.md").read_text("utf-8").split("## Sample 2")[0]
    rivals, note = sample.split("**Rival explanations.**")[1].split("**Note.**")
    brief = sheets.BRIEF.read_text("utf-8")
    wanted = [int(words) for words in re.search(r"(\d+) for task 5, (\d+) for", brief).groups()]
    for text, words in zip((rivals, note.split("**Comment.**")[0]), wanted, strict=True):
        assert len(text.replace(">", " ").split()) == pytest.approx(words, rel=0.05)
    assert len(note.split("**Comment.**")[0].replace(">", " ").split()) <= wanted[1]


def test_the_first_sample_says_illustrative_with_each_figure():
    """Its comment says that it does."""
    sample = (sheets.ASSESSMENT / "samples.md").read_text("utf-8").split("**Comment.**")[0]
    text = " ".join(sample.split("> **Sums.**")[1].replace(">", " ").split())
    figure = r"\d (?:/|of) \d|per cent|percentage points|\w in ten\b"
    found = [one for one in re.split(r"(?<=[.?]) ", text) if re.search(figure, one)]
    assert len(found) > 5
    assert [one for one in found if "illustrative" not in one] == []


@pytest.mark.slow
class TestSheets:
    @pytest.fixture(scope="class")
    @classmethod
    def written(cls, tmp_path_factory):
        return sheets.write([SHARE, RATE], tmp_path_factory.mktemp("sheets"))

    def test_the_parameters_reach_the_notebook(self, written):
        """papermill passes over parameters without a tagged cell, and says nothing."""
        texts = [
            "".join(cell.source for cell in nbformat.read(path, as_version=4).cells)
            for path in written
            if path.suffix == ".ipynb"
        ]
        assert "North East; same-day hearings" in texts[0]
        assert "Wales; incidence" in texts[1]
        assert texts[0] != texts[1]

    def test_each_page_says_illustrative_and_gives_what_the_key_uses(self, written):
        for path, variant in zip(
            (p for p in written if p.match("sheet_*.html")), (SHARE, RATE), strict=True
        ):
            text = path.read_text("utf-8")
            assert "illustrative" in text
            for period in (variant.first, variant.last):
                given = counts(variant.area, period, variant.measure)
                assert f"<td>{given.part:,}</td>" in text
                assert f"<td>{given.whole:,}</td>" in text

    def test_a_sheet_stands_alone(self, written):
        """A student has the sheet and no folder of the pack: no link leads out, no code waits."""
        assert written
        for path in written:
            text = path.read_text("utf-8")
            assert not re.search(r"href=|\]\([^)]*\.(?:md|ipynb)|tools\.kit|<!--", text), path.name
            for needed in ("The other task", "call 999", "350 words", "Wilson", "East Midlands"):
                assert needed in text, (path.name, needed)
            for route in support.to_reach(support.routes()):
                assert route.contact in text
            if path.suffix == ".ipynb":
                cells = nbformat.read(path, as_version=4).cells
                assert {cell.cell_type for cell in cells} == {"markdown"}

    def test_no_sheet_gives_the_answer_or_names_the_computer(self, written):
        for path in written:
            text = path.read_text("utf-8")
            assert "Marker" not in text
            assert not re.search(r"/(?:home|root|tmp|work|Users)/", text)
