"""The marker's key: what each sheet should come to, as a table and as a page to read from."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from born_into_care.estimates import Interval
from tools.kit.variants import other
from tools.kit.variants.variant import Variant, answer

HEADINGS = (
    "sheet", "area", "measure", "first_period", "last_period", "unit", "first", "first_low",
    "first_high", "last", "last_low", "last_high", "change", "change_low", "change_high",
    "england_and_wales", "funnel_low", "funnel_high", "outside_the_funnel", "changed_beyond_chance",
)  # fmt: skip


def write(chosen: Sequence[Variant], folder: Path) -> list[Path]:
    """Write the key as CSV and as Markdown, and give the files."""
    folder.mkdir(parents=True, exist_ok=True)
    table, page = folder / "markers_key.csv", folder / "markers_key.md"
    table.write_text(as_csv(chosen), encoding="utf-8", newline="")
    page.write_text(as_markdown(chosen), encoding="utf-8")
    return [table, page]


def as_csv(chosen: Sequence[Variant]) -> str:
    """Give the key as a table, a row for each sheet."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADINGS)
    for one in chosen:
        found = answer(one)
        numbers = [
            limit
            for interval in (found.first, found.last, found.change)
            for limit in (interval.value, interval.low, interval.high)
        ]
        numbers += [found.elsewhere, *found.funnel]
        writer.writerow(
            [one.student, one.area, one.measure, one.first, one.last, one.unit]
            + [f"{number:.1f}" for number in numbers]
            + [_yes(found.beyond_chance), _yes(found.changed)]
        )
    return out.getvalue()


def as_markdown(chosen: Sequence[Variant]) -> str:
    """Give the key as a page, a part for each sheet."""
    parts = [
        "# Marker's key",
        "For the marker only. All numbers but those of the other task are illustrative. Half a "
        "unit either way is right: students round on the way. The other task has its own measure. "
        "An interval by another stated method is right too.",
    ]
    for one in chosen:
        found = answer(one)
        changed = "leaves out nought" if found.changed else "holds nought"
        beyond = "outside" if found.beyond_chance else "inside"
        parts.append(
            f"## Sheet {one.student}: {one.area}, {one.measure.lower()}\n\n"
            f"- {one.first}: {_said(found.first)} {one.unit}.\n"
            f"- {one.last}: {_said(found.last)} {one.unit}.\n"
            f"- Change: {_said(found.change)} {one.unit_of_change}; the interval {changed}.\n"
            f"- England and Wales in {one.last}: {found.elsewhere:.1f}. An area of this size lies "
            f"between {found.funnel[0]:.1f} and {found.funnel[1]:.1f} by chance alone, 95 times in "
            f"100. This one is {beyond}.\n"
            f"- Methods: {found.first.method}; {found.change.method}."
        )
    parts.append(other.key())
    return "\n\n".join(parts) + "\n"


def _said(interval: Interval) -> str:
    return f"{interval.value:.1f} ({interval.low:.1f} to {interval.high:.1f})"


def _yes(value: bool) -> str:
    return "yes" if value else "no"
