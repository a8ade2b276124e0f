"""What is tracked: what others wrote is named with its licence, and nothing stray stands there."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest
from plotly.offline import get_plotlyjs_version

ROOT = Path(__file__).resolve().parents[2]
LIST = (ROOT / "THIRD_PARTY.md").read_text(encoding="utf-8")
MOST_BYTES = 1_000_000


def tracked() -> list[str]:
    if not (ROOT / ".git").exists():
        pytest.skip("this copy of the pack has no history to look at")
    done = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [name for name in done.stdout.split("\0") if name]


def test_the_page_names_what_npm_installs_with_version_and_licence() -> None:
    lock = json.loads((ROOT / "tools" / "package-lock.json").read_text("utf-8"))["packages"]
    packages = {name.removeprefix("node_modules/"): row for name, row in lock.items() if name}
    for name, row in packages.items():
        (listed,) = re.findall(rf"^\| `{re.escape(name)}` \|.*$", LIST, re.MULTILINE)
        assert f"| {row['version']} | {row['license']} |" in listed
        assert row["integrity"].startswith("sha512-")
        assert "resolved" not in row
    assert packages["plotly.js-basic-dist-min"]["version"] == get_plotlyjs_version()


def test_no_copyright_of_others_is_left_unnamed() -> None:
    listed = ("LICENSE", "THIRD_PARTY.md", "tests/setup/test_third_party.py")
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
    assert large == []
    built = re.compile(r"^(build|dist)/|(^|/)(\.venv|__pycache__|node_modules|screenshots)/|\.pyc$")
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
        if name not in TRIED and (hit := pattern.search((ROOT / name).read_bytes()))
    ]
    assert found == []
