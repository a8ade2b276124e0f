"""Incidence and change in each nation and in both: how much, and what the change goes with."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from born_into_care.evidence.areas import NATIONS, REGIONS, area_slug
from born_into_care.evidence.sums.sum import (
    BOTH,
    COUNTS,
    EIGHT_YEARS,
    INCIDENCE,
    PER_BIRTHS,
    TWO_COUNTS,
    Sum,
    change,
    difference,
    rate,
)


def incidences() -> Iterator[Sum]:
    """Give the incidence that each count gives over its births."""
    calendar = "Uses the births of the calendar year in which the financial year starts."
    fits = "{newborns-wales-2019-20-nfjo}"
    for area, years, count, tail, more in (
        ("England", "2012-13", "newborns-england-2012-13", "", ""),
        ("England", "2019-20", "newborns-england-2019-20", "", ""),
        ("Wales", "2012-13", "newborns-wales-2012-13", "", ""),
        (
            "Wales",
            "2019-20",
            TWO_COUNTS["203"],
            "-203",
            f" The count of {fits} gives the published incidence; {{newborns-wales-2019-20-rip}} "
            "does not.",
        ),
        (
            "Wales",
            "2019-20",
            TWO_COUNTS["241"],
            "-241",
            f" Far from the published {{incidence-wales-2019-20}}, which the count of {fits} "
            "gives.",
        ),
    ):
        place = area.casefold()
        yield rate(
            id=f"incidence-{place}-{years}{tail}",
            measure=INCIDENCE,
            geography=area,
            period=years.replace("-", "/"),
            inputs=(count, f"{place}-{years[:4]}"),
            decimals=2,
            agrees_with=f"incidence-{place}-{years}",
            note=f"{calendar}{more}",
        )


def changes() -> Iterator[Sum]:
    """Give how counts, incidence and births changed in each nation."""
    for count in COUNTS:
        yield change(
            id=f"change-newborns-{count.tail}",
            measure="change in newborns in care proceedings",
            geography=count.area,
            period=EIGHT_YEARS,
            inputs=(count.before, count.after),
            agrees_with=f"change-newborns-{count.area.casefold()}",
            note=count.note,
        )
        yield difference(
            id=f"difference-newborns-{count.tail}",
            measure="difference in newborns in care proceedings",
            unit="babies",
            geography=count.area,
            period=EIGHT_YEARS,
            inputs=(count.before, count.after),
            decimals=0,
            note=count.note,
        )
        yield Sum(
            id=f"difference-incidence-{count.tail}",
            measure=f"difference in the {INCIDENCE}",
            unit=PER_BIRTHS,
            geography=count.area,
            period=EIGHT_YEARS,
            inputs=count.with_births,
            formula=lambda n0, b0, n1, b1: (n1 / b1 - n0 / b0) * 10_000,
            written="({2} / {3} - {0} / {1}) × 10,000",
            note=count.note,
        )
        yield Sum(
            id=f"change-incidence-{count.tail}",
            measure=f"change in the {INCIDENCE}",
            unit="per cent",
            geography=count.area,
            period=EIGHT_YEARS,
            inputs=count.with_births,
            formula=lambda n0, b0, n1, b1: ((n1 / b1) / (n0 / b0) - 1) * 100,
            written="(({2} / {3}) / ({0} / {1}) - 1) × 100",
            note=count.note,
        )
    for place in ("England", "North East"):
        tail = place.casefold().replace(" ", "-")
        yield change(
            id=f"change-incidence-{tail}-published",
            measure=f"change in the {INCIDENCE}, from the published incidences",
            geography=place,
            period=EIGHT_YEARS,
            inputs=(f"incidence-{tail}-2012-13", f"incidence-{tail}-2019-20"),
            note="The first incidence is rounded to a whole number, so the decimal means little: "
            "say it with both ends of what rounding allows.",
        )
    # No count is held for a region of England before 2014.
    for areas, first in (((*NATIONS, BOTH), 2012), (REGIONS, 2014)):
        for area in areas:
            slug = area_slug(area)
            yield change(
                id=f"change-births-{slug}",
                measure="change in live births",
                geography=area,
                period=f"{first} to 2019",
                inputs=(f"{slug}-{first}", f"{slug}-2019"),
                note="Includes births to mothers who usually lived in neither nation."
                if area == BOTH
                else "",
            )
    yield change(
        id="change-births-england-wales-2020",
        measure="change in live births",
        geography=BOTH,
        period="2019 to 2020",
        inputs=("births-england-wales-2019", "births-england-wales-2020"),
        agrees_with="births-change-england-wales-2020",
    )
    for year in ("2012", "2019"):
        yield Sum(
            id=f"births-elsewhere-{year}",
            measure="live births in England and Wales to mothers who usually lived elsewhere",
            unit="live births",
            geography=BOTH,
            period=year,
            inputs=(f"england-and-wales-{year}", f"england-{year}", f"wales-{year}"),
            formula=lambda both, england, wales: both - england - wales,
            written="{0} - {1} - {2}",
            decimals=0,
            note="What is left of the official total once both nations are taken away.",
        )


def both_nations() -> Iterator[Sum]:
    """Give England and Wales added up: newborns and their incidence."""
    for tail, wales in (
        ("2012-13", "newborns-wales-2012-13"),
        ("2019-20-203", TWO_COUNTS["203"]),
        ("2019-20-241", TWO_COUNTS["241"]),
    ):
        years = tail[:7]
        counts = (f"newborns-england-{years}", wales)
        yield Sum(
            id=f"newborns-england-wales-{tail}",
            measure="newborns in care proceedings",
            unit="babies",
            geography=BOTH,
            period=years.replace("-", "/"),
            inputs=counts,
            formula=lambda in_england, in_wales: in_england + in_wales,
            written="{0} + {1}",
            decimals=0,
        )
        yield Sum(
            id=f"incidence-england-wales-{tail}",
            measure=INCIDENCE,
            unit=PER_BIRTHS,
            geography=BOTH,
            period=years.replace("-", "/"),
            inputs=(*counts, f"england-{years[:4]}", f"wales-{years[:4]}"),
            formula=lambda e, w, b_e, b_w: (e + w) / (b_e + b_w) * 10_000,
            written="({0} + {1}) / ({2} + {3}) × 10,000",
            note="Births to mothers who usually lived in neither nation are left out.",
        )


def splits() -> Iterator[Sum]:
    """Give a change in a count, split into fewer births and a higher incidence (Kitagawa 1955)."""
    note = (
        "Kitagawa's split: the change in births at the mean of the two incidences, and the change "
        "in incidence at the mean of the two numbers of births. The two parts add up to the change "
        "in babies. It is bookkeeping: it names no cause."
    )
    part = partial(Sum, unit="babies", period=EIGHT_YEARS, decimals=0, note=note)
    for count in COUNTS:
        yield part(
            id=f"change-from-births-{count.tail}",
            measure="part of the difference in newborns that goes with the change in births",
            geography=count.area,
            inputs=count.with_births,
            formula=lambda n0, b0, n1, b1: (b1 - b0) * (n0 / b0 + n1 / b1) / 2,
            written="({3} - {1}) × ({0} / {1} + {2} / {3}) / 2",
        )
        yield part(
            id=f"change-from-incidence-{count.tail}",
            measure="part of the difference in newborns that goes with the change in incidence",
            geography=count.area,
            inputs=count.with_births,
            formula=lambda n0, b0, n1, b1: (n1 / b1 - n0 / b0) * (b0 + b1) / 2,
            written="({2} / {3} - {0} / {1}) × ({1} + {3}) / 2",
        )
