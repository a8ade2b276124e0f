"""The tools that open and check the pack, and what a fresh machine runs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tools import check, lab

ROOT = Path(__file__).resolve().parents[2]


class TestOpening:
    def test_a_persons_own_settings_come_before_the_packs(self):
        own = lab.lab_environment({"JUPYTER_CONFIG_PATH": "/own", "LANG": "cy_GB"})
        assert own["JUPYTER_CONFIG_PATH"].split(os.pathsep) == ["/own", str(lab.SETTINGS)]
        assert own["LANG"] == "cy_GB"
        assert lab.lab_environment({})["JUPYTER_CONFIG_PATH"] == str(lab.SETTINGS)

    def test_it_opens_the_first_page_of_this_folder(self):
        command = lab.lab_command(ROOT, lab.FIRST_PAGE)
        assert command[:3] == [sys.executable, "-m", "jupyterlab"]
        assert f"--LabApp.default_url=/lab/tree/{lab.FIRST_PAGE}" in command
        assert f"--ServerApp.root_dir={ROOT}" in command

    def test_without_jupyterlab_it_says_what_to_type(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ):
        monkeypatch.setattr(lab, "find_spec", lambda _: None)
        assert lab.main() == 1
        said = capsys.readouterr().err
        assert "make lab" in said
        assert "conda env create --file environment.yml" in said

    @pytest.mark.parametrize("installed", [True, False])
    def test_it_installs_the_pack_only_where_that_is_still_to_do(
        self, monkeypatch: pytest.MonkeyPatch, installed: bool
    ):
        done: list[str] = []
        monkeypatch.setattr(lab, "is_this_pack_installed", lambda: installed)
        monkeypatch.setattr(lab, "install_this_pack", lambda: done.append("installed"))
        monkeypatch.setattr(lab.subprocess, "call", lambda *_, **__: done.append("opened") or 0)
        assert lab.main() == 0
        assert done == (["opened"] if installed else ["installed", "opened"])

    def test_a_pack_elsewhere_is_not_this_pack(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ):
        assert lab.is_this_pack_installed()
        monkeypatch.setattr(lab, "ROOT", tmp_path)
        assert not lab.is_this_pack_installed()


def played(name: str, code: int) -> check.Check:
    return check.Check(name, (sys.executable, "-c", f"raise SystemExit({code})"))


class TestChecking:
    def test_one_failure_fails_all_and_the_rest_still_runs(
        self, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
    ):
        steps = [played("style", 0), played("types", 1), played("tests", 0)]
        monkeypatch.setattr(check, "checks", lambda **_: steps)
        assert check.main([]) == 1
        said = capfd.readouterr().out
        assert "FAILED  types" in said
        assert "passed  tests" in said
        assert "1 of 3 checks failed" in said

    def test_all_passed(self, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]):
        monkeypatch.setattr(check, "checks", lambda **_: [played("style", 0)])
        assert check.main([]) == 0
        assert "All checks passed" in capfd.readouterr().out

    def test_no_browser_leaves_out_the_browser_and_nothing_else(self):
        every, quick = check.checks(browser=True)[-1], check.checks(browser=False)[-1]
        assert quick.command == (*every.command, "-m", "not browser")


class TestFreshMachine:
    """What .ci/run does, with the programs that it calls played by scripts that take notes."""

    def run(self, folder: Path, *, chromium: bool, root: bool = True, **environment: str) -> str:
        notes = folder / "notes.txt"
        notes.touch()
        scripts = {
            "id": f"echo {0 if root else 1000}",
            "apt-get": f"echo apt-get $1 >> '{notes}'",
            "make": f"echo make $1 >> '{notes}'",
        }
        if chromium:
            scripts["chromium"] = "true"
        for name, text in scripts.items():
            (folder / name).write_text(f"#!/bin/sh\n{text}\n")
            (folder / name).chmod(0o755)
        for name in ("bash", "dirname"):
            found = shutil.which(name)
            assert found
            (folder / name).symlink_to(found)
        done = subprocess.run(
            [str(folder / "bash"), str(ROOT / ".ci" / "run")],
            env={"PATH": str(folder), **environment},
            capture_output=True,
            text=True,
            check=False,
        )
        return notes.read_text() + done.stderr + f"exit {done.returncode}"

    def test_under_ci_it_fetches_chromium_where_there_is_none(self, tmp_path: Path):
        done = self.run(tmp_path, chromium=False, CI="true")
        assert done == "apt-get update\napt-get install\nmake test\nexit 0"

    def test_it_fetches_nothing_where_there_is_one(self, tmp_path: Path):
        assert self.run(tmp_path, chromium=True, CI="true") == "make test\nexit 0"

    def test_it_fetches_nothing_on_a_persons_own_computer(self, tmp_path: Path):
        assert self.run(tmp_path, chromium=False) == "make test\nexit 0"

    def test_under_ci_without_the_right_to_install_it_says_so(self, tmp_path: Path):
        done = self.run(tmp_path, chromium=False, root=False, CI="true")
        assert "apt-get install chromium" in done
        assert done.endswith("exit 1")
