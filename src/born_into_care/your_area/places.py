"""The areas of a table: official places of one kind, or the user's own; none may hold another."""

import re
from collections.abc import Callable

import numpy as np
import pandas as pd

from born_into_care.errors import PackError
from born_into_care.evidence.periods import Period, read_period
from born_into_care.evidence.places import Place, are_two_places, find_place, fold_name
from born_into_care.text import capital, plain
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
_ALIKE = "names that official places have too"
_MISFIT = "an authority that has another code, or did not exist in all of the period"
_HIDDEN_AT_MOST = 9.0


def read_areas(
    check: TableCheck, column: pd.Series | None, codes: pd.DataFrame, unit: str,
    find_periods: Callable[[], pd.Series],
) -> tuple[pd.DataFrame, dict[str, Place | None], str]:  # fmt: skip
    """Return area and period of each row; ask what can't be told from the names alone.

    Parameters:
        column: the areas as they are written; None for one area, named by the answer "area".
        codes: the columns that give codes of places.
        unit: what the heading says of the names: "authority", "region", "own" and so on.
        find_periods: returns the period of each row, once rows of wider places are set aside.

    Returns:
        The "area" (its name, "" for none) and the "period" of each row; the official place that
        each name is, if any; and what the areas are.
    """
    if column is None:
        column = pd.Series(check.answers.get("area", "Our area"), codes.index, name="")
    heading = str(column.name)
    bare = column.map(lambda text: _SIGNS.sub("", plain(text))).astype(object)
    same_case = bare.groupby(bare.str.casefold()).transform("first")
    texts = check.fill_down("area", same_case, column=heading)
    answered = {key[6:]: name for key, name in check.answers.items() if key.startswith("place:")}
    if wrong := [name for name in answered.values() if not find_place(name)]:
        raise PackError(f"'{wrong[0]}' is no authority, region or nation of England or Wales.")
    found = {n: find_place(answered.get(n, n)) for n in texts[check.used].unique() if n}
    check.say(
        "years-as-areas", column=heading,
        mask=texts.isin([*filter(read_period, found)]).to_numpy(),
    )  # fmt: skip
    kind = min((p.kind for p in found.values() if p), key=_KINDS.index, default="own")
    # Wales stands beside England's regions.
    official = {
        name: place
        for name, place in found.items()
        if place and (place.kind == kind or (kind, place.name) == ("region", "Wales"))
    }
    # A table's only area is no total, whatever it is called.
    wider = [
        name
        for name, place in found.items()
        if name not in official and len(found) > 1 and (place or _TOTAL.fullmatch(fold_name(name)))
    ]
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
    frame = pd.DataFrame({"area": texts, "period": find_periods()})
    placed = zip(
        map(official.get, texts.tolist()), frame["period"].tolist(),
        codes.astype(object).map(find_place).to_numpy().tolist(), strict=True,
    )  # fmt: skip
    misfits = [
        (coded and any(are_two_places(place, code) for code in coded))
        or (isinstance(place, Place) and isinstance(period, Period)
            and not place.start <= period.start <= period.end <= place.end)
        for place, period, coded in placed
    ]  # fmt: skip
    reasons = np.where(misfits, _MISFIT, reasons)
    what = [f"{r}: {name_rows(check.rows[reasons == r])}" for r in dict.fromkeys(reasons) if r]
    answer = check.ask(
        "areas", ["official", "own"] if official else ["own"],
        about=reasons != "", heading=heading or "area", what=capital("; ".join(what)),
    )  # fmt: skip
    if answer == "official":
        check.set_aside(reasons == _MISFIT, _MISFIT, column=heading)
    if answer == "own" or not official:
        return frame, dict.fromkeys(found), "own"
    frame["area"] = texts.map({name: place.name for name, place in official.items()})
    return frame.fillna({"area": ""}), {place.name: place for place in official.values()}, kind


def ask_sums(check: TableCheck, frame: pd.DataFrame, hidden: pd.DataFrame) -> None:
    """Ask about areas of the user's own whose numbers can be the sum of others' in all periods.

    They can be the sum of all others, or of some: of some where the numbers are so large, or so
    many, that there are far more of them than sums; else some area is one by chance.
    """
    from scipy.optimize import Bounds, LinearConstraint, milp

    numbers = frame.loc[check.used, ["newborns", "births"]]
    # A count that is rounded to 5 is off by two at most; a hidden one is hardly above nine.
    slack = 2.0 if (numbers["newborns"].dropna() % 5 == 0).all() else 0.0
    ends = {
        "lowest": (numbers - slack).mask(hidden, 0.0),
        "highest": (numbers + slack).mask(hidden, _HIDDEN_AT_MOST),
    }
    keys = [frame["area"], frame["period"].astype(str)]
    table = pd.concat(ends, axis="columns").groupby(keys, sort=False).first().unstack()
    lowest, highest = np.hsplit(table.to_numpy()[:, table.notna().all()], 2)
    # There are 2 ** areas sums.
    has_room = np.log2(1 + highest.max(axis=0, initial=0)).sum() > len(table) + 3
    # At least half of a total is known, and not hidden.
    is_sure = (highest - lowest < _HIDDEN_AT_MOST) & (2 * (lowest.sum(axis=0) - lowest) >= lowest)
    sums = []
    for total in np.flatnonzero(is_sure.all(axis=1) & highest.any(axis=1)).tolist():
        others = np.arange(len(table)) != total
        rules = [
            LinearConstraint(lowest.T, -np.inf, highest[total]),
            LinearConstraint(highest.T, lowest[total], np.inf),
            LinearConstraint(np.ones(len(table)), 2, np.inf),
        ]
        if milp(
            np.zeros(len(table)), constraints=rules, integrality=np.ones(len(table), int),
            bounds=Bounds(0 if has_room else others, others), options={"time_limit": 0.5},
        ).success:  # fmt: skip
            sums.append(table.index[total])
    check.ask_to_set_aside("sums", frame["area"].isin(sums).to_numpy())
