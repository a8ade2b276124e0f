"""Hold each import to what `pyproject.toml` asks for, so that no package comes along by chance."""

from __future__ import annotations

import ast
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
OWN = {"born_into_care", "tools", "tests", "deploy", "app", "start", "__future__"}
DISTRIBUTIONS = packages_distributions()
LEARNER = {canonicalize_name(Requirement(row).name) for row in PROJECT["dependencies"]}
DEVELOPER = LEARNER | {
    canonicalize_name(Requirement(row).name) for row in PROJECT["optional-dependencies"]["dev"]
}


def find_undeclared(source: str, declared: set[str]) -> Iterator[str]:
    """Yield each package that a module imports and the project does not ask for."""
    for node in ast.walk(ast.parse(source)):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names = [node.module]
        for name in {name.partition(".")[0] for name in names} - OWN - sys.stdlib_module_names:
            if not declared & {canonicalize_name(row) for row in DISTRIBUTIONS.get(name, [name])}:
                yield name


@pytest.mark.parametrize(
    ("folder", "declared"), [("src", LEARNER), ("tools", DEVELOPER), ("tests", DEVELOPER)]
)
def test_each_import_is_declared(folder: str, declared: set[str]) -> None:
    missing = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in sorted((ROOT / folder).rglob("*.py"))
        for name in find_undeclared(path.read_text("utf-8"), declared)
    ]
    assert missing == []


def test_an_import_that_is_not_declared_is_seen() -> None:
    assert [*find_undeclared("import numpy, yaml\nfrom pytest import fixture", LEARNER)]
    assert [*find_undeclared("import numpy, json", LEARNER)] == []
