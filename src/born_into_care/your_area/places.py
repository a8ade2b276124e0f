"""The areas of a table: official places of one kind, or the user's own; none may hold another."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import pandas as pd

from born_into_care.errors import PackError
from born_into_care.evidence.tables import cached, table_rows
from born_into_care.text import capital, plain
from born_into_care.your_area.cells import Numbers
from born_into_care.your_area.periods import read_period
from born_into_care.your_area.protection import AreaKind, Place
from born_into_care.your_area.remarks import TableCheck, name_rows

_COUNCIL = re.compile(
    r"^(?:(?:london |royal |metropolitan |county )?borough of|city (?:and county )?of|county of"
    r"|lb(?: of)?|rb(?: of)?|cyngor) "
    r"| (?:(?:city|county|borough|metropolitan|district|county borough|metropolitan borough"
    r"|metropolitan district|london borough|city and county|unitary)? ?council"
    r"|(?:city|county|borough|royal borough|county borough)(?: of)?|unitary authority|[mcl]?bc|mdc"
    r"|cc|ua|lb)$"
)
_NOTE_SIGNS = re.compile(r"(?:\s*[*†‡§¹²³⁰⁴-⁹])+$")
_NOTE = re.compile(
    r"\s*[\(\[](?:[a-z]|\d\d?|notes?[ \d,]*|[ivx]+|provisional|revised)[\)\]]$", re.I
)
_NUMBER = re.compile(r"^\W*\d{1,4}\b[\s.:)\]-]*(?=\D)|(?<=\D)\b\d{3}\W*$")
_BETWEEN = re.compile(r"[/|()\[\]]|\s[-–:]\s|\b([EW]\d{8})\b")
HIDDEN_AT_MOST = 9.0
"""A number that the source has hidden is taken to be no larger, when rows are added up; one whose
highest and lowest are nearer to each other than this is sure."""
_UNKNOWN = "no official place"
_WIDER = "a total, an average or a wider place"
_GONE = "an authority that had been replaced by then"
_KINDS: tuple[AreaKind, ...] = ("authority", "region", "nation")
_HOLDS_OTHERS = re.compile(
    r"(?:(?:grand|sub|overall|regional|national) ?)?totals?\b.*|.* totals?|sum\b.*|all\b.*"
    r"|overall|combined|every.*|.*\baverages?|average .*|mean|median|.*\bneighbours?( .*)?"
    r"|.*benchmark.*|national|(?:whole|entire) .*|england (?:and )?wales|uk|united kingdom|gb"
    r"|(?:city|county|borough|authority|service|area|region|council|trust) ?wide"
    r"|great britain|cyfanswm|other las|rest of .*|tot|ttl|aggregate|altogether|authority|council"
    r"|borough|county|e w|eng|.*\bexcl(?:uding)?\b.*|inner london|outer london|comparator|σ|∑"
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
}
"""Authorities that went with their borders, and which replaced them; `places.csv` says when."""


def fold_name(text: str) -> str:
    """Return a name as it is compared: no case, accents, punctuation, "the"; "&" is "and".

    Example:
        >>> fold_name("St. Helens "), fold_name("Ynys Môn")
        ('st helens', 'ynys mon')
    """
    bare = unicodedata.normalize("NFKD", text.replace("&", " and ")).casefold()
    bare = "".join(c for c in bare if unicodedata.category(c) not in ("Mn", "Cf"))
    return " ".join(w for w in re.sub(r"[\W_]+", " ", bare).split() if w != "the")


@cached
def _list_places() -> dict[str, Place]:
    """Return every place by its code, its names and our other spellings, all folded."""
    places: dict[str, Place] = {}
    for row in sorted(table_rows("places"), key=lambda row: bool(row["end"])):
        end = pd.Timestamp(row["end"] or "2200-01-01") + pd.Timedelta(days=1)
        place = Place(
            row["code"], row["name"], row["level"], row["region"], row["nation"],
            gone=12 * end.year + end.month - 1,
        )  # fmt: skip
        if row["end"] and place.name not in _SUCCESSORS:  # another council has its borders
            place = places[_COUNCIL.sub("", fold_name(place.name))]
        names = (row["code"], *row["former_codes"].split(","), row["name"], row["official_name"])
        for name in filter(None, map(fold_name, names)):
            places.setdefault(name, place)
            places.setdefault(_COUNCIL.sub("", name), place)
    ours = pd.read_csv(Path(__file__).with_name("area_spellings.csv"))
    codes = zip(ours["spelling"], ours["code"], strict=True)
    return {fold_name(spelling): places[code.casefold()] for spelling, code in codes} | places


@cached
def find_place(text: str) -> Place | None:
    """Return the official place that a name or code is, or that all names and codes in it are.

    Example:
        >>> [find_place(text).name for text in ("Kingston upon Hull, City of", "383 - Leeds")]
        ['Kingston upon Hull', 'Leeds']
        >>> find_place("Leeds East"), find_place("Leeds / Bradford")
        (None, None)
    """
    parts = [fold_name(part or "") for part in _BETWEEN.split(_NUMBER.sub("", text))]
    found = {_find_spelling(part) for part in parts if part}
    return found.pop() if len(found) == 1 else None


def _find_spelling(folded: str) -> Place | None:
    spellings = {
        "authority": _COUNCIL.sub("", _COUNCIL.sub("", folded)),
        "region": folded.removesuffix(" region").removesuffix(" england"),
    }
    found = (p for kind, s in spellings.items() if (p := _list_places().get(s)) and p.kind == kind)
    return _list_places().get(folded) or next(found, None)


def are_two_places(name: Place | None, code: Place | None) -> bool:
    """Return whether two authorities differ, and neither has replaced the other."""
    return (
        name is not None
        and code is not None
        and name.kind == code.kind == "authority"
        and {name.name, *_SUCCESSORS.get(name.name, ())}.isdisjoint(
            {code.name, *_SUCCESSORS.get(code.name, ())}
        )
    )


def read_areas(
    check: TableCheck, column: pd.Series | None, unit: str, find_periods: Callable[[], pd.Series]
) -> tuple[pd.DataFrame, dict[str, Place | None], AreaKind]:
    """Return area and period of each row; ask what can't be told from the names alone.

    Parameters:
        column: the areas as they are written; None for one area, named by the answer "area".
        unit: what the heading says of the names: "authority", "region", "own" and so on.
        find_periods: returns the period of each row, once rows of wider places are set aside.

    Returns:
        The "area" (its name, "" for none) and the "period" of each row; the official place that
        each name is, if any; and what the areas are.
    """
    heading, texts = "" if column is None else str(column.name), _read_names(check, column)
    answered = {key[6:]: name for key, name in check.answers.items() if key.startswith("place:")}
    if wrong := [name for name in answered.values() if not find_place(name)]:
        raise PackError(f"'{wrong[0]}' is no authority, region or nation of England or Wales.")
    found = {n: find_place(answered.get(n, n)) for n in texts[check.used].unique() if n}
    official = {name: place for name, place in found.items() if place}
    kinds = [place.kind for place in official.values()]
    kind: AreaKind = min(kinds, key=_KINDS.index, default="own")
    # Wales stands beside England's regions.
    upper = [
        name
        for name, place in official.items()
        if place.kind != kind and (kind, place.name) != ("region", "Wales")
    ]
    unknown = [n for n in found if n not in official and not _HOLDS_OTHERS.fullmatch(fold_name(n))]
    fitting = [*unknown, *(name for name in official if name not in upper)]
    wider = [name for name in found if name not in fitting] if unknown or official else []
    years = texts.isin([*filter(read_period, found)]).to_numpy()
    check.say("years-as-areas", column=heading, mask=years)
    is_alike = unit == "own" or (kind == "region" and unit != "region code")
    masks = {_UNKNOWN: texts.isin(unknown), _WIDER: texts.isin(wider)}
    answer = check.answers.get("areas", "") if heading else ""
    _set_aside(check, masks, answer, heading)
    periods = find_periods()
    names = texts.map({name: place.name for name, place in official.items()})
    names = names.astype(object).fillna("")
    gone, beside = _find_replaced(names, texts, periods)
    masks |= {_GONE: gone, _WIDER: masks[_WIDER] | beside}
    about = masks[_UNKNOWN] | masks[_WIDER] | gone | (texts.isin(official) & is_alike)
    what = [
        f"{reason}: {name_rows(check.rows[mask])}" for reason, mask in masks.items() if mask.any()
    ] or ["the names are also those of official places"]
    offered = {
        "official": official, "own": unknown or is_alike or gone.any(),
        "apart": masks[_WIDER].any() and not upper,
    }  # fmt: skip
    order = ("own", "official", "apart") if is_alike else ("official", "own", "apart")
    answer = check.ask(
        "areas", [answer for answer in order if offered[answer]],
        about=(about & bool(heading)).to_numpy(), heading=heading, what=capital("; ".join(what)),
    )  # fmt: skip
    _set_aside(check, masks, answer, heading)
    people = [n for n in unknown if _PERSON.fullmatch(n) and not _NO_PERSON.search(n)]
    if heading and len(people) > 0.3 * len(unknown) and answer != "official":
        check.ask("people", heading=heading)
    current = (*map(find_place, _SUCCESSORS), *official.values())
    places: dict[str, Place | None] = {place.name: place for place in current if place}
    has_own = gone.any() or len(official) < len(found)
    if answer == "own" or (answer == "apart" and has_own) or not official:
        first = {name.casefold(): name for name in reversed(found)}
        names = texts.map({name: first[name.casefold()] for name in found})
        places, kind = dict.fromkeys(first.values()), "own"
    frame = pd.DataFrame({"area": names.astype(object).fillna(""), "period": periods})
    return frame, places, kind


def _set_aside(
    check: TableCheck, masks: Mapping[str, pd.Series], answer: str, heading: str
) -> None:
    for reason, mask in masks.items():
        if answer == "official" or (reason == _WIDER and answer != "apart"):
            check.set_aside(mask.to_numpy(), reason, column=heading)


def _find_replaced(
    names: pd.Series, texts: pd.Series, periods: pd.Series
) -> tuple[pd.Series, pd.Series]:
    """Return which rows are of an authority that was gone by then, or stand beside its successors.

    A name that a successor took over, as Dorset's, is made that of the authority of the time.
    """
    gone, beside = names.isna(), names.isna()
    starts = periods.map(lambda period: period.start, na_action="ignore").astype(float)
    for old, successors in _SUCCESSORS.items():
        end, is_new = _list_places()[fold_name(old)].gone, names.isin(successors)
        bare = _COUNCIL.sub("", fold_name(old))
        alike = [t for t in texts[is_new].unique() if _COUNCIL.sub("", fold_name(t)) == bare]
        names[texts.isin(alike) & (starts < end)] = old
        is_old = names == old
        gone |= is_old & (starts >= end)
        beside |= is_old & starts.isin(starts[names.isin(successors)])
    return gone, beside


def _read_names(check: TableCheck, column: pd.Series | None) -> pd.Series:
    """Return the area of each row as it is written, without marks of notes; "" for none."""
    if column is None:
        return pd.Series(check.answers.get("area", "Our area"), range(len(check.rows)))
    heading, written = str(column.name), [plain(text) for text in column.cat.categories]
    bare = [_NOTE_SIGNS.sub("", name) for name in written]
    official = [_NOTE_SIGNS.sub("", _NOTE.sub("", name)) for name in bare]
    # "(b)" is a note after an official place, and may be a part of our own names.
    names = [o if find_place(o) else b for o, b in zip(official, bare, strict=True)]
    if names != written:
        check.say("marks", column=heading, what="names, such as '*' or '[note 2]',")
    texts = pd.Series(np.array(names, dtype=object)[column.cat.codes.to_numpy()])
    return check.fill_down("area", texts, column=heading)


def find_sums(lowest: Numbers, highest: Numbers) -> list[int]:
    """Return which areas can be the sum of all others, or of some, in every equation.

    A sum of some is looked for where the equations are enough that it is hardly chance.

    Parameters:
        lowest: shape (areas, equations): the number, or the least that a hidden one can be.
        highest: the same; the most that a hidden one can be.

    Example:
        >>> values = np.array([[3.0], [40.0], [50.0], [93.0]])
        >>> find_sums(values, values)
        [3]
    """
    from scipy.optimize import Bounds, LinearConstraint, milp

    areas = len(lowest)
    # Of the 2 ** areas sums of some, one in about as many as the numbers spread over meets an
    # equation by chance. As a power of 2, how many of them meet all equations so:
    met_by_chance = areas - np.log2(1 + np.sqrt((highest**2).sum(axis=0))).sum()
    sums = []
    for total in range(areas if areas > 2 else 0):
        low, high = np.delete(lowest, total, axis=0), np.delete(highest, total, axis=0)
        # At least half of a total is known, and not hidden.
        is_sure = (
            (highest[total] - lowest[total] < HIDDEN_AT_MOST).all()
            and highest[total].any()
            and (2 * low.sum(axis=0) >= lowest[total]).all()
        )
        rules = [
            LinearConstraint(low.T, -np.inf, highest[total]),
            LinearConstraint(high.T, lowest[total], np.inf),
            LinearConstraint(np.ones((1, areas - 1)), 2, np.inf),
        ]
        # Under one in eight, a sum of some is hardly chance; else it must be one of all others.
        fewest = 0.0 if met_by_chance < -3 else 1.0
        if is_sure and milp(
            np.zeros(areas - 1), constraints=rules, integrality=np.ones(areas - 1, dtype=int),
            bounds=Bounds(fewest, 1), options={"time_limit": 0.5},
        ).success:  # fmt: skip
            sums.append(total)
    return sums
