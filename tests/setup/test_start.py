"""Start the pack: what is installed when, and the answer when it cannot be; nothing is fetched."""

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
    """Make a pack in a folder with a difficult name."""
    folder = tmp_path / "Änne's pack (copy 1)"
    for name in ("notebooks", "data", "src"):
        (folder / name).mkdir(parents=True)
    for name in ("pyproject.toml", *start.LOCKS.values()):
        shutil.copy(ROOT / name, folder)
    return folder


@pytest.fixture
def install(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """Return a function that installs as start.py would and returns the commands that this took."""
    commands: list[str] = []

    def make_environment(folder: Path, _python: str) -> None:
        commands.append("venv")
        start.venv_python(folder).parent.mkdir(parents=True, exist_ok=True)
        start.venv_python(folder).touch()

    def note(command: list[object], _root: Path) -> None:
        commands.append(" ".join(map(str, command)))

    def install(folder: Path, who: str = "learner") -> list[str]:
        commands.clear()
        assert start.install(folder, who, sys.executable) == start.venv_python(folder / ".venv")
        return list(commands)

    monkeypatch.setattr(start, "make_environment", make_environment)
    monkeypatch.setattr(start, "run", note)
    return install


def test_a_start_installs_what_changed_and_no_more(pack, install):
    made, lock, own, settings = install(pack)
    assert "tools/ipython" in settings and (ROOT / "tools/ipython/ipython_config.json").is_file()
    assert made == "venv" and f"{FETCHED}.lock" in lock and own.endswith(OWN)
    assert install(pack) == []
    (pack / "requirements.lock").write_text("other==1")
    lock, *_ = install(pack)
    assert FETCHED in lock
    # A folder that was moved needs no network.
    moved = pack.rename(pack.parent / "elsewhere")
    own, _ = install(moved)
    assert own.endswith(OWN) and install(moved) == []
    lock, *_ = install(moved, "developer")
    assert f"{FETCHED}-dev.lock" in lock and install(moved) == []
    # The Python that the environment was made with is gone.
    start.venv_python(moved / ".venv").unlink()
    assert install(moved)[0] == "venv"


def test_half_an_installation_is_made_anew(pack, install, monkeypatch):
    install(pack)
    (pack / "requirements.lock").write_text("other==1")
    with monkeypatch.context() as context:
        context.setattr(start, "run", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            start.install(pack, "learner", sys.executable)
    assert install(pack)[0] == "venv"


def test_a_newer_python_is_looked_for_where_this_one_is_too_old():
    found = {"python3.12": "/there/python3.12", "python3.11": "/there/python3.11"}
    assert start.find_python((3, 9), found.get) == "/there/python3.12"
    assert start.find_python((3, 14), found.get) == sys.executable
    with pytest.raises(start.StartError, match=r"needs Python 3\.11 or newer. This is Python 3\.9"):
        start.find_python((3, 9), {}.get)


def test_a_folder_that_cannot_be_used_is_said(pack, monkeypatch):
    start.check_folder(pack, "learner")
    (pack / ".venv").mkdir()  # Half made: its packages still need their room.
    usage = shutil.disk_usage(pack)._replace(free=10**8)
    with monkeypatch.context() as context:
        context.setattr(shutil, "disk_usage", lambda _: usage)
        with pytest.raises(start.StartError, match=r"1 GB and 0\.1 GB are free"):
            start.check_folder(pack, "learner")
    (pack / ".write-test").mkdir()
    with pytest.raises(start.StartError, match="into your own Documents"):
        start.check_folder(pack, "learner")
    (pack / "requirements.lock").unlink()
    with pytest.raises(start.StartError, match="unpack the whole ZIP first"):
        start.check_folder(pack, "learner")


REMEDIES = {
    "OSError: [Errno 28] No space left on device": "disk is full",
    "Retrying (Retry(total=4)) ... ProxyError('Cannot connect to proxy.')": "HTTPS_PROXY",
    "Retrying (...) SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY": "PIP_CERT",
    "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQ": "another network",
    "ERROR: Could not install packages: [WinError 5] Access is denied": "Close other windows",
    "Retrying (...) NewConnectionError\nERROR: No matching distribution found": "no connection",
    "ERROR: No matching distribution found for numpy==2.4": "Python 3.13",
    "something else": "lines above",
}


def test_a_fault_of_pip_ends_with_what_to_do_and_names_the_site(pack):
    assert {text for text, remedy in REMEDIES.items() if remedy not in start.explain(text)} == set()
    fails = [sys.executable, "-c", "import sys; sys.exit('[Errno 28] No space left on device')"]
    with pytest.raises(start.StartError, match=r"disk is full[^§]*site needs no installation"):
        start.run(fails, pack)


def test_it_opens_the_first_page_with_the_packs_settings_after_a_persons_own():
    first_page = f"--LabApp.default_url=/lab/tree/{start.FIRST_PAGE}"
    assert first_page in start.lab_command(ROOT, start.FIRST_PAGE)
    own = start.lab_environment({"JUPYTER_CONFIG_PATH": "/own"})
    assert own["JUPYTER_CONFIG_PATH"].split(os.pathsep) == ["/own", str(start.SETTINGS)]


def test_an_old_python_can_read_the_starter():
    # A Python that is too old must get as far as the sentence that says so.
    text = (ROOT / "start.py").read_text("utf-8")
    assert not re.search(r"^\s*match |:=| \| None|from __future__|removeprefix", text, re.MULTILINE)


def test_make_keeps_to_version_3_81_and_lists_every_command_alone():
    text = (ROOT / "Makefile").read_text()
    done = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True)
    listed = set(re.findall(r"^  make ([a-z-]+) +\w", done.stdout, re.MULTILINE))
    targets = set(re.findall(r"^([a-z][a-z-]*):", text, re.MULTILINE))
    assert listed == targets - {"learner", "developer"} >= {"lab", "test", "notebooks", "data"}
    assert not re.search(r"\.ONESHELL|!=|::=|\$\(file |\.RECIPEPREFIX|&:|\$\(let ", text)
