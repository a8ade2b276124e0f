"""Numbers, areas and methods as a sentence, a label or a table cell writes them."""

import re
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from born_into_care import evidence
from born_into_care.estimates import Interval, NoInterval
from born_into_care.text import join_words


def format_number(number: float, decimals: int = 0) -> str:
    """Return a number with commas and a fixed number of decimals ("2,914", "−4.05")."""
    text = f"{number:,.{decimals}f}".replace("-", "−")
    # A small change that rounds to nothing has no direction.
    return text.lstrip("−") if not text.strip("−0.,") else text


def format_signed(number: float, decimals: int = 0) -> str:
    """Return a change with its sign, so that nobody takes it for a level ("+20.2", "−346")."""
    text = format_number(number, decimals)
    return f"+{text}" if number > 0 and text.strip("0.,") else text


def format_trimmed(number: float) -> str:
    """Return a number with as many decimals as it has, two at most ("48", "16.67")."""
    return format_number(number, 2).rstrip("0").rstrip(".")


def format_count(count: float, singular: str, plural: str) -> str:
    """Return a count with the noun that agrees with it ("1 baby", "2,914 babies")."""
    text = format_number(count)
    return f"{text} {singular if text == '1' else plural}"


def format_interval(interval: Interval | NoInterval, decimals: int = 1) -> str:
    """Return the limits of an interval for a table, or the reason why there are none.

    Example:
        >>> format_interval(NoInterval("the denominator was not published"))
        'No interval: the denominator was not published.'
    """
    if isinstance(interval, NoInterval):
        return str(interval)
    low, high = (format_number(end, decimals) for end in (interval.low, interval.high))
    return f"{low} to {high}"


def describe_count(number: int) -> str:
    """Return a number from 0 to 10 as a word ("no" for 0)."""
    words = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    return words[number]


def name_in_sentence(area: str) -> str:
    """Return an area's name as a sentence uses it ("the North East", "London")."""
    bare = ("London", "Yorkshire and The Humber")
    return f"the {area}" if area in evidence.REGIONS and area not in bare else area


def write_words(template: str, /, **facts: object) -> dict[str, Any]:
    """Return title, sentence, description and notes of a chart, as `Chart` takes them.

    Its template in `charts/templates/` has a section for each: that of the description holds what
    follows the sentence. Figures and derived figures it looks up itself.

    Example:
        >>> write_words("shares")["notes"][-1]
        'The magazine does not say that its two values are of England.'
    """
    text = render(f"{template}.txt", **facts)
    headings = ("# Title\n", "# Sentence\n", "# Description\n", "# Notes\n")
    title, sentence, rest, notes = re.split("|".join(headings), text)[1:]
    return {
        "title": _one_line(title),
        "sentence": _one_line(sentence),
        "description": _one_line(f"{sentence} {rest}"),
        "notes": tuple(dict.fromkeys(map(_one_line, re.split(r"^- ", notes, flags=re.M)[1:]))),
    }


def render(template: str, /, **facts: object) -> str:
    """Return a text of `charts/templates/`; in one of HTML, what is set in is escaped."""
    return _TEMPLATES.get_template(template).render(facts).strip()


def _one_line(text: str) -> str:
    return " ".join(text.split())


_TEMPLATES = Environment(
    loader=PackageLoader("born_into_care.charts"),
    autoescape=select_autoescape(["html"]),
    undefined=StrictUndefined,
    trim_blocks=True,
)
_TEMPLATES.globals |= {
    "figure": evidence.figure,
    "derivation": evidence.derivation,
    "newborn": "Newborn means under two weeks old when care proceedings were issued.",
    "newborn_2018": "In the 2018 report, newborn means under seven days old.",
}
_TEMPLATES.filters |= {
    "number": format_number,
    "interval": format_interval,
    "in_sentence": name_in_sentence,
    "count_word": describe_count,
    "join_words": join_words,
}
