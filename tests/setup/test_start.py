"""Starting the pack: what is installed when, and what is said when it cannot be.

pip and venv are played by a list that notes what is asked, so that nothing is fetched.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import start

ROOT = Path(__file__).resolve().parents[2]
FETCHED = "--only-binary :all: --require-hashes -r requirements"
OWN = "--no-index --no-deps --no-build-isolation --editable ."


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A pack in a folder with a difficult name."""
    folder = tmp_path / "Änne's pack (copy 1)"
    for name in ("notebooks", "data", "src"):
        (folder / name).mkdir(parents=True)
    for name in ("pyproject.toml", "requirements.lock", "requirements-dev.lock"):
        shutil.copy(ROOT / name, folder)
    return folder


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """Install as start.py would, and return the commands that this took."""
    asked: list[str] = []

    def make_environment(folder: Path, _python: str) -> None:
        asked.append("venv")
        own = start.venv_python(folder)
        own.parent.mkdir(parents=True, exist_ok=True)
        own.touch()

    monkeypatch.setattr(start, "make_environment", make_environment)
    monkeypatch.setattr(
        start, "run", lambda command, _root: asked.append(" ".join(map(str, command)))
    )

    def install(folder: Path, who: str = "learner") -> list[str]:
        asked.clear()
        assert start.install(folder, who, sys.executable) == start.venv_python(folder / ".venv")
        return list(asked)

    return install


def test_the_lock_is_installed_with_hashes_and_then_the_pack(pack, installed):
    made, lock, own = installed(pack)
    assert made == "venv"
    assert f"{FETCHED}.lock" in lock
    assert own.endswith(OWN)


def test_the_second_time_nothing_is_installed(pack, installed):
    installed(pack)
    assert installed(pack) == []


def test_a_changed_lock_is_installed_into_the_same_environment(pack, installed):
    installed(pack)
    (pack / "requirements.lock").write_text("other==1")
    lock, _ = installed(pack)
    assert FETCHED in lock


def test_a_moved_folder_needs_no_network(pack, installed):
    installed(pack)
    moved = pack.rename(pack.parent / "elsewhere")
    (own,) = installed(moved)
    assert own.endswith(OWN)
    assert installed(moved) == []


def test_half_an_installation_is_made_anew(pack, installed, monkeypatch):
    installed(pack)
    (pack / "requirements.lock").write_text("other==1")

    def fail(*_: object) -> None:
        raise start.StartError("no network")

    with monkeypatch.context() as context:
        context.setattr(start, "run", fail)
        with pytest.raises(start.StartError):
            start.install(pack, "learner", sys.executable)
    assert installed(pack)[0] == "venv"


def test_a_developer_has_what_a_learner_needs(pack, installed):
    _, lock, _ = installed(pack, "developer")
    assert f"{FETCHED}-dev.lock" in lock
    assert installed(pack) == []


def test_an_environment_whose_python_is_gone_is_made_anew(pack, installed):
    installed(pack)
    start.venv_python(pack / ".venv").unlink()
    assert installed(pack)[0] == "venv"


def test_a_newer_python_is_looked_for_where_this_one_is_too_old():
    found = {"python3.12": "/there/python3.12", "python3.11": "/there/python3.11"}
    assert start.find_python((3, 9), found.get) == "/there/python3.12"
    assert start.find_python((3, 14), found.get) == sys.executable
    with pytest.raises(start.StartError, match=r"needs Python 3\.11 or newer. This is Python 3\.9"):
        start.find_python((3, 9), {}.get)


def test_a_folder_that_cannot_be_used_is_said(pack, monkeypatch):
    start.check_folder(pack, "learner")
    usage = shutil.disk_usage(pack)._replace(free=10**8)
    with monkeypatch.context() as context:
        context.setattr(shutil, "disk_usage", lambda _: usage)
        with pytest.raises(start.StartError, match=r"1 GB and 0\.1 GB are free"):
            start.check_folder(pack, "learner")
    with monkeypatch.context() as context:
        context.setattr(
            Path, "write_bytes", lambda *_: (_ for _ in ()).throw(OSError(30, "Read-only"))
        )
        with pytest.raises(start.StartError, match="into your own Documents"):
            start.check_folder(pack, "learner")
    (pack / "requirements.lock").unlink()
    with pytest.raises(start.StartError, match="unpack the whole ZIP first"):
        start.check_folder(pack, "learner")


@pytest.mark.parametrize(
    ("printed", "remedy"),
    [
        ("OSError: [Errno 28] No space left on device", "disk is full"),
        ("Retrying (Retry(total=4)) ... ProxyError('Cannot connect to proxy.')", "HTTPS_PROXY"),
        ("Retrying (...) SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY", "PIP_CERT"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQ", "another network"),
        ("ERROR: Could not install packages: [WinError 5] Access is denied", "Close other windows"),
        (
            "WARNING: Retrying (...) NewConnectionError\nERROR: No matching distribution found",
            "no connection",
        ),
        ("ERROR: No matching distribution found for numpy==2.4", "Python 3.13"),
        ("something else", "lines above"),
    ],
)
def test_a_fault_is_answered_with_what_to_do(printed: str, remedy: str):
    assert remedy in start.explain(printed)


def test_a_fault_of_pip_ends_with_a_sentence_and_names_the_site(pack):
    fails = [sys.executable, "-c", "import sys; sys.exit('[Errno 28] No space left on device')"]
    with pytest.raises(start.StartError, match=r"disk is full[^§]*site needs no installation"):
        start.run(fails, pack)


def test_it_opens_the_first_page_with_the_packs_settings_after_a_persons_own():
    command = start.lab_command(ROOT, start.FIRST_PAGE)
    assert command[:3] == [sys.executable, "-m", "jupyterlab"]
    assert f"--LabApp.default_url=/lab/tree/{start.FIRST_PAGE}" in command
    own = start.lab_environment({"JUPYTER_CONFIG_PATH": "/own", "LANG": "cy_GB"})
    assert own["JUPYTER_CONFIG_PATH"].split(os.pathsep) == ["/own", str(start.SETTINGS)]
    assert own["LANG"] == "cy_GB"


def test_an_old_python_can_read_the_starter():
    # A Python that is too old must get as far as the sentence that says so.
    text = (ROOT / "start.py").read_text("utf-8")
    assert not re.search(r"^\s*match |:=| \| None|from __future__|removeprefix", text, re.MULTILINE)


def test_make_alone_lists_every_command():
    done = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True)
    listed = set(re.findall(r"^  make ([a-z-]+) +\w", done.stdout, re.MULTILINE))
    targets = set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert listed == targets - {"learner", "developer"}
    assert {"lab", "test", "notebooks", "data", "lock", "clean"} <= listed


def test_the_makefile_keeps_to_make_3_81():
    text = (ROOT / "Makefile").read_text()
    newer = [r"\.ONESHELL", r"!=", r"::=", r"\$\(file ", r"\.RECIPEPREFIX", r"&:", r"\$\(let "]
    assert not [pattern for pattern in newer if re.search(pattern, text)]


def test_scripts_are_plain_shell():
    scripts = [*(ROOT / "tools").glob("*.sh"), ROOT / ".ci/run", ROOT / "postBuild"]
    for script in [*scripts, ROOT / "start.command"]:
        shell = "bash" if "bash" in script.read_text().splitlines()[0] else "sh"
        subprocess.run([shell, "-n", str(script)], check=True)
        assert os.access(script, os.X_OK) or script.suffix == ".sh"
