"""No hidden count can be worked out, by linear programming or by looking."""

from __future__ import annotations

import csv
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from born_into_care.errors import PackError
from born_into_care.evidence.places import Place
from born_into_care.your_area.protection import (
    LEVELS,
    Counts,
    Protected,
    Suppression,
    exposes_small_counts,
    protect,
    with_totals,
)

from .attack import Attacker


def make_counts(values: np.ndarray, *levels: str, **more: object) -> Counts:
    areas = tuple(f"Area {i}" for i in range(values.shape[0]))
    periods = tuple(f"{2012 + i}/{13 + i}" for i in range(values.shape[1]))
    values = values.astype(float)
    return Counts(areas, periods, levels, values, np.full(values.shape[:2], np.nan), **more)  # type: ignore[arg-type]


@st.composite
def tables(draw: st.DrawFn, gaps: bool = True) -> Counts:
    """Small tables of any shape and any levels, small counts among large ones, some not given."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    shapes = [(1, 1), (1, 3), (2, 2), (3, 1), (3, 2), (2, 3), (3, 3)]
    chosen = sorted(rng.choice(len(LEVELS), rng.integers(1, 5), replace=False))
    shape = (*shapes[rng.integers(len(shapes))], len(chosen))
    steps = np.where(rng.random(shape) < 0.5, rng.integers(0, 9, shape), rng.integers(0, 41, shape))
    values = np.cumsum(steps[..., ::-1], axis=-1)[..., ::-1].astype(float)
    missing = rng.random(shape) < (0.15 * gaps) * rng.integers(2)
    values[missing] = np.nan
    hidden = missing & (rng.random(shape) < 0.6)
    return make_counts(values, *(list(LEVELS)[i] for i in chosen), hidden=hidden)


@given(tables(), st.integers(3, 10), st.booleans())
@settings(max_examples=80, deadline=None)
def test_no_hidden_count_can_be_worked_out(counts: Counts, threshold: int, rounds: bool) -> None:
    shown = protect(counts, threshold=threshold, round_to_5=rounds)
    totals = with_totals(counts.values)
    seen = ~np.isnan(shown.values)
    assert (totals[seen] >= threshold).all()
    assert (np.abs(shown.values - totals)[seen] <= (2 if rounds else 0)).all()
    attacker = Attacker(shown)
    assert list(attacker.worked_out(threshold)) == []
    assert list(attacker.small_differences(totals, threshold)) == []


@pytest.mark.parametrize(
    "counts",
    [
        make_counts(
            np.array([[[30], [41], [52]], [[35], [3], [44]], [[61], [38], [57]]]), "newborns"
        ),
        make_counts(np.array([[[40, 38]]]), "newborns", "same_day"),
    ],
)
def test_the_attack_succeeds_when_secondary_suppression_is_switched_off(
    counts: Counts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Suppression, "open_groups", lambda *_: None)
    attacker, totals = Attacker(protect(counts)), with_totals(counts.values)
    assert [*attacker.worked_out(6), *attacker.small_differences(totals, 6)]


def small_table() -> Counts:
    """Three areas, three years, one small count: its row and column give it away."""
    babies = np.array([[30, 41, 52], [35, 3, 44], [61, 38, 57]])
    return make_counts(babies[..., None], "newborns")


def test_a_small_count_takes_three_others_with_it_and_no_total() -> None:
    shown = protect(small_table())
    assert np.isnan(shown.values).sum() == 4
    assert not np.isnan(shown.values[-1]).any() and not np.isnan(shown.values[:, -1]).any()
    # Nothing tells small counts and those that protect them apart, or holds the true number.
    assert {text for *_, text in shown.rows if text.isalpha()} == {"hidden"}
    assert ",3.0," not in shown.to_json() and ",3," not in shown.to_json()


@pytest.mark.parametrize(
    ("values", "levels", "texts"),
    [
        ([40, 38], ("newborns", "same_day"), ["40", "hidden"]),  # few babies are left out
        ([40, 38], ("newborns", "notice_known"), ["40", "38"]),  # no group that is spoken of
        ([0], ("newborns",), ["hidden"]),  # zero says the same of everybody
        ([40, np.nan, 7], ("newborns", "short_notice", "same_day"), ["40", "not known", "7"]),
    ],
)
def test_one_area_shows_only_what_says_nothing_of_few_babies(
    values: list[float], levels: tuple[str, ...], texts: list[str]
) -> None:
    shown = protect(make_counts(np.array([[values]]), *levels))
    assert [text for *_, text in shown.rows] == texts


def test_a_count_that_the_source_hides_cannot_be_worked_out_from_its_neighbours() -> None:
    values = np.array([[[20.0, np.nan, 18.0]], [[60.0, 50.0, 40.0]]])
    gaps = np.isnan(values)
    levels = ("newborns", "short_notice", "same_day")
    open_to_all = protect(make_counts(values, *levels))
    closed = protect(make_counts(values, *levels, hidden=gaps))
    assert open_to_all.shown("same_day", "Area 0", "2012/13") == "hidden"
    assert closed.shown("short_notice", "Area 0", "2012/13") == "hidden"
    assert closed.shown("short_notice", "All areas of the table", "2012/13") == "hidden"
    assert open_to_all.shown("short_notice", "Area 0", "2012/13") == "not known"
    assert list(Attacker(closed).worked_out(6)) == []


def test_a_table_of_many_blocks_keeps_its_totals_and_gives_nothing_away() -> None:
    rng = np.random.default_rng(7)
    newborns = rng.poisson(rng.gamma(2, 10, size=(40, 1)) * np.ones((1, 8)))
    counts = make_counts(
        np.stack([newborns, rng.binomial(newborns, 0.86)], axis=-1), "newborns", "short_notice"
    )
    steps: list[tuple[int, int]] = []
    shown = protect(counts, progress=lambda done, of: steps.append((done, of)))
    assert len(steps) > 1 and steps == [(i + 1, steps[0][1]) for i in range(len(steps))]
    assert not np.isnan(shown.values[-1]).any()
    attacker = Attacker(shown)
    hidden = [row for row in shown.rows if row[3] == "hidden"]
    for place in rng.choice(len(hidden), 8, replace=False):
        assert not attacker.closed(attacker.babies(*hidden[place][:3]), 6)
    assert protect(counts).to_json() == shown.to_json()


def test_protected_counts_survive_being_written_and_read() -> None:
    place = Place("E06000005", "Darlington", "authority", "North East", "England")
    counts = replace(
        small_table(), places={"Area 0": place}, account=(("read", 9),), incomplete=("2014/15",)
    )
    shown = protect(counts, round_to_5=True)
    again = Protected.from_json(shown.to_json())
    assert again.to_json() == shown.to_json() and again.rows == shown.rows
    assert again.places == counts.places and again.account == counts.account


@pytest.mark.parametrize(
    ("chosen", "remedy"),
    [
        ({"threshold": 2}, "from 3 to 100"),
        ({"threshold": 101}, "from 3 to 100"),
        ({"threshold": 6.5}, "whole number"),
    ],
)
def test_a_setting_out_of_range_says_what_to_choose(chosen: dict[str, int], remedy: str) -> None:
    with pytest.raises(PackError, match=remedy):
        protect(small_table(), **chosen)  # type: ignore[arg-type]
    assert protect(small_table(), threshold=25).smallest_denominator == 25


def test_text_from_a_file_runs_in_no_spreadsheet() -> None:
    names = ('=HYPERLINK("http://x","y")', "@SUM(A1)", "-2+3", "\u202egro.live\u202c", "+1", "A")
    babies = 10.0 + 10 * np.arange(6).reshape(6, 1, 1)
    shown = protect(replace(make_counts(babies, "newborns"), areas=names))
    cells = [cell for row in csv.reader(shown.to_csv().splitlines()) for cell in row]
    assert "A" in cells and not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)
    assert "\u202e" not in "".join(cells)


INFANTS = ("infants", "newborns")


def one_area(*values: float, levels: tuple[str, ...] = ("newborns",), **chosen: int) -> Protected:
    return protect(make_counts(np.array([[values]]), *levels), **chosen)


@pytest.mark.parametrize(
    ("first", "second", "exposed"),
    [
        (one_area(40), one_area(38), True),
        (one_area(38), one_area(40), True),
        (one_area(40), one_area(20), True),
        (one_area(40), one_area(40, threshold=10), False),
        (one_area(90, 40, levels=INFANTS), one_area(90, 37, levels=INFANTS), True),
        (one_area(7, threshold=10), one_area(7), True),
        (one_area(40), replace(one_area(40), newborn="under 7 days old at issue"), True),
        (one_area(40), one_area(41, round_to_5=True), False),
        (protect(small_table()), protect(small_table()), False),
        (protect(small_table()), protect(small_table(), round_to_5=True), True),
        (protect(small_table()), one_area(40), True),
        (one_area(90, 46, levels=INFANTS), one_area(46), True),
        (one_area(40), replace(one_area(38), areas=("York",)), False),
        (one_area(40), replace(one_area(40), periods=("2012",)), True),
    ],
)  # fmt: skip
def test_two_runs_are_warned_of_where_they_give_a_small_count_away(
    first: Protected, second: Protected, exposed: bool
) -> None:
    assert exposes_small_counts(first, second) is exposed


@given(tables(gaps=False), st.data(), st.integers(3, 8), st.integers(3, 8))
@settings(max_examples=20, deadline=None)
def test_whatever_two_runs_give_away_is_warned_of(
    counts: Counts, data: st.DataObject, threshold: int, other: int
) -> None:
    older = counts.values * 0
    start = int(counts.levels[0] == "infants")
    rng = np.random.default_rng(data.draw(st.integers(0, 2**32 - 1)))
    steps = rng.integers(0, 10, older.shape)[..., start:]
    older[..., start:] = np.cumsum(steps[..., ::-1], axis=-1)[..., ::-1]
    values = counts.values + older
    if start:
        values[..., 0] += older[..., 1:2].sum(axis=-1)
        counts.values[..., 0] = values[..., 0]
    wide = protect(replace(counts, values=values, newborn="under 14 days"), threshold=threshold)
    narrow = protect(counts, threshold=other)
    low = min(threshold, other)
    attacker = Attacker(wide, narrow)
    if [*attacker.worked_out(low, below=low), *attacker.older(low)]:
        assert exposes_small_counts(wide, narrow) and exposes_small_counts(narrow, wide)
