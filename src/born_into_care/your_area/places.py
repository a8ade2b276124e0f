"""The areas of a table: official places of one kind, or the user's own; none may hold another."""

import re
from collections.abc import Callable

import numpy as np
import pandas as pd

from born_into_care.errors import PackError
from born_into_care.evidence.periods import Period, read_period
from born_into_care.evidence.places import Place, find_place, fold_name
from born_into_care.text import capital, plain
from born_into_care.your_area.cells import Numbers
from born_into_care.your_area.remarks import TableCheck, name_rows

_KINDS = ("authority", "region", "nation")
_SIGNS = re.compile(r"(?:\s*[*†‡§¹²³⁰⁴-⁹])+$")
_TOTAL = re.compile(
    r"(.* )?((sub)?totals?|averages?|mean|median|neighbours?|benchmarks?|excl|excluding)( .*)?"
    r"|(all|every.*|sum|whole|entire|rest of)( .*)?|.*wide|tot|ttl|σ|cyfanswm"
    r"|overall|combined|aggregate|altogether|comparator|other las|inner london|outer london"
    r"|authority|borough|council|county|national|eng|(england|e) (and )?(wales|w)|great britain|gb"
    r"|united kingdom|uk"
)
_UNKNOWN = "no official place"
_WIDER = "a total, an average or a wider place"
_OUTDATED = "an authority that did not exist in all of the period"
_ALIKE = "names that official places have too"
HIDDEN_AT_MOST = 9.0
"""A number that the source has hidden is taken to be no larger, when rows are added up; one whose
highest and lowest are nearer to each other than this is sure."""


def read_areas(
    check: TableCheck, column: pd.Series | None, unit: str, find_periods: Callable[[], pd.Series]
) -> tuple[pd.DataFrame, dict[str, Place | None], str]:
    """Return area and period of each row; ask what can't be told from the names alone.

    Parameters:
        column: the areas as they are written; None for one area, named by the answer "area".
        unit: what the heading says of the names: "authority", "region", "own" and so on.
        find_periods: returns the period of each row, once rows of wider places are set aside.

    Returns:
        The "area" (its name, "" for none) and the "period" of each row; the official place that
        each name is, if any; and what the areas are.
    """
    if column is None:
        column = pd.Series(check.answers.get("area", "Our area"), range(len(check.rows)), name="")
    heading = str(column.name)
    bare = column.map(lambda text: _SIGNS.sub("", plain(text))).astype(object)
    texts = check.fill_down("area", bare, column=heading)
    answered = {key[6:]: name for key, name in check.answers.items() if key.startswith("place:")}
    if wrong := [name for name in answered.values() if not find_place(name)]:
        raise PackError(f"'{wrong[0]}' is no authority, region or nation of England or Wales.")
    found = {n: find_place(answered.get(n, n)) for n in texts[check.used].unique() if n}
    years = [*filter(read_period, found)]
    check.say("years-as-areas", column=heading, mask=texts.isin(years).to_numpy())
    kind = min((p.kind for p in found.values() if p), key=_KINDS.index, default="own")
    # Wales stands beside England's regions.
    official = {
        name: place
        for name, place in found.items()
        if place and (place.kind == kind or (kind, place.name) == ("region", "Wales"))
    }
    wider = [
        name
        for name, place in found.items()
        if name not in official and (place or _TOTAL.fullmatch(fold_name(name)))
    ]
    if len(wider) == len(found):  # a table of nothing but its total
        wider = []
    # Teams, courts and their regions often have the names of authorities and regions.
    is_alike = unit == "own" or (kind == "region" and unit != "region code")
    doubts = (
        dict.fromkeys(found, _UNKNOWN)
        | dict.fromkeys(wider, _WIDER)
        | dict.fromkeys(official, _ALIKE if is_alike else "")
    )
    reasons = texts.map(doubts if heading else {}).astype(object).fillna("").to_numpy()
    check.set_aside(reasons == _WIDER, _WIDER, column=heading)
    if check.answers.get("areas") == "official":
        check.set_aside(reasons == _UNKNOWN, _UNKNOWN, column=heading)
    periods = find_periods()
    outdated = [
        isinstance(place, Place)
        and isinstance(period, Period)
        and not place.start <= period.start <= period.end <= place.end
        for place, period in zip(map(official.get, texts), periods, strict=True)
    ]
    reasons = np.where(outdated, _OUTDATED, reasons)
    what = [f"{r}: {name_rows(check.rows[reasons == r])}" for r in dict.fromkeys(reasons) if r]
    answer = check.ask(
        "areas", ["official", "own"] if official else ["own"],
        about=reasons != "", heading=heading or "area", what=capital("; ".join(what)),
    )  # fmt: skip
    if answer == "official":
        check.set_aside(reasons == _OUTDATED, _OUTDATED, column=heading)
    shown = {name: place.name for name, place in official.items()}
    if answer == "own" or not official:
        first = {name.casefold(): name for name in reversed(found)}
        shown = {name: first[name.casefold()] for name in found}
        kind, official = "own", {}
    areas = texts.map(shown).astype(object).fillna("")
    places = {area: official.get(name) for name, area in shown.items()}
    return pd.DataFrame({"area": areas, "period": periods}), places, kind


def find_sums(lowest: Numbers, highest: Numbers) -> list[int]:
    """Return which areas can be the sum of all others, or of some, in every equation.

    A sum of some is looked for where the numbers are so large, or so many, that there are far
    more of them than sums: else some area is one by chance.

    Parameters:
        lowest: shape (areas, equations): the number, or the least that a hidden one can be.
        highest: the same; the most that a hidden one can be.

    Example:
        >>> values = np.array([[3.0], [40.0], [50.0], [93.0]])
        >>> find_sums(values, values)
        [3]
    """
    from scipy.optimize import Bounds, LinearConstraint, milp

    areas, sums = len(lowest), []
    # There are 2 ** areas sums.
    has_room = np.log2(1 + highest.max(axis=0, initial=0)).sum() > areas + 3
    for total in range(areas):
        others = np.where(np.arange(areas) == total, 0.0, 1.0)
        rules = [
            LinearConstraint(lowest.T, -np.inf, highest[total]),
            LinearConstraint(highest.T, lowest[total], np.inf),
            LinearConstraint(np.ones((1, areas)), 2, np.inf),
        ]
        # At least half of a total is known, and not hidden.
        is_sure = (
            (highest[total] - lowest[total] < HIDDEN_AT_MOST).all()
            and highest[total].any()
            and (2 * others @ lowest >= lowest[total]).all()
        )
        if is_sure and milp(
            np.zeros(areas), constraints=rules, integrality=np.ones(areas, dtype=int),
            bounds=Bounds(0 if has_room else others, others), options={"time_limit": 0.5},
        ).success:  # fmt: skip
            sums.append(total)
    return sums
