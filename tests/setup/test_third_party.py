"""Hold tracked files to the pack's own work: licences named, nothing stray, nothing built."""

import json
import re
import subprocess
from pathlib import Path

import pytest
from plotly.offline import get_plotlyjs_version

ROOT = Path(__file__).resolve().parents[2]
MOST_BYTES = 1_000_000
# What no tracked file may hold: /home/learner is inside the image, the same for everyone.
STRAY = (
    rb"(?<![\w.])/(?:home|Users|root)/(?!learner\b)\w|[A-Z]:\\Users",
    rb"https?://[\w.-]*(?:\bcdn|jsdelivr|unpkg|cdnjs|googleapis|gstatic)\b",
    rb"https?://[\w.-]*(?:pypi|pythonhosted|npmjs|artifact)[\w.-]*/",
)
COPYRIGHT = re.compile(rb"copyright\s+(\(c\)|\xc2\xa9|\d{4})|@license|licensed under", re.I)
CODE = (".js", ".css", ".py", ".html", ".j2", ".svg", ".sh")
BUILT = re.compile(r"^(build|dist)/|(^|/)(\.venv|__pycache__|node_modules|screenshots)/|\.pyc$")
# These hold such a text to try out what looks for it.
EXAMPLES = ("tests/setup/test_third_party.py",)


def find_problems(name: str, content: bytes) -> list[str]:
    """Return what is wrong with a file that is tracked."""
    found = [hit[0].decode() for text in STRAY if (hit := re.search(text, content))]
    if name.endswith(CODE) and COPYRIGHT.search(content):
        found.append("names a copyright of others")
    if len(content) > MOST_BYTES or BUILT.search(name):
        found.append("is large or built")
    return [f"{name}: {problem}" for problem in found]


def test_nothing_of_others_nothing_stray_and_nothing_built_is_tracked() -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("this copy of the pack has no history to look at")
    names = subprocess.check_output(["git", "ls-files", "-z"], cwd=ROOT, text=True).split("\0")
    assert [
        problem
        for path in [ROOT / name for name in names if name and name not in EXAMPLES]
        for problem in find_problems(path.relative_to(ROOT).as_posix(), path.read_bytes())
    ] == []


def test_the_page_names_what_npm_installs_with_version_and_licence() -> None:
    page = (ROOT / "THIRD_PARTY.md").read_text("utf-8")
    lock = json.loads((ROOT / "tools" / "package-lock.json").read_text("utf-8"))["packages"]
    packages = {name.removeprefix("node_modules/"): row for name, row in lock.items() if name}
    for name, row in packages.items():
        (listed,) = re.findall(rf"^\| `{re.escape(name)}` \|.*$", page, re.MULTILINE)
        assert f"| {row['version']} | {row['license']} |" in listed
        assert row["integrity"].startswith("sha512-") and "resolved" not in row
    assert packages["plotly.js-basic-dist-min"]["version"] == get_plotlyjs_version()
