"""What `make test` runs, and what a fresh machine runs before it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tools import check

ROOT = Path(__file__).resolve().parents[2]


def test_one_failure_fails_all_and_the_rest_still_runs(monkeypatch, capfd):
    commands = {
        name: [sys.executable, "-c", f"raise SystemExit({code})"]
        for name, code in {"style": 0, "types": 1, "tests": 0}.items()
    }
    monkeypatch.setattr(check, "commands", lambda **_: commands)
    assert check.main([]) == 1
    printed = capfd.readouterr().out
    assert "FAILED  types" in printed and "passed  tests" in printed
    monkeypatch.setattr(check, "commands", lambda **_: {"style": commands["style"]})
    assert check.main([]) == 0


def test_no_browser_leaves_out_the_browser_and_nothing_else():
    every, quick = check.commands(browser=True), check.commands(browser=False)
    (name,) = [name for name in every if every[name] != quick[name]]
    assert quick[name] == [*every[name], "-m", "not browser"]


@pytest.mark.parametrize(
    ("chromium", "root", "environment", "expected"),
    [
        (False, True, {"CI": "true"}, "apt-get update\napt-get install\nmake test\nexit 0"),
        (True, True, {"CI": "true"}, "make test\nexit 0"),
        (False, True, {}, "make test\nexit 0"),
        (False, False, {"CI": "true"}, "exit 1"),
    ],
)
def test_a_fresh_machine_gets_chromium_where_it_needs_one(
    tmp_path: Path, chromium: bool, root: bool, environment: dict[str, str], expected: str
):
    """The programs that .ci/run calls are played by scripts that take notes."""
    notes = tmp_path / "notes.txt"
    notes.touch()
    scripts = {
        "id": f"echo {0 if root else 1000}",
        "apt-get": f"echo apt-get $1 >> '{notes}'",
        "make": f"echo make $1 >> '{notes}'",
        **({"chromium": "true"} if chromium else {}),
    }
    for name, text in scripts.items():
        (tmp_path / name).write_text(f"#!/bin/sh\n{text}\n")
        (tmp_path / name).chmod(0o755)
    for name in ("bash", "dirname"):
        (tmp_path / name).symlink_to(str(shutil.which(name)))
    done = subprocess.run(
        [str(tmp_path / "bash"), str(ROOT / ".ci" / "run")],
        env={"PATH": str(tmp_path), **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (notes.read_text() + f"exit {done.returncode}") == expected
    assert ("apt-get install chromium" in done.stderr) == (done.returncode == 1)
