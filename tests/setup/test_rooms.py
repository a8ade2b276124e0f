"""Hold each import to the rooms on its left, and to the packages that the project asks for."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "born_into_care"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
OWN = {"", "born_into_care", "tools", "tests", "deploy", "app", "start", "__future__"}
DISTRIBUTIONS = packages_distributions()
LEARNER = {canonicalize_name(Requirement(row).name) for row in PROJECT["dependencies"]}
DEVELOPER = LEARNER | {
    canonicalize_name(Requirement(row).name) for row in PROJECT["optional-dependencies"]["dev"]
}

# Figures pass from left to right. Any room may use text, errors and paths; the package's own front
# door and its command line may use every room, and no room may use them.
ORDER = (
    "text",
    "errors",
    "paths",
    "evidence",
    "estimates",
    "charts",
    "explorers",
    "documents",
    "activities",
    "your_area",
    "briefing",
)
DOORS = ("__init__", "cli")


def find_imports(source: str) -> Iterator[tuple[int, str]]:
    """Yield each name that a module imports, or keeps in a string to import later, and its line."""
    for node in ast.walk(ast.parse(source)):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [f"{'.' * node.level}{node.module or ''}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            names = re.findall(r"^born_into_care\.[a-z_.]+$", node.value)
        yield from ((node.lineno, name) for name in names)


def find_problems(file: str, source: str) -> list[str]:
    """Return each use of a room that does not lie to the left of a module's own."""
    room = Path(file).parts[0].removesuffix(".py")
    assert room in (*ORDER, *DOORS), f"{file}: say in this test where the room {room!r} stands"
    allowed = (*ORDER, *DOORS) if room in DOORS else ORDER[: ORDER.index(room) + 1]
    used = [(line, f"{name}.__init__".split(".")) for line, name in find_imports(source)]
    return [
        f"{file}, line {line}: uses {names[1]!r}, which is not to the left of {room!r}"
        for line, names in used
        # In the package an import is written in full.
        if names[0] in ("", "born_into_care") and names[1] not in allowed
    ]


def find_undeclared(source: str, declared: set[str]) -> set[str]:
    """Return each package that a module imports and the project does not ask for."""
    names = {name.partition(".")[0] for _, name in find_imports(source)}
    return {
        name
        for name in names - OWN - sys.stdlib_module_names
        if not declared & {canonicalize_name(row) for row in DISTRIBUTIONS.get(name, [name])}
    }


def test_each_module_uses_only_rooms_to_its_left() -> None:
    assert [
        line
        for path in sorted(PACKAGE.rglob("*.py"))
        for line in find_problems(path.relative_to(PACKAGE).as_posix(), path.read_text("utf-8"))
    ] == []


def test_each_import_is_declared() -> None:
    assert [
        f"{path.relative_to(ROOT)}: {name}"
        for folder, declared in (("src", LEARNER), ("tools", DEVELOPER), ("tests", DEVELOPER))
        for path in sorted((ROOT / folder).rglob("*.py"))
        for name in find_undeclared(path.read_text("utf-8"), declared)
    ] == []
    assert find_undeclared("import numpy, yaml\nfrom pytest import fixture", LEARNER)
