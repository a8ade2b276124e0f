"""Measure how far the illustrative cohort lies from each published figure."""

import math
from collections.abc import Mapping
from typing import Any

from born_into_care.evidence import REGIONS, Figure, figure
from born_into_care.text import join_words
from tools.data.cohort.generator import Cohort, summary_rows
from tools.data.cohort.sizes import BOTH, FIRST, LAST, UNDER_SEVEN_PERIOD, published

_OTHER_COUNT = (
    "Accounts differ. The other count is met, as the published incidence follows from it; this "
    "one cannot be met as well."
)
_CALENDAR = "Published for the calendar year; the financial year that starts in it stands for it."
# Each figure, what of the summary answers to it, where and when, and what its reader must know.
_ANSWERS = (
    ("newborns-england-2012-13", "babies", "England", FIRST, ""),
    ("newborns-england-2019-20", "babies", "England", LAST, ""),
    ("change-newborns-england", "change", "England", LAST, ""),
    ("incidence-england-2012-13", "rate", "England", FIRST, ""),
    ("incidence-england-2019-20", "rate", "England", LAST, ""),
    ("newborns-wales-2012-13", "babies", "Wales", FIRST, ""),
    ("newborns-wales-2019-20-nfjo", "babies", "Wales", LAST, ""),
    ("newborns-wales-2019-20-rip", "babies", "Wales", LAST, _OTHER_COUNT),
    ("change-newborns-wales", "change", "Wales", LAST, ""),
    ("incidence-wales-2012-13", "rate", "Wales", FIRST, ""),
    ("incidence-wales-2019-20", "rate", "Wales", LAST, ""),
    ("incidence-north-east-2012-13", "rate", "North East", FIRST, "Over assumed live births."),
    (
        "incidence-north-east-2019-20",
        "rate",
        "North East",
        LAST,
        "No whole number of babies over the live births held here gives the published figure.",
    ),
    ("incidence-london-2019-20", "rate", "London", LAST, ""),
    ("cohort-england-wales", "total", BOTH, LAST, ""),
    ("short-notice-england-2019-20", "short_notice", "England", LAST, ""),
    (
        "short-notice-wales-2019-20",
        "short_notice",
        "Wales",
        LAST,
        "No whole number out of 203 babies gives the published figure.",
    ),
    ("same-day-england-wales-2019-20", "same_day", BOTH, LAST, ""),
    ("same-day-some-regions-2019-20", "some regions", "England", LAST, ""),
    ("same-day-north-east-2019-20", "same_day", "North East", LAST, ""),
    ("same-day-london-2019-20", "same_day", "London", LAST, ""),
    (
        "newborns-england-2016-17",
        "under seven days",
        "England",
        UNDER_SEVEN_PERIOD,
        "Held against the illustrative babies under seven days old, the definition of that report.",
    ),
    ("incidence-wales-2015", "rate", "Wales", "2015/16", _CALENDAR),
    ("incidence-wales-2018", "rate", "Wales", "2018/19", _CALENDAR),
)


_Summary = Mapping[tuple[str, str], Mapping[str, Any]]


def distances(cohort: Cohort) -> list[dict[str, Any]]:
    """Return every published figure that a cohort can be held against, and how far it lies.

    Returns:
        Rows of figure; illustrative, the cohort's number in the figure's unit; distance,
        illustrative minus published, zero where the figure is a bound that holds; met, whether
        the number would be printed as the published one; and note.

    Example:
        >>> from tools.data.cohort.generator import generate
        >>> distances(generate())[0]["distance"]
        0.0
    """
    summary = {(row["area"], row["period"]): row for row in summary_rows(cohort)}
    rows = []
    for figure_id, kind, area, period, note in _ANSWERS:
        if kind == "some regions":
            answer, note = _regions_near(figure(figure_id), summary)
        elif kind == "under seven days":
            answer = sum(int((cohort[name, period].age_days < 7).sum()) for name in REGIONS)
        elif kind == "total":
            answer = sum(len(group.age_days) for group in cohort.values())
        else:
            answer = _measure(kind, summary, area, period)
        rows.append({"illustrative": answer, **_compare(figure(figure_id), answer), "note": note})
    return rows


def _compare(found: Figure, answer: float) -> dict[str, Any]:
    # Beyond four decimals it is noise of the division.
    distance = round(answer - published(found.id), 4) + 0.0
    if found.precision.startswith("bound"):
        met = distance > 0
        distance = 0.0 if met else distance
    elif found.one_in is not None:
        met = answer > 0 and round(100 / answer) == found.one_in
    elif found.rounding is not None:
        met = found.rounding[0] <= answer < found.rounding[1]
    else:
        met = distance == 0
    return {"figure": found, "distance": distance, "met": met}


def _measure(kind: str, summary: _Summary, area: str, period: str) -> float:
    row = summary[area, period]
    babies = int(row["illustrative_babies"])
    if kind == "babies":
        return babies
    if kind == "change":
        return 100 * (babies / int(summary[area, FIRST]["illustrative_babies"]) - 1)
    if kind == "rate":
        return babies / int(row["illustrative_live_births"]) * 10_000
    return 100 * int(row[f"illustrative_{kind}"]) / babies


def _regions_near(wanted: Figure, summary: _Summary) -> tuple[float, str]:
    """Return the share of the regions that would be called one in four, taken together."""
    rows = [summary[area, LAST] for area in REGIONS]
    near = [
        row
        for row in rows
        if row["illustrative_same_day"]
        and round(row["illustrative_babies"] / row["illustrative_same_day"]) == wanted.one_in
    ]
    if not near:
        return math.nan, "No region is near it."
    heard = sum(row["illustrative_same_day"] for row in near)
    names = join_words([row["area"] for row in near])
    return (
        100 * heard / sum(row["illustrative_babies"] for row in near),
        f"{names} together, drawn by lot: no account names the regions.",
    )
