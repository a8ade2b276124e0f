"""Hold each room of the package to the rooms on its left."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "src" / "born_into_care"

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
DOORS = ("__init__", "__main__", "cli")


def find_rooms(source: str) -> Iterator[tuple[int, str]]:
    """Yield each room that a module imports or names in a string to import later, with the line."""
    for node in ast.walk(ast.parse(source)):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            assert not node.level, f"line {node.lineno}: write the import in full"
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            names = re.findall(r"^born_into_care\.[a-z_.]+$", node.value)
        for name in names:
            if re.match(r"born_into_care(\.|$)", name):
                yield node.lineno, [*name.split("."), "__init__"][1]


def find_problems(file: str, source: str) -> list[str]:
    """Return each use of a room that does not lie to the left of a module's own."""
    room = Path(file).parts[0].removesuffix(".py")
    assert room in (*ORDER, *DOORS), f"{file}: say in this test where the room {room!r} stands"
    allowed = (*ORDER, *DOORS) if room in DOORS else ORDER[: ORDER.index(room) + 1]
    return [
        f"{file}, line {line}: uses {used!r}, which is not to the left of {room!r}"
        for line, used in find_rooms(source)
        if used not in allowed
    ]


def test_each_module_uses_only_rooms_to_its_left() -> None:
    assert [
        line
        for path in sorted(PACKAGE.rglob("*.py"))
        for line in find_problems(path.relative_to(PACKAGE).as_posix(), path.read_text("utf-8"))
    ] == []


def test_a_step_to_the_right_is_seen() -> None:
    wrong = (
        "from born_into_care.explorers import explore",
        "import born_into_care.explorers.explorer",
        "from born_into_care import explorers",
        "def f():\n    from born_into_care.activities import check",
        "PLACES = {'trend': 'born_into_care.explorers.trend'}",
        "from born_into_care import show",
    )
    assert [source for source in wrong if not find_problems("charts/new.py", source)] == []
    assert not find_problems("charts/new.py", "from born_into_care import evidence, errors")
