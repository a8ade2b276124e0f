"""What the pack imports is what `pyproject.toml` asks for: nothing comes along by chance."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
OURS = {"born_into_care", "tools", "tests", "deploy", "app"}
DISTRIBUTIONS = packages_distributions()


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


LEARNERS = {plain(Requirement(row).name) for row in PROJECT["dependencies"]}
TESTERS = {plain(Requirement(row).name) for row in PROJECT["optional-dependencies"]["dev"]}


def imported(folder: str) -> Iterator[tuple[str, str]]:
    """Each foreign package that a folder's modules import, with the module."""
    for path in sorted((ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names: list[str] = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names = [node.module]
            for name in {one.partition(".")[0] for one in names}:
                if name not in OURS and name not in sys.stdlib_module_names:
                    yield name, path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize(
    ("folder", "asked_for"), [("src", LEARNERS), ("tools", LEARNERS | TESTERS)]
)
def test_each_import_is_asked_for(folder: str, asked_for: set[str]) -> None:
    missing = {
        f"{name} ({file})"
        for name, file in imported(folder)
        if not asked_for & {plain(one) for one in DISTRIBUTIONS.get(name, [name])}
    }
    assert missing == set()


def test_a_measure_of_reading_that_nothing_uses_is_not_asked_for() -> None:
    assert "textstat" not in TESTERS
