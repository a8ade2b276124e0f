"""Run sheets: minutes as data in `teaching/run_sheets/*.yml`, shown as one page each."""

from functools import cache
from pathlib import Path
from typing import Any

import nbformat
import yaml
from jsonschema import Draft202012Validator

from tools.build.pack import HERE, NOTEBOOKS, TEACHING, render

SHEETS = TEACHING / "run_sheets"
ROOMS = {
    "laptops": "With laptops",
    "projector": "One projector only",
    "no_internet": "No internet",
    "paper": "Paper only",
}
STEPS = "steps.yml"
SCHEMAS = yaml.safe_load((HERE / "run_sheets.schema.yml").read_text(encoding="utf-8"))


def read_sheet(path: Path) -> dict[str, Any]:
    """Return a run sheet from its file, the text of its steps from the file that all sheets share.

    A session is in steps, a route in weeks. Each step also holds `start` and `end` in minutes,
    and `cut` as None where it is never cut.

    Raises:
        ValueError: if a part is missing or not known; it names the file and the place in it.
    """
    sheet = {"minutes": None, "uses_app": False, "steps": [], "weeks": []}
    sheet |= _read_yaml(path, "sheet")
    texts = _read_yaml(path.with_name(STEPS), "steps")
    steps, end = [], 0
    for entry in sheet["steps"]:
        if entry["step"] not in texts:
            raise ValueError(f"{path.name}: there is no step {entry['step']!r} in {STEPS}.")
        start, end = end, end + entry["minutes"]
        cut = None if entry["cut"] == "never" else entry["cut"]
        empty = {"notebook": "", "part": "", "app": "", "screens": None}
        steps.append(
            empty | texts[entry["step"]] | entry | {"cut": cut, "start": start, "end": end}
        )
    return sheet | {"steps": steps}


def list_sheets() -> list[dict[str, Any]]:
    """Return the run sheets in their order."""
    paths = (path for path in SHEETS.glob("*.yml") if path.name != STEPS)
    return sorted(map(read_sheet, paths), key=lambda sheet: sheet["order"])


@cache
def notebook_minutes(name: str) -> dict[str, int]:
    """Return the minutes of a notebook for reading and doing, from its own metadata."""
    notebook = nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4)
    minutes: dict[str, int] = notebook.metadata["born_into_care"]["minutes"]
    return minutes


def write_sheet(sheet: dict[str, Any]) -> str:
    """Return a run sheet as Markdown."""
    return render(
        "run_sheet.md.j2",
        sheet=sheet,
        rooms=ROOMS,
        clock=lambda minutes: f"{minutes // 60}:{minutes % 60:02d}",
        minutes_of=notebook_minutes,
    )


def write_pages() -> dict[Path, str]:
    """Return every page of the run sheets: its path and its text."""
    sheets = list_sheets()
    index = render("run_sheets.md.j2", sheets=sheets)
    return {SHEETS / "README.md": index} | {
        SHEETS / f"{sheet['id']}.md": write_sheet(sheet) for sheet in sheets
    }


def _read_yaml(path: Path, kind: str) -> dict[str, Any]:
    held: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    for error in Draft202012Validator(SCHEMAS[kind]).iter_errors(held):
        raise ValueError(f"{path.name}, at {error.json_path}: {error.message}")
    return held
