"""Reading a number as people write it: "47.7 per 10,000", "one in six", "41 %", "a fifth"."""

import re
from dataclasses import dataclass
from typing import Literal

from born_into_care.errors import PackError

Direction = Literal["up", "down"]

_TO_TWENTY = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen twenty"
)
_PARTS = "half third quarter fifth sixth seventh eighth ninth tenth"
_WORDS = {word: number for number, word in enumerate(_TO_TWENTY.split())}
_WORDS |= {"a": 1, "thirty": 30, "forty": 40, "fifty": 50, "hundred": 100, "thousand": 1000}
_FRACTIONS = {word: number for number, word in enumerate(_PARTS.split(), start=2)}
# Thousands are set apart by commas or spaces, decimals by a point.
_NUMBER = rf"(\d{{1,3}}(?:[, ]\d{{3}})+(?:\.\d+)?|\d*\.?\d+|{'|'.join(_WORDS)})"
_NOUN = (
    r"(?: (?:live |newborn )?(?:babies|baby|newborns?|births?|mothers?|hearings?|applications|"
    r"infants?))?"
)
_SOFTENING = re.compile(r"\b(?:about|around|roughly|nearly|almost|circa|ca|by|a(?= \d))\b\.?|[~≈]")
_UP = re.compile(r"^\+|\b(?:up|rose|rise|more|higher|increase)\b")
_DOWN = re.compile(r"^-|\b(?:down|fell|fall|less|fewer|lower|decrease|minus)\b")
_RATIO = re.compile(rf"{_NUMBER}{_NOUN} ?(in|out of|/|per|for every) ?(?:every )?{_NUMBER}{_NOUN}")
_FRACTION = re.compile(rf"(?:{_NUMBER} )?({'|'.join(_FRACTIONS)})s?(?: of [a-z ]+)?")
_PLAIN = re.compile(
    rf"{_NUMBER}(?: ?(%|per ?cent|(?:percentage )?points?|pp))?(?: of [a-z ]+|{_NOUN})"
)


@dataclass(frozen=True)
class NumberRead:
    """A number as it was understood.

    Attributes:
        number: the size of the number as written; never negative.
        per: what it is a share of: 100 for per cent, 10,000 for "per 10,000", 1 for "one in six".
            None where the writer named nothing.
        direction: what the writer said by a sign or in words.
    """

    number: float
    per: float | None = None
    direction: Direction | None = None
    points: bool = False

    @property
    def text(self) -> str:
        """The reading in plain words, to be said back to its writer."""
        number = round(self.number * 100, 2) if self.per == 1 else round(self.number, 4)
        unit = ""
        if self.points:
            unit = " percentage points"
        elif self.per in (1, 100):
            unit = " per cent"
        elif self.per:
            unit = f" per {self.per:,.15g}"
        direction = f"{self.direction} " if self.direction else ""
        return f"{direction}{number:,.15g}{unit}"


def read_number(text: object) -> NumberRead:
    """Return the number that a person wrote, in digits or words, with what it is a share of.

    Raises:
        PackError: if there is no number in it, or more than one reading.

    Example:
        >>> read_number("47.7 per 10,000")
        NumberRead(number=47.7, per=10000.0, direction=None, points=False)
        >>> read_number("one in six").text
        '16.67 per cent'
    """
    typed = str(text).strip()
    words = _tidy(typed)
    down, up = bool(_DOWN.search(words)), bool(_UP.search(words))
    number, per, points = _read_form(" ".join(_UP.sub(" ", _DOWN.sub(" ", words)).split()))
    # More digits than a number of anything here has are a key that was held down.
    if number is None or number > 1e15 or len(typed) > 200:
        shown = f"{typed[:40]!r} could not be read as a number. "
        raise PackError(
            f"{shown if typed else 'There is nothing here yet. '}"
            "Type one number, such as 12, 1,234, 12%, 12.3 per 10,000 or one in twelve."
        )
    # Nothing is neither a rise nor a fall: "-0" is not said back as "down 0".
    direction: Direction | None = None
    if number and up != down:
        direction = "up" if up else "down"
    return NumberRead(number, per, direction, points)


def _tidy(text: str) -> str:
    """Return small letters, plain spaces and signs, without words that only soften a number."""
    words = re.sub("[\u2212\u2013]", "-", text.casefold())
    words = _SOFTENING.sub(" ", re.sub(r"(?<=[a-z])-(?=[a-z])|\s+", " ", words))
    return " ".join(words.split()).strip(" !?;:\"'“”‘’").rstrip(".")


def _read_form(words: str) -> tuple[float | None, float | None, bool]:
    """Return number, what it is a share of, and whether in points; no number if no form fits."""
    if (match := _RATIO.fullmatch(words)) and (bottom := _value(match[3])):
        if match[2] in ("per", "for every"):
            return _value(match[1]), bottom, False
        return _value(match[1]) / bottom, 1.0, False
    if match := _FRACTION.fullmatch(words):
        return _value(match[1] or "one") / _FRACTIONS[match[2]], 1.0, False
    if match := _PLAIN.fullmatch(words):
        unit = match[2] or ""
        return _value(match[1]), 100.0 if unit else None, "point" in unit or unit == "pp"
    return None, None, False


def _value(words: str) -> float:
    return float(_WORDS[words] if words in _WORDS else re.sub("[, ]", "", words))


def form_asked(unit: str) -> str:
    """Return what to write where a number is asked for in a unit ("a number of babies")."""
    if unit.startswith("per cent"):
        return f"a number in {unit}"
    return f"a rate {unit}" if unit.startswith("per ") else f"a number of {unit}"


def unit_per(unit: str) -> float | None:
    """Return what a unit is a share of; None for a count.

    Example:
        >>> unit_per("per 10,000 live births"), unit_per("percentage points"), unit_per("babies")
        (10000.0, 100.0, None)
    """
    if unit.startswith(("per cent", "percentage points")):
        return 100.0
    match = re.match(r"per ([\d,]+)", unit)
    return _value(match[1]) if match else None
