"""How much of a change in a count belongs to births, and how much to incidence."""

from dataclasses import dataclass
from fractions import Fraction

from born_into_care.estimates.checks import check_count, check_denominator


@dataclass(frozen=True)
class Decomposition:
    """A change in a count, in two parts that add up to it.

    Attributes:
        change: the change in babies, the later count minus the earlier.
        from_births: the part, in babies, that the change in live births accounts for.
        from_incidence: the part, in babies, that the change in incidence accounts for.
        method: the method in words, as it is printed on a chart.
    """

    change: int
    from_births: float
    from_incidence: float
    method: str = "Kitagawa decomposition"


def decompose(count0: int, births0: int, count1: int, births1: int) -> Decomposition:
    """Return the parts of a change in a count that births and incidence account for.

    The births part is the change in births at the mean of the two incidences; the incidence part
    is the change in incidence at the mean of the two numbers of births. It is arithmetic: it says
    nothing about why either of them changed.

    Source of the method: Kitagawa 1955 (Journal of the American Statistical Association 50, 1168
    to 1194).

    Example:
        >>> england = decompose(2425, 694_241, 2914, 610_505)
        >>> england.change, round(england.from_births, 1), round(england.from_incidence, 1)
        (489, -346.1, 835.1)
    """
    earlier = check_count("the earlier count", count0)
    later = check_count("the later count", count1)
    births = (
        check_denominator("the earlier number of live births", births0),
        check_denominator("the later number of live births", births1),
    )
    # In fractions, so that the two parts add up before they are written as decimals.
    incidence = (Fraction(earlier, births[0]), Fraction(later, births[1]))
    from_births = (births[1] - births[0]) * (incidence[0] + incidence[1]) / 2
    from_incidence = (incidence[1] - incidence[0]) * (births[0] + births[1]) / 2
    return Decomposition(
        change=later - earlier,
        from_births=float(from_births),
        from_incidence=float(from_incidence),
    )
