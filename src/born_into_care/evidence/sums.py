"""The sums that the pack makes on published figures: what goes into each, and how it is worked out.

`derive` works them out. A digit that a note says is the name of its row in curly brackets, so that
a corrected figure reaches the note too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

PER_BIRTHS = "per 10,000 live births"
POINTS = "percentage points"
INCIDENCE = "incidence of newborns in care proceedings"
BOTH = "England and Wales"
EIGHT_YEARS = "2012/13 to 2019/20"
TWO_COUNTS = {
    "203": "newborns-wales-2019-20-nfjo",
    "241": "newborns-wales-2019-20-rip",
}
"""The two counts that accounts give for Wales in 2019/20: a sum that uses one is made with both."""


@dataclass(frozen=True, kw_only=True)
class Sum:
    """One sum: what it is of, what goes in, and how it is worked out.

    Attributes:
        id: the id of its row, without the "derived-" in front.
        measure: what it gives.
        unit: the unit of the result.
        geography: where.
        period: when.
        inputs: ids of figures, or of counts of births ("england-2012").
        formula: the result from the inputs' values, in their order; it must rise or fall steadily
            in each input, so that the extremes lie at the ends of their rounding.
        written: the same sum in digits, with {0}, {1} in place of the inputs' values.
        decimals: how many decimals the result is given with; -1 is the nearest ten.
        suffix: how the result was rounded, where that needs saying.
        rounding_shown: whether the interval that the inputs' rounding gives is shown.
        about: whether the result is only approximate, and its text says "about".
        agrees_with: the published figure that the result is held against.
        note: what its reader must know; {0} is an input and {england-2012} a row's value.
    """

    id: str
    measure: str
    unit: str
    geography: str
    period: str
    inputs: tuple[str, ...]
    formula: Callable[..., float]
    written: str
    decimals: int = 1
    suffix: str = ""
    rounding_shown: bool = True
    about: bool = False
    agrees_with: str = ""
    note: str = ""


# What many sums have in common.
_change = partial(
    Sum,
    unit="per cent",
    formula=lambda first, last: (last / first - 1) * 100,
    written="({1} / {0} - 1) × 100",
)
_difference = partial(Sum, formula=lambda first, last: last - first, written="{1} - {0}")
_gap = partial(Sum, unit=POINTS, formula=lambda one, other: one - other, written="{0} - {1}")
_rate = partial(
    Sum,
    unit=PER_BIRTHS,
    formula=lambda babies, births: babies / births * 10_000,
    written="{0} / {1} × 10,000",
)
_approximate = partial(
    Sum,
    unit="babies",
    formula=lambda incidence, births: incidence * births / 10_000,
    written="{0} × {1} / 10,000",
    rounding_shown=False,
    about=True,
)


@dataclass(frozen=True)
class _Count:
    """A nation's two counts of newborns, as the sums on a change use them."""

    area: str
    tail: str
    before: str
    after: str

    @property
    def births(self) -> tuple[str, str]:
        return f"{self.area.casefold()}-2012", f"{self.area.casefold()}-2019"

    @property
    def with_births(self) -> tuple[str, ...]:
        return self.before, self.births[0], self.after, self.births[1]

    @property
    def note(self) -> str:
        if self.area != "Wales":
            return ""
        return (
            "Wales has few newborns in care proceedings in any year: look at its interval before "
            "speaking of a change."
        )


_COUNTS = (
    _Count("England", "england", "newborns-england-2012-13", "newborns-england-2019-20"),
    *(
        _Count("Wales", f"wales-{said}", "newborns-wales-2012-13", name)
        for said, name in TWO_COUNTS.items()
    ),
)


def all_sums() -> Iterator[Sum]:
    """Give every sum, in the order of the rows of `data/derived.csv`.

    Example:
        >>> next(all_sums()).id
        'incidence-england-2012-13'
    """
    yield from _incidences()
    yield from _changes()
    yield from _both_nations()
    yield from _splits()
    yield from _north_east_and_london()
    yield from _implied()
    yield from _notice()
    yield from _other_measures()


def _incidences() -> Iterator[Sum]:
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
        yield _rate(
            id=f"incidence-{place}-{years}{tail}",
            measure=INCIDENCE,
            geography=area,
            period=years.replace("-", "/"),
            inputs=(count, f"{place}-{years[:4]}"),
            decimals=2,
            agrees_with=f"incidence-{place}-{years}",
            note=f"{calendar}{more}",
        )


def _changes() -> Iterator[Sum]:
    for count in _COUNTS:
        yield _change(
            id=f"change-newborns-{count.tail}",
            measure="change in newborns in care proceedings",
            geography=count.area,
            period=EIGHT_YEARS,
            inputs=(count.before, count.after),
            agrees_with=f"change-newborns-{count.area.casefold()}",
            note=count.note,
        )
        yield _difference(
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
        yield _change(
            id=f"change-incidence-{tail}-published",
            measure=f"change in the {INCIDENCE}, from the published incidences",
            geography=place,
            period=EIGHT_YEARS,
            inputs=(f"incidence-{tail}-2012-13", f"incidence-{tail}-2019-20"),
            note="The first incidence is rounded to a whole number, so the decimal means little: "
            "say it with both ends of what rounding allows.",
        )
    for place in ("England", "Wales"):
        yield _change(
            id=f"change-births-{place.casefold()}",
            measure="change in live births",
            geography=place,
            period="2012 to 2019",
            inputs=(f"{place.casefold()}-2012", f"{place.casefold()}-2019"),
        )
    yield _change(
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


def _both_nations() -> Iterator[Sum]:
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


def _splits() -> Iterator[Sum]:
    """A change in a count, split into fewer births and a higher incidence (Kitagawa 1955)."""
    note = (
        "Kitagawa's split: the change in births at the mean of the two incidences, and the change "
        "in incidence at the mean of the two numbers of births. The two parts add up to the change "
        "in babies. It is bookkeeping: it names no cause."
    )
    part = partial(Sum, unit="babies", period=EIGHT_YEARS, decimals=0, note=note)
    for count in _COUNTS:
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


def _north_east_and_london() -> Iterator[Sum]:
    north_east = ("incidence-north-east-2012-13", "incidence-north-east-2019-20")
    both_rounded = "{0} is rounded to a whole number, {1} to one decimal. One account gives both."
    yield _difference(
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
    yield _approximate(
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
    yield _approximate(
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


def _implied() -> Iterator[Sum]:
    """What a count and an incidence, as published together, say about the births behind them."""
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
    yield _approximate(
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


def _notice() -> Iterator[Sum]:
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
            note=f"Takes every newborn as the denominator of each nation's percentage. {undated}",
        )
    yield _gap(
        id="difference-short-notice-england-wales",
        measure="England's share of newborns heard at short notice minus that of Wales",
        geography=BOTH,
        period="2019/20",
        inputs=("short-notice-england-2019-20", "short-notice-wales-2019-20"),
    )
    yield _gap(
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
        note=f"Every case is either at short notice or not. {undated}",
    )


def _other_measures() -> Iterator[Sum]:
    """Changes in neighbouring measures, each within one definition."""
    share = partial(
        _difference, unit=POINTS, decimals=0, note="Both are rounded to whole per cent."
    )
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
    in_england = partial(_change, geography="England")
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
        yield _gap(
            id=f"difference-mothers-wales-{tail}",
            measure=f"{measure}: mothers of infants in care proceedings minus comparison mothers",
            geography="Wales",
            period="2015 to 2018",
            inputs=(f"mothers-wales-{tail}", f"mothers-wales-{tail}-comparison"),
            note="Comparison mothers were matched on age and deprivation.",
        )
