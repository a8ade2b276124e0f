"""Reading a number as people write it: "47.7 per 10,000", "one in six", "41 %", "a fifth"."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Literal

from born_into_care.errors import PackError

Direction = Literal["up", "down"]

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_NUMBER_WORDS = {word: number for number, word in enumerate(_ONES.split())} | {
    word: 10 * number for number, word in enumerate(_TENS.split(), start=2)
}
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000}
_FRACTIONS = {
    word: number
    for number, word in enumerate(
        ["half", "third", "quarter", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"],
        start=2,
    )
} | {"halve": 2, "hundredth": 100, "thousandth": 1_000}

_UP = re.compile(r"\b(up|rise|rose|risen|increased?|more|higher|grew|growth)\b")
_DOWN = re.compile(r"\b(down|fall|fell|fallen|decreased?|less|fewer|lower|dropped|drop|minus)\b")
_VAGUE = re.compile(r"\b(about|around|roughly|nearly|almost|approximately|approx|circa|ca|c)\b\.?")
_NOUNS = (
    r"(?:newborn |live |newborns? )?(?:babies|baby|newborns?|births?|mothers?|hearings?|cases?|"
    r"infants?|parents?|days?|hours?|regions?|areas?|families|of them)"
)
# Digits, their thousands set apart by commas, thin spaces or spaces; decimals by a point.
_DIGITS = r"(?:\d{1,3}(?:[, ]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
_MIXED = re.compile(rf"({_DIGITS})(?: (hundred|thousand|million))?")
_ONE_IN = re.compile(rf"(.+?)(?: {_NOUNS})? (?:in|out of) (?:every )?(.+)")
_SLASH = re.compile(rf"({_DIGITS}) ?/ ?({_DIGITS})")
_FRACTION = re.compile(r"(?:(\w+(?: \w+)?) )?([a-z]+?)s?")
_OF_ALL = re.compile(r" of (?:them|all|the .*|babies|births)$")
_PER = re.compile(r"(.+?) (?:per|for each|for every|to every) (?!cent)(.+)")
_PER_CENT = re.compile(
    r"(.+?) ?(?:%|per ?cent\b|percent\b|pct\b|percentage(?= points?)|(?=p\.?p\.?$|points?$))"
    r"\s*(points?|p\.?p\.?)?(?: of.*)?"
)
_TIMES = re.compile(r"(?:times )?(.+?)(?: ?x| times| fold)?(?: as (?:many|high|much))?")

# More digits than a number of anything here has are a key that was held down.
_LARGEST = 1e15


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

    @property
    def signed(self) -> float:
        """The number, below zero where its writer said that it falls."""
        return -self.number if self.direction == "down" else self.number

    @property
    def text(self) -> str:
        """The reading in plain words, to be said back to its writer."""
        number, unit = self.number, ""
        if self.times:
            unit = " times"
        elif self.points:
            unit = " percentage points"
        elif self.per == 1:
            number, unit = round(number * 100, 2), " per cent"
        elif self.per is not None:
            unit = " per cent" if self.per == 100 else f" per {format_number(self.per)}"
        return f"{f'{self.direction} ' if self.direction else ''}{format_number(number)}{unit}"


def read_number(text: str | float) -> Reading:
    """Return the number that a person wrote, with what it is a share of.

    Parameters:
        text: digits or words, with or without a unit.

    Raises:
        PackError: if there is no number in it, or more than one reading.

    Example:
        >>> read_number("47.7 per 10,000")
        Reading(number=47.7, per=10000.0, direction=None, points=False, times=False)
        >>> read_number("one in six").share
        0.16666666666666666
    """
    if isinstance(text, bool) or not isinstance(text, str | int | float):
        raise _unreadable(repr(text))
    if not isinstance(text, str):
        if not math.isfinite(text):
            raise _unreadable(str(text))
        return Reading(abs(float(text)), direction="down" if text < 0 else None)
    if len(text) > 200:
        raise _unreadable(text[:40] + "…")
    direction, words = _split_direction(_tidy(text))
    reading = _read_form(words)
    if reading is None or reading.number > _LARGEST:
        raise _unreadable(text.strip())
    # Nothing is neither a rise nor a fall: "-0" is not said back as "down 0".
    turned = direction if reading.number else None
    return Reading(reading.number, reading.per, turned, reading.points, reading.times)


def form_asked(unit: str) -> str:
    """Return what to write where a number is asked for in a unit.

    Example:
        >>> form_asked("share"), form_asked("per 10,000 live births")
        ('a share, such as one in ten or 10%', 'a rate per 10,000 live births')
    """
    if unit.startswith("share"):
        return "a share, such as one in ten or 10%"
    if unit.startswith("per cent"):
        return f"a number in {unit}"
    return f"a rate {unit}" if unit.startswith("per ") else f"a number of {unit}"


def unit_per(unit: str) -> float | None:
    """Return what a unit is a share of.

    Example:
        >>> unit_per("per 10,000 live births"), unit_per("percentage points"), unit_per("babies")
        (10000.0, 100.0, None)
    """
    if unit.startswith(("per cent", "percentage points")):
        return 100.0
    if unit.startswith("share"):
        return 1.0
    match = re.match(r"per ([\d,]+)", unit)
    return float(match[1].replace(",", "")) if match else None


def in_unit(reading: Reading, unit: str, value: float) -> float:
    """Return a guess in the unit of what is guessed.

    Parameters:
        value: the figure itself, or 1 where it is not to matter.

    Raises:
        PackError: if the guess is of another kind, such as a share where babies are counted.

    Example:
        >>> in_unit(read_number("one in five"), "per cent", 1)
        20.0
    """
    per = unit_per(unit)
    if reading.times and unit != "times":
        raise PackError(f"Write your guess as {form_asked(unit)}.")
    if per is None and reading.per is not None:
        raise PackError(f"Write your guess as {form_asked(unit)}, not as a share.")
    if per is not None and reading.share is not None:
        return reading.share * per * (-1 if reading.direction == "down" else 1)
    # "41" for a share that others give as "one in six": nobody guesses forty-one babies of one.
    if per == 1 and value <= 1 and reading.signed > 1:
        return reading.signed / 100
    return reading.signed


def format_number(number: float) -> str:
    """Return a number as it stands in a sentence, with four decimals at most.

    Example:
        >>> format_number(2914), format_number(-0.25)
        ('2,914', '−0.25')
    """
    return f"{number:,.4f}".rstrip("0").rstrip(".").replace("-", "−")


def _unreadable(asked: str) -> PackError:
    empty = not asked.strip("'")
    shown = "There is nothing here yet. " if empty else f"{asked!r} could not be read as a number. "
    return PackError(
        f"{shown}Type one number, such as 12, 1,234, 12%, 12.3 per 10,000 or one in twelve."
    )


def _tidy(text: str) -> str:
    """Return small letters, plain spaces and signs, without words that only soften a number."""
    words = re.sub("[\u00a0\u2009\u202f\u2007\t\n\r]", " ", text.casefold().strip())
    words = re.sub("[\u2212\u2013]", "-", words).replace("×", " times ")
    words = _VAGUE.sub(" ", re.sub(r"[~≈≃]", "", words))
    # A decimal comma ("47,7") can't be a thousands comma, which is followed by three digits.
    words = re.sub(r"(?<![\d,])(\d+),(\d{1,2})(?!\d|,)", r"\1.\2", words)
    words = re.sub(r"(?<=[a-z])-(?=[a-z])", " ", words)
    return re.sub(r"\s+", " ", words).strip(" !?;:\"'“”‘’").rstrip(".")


def _split_direction(words: str) -> tuple[Direction | None, str]:
    down, up = bool(_DOWN.search(words)), bool(_UP.search(words))
    if sign := re.match(r"([+-])\s*(?=[\d.])", words):
        down, up = down or sign[1] == "-", up or sign[1] == "+"
        words = words[sign.end() :]
    words = _DOWN.sub(" ", _UP.sub(" ", words))
    words = re.sub(r"\b(by|of an?|it|they|was|is|a(?= [\d.]))\b", " ", words)
    words = re.sub(r"^(?:an? )?of ", "", re.sub(r"\s+", " ", words).strip())
    return None if down == up else "down" if down else "up", words


def _read_form(words: str) -> Reading | None:
    """Return the reading of tidied words by the first form that fits; None where none does."""
    if (match := _ONE_IN.fullmatch(words)) and (share := _divide(match[1], match[2])) is not None:
        return Reading(share, per=1.0)
    if (match := _SLASH.fullmatch(words)) and (bottom := _value(match[2])):
        # "47.7/10,000" is a rate over a round number; "1/6" is a share.
        if bottom >= 100 and math.log10(bottom).is_integer():
            return Reading(_value(match[1]) or 0.0, per=bottom)
        return Reading((_value(match[1]) or 0.0) / bottom, per=1.0)
    if (match := _FRACTION.fullmatch(_OF_ALL.sub("", words))) and match[2] in _FRACTIONS:
        top = 1.0 if match[1] in (None, "a") else _value(match[1])
        if top is not None:
            return Reading(top / _FRACTIONS[match[2]], per=1.0)
    bare = _without_noun(words)
    if (match := _PER.fullmatch(words)) and (bottom := _value(_without_noun(match[2]))):
        top = _value(_without_noun(match[1]))
        if top is not None:
            return Reading(top, per=bottom)
    if (match := _PER_CENT.fullmatch(bare)) and (number := _value(match[1])) is not None:
        return Reading(number, per=100.0, points=match[2] is not None)
    if re.search(r"times|fold|x$", words) and (match := _TIMES.fullmatch(words)):
        number = _value(match[1])
        if number is not None:
            return Reading(number, times=True)
    number = _value(bare)
    return None if number is None else Reading(number)


def _divide(top: str, bottom: str) -> float | None:
    above, below = _value(top), _value(_without_noun(bottom))
    return None if above is None or not below else above / below


def _without_noun(words: str) -> str:
    return re.sub(rf"\s*\b{_NOUNS}$", "", words).strip()


def _value(words: str) -> float | None:
    """Return a number in digits or in words; None where anything else stands beside it."""
    if match := _MIXED.fullmatch(words.strip()):
        return float(re.sub("[, ]", "", match[1])) * _SCALES.get(match[2], 1)
    total = current = 0.0
    seen = False
    for word in words.split():
        if word == "and" and seen:
            continue
        if word == "a" and not seen:
            current = 1.0
            continue
        if word in _NUMBER_WORDS:
            current += _NUMBER_WORDS[word]
        elif word == "hundred":
            current = (current or 1) * 100
        elif word in _SCALES:
            total += (current or 1) * _SCALES[word]
            current = 0
        else:
            return None
        seen = True
    return total + current if seen else None
