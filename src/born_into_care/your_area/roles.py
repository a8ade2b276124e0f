"""What a column can be, and the headings that it is likely to have."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

Holds = Literal["date", "number", "name"]


@dataclass(frozen=True)
class Role:
    """One part that a column can play.

    Attributes:
        key: its fixed name, also the heading in the template.
        words: what it is called on screen.
        meaning: what belongs in it, for the data dictionary.
        holds: what its cells hold.
        shape: "case" for one row a baby, "aggregate" for one row an area and period, or "both".
        likely: headings that mean it, in lower case without punctuation.
    """

    key: str
    words: str
    meaning: str
    holds: Holds
    shape: Literal["case", "aggregate", "both"]
    likely: tuple[str, ...]


_NOT_WORDS = re.compile(r"[\W_]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def normal(heading: str) -> str:
    """Give a heading as it is compared: lower case, words only, "IssueDate" as two words.

    Example:
        >>> normal("First_Hearing-Date "), normal("DateOfBirth")
        ('first hearing date', 'date of birth')
    """
    return _NOT_WORDS.sub(" ", _CAMEL.sub(" ", heading)).casefold().strip()


def _role(key: str, words: str, meaning: str, holds: Holds, shape: str, likely: str) -> Role:
    names = (*likely.split("|"), normal(words))
    return Role(key, words, meaning, holds, shape, names)  # type: ignore[arg-type]


ROLES: tuple[Role, ...] = (
    _role(
        "area", "Area", "The area that the baby or the row belongs to, as you name it.",
        "name", "both",
        "area|local authority|local authority name|la|la name|lad|lad name|authority|council|region"
        "|region name|area name|county|borough|dfj area|court area|district|locality|team|site"
        "|trust"
        "|geography|place|applicant|applicant local authority|awdurdod lleol|rhanbarth",
    ),
    _role(
        "period", "Period",
        "The financial year (2019/20) or calendar year (2019) in which proceedings were issued.",
        "name", "both",
        "period|year|financial year|fin year|fy|time period|year of issue|issue year|calendar year"
        "|reporting year|reporting period|year ending|quarter|blwyddyn",
    ),
    _role(
        "issue_date", "Date of issue", "The day on which the application was issued by the court.",
        "date", "case",
        "issue date|date of issue|date issued|issued|issued date|application date|date of "
        "application"
        "|application issue date|date application issued|proceedings issued|date proceedings issued"
        "|s31 issue date|care application date|issue|date of issue of proceedings|issued on"
        "|application issued|dyddiad cyhoeddi",
    ),
    _role(
        "hearing_date", "Date of first hearing", "The day of the first hearing of the application.",
        "date", "case",
        "first hearing date|date of first hearing|first hearing|hearing date|date first hearing"
        "|date of hearing|1st hearing|1st hearing date|date of 1st hearing|hearing|hearing 1 date"
        "|first hearing on",
    ),
    _role(
        "notice_days", "Days of notice", "Whole days from the date of issue to the first hearing.",
        "number", "case",
        "days of notice|notice days|days notice|notice|notice period|notice period days"
        "|notice in days|notice given|days to first hearing|days to hearing"
        "|days from issue to hearing|days from issue to first hearing|days between issue and "
        "hearing",
    ),
    _role(
        "age_days", "Age in days at issue", "The baby's age in whole days on the date of issue.",
        "number", "case",
        "age in days|age days|age at issue|age at issue days|age in days at issue|age of child days"
        "|age of baby days|age at application|age at application days|child age days|age|baby age"
        "|days old|age of baby|child age",
    ),
    _role(
        "birth_date", "Date of birth",
        "The baby's date of birth. Used to work out the age, and never shown or written.",
        "date", "case",
        "date of birth|dob|birth date|child dob|child date of birth|baby dob|baby date of birth"
        "|born"
        "|born on|birthdate|d o b|childs date of birth|babys date of birth|birth|dyddiad geni",
    ),
    _role(
        "infants", "Infants in care proceedings",
        "How many children under one year old were in proceedings issued in the period.",
        "number", "aggregate",
        "infants|infants in care proceedings|number of infants|infants under one|infants under 1"
        "|under ones|under 1s|under one|under one year|children under one|babies under one"
        "|infant count|total infants",
    ),
    _role(
        "newborns", "Newborns in care proceedings",
        "How many of them were newborn: under two weeks old on the date of issue.",
        "number", "aggregate",
        "newborns|newborn|number of newborns|newborn babies|newborns in care proceedings|babies"
        "|number of babies|newborn count|count|number|n|numerator|newborns count|newborn number"
        "|newborn proceedings|total newborns|newborns under two weeks|under two weeks|babanod",
    ),
    _role(
        "notice_known", "Newborns whose notice is known",
        "How many newborns have both a date of issue and a date of first hearing.",
        "number", "aggregate",
        "notice known|newborns with notice known|newborns notice known|with known notice"
        "|number with notice known|newborns with known notice|newborns with a hearing date",
    ),
    _role(
        "short_notice", "Short notice: under seven days",
        "How many newborns had a first hearing fewer than seven days after issue.",
        "number", "aggregate",
        "short notice|short notice count|number short notice|number at short notice|under 7 days"
        "|under seven days|notice under 7 days|less than 7 days|within 7 days|heard at short notice"
        "|newborns short notice|notice under seven days",
    ),
    _role(
        "emergency", "Emergency: under three days",
        "How many newborns had a first hearing fewer than three days after issue.",
        "number", "aggregate",
        "emergency|emergency hearings|under 3 days|under three days|notice under 3 days"
        "|less than 3 days|within 3 days|emergency count|newborns emergency|number emergency"
        "|notice under three days",
    ),
    _role(
        "same_day", "Same day: no days of notice",
        "How many newborns had their first hearing on the day of issue.",
        "number", "aggregate",
        "same day|same day hearings|zero days|0 days|on the day of issue|heard on the same day"
        "|same day count|no notice|number same day|same day hearing|newborns same day",
    ),
    _role(
        "births", "Live births", "Live births in the area in the matching calendar year.",
        "number", "aggregate",
        "births|live births|livebirths|number of births|number of live births|denominator"
        "|total births|all births|genedigaethau byw",
    ),
)  # fmt: skip
"""Every role, in the order of the template."""

ROLE: Mapping[str, Role] = {role.key: role for role in ROLES}
CASE_ROLES = tuple(role.key for role in ROLES if role.shape != "aggregate")
AGGREGATE_ROLES = tuple(role.key for role in ROLES if role.shape != "case")
COUNTS = ("infants", "newborns", "notice_known", "short_notice", "emergency", "same_day")
"""Counts of babies, each a part of the one before it."""

_EXACT: Mapping[str, str] = {likely: role.key for role in ROLES for likely in role.likely}
_BRACKETS = re.compile(r"\(.*?\)|\[.*?\]")
_PERCENT = re.compile(r"%|per ?cent|percentage|\brate\b|\bshare\b|\bproportion\b|per 1", re.I)


@lru_cache(maxsize=4096)
def best_role(heading: str) -> tuple[str | None, float]:
    """Give the role that a heading most likely names, and how likely from 0 to 1.

    Parameters:
        heading: a heading as it stands in a file.

    Example:
        >>> best_role("Local Authority"), best_role("Favourite colour")
        (('area', 1.0), (None, 0.0))
    """
    if _PERCENT.search(heading) and "count" not in heading.casefold():
        return None, 0.0
    for text, score in ((heading, 1.0), (_BRACKETS.sub(" ", heading), 0.97)):
        words = normal(text)
        if words in _EXACT:
            return _EXACT[words], score
    words = normal(heading)
    if len(words) < 4:
        return None, 0.0
    inside = [likely for likely in _EXACT if len(likely) > 5 and f" {likely} " in f" {words} "]
    if inside:
        # The longest known words inside a heading say most: "issue date" before "issue".
        longest = max(inside, key=lambda likely: (len(likely), likely))
        return _EXACT[longest], round(0.7 + 0.2 * len(longest) / len(words), 3)
    close = difflib.get_close_matches(words, _EXACT, n=1, cutoff=0.86)
    if close:
        return _EXACT[close[0]], 0.75
    return None, 0.0


def propose(headings: Sequence[str], *, barred: Sequence[str] = ()) -> dict[str, str]:
    """Give the likely role of each heading: role to heading, each used once.

    Parameters:
        headings: the headings of a file.
        barred: headings that must not be proposed, because they name a person.

    Example:
        >>> propose(["LA", "Issue date", "DOB", "Colour"])
        {'area': 'LA', 'issue_date': 'Issue date', 'birth_date': 'DOB'}
    """
    scored = []
    for place, heading in enumerate(headings):
        role, score = best_role(heading)
        if role is not None and (heading not in barred or role == "birth_date"):
            scored.append((-score, place, role, heading))
    chosen: dict[str, str] = {}
    for _, _, role, heading in sorted(scored):
        chosen.setdefault(role, heading)
    return {role.key: chosen[role.key] for role in ROLES if role.key in chosen}
