"""What a code host and a fresh machine run: published schemas, a linter, commands that exist."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tools import address

ROOT = Path(__file__).resolve().parents[2]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
TEXT = "\n".join(path.read_text("utf-8") for path in WORKFLOWS)
CHECK_SCHEMA = ("-m", "check_jsonschema", "--builtin-schema")


def run(*command: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*map(str, command)], capture_output=True, text=True, check=False)


def test_each_file_keeps_to_its_published_schema():
    for schema, *paths in (
        ("vendor.github-workflows", *WORKFLOWS),
        ("vendor.citation-file-format", ROOT / "CITATION.cff"),
    ):
        done = run(sys.executable, *CHECK_SCHEMA, schema, *paths)
        assert done.returncode == 0, done.stdout


def test_the_linter_finds_nothing():
    done = run(Path(sys.executable).with_name("zizmor"), "--offline", "--no-progress", *WORKFLOWS)
    assert done.returncode == 0, done.stdout + done.stderr


def test_what_workflows_and_the_dev_container_type_exists():
    targets = re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert set(" ".join(re.findall(r"run: make (.*)$", TEXT, re.MULTILINE)).split()) <= set(targets)
    names = re.findall(r"(?:(?:python|bash) (?=\S+\.py|\.ci/run)|--run )(\S+)", TEXT)
    assert [name for name in names if not (ROOT / name).is_file()] == []
    settings = json.loads((ROOT / ".devcontainer" / "devcontainer.json").read_text("utf-8"))
    for command in (settings["onCreateCommand"], settings["postAttachCommand"]):
        assert command.startswith("python start.py --here ")


def test_the_address_stands_once_and_publishing_stops_at_the_placeholder(
    monkeypatch: pytest.MonkeyPatch,
):
    chosen = address.repository()
    for name in ("README.md", "CITATION.cff"):
        text = (ROOT / name).read_text("utf-8")
        assert address.with_address(text, chosen) == text
        changed = address.with_address(text, "https://github.com/someone/pack")
        assert "someone/pack" in changed and chosen not in changed
    monkeypatch.setattr(address, "repository", lambda: "https://github.com/OWNER/pack")
    assert "pyproject.toml" in address.main(["--check"])
    monkeypatch.setattr(address, "repository", lambda: "https://github.com/someone/pack")
    assert address.main(["--check"]) == ""


@pytest.mark.parametrize(
    ("has_chromium", "user", "environment", "expected"),
    [
        (False, 0, {"CI": "true"}, "apt-get update\napt-get install\nmake test\nexit 0"),
        (True, 0, {"CI": "true"}, "make test\nexit 0"),
        (False, 0, {}, "make test\nexit 0"),
        (False, 1000, {"CI": "true"}, "exit 1"),
    ],
)
def test_a_fresh_machine_gets_chromium_where_it_needs_one(
    tmp_path: Path, has_chromium: bool, user: int, environment: dict[str, str], expected: str
):
    """The programs that .ci/run calls are played by scripts that print what they are asked."""
    scripts = {"id": f"echo {user}", "apt-get": "echo apt-get $1", "make": "echo make $1"}
    if has_chromium:
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
