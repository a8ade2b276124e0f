"""What a run of the audits measured, as a page that stands in docs/."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

HEAD = """# How the deliveries do

Made by `make check-deliveries`, which opens the site, the app and JupyterLab in Chromium and puts
them through days that go wrong. A number is of the run that wrote this page; where there is a
limit, a test holds it.
"""


@dataclass
class Report:
    """Rows of tables, by the heading of each table."""

    columns: dict[str, tuple[str, ...]] = field(default_factory=dict)
    rows: dict[str, list[tuple[str, ...]]] = field(default_factory=lambda: defaultdict(list))

    def add(self, heading: str, **cells: object) -> None:
        """Add a row to a table; its first row names the columns."""
        names = tuple(name.replace("_", " ").capitalize() for name in cells)
        assert self.columns.setdefault(heading, names) == names
        self.rows[heading].append(tuple(str(cell) for cell in cells.values()))

    def write(self, path: Path, *, failed: int = 0) -> None:
        """Write the page.

        Parameters:
            path: where.
            failed: how many checks of the run failed; the page begins with it.
        """
        parts = [HEAD]
        if failed:
            parts.append(
                f"**In this run {failed} of the checks failed: do not rely on this page.**\n"
            )
        for heading in sorted(self.columns):
            names = self.columns[heading]
            lines = [" | ".join(row) for row in (names, ("---",) * len(names), *self.rows[heading])]
            parts.append(f"## {heading}\n\n" + "\n".join(f"| {line} |" for line in lines) + "\n")
        path.parent.mkdir(exist_ok=True)
        path.write_text("\n".join(parts), "utf-8")
