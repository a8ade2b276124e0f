"""What a code host runs and reads: held to published schemas and to a linter of workflows."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tools import address

ROOT = Path(__file__).resolve().parents[2]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


@pytest.mark.parametrize(
    ("schema", "paths"),
    [("github-workflows", WORKFLOWS), ("citation-file-format", [ROOT / "CITATION.cff"])],
)
def test_each_file_keeps_to_its_published_schema(schema: str, paths: list[Path]):
    command = ["-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}"]
    done = subprocess.run([sys.executable, *command, *map(str, paths)], capture_output=True)
    assert done.returncode == 0, done.stdout.decode()


def test_the_linter_finds_nothing():
    linter = Path(sys.executable).with_name("zizmor")
    command = [str(linter), "--offline", "--no-progress", *map(str, WORKFLOWS)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_what_a_workflow_types_exists():
    text = "\n".join(path.read_text("utf-8") for path in WORKFLOWS)
    targets = re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    for line in re.findall(r"run: make (.*)$", text, re.MULTILINE):
        assert set(line.split()) <= set(targets)
    for name in re.findall(r"(?:python|bash) ([\w./]+\.py|\.ci/run)", text):
        assert (ROOT / name).is_file(), name
    for name in re.findall(r"--run (\S+)", text):
        assert (ROOT / name).is_file(), name


def test_the_dev_container_starts_what_exists():
    settings = json.loads((ROOT / ".devcontainer" / "devcontainer.json").read_text("utf-8"))
    commands = [settings["onCreateCommand"], settings["postAttachCommand"]]
    assert all(command.startswith("python start.py --here ") for command in commands)


def test_the_address_stands_once_and_the_rest_follows():
    chosen = address.repository()
    for name in ("README.md", "CITATION.cff"):
        text = (ROOT / name).read_text("utf-8")
        assert address.with_address(name, text, chosen) == text
        other = address.with_address(name, text, "https://github.com/someone/pack")
        assert "someone/pack" in other and chosen not in other


def test_publishing_stops_while_the_address_is_the_placeholder(monkeypatch):
    monkeypatch.setattr(address, "repository", lambda: "https://github.com/OWNER/pack")
    assert address.main(["--check"]) == 1
    monkeypatch.setattr(address, "repository", lambda: "https://github.com/someone/pack")
    assert address.main(["--check"]) == 0
