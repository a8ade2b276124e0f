"""The report's own regional table, where a lecturer who holds the report has typed it in.

The table is not part of the pack. A lecturer copies `data/transcription_template.csv` to
`data/transcription.csv` and fills it in; the file stays theirs and is not tracked.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from pathlib import Path

from born_into_care import evidence
from born_into_care.charts.regions.measures import measure
from born_into_care.errors import PackError, choose
from born_into_care.evidence.cache import cached
from born_into_care.paths import data_folder

COLUMNS = ("measure", "area", "period", "value", "babies_or_births", "citation")
PERIODS = ("2012/13", "2019/20")


@dataclass(frozen=True)
class Typed:
    """One value typed in from the report.

    Attributes:
        value: per cent, or per 10,000 live births.
        digits: the value as it was typed, which says how it was rounded.
        size: how many babies (share) or live births (rate) it is over; None where left empty.
        citation: page and table of the report.
    """

    value: float
    digits: str
    size: float | None
    citation: str

    @property
    def step(self) -> float:
        """The step to which the value was rounded, in its own unit: 0.1 for 12.5, 1 for 41.

        Example:
            >>> Typed(12.5, "12.5", 240, "table 9").step, Typed(41, "41", 240, "table 9").step
            (0.1, 1.0)
        """
        return 10.0 ** -len(self.digits.partition(".")[2])


@cached
def transcribed() -> dict[tuple[str, str, str], Typed]:
    """Give the typed table as (measure, area, period) -> value; empty where there is no file.

    Raises:
        PackError: naming the line and the column of what cannot be used.
    """
    path = data_folder() / "transcription.csv"
    return read_transcription(path) if path.exists() else {}


def read_transcription(path: Path) -> dict[tuple[str, str, str], Typed]:
    """Read a table that was typed in from the report.

    Parameters:
        path: a CSV with the columns of `data/transcription_template.csv`.

    Raises:
        PackError: naming the file, the line and the column of what cannot be used.
    """
    import pandas as pd

    try:
        # A line with too few cells would otherwise give a citation of "nan".
        table = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig").fillna("")
    except UnicodeDecodeError:
        raise PackError(
            f"{path.name} is not UTF-8 text. Save it again as 'CSV UTF-8', not as 'CSV'."
        ) from None
    except (pd.errors.ParserError, pd.errors.EmptyDataError) as problem:
        raise PackError(
            f"{path.name} could not be read: {problem}. Look for a missing comma or an unclosed "
            "double quote, or copy data/transcription_template.csv and fill it in."
        ) from None
    if tuple(table.columns) != COLUMNS:
        raise PackError(
            f"{path.name} must have the columns {', '.join(COLUMNS)}. It has "
            f"{', '.join(map(str, table.columns))}. Copy data/transcription_template.csv and "
            "fill it in."
        )
    found: dict[tuple[str, str, str], Typed] = {}
    for line, row in enumerate(table.to_dict("records"), start=2):
        place = f"{path.name}, line {line}"
        cell = {str(name): str(value).strip() for name, value in row.items()}
        try:
            measure(cell["measure"])
            choose("area", cell["area"], evidence.AREAS)
            choose("period", cell["period"], PERIODS)
        except PackError as problem:
            raise PackError(f"{place}: {problem}") from None
        top = 100 if measure(cell["measure"]).kind == "share" else 10_000
        value = _number(cell["value"], place=f"{place}, column value", top=top)
        size = None
        if cell["babies_or_births"]:
            where = f"{place}, column babies_or_births"
            size = _number(cell["babies_or_births"], place=where, top=math.inf)
            if size < 1 or size != int(size):
                raise PackError(
                    f"{where}: type a whole number of babies or births, or leave it empty."
                )
        if not cell["citation"]:
            raise PackError(f"{place}, column citation: name the page and the table of the report.")
        key = (cell["measure"], cell["area"], cell["period"])
        if key in found:
            raise PackError(f"{place}: {', '.join(key)} stands twice. Keep one line of it.")
        digits = cell["value"].removesuffix("%").strip()
        found[key] = Typed(value=value, digits=digits, size=size, citation=cell["citation"])
    return found


def _number(text: str, *, place: str, top: float) -> float:
    plain = re.fullmatch(r"(\d[\d,]*(?:\.\d+)?)\s*%?", text)
    value = float(plain[1].replace(",", "")) if plain else math.nan
    if not 0 <= value <= top:
        limit = "" if math.isinf(top) else f" from 0 to {top:,}"
        raise PackError(f"{place}: {text!r} is not a number{limit}. Type it as 41 or 41.2.")
    return value
