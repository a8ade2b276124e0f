"""The report's own regional table, where a lecturer who holds the report has typed it in.

The table is not part of the pack. A lecturer copies `data/transcription_template.csv` to
`data/transcription.csv` and fills it in; the file stays theirs and is not tracked.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from born_into_care.charts.values import AreaValue
from born_into_care.errors import PackError
from born_into_care.estimates import Interval, NoInterval, wilson_share
from born_into_care.evidence.cache import cached
from born_into_care.evidence.tables import Row, read_rows
from born_into_care.paths import data_folder

Key = tuple[str, str, str]


@cached
def read_typed_values() -> Mapping[Key, AreaValue]:
    """Return the typed table as (measure, area, period) -> value; empty where there is no file.

    Raises:
        PackError: naming the line and the column of what cannot be used.
    """
    path = data_folder() / "transcription.csv"
    return read_transcription(path) if path.exists() else {}


def read_transcription(path: Path) -> dict[Key, AreaValue]:
    """Read a table that was typed in from the report.

    Parameters:
        path: a CSV with the columns of `data/transcription_template.csv`.

    Raises:
        PackError: naming the file, the line and the column of what cannot be used.
    """
    rows = read_rows(path, "transcription_template")
    return {(row["measure"], row["area"], row["period"]): _read_value(row, path) for row in rows}


def _read_value(row: Row, path: Path) -> AreaValue:
    digits = row["value"].removesuffix("%").strip()
    share = row["measure"] != "Incidence"
    highest = 100 if share else 10_000
    if not re.fullmatch(r"\d+(\.\d+)?", digits) or float(digits) > highest:
        raise PackError(
            f"{path.name}, {row['measure']}, {row['area']}, column 'value': {row['value']!r} is "
            f"not a number from 0 to {highest:,}. Type it as 41 or 41.2."
        )
    return AreaValue(
        area=row["area"],
        period=row["period"],
        value=float(digits),
        text=digits,
        interval=_interval(digits, row["babies_or_births"], share=share),
        size=row["babies_or_births"],
        citation=row["citation"],
    )


def _interval(digits: str, size: int | None, *, share: bool) -> Interval | NoInterval:
    if not size:
        return NoInterval()
    if not share:
        # As for a published rate: a count worked back from it would be ours, not the report's.
        return NoInterval("the number of babies behind a rate that was typed in is not known")
    return wilson_share(
        float(digits) / 100,
        size,
        # The digits say how the value was rounded: to 0.1 for 12.5, to 1 for 41.
        rounded_to=10.0 ** -len(digits.partition(".")[2]) / 100,
        note="The number of babies was typed in from the report with the share.",
    ).scaled(100)
