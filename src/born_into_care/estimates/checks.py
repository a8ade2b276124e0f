"""Refuse a number that no count, share or level can be, and say what to type."""

import math

from born_into_care.errors import PackError
from born_into_care.text import capital


def check_number(name: str, number: float) -> float:
    """Return a finite number; the error calls it by its name ("the number of live births")."""
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
    """Return a whole number of zero or more; a float is taken if it is whole."""
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
    """Return a whole number above zero."""
    value = check_count(name, number)
    if value == 0:
        raise PackError(
            f"{capital(name)} is zero, so there is nothing to divide by. "
            "Check the row, or use NoInterval() to say why no interval is shown."
        )
    return value


def check_part_of(successes: float, n: float) -> tuple[int, int]:
    """Return a count and the number that it is out of."""
    part = check_count("the number that the share counts", successes)
    whole = check_denominator("the number in all", n)
    if part > whole:
        raise PackError(
            f"{part} out of {whole} is more than all of them. The first number counts some of the "
            "babies in the second: check that the two are in the right order."
        )
    return part, whole


def check_level(level: float) -> float:
    """Return a confidence level above 0 and below 1."""
    value = check_number("the confidence level", level)
    if not 0 < value < 1:
        raise PackError(
            f"The confidence level must be between 0 and 1. You gave {level}. "
            "Write 0.95 for a 95% interval."
        )
    return value


def format_level(level: float) -> str:
    """Return a level as it is printed: "99.8%" for 0.998."""
    return f"{level * 100:.10g}%"
