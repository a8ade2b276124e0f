"""How much of a change in a count belongs to births, and how much to incidence."""

from dataclasses import dataclass
from fractions import Fraction

from born_into_care.estimates.checks import check_count, check_denominator


@dataclass(frozen=True)
class Decomposition:
    """A change in a number of babies, and the parts that births and incidence account for."""

    change: int
    from_births: float
    from_incidence: float
    method: str = "Kitagawa decomposition"


def decompose(count0: int, births0: int, count1: int, births1: int) -> Decomposition:
    """Return the parts of a change in a count that births and incidence account for.

    The change in births at the mean incidence, and the change in incidence at the mean births: it
    says nothing about why either of them changed.

    Source of the method: Kitagawa 1955 (Journal of the American Statistical Association 50).

    Example:
        >>> england = decompose(2425, 694_241, 2914, 610_505)
        >>> england.change, round(england.from_births, 1), round(england.from_incidence, 1)
        (489, -346.1, 835.1)
    """
    earlier = check_count("the earlier count", count0)
    later = check_count("the later count", count1)
    births0 = check_denominator("the earlier number of live births", births0)
    births1 = check_denominator("the later number of live births", births1)
    # In fractions, so that the two parts add up before they are written as decimals.
    incidence0, incidence1 = Fraction(earlier, births0), Fraction(later, births1)
    from_births = (births1 - births0) * (incidence0 + incidence1) / 2
    from_incidence = (incidence1 - incidence0) * (births0 + births1) / 2
    return Decomposition(later - earlier, float(from_births), float(from_incidence))
