"""The North East and London, and what a published count and incidence say about the births."""

from __future__ import annotations

from collections.abc import Iterator

from born_into_care.evidence.sums.sum import (
    EIGHT_YEARS,
    INCIDENCE,
    PER_BIRTHS,
    TWO_COUNTS,
    Sum,
    approximate,
    difference,
)


def north_east_and_london() -> Iterator[Sum]:
    """Give the two regions' changes and ratios, and the numbers for their intervals."""
    north_east = ("incidence-north-east-2012-13", "incidence-north-east-2019-20")
    both_rounded = "{0} is rounded to a whole number, {1} to one decimal. One account gives both."
    yield difference(
        id="difference-incidence-north-east",
        measure=f"difference in the {INCIDENCE}",
        unit=PER_BIRTHS,
        geography="North East",
        period=EIGHT_YEARS,
        inputs=north_east,
        note=both_rounded,
    )
    yield Sum(
        id="ratio-incidence-north-east",
        measure=f"{INCIDENCE} in 2019/20 as a multiple of 2012/13",
        unit="times",
        geography="North East",
        period=EIGHT_YEARS,
        inputs=north_east,
        formula=lambda first, last: last / first,
        written="{1} / {0}",
        note=both_rounded,
    )
    yield Sum(
        id="ratio-incidence-north-east-london",
        measure=f"{INCIDENCE} in the North East as a multiple of London's",
        unit="times",
        geography="North East and London",
        period="2019/20",
        inputs=("incidence-north-east-2019-20", "incidence-london-2019-20"),
        formula=lambda north, london: north / london,
        written="{0} / {1}",
    )
    yield approximate(
        id="denominator-london-2019-20",
        measure="approximate number of newborns in care proceedings, for intervals only",
        geography="London",
        period="2019/20",
        inputs=("incidence-london-2019-20", "london-2019"),
        decimals=-1,
        suffix="rounded to the nearest 10",
        note="An approximate denominator for the interval of London's {same-day-london-2019-20} "
        "per cent. No source gives a count for London: do not quote this as one.",
    )
    yield approximate(
        id="denominator-north-east-2019-20",
        measure="approximate number of newborns in care proceedings, for intervals only",
        geography="North East",
        period="2019/20",
        inputs=("incidence-north-east-2019-20", "north-east-2019"),
        decimals=-2,
        suffix="rounded to the nearest 100",
        note="An approximate denominator for the interval of the North East's "
        "{same-day-north-east-2019-20} per cent. No source gives a count for the North East: do "
        "not quote this as one. It is rounded more coarsely than London's because the published "
        "{0} does not come out of {1} births: 209 babies give {derived-check-north-east-209} and "
        "210 give {derived-check-north-east-210}, so the account's births or its count are not "
        "those held here.",
    )
    for babies in (209, 210):
        yield Sum(
            id=f"check-north-east-{babies}",
            measure=f"incidence that {babies} babies would give",
            unit=PER_BIRTHS,
            geography="North East",
            period="2019/20",
            inputs=("north-east-2019",),
            formula=lambda births, babies=babies: babies / births * 10_000,
            written=f"{babies} / {{0}} × 10,000",
            agrees_with="incidence-north-east-2019-20",
            note="A check, not a count: no whole number of babies over these births gives the "
            "published {incidence-north-east-2019-20}.",
        )


def implied() -> Iterator[Sum]:
    """Give the births that a count and an incidence, as published together, imply."""
    inside = "inside the interval."
    for area, years, count, tail, place in (
        ("England", "2012-13", "newborns-england-2012-13", "", inside),
        ("England", "2019-20", "newborns-england-2019-20", "", inside),
        ("Wales", "2012-13", "newborns-wales-2012-13", "", inside),
        ("Wales", "2019-20", TWO_COUNTS["203"], "-203", inside),
        (
            "Wales",
            "2019-20",
            TWO_COUNTS["241"],
            "-241",
            "far below the interval: {0} and {1} do not belong together.",
        ),
    ):
        nation, year = area.casefold(), years[:4]
        yield Sum(
            id=f"implied-births-{nation}-{years}{tail}",
            measure="live births that the published count and incidence imply",
            unit="live births",
            geography=area,
            period=years.replace("-", "/"),
            inputs=(count, f"incidence-{nation}-{years}"),
            formula=lambda babies, rate: babies / rate * 10_000,
            written="{0} / {1} × 10,000",
            decimals=0,
            note=f"The official count for {year} is {{{nation}-{year}}}, {place}",
        )
    yield approximate(
        id="implied-newborns-wales-2018",
        measure="newborns in care proceedings that the published incidence implies",
        geography="Wales",
        period="2018",
        inputs=("incidence-wales-2018", "wales-2018"),
        decimals=-1,
        suffix="rounded to the nearest 10",
        note="A calendar year, from another report. It does not show where the "
        "{newborns-wales-2019-20-rip} for 2019/20 comes from, which is not known.",
    )
    for area in ("England", "Wales", "North East", "London"):
        tail = f"{area.casefold().replace(' ', '-')}-2019-20"
        yield Sum(
            id=f"one-in-{tail}",
            measure="live births for each newborn in care proceedings",
            unit="live births",
            geography=area,
            period="2019/20",
            inputs=(f"incidence-{tail}",),
            formula=lambda rate: 10_000 / rate,
            written="10,000 / {0}",
            decimals=0,
            note="The same incidence, said as one baby in so many.",
        )
