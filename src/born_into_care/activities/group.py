"""A room full of guesses: taken apart, counted and summed up without names."""

from __future__ import annotations

import math
import re
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from born_into_care.activities.number_reading import format_number, in_unit, read_number, unit_per
from born_into_care.errors import PackError

# Digits with points and commas, and a per cent sign perhaps: what read_number then makes of it.
_BARE = r"[-+−–]?[.\d][.,\d]* ?%?"


@dataclass(frozen=True)
class GroupSummary:
    """The guesses of a room, without names.

    Attributes:
        numbers: the guesses that are counted, from the lowest; of a share, in per cent.
        bins: the distribution in equal steps: each step in words, and how many lie in it.
        sentence: what the guesses say, and how many of them were not counted.
    """

    numbers: tuple[float, ...]
    bins: tuple[tuple[str, int], ...]
    sentence: str


def summarise_group(guesses: str, *, unit: str = "", change: bool = False) -> GroupSummary:
    """Return the distribution of a room's guesses, without who guessed what.

    Guesses are taken apart at line ends, at semicolons, at commas beside a space, and at spaces
    between bare numbers: "10, 15" and "10 15" are two guesses, and "1,039", "30 %", "1 in 6" and
    "one in six" are one each. A comma without a space, as in "20,25", stands between two guesses
    where a share is asked for; elsewhere only where the whole is no single number to read_number,
    which takes "20,25" for 20.25 and can make nothing of "20,25,30".

    Parameters:
        guesses: what was typed. What stands before a colon is taken for a name and dropped.
        unit: the unit that guesses are counted in ("per cent"), so that "one in five" and "20%"
            are the same guess; empty to take numbers as they are. With a unit, what lies below 0
            is set aside, and of a share what lies above 100 per cent.
        change: whether a change is guessed, which may lie below 0 or above 100 per cent.

    Example:
        >>> print(summarise_group("30; 45; Ana: 60").sentence)
        3 guesses, from 30 to 60; half are 45 or below.
    """
    per = unit_per(unit)
    share = per in (1, 100)
    numbers: list[float] = []
    unread = outside = 0
    for text in filter(str.strip, _split_guesses(guesses, share=share)):
        try:
            reading = read_number(text)
            number = in_unit(reading, unit, 1) if unit else reading.signed
        except PackError:
            unread += 1
            continue
        number = round(number * 100, 10) if per == 1 else number
        if unit and not change and not 0 <= number <= (100 if share else math.inf):
            outside += 1
        else:
            numbers.append(number)
    more = "more " if numbers else ""
    sentences = []
    if numbers:
        low, middle, high = (
            format_number(round(number, 1))
            for number in (min(numbers), statistics.median(numbers), max(numbers))
        )
        guess = "guess" if len(numbers) == 1 else "guesses"
        sentences.append(
            f"{len(numbers)} {guess}, from {low} to {high}; half are {middle} or below."
        )
    elif outside:
        sentences.append("None of these can be counted.")
    else:
        sentences.append("None of these could be read as a number.")
    if outside:
        limits = "outside 0 to 100" if share else "below 0"
        sentences.append(f"{outside} {more}{'lies' if outside == 1 else 'lie'} {limits}.")
    if unread and (numbers or outside):
        sentences.append(f"{unread} {more}could not be read as a number.")
    if not numbers:
        sentences.append("Write one guess to a line, such as 48.")
    return GroupSummary(tuple(sorted(numbers)), _count_in_steps(numbers), " ".join(sentences))


def _split_guesses(text: str, *, share: bool) -> Iterator[str]:
    """Return the guesses in what a room typed, without names, by the rule of summarise_group."""
    for piece in re.split(r"[\n;]|,\s+|\s+,", text):
        words = piece.rpartition(":")[2].strip(" \t\r,")
        listed = re.fullmatch(rf"{_BARE}(?:[ \t]+{_BARE})+", words)
        for guess in re.split(r"(?<=[\d%])[ \t]+(?!%)", words) if listed else [words]:
            bare = re.fullmatch(rf"{_BARE}(?:,{_BARE})*", guess)
            if bare and (share or not _is_number(guess)):
                yield from re.split(r",(?!\d{3}(?!\d))", guess)
            else:
                yield guess


def _is_number(words: str) -> bool:
    try:
        read_number(words)
    except PackError:
        return False
    return True


def _count_in_steps(numbers: Sequence[float]) -> tuple[tuple[str, int], ...]:
    """Return about six equal steps of a round size, in words, and how many numbers lie in each."""
    if len(set(numbers)) < 2:
        return tuple((format_number(round(number, 1)), len(numbers)) for number in set(numbers))
    low, high = min(numbers), max(numbers)
    rough = (high - low) / 6
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(
        round(factor * power, 10)
        for factor in (1, 2, 5, 10)
        if factor * power >= rough * (1 - 1e-9)
    )
    start = math.floor(low / step) * step
    count = max(1, math.ceil((high - start) / step - 1e-9))
    edges = [round(start + step * place, 10) for place in range(count + 1)]
    # The last step includes its end.
    ends = [*edges[1:-1], math.inf]
    return tuple(
        (
            f"{format_number(edge)} to {'under ' if end < math.inf else ''}{format_number(above)}",
            sum(edge <= number < end for number in numbers),
        )
        for edge, above, end in zip(edges, edges[1:], ends, strict=False)
    )
