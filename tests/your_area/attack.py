"""Somebody who tries to work out hidden counts from what is shown, by linear programming.

Written apart from the code that protects: it knows the shown table as anybody sees it (its texts),
that areas add up to all areas and periods to all periods, that each level is a part of the one
before it, and that no count is below zero.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.optimize import linprog

from born_into_care.your_area.counts import ALL_AREAS, ALL_PERIODS


@dataclass(frozen=True)
class Bounds:
    """What the attacker learns about one count, or one difference of two counts."""

    area: str
    period: str
    measure: str
    low: float
    high: float

    @property
    def width(self) -> float:
        return self.high - self.low


class Attacker:
    """Holds the equations of a shown table."""

    def __init__(self, shown: pd.DataFrame, *, rounded_to: int = 0) -> None:
        self.shown = shown
        self.areas = [a for a in dict.fromkeys(shown["area"]) if a != ALL_AREAS]
        self.periods = [p for p in dict.fromkeys(shown["period"]) if p != ALL_PERIODS]
        self.measures = list(dict.fromkeys(shown["measure"]))
        equal, equal_to, under, under_to = [], [], [], []
        for row in shown.itertuples():
            text = str(row.count if isinstance(row.count, str) else row[4])
            form = self.form(row.area, row.period, row.measure)
            if text in ("hidden", "not known"):
                continue
            value = float(text.replace(",", ""))
            if rounded_to:
                half = rounded_to // 2
                under += [form, -form]
                under_to += [value + half, -(value - half)]
            else:
                equal.append(form)
                equal_to.append(value)
        self.equal = (np.array(equal), np.array(equal_to)) if equal else (None, None)
        self.under = (np.array(under), np.array(under_to)) if under else (None, None)

    def form(self, area: str, period: str, measure: str) -> np.ndarray:
        """Which unknowns (babies of an area and period at exactly one level) a count adds up."""
        unknowns = np.zeros((len(self.areas), len(self.periods), len(self.measures)))
        a = slice(None) if area == ALL_AREAS else self.areas.index(area)
        p = slice(None) if period == ALL_PERIODS else self.periods.index(period)
        unknowns[a, p, self.measures.index(measure) :] = 1
        return unknowns.ravel()

    def bounds(self, form: np.ndarray) -> tuple[float, float]:
        """The lowest and highest number of babies that agree with all that is shown."""
        ends = []
        for sign in (1, -1):
            found = linprog(
                sign * form, A_ub=self.under[0], b_ub=self.under[1],
                A_eq=self.equal[0], b_eq=self.equal[1], bounds=(0, None), method="highs",
            )  # fmt: skip
            assert found.status in (0, 3), found.message
            ends.append(sign * found.fun if found.status == 0 else sign * -np.inf)
        return ends[0], ends[1]

    def hidden(self) -> list[Bounds]:
        """What can be worked out about each hidden count."""
        out = []
        for row in self.shown[self.shown["count"] == "hidden"].itertuples():
            low, high = self.bounds(self.form(row.area, row.period, row.measure))
            out.append(Bounds(row.area, row.period, row.measure, low, high))
        return out

    def difference(self, area: str, period: str, whole: str, part: str) -> Bounds:
        """What can be worked out about the babies in one count and not in another."""
        form = self.form(area, period, whole) - self.form(area, period, part)
        return Bounds(area, period, f"{whole} without {part}", *self.bounds(form))
