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
    ("chromium", "user", "environment", "expected"),
    [
        (False, 0, {"CI": "true"}, "apt-get update\napt-get install\nmake test\nexit 0"),
        (True, 0, {"CI": "true"}, "make test\nexit 0"),
        (False, 0, {}, "make test\nexit 0"),
        (False, 1000, {"CI": "true"}, "exit 1"),
    ],
)
def test_a_fresh_machine_gets_chromium_where_it_needs_one(
    tmp_path: Path, chromium: bool, user: int, environment: dict[str, str], expected: str
):
    """The programs that .ci/run calls are played by scripts that print what they are asked."""
    scripts = {"id": f"echo {user}", "apt-get": "echo apt-get $1", "make": "echo make $1"}
    if chromium:
        scripts["chromium"] = "true"
    for name, text in scripts.items():
        (tmp_path / name).write_text(f"#!/bin/sh\n{text}\n")
        (tmp_path / name).chmod(0o755)
    bash = str(shutil.which("bash"))
    for program in (bash, str(shutil.which("dirname"))):
        (tmp_path / Path(program).name).symlink_to(program)
    done = subprocess.run(
        [bash, str(ROOT / ".ci" / "run")],
        env={"PATH": str(tmp_path), **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert f"{done.stdout}exit {done.returncode}" == expected
    assert ("apt-get install chromium" in done.stderr) == (done.returncode == 1)
