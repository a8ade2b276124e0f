"""A sheet for each student, and the key that fits it."""

import csv
import io
import re

import nbformat
import pytest
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from born_into_care.errors import PackError
from born_into_care.evidence import REGIONS, births
from tools.build import other_task, support, variants
from tools.build.variants import MEASURES, Variant, choose_variants, compute_answer, read_counts

SHARE = Variant("01", "Area A", "Same-day hearings", "2012/13", "2019/20")
RATE = Variant("02", "Area B", "Incidence", "2012/13", "2019/20")


def test_no_two_students_have_the_same_and_thirty_meet_every_measure():
    found = choose_variants(120, seed=7)
    assert len({(one.area, one.measure, one.first, one.last) for one in found}) == 120
    assert choose_variants(30, seed=1) == choose_variants(30, seed=1)
    assert choose_variants(30, seed=1) != choose_variants(30, seed=2)
    assert {one.measure for one in choose_variants(30, seed=2021)} == set(MEASURES)
    for students in (0, 121):
        with pytest.raises(PackError, match="Ask for 1 to 120"):
            choose_variants(students, seed=1)


def test_a_share_its_change_and_a_rate_are_those_of_another_implementation():
    before, after = (
        read_counts(SHARE.area, year, SHARE.measure) for year in ("2012/13", "2019/20")
    )
    found = compute_answer(SHARE)
    low, high = proportion_confint(*after, method="wilson")
    assert (found["last"].low, found["last"].high) == pytest.approx((100 * low, 100 * high))
    low, high = confint_proportions_2indep(*after, *before, method="newcomb", compare="diff")
    assert (found["change"].low, found["change"].high) == pytest.approx((100 * low, 100 * high))
    # Area A is made to lie far out.
    assert found["last"].value > found["high"]
    part, births_of_area = read_counts(RATE.area, RATE.last, RATE.measure)
    assert compute_answer(RATE)["last"].value == pytest.approx(10_000 * part / births_of_area)


def test_the_key_has_a_row_and_a_part_for_each_sheet():
    chosen = [*choose_variants(5, seed=1), SHARE, RATE]
    rows = list(csv.DictReader(io.StringIO(variants.write_key("markers_key.csv", chosen))))
    assert [row["sheet"] for row in rows] == [one.student for one in chosen]
    assert [row["unit"] for row in rows][-2:] == ["per cent", "per 10,000 live births"]
    assert all(value for row in rows for value in row.values())
    page = variants.write_key("markers_key.md", chosen)
    assert page.count("\n## Sheet ") == 7 and page.count("\n## The other task\n") == 1
    assert all(words in page for words in ("For the marker only", "illustrative"))
    assert re.findall(r"^- Change: .+\) (\w+)", page, re.M)[-2:] == ["percentage", "per"]


class TestTheOtherTask:
    def test_the_key_answers_each_sum_that_it_asks_for(self):
        lines = [line for line in other_task.write_key().splitlines() if line.startswith("|")]
        heads, _, *rows = [line.strip("| ").split(" | ") for line in lines]
        assert [row[0] for row in rows] == list(REGIONS)
        (found,) = [dict(zip(heads, row, strict=True)) for row in rows if row[0] == "North East"]
        assert found["Change in births"] == "-3,755" and found["in per cent"] == "-13.2"
        assert found["Change of share, pp"] == "-0.02"
        assert found["Births in 2022"] == "24,701, inside"

    @pytest.mark.parametrize("area", REGIONS)
    def test_a_student_who_takes_the_formula_and_rounds_on_the_way_is_right(self, area):
        """England's change to one decimal, and shares to two, as the pack prints them."""
        found = other_task.compute_answer(area)
        change = 100 * births("England", 2022) / births("England", 2014) - 100
        expected = births(area, 2014) * (1 + round(change, 1) / 100)
        half = 1.96 * expected**0.5
        theirs = (expected, expected - half, expected + half)
        ours = (found["expected"], found["low"], found["high"])
        assert theirs == pytest.approx(ours, abs=other_task.BIRTHS_WITHIN)
        low, high = proportion_confint(births(area, 2022), births("England", 2022), method="wilson")
        assert (found["last"].low, found["last"].high) == pytest.approx((100 * low, 100 * high))
        first, last = found["first"].value, found["last"].value
        rounded = round(last, 2) - round(first, 2)
        assert rounded == pytest.approx(last - first, abs=other_task.CHANGE_WITHIN)

    def test_it_has_no_word_of_proceedings(self):
        for name in (variants.COURSE, "In a session"):
            assert not re.search(r"proceedings|court|care\b", other_task.read_section(name))


def test_each_line_of_code_that_a_student_is_told_gives_what_the_key_gives():
    text = other_task.read_section(variants.METHODS, variants.BRIEF)
    names: dict[str, object] = {}
    exec(re.search(r"^ +(from .+)$", text, re.MULTILINE)[1], names)

    def run(pattern: str, **replaced) -> object:
        line = re.search(pattern, text)[1]
        for old, new in replaced.items():
            line = re.sub(rf"\b{old.strip('_')}\b", str(new), line)
        return eval(line, names)

    part, size = read_counts(SHARE.area, SHARE.last, SHARE.measure)
    whole = read_counts("All ten areas", SHARE.last, SHARE.measure)
    share, rate = compute_answer(SHARE), compute_answer(RATE)
    assert run(r"`(wilson\(26, 302\)\S*)`", _26=part, _302=size).low == share["last"].low
    found = run(r"`low, high = (funnel_limits\(.+?\))`", _520=whole[0], _3117=whole[1], _294=size)
    assert [100 * limit for limit in found] == pytest.approx([share["low"], share["high"]])
    babies, size = read_counts(RATE.area, RATE.last, RATE.measure)
    assert run(r"`(poisson_rate\(.+?\))`", _203=babies, _29_704=size) == rate["last"]
    found = run(r"`(funnel_limits\(R, .+?\))`", R=rate["elsewhere"], births=size)
    assert list(found) == pytest.approx([rate["low"], rate["high"]])


@pytest.mark.slow
def test_a_sheet_holds_its_own_counts_and_stands_alone(tmp_path):
    """papermill passes over parameters without a tagged cell, and says nothing."""
    paths = variants.write_sheets([SHARE, RATE], tmp_path)
    written = {path.name: path.read_text("utf-8") for path in paths}
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
