"""The commands a person types: what they do, how often, and what they say when they cannot.

Python itself is played by a small script here, so that nothing is fetched and nothing installed.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# Answers as a Python would to the questions of find-python.sh, and makes a .venv that only takes
# notes of what is asked of it.
PLAYED_PYTHON = """#!/bin/sh
case "$*" in
    *version_info*) echo "{version}" ;;
    *ensurepip*) exit {without_venv} ;;
    "-m venv .venv")
        mkdir -p .venv/bin
        cat > .venv/bin/python <<'END'
#!/bin/sh
echo "$*" >> asked.txt
case "$*" in *require-hashes*) [ ! -f no-network ] ;; esac
END
        chmod +x .venv/bin/python ;;
    *) exit 1 ;;
esac
"""


def played_python(
    folder: Path, name: str = "python3", *, version: str = "3.12", venv: bool = True
) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(PLAYED_PYTHON.format(version=version, without_venv=0 if venv else 1))
    path.chmod(0o755)
    return path


def find_python(path: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    shell = shutil.which("sh")
    assert shell
    return subprocess.run(
        [shell, str(ROOT / "tools" / "find-python.sh")],
        env={"PATH": str(path), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


class TestFindingPython:
    def test_the_newest_that_we_test_comes_first(self, tmp_path: Path):
        played_python(tmp_path, "python3.11", version="3.11")
        wanted = played_python(tmp_path, "python3.13", version="3.13")
        assert find_python(tmp_path).stdout.strip() == str(wanted)

    def test_one_chosen_by_hand_comes_before(self, tmp_path: Path):
        played_python(tmp_path / "path", "python3.13", version="3.13")
        wanted = played_python(tmp_path / "own place", "python", version="3.11")
        assert find_python(tmp_path / "path", PYTHON=str(wanted)).stdout.strip() == str(wanted)

    def test_one_that_does_not_start_is_passed_over(self, tmp_path: Path):
        broken = played_python(tmp_path, "python3.13")
        broken.write_text("#!/bin/sh\nexit 127\n")
        wanted = played_python(tmp_path, "python3.12")
        assert find_python(tmp_path).stdout.strip() == str(wanted)

    @pytest.mark.parametrize("version", ["3.11", "3.12", "3.14", "3.20"])
    def test_new_enough(self, tmp_path: Path, version: str):
        played_python(tmp_path, version=version)
        assert find_python(tmp_path).returncode == 0

    @pytest.mark.parametrize("version", ["2.7", "3.1", "3.9", "3.10"])
    def test_too_old_says_which_is_needed(self, tmp_path: Path, version: str):
        played_python(tmp_path, version=version)
        done = find_python(tmp_path)
        assert done.returncode == 1
        assert "needs Python 3.11 or newer" in done.stderr
        assert f"only Python {version}" in done.stderr
        assert "sudo apt install" in done.stderr

    def test_none_says_what_to_install(self, tmp_path: Path):
        done = find_python(tmp_path)
        assert done.returncode == 1
        assert "none was found" in done.stderr
        assert "python.org" in done.stderr

    def test_debian_without_venv_names_the_package(self, tmp_path: Path):
        played_python(tmp_path, version="3.12", venv=False)
        done = find_python(tmp_path)
        assert done.returncode == 1
        assert "sudo apt install python3.12-venv" in done.stderr

    def test_a_wrong_choice_by_hand_is_said(self, tmp_path: Path):
        played_python(tmp_path)
        done = find_python(tmp_path, PYTHON="/no/such/python")
        assert done.returncode == 1
        assert "/no/such/python" in done.stderr


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A pack in a folder with a difficult name, and a Python that takes notes."""
    folder = tmp_path / "Ann's pack (copy 1)"
    folder.mkdir()
    for name in ("Makefile", "pyproject.toml", "requirements.lock", "requirements-dev.lock"):
        shutil.copy(ROOT / name, folder)
    (folder / "tools").mkdir()
    for script in (ROOT / "tools").glob("*.sh"):
        shutil.copy(script, folder / "tools")
    played_python(tmp_path / "bin")
    return folder


def make(pack: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    own = str(pack.parent / "bin")
    environment = {"PATH": own + os.pathsep + os.environ["PATH"], "PYTHON": f"{own}/python3"}
    return subprocess.run(
        ["make", *arguments], cwd=pack, env=environment, capture_output=True, text=True, check=False
    )


def asked(pack: Path) -> list[str]:
    """What was asked of the pack's own Python since the last look, without what only asks pip."""
    notes = pack / "asked.txt"
    lines = notes.read_text().splitlines() if notes.exists() else []
    notes.unlink(missing_ok=True)
    return [line for line in lines if line != "-m pip --version"]


INSTALLS = "--require-hashes --requirement requirements.lock"


class TestMakeLab:
    def test_it_installs_the_lock_with_hashes_then_the_pack_then_opens_it(self, pack: Path):
        done = make(pack, "lab")
        assert done.returncode == 0, done.stderr
        lock, own, opened = asked(pack)
        assert INSTALLS in lock
        assert "--no-deps --no-build-isolation --editable ." in own
        assert opened == "tools/lab.py"

    def test_the_second_time_it_only_opens(self, pack: Path):
        make(pack, "lab")
        asked(pack)
        make(pack, "lab")
        assert asked(pack) == ["tools/lab.py"]

    @pytest.mark.parametrize("name", ["requirements.lock", "pyproject.toml"])
    def test_it_installs_anew_when_what_is_needed_changes(self, pack: Path, name: str):
        make(pack, "lab")
        asked(pack)
        later = (pack / ".venv" / ".learner").stat().st_mtime + 10
        os.utime(pack / name, (later, later))
        make(pack, "lab")
        assert INSTALLS in asked(pack)[0]

    def test_it_installs_anew_where_the_pack_was_moved(self, pack: Path):
        make(pack, "lab")
        asked(pack)
        moved = pack.rename(pack.parent / "elsewhere")
        done = make(moved, "lab")
        assert "has moved" in done.stdout
        assert INSTALLS in asked(moved)[0]
        make(moved, "lab")
        assert asked(moved) == ["tools/lab.py"]

    def test_without_a_network_it_says_so_and_can_be_tried_again(self, pack: Path):
        (pack / "no-network").touch()
        done = make(pack, "lab")
        assert done.returncode != 0
        assert "could not be installed" in done.stderr
        assert "give the same command again" in done.stderr
        assert "tools/lab.py" not in asked(pack)
        (pack / "no-network").unlink()
        assert make(pack, "lab").returncode == 0
        assert INSTALLS in asked(pack)[0]

    def test_half_an_installation_is_replaced(self, pack: Path):
        (pack / ".venv" / "bin").mkdir(parents=True)
        (pack / ".venv" / "left-over").touch()
        assert make(pack, "lab").returncode == 0
        assert not (pack / ".venv" / "left-over").exists()


class TestOtherCommands:
    def test_make_test_installs_what_testing_needs(self, pack: Path):
        assert make(pack, "test").returncode == 0
        lock, _, checked = asked(pack)
        assert "--requirement requirements-dev.lock" in lock
        assert checked == "-m tools.check"

    def test_make_clean_leaves_what_a_person_wrote(self, pack: Path):
        make(pack, "lab")
        for name in ("notebooks", "src", "tests"):
            (pack / name).mkdir()
        mine = pack / "notebooks" / "my notes.md"
        mine.write_text("mine")
        assert make(pack, "clean").returncode == 0
        assert mine.exists()
        assert not (pack / ".venv").exists()

    def test_make_alone_lists_every_command(self, pack: Path):
        listed = set(re.findall(r"^  make ([a-z-]+) +\w", make(pack).stdout, re.MULTILINE))
        targets = set(
            re.findall(r"^([a-z][a-z-]*):", (pack / "Makefile").read_text(), re.MULTILINE)
        )
        assert listed == targets - {"moved"}
        assert {"lab", "test", "test-quick", "notebooks", "data", "lock", "clean"} <= listed

    def test_the_makefile_keeps_to_make_3_81(self):
        text = (ROOT / "Makefile").read_text()
        newer = [r"\.ONESHELL", r"!=", r"::=", r"\$\(file ", r"\.RECIPEPREFIX", r"&:", r"\$\(let "]
        assert not [pattern for pattern in newer if re.search(pattern, text)]

    def test_scripts_are_plain_shell(self):
        for script in [*(ROOT / "tools").glob("*.sh"), ROOT / ".ci" / "run", ROOT / "postBuild"]:
            shell = "bash" if "bash" in script.read_text().splitlines()[0] else "sh"
            subprocess.run([shell, "-n", str(script)], check=True)
