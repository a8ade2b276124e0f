"""Refusals of numbers that no count, share or level can be, said in words."""

import math

from born_into_care.errors import PackError
from born_into_care.text import capital


def check_number(name: str, number: float) -> float:
    """Return a finite number, or say what is wrong with it.

    Parameters:
        name: what the number is, as the error calls it ("the number of live births").
        number: the number that was given.

    Raises:
        PackError: if it is not a number, is missing, or is infinite.

    Example:
        >>> check_number("the share", 0.5)
        0.5
    """
    try:
        value = float(number)
    except (TypeError, ValueError):
        raise PackError(
            f"{capital(name)} must be a number. You gave {number!r}. Write it in digits, without "
            "words, commas or quotes, such as 2914 or 0.95."
        ) from None
    if not math.isfinite(value):
        raise PackError(
            f"{capital(name)} must be a number. You gave {number!r}, which stands for a missing "
            "or endless one. Leave out rows without a number, or use NoInterval() to say why "
            "none is shown."
        )
    return value


def check_count(name: str, number: float) -> int:
    """Return a whole number of zero or more, or say what is wrong with it.

    Parameters:
        name: what is counted, as the error calls it ("the number of babies").
        number: the number that was given; a float is taken if it is whole.

    Raises:
        PackError: if it is missing, negative, or not whole.

    Example:
        >>> check_count("the number of babies", 145.0)
        145
    """
    value = check_number(name, number)
    if value < 0:
        raise PackError(
            f"{capital(name)} cannot be below zero. You gave {number}. Write a count as a whole "
            "number of zero or more; for a fall, give both counts to change_in_counts()."
        )
    if value != int(value):
        raise PackError(
            f"{capital(name)} must be a whole number. You gave {number}. "
            "Give the count itself, not a rate or an average."
        )
    return int(value)


def check_denominator(name: str, number: float) -> int:
    """Return a whole number above zero, or say what is wrong with it.

    Parameters:
        name: what is counted, as the error calls it ("the number of live births").
        number: the number that was given.

    Raises:
        PackError: if it is missing, zero, negative, or not whole.

    Example:
        >>> check_denominator("the number of live births", 35_238)
        35238
    """
    value = check_count(name, number)
    if value == 0:
        raise PackError(
            f"{capital(name)} is zero, so there is nothing to divide by. "
            "Check the row, or use NoInterval() to say why no interval is shown."
        )
    return value


def check_base(per: float) -> float:
    """Return the base of a rate, or say what is wrong with it.

    Parameters:
        per: the base that was given: 10,000 for a rate per 10,000 live births.

    Raises:
        PackError: if it is not a number above zero.

    Example:
        >>> check_base(10_000)
        10000.0
    """
    base = check_number("the base of the rate", per)
    if base <= 0:
        raise PackError(
            f"The base of the rate must be above zero. You gave {per}. "
            "Write 10_000 for a rate per 10,000 live births."
        )
    return base


def check_part_of(successes: float, n: float) -> tuple[int, int]:
    """Return a count and the number that it is out of, or say what is wrong with them.

    Parameters:
        successes: how many babies the share counts.
        n: how many babies there are in all.

    Raises:
        PackError: if either is impossible, or if the part is larger than the whole.

    Example:
        >>> check_part_of(15, 148)
        (15, 148)
    """
    part = check_count("the number that the share counts", successes)
    whole = check_denominator("the number in all", n)
    if part > whole:
        raise PackError(
            f"{part} out of {whole} is more than all of them. The first number counts some of the "
            "babies in the second: check that the two are in the right order."
        )
    return part, whole


def check_level(level: float) -> float:
    """Return a confidence level between 0 and 1, or say what is wrong with it.

    Raises:
        PackError: if it is not above 0 and below 1.

    Example:
        >>> check_level(0.95)
        0.95
    """
    value = check_number("the confidence level", level)
    if not 0 < value < 1:
        raise PackError(
            f"The confidence level must be between 0 and 1. You gave {level}. "
            "Write 0.95 for a 95% interval."
        )
    return value


def format_level(level: float) -> str:
    """Return a level as it is printed: 0.95 becomes "95%", 0.998 becomes "99.8%".

    Example:
        >>> format_level(0.998)
        '99.8%'
    """
    return f"{level * 100:.10g}%"
