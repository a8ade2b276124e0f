"""How far the illustrative tables lie from each published figure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from born_into_care import evidence
from born_into_care.evidence import REGIONS
from born_into_care.illustration.nations import UNDER_SEVEN_PERIOD
from born_into_care.illustration.published import FIRST, LAST, value
from born_into_care.illustration.tables import cohort, summary
from born_into_care.text import join_words

BOTH = "England and Wales"
_CALENDAR = "Published for the calendar year; the financial year that starts in it stands for it."


@dataclass(frozen=True)
class Distance:
    """One published figure beside what the illustrative tables give for it.

    Attributes:
        figure_id: the figure's id in the evidence.
        illustrative: what the tables give, in the figure's unit; None where they give nothing.
        note: what its reader must know.
    """

    figure_id: str
    illustrative: float | None
    note: str = ""

    @property
    def distance(self) -> float | None:
        """Illustrative minus published; zero where the figure is a bound that holds."""
        if self.illustrative is None:
            return None
        if self._is_bound and self.met:
            return 0.0
        # Beyond four decimals it is noise of the division.
        return round(self.illustrative - value(self.figure_id), 4) + 0.0

    @property
    def met(self) -> bool:
        """Whether the illustrative number would be printed as the published one."""
        if not self.illustrative:
            return False
        figure = evidence.figure(self.figure_id)
        if self._is_bound:
            return self.illustrative > value(self.figure_id)
        if figure.one_in is not None:
            return round(100 / self.illustrative) == figure.one_in
        if figure.rounding is not None:
            low, high = figure.rounding
            return low <= self.illustrative < high
        return self.illustrative == value(self.figure_id)

    @property
    def _is_bound(self) -> bool:
        return evidence.figure(self.figure_id).precision.startswith("bound")


def distances(
    *, babies: pd.DataFrame | None = None, areas: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Give each published figure, what the illustrative tables give, and the distance between.

    Parameters:
        babies: an illustrative cohort; the one in `data/illustrative/` if not given.
        areas: its summary; the one in `data/illustrative/` if not given.

    Returns:
        figure_id, measure, geography, period, unit, published, illustrative, distance
        (illustrative minus published, in the figure's unit, zero for a bound that holds), met
        (whether it would be printed as the published figure) and note.

    Example:
        >>> table = distances().set_index("figure_id")
        >>> float(table.loc["newborns-england-2019-20", "distance"])
        0.0
    """
    babies = cohort() if babies is None else babies
    areas = summary() if areas is None else areas
    rows = []
    for one in _distances(babies, areas.set_index(["area", "period"])):
        figure = evidence.figure(one.figure_id)
        rows.append(
            {
                "figure_id": one.figure_id,
                "measure": figure.measure,
                "geography": figure.geography,
                "period": figure.period,
                "unit": figure.unit,
                "published": figure.value_text,
                "illustrative": one.illustrative,
                "distance": one.distance,
                "met": one.met,
                "note": one.note,
            }
        )
    return pd.DataFrame(rows)


def _distances(babies: pd.DataFrame, areas: pd.DataFrame) -> Iterator[Distance]:
    numbers = {str(name): areas[name].to_dict() for name in areas.columns}

    def count(area: str, period: str, column: str = "illustrative_babies") -> int:
        return int(numbers[column][(area, period)])

    def rate(area: str, period: str) -> float:
        births = count(area, period, "illustrative_live_births")
        return count(area, period) / births * 10_000

    def share(area: str, column: str) -> float:
        return 100 * count(area, LAST, f"illustrative_{column}") / count(area, LAST)

    for area in ("England", "Wales"):
        name = area.casefold()
        first, last = count(area, FIRST), count(area, LAST)
        welsh = "-nfjo" if area == "Wales" else ""
        yield Distance(f"newborns-{name}-2012-13", first)
        yield Distance(f"newborns-{name}-2019-20{welsh}", last)
        if area == "Wales":
            yield Distance(
                "newborns-wales-2019-20-rip",
                last,
                "Accounts differ. The other count is met, as the published incidence follows "
                "from it; this one cannot be met as well.",
            )
        yield Distance(f"change-newborns-{name}", 100 * (last / first - 1))
        yield Distance(f"incidence-{name}-2012-13", rate(area, FIRST))
        yield Distance(f"incidence-{name}-2019-20", rate(area, LAST))
    yield Distance(
        "incidence-north-east-2012-13", rate("North East", FIRST), "Over assumed live births."
    )
    yield Distance(
        "incidence-north-east-2019-20",
        rate("North East", LAST),
        "No whole number of babies over the live births held here gives the published figure.",
    )
    yield Distance("incidence-london-2019-20", rate("London", LAST))
    yield Distance("cohort-england-wales", len(babies))
    yield Distance("short-notice-england-2019-20", share("England", "short_notice"))
    yield Distance(
        "short-notice-wales-2019-20",
        share("Wales", "short_notice"),
        "No whole number out of 203 babies gives the published figure.",
    )
    yield Distance("same-day-england-wales-2019-20", share(BOTH, "same_day"))
    yield _some_regions(areas)
    yield Distance("same-day-north-east-2019-20", share("North East", "same_day"))
    yield Distance("same-day-london-2019-20", share("London", "same_day"))
    young = babies[
        babies["area"].isin(REGIONS)
        & (babies["period"] == UNDER_SEVEN_PERIOD)
        & (babies["illustrative_age_days_at_issue"] < 7)
    ]
    yield Distance(
        "newborns-england-2016-17",
        len(young),
        "Held against the illustrative babies under seven days old, the definition of that report.",
    )
    yield Distance("incidence-wales-2015", rate("Wales", "2015/16"), _CALENDAR)
    yield Distance("incidence-wales-2018", rate("Wales", "2018/19"), _CALENDAR)


def _some_regions(areas: pd.DataFrame) -> Distance:
    """The regions whose share would be called one in four, taken together."""
    figure_id = "same-day-some-regions-2019-20"
    last = areas.loc[[(area, LAST) for area in REGIONS]]
    shares = last["illustrative_same_day"] / last["illustrative_babies"]
    near = last[(1 / shares).round() == evidence.figure(figure_id).one_in]
    if near.empty:
        return Distance(figure_id, None, "No region is near it.")
    names = [str(area) for area, _ in near.index]
    together = 100 * near["illustrative_same_day"].sum() / near["illustrative_babies"].sum()
    return Distance(
        figure_id,
        float(together),
        f"{join_words(names)} together, drawn by lot: no account names the regions.",
    )
