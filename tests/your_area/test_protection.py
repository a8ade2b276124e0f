"""No hidden count can be worked out, by linear programming or by looking."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from born_into_care.errors import PackError
from born_into_care.your_area import Protected, open_table, protect, suppression
from born_into_care.your_area.counts import Counts
from born_into_care.your_area.roles import COUNTS, ROLE

from .attack import Attacker

LEVELS = ("infants", "newborns", "notice_known", "short_notice", "emergency", "same_day")


def counts(values: np.ndarray, levels: tuple[str, ...] = LEVELS) -> Counts:
    areas = tuple(f"Area {i}" for i in range(values.shape[0]))
    periods = tuple(f"{2012 + i}/{13 + i}" for i in range(values.shape[1]))
    return Counts(areas, periods, levels, values.astype(float), np.full(values.shape[:2], np.nan))


@st.composite
def tables(draw: st.DrawFn) -> Counts:
    """Small tables of any shape and of any subset of the levels, small counts among large ones."""
    areas, periods = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    chosen = draw(st.lists(st.sampled_from(range(6)), min_size=1, max_size=6, unique=True))
    levels = tuple(LEVELS[i] for i in sorted(chosen))
    parts = draw(
        st.lists(
            st.one_of(st.integers(0, 8), st.integers(0, 40)),
            min_size=areas * periods * len(levels), max_size=areas * periods * len(levels),
        )
    )  # fmt: skip
    steps = np.array(parts, dtype=float).reshape(areas, periods, len(levels))
    return counts(np.cumsum(steps[..., ::-1], axis=-1)[..., ::-1], levels)


def with_totals(values: np.ndarray) -> np.ndarray:
    for axis in (0, 1):
        if values.shape[axis] > 1:
            values = np.concatenate([values, values.sum(axis=axis, keepdims=True)], axis=axis)
    return values


def worked_out(made: Counts, shown: Protected, threshold: int) -> list[object]:
    """Every hidden count, and every small difference of two counts, that is bounded too closely."""
    attacker = Attacker(shown.table, rounded_to=shown.rounded_to)
    found = [b for b in attacker.hidden() if b.width < threshold - 1e-6]
    totals = with_totals(made.values)
    for a, p in itertools.product(range(totals.shape[0]), range(totals.shape[1])):
        for i, j in itertools.combinations(range(len(made.levels)), 2):
            if made.levels[i : j + 1] == ("newborns", "notice_known"):
                continue  # babies whose notice is not known are no group that is spoken of
            if totals[a, p, i] - totals[a, p, j] < threshold:
                whole, part = ROLE[made.levels[i]].words, ROLE[made.levels[j]].words
                bounds = attacker.difference(shown.areas[a], shown.periods[p], whole, part)
                if bounds.width < threshold - 1e-6:
                    found.append(bounds)
    return found


@given(tables(), st.integers(3, 10), st.booleans())
@settings(max_examples=120, deadline=None)
def test_no_hidden_count_can_be_worked_out(made: Counts, threshold: int, rounding: bool) -> None:
    shown = protect(made, threshold=threshold, round_to_5=rounding)
    assert worked_out(made, shown, threshold) == []


@given(tables(), st.integers(3, 10))
@settings(max_examples=100, deadline=None)
def test_no_small_count_is_shown_and_no_shown_count_is_wrong(made: Counts, threshold: int) -> None:
    shown = protect(made, threshold=threshold)
    totals = with_totals(made.values)
    seen = ~np.isnan(shown.counts)
    assert (shown.counts[seen] == totals[seen]).all()
    assert (totals[seen] >= threshold).all()


def small_table() -> Counts:
    """Three areas, three years, one small count: its row and column give it away."""
    newborns = np.array([[30, 41, 52], [35, 3, 44], [61, 38, 57]])
    return counts(newborns[..., None], ("newborns",))


def test_the_attack_succeeds_when_secondary_suppression_is_switched_off(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(suppression, "secondary", lambda _, hidden, **__: hidden)
    made = small_table()
    (found,) = worked_out(made, protect(made), 6)
    assert (found.area, found.period, found.low, found.high) == ("Area 1", "2013/14", 3, 3)


def test_the_attack_succeeds_on_a_complement_when_secondary_suppression_is_switched_off(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(suppression, "secondary", lambda _, hidden, **__: hidden)
    made = counts(np.array([[[40, 38]]]), ("newborns", "same_day"))
    (found,) = worked_out(made, protect(made), 6)
    assert (found.low, found.high) == (2, 2)


def test_a_small_count_takes_three_others_with_it_and_no_total() -> None:
    shown = protect(small_table())
    assert np.isnan(shown.counts).sum() == 4
    assert not np.isnan(shown.counts[-1]).any() and not np.isnan(shown.counts[:, -1]).any()


def test_a_count_is_hidden_where_the_babies_it_leaves_out_are_few() -> None:
    shown = protect(counts(np.array([[[40, 38]]]), ("newborns", "same_day")))
    assert shown.table["count"].tolist() == ["40", "hidden"]


def test_babies_whose_notice_is_not_known_hide_nothing() -> None:
    shown = protect(counts(np.array([[[40, 38]]]), ("newborns", "notice_known")))
    assert shown.table["count"].tolist() == ["40", "38"]


def test_zero_is_hidden_like_any_small_count() -> None:
    assert protect(counts(np.array([[[0]]]), ("newborns",))).table["count"].tolist() == ["hidden"]


def test_an_unknown_count_is_not_shown_and_neither_are_its_totals() -> None:
    values = np.array([[[30.0], [np.nan]], [[40.0], [50.0]], [[60.0], [70.0]]])
    shown = protect(counts(values, ("newborns",)))
    texts = shown.table.set_index(["area", "period"])["count"].to_dict()
    assert texts[("Area 0", "2013/14")] == "not known"
    assert texts[("Area 0", "All periods")] == "not known"
    assert texts[("All areas of the table", "2013/14")] == "not known"
    assert texts[("All areas of the table", "2012/13")] == "130"


def test_a_hundred_and_fifty_areas_keep_their_totals_and_give_nothing_away() -> None:
    rng = np.random.default_rng(7)
    newborns = rng.poisson(rng.gamma(2, 10, size=(150, 1)) * np.ones((1, 3)))
    short = rng.binomial(newborns, 0.86)
    made = counts(np.stack([newborns, short], axis=-1), ("newborns", "short_notice"))
    shown = protect(made)
    assert not np.isnan(shown.counts[-1]).any()
    attacker = Attacker(shown.table)
    hidden = shown.protected
    for row in hidden.iloc[rng.choice(len(hidden), 25, replace=False)].itertuples():
        low, high = attacker.bounds(attacker.form(row.area, row.period, row.measure))
        assert high - low >= 6 - 1e-6


def test_the_same_table_is_protected_the_same_way_each_time() -> None:
    rng = np.random.default_rng(1)
    made = counts(rng.integers(0, 30, size=(6, 4, 1)), ("newborns",))
    assert protect(made).to_json() == protect(made).to_json()


def test_small_and_protecting_counts_cannot_be_told_apart() -> None:
    shown = protect(small_table())
    assert set(shown.table["count"][shown.table["count"].str.isalpha()]) == {"hidden"}
    # Nothing in the object holds the true number.
    assert "3" not in {str(v) for v in shown.counts.ravel()}


def test_protected_counts_survive_being_written_and_read() -> None:
    shown = protect(small_table(), round_to_5=True)
    again = Protected.from_json(shown.to_json())
    assert again.to_json() == shown.to_json()
    assert again.table.equals(shown.table)


@pytest.mark.parametrize("threshold", [0, 2, 101])
def test_a_threshold_out_of_range_says_what_to_choose(threshold: int) -> None:
    with pytest.raises(PackError, match="Choose a whole number"):
        protect(small_table(), threshold=threshold)


def test_the_smallest_denominator_follows_a_threshold_above_it() -> None:
    assert protect(small_table()).smallest_denominator == 20
    assert protect(small_table(), threshold=25).smallest_denominator == 25
    with pytest.raises(PackError, match="Choose 25 or more"):
        protect(small_table(), threshold=25, smallest_denominator=24)
    with pytest.raises(PackError, match="Choose 20 or more"):
        protect(small_table(), smallest_denominator=6)


def test_the_summary_says_no_more_than_is_true_of_the_counts() -> None:
    assert protect(small_table()).summary.endswith(
        "Names, dates, record numbers and postcodes are not in these counts."
    )


NASTY = (
    "Area,Year,Newborns\n"
    '"=HYPERLINK(""http://x"",""y"")",2019/20,30\n'
    "<script>alert(1)</script>,2019/20,40\n"
    "@SUM(A1),2019/20,50\n"
    "-2+3,2019/20,60\n"
    '"<img src=x onerror=""alert(1)"">",2019/20,70\n'
    "\u202egro.live\u202c,2019/20,80\n"
)


def test_text_from_a_file_runs_nowhere(tmp_path: Path) -> None:
    shown = protect(open_table(NASTY.encode(), "<b>x</b>.csv").confirm().counts)
    html = shown._repr_html_()
    assert "<script" not in html and "<img" not in html and "\u202e" not in html
    assert "&lt;script&gt;" in html
    text = shown.to_csv(tmp_path / "x.csv").read_text(encoding="utf-8-sig")
    for line in text.splitlines()[1:]:
        assert not line.lstrip('"').startswith(("=", "+", "-", "@"))
    assert "\u202e" not in text


def test_what_is_written_can_be_read_back_as_a_table_of_hidden_counts(tmp_path: Path) -> None:
    shown = protect(small_table())
    assert "hidden" in shown.to_csv(tmp_path / "x.csv").read_text(encoding="utf-8-sig")
    assert COUNTS[1] in shown.levels
