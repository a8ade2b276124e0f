"""A room full of guesses: taken apart, counted and summed up without names."""

from __future__ import annotations

import math
import re
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from born_into_care.activities.answers import read_number
from born_into_care.activities.predictions import in_unit, said, signed
from born_into_care.activities.questions import unit_per
from born_into_care.errors import PackError

# Digits with points and commas, and a per cent sign perhaps: what read_number then makes of it.
_BARE = r"[-+−–]?[.\d][.,\d]* ?%?"
_BETWEEN_NUMBERS = re.compile(r"(?<=[\d%])[ \t]+(?!%)")
_BETWEEN_COMMAS = re.compile(r",(?!\d{3}(?!\d))")

_SUCH_AS = "Write one guess to a line, such as 48."


@dataclass(frozen=True)
class Bin:
    """How many guesses lie from `low` up to `high`; the last bin includes its `high`."""

    low: float
    high: float
    count: int


@dataclass(frozen=True)
class GroupSummary:
    """The guesses of a room, without names.

    Attributes:
        count: how many are counted.
        unread: how many could not be read as a number; what they said is not kept.
        low, median, high: the lowest, middle and highest guess; of a share, in per cent.
        bins: the distribution, in equal steps.
        outside: how many were set aside because no figure of the kind can be that low or high.
        limits: outside what they lie, in words.
    """

    count: int
    unread: int
    low: float
    median: float
    high: float
    bins: tuple[Bin, ...]
    outside: int = 0
    limits: str = ""

    @property
    def sentence(self) -> str:
        """What the guesses say, and how many of them were not counted."""
        lie = "lies" if self.outside == 1 else "lie"
        if not self.count and self.outside:
            text = f"None of these can be counted. {self.outside} {lie} {self.limits}."
            if self.unread:
                text += f" {self.unread} could not be read as a number."
            return f"{text} {_SUCH_AS}"
        if not self.count:
            return f"None of these could be read as a number. {_SUCH_AS}"
        word = "guess" if self.count == 1 else "guesses"
        text = f"{self.count} {word}, from {_short(self.low)} to {_short(self.high)}; "
        text += f"half are {_short(self.median)} or below."
        if self.outside:
            text += f" {self.outside} more {lie} {self.limits}."
        if self.unread:
            text += f" {self.unread} more could not be read as a number."
        return text


def summarise_group(
    guesses: str | Sequence[str | float],
    *,
    unit: str = "",
    change: bool = False,
    steps: int = 6,
) -> GroupSummary:
    """Give the distribution of a room's guesses, without who guessed what.

    A string is taken apart at line ends, at semicolons, at commas beside a space, and at spaces
    between bare numbers: "10, 15" and "10 15" are two guesses, and "1,039", "30 %", "1 in 6" and
    "one in six" are one each. A comma without a space, as in "20,25", stands between two guesses
    where a share is asked for; elsewhere only where the whole is no single number to read_number,
    which takes "20,25" for 20.25 and can make nothing of "20,25,30".

    Parameters:
        guesses: one string, or a list of guesses. What stands before a colon is taken for a name
            and dropped.
        unit: the unit that guesses are counted in ("per cent"), so that "one in five" and "20%"
            are the same guess; empty to take numbers as they are. With a unit, what lies below 0
            is set aside, and of a share what lies above 100 per cent.
        change: whether a change is guessed, which may lie below 0 or above 100 per cent.
        steps: about how many steps the distribution has.

    Returns:
        Numbers only: no text of any guess is kept.

    Example:
        >>> summarise_group("30; 45; Ana: 60").median
        45.0
        >>> print(summarise_group([30, 45, 60, 80]).sentence)
        4 guesses, from 30 to 80; half are 52.5 or below.
        >>> print(summarise_group("10, 15 %, one in five, 150", unit="per cent").sentence)
        3 guesses, from 10 to 20; half are 15 or below. 1 more lies outside 0 to 100.
    """
    per = unit_per(unit)
    share = per in (1, 100)
    bounded = bool(unit) and not change
    top = 100 if share else math.inf
    numbers: list[float] = []
    unread = outside = 0
    written = (
        _guesses(guesses, share=share)
        if isinstance(guesses, str)
        else (_nameless(str(one)) for one in guesses)
    )
    for text in filter(str.strip, written):
        try:
            reading = read_number(text)
            number = in_unit(reading, unit, 1) if unit else signed(reading)
        except PackError:
            unread += 1
            continue
        number = round(number * 100, 10) if per == 1 else number
        if bounded and not 0 <= number <= top:
            outside += 1
        else:
            numbers.append(number)
    limits = "outside 0 to 100" if share else "below 0"
    if not numbers:
        return GroupSummary(0, unread, math.nan, math.nan, math.nan, (), outside, limits)
    return GroupSummary(
        len(numbers),
        unread,
        min(numbers),
        statistics.median(numbers),
        max(numbers),
        _bins(numbers, steps),
        outside,
        limits,
    )


def bin_words(one: Bin, *, last: bool) -> str:
    """Give a bin as it is read aloud.

    Example:
        >>> bin_words(Bin(20, 40, 3), last=False)
        '20 to under 40'
    """
    if one.low == one.high:
        return _short(one.low)
    return f"{said(one.low)} to {'' if last else 'under '}{said(one.high)}"


def _guesses(text: str, *, share: bool) -> Iterator[str]:
    """The guesses in what a room typed, without names; summarise_group says by which rule."""
    for piece in re.split(r"[\n;]|,\s+|\s+,", text):
        words = _nameless(piece).strip(" \t\r,")
        listed = re.fullmatch(rf"{_BARE}(?:[ \t]+{_BARE})+", words)
        for one in _BETWEEN_NUMBERS.split(words) if listed else [words]:
            bare = re.fullmatch(rf"{_BARE}(?:,{_BARE})*", one)
            if bare and (share or not _reads(one)):
                yield from _BETWEEN_COMMAS.split(one)
            else:
                yield one


def _nameless(text: str) -> str:
    return text.rpartition(":")[2]


def _reads(words: str) -> bool:
    try:
        read_number(words)
    except PackError:
        return False
    return True


def _short(number: float) -> str:
    return said(round(number, 1))


def _bins(numbers: Sequence[float], steps: int) -> tuple[Bin, ...]:
    low, high = min(numbers), max(numbers)
    if low == high:
        return (Bin(low, high, len(numbers)),)
    step = _round_step((high - low) / steps)
    start = math.floor(low / step) * step
    count = max(1, math.ceil((high - start) / step - 1e-9))
    edges = [round(start + step * place, 10) for place in range(count + 1)]
    made = []
    for place in range(count):
        last = place == count - 1
        inside = sum(
            edges[place] <= number < edges[place + 1] or (last and number == edges[-1])
            for number in numbers
        )
        made.append(Bin(edges[place], edges[place + 1], inside))
    return tuple(made)


def _round_step(rough: float) -> float:
    """A step of 1, 2, 5 or 10 times a power of ten, none smaller than asked for."""
    power = 10.0 ** math.floor(math.log10(rough))
    return next(
        round(factor * power, 10)
        for factor in (1, 2, 5, 10)
        if factor * power >= rough * (1 - 1e-9)
    )
