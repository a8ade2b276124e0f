"""Run sheets: minutes as data in `teaching/run_sheets/*.yml`, shown as one page each."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import nbformat
import yaml

from tools.kit.places import NOTEBOOKS, ROOT, TEACHING

SHEETS = TEACHING / "run_sheets"
ROOMS = {
    "laptops": "With laptops",
    "projector": "One projector only",
    "no_internet": "No internet",
    "paper": "Paper only",
}
STEPS = "steps.yml"
APP = ROOT / "app" / "path.toml"
TEXT_KEYS = {"title", "notebook", "part", "show", "say", "ask", "expect", "app"}
MAY_BE_MISSING = {"notebook", "part", "app"}


@dataclass(frozen=True)
class Minutes:
    """How long a notebook takes, as its own metadata say."""

    read: int
    do: int

    @property
    def total(self) -> int:
        """Reading and doing together."""
        return self.read + self.do


@dataclass(frozen=True)
class Step:
    """One step of a session.

    Attributes:
        minutes: how long it takes.
        title: what it is, in a few words.
        notebook: the notebook that it opens, without ending; empty if none.
        part: the heading at which it is opened; empty if at the start.
        show: what is on the screen.
        say: what the facilitator says.
        ask: what the group is asked.
        expect: what usually comes, and what to do with it.
        app: what to click in the workshop app; empty if nothing is special.
        cut: when to leave it out: 1 first, then 2; None for never.
    """

    minutes: int
    title: str
    notebook: str
    part: str
    show: str
    say: str
    ask: str
    expect: str
    app: str
    cut: int | None


@dataclass(frozen=True)
class Week:
    """One week of the self-directed route: notebooks, whose minutes are their own, and a task."""

    title: str
    notebooks: tuple[str, ...]
    extra: int
    extra_task: str


@dataclass(frozen=True)
class RunSheet:
    """A session or a route.

    Attributes:
        id: the file's name.
        title: what the page is called.
        minutes: what it promises; None for a route in weeks.
        order: its place in the list of sheets.
        for_whom, they_leave_with, before, rooms: as the page shows them.
        uses_app: whether the workshop app can carry it; each step then says where it is there.
        steps: the steps of a session.
        weeks: the weeks of a route.
    """

    id: str
    title: str
    minutes: int | None
    order: int
    for_whom: str
    they_leave_with: str
    before: tuple[str, ...]
    rooms: Mapping[str, str]
    uses_app: bool = False
    steps: tuple[Step, ...] = ()
    weeks: tuple[Week, ...] = ()

    def minutes_in(self, notebook: str) -> int:
        """Give the minutes that the steps spend in a notebook."""
        return sum(step.minutes for step in self.steps if step.notebook == notebook)


def read(path: Path) -> RunSheet:
    """Give a run sheet from its file, the text of its steps from the file that all sheets share.

    Raises:
        ValueError: if a part is missing or not known; it names the file and the step.
    """
    row: dict[str, Any] = _yaml(path)
    texts: dict[str, Any] = _yaml(path.with_name(STEPS))
    steps = tuple(
        _step(entry, texts, f"{path.name}, step {place}")
        for place, entry in enumerate(row.pop("steps", ()), 1)
    )
    weeks = tuple(
        Week(week["title"], tuple(week["notebooks"]), week["extra"], week["extra_task"])
        for week in row.pop("weeks", ())
    )
    if set(row.get("rooms", {})) != set(ROOMS):
        raise ValueError(f"{path.name}: 'rooms' needs {', '.join(ROOMS)}, each once.")
    row["before"] = tuple(row["before"])
    return RunSheet(steps=steps, weeks=weeks, **({"minutes": None} | row))


def _yaml(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _step(entry: Mapping[str, Any], texts: Mapping[str, Any], place: str) -> Step:
    if set(entry) != {"step", "minutes", "cut"}:
        raise ValueError(f"{place}: give step, minutes and cut, and nothing else.")
    if entry["step"] not in texts:
        raise ValueError(f"{place}: there is no step {entry['step']!r} in {STEPS}.")
    row = texts[entry["step"]]
    strange = set(row) - TEXT_KEYS
    missing = TEXT_KEYS - MAY_BE_MISSING - set(row)
    if strange or missing:
        names = ", ".join(sorted(missing | strange))
        raise ValueError(f"{STEPS}, {entry['step']}: {names} is missing or not known.")
    if entry["cut"] != "never" and not isinstance(entry["cut"], int):
        raise ValueError(f"{place}: 'cut' is 'never' or a number, 1 for what goes first.")
    return Step(
        minutes=entry["minutes"],
        title=row["title"],
        notebook=row.get("notebook", ""),
        part=row.get("part", ""),
        show=row["show"],
        say=row["say"],
        ask=row["ask"],
        expect=row["expect"],
        app=row.get("app", ""),
        cut=None if entry["cut"] == "never" else entry["cut"],
    )


def sheets(folder: Path = SHEETS) -> list[RunSheet]:
    """Give the run sheets in their order."""
    return sorted(
        (read(path) for path in folder.glob("*.yml") if path.name != STEPS),
        key=lambda sheet: sheet.order,
    )


@cache
def notebook_minutes(name: str, folder: Path = NOTEBOOKS) -> Minutes:
    """Give the minutes of a notebook from its own metadata.

    Raises:
        ValueError: if there is no such notebook, or it names no minutes.
    """
    path = folder / f"{name}.ipynb"
    if not path.exists():
        raise ValueError(f"There is no notebook {name}. Look in the folder {folder.name}.")
    minutes = nbformat.read(path, as_version=4).metadata.get("born_into_care", {}).get("minutes")
    if not minutes:
        raise ValueError(f"The notebook {name} names no minutes in its metadata.")
    return Minutes(minutes["read"], minutes["do"])


@cache
def app_places(path: Path = APP) -> dict[str, int]:
    """Give the headings of the workshop app in their order, counted from 1."""
    steps = tomllib.loads(path.read_text(encoding="utf-8"))["step"]
    return {step["section"]: place for place, step in enumerate(steps, 1)}


def in_the_app(step: Step) -> str:
    """Give where the workshop app has a step, or what to do where it has not.

    Example:
        >>> (marks,) = [s for s in sheets()[0].steps if s.part == "What the marks mean"]
        >>> in_the_app(marks).split(".")[0]
        "Not on the app's page"
    """
    if not step.part:
        return ""
    if step.part in app_places():
        return f"Heading {app_places()[step.part]}, “{step.part}”. {step.app}".strip()
    return step.app or "Not on the app's page: say it aloud."


def clock(minutes: int) -> str:
    """Give minutes from the start as a clock shows them.

    Example:
        >>> clock(95)
        '1:35'
    """
    return f"{minutes // 60}:{minutes % 60:02d}"


def page(sheet: RunSheet) -> str:
    """Give a run sheet as Markdown."""
    parts = [
        f"# {sheet.title}",
        f'<!-- Made from {sheet.id}.yml by "make kit". -->',
        f"**For whom.** {sheet.for_whom}",
        f"**They leave with** {sheet.they_leave_with}.",
        "Read the [facilitator guide](../facilitator_guide.md) first." if sheet.steps else "",
        "## Before",
        "\n".join(f"- {line}" for line in sheet.before),
        _steps(sheet) if sheet.steps else _weeks(sheet),
        "## In your room",
        "\n".join(f"- **{title}.** {sheet.rooms[key]}" for key, title in ROOMS.items()),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _steps(sheet: RunSheet) -> str:
    lines = ["## By the minute"]
    start = 0
    for step in sheet.steps:
        end = start + step.minutes
        opened = _open(step)
        lines += [
            f"### {clock(start)} to {clock(end)}: {step.title}",
            "\n".join(
                [
                    f"- {step.minutes} minutes." + (f" {opened}" if opened else ""),
                    f"- **Show.** {step.show.rstrip('.')}.",
                    f"- **Say.** {step.say}",
                    f"- **Ask.** {step.ask}",
                    f"- **Expect.** {step.expect}",
                    *([f"- **In the app.** {in_the_app(step)}"] if sheet.uses_app else []),
                ]
            ),
        ]
        start = end
    lines += ["## What to cut first", _cuts(sheet)]
    return "\n\n".join(lines)


def _open(step: Step) -> str:
    if not step.notebook:
        return ""
    anchor = f"#{step.part.replace(' ', '-')}" if step.part else ""
    where = f", at “{step.part}”" if step.part else ""
    return f"Open [{step.notebook}](../../notebooks/{step.notebook}.ipynb{anchor}){where}."


def _cuts(sheet: RunSheet) -> str:
    saved = 0
    lines = []
    for step in sorted((s for s in sheet.steps if s.cut), key=lambda s: s.cut or 0):
        saved += step.minutes
        lines.append(f"{len(lines) + 1}. {step.title}: {step.minutes} minutes ({saved} in all).")
    kept = [step.title for step in sheet.steps if step.cut is None]
    lines.append(f"\nNever cut: {'; '.join(kept)}.")
    return "\n".join(lines)


def _weeks(sheet: RunSheet) -> str:
    lines = ["## Week by week"]
    whole = 0
    for number, week in enumerate(sheet.weeks, 1):
        own = {name: notebook_minutes(name) for name in week.notebooks}
        minutes = sum(one.total for one in own.values()) + week.extra
        whole += minutes
        lines += [
            f"### Week {number}: {week.title}",
            "\n".join(
                [
                    f"- {minutes} minutes in all.",
                    *(
                        f"- [{name}](../../notebooks/{name}.ipynb): reading {one.read}, "
                        f"doing {one.do} minutes."
                        for name, one in own.items()
                    ),
                    f"- Then, {week.extra} minutes: {week.extra_task}",
                ]
            ),
        ]
    lines.append(f"All six weeks: {whole} minutes, or about {whole / 60:.0f} hours.")
    return "\n\n".join(lines)


def index(found: list[RunSheet]) -> str:
    """Give the page that lists the run sheets."""
    rows = ["| Time | For whom | They leave with |", "| --- | --- | --- |"]
    rows += [
        f"| [{sheet.title}]({sheet.id}.md) | {sheet.for_whom} | {sheet.they_leave_with} |"
        for sheet in found
    ]
    return (
        "# Run sheets\n\n"
        '<!-- Made from the .yml files beside it by "make kit". -->\n\n'
        "Each sheet says, by the minute, what to show, say and ask, what to expect, and what to "
        "cut first. Each works with laptops, with one projector, without internet and on paper.\n\n"
        + "\n".join(rows)
        + "\n"
    )


def pages() -> dict[Path, str]:
    """Give every page of the run sheets: its path and its text."""
    found = sheets()
    return {SHEETS / "README.md": index(found)} | {
        SHEETS / f"{sheet.id}.md": page(sheet) for sheet in found
    }
