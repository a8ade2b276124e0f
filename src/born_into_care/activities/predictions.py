"""Comparing a guess with what is published."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from born_into_care.activities.answers import Reading, form_asked, read_number
from born_into_care.activities.questions import unit_per
from born_into_care.activities.references import RichText, plain, resolve
from born_into_care.errors import PackError

if TYPE_CHECKING:
    from born_into_care.evidence import Derived, Figure

Kind = Literal["exact", "close", "higher", "lower", "fits", "outside"]

BELOW_ZERO = "No figure of this kind lies below 0."

_PARTS = (
    (0.1, "a tenth"),
    (0.2, "a fifth"),
    (0.25, "a quarter"),
    (1 / 3, "a third"),
    (0.4, "two fifths"),
    (0.5, "half"),
    (0.6, "three fifths"),
    (2 / 3, "two thirds"),
    (0.75, "three quarters"),
    (0.8, "four fifths"),
    (0.9, "nine tenths"),
)


@dataclass(frozen=True)
class Comparison:
    """A guess beside what is published.

    Attributes:
        kind: exact, close (within a twentieth), higher or lower; for a bound, fits or outside.
        guess: the guess, in the unit of the figure.
        published: the published number, or the bound; in the unit of the figure.
        sentence: what to say, kindly and exactly, with the figure linked.
    """

    kind: Kind
    guess: float
    published: float
    sentence: RichText

    def __repr__(self) -> str:
        """The sentence."""
        return self.sentence.plain


def compare_prediction(guess: str | float, published: str | Figure | Derived) -> Comparison:
    """Give what there is to say about a guess.

    Parameters:
        guess: the guess as it was typed, or a number in the figure's unit.
        published: a figure or a derived figure, or the id of one.

    Raises:
        PackError: if the guess cannot be read as a number of the figure's kind, or there is no
            such figure.

    Example:
        >>> print(compare_prediction("40", "incidence-england-2012-13").sentence.plain[-46:])
        Your guess was higher, by about a tenth of it.
        >>> compare_prediction("a fifth", "same-day-england-wales-2019-20").kind
        'higher'
    """
    row = _row(published)
    kind = "derived" if row.id.startswith("derived-") else "figure"
    bound = _bound(row.value_text)
    value = row.value if bound is None else bound
    unit = row.unit
    if value is None:
        share = read_number(row.value_text).share
        if share is None:
            raise PackError(f"{row.id!r} holds no number that a guess could be set beside.")
        value, unit = share, "share"
    number = in_unit(read_number(guess), unit, value)
    if number < 0 and not may_be_below_zero(row):
        raise PackError(f"{BELOW_ZERO} Write your guess as {form_asked(unit)}.")
    lead = f"You expected {_in_words(number, unit)}. "
    told = resolve(f"{{{kind}:{row.id}|unit}}") + plain(f" ({row.geography}, {row.period}). ")
    if bound is not None:
        fits = number > value and not math.isclose(number, value)
        if math.isclose(number, value):
            verdict = "Your guess is the limit that it names: the figure is more than that."
        else:
            verdict = "Your guess fits that." if fits else "Your guess lies below that."
        sentence = plain(f"{lead}The source says only ") + told + plain(verdict)
        return Comparison("fits" if fits else "outside", number, value, sentence)
    outcome, verdict = _verdict(number, value, unit)
    source = "Our own sum gives " if kind == "derived" else "The published figure is "
    return Comparison(outcome, number, value, plain(lead + source) + told + plain(verdict))


def may_be_below_zero(row: Figure | Derived) -> bool:
    """Give whether a guess at a figure may be a fall: whether it is a change, not a count or share.

    Example:
        >>> from born_into_care.evidence import derivation
        >>> may_be_below_zero(derivation("derived-change-births-england"))
        True
    """
    change = row.measure.startswith(("change in", "difference in", "part of the difference"))
    gap = "compared with" in row.measure or " minus " in row.measure
    return change or gap or row.unit == "percentage points"


def _row(published: str | Figure | Derived) -> Figure | Derived:
    if not isinstance(published, str):
        return published
    from born_into_care.evidence import derivation, figure

    return derivation(published) if published.startswith("derived-") else figure(published)


def _bound(words: str) -> float | None:
    """The limit in "over half", "over 30" or "more than 60%"; None where it is no bound."""
    match = re.match(r"(?:over|more than|above) (.+)", words)
    if not match:
        return None
    reading = read_number(match.group(1))
    return reading.number / reading.per if reading.per == 1 else reading.number


def in_unit(reading: Reading, unit: str, value: float) -> float:
    """Give a guess in the unit of what is guessed.

    Parameters:
        reading: the guess as it was read.
        unit: the unit of the figure ("per cent").
        value: the figure itself, or 1 where it is not to matter.

    Raises:
        PackError: if the guess is of another kind, such as a share where babies are counted.

    Example:
        >>> in_unit(read_number("one in five"), "per cent", 1)
        20.0
    """
    per = unit_per(unit)
    number = signed(reading)
    if reading.times and unit != "times":
        raise PackError(f"Write your guess as {form_asked(unit)}.")
    if per is None:
        if reading.per is not None:
            raise PackError(f"Write your guess as {form_asked(unit)}, not as a share.")
        return number
    told = reading.out_of(per)
    if told is not None:
        return -told if reading.direction == "down" else told
    # "41" for a share that others give as "one in six": nobody guesses forty-one babies of one.
    if per == 1 and value <= 1 and number > 1:
        return number / 100
    return number


def signed(reading: Reading) -> float:
    """Give the number of a guess, below zero where its writer said that it falls.

    Example:
        >>> signed(read_number("it fell by 12"))
        -12.0
    """
    return -reading.number if reading.direction == "down" else reading.number


def direction_words(guess: float, value: float) -> str:
    """Give which way a guess lies from a figure; a page without Python says the same.

    Parameters:
        guess: the guess.
        value: what is published or derived; another number than the guess.

    Example:
        >>> direction_words(60, 47.7), direction_words(-5, -12.1), direction_words(200, -346)
        ('higher', 'a smaller fall', 'in the other direction')
    """
    if guess * value < 0:
        return "in the other direction"
    if guess < 0:
        # "Higher" for a fall of 5 beside one of 12 would leave a reader to work it out.
        return "a smaller fall" if guess > value else "a larger fall"
    return "higher" if guess > value else "lower"


def _verdict(guess: float, value: float, unit: str) -> tuple[Kind, str]:
    if math.isclose(guess, value, rel_tol=1e-9):
        return "exact", "That is what you expected."
    kind: Kind = "higher" if guess > value else "lower"
    word = direction_words(guess, value)
    if unit == "share" or unit.startswith(("per cent", "percentage points")):
        scale = 100 if unit == "share" else 1
        points = abs(guess - value) * scale
        shown = _apart(points)
        if guess * value < 0:
            return kind, f"Your guess was {word}, {shown} away."
        if points <= 2:
            return "close", f"Your guess was close: {word}, by {shown}."
        return kind, f"Your guess was {word}, by {shown}."
    if value == 0 or guess * value < 0 or (guess == 0 and value < 0):
        return kind, f"Your guess was {word}."
    # The two are on one side of zero: what is compared is how far from zero they are.
    size, published = abs(guess), abs(value)
    apart = abs(size - published) / published
    if apart <= 0.05:
        return "close", f"Your guess was close: {word}, and within a twentieth."
    if size / published >= 1.95:
        times = size / published
        shown = (
            "twice"
            if times < 2.25
            else f"{said(round(times, 1) if times < 10 else round(times))} times"
        )
        return kind, f"Your guess was {word}: about {shown} as much."
    if apart > 0.95:
        far = word.replace("lower", "far lower").replace("smaller", "far smaller")
        return kind, f"Your guess was {far}: under a twentieth of it."
    nearest = min(_PARTS, key=lambda part: abs(part[0] - apart))
    return kind, f"Your guess was {word}, by about {nearest[1]} of it."


def _apart(points: float) -> str:
    """How far a guess lies away, as it is said: "by 0" is no distance that a reader could see."""
    shown = round(points, 1) if points < 10 else round(points)
    if not shown:
        return "less than 0.1 percentage points"
    return f"{said(shown)} percentage {'point' if shown == 1 else 'points'}"


def _in_words(number: float, unit: str) -> str:
    if unit == "share":
        return f"{said(round(number * 100, 1))} per cent"
    return f"{said(number)} per cent" if unit == "per cent" else said(number)


def said(number: float) -> str:
    """Give a number as it stands in a sentence, with four decimals at most.

    Example:
        >>> said(2914), said(-0.25)
        ('2,914', '−0.25')
    """
    shown = f"{number:,.4f}".rstrip("0").rstrip(".")
    return shown.replace("-", "−")
