"""Reading a number as people write it: "47.7 per 10,000", "one in six", "41 %", "a fifth"."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Literal

from born_into_care.errors import PackError

Direction = Literal["up", "down"]

_SMALL = {
    word: number
    for number, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
_TENS = {
    word: 10 * number
    for number, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
}
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000}
_PARTS = {
    "half": 2,
    "halves": 2,
    "third": 3,
    "quarter": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
    "hundredth": 100,
    "thousandth": 1_000,
}
_UP = re.compile(r"\b(up|rise|rose|risen|increased?|more|higher|grew|growth)\b")
_DOWN = re.compile(r"\b(down|fall|fell|fallen|decreased?|less|fewer|lower|dropped|drop|minus)\b")
_VAGUE = re.compile(r"\b(about|around|roughly|nearly|almost|approximately|approx|circa|ca|c)\b\.?")

# More digits than a number of anything here has are a key that was held down.
_LARGEST = 1e15

# A number as digits: thousands by comma, thin space or space; decimals by point.
_DIGITS = r"(?:\d{1,3}(?:[, ]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"


@dataclass(frozen=True)
class Reading:
    """A number as it was understood.

    Attributes:
        number: the size of the number as written; never negative.
        per: what it is a share of: 100 for per cent, 10,000 for "per 10,000", 1 for "one in six".
            None where the writer named nothing.
        direction: whether the writer said up or down, by a sign or in words.
        points: whether the writer said percentage points.
        times: whether the writer said "times" ("1.2 times").
    """

    number: float
    per: float | None = None
    direction: Direction | None = None
    points: bool = False
    times: bool = False

    @property
    def share(self) -> float | None:
        """The number as a share of one, where the writer said of what."""
        return None if self.per is None else self.number / self.per

    def out_of(self, per: float) -> float | None:
        """The number counted out of so many, where the writer said of what; never negative.

        Example:
            >>> read_number("one in ten").out_of(100), read_number("10").out_of(100)
            (10.0, None)
        """
        return None if self.share is None else self.share * per

    @property
    def text(self) -> str:
        """The reading in plain words, to be said back to its writer."""
        shown = _plain(self.number)
        if self.times:
            shown += " times"
        elif self.points:
            shown += " percentage points"
        elif self.per == 100:
            shown += " per cent"
        elif self.per == 1:
            shown = f"{_plain(round(self.number * 100, 2))} per cent"
        elif self.per is not None:
            shown += f" per {_plain(self.per)}"
        return {"up": "up ", "down": "down ", None: ""}[self.direction] + shown


def read_number(text: str | float) -> Reading:
    """Give the number that a person wrote, with what it is a share of.

    Parameters:
        text: digits or words, with or without a unit.

    Raises:
        PackError: if there is no number in it, or more than one reading.

    Example:
        >>> read_number("47.7 per 10,000")
        Reading(number=47.7, per=10000.0, direction=None, points=False, times=False)
        >>> read_number("one in six").share
        0.16666666666666666
        >>> read_number("2,914 babies").number
        2914.0
    """
    if isinstance(text, bool) or not isinstance(text, str | int | float):
        raise _unreadable(repr(text))
    if not isinstance(text, str):
        if not math.isfinite(text):
            raise _unreadable(str(text))
        return Reading(abs(float(text)), direction="down" if text < 0 else None)
    if len(text) > 200:
        raise _unreadable(text[:40] + "…")
    words = _tidy(text)
    direction, words = _direction(words)
    reading = (
        _one_in(words)
        or _slash(words)
        or _part(words)
        or _per(words)
        or _per_cent(words)
        or _times(words)
        or _bare(words)
    )
    if reading is None or reading.number > _LARGEST:
        raise _unreadable(text.strip())
    # Nothing is neither a rise nor a fall: "-0" is not said back as "down 0".
    turned = direction if reading.number else None
    return Reading(reading.number, reading.per, turned, reading.points, reading.times)


def form_asked(unit: str) -> str:
    """Give what to write where a number is asked for in a unit.

    Example:
        >>> form_asked("share"), form_asked("per 10,000 live births")
        ('a share, such as one in ten or 10%', 'a rate per 10,000 live births')
    """
    if unit.startswith("share"):
        return "a share, such as one in ten or 10%"
    if unit.startswith("per cent"):
        return f"a number in {unit}"
    return f"a rate {unit}" if unit.startswith("per ") else f"a number of {unit}"


def _unreadable(asked: str) -> PackError:
    shown = "There is nothing here yet. "
    if asked.strip("'"):
        shown = f"{asked!r} could not be read as a number. "
    return PackError(
        f"{shown}Type one number, such as 12, 1,234, 12%, 12.3 per 10,000 or one in twelve."
    )


def _tidy(text: str) -> str:
    """Small letters, plain spaces and signs, without the words that only soften a number."""
    words = text.casefold().strip()
    for odd in "\u00a0\u2009\u202f\u2007\t\n\r":
        words = words.replace(odd, " ")
    words = words.replace("\u2212", "-").replace("\u2013", "-").replace("×", " times ")
    words = re.sub(r"[~≈≃]", "", words)
    words = _VAGUE.sub(" ", words)
    # A decimal comma ("47,7") can't be a thousands comma, which is followed by three digits.
    words = re.sub(r"(?<![\d,])(\d+),(\d{1,2})(?!\d|,)", r"\1.\2", words)
    words = re.sub(r"(?<=[a-z])-(?=[a-z])", " ", words)
    return re.sub(r"\s+", " ", words).strip(" !?;:\"'“”‘’").rstrip(".")


def _direction(words: str) -> tuple[Direction | None, str]:
    down = bool(_DOWN.search(words))
    up = bool(_UP.search(words))
    sign = re.match(r"^([+-])\s*(?=[\d.])", words)
    if sign:
        down = down or sign.group(1) == "-"
        up = up or sign.group(1) == "+"
        words = words[sign.end() :]
    for pattern in (_UP, _DOWN):
        words = pattern.sub(" ", words)
    words = re.sub(r"\b(by|of an?|it|they|was|is|a(?= [\d.]))\b", " ", words)
    words = re.sub(r"\s+", " ", words).strip()
    words = re.sub(r"^(?:an? )?of ", "", words)
    if down and up:
        return None, words
    return ("down" if down else "up" if up else None), words


def _value(words: str) -> float | None:
    """A number in digits or in words, and nothing else; None if it is neither."""
    words = words.strip()
    if re.fullmatch(_DIGITS, words):
        return float(words.replace(",", "").replace(" ", ""))
    mixed = re.fullmatch(rf"({_DIGITS}) (hundred|thousand|million)", words)
    if mixed:
        return float(mixed.group(1).replace(",", "").replace(" ", "")) * _SCALES[mixed.group(2)]
    return _spelled(words)


def _spelled(words: str) -> float | None:
    total = current = 0.0
    seen = False
    for word in words.split():
        if word == "and" and seen:
            continue
        if word in _SMALL:
            current += _SMALL[word]
        elif word in _TENS:
            current += _TENS[word]
        elif word == "a" and not seen:
            current = 1
            continue
        elif word == "hundred":
            current = (current or 1) * 100
        elif word in _SCALES:
            total += (current or 1) * _SCALES[word]
            current = 0
        else:
            return None
        seen = True
    return total + current if seen else None


_NOUNS = (
    r"(?:newborn |live |newborns? )?(?:babies|baby|newborns?|births?|mothers?|hearings?|cases?|"
    r"infants?|parents?|days?|hours?|regions?|areas?|families|of them)"
)


def _without_noun(words: str) -> str:
    return re.sub(rf"\s*\b{_NOUNS}$", "", words).strip()


def _one_in(words: str) -> Reading | None:
    match = re.fullmatch(rf"(.+?)(?: {_NOUNS})? (?:in|out of) (?:every )?(.+)", words)
    if not match:
        return None
    top, bottom = _value(match.group(1)), _value(_without_noun(match.group(2)))
    if top is None or not bottom:
        return None
    return Reading(top / bottom, per=1.0)


def _slash(words: str) -> Reading | None:
    match = re.fullmatch(rf"({_DIGITS}) ?/ ?({_DIGITS})", words)
    if not match:
        return None
    top, bottom = _value(match.group(1)), _value(match.group(2))
    if top is None or not bottom:
        return None
    # "47.7/10,000" is a rate over a round number; "1/6" is a share.
    if bottom >= 100 and math.log10(bottom).is_integer():
        return Reading(top, per=bottom)
    return Reading(top / bottom, per=1.0)


def _part(words: str) -> Reading | None:
    words = re.sub(r" of (?:them|all|the .*|babies|births)$", "", words)
    match = re.fullmatch(r"(?:(\w+(?: \w+)?) )?([a-z]+?)s?", words)
    if not match:
        return None
    count, part = match.groups()
    part = "half" if part in ("halve", "half") else part
    if part not in _PARTS:
        return None
    top = 1.0 if count in (None, "a") else _value(count)
    return None if top is None else Reading(top / _PARTS[part], per=1.0)


def _per(words: str) -> Reading | None:
    # "per 10,000", "in 10,000" is read by _one_in; "for each 10,000" is how it is said aloud.
    match = re.fullmatch(r"(.+?) (?:per|for each|for every|to every) (.+)", words)
    if not match or match.group(2).startswith("cent"):
        return None
    top, bottom = _value(_without_noun(match.group(1))), _value(_without_noun(match.group(2)))
    if top is None or not bottom:
        return None
    return Reading(top, per=bottom)


def _per_cent(words: str) -> Reading | None:
    match = re.fullmatch(
        r"(.+?) ?(?:%|per ?cent\b|percent\b|pct\b|percentage(?= points?)|(?=p\.?p\.?$|points?$))"
        r"\s*(points?|p\.?p\.?)?(?: of.*)?",
        _without_noun(words),
    )
    if not match:
        return None
    number = _value(match.group(1))
    if number is None:
        return None
    return Reading(number, per=100.0, points=match.group(2) is not None)


def _times(words: str) -> Reading | None:
    match = re.fullmatch(r"(?:times )?(.+?)(?: ?x| times| fold)?(?: as (?:many|high|much))?", words)
    if not match or not re.search(r"times|fold|x$", words):
        return None
    number = _value(match.group(1))
    return None if number is None else Reading(number, times=True)


def _bare(words: str) -> Reading | None:
    number = _value(_without_noun(words))
    return None if number is None else Reading(number)


def _plain(number: float) -> str:
    rounded = round(number, 4)
    return f"{rounded:,.0f}" if rounded == int(rounded) else f"{rounded:,}"
