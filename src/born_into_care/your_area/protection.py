"""Counts that may be shown: small ones hidden, and none that could be worked out from the rest."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from born_into_care.errors import PackError, unknown
from born_into_care.your_area import suppression
from born_into_care.your_area.counts import (
    ALL_AREAS,
    ALL_PERIODS,
    LEVELS,
    THRESHOLD,
    Counts,
    Year,
)
from born_into_care.your_area.programme import Table, rounded
from born_into_care.your_area.safe_text import for_html, for_sheet

if TYPE_CHECKING:
    import pandas as pd

SMALLEST_DENOMINATOR = 20
_LOWEST, _HIGHEST = 3, 100
HIDDEN = "hidden"
NOT_KNOWN = "not known"


@dataclass(frozen=True, eq=False)
class Protected:
    """Counts that may be shown. The counts that are hidden are not in here at all.

    A count that is hidden because it is small, and one that is hidden to protect another, look the
    same on purpose: to know which is which would be to know that the first is small.

    Attributes:
        areas: the areas, and "All areas of the table" as the last where there are several.
        periods: the periods, and "All periods" as the last where there are several.
        levels: what is counted, each a part of the one before it.
        counts: shape (areas, periods, levels); not a number where hidden or not known.
        not_known: same shape, where the table itself did not give the count.
        births: live births, shape (areas, periods); not a number where not known.
        threshold: counts under it are hidden.
        rounded_to: 5 where counts are rounded, else 0.
        smallest_denominator: no percentage is given of fewer babies than this.
        newborn: what "newborn" means in the table; "" where that was not said.
        year: how periods are made.
        table_name: what the file was called.
        illustrative: whether the table was made by a script to practise on.
    """

    areas: tuple[str, ...]
    periods: tuple[str, ...]
    levels: tuple[str, ...]
    counts: npt.NDArray[np.float64] = field(repr=False)
    not_known: npt.NDArray[np.bool_] = field(repr=False)
    births: npt.NDArray[np.float64] = field(repr=False)
    threshold: int = THRESHOLD
    rounded_to: int = 0
    smallest_denominator: int = SMALLEST_DENOMINATOR
    newborn: str = ""
    year: Year = "financial"
    table_name: str = ""
    illustrative: bool = False

    def count(self, level: str, area: str, period: str) -> int | None:
        """Give one count, or None where it is hidden or not known.

        Raises:
            PackError: for a level, area or period that the table does not have.
        """
        value = self.counts[self._at(level, area, period)]
        return None if np.isnan(value) else int(value)

    def shown(self, level: str, area: str, period: str) -> str:
        """Give one count as it is printed: a number, "hidden" or "not known"."""
        count = self.count(level, area, period)
        if count is not None:
            return f"{count:,}"
        return NOT_KNOWN if self.not_known[self._at(level, area, period)] else HIDDEN

    def births_in(self, area: str, period: str) -> int | None:
        """Give the live births of an area and period, or None where they are not known."""
        _, a, p = (0, *self._place(area, period))
        value = self.births[a, p]
        return None if np.isnan(value) else int(value)

    def _place(self, area: str, period: str) -> tuple[int, int]:
        if area not in self.areas:
            raise unknown("area", area, self.areas)
        if period not in self.periods:
            raise unknown("period", period, self.periods)
        return self.areas.index(area), self.periods.index(period)

    def _at(self, level: str, area: str, period: str) -> tuple[int, int, int]:
        if level not in self.levels:
            raise unknown("count", level, self.levels)
        return (*self._place(area, period), self.levels.index(level))

    @property
    def table(self) -> pd.DataFrame:
        """Every count as it may be shown: area, period, measure, count (text)."""
        import pandas as pd

        rows = [
            (area, period, LEVELS[level], self.shown(level, area, period))
            for area in self.areas
            for period in self.periods
            for level in self.levels
        ]
        return pd.DataFrame(rows, columns=["area", "period", "measure", "count"])

    @property
    def protected(self) -> pd.DataFrame:
        """The list of what is hidden: area, period and measure."""
        table = self.table
        return table[table["count"] == HIDDEN].drop(columns="count").reset_index(drop=True)

    @property
    def summary(self) -> str:
        """What was protected, in a few sentences."""
        hidden = int((np.isnan(self.counts) & ~self.not_known).sum())
        known = int((~self.not_known).sum())
        if not hidden:
            text = f"None of the {known:,} counts had to be hidden."
        else:
            text = (
                f"Of {known:,} counts, {hidden:,} are hidden: those under {self.threshold}, and "
                "others without which one of those could be worked out. The two look alike on "
                "purpose."
            )
        if self.rounded_to:
            text += f" The counts shown are rounded to the nearest {self.rounded_to}."
        return (
            f"{text} No percentage is given of fewer than {self.smallest_denominator} babies. "
            f"Names, "
            "dates, record numbers and postcodes are not in these counts."
        )

    def to_csv(self, path: str | Path) -> Path:
        """Write the counts as CSV that a spreadsheet opens without running anything in it."""
        target = Path(path)
        safe = self.table.map(lambda cell: for_sheet(cell))
        text = safe.to_csv(index=False, lineterminator="\r\n")
        # The mark at the front makes Excel read accents right.
        target.write_text(text, encoding="utf-8-sig", newline="")
        return target

    def to_json(self) -> str:
        """Give everything in here as text that `from_json` reads; the same input, the same text."""
        held: dict[str, Any] = {
            "areas": self.areas,
            "periods": self.periods,
            "levels": self.levels,
            "counts": _plain(self.counts),
            "not_known": self.not_known.tolist(),
            "births": _plain(self.births),
            "threshold": self.threshold,
            "rounded_to": self.rounded_to,
            "smallest_denominator": self.smallest_denominator,
            "newborn": self.newborn,
            "year": self.year,
            "table_name": self.table_name,
            "illustrative": self.illustrative,
        }
        return json.dumps(held, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Protected:
        """Give the protected counts that `to_json` wrote."""
        held = json.loads(text)
        return cls(
            areas=tuple(held.pop("areas")),
            periods=tuple(held.pop("periods")),
            levels=tuple(held.pop("levels")),
            counts=np.array(held.pop("counts"), dtype=np.float64),
            not_known=np.array(held.pop("not_known"), dtype=bool),
            births=np.array(held.pop("births"), dtype=np.float64),
            **held,
        )

    def _repr_html_(self) -> str:
        wide = self.table.pivot_table(
            index=["area", "period"], columns="measure", values="count", aggfunc="first", sort=False
        )
        heads = "".join(f'<th scope="col">{for_html(m)}</th>' for m in wide.columns)
        rows = "".join(
            f'<tr><th scope="row">{for_html(area)}</th><td>{for_html(period)}</td>'
            + "".join(f'<td style="text-align:right">{for_html(cell)}</td>' for cell in cells)
            + "</tr>"
            for (area, period), cells in zip(wide.index, wide.to_numpy(), strict=True)
        )
        return (
            f"<p>{for_html(self.summary, limit=1000)}</p><table><caption>Counts that may be shown"
            f'</caption><thead><tr><th scope="col">Area</th><th scope="col">Period</th>{heads}</tr>'
            f"</thead><tbody>{rows}</tbody></table>"
        )


def protect(
    counts: Counts,
    *,
    threshold: int = THRESHOLD,
    round_to_5: bool = False,
    smallest_denominator: int | None = None,
) -> Protected:
    """Give the counts of a confirmed table that may be shown.

    Parameters:
        counts: the counts of a confirmed table.
        threshold: counts under it are hidden; zero too, because it says the same of everybody.
        round_to_5: whether the counts that are shown are rounded to the nearest 5.
        smallest_denominator: no percentage is given of fewer babies than this; None for 20, or
            for the threshold where that is higher, and no less than that.

    Raises:
        PackError: for a threshold or denominator out of range.

    Example:
        >>> from born_into_care.your_area import open_table
        >>> table = b"Area,Year,Newborns\\nA,2019/20,3\\nB,2019/20,40\\nC,2019/20,50\\n"
        >>> protect(open_table(table, "demo.csv").confirm().counts).table["count"].tolist()
        ['hidden', 'hidden', '50', '93']
    """
    if not _LOWEST <= threshold <= _HIGHEST:
        raise PackError(
            f"The threshold {threshold} can't be used. Choose a whole number from {_LOWEST} to "
            f"{_HIGHEST}; 6 hides the counts from 0 to 5."
        )
    fewest = max(threshold, SMALLEST_DENOMINATOR)
    if smallest_denominator is None:
        smallest_denominator = fewest
    if smallest_denominator < fewest:
        raise PackError(
            f"The smallest denominator can't be below {SMALLEST_DENOMINATOR} or the threshold of "
            f"{threshold}. Choose {fewest} or more."
        )
    table = Table(_filled(counts.values), ~np.isnan(counts.values), counts.levels)
    hidden = suppression.primary(table, threshold=threshold)
    hidden = suppression.secondary(table, hidden, threshold=threshold, slack=2 if round_to_5 else 0)
    totals = table.totals
    shown = rounded(totals, 5) if round_to_5 else totals
    areas = counts.areas + (ALL_AREAS,) * (len(counts.areas) > 1)
    periods = counts.periods + (ALL_PERIODS,) * (len(counts.periods) > 1)
    births = counts.births[..., None]
    known = Table(np.nan_to_num(births), ~np.isnan(births), ("births",))
    return Protected(
        areas=areas,
        periods=periods,
        levels=counts.levels,
        counts=np.where(hidden, np.nan, shown),
        not_known=~table.all_known,
        births=np.where(known.all_known, known.totals, np.nan)[..., 0],
        threshold=threshold,
        rounded_to=5 if round_to_5 else 0,
        smallest_denominator=smallest_denominator,
        newborn=counts.newborn,
        year=counts.year,
        table_name=counts.table_name,
        illustrative=counts.illustrative,
    )


def _filled(values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Unknown counts at some number that fits the levels around them; it is nowhere shown."""
    filled = values.copy()
    after = np.zeros(filled.shape[:2])
    for level in reversed(range(filled.shape[-1])):
        missing = np.isnan(filled[..., level])
        filled[..., level] = np.where(missing, after, filled[..., level])
        after = filled[..., level]
    return filled


def _plain(values: npt.NDArray[np.float64]) -> list[Any]:
    """Whole numbers, and None where there is none."""
    listed: list[Any] = np.where(np.isnan(values), -1, values).astype(int).tolist()

    def emptied(part: Any) -> Any:
        return [emptied(p) for p in part] if isinstance(part, list) else None if part < 0 else part

    return [emptied(part) for part in listed]
