"""A room may use the rooms to its left and no others: said once here, and held."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "src" / "born_into_care"

# Figures pass from left to right. Any room may use text, errors and paths; the package's own front
# door and its command line may use every room, and no room may use them.
ORDER = (
    "evidence",
    "estimates",
    "charts",
    "explorers",
    "documents",
    "activities",
    "your_area",
    "briefing",
)
FOR_ALL = ("text", "errors", "paths")
DOORS = ("__init__", "__main__", "cli")


def used_rooms(source: str) -> Iterator[tuple[int, str]]:
    """Each room that a module names, with the line: imports, late ones, and modules in strings."""
    for node in ast.walk(ast.parse(source)):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"line {node.lineno}: write the import in full"
            names = [str(node.module)]
            if node.module == "born_into_care":
                names = [f"born_into_care.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            # A module loaded by its name, when it is first asked for.
            names = re.findall(r"^born_into_care\.[a-z_.]+$", node.value)
        for name in names:
            if re.match(r"born_into_care(\.|$)", name):
                yield node.lineno, [*name.split("."), "__init__"][1]


def wrong_ways(file: str, source: str) -> list[str]:
    """What a module uses that does not lie to its left."""
    room = Path(file).parts[0].removesuffix(".py")
    if room in DOORS:
        return []
    if room in FOR_ALL:
        allowed = FOR_ALL[: FOR_ALL.index(room)]
    else:
        assert room in ORDER, f"{file}: say in this test where the room {room!r} stands"
        allowed = (*FOR_ALL, *ORDER[: ORDER.index(room) + 1])
    return [
        f"{file}, line {line}: uses {used!r}, which is not to the left of {room!r}"
        for line, used in used_rooms(source)
        if used not in allowed
    ]


@pytest.mark.parametrize(
    "path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE))
)
def test_a_module_uses_only_rooms_to_its_left(path: Path) -> None:
    file = path.relative_to(PACKAGE).as_posix()
    assert wrong_ways(file, path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "source",
    [
        "from born_into_care.explorers import explore",
        "import born_into_care.explorers.explorer",
        "from born_into_care import explorers",
        "def f():\n    from born_into_care.activities import check",
        "PLACES = {'trend': 'born_into_care.explorers.trend'}",
        "from born_into_care import show",
    ],
)
def test_a_step_to_the_right_is_seen(source: str) -> None:
    assert wrong_ways("charts/new.py", source)
    assert not wrong_ways("charts/new.py", "from born_into_care import evidence, errors")
