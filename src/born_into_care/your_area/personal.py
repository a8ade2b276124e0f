"""Which columns of a table name or point to a person.

A column that is recognised here is never shown, written or proposed for a count. The only one
that is used at all is the date of birth, to work out an age, after which it is forgotten.
Recognition errs on the side of caution: whatever is not used is dropped in any case.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from born_into_care.your_area.raw import Column, is_blank
from born_into_care.your_area.roles import best_role, normal

_LOOKED_AT = 400
"""So many distinct texts of a column are looked at."""
_MOST = 0.5

_BY_HEADING: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("a date of birth", re.compile(r"\b(dob|d o b|date of birth|birth ?date|born( on)?|date "
    r"geni)\b")),
    (
        "a case or record number",
        re.compile(
            r"\b(case|court|application|file|record|child|client|person|family|reference|hospital"
            r"|mosaic|liquidlogic|carefirst|system)?\s?(no|number|num|id|ref|reference|identifier)$"
            r"|\b(nhs|upn|ssd|ni|nino|urn|uprn|guid|uuid|mpi|ccms)\b|^(case|file|id)$"
        ),
    ),
    ("a postcode", re.compile(r"\bpost ?codes?\b|\bpcd\b|\bzip\b")),
    ("an address", re.compile(r"\baddress\b|\bstreet\b|\bhouse\b|\bflat\b|\blsoa\b|\beasting\b"
    r"|\bnorthing\b")),
    ("contact details", re.compile(r"\be ?mail\b|\bphone\b|\btelephone\b|\bmobile\b|\btel\b")),
    (
        "a name",
        re.compile(
            r"\b(fore ?name|surname|first name|last name|family name|given name|full name|maiden"
            r"|middle name|initials|nick ?name|known as|aka)\b|^name$"
            r"|\b(child|baby|babys|childs|mother|mothers|father|fathers|parent|parents|carer"
            r"|social worker"
            r"|worker|judge|solicitor|guardian|allocated|case holder|respondent)( s)? ?(names?"
            r"|full ?name)?$"
        ),
    ),
    ("notes in free text", re.compile(r"\b(notes?|comments?|remarks?|free text|narrative"
    r"|details|summary)\b")),
)  # fmt: skip
_NOT_PERSONAL = re.compile(
    r"\b(days?|age|count|number of|newborns?|births|infants|area|authority|council|region)\b"
)

_BY_VALUE: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("a postcode", re.compile(r"^[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}$", re.I)),
    ("contact details", re.compile(r"^[^@\s]+@[^@\s]+\.[a-z]{2,}$|^(?:\+44"
    r"|0)\s?\d(?:[\s-]?\d){8,9}$", re.I)),
    ("a case or record number", re.compile(r"^[A-Z]{2}\s?\d{2}\s?[A-Z]\s?\d{4,6}$"
    r"|^[A-Z]{2}\d{6}[A-D]$", re.I)),
)  # fmt: skip
_TITLES = re.compile(r"^(mr|mrs|ms|miss|dr|baby|master)\b\.?\s", re.I)
_TWO_NAMES = re.compile(r"^[^\W\d_][\w'’-]+,?(?: [^\W\d_]\.?)?(?: [^\W\d_][\w'’-]+){1,2}$")
_PLACES = re.compile(
    r"\b(city|county|council|north|south|east|west|upon|and|shire|borough|england|wales|area|region|of"
    r"|upper|lower|greater|great|central|inner|outer|court|team|trust|district|hill|saint|st)\b|shire$",
    re.I,
)


@dataclass(frozen=True)
class Personal:
    """A column that names or points to a person.

    Attributes:
        column: its heading.
        what: what it seems to hold ("a postcode").
        because: "heading" or "contents".
    """

    column: str
    what: str
    because: str


def find_personal(columns: Sequence[Column]) -> tuple[Personal, ...]:
    """Give the columns that name or point to a person, in the order of the table.

    Parameters:
        columns: all columns of a table.
    """
    found = []
    for column in columns:
        what = by_heading(column.name)
        if what is not None:
            found.append(Personal(column.name, what, "heading"))
            continue
        what = by_contents(column)
        if what is not None:
            found.append(Personal(column.name, what, "contents"))
    return tuple(found)


def by_heading(heading: str) -> str | None:
    """Give what a heading says that its column holds about a person, or None.

    Example:
        >>> by_heading("Mother's surname"), by_heading("Case No."), by_heading("Authority name")
        ('a name', 'a case or record number', None)
    """
    words = normal(heading)
    for what, pattern in _BY_HEADING:
        if pattern.search(words):
            spared = what in {"a name", "a case or record number"} and _NOT_PERSONAL.search(words)
            if not spared:
                return what
    return None


def by_contents(column: Column) -> str | None:
    """Give what a column's cells seem to hold about a person, or None."""
    texts = [text for text in column.values[: _LOOKED_AT * 2] if not is_blank(text)][:_LOOKED_AT]
    if not texts:
        return None
    for what, pattern in _BY_VALUE:
        if _share(texts, _matches(pattern)) > _MOST:
            return what
    if _share(texts, _is_nhs_number) > _MOST:
        return "a case or record number"
    if _share(texts, lambda text: len(text) > 60 or text.count(" ") > 8) > _MOST:
        return "notes in free text"
    distinct = len(column.values) / max(1, len(column.codes))
    names = _share(texts, _is_name)
    # "Milton Keynes" looks like a person; under the heading "Local authority" it is a place.
    place = best_role(column.name)[1] > 0.9
    if _share(texts, lambda text: bool(_TITLES.match(text))) > 0.2 or (
        names > 0.7 and len(texts) > 3 and distinct > 0.6 and not place
    ):
        return "a name"
    if len(texts) > 50 and distinct > 0.95 and _share(texts, _is_code) > 0.9:
        return "a case or record number"
    return None


def _share(texts: Sequence[str], test: Callable[[str], bool]) -> float:
    return sum(map(test, texts)) / len(texts)


def _matches(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda text: pattern.match(text) is not None


def _is_code(text: str) -> bool:
    """Letters and digits together, or a long whole number: what a record is called."""
    bare = re.sub(r"[\s/-]", "", text)
    return bare.isalnum() and (
        (any(c.isdigit() for c in bare) and any(c.isalpha() for c in bare) and len(bare) >= 5)
        or (bare.isdigit() and len(bare) >= 6 and not 19_000_000 < int(bare[:8]) < 21_000_000)
    )


def _is_name(text: str) -> bool:
    """Two or three capitalised words that are no place."""
    return bool(_TWO_NAMES.match(text)) and text[0].isupper() and not _PLACES.search(text)


def _is_nhs_number(text: str) -> bool:
    """Ten digits whose last is the check digit modulo 11 (NHS Data Dictionary)."""
    digits = re.sub(r"[\s-]", "", text)
    if not re.fullmatch(r"\d{10}", digits):
        return False
    check = 11 - sum((10 - i) * int(d) for i, d in enumerate(digits[:9])) % 11
    return check % 11 == int(digits[9])
