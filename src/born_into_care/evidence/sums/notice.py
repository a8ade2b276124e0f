"""How soon newborns are heard, and neighbouring measures."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from born_into_care.evidence.sums.sum import (
    BOTH,
    INCIDENCE,
    POINTS,
    TWO_COUNTS,
    Sum,
    change,
    difference,
    gap,
)

_CUT_OFF = "The ends take {} as rounded; it may have been cut off."


def notice() -> Iterator[Sum]:
    """Give how many were heard at short notice in both nations, and how places differ."""
    undated = "The sources do not say how newborns without a hearing date were treated."
    for tail, wales in TWO_COUNTS.items():
        yield Sum(
            id=f"short-notice-england-wales-2019-20-{tail}",
            measure="newborns heard at short notice",
            unit="per cent",
            geography=BOTH,
            period="2019/20",
            inputs=(
                "short-notice-england-2019-20",
                "newborns-england-2019-20",
                "short-notice-wales-2019-20",
                wales,
            ),
            formula=lambda p_e, n_e, p_w, n_w: (p_e * n_e + p_w * n_w) / (n_e + n_w),
            written="({0} × {1} + {2} × {3}) / ({1} + {3})",
            note="Takes every newborn as the denominator of each nation's percentage. "
            f"{undated} {_CUT_OFF.format('{2}')}",
        )
    yield gap(
        id="difference-short-notice-england-wales",
        measure="England's share of newborns heard at short notice minus that of Wales",
        geography=BOTH,
        period="2019/20",
        inputs=("short-notice-england-2019-20", "short-notice-wales-2019-20"),
        note=_CUT_OFF.format("{1}"),
    )
    yield gap(
        id="difference-same-day-north-east-london",
        measure="the North East's share of newborns heard on the day of issue minus London's",
        geography="North East and London",
        period="2019/20",
        inputs=("same-day-north-east-2019-20", "same-day-london-2019-20"),
        decimals=0,
        note="Both are rounded to whole per cent.",
    )
    yield Sum(
        id="ratio-same-day-north-east-london",
        measure="the North East's share of newborns heard on the day of issue as a multiple "
        "of London's",
        unit="times",
        geography="North East and London",
        period="2019/20",
        inputs=("same-day-north-east-2019-20", "same-day-london-2019-20"),
        formula=lambda north, london: north / london,
        written="{0} / {1}",
        note="Both are rounded to whole per cent.",
    )
    yield Sum(
        id="longer-notice-england-2019-20",
        measure="newborns heard with seven days of notice or more",
        unit="per cent",
        geography="England",
        period="2019/20",
        inputs=("short-notice-england-2019-20",),
        formula=lambda short: 100 - short,
        written="100 - {0}",
        note=f"Each newborn's first hearing is either at short notice or not. {undated}",
    )


def other_measures() -> Iterator[Sum]:
    """Give changes in neighbouring measures, each within one definition."""
    share = partial(difference, unit=POINTS, decimals=0, note="Both are rounded to whole per cent.")
    yield share(
        id="difference-newborn-share-england-2018-definition",
        measure="difference in newborns' share of infants in care proceedings (2018 definition)",
        geography="England",
        period="2007/08 to 2016/17",
        inputs=("newborn-share-england-2007-08", "newborn-share-england-2016-17"),
    )
    yield share(
        id="difference-newborn-share-wales",
        measure="difference in newborns' share of infants in care proceedings",
        geography="Wales",
        period="2015 to 2018",
        inputs=("newborn-share-wales-2015", "newborn-share-wales-2018"),
    )
    in_england = partial(change, geography="England")
    yield in_england(
        id="change-incidence-england-2018-definition",
        measure=f"change in the {INCIDENCE} (2018 definition)",
        period="2008 to 2016",
        inputs=("incidence-england-2008", "incidence-england-2016"),
    )
    yield in_england(
        id="change-newborns-england-2018-definition",
        measure="change in newborns in care proceedings (2018 definition)",
        period="2007/08 to 2016/17",
        inputs=("newborns-england-2007-08", "newborns-england-2016-17"),
    )
    yield in_england(
        id="change-first-week-care-england",
        measure="change in the incidence of babies looked after in the first week",
        period="2008 to 2018",
        inputs=("first-week-care-england-2008", "first-week-care-england-2018"),
    )
    yield in_england(
        id="change-care-applications-england",
        measure="change in care applications received by Cafcass (all ages)",
        period="2009/10 to 2015/16",
        inputs=("care-applications-england-2009-10", "care-applications-england-2015-16"),
    )
    for tail, measure in (
        ("under21", "under 21 when first a mother"),
        ("mental-health", "mental health issue recorded in pregnancy"),
        ("substance", "substance use issue recorded in pregnancy"),
        ("smoking", "smoking during pregnancy"),
    ):
        yield gap(
            id=f"difference-mothers-wales-{tail}",
            measure=f"{measure}: mothers of infants in care proceedings minus comparison mothers",
            geography="Wales",
            period="2015 to 2018",
            inputs=(f"mothers-wales-{tail}", f"mothers-wales-{tail}-comparison"),
            note="Comparison mothers were matched on age and deprivation.",
        )
