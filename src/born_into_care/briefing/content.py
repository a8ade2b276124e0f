"""The briefing on an area: from its table, or from the published figures where there is none."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from born_into_care.briefing.from_table import from_findings
from born_into_care.briefing.parts import Briefing
from born_into_care.briefing.published import from_published
from born_into_care.errors import PackError
from born_into_care.your_area import Protected, find


def brief(area: str, *, table: str = "", period: str = "", region: str = "") -> Briefing:
    """Give the briefing on an area.

    Parameters:
        area: an area of the table; or, without a table, a region of England, England or Wales.
        table: a file of protected counts (`Protected.to_json`); "" for published figures alone.
        period: which period of the table; "" for the latest.
        region: the region that the area lies in, so that its published figures stand beside.

    Raises:
        PackError: for an area, period, region or file that does not exist.

    Example:
        >>> brief("North East").opening.blocks[0].text
        'Newborn babies in care proceedings: North East'
    """
    if not table:
        return from_published(area)
    path = Path(table)
    if not path.is_file():
        raise PackError(f"There is no file of protected counts '{path.name}'. Make it anew.")
    protected = _protected(str(path), path.stat().st_mtime_ns)
    return from_findings(find(protected, area=area, period=period or None, region=region or None))


@lru_cache(maxsize=1)
def _protected(path: str, _stamp: int) -> Protected:
    """The counts of a file, read once for all areas of it."""
    return Protected.from_json(Path(path).read_text(encoding="utf-8"))
