"""One sum, the kinds of sum that there are many of, and the counts that many are made with."""

from __future__ import annotations

from collections.abc import Callable
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
change = partial(
    Sum,
    unit="per cent",
    formula=lambda first, last: (last / first - 1) * 100,
    written="({1} / {0} - 1) × 100",
)
difference = partial(Sum, formula=lambda first, last: last - first, written="{1} - {0}")
gap = partial(Sum, unit=POINTS, formula=lambda one, other: one - other, written="{0} - {1}")
rate = partial(
    Sum,
    unit=PER_BIRTHS,
    formula=lambda babies, births: babies / births * 10_000,
    written="{0} / {1} × 10,000",
)
approximate = partial(
    Sum,
    unit="babies",
    formula=lambda incidence, births: incidence * births / 10_000,
    written="{0} × {1} / 10,000",
    rounding_shown=False,
    about=True,
)


@dataclass(frozen=True)
class Count:
    """A nation's two counts of newborns, as the sums on a change use them."""

    area: str
    tail: str
    before: str
    after: str

    @property
    def births(self) -> tuple[str, str]:
        """The ids of the births of both years."""
        return f"{self.area.casefold()}-2012", f"{self.area.casefold()}-2019"

    @property
    def with_births(self) -> tuple[str, ...]:
        """The ids of both counts, each with its births."""
        return self.before, self.births[0], self.after, self.births[1]

    @property
    def note(self) -> str:
        """What a reader of its changes must know."""
        if self.area != "Wales":
            return ""
        return (
            "Wales has few newborns in care proceedings in any year: look at its interval before "
            "speaking of a change."
        )


COUNTS = (
    Count("England", "england", "newborns-england-2012-13", "newborns-england-2019-20"),
    *(
        Count("Wales", f"wales-{said}", "newborns-wales-2012-13", name)
        for said, name in TWO_COUNTS.items()
    ),
)
