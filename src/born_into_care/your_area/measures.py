"""What is worked out from the counts, and which published figures stand beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["count", "rate", "share"]


@dataclass(frozen=True)
class Measure:
    """One measure.

    Attributes:
        key: its fixed name.
        title: what it is called.
        kind: a count, a rate per 10,000 live births, or a share in per cent.
        part: the level that is counted.
        whole: the levels that it can be a share of, the best first; empty for a count or rate.
        of: of whom or what, in words, after a number.
        published: ids of published figures of the same thing, the nearest first.
        regions: ids of published figures for a region.
    """

    key: str
    title: str
    kind: Kind
    part: str
    whole: tuple[str, ...]
    of: str
    published: tuple[str, ...]
    regions: tuple[str, ...] = ()


MEASURES: tuple[Measure, ...] = (
    Measure(
        "count", "Newborns in care proceedings", "count", "newborns", (),
        "newborns in care proceedings", (),
    ),
    Measure(
        "incidence", "Incidence", "rate", "newborns", (),
        "newborns in care proceedings per 10,000 live births",
        ("incidence-england-2019-20", "incidence-wales-2019-20"),
        ("incidence-north-east-2019-20", "incidence-london-2019-20"),
    ),
    Measure(
        "newborn_share", "Newborns among infants", "share", "newborns", ("infants",),
        "of infants under one year in care proceedings",
        ("newborn-share-england-2019-20", "newborn-share-wales-2018"),
    ),
    Measure(
        "short_notice", "Short notice", "share", "short_notice", ("notice_known", "newborns"),
        "of newborns had a first hearing fewer than seven days after issue",
        ("short-notice-england-2019-20", "short-notice-wales-2019-20"),
    ),
    Measure(
        "emergency", "Emergency", "share", "emergency", ("notice_known", "newborns"),
        "of newborns had a first hearing fewer than three days after issue",
        (),
    ),
    Measure(
        "same_day", "Same day", "share", "same_day", ("notice_known", "newborns"),
        "of newborns had a first hearing on the day of issue",
        ("same-day-england-wales-2019-20",),
        ("same-day-north-east-2019-20", "same-day-london-2019-20"),
    ),
)  # fmt: skip

MEASURE = {measure.key: measure for measure in MEASURES}
