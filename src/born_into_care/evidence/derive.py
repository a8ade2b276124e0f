"""Our own arithmetic on published figures, from which `data/derived.csv` is written.

Each sum names its inputs, so that nothing is typed in twice, and carries their rounding: where
an input is rounded, the result has the lowest and highest value that the rounding allows.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from born_into_care.evidence.lookup import births_by_id
from born_into_care.evidence.schema import DERIVED
from born_into_care.evidence.tables import figures
from born_into_care.evidence.values import as_figure

PER_BIRTHS = "per 10,000 live births"
POINTS = "percentage points"
SMALL_NUMBERS = (
    "Wales has few newborns in care proceedings in any year: look at its interval before speaking "
    "of a change."
)
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
        note: what its reader must know.
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


def derive() -> pd.DataFrame:
    """Give the table of derived figures, worked out anew.

    Returns:
        The columns of `data/derived.csv`, empty text where a row has nothing to say.

    Example:
        >>> table = derive().set_index("derived_id")
        >>> table.loc["derived-incidence-england-2019-20", "value"].item()
        47.73
    """
    held = _held()
    return pd.DataFrame([_row(one, held) for one in _sums()], columns=DERIVED.headings)


@dataclass(frozen=True)
class _Input:
    """What a row brings into a sum: its value, as it is written, and what its rounding allows."""

    value: float | None
    digits: str
    rounding: tuple[float, float] | None


def _held() -> dict[str, _Input]:
    """Every row that may go into a sum, by its id."""
    rows = [as_figure(row) for row in figures().to_dict("records")]
    return {
        **{one.id: _Input(one.value, one.value_text, one.rounding) for one in rows},
        **{
            name: _Input(float(count.live_births), f"{count.live_births:,}", None)
            for name, count in births_by_id().items()
        },
    }


def _row(one: Sum, held: Mapping[str, _Input]) -> dict[str, object]:
    inputs = [held[name] for name in one.inputs]
    exact = one.formula(*[_value(name, held) for name in one.inputs])
    low, high = _extremes(one, inputs) if one.rounding_shown else (None, None)
    value = round(exact, one.decimals)
    text = f"{value:,.{max(one.decimals, 0)}f}".replace("-", "−")
    return {
        "derived_id": f"derived-{one.id}",
        "measure": one.measure,
        "value": value,
        "value_text": f"about {text}" if one.about else text,
        "unit": one.unit,
        "geography": one.geography,
        "period": one.period,
        "arithmetic": one.written.format(*[each.digits for each in inputs])
        + (f", {one.suffix}" if one.suffix else ""),
        "inputs": ";".join(one.inputs),
        "low": None if low is None else round(low, one.decimals + 1),
        "high": None if high is None else round(high, one.decimals + 1),
        "agrees_with": one.agrees_with,
        "reproduces": _reproduces(exact, held[one.agrees_with]) if one.agrees_with else "",
        "note": one.note,
    }


def _value(name: str, held: Mapping[str, _Input]) -> float:
    value = held[name].value
    if value is None:
        raise ValueError(f"The figure {name} is given in words and cannot go into a sum.")
    return value


def _extremes(one: Sum, inputs: Sequence[_Input]) -> tuple[float | None, float | None]:
    """The result at every combination of the inputs' roundings: its lowest and highest."""
    if all(each.rounding is None for each in inputs):
        return None, None
    ends = [each.rounding or (each.value,) for each in inputs]
    results = [one.formula(*values) for values in itertools.product(*ends)]
    return min(results), max(results)


def _reproduces(result: float, published: _Input) -> str:
    if published.rounding is not None:
        low, high = published.rounding
        return "yes" if low <= result < high else "no"
    return "yes" if published.value == result else "no"


def _sums() -> Iterator[Sum]:
    yield from _incidences()
    yield from _changes()
    yield from _both_nations()
    yield from _splits()
    yield from _north_east_and_london()
    yield from _implied()
    yield from _notice()
    yield from _other_measures()


def _england_and(welsh: str) -> tuple[tuple[str, str], ...]:
    """The counts of both years in England, then those in Wales with one of its two counts."""
    return (
        ("newborns-england-2012-13", "newborns-england-2019-20"),
        ("newborns-wales-2012-13", TWO_COUNTS[welsh]),
    )


def _incidences() -> Iterator[Sum]:
    for place, area, period, tail, count, published in (
        ("england", "England", "2012/13", "", "newborns-england-2012-13", "2012-13"),
        ("england", "England", "2019/20", "", "newborns-england-2019-20", "2019-20"),
        ("wales", "Wales", "2012/13", "", "newborns-wales-2012-13", "2012-13"),
        ("wales", "Wales", "2019/20", "-203", TWO_COUNTS["203"], "2019-20"),
        ("wales", "Wales", "2019/20", "-241", TWO_COUNTS["241"], "2019-20"),
    ):
        note = "Uses the births of the calendar year in which the financial year starts."
        if tail == "-203":
            note += " The count of 203 gives the published incidence; 241 does not."
        elif tail == "-241":
            note += " Far from the published 68.3, which the count of 203 gives."
        yield Sum(
            id=f"incidence-{place}-{published}{tail}",
            measure="incidence of newborns in care proceedings",
            unit=PER_BIRTHS,
            geography=area,
            period=period,
            inputs=(count, f"{place}-{period[:4]}"),
            formula=lambda babies, births: babies / births * 10_000,
            written="{0} / {1} × 10,000",
            decimals=2,
            agrees_with=f"incidence-{place}-{published}",
            note=note,
        )


def _changes() -> Iterator[Sum]:
    england, wales_203 = _england_and("203")
    _, wales_241 = _england_and("241")
    for place, tail, (before, after), published in (
        ("England", "england", england, "change-newborns-england"),
        ("Wales", "wales-203", wales_203, "change-newborns-wales"),
        ("Wales", "wales-241", wales_241, "change-newborns-wales"),
    ):
        births = (f"{place.casefold()}-2012", f"{place.casefold()}-2019")
        small = SMALL_NUMBERS if place == "Wales" else ""
        period = "2012/13 to 2019/20"
        yield Sum(
            id=f"change-newborns-{tail}",
            measure="change in newborns in care proceedings",
            unit="per cent",
            geography=place,
            period=period,
            inputs=(before, after),
            formula=lambda first, last: (last / first - 1) * 100,
            written="({1} / {0} - 1) × 100",
            agrees_with=published,
            note=small,
        )
        yield Sum(
            id=f"difference-newborns-{tail}",
            measure="difference in newborns in care proceedings",
            unit="babies",
            geography=place,
            period=period,
            inputs=(before, after),
            formula=lambda first, last: last - first,
            written="{1} - {0}",
            decimals=0,
            note=small,
        )
        yield Sum(
            id=f"difference-incidence-{tail}",
            measure="difference in the incidence of newborns in care proceedings",
            unit=PER_BIRTHS,
            geography=place,
            period=period,
            inputs=(before, births[0], after, births[1]),
            formula=lambda n0, b0, n1, b1: (n1 / b1 - n0 / b0) * 10_000,
            written="({2} / {3} - {0} / {1}) × 10,000",
            note=small,
        )
        yield Sum(
            id=f"change-incidence-{tail}",
            measure="change in the incidence of newborns in care proceedings",
            unit="per cent",
            geography=place,
            period=period,
            inputs=(before, births[0], after, births[1]),
            formula=lambda n0, b0, n1, b1: ((n1 / b1) / (n0 / b0) - 1) * 100,
            written="(({2} / {3}) / ({0} / {1}) - 1) × 100",
            note=small,
        )
    for place in ("England", "North East"):
        tail = place.casefold().replace(" ", "-")
        yield Sum(
            id=f"change-incidence-{tail}-published",
            measure="change in the incidence of newborns in care proceedings, from the published "
            "incidences",
            unit="per cent",
            geography=place,
            period="2012/13 to 2019/20",
            inputs=(f"incidence-{tail}-2012-13", f"incidence-{tail}-2019-20"),
            formula=lambda first, last: (last / first - 1) * 100,
            written="({1} / {0} - 1) × 100",
            note="The first incidence is rounded to a whole number, so the decimal means little: "
            "say it with both ends of what rounding allows.",
        )
    for place in ("England", "Wales"):
        yield Sum(
            id=f"change-births-{place.casefold()}",
            measure="change in live births",
            unit="per cent",
            geography=place,
            period="2012 to 2019",
            inputs=(f"{place.casefold()}-2012", f"{place.casefold()}-2019"),
            formula=lambda first, last: (last / first - 1) * 100,
            written="({1} / {0} - 1) × 100",
        )
    yield Sum(
        id="change-births-england-wales-2020",
        measure="change in live births",
        unit="per cent",
        geography="England and Wales",
        period="2019 to 2020",
        inputs=("births-england-wales-2019", "births-england-wales-2020"),
        formula=lambda first, last: (last / first - 1) * 100,
        written="({1} / {0} - 1) × 100",
        agrees_with="births-change-england-wales-2020",
    )
    for year in ("2012", "2019"):
        yield Sum(
            id=f"births-elsewhere-{year}",
            measure="live births in England and Wales to mothers who usually lived elsewhere",
            unit="live births",
            geography="England and Wales",
            period=year,
            inputs=(f"england-and-wales-{year}", f"england-{year}", f"wales-{year}"),
            formula=lambda both, england, wales: both - england - wales,
            written="{0} - {1} - {2}",
            decimals=0,
            note="What is left of the official total once both nations are taken away.",
        )


def _both_nations() -> Iterator[Sum]:
    for period, tail, wales in (
        ("2012/13", "2012-13", "newborns-wales-2012-13"),
        ("2019/20", "2019-20-203", TWO_COUNTS["203"]),
        ("2019/20", "2019-20-241", TWO_COUNTS["241"]),
    ):
        england = f"newborns-england-{tail[:7]}"
        births = (f"england-{period[:4]}", f"wales-{period[:4]}")
        yield Sum(
            id=f"newborns-england-wales-{tail}",
            measure="newborns in care proceedings",
            unit="babies",
            geography="England and Wales",
            period=period,
            inputs=(england, wales),
            formula=lambda in_england, in_wales: in_england + in_wales,
            written="{0} + {1}",
            decimals=0,
        )
        yield Sum(
            id=f"incidence-england-wales-{tail}",
            measure="incidence of newborns in care proceedings",
            unit=PER_BIRTHS,
            geography="England and Wales",
            period=period,
            inputs=(england, wales, *births),
            formula=lambda e, w, b_e, b_w: (e + w) / (b_e + b_w) * 10_000,
            written="({0} + {1}) / ({2} + {3}) × 10,000",
            note="Births to mothers who usually lived in neither nation are left out.",
        )


def _splits() -> Iterator[Sum]:
    """A change in a count, split into fewer births and a higher incidence (Kitagawa 1955)."""
    england, wales_203 = _england_and("203")
    _, wales_241 = _england_and("241")
    note = (
        "Kitagawa's split: the change in births at the mean of the two incidences, and the change "
        "in incidence at the mean of the two numbers of births. The two parts add up to the change "
        "in babies. It is bookkeeping: it names no cause."
    )
    for place, tail, (before, after) in (
        ("England", "england", england),
        ("Wales", "wales-203", wales_203),
        ("Wales", "wales-241", wales_241),
    ):
        inputs = (before, f"{place.casefold()}-2012", after, f"{place.casefold()}-2019")
        yield Sum(
            id=f"change-from-births-{tail}",
            measure="part of the difference in newborns that goes with the change in births",
            unit="babies",
            geography=place,
            period="2012/13 to 2019/20",
            inputs=inputs,
            formula=lambda n0, b0, n1, b1: (b1 - b0) * (n0 / b0 + n1 / b1) / 2,
            written="({3} - {1}) × ({0} / {1} + {2} / {3}) / 2",
            decimals=0,
            note=note,
        )
        yield Sum(
            id=f"change-from-incidence-{tail}",
            measure="part of the difference in newborns that goes with the change in incidence",
            unit="babies",
            geography=place,
            period="2012/13 to 2019/20",
            inputs=inputs,
            formula=lambda n0, b0, n1, b1: (n1 / b1 - n0 / b0) * (b0 + b1) / 2,
            written="({2} / {3} - {0} / {1}) × ({1} + {3}) / 2",
            decimals=0,
            note=note,
        )


def _north_east_and_london() -> Iterator[Sum]:
    north_east = ("incidence-north-east-2012-13", "incidence-north-east-2019-20")
    yield Sum(
        id="difference-incidence-north-east",
        measure="difference in the incidence of newborns in care proceedings",
        unit=PER_BIRTHS,
        geography="North East",
        period="2012/13 to 2019/20",
        inputs=north_east,
        formula=lambda first, last: last - first,
        written="{1} - {0}",
        note="34 is rounded to a whole number, 81.3 to one decimal. One account gives both.",
    )
    yield Sum(
        id="ratio-incidence-north-east",
        measure="incidence of newborns in care proceedings in 2019/20 as a multiple of 2012/13",
        unit="times",
        geography="North East",
        period="2012/13 to 2019/20",
        inputs=north_east,
        formula=lambda first, last: last / first,
        written="{1} / {0}",
        note="34 is rounded to a whole number, 81.3 to one decimal. One account gives both.",
    )
    yield Sum(
        id="ratio-incidence-north-east-london",
        measure="incidence of newborns in care proceedings in the North East as a multiple of "
        "London's",
        unit="times",
        geography="North East and London",
        period="2019/20",
        inputs=("incidence-north-east-2019-20", "incidence-london-2019-20"),
        formula=lambda north, london: north / london,
        written="{0} / {1}",
    )
    yield Sum(
        id="denominator-london-2019-20",
        measure="approximate number of newborns in care proceedings, for intervals only",
        unit="babies",
        geography="London",
        period="2019/20",
        inputs=("incidence-london-2019-20", "london-2019"),
        formula=lambda incidence, births: incidence * births / 10_000,
        written="{0} × {1} / 10,000",
        decimals=-1,
        suffix="rounded to the nearest 10",
        rounding_shown=False,
        about=True,
        note="An approximate denominator for the interval of London's 9 per cent. No source gives "
        "a count for London: do not quote this as one.",
    )
    yield Sum(
        id="denominator-north-east-2019-20",
        measure="approximate number of newborns in care proceedings, for intervals only",
        unit="babies",
        geography="North East",
        period="2019/20",
        inputs=("incidence-north-east-2019-20", "north-east-2019"),
        formula=lambda incidence, births: incidence * births / 10_000,
        written="{0} × {1} / 10,000",
        decimals=-2,
        suffix="rounded to the nearest 100",
        rounding_shown=False,
        about=True,
        note="An approximate denominator for the interval of the North East's 41 per cent. No "
        "source gives a count for the North East: do not quote this as one. It is rounded more "
        "coarsely than London's because the published 81.3 does not come out of 25,742 births: "
        "209 babies give 81.2 and 210 give 81.6, so the account's births or its count are not "
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
            "published 81.3.",
        )


def _implied() -> Iterator[Sum]:
    """What a count and an incidence, as published together, say about the births behind them."""
    for tail, place, period, count, incidence, note in (
        (
            "england-2012-13",
            "England",
            "2012/13",
            "newborns-england-2012-13",
            "incidence-england-2012-13",
            "The official count for 2012 is 694,241, inside the interval.",
        ),
        (
            "england-2019-20",
            "England",
            "2019/20",
            "newborns-england-2019-20",
            "incidence-england-2019-20",
            "The official count for 2019 is 610,505, inside the interval.",
        ),
        (
            "wales-2012-13",
            "Wales",
            "2012/13",
            "newborns-wales-2012-13",
            "incidence-wales-2012-13",
            "The official count for 2012 is 35,238, inside the interval.",
        ),
        (
            "wales-2019-20-203",
            "Wales",
            "2019/20",
            TWO_COUNTS["203"],
            "incidence-wales-2019-20",
            "The official count for 2019 is 29,704, inside the interval.",
        ),
        (
            "wales-2019-20-241",
            "Wales",
            "2019/20",
            TWO_COUNTS["241"],
            "incidence-wales-2019-20",
            "The official count for 2019 is 29,704, far below the interval: 241 and 68.3 do not "
            "belong together.",
        ),
    ):
        yield Sum(
            id=f"implied-births-{tail}",
            measure="live births that the published count and incidence imply",
            unit="live births",
            geography=place,
            period=period,
            inputs=(count, incidence),
            formula=lambda babies, rate: babies / rate * 10_000,
            written="{0} / {1} × 10,000",
            decimals=0,
            note=note,
        )
    yield Sum(
        id="implied-newborns-wales-2018",
        measure="newborns in care proceedings that the published incidence implies",
        unit="babies",
        geography="Wales",
        period="2018",
        inputs=("incidence-wales-2018", "wales-2018"),
        formula=lambda rate, births: rate * births / 10_000,
        written="{0} × {1} / 10,000",
        decimals=-1,
        suffix="rounded to the nearest 10",
        rounding_shown=False,
        about=True,
        note="A calendar year, from another report. It does not show where the 241 for 2019/20 "
        "comes from, which is not known.",
    )
    for tail, place, period, incidence in (
        ("england-2019-20", "England", "2019/20", "incidence-england-2019-20"),
        ("wales-2019-20", "Wales", "2019/20", "incidence-wales-2019-20"),
        ("north-east-2019-20", "North East", "2019/20", "incidence-north-east-2019-20"),
        ("london-2019-20", "London", "2019/20", "incidence-london-2019-20"),
    ):
        yield Sum(
            id=f"one-in-{tail}",
            measure="live births for each newborn in care proceedings",
            unit="live births",
            geography=place,
            period=period,
            inputs=(incidence,),
            formula=lambda rate: 10_000 / rate,
            written="10,000 / {0}",
            decimals=0,
            note="The same incidence, said as one baby in so many.",
        )


def _notice() -> Iterator[Sum]:
    for tail, wales in TWO_COUNTS.items():
        yield Sum(
            id=f"short-notice-england-wales-2019-20-{tail}",
            measure="newborn cases heard at short notice",
            unit="per cent",
            geography="England and Wales",
            period="2019/20",
            inputs=(
                "short-notice-england-2019-20",
                "newborns-england-2019-20",
                "short-notice-wales-2019-20",
                wales,
            ),
            formula=lambda p_e, n_e, p_w, n_w: (p_e * n_e + p_w * n_w) / (n_e + n_w),
            written="({0} × {1} + {2} × {3}) / ({1} + {3})",
            note="Takes every newborn as the denominator of each nation's percentage. The sources "
            "do not say how newborns without a hearing date were treated.",
        )
    yield Sum(
        id="difference-short-notice-england-wales",
        measure="England's share of newborn cases heard at short notice minus that of Wales",
        unit=POINTS,
        geography="England and Wales",
        period="2019/20",
        inputs=("short-notice-england-2019-20", "short-notice-wales-2019-20"),
        formula=lambda england, wales: england - wales,
        written="{0} - {1}",
    )
    yield Sum(
        id="difference-same-day-north-east-london",
        measure="the North East's share of newborn cases heard on the day of issue minus London's",
        unit=POINTS,
        geography="North East and London",
        period="2019/20",
        inputs=("same-day-north-east-2019-20", "same-day-london-2019-20"),
        formula=lambda north, london: north - london,
        written="{0} - {1}",
        decimals=0,
        note="Both are rounded to whole per cent.",
    )
    yield Sum(
        id="ratio-same-day-north-east-london",
        measure="the North East's share of newborn cases heard on the day of issue as a multiple "
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
        measure="newborn cases heard with seven days of notice or more",
        unit="per cent",
        geography="England",
        period="2019/20",
        inputs=("short-notice-england-2019-20",),
        formula=lambda short: 100 - short,
        written="100 - {0}",
        note="Every case is either at short notice or not. The sources do not say how newborns "
        "without a hearing date were treated.",
    )


def _other_measures() -> Iterator[Sum]:
    """Changes in neighbouring measures, each within one definition."""
    for tail, measure, place, period, first, last in (
        (
            "england-2018-definition",
            "difference in newborns' share of infants in care proceedings (2018 definition)",
            "England",
            "2007/08 to 2016/17",
            "newborn-share-england-2007-08",
            "newborn-share-england-2016-17",
        ),
        (
            "wales",
            "difference in newborns' share of infants in care proceedings",
            "Wales",
            "2015 to 2018",
            "newborn-share-wales-2015",
            "newborn-share-wales-2018",
        ),
    ):
        yield Sum(
            id=f"difference-newborn-share-{tail}",
            measure=measure,
            unit=POINTS,
            geography=place,
            period=period,
            inputs=(first, last),
            formula=lambda before, after: after - before,
            written="{1} - {0}",
            decimals=0,
            note="Both are rounded to whole per cent.",
        )
    for tail, measure, place, period, first, last in (
        (
            "incidence-england-2018-definition",
            "change in the incidence of newborns in care proceedings (2018 definition)",
            "England",
            "2008 to 2016",
            "incidence-england-2008",
            "incidence-england-2016",
        ),
        (
            "newborns-england-2018-definition",
            "change in newborns in care proceedings (2018 definition)",
            "England",
            "2007/08 to 2016/17",
            "newborns-england-2007-08",
            "newborns-england-2016-17",
        ),
        (
            "first-week-care-england",
            "change in the incidence of babies looked after in the first week",
            "England",
            "2008 to 2018",
            "first-week-care-england-2008",
            "first-week-care-england-2018",
        ),
        (
            "care-applications-england",
            "change in care applications received by Cafcass (all ages)",
            "England",
            "2009/10 to 2015/16",
            "care-applications-england-2009-10",
            "care-applications-england-2015-16",
        ),
    ):
        yield Sum(
            id=f"change-{tail}",
            measure=measure,
            unit="per cent",
            geography=place,
            period=period,
            inputs=(first, last),
            formula=lambda before, after: (after / before - 1) * 100,
            written="({1} / {0} - 1) × 100",
        )
    for tail, measure in (
        ("under21", "under 21 when first a mother"),
        ("mental-health", "mental health issue recorded in pregnancy"),
        ("substance", "substance use issue recorded in pregnancy"),
        ("smoking", "smoking during pregnancy"),
    ):
        yield Sum(
            id=f"difference-mothers-wales-{tail}",
            measure=f"{measure}: mothers of infants in care proceedings minus comparison mothers",
            unit=POINTS,
            geography="Wales",
            period="2015 to 2018",
            inputs=(f"mothers-wales-{tail}", f"mothers-wales-{tail}-comparison"),
            formula=lambda mothers, comparison: mothers - comparison,
            written="{0} - {1}",
            note="Comparison mothers were matched on age and deprivation.",
        )
