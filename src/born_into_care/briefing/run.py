"""Briefings made: one area or all, over the cores, resumed, one fault not stopping the others."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from born_into_care.briefing.one import NOTEBOOK, Job, Outcome, write_whole
from born_into_care.briefing.pdf import NO_BROWSER, browser
from born_into_care.briefing.workers import made
from born_into_care.errors import PackError, unknown
from born_into_care.paths import data_folder, pack_folder
from born_into_care.your_area.protection import Protected
from born_into_care.your_area.safe_text import for_sheet, plain

FORMATS = ("html", "docx", "pdf")
JOURNAL = "briefings.jsonl"
COUNTS = "protected-counts.json"


@dataclass(frozen=True)
class Summary:
    """What became of all areas.

    Attributes:
        folder: where the briefings are.
        outcomes: one for each area, in the order in which they were asked for.
    """

    folder: Path
    outcomes: tuple[Outcome, ...]

    @property
    def failed(self) -> tuple[Outcome, ...]:
        """The areas without a briefing."""
        return tuple(one for one in self.outcomes if one.status == "failed")

    @property
    def text(self) -> str:
        """The summary as plain text."""
        new = sum(one.status == "made" for one in self.outcomes)
        kept = sum(one.status == "kept" for one in self.outcomes)
        lines = [f"{new:,} briefings made, {kept:,} kept from before, {len(self.failed):,} failed."]
        lines += [f"  {plain(one.area)}: {one.message}" for one in self.failed]
        notes = dict.fromkeys(
            one.message for one in self.outcomes if one.message and one.status != "failed"
        )
        return "\n".join([*lines, *notes, f"They are in {self.folder}."])


def make_briefings(
    areas: Sequence[str],
    *,
    folder: str | Path,
    table: Protected | None = None,
    period: str = "",
    region: str = "",
    formats: Sequence[str] = FORMATS,
    workers: int | None = None,
    fresh: bool = False,
    progress: Callable[[Outcome], None] | None = None,
) -> Summary:
    """Make a briefing for each area and give what became of each.

    Parameters:
        areas: the areas, of the table, or published ones where there is no table.
        folder: where to put the files; made if it is not there.
        table: protected counts; None for published figures alone.
        period: which period of the table; "" for the latest.
        region: the region that all areas lie in; "" where it is not said.
        formats: some of "html", "docx" and "pdf".
        workers: how many at a time; None or 0 for one a core.
        fresh: whether to make those anew that are there already.
        progress: is called with each outcome as it comes.

    Raises:
        PackError: for a format that does not exist, no area, fewer than no workers, or a
            learner's table and a folder inside the pack.
    """
    if not areas:
        raise PackError("No area was named. Name one, or ask for all of them.")
    for name in formats:
        if name not in FORMATS:
            raise unknown("format", name, FORMATS)
    if workers is not None and workers < 0:
        raise PackError(
            f"{workers} briefings at a time can't be made. Choose 1 or more, or 0 for one a core."
        )
    target = _folder(folder, own=table is not None)
    counts = ""
    if table is not None:
        counts = str(target / COUNTS)
        write_whole(Path(counts), table.to_json().encode())
    jobs = _jobs(areas, target, counts, period, region, tuple(f for f in FORMATS if f in formats))
    marks = {job.area: _fingerprint(job, table) for job in jobs}
    before = {} if fresh else _journal(target)
    outcomes: dict[str, Outcome] = {}

    def note(outcome: Outcome) -> None:
        outcomes[outcome.area] = outcome
        if outcome.status == "made":
            _record(target, outcome, marks[outcome.area])
        if progress is not None:
            progress(outcome)

    waiting = []
    for job in jobs:
        kept = _kept(before.get(job.area), marks[job.area], job)
        if kept is None:
            waiting.append(job)
        else:
            note(kept)
    for outcome in made(waiting, workers or os.cpu_count() or 1):
        note(outcome)
    summary = Summary(target, tuple(outcomes[job.area] for job in jobs))
    write_whole(target / "summary.csv", _summary_csv(summary).encode("utf-8-sig"))
    return summary


# What was made before ---------------------------------------------------------------------------


def _journal(folder: Path) -> dict[str, dict[str, Any]]:
    """The last entry of each area; a line cut off by a crash is passed over."""
    path = folder / JOURNAL
    entries: dict[str, dict[str, Any]] = {}
    if path.is_file():
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
            try:
                entry = json.loads(line)
                entries[entry["area"]] = entry
            except (ValueError, KeyError, TypeError):
                continue
    return entries


def _record(folder: Path, outcome: Outcome, mark: str) -> None:
    entry = {
        "area": outcome.area,
        "input": mark,
        "files": {name: _hash((folder / name).read_bytes()) for name in outcome.files},
    }
    with (folder / JOURNAL).open("a", encoding="utf-8") as journal:
        journal.write(json.dumps(entry, ensure_ascii=False) + "\n")


def _kept(entry: Mapping[str, Any] | None, mark: str, job: Job) -> Outcome | None:
    """An earlier run's files, if they come from the same input, whole and all that can be made."""
    if entry is None or entry.get("input") != mark:
        return None
    for name, held in entry["files"].items():
        path = Path(job.folder) / name
        if not path.is_file() or _hash(path.read_bytes()) != held:
            return None
    files = tuple(entry["files"])
    missing = [name for name in job.formats if job.name(name) not in files]
    if not missing:
        return Outcome(job.area, "kept", files)
    # A PDF is made as soon as there is a browser; until then the rest is not made again each time.
    if missing == ["pdf"] and browser() is None:
        return Outcome(job.area, "kept", files, NO_BROWSER)
    return None


def _fingerprint(job: Job, table: Protected | None) -> str:
    """What a briefing depends on, as one short text."""
    parameters = {key: value for key, value in job.parameters.items() if key != "table"}
    counts = table.to_json() if table is not None else ""
    made_of = [parameters, job.formats, _hash(counts.encode()), _code(), _evidence()]
    return _hash(json.dumps(made_of).encode())


@cache
def _code() -> str:
    """The code that briefings are made by; a kernel does not read it twice."""
    files = [*Path(__file__).parents[1].rglob("*.py"), NOTEBOOK]
    return _hash(b"".join(path.read_bytes() for path in sorted(files)))


def _evidence() -> str:
    """The tables that briefings are made of, as they are now: one may have been corrected."""
    return _hash(b"".join(path.read_bytes() for path in sorted(data_folder().glob("*.csv"))))


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:20]


# Files ------------------------------------------------------------------------------------------


def _folder(folder: str | Path, *, own: bool) -> Path:
    target, pack = Path(folder).expanduser().resolve(), pack_folder()
    # On Binder the pack is the home itself: no folder is outside it, and nothing is kept.
    within = target.is_relative_to(pack) and not Path.home().resolve().is_relative_to(pack)
    if own and within:
        raise PackError(
            "Briefings from a table of your own are not written into the pack, where they could be "
            f"shared with it. Choose a folder outside it, for example {Path.home() / 'briefings'}."
        )
    try:
        target.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise PackError(f"The folder {target} can't be made. Choose another one.") from None
    return target


def _jobs(
    areas: Sequence[str], folder: Path, counts: str, period: str, region: str,
    formats: tuple[str, ...],
) -> list[Job]:  # fmt: skip
    taken: set[str] = set()
    jobs = []
    for area in dict.fromkeys(areas):
        stem = stem_of(area)
        if stem in taken:
            stem += "-" + _hash(area.encode())[:6]
        taken.add(stem)
        parameters = {"area": area, "table": counts, "period": period, "region": region}
        jobs.append(Job(area, stem, str(folder), parameters, formats))
    return jobs


def stem_of(area: str) -> str:
    """Give a file name for an area that every system can hold.

    Example:
        >>> stem_of("Yorkshire and The Humber"), stem_of("../CON")
        ('briefing-yorkshire-and-the-humber', 'briefing-con')
    """
    slug = re.sub(r"[^a-z0-9]+", "-", plain(area).casefold()).strip("-")[:60]
    return f"briefing-{slug or _hash(area.encode())[:8]}"


def _summary_csv(summary: Summary) -> str:
    held = io.StringIO()
    writer = csv.writer(held, lineterminator="\r\n")
    writer.writerow(["area", "status", "files", "message"])
    for one in summary.outcomes:
        # "kept" and "made" are the same thing to whoever reads the file later.
        status = "failed" if one.status == "failed" else "made"
        writer.writerow(
            [for_sheet(one.area), status, " ".join(one.files), for_sheet(one.message, limit=400)]
        )
    return held.getvalue()
