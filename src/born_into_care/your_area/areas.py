"""The areas of a table: official places of one kind, or the user's own; none may hold another."""

import csv
import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from born_into_care.errors import PackError
from born_into_care.paths import data_folder
from born_into_care.your_area.cells import Numbers
from born_into_care.your_area.counts import AreaKind, Place
from born_into_care.your_area.files import Sheet
from born_into_care.your_area.remarks import TableCheck
from born_into_care.your_area.safe_text import plain

_COUNCIL = re.compile(
    r"^(?:(?:london |royal |metropolitan |county )?borough of|city (?:and county )?of|county of"
    r"|lb(?: of)?|rb(?: of)?|cyngor) "
    r"| (?:(?:city|county|borough|metropolitan|district|county borough|metropolitan borough"
    r"|metropolitan district|london borough|city and county|unitary)? ?council"
    r"|(?:city|county|borough|royal borough|county borough)(?: of)?|unitary authority|[mc]?bc|mdc"
    r"|cc|ua|lb)$"
)


def fold_name(text: str) -> str:
    """Return a name as it is compared: no case, accents, punctuation, "the"; "&" is "and".

    Example:
        >>> fold_name("St. Helens "), fold_name("Ynys Môn")
        ('st helens', 'ynys mon')
    """
    bare = unicodedata.normalize("NFKD", text.replace("&", " and ")).casefold()
    bare = "".join(c for c in bare if unicodedata.category(c) not in ("Mn", "Cf"))
    return " ".join(w for w in re.sub(r"[\W_]+", " ", bare).split() if w != "the")


@cache
def _by_name() -> dict[str, Place]:
    """Return every place by its code, its names and our other spellings, all folded."""
    places: dict[str, Place] = {}
    with (data_folder() / "places.csv").open(encoding="utf-8", newline="") as lines:
        rows = sorted(csv.DictReader(lines), key=lambda row: bool(row["end"]))
    for row in rows:
        place = Place(row["code"], row["name"], row["level"], row["region"], row["nation"])  # type: ignore[arg-type]
        codes = [code for code in row["former_codes"].split(",") if code]
        for name in (row["code"], *codes, row["name"], row["official_name"]):
            places.setdefault(fold_name(name), place)
            places.setdefault(_COUNCIL.sub("", fold_name(name)), place)
    with (Path(__file__).parent / "area_spellings.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            places.setdefault(fold_name(row["spelling"]), places[row["code"].casefold()])
    return places


def find_place(text: str) -> Place | None:
    """Return the official place that a name or code is, whatever its usual spelling.

    Example:
        >>> find_place("Kingston upon Hull, City of").name, find_place("Leeds East")
        ('Kingston upon Hull', None)
    """
    folded, places = fold_name(text), _by_name()
    if folded in places:
        return places[folded]
    council = places.get(_COUNCIL.sub("", _COUNCIL.sub("", folded)))
    if council and council.kind == "authority":
        return council
    region = places.get(folded.removesuffix(" region").removesuffix(" england"))
    return region if region and region.kind == "region" else None


_SIGNS = re.compile(r"(?:\s*[*†‡§¹²³⁰⁴-⁹])+$")
_NOTE = re.compile(
    r"\s*[\(\[](?:[a-z]|\d\d?|notes?[ \d,]*|[ivx]+|provisional|revised)[\)\]]$", re.I
)


def _read_past_marks(name: str) -> str:
    """Return a name without signs of a note; without "(b)" where it is that of an official place.

    Example:
        >>> _read_past_marks("Leeds [note 2]"), _read_past_marks("Team (b)"), _read_past_marks("A¹")
        ('Leeds', 'Team (b)', 'A')
    """
    bare = _SIGNS.sub("", name)
    without = _SIGNS.sub("", _NOTE.sub("", bare))
    return without if find_place(without) else bare


HIDDEN_AT_MOST = 9.0
"""A number that the source has hidden is taken to be no larger, when rows are added up; one whose
highest and lowest are nearer to each other than this is sure."""
_KINDS: tuple[AreaKind, ...] = ("authority", "region", "nation")
_HOLDS_OTHERS = re.compile(
    r"(?:(?:grand|sub|overall|regional|national) ?)?totals?\b.*|.* totals?|sum\b.*|all\b.*"
    r"|overall|combined|every.*|.*\baverages?|average .*|mean|median|.*\bneighbours?( .*)?"
    r"|.*benchmark.*|national|(?:whole|entire) .*|england (?:and )?wales|uk|united kingdom|gb"
    r"|(?:city|county|borough|authority|service|area|region|council|trust) ?wide"
    r"|great britain|cyfanswm|other las|rest of .*"
)
_PERSON = re.compile(r"(?:[A-Z][\w'’.-]*,? ){1,3}[A-Z][\w'’.-]*")
_NO_PERSON = re.compile(
    r"\b(?:north|south|east|west|central|inner|outer|upper|lower|greater|city|county|council|team"
    r"|area|region|court|district|ward|trust|hub|locality|borough|england|wales|group|centre"
    r"|service|unit|office|dfj|st|zone)\b",
    re.I,
)
_SUCCESSORS = {
    "Cumbria": {"Cumberland", "Westmorland and Furness"},
    "Northamptonshire": {"North Northamptonshire", "West Northamptonshire"},
    "Bournemouth": {"Bournemouth, Christchurch and Poole"},
    "Poole": {"Bournemouth, Christchurch and Poole"},
    "Dorset County": {"Dorset Council"},
    "Buckinghamshire County": {"Buckinghamshire"},
}
"""Authorities that were replaced, and by which: a table can hold both for one year."""


@dataclass(frozen=True, eq=False)
class Areas:
    """The area of each row.

    Attributes:
        names: for each row; "" for none.
        places: for each name the official place that it is, or None.
        kind: what the areas are.
    """

    names: pd.Series
    places: Mapping[str, Place | None]
    kind: AreaKind


def read_areas(check: TableCheck, sheet: Sheet, heading: str, unit: str) -> Areas:
    """Return the area of each row; ask what can't be told from the names alone.

    Parameters:
        check: takes questions, and rows that are set aside.
        sheet: the table.
        heading: the column of areas; "" for one area, named by the answer "area".
        unit: what the heading says of the names: "authority", "region", "own" and so on.
    """
    texts = _read_names(check, sheet, heading)
    found = _find_places(check, texts[check.used])
    official = {name: place for name, place in found.items() if place}
    kind: AreaKind = min(
        (place.kind for place in official.values()), key=_KINDS.index, default="own"
    )
    upper = [name for name, place in official.items() if _contains_kind(place, kind)]
    fitting = [name for name in official if name not in upper]
    totals = [n for n in found if n not in official and _HOLDS_OTHERS.fullmatch(fold_name(n))]
    unknown = [name for name in found if name not in (*official, *totals)]
    answer = ""
    if heading:
        answer = _ask_what_names_are(check, texts, heading, unit, kind, unknown, fitting)
    if answer == "set-aside":
        check.set_aside(texts.isin(unknown).to_numpy(), "no official place", column=heading)
    wider = [*totals, *_find_replaced(official), *upper] if unknown or fitting else []
    if wider and check.ask("totals", ["set-aside"] * bool(upper)) != "separate":
        mask = texts.isin(wider).to_numpy()
        check.set_aside(mask, "a total, an average or a wider place", column=heading)
    places: dict[str, Place | None] = {place.name: place for place in official.values()}
    named = {name: place.name for name, place in official.items()}
    if answer == "own" or not official:
        first = {name.casefold(): name for name in reversed(found)}
        named = {name: first[name.casefold()] for name in found}
        places, kind = dict.fromkeys(first.values()), "own"
    return Areas(texts.map(named).astype(object).fillna(""), places, kind)


def name_two_places(one: Place | None, other: Place | None) -> bool:
    """Return whether two authorities differ, and neither has replaced the other."""
    if not one or not other or not one.kind == other.kind == "authority":
        return False
    one_of, other_of = ({p.name, *_SUCCESSORS.get(p.name, ())} for p in (one, other))
    return not one_of & other_of


def _read_names(check: TableCheck, sheet: Sheet, heading: str) -> pd.Series:
    """Return the area of each row as it is written, without marks; "" for none."""
    if not heading:
        return pd.Series(check.answers.get("area", "Our area"), range(len(sheet.rows)))
    column = sheet.cells[heading].cat
    written = [plain(text) for text in column.categories]
    names = np.array([_read_past_marks(name) for name in written], dtype=object)
    if (names != written).any():
        fault = "Marks after names, such as '*' or '[note 2]', are read past."
        check.say("marks", fault, column=heading)
    return _fill_down(check, pd.Series(names[column.codes.to_numpy()]), heading)


def _find_replaced(official: Mapping[str, Place]) -> list[str]:
    """Return the names of authorities beside one that has replaced them."""
    names = {place.name for place in official.values()}
    return [name for name, p in official.items() if names & _SUCCESSORS.get(p.name, set())]


def _find_places(check: TableCheck, texts: pd.Series) -> dict[str, Place | None]:
    """Return the official place of each name, as found or as answered ("place:Hull team")."""
    answered = {key[6:]: name for key, name in check.answers.items() if key.startswith("place:")}
    for name in answered.values():
        if not find_place(name):
            raise PackError(f"'{name}' is no authority, region or nation of England or Wales.")
    return {name: find_place(answered.get(name, name)) for name in texts.unique() if name}


def _contains_kind(place: Place, kind: AreaKind) -> bool:
    """Return whether a place holds others of a kind; Wales stands beside England's regions."""
    beside = kind == "region" and place.name == "Wales"
    return not beside and _KINDS.index(place.kind) > _KINDS.index(kind)


def _fill_down(check: TableCheck, texts: pd.Series, heading: str) -> pd.Series:
    blank = (texts == "").to_numpy() & check.used
    if check.ask("blank-areas", about=blank) == "fill-down":
        return texts.mask(texts == "").ffill().fillna("")
    check.set_aside(blank, "no area is named", column=heading)
    return texts


def _ask_what_names_are(
    check: TableCheck, texts: pd.Series, heading: str, unit: str, kind: str,
    unknown: Collection[str], official: Collection[str],
) -> str:  # fmt: skip
    """Return "own", "official" or "set-aside"; "" while it is not answered."""
    only, names = ["own"], "no name is an authority, region or nation"
    if unknown and official:
        rows = texts.isin(unknown).to_numpy() & check.used
        check.say("no-place", "These rows name no official place.", column=heading, mask=rows)
        only, names = ["set-aside", "own"], f"{len(unknown):,} names are no official places"
    elif official and (unit == "own" or (kind == "region" and unit != "region code")):
        only, names = ["own", "official"], "the names are also those of official places"
    elif not unknown:
        return "official"
    answer = check.ask("areas", only, heading=heading, names=names)
    alike = [n for n in unknown if _PERSON.fullmatch(n) and not _NO_PERSON.search(n)]
    if len(alike) > 0.3 * len(unknown) and answer != "set-aside":
        check.ask("people", heading=heading)
    return answer


def find_sums(lowest: Numbers, highest: Numbers) -> list[int]:
    """Return which areas can be the sum of others in every equation.

    Looked at: all others, a run just above or below, and any others where the equations are
    enough that such a sum is hardly chance.

    Parameters:
        lowest: shape (areas, equations): the number, or the least that a hidden one can be.
        highest: the same; the most that a hidden one can be.

    Example:
        >>> values = np.array([[3.0], [40.0], [50.0], [93.0]])
        >>> find_sums(values, values)
        [3]
    """
    areas, equations = lowest.shape
    by_chance = areas - np.log2(1 + np.sqrt((highest**2).sum(axis=0))).sum()
    fewest = 2 if equations > 1 else 3
    sums = []
    for total in range(areas if areas > 2 else 0):
        others = [n for n in range(areas) if n != total]
        above, below = others[:total][::-1], others[total:]
        runs = [run[:n] for run in (above, below) for n in range(fewest, len(run) + 1)]
        is_sure = (highest[total] - lowest[total] < HIDDEN_AT_MOST).all() and highest[total].any()
        if is_sure and (
            any(
                _adds_up(lowest[run], highest[run], lowest[total], highest[total])
                for run in (others, *runs)
            )
            or (by_chance < -3 and _has_subset(lowest, highest, total, others))
        ):
            sums.append(total)
    return sums


def _adds_up(lowest: Numbers, highest: Numbers, least: Numbers, most: Numbers) -> bool:
    """Return whether areas add up to a total of which at least half is known not to be hidden."""
    low, high = lowest.sum(axis=0), highest.sum(axis=0)
    return len(lowest) > 1 and bool(((low <= most) & (least <= high) & (2 * low >= least)).all())


def _has_subset(lowest: Numbers, highest: Numbers, total: int, others: list[int]) -> bool:
    """Return whether some of the others add up to an area, as a small integer program."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    rules = [
        LinearConstraint(lowest[others].T, -np.inf, highest[total]),
        LinearConstraint(highest[others].T, lowest[total], np.inf),
        LinearConstraint(np.ones((1, len(others))), 2, np.inf),
    ]
    whole = np.ones(len(others), dtype=np.int64)
    found = milp(
        0 * whole, constraints=rules, integrality=whole, bounds=Bounds(0, 1),
        options={"time_limit": 0.5},
    )  # fmt: skip
    return bool(found.success)
