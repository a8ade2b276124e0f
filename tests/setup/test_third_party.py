"""What is tracked: what others wrote is named with its licence, and nothing stray stands there."""

from __future__ import annotations

import re
import subprocess
import zipfile
from pathlib import Path

import pytest
from plotly.offline import get_plotlyjs_version

ROOT = Path(__file__).resolve().parents[2]
LIST = (ROOT / "THIRD_PARTY.md").read_text(encoding="utf-8")
ROWS = {
    cells[0].strip("` "): [cell.strip() for cell in cells]
    for cells in (line.strip("|").split("|") for line in LIST.splitlines() if line[:3] == "| `")
}
PLOTLY = "src/born_into_care/explorers/frontend/plotly/"
# Where the pack keeps what others wrote.
FOLDERS = (PLOTLY, "tools/kit/vendor/", "tests/teaching/readers/")
OUR_PAGES = ("README.md",)
MOST_BYTES = 1_000_000


def tracked() -> list[str]:
    if not (ROOT / ".git").exists():
        pytest.skip("this copy of the pack has no history to look at")
    done = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [name for name in done.stdout.split("\0") if name]


def test_each_vendored_file_is_in_the_list() -> None:
    vendored = [
        name
        for name in tracked()
        if name.startswith(FOLDERS)
        and Path(name).name not in OUR_PAGES
        and not re.search(r"LICENSE$", name)
    ]
    assert len(vendored) > 6
    assert [name for name in vendored if not name.startswith(tuple(ROWS))] == []


@pytest.mark.parametrize("place", ROWS)
def test_each_entry_is_there_with_its_licence(place: str) -> None:
    path = ROOT / place
    assert path.exists()
    assert ROWS[place][3], "no licence"
    licence = ROWS[place][4]
    if name := re.match(r"`(.+)` beside it", licence):
        beside = path if path.is_dir() else path.parent
        assert "Permission is hereby granted" in (beside / name[1]).read_text(encoding="utf-8")
    elif licence == "inside it":
        held = zipfile.ZipFile(path)
        (text,) = (name for name in held.namelist() if name.endswith("/LICENSE"))
        assert b"Permission is hereby granted" in held.read(text)
    else:
        assert licence == "none"


def test_the_drawing_library_is_the_version_that_plotly_for_python_carries() -> None:
    opening = (ROOT / PLOTLY / "plotly-basic.min.js").read_text(encoding="utf-8")[:400]
    assert f"plotly.js (basic - minified) v{get_plotlyjs_version()}" in opening
    assert ROWS[PLOTLY][2] == get_plotlyjs_version()


def test_no_copyright_of_others_is_left_unnamed() -> None:
    listed = (*ROWS, *FOLDERS, "LICENSE", "THIRD_PARTY.md", "tests/setup/test_third_party.py")
    claims = re.compile(rb"copyright\s+(\(c\)|\xc2\xa9|\d{4})|@license|licensed under", re.I)
    found = [
        name
        for name in tracked()
        if name.endswith((".js", ".css", ".py", ".html", ".j2", ".svg", ".sh"))
        and not name.startswith(listed)
        and claims.search((ROOT / name).read_bytes())
    ]
    assert found == []


def test_nothing_large_or_built_is_tracked() -> None:
    names = tracked()
    large = [name for name in names if (ROOT / name).stat().st_size > MOST_BYTES]
    assert large == [f"{PLOTLY}plotly-basic.min.js"]
    built = re.compile(r"(^|/)(build|dist|\.venv|__pycache__|node_modules|screenshots)/|\.pyc$")
    assert [name for name in names if built.search(name)] == []


# Each with a text that must be found, so that the pattern is known to see.
STRAY = {
    "a folder of somebody's machine": (
        # /home/learner is inside the image, the same for everyone.
        rb"(?<![\w.])/(?:home|Users|root)/(?!learner\b)\w|[A-Z]:\\Users",
        b"see /home/jo/pack",
    ),
    "a content network": (
        rb"https?://[\w.-]*(?:\bcdn|jsdelivr|unpkg|cdnjs|googleapis|gstatic)\b",
        b"src='https://cdn.jsdelivr.net/x.js'",
    ),
    "a package index": (
        rb"https?://[\w.-]*(?:pypi|pythonhosted|npmjs|artifact)[\w.-]*/",
        b"https://pypi.org/simple/",
    ),
}
# These hold such a text to try out what looks for it.
TRIED = (
    "tests/notebooks/test_skeleton_rules.py",
    "tests/setup/test_browser_support.py",
    "tests/setup/test_third_party.py",
)


@pytest.mark.parametrize("what", STRAY)
def test_no_tracked_file_names(what: str) -> None:
    pattern, example = re.compile(STRAY[what][0]), STRAY[what][1]
    assert pattern.search(example)
    found = [
        f"{name}: {hit[0].decode(errors='replace')}"
        for name in tracked()
        if name not in TRIED
        and not name.startswith(FOLDERS)
        and (hit := pattern.search((ROOT / name).read_bytes()))
    ]
    assert found == []
