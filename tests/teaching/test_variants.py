"""A sheet for each student, and the key that fits it."""

import csv
import io
import re

import nbformat
import pytest
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from born_into_care.messages import PackError
from tools.kit.variants import key, sheets
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

    def test_the_page_says_that_it_is_illustrative_and_for_the_marker(self):
        text = key.as_markdown(choose(2, seed=1))
        assert "For the marker only" in text
        assert "illustrative" in text
        assert text.count("\n## Sheet ") == 2


@pytest.mark.slow
class TestSheets:
    @pytest.fixture(scope="class")
    @classmethod
    def written(cls, tmp_path_factory):
        return sheets.write([SHARE, RATE], tmp_path_factory.mktemp("sheets"))

    def test_the_parameters_reach_the_notebook(self, written):
        """papermill passes over parameters without a tagged cell, and says nothing."""
        texts = [
            "".join(
                output["data"].get("text/markdown", "")
                for cell in nbformat.read(path, as_version=4).cells
                for output in cell.get("outputs", [])
            )
            for path in written
            if path.suffix == ".ipynb"
        ]
        assert "North East; same-day hearings" in texts[0]
        assert "Wales; incidence" in texts[1]
        assert texts[0] != texts[1]

    def test_each_page_says_illustrative_and_gives_what_the_key_uses(self, written):
        for path, variant in zip(
            (p for p in written if p.suffix == ".html"), (SHARE, RATE), strict=True
        ):
            text = path.read_text("utf-8")
            assert "illustrative" in text
            for period in (variant.first, variant.last):
                given = counts(variant.area, period, variant.measure)
                assert f"<td>{given.part:,}</td>" in text
                assert f"<td>{given.whole:,}</td>" in text

    def test_no_sheet_gives_the_answer_or_names_the_computer(self, written):
        for path in written:
            text = path.read_text("utf-8")
            assert "funnel_limits" not in text
            assert not re.search(r"/(?:home|root|tmp|work|Users)/", text)
