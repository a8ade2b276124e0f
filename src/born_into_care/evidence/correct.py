"""Correcting or adding a figure: one walk through the table, the made files and every page.

What can be changed safely is changed: the row, the files made from it, and the words of every link
to it. What a person must look at is named. `command` is how this is asked for on a command line.

All that will be written is worked out in a copy of `data/` first, and then written whole or not at
all: a pack that is half corrected says two things at once.
"""

from __future__ import annotations

import csv
import io
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from born_into_care.errors import PackError, unknown
from born_into_care.evidence import tables
from born_into_care.evidence.build import generated
from born_into_care.evidence.derive import derive
from born_into_care.evidence.places import (
    HELD,
    SHOWN,
    SHOWN_TOO,
    Change,
    Place,
    files,
    lines,
    relinked,
)
from born_into_care.evidence.schema import FIGURES, Table
from born_into_care.evidence.values import figure
from born_into_care.paths import data_folder, data_from, pack_folder


@dataclass(frozen=True)
class Outcome:
    """What a correction did, and what it left.

    Attributes:
        changes: every shown value that changed: the figure's own and those worked out from it.
        written: the files that were written or would be, from the pack's root.
        for_a_person: the places that a person must look at.
    """

    changes: tuple[Change, ...]
    written: tuple[str, ...]
    for_a_person: tuple[Place, ...]


def correct(figure_id: str, settings: Mapping[str, str], *, write: bool = True) -> Outcome:
    """Correct a figure everywhere that shows it, and say what is left for a person.

    Parameters:
        figure_id: the id of its row in `data/figures.csv`.
        settings: column and new content ("value", "2430"); `value_text` follows from `value`
            where it is not given and the old text is that number written out.
        write: whether to write; False to say what would be done.

    Returns:
        The changes, the files, and the places for a person.

    Raises:
        PackError: if there is no such row or column, the new row is not valid, or a file cannot be
            written; nothing is changed then.
    """
    held = figure(figure_id)
    rows = _rows(FIGURES)
    place = next(n for n, row in enumerate(rows) if row["figure_id"] == figure_id)
    new = with_settings(rows[place], settings, FIGURES)
    if "value" in settings and "value_text" not in settings:
        new["value_text"] = _written(held.value_text, held.value, settings["value"])
    if new == rows[place]:
        raise PackError(f"Nothing changes: {figure_id!r} already says so.")
    before = _derived_texts()
    root = pack_folder()
    with _tried(FIGURES, [*rows[:place], new, *rows[place + 1 :]]) as made:
        changes = _changes(held.id, held.value_text, new, before)
    mended, left = _mend(root, changes)
    contents = _that_change({**made, **mended})
    if write:
        _write_all(contents)
    names = sorted(str(path.relative_to(root)) for path in contents)
    return Outcome(changes, tuple(names), (*left, *_plain(root, changes, mended)))


def add(settings: Mapping[str, str]) -> list[Path]:
    """Add a row to `data/figures.csv` and make the files that follow from it.

    Parameters:
        settings: every column that needs a value, and its content.

    Raises:
        PackError: if the row is not valid, its id or source is not as it should be, or a file
            cannot be written; nothing is changed then.
    """
    rows = _rows(FIGURES)
    row = with_settings(dict.fromkeys(FIGURES.headings, ""), settings, FIGURES)
    if any(one["figure_id"] == row["figure_id"] for one in rows):
        raise PackError(
            f"There is a row {row['figure_id']!r} already. To change it, use "
            f"'born-into-care evidence correct {row['figure_id']}'."
        )
    with _tried(FIGURES, [*rows, row]) as made:
        contents = _that_change(made)
    _write_all(contents)
    return list(contents)


def where(figure_id: str) -> list[Place]:
    """Give every place that shows a figure: by a link to it, or by its digits.

    Raises:
        PackError: if there is no such row.

    Example:
        >>> any(one.path.startswith("notebooks/") for one in where("newborns-england-2012-13"))
        True
    """
    row = figure(figure_id)
    root = pack_folder()
    change = Change(row.id, row.value_text, row.value_text, row.geography)
    found = [
        Place(str(path.relative_to(root)), spot, _short(line), "links to it")
        for path in files(root, (*SHOWN, *SHOWN_TOO))
        for spot, line in lines(path, path.read_text(encoding="utf-8"))
        if change.link.search(line)
    ]
    return [*found, *_plain(root, (change,), {})]


def with_settings(
    row: Mapping[str, str], settings: Mapping[str, str], table: Table
) -> dict[str, str]:
    """Give a row with some of its columns set anew.

    Raises:
        PackError: if the table has no such column.
    """
    for name in settings:
        if name not in table.headings:
            raise unknown("column", name, table.headings)
    return {**row, **{name: text.strip() for name, text in settings.items()}}


def _written(old_text: str, old: float | None, new: str) -> str:
    """The new value as the old one was written: with commas, with as many decimals."""
    try:
        number = float(new)
    except ValueError:
        raise PackError(
            f"The new value is {new!r}. Type it in digits without commas or words, such as 2430."
        ) from None
    try:
        was = float(old_text.replace(",", "").replace("−", "-"))
    except ValueError:
        raise PackError(
            f"The old text is {old_text!r}, which is not a bare number. Give the new text too, "
            "with --text."
        ) from None
    if old is None or was != old:
        raise PackError(f"The old text is {old_text!r}. Give the new text too, with --text.")
    decimals = len(new.partition(".")[2])
    comma = "," if "," in old_text or abs(number) >= 1000 else ""
    return f"{number:{comma}.{decimals}f}".replace("-", "−")


def _changes(
    figure_id: str, old_text: str, new: Mapping[str, str], before: Mapping[str, str]
) -> tuple[Change, ...]:
    changes = []
    if new["value_text"] != old_text:
        changes.append(Change(figure_id, old_text, new["value_text"], new["geography"]))
    for row in derive().to_dict("records"):
        name = row["derived_id"]
        if name in before and before[name] != row["value_text"]:
            changes.append(Change(name, before[name], row["value_text"], row["geography"]))
    return tuple(changes)


def _mend(root: Path, changes: Sequence[Change]) -> tuple[dict[Path, str], list[Place]]:
    mended: dict[Path, str] = {}
    left: list[Place] = []
    for path in files(root, (*SHOWN, *SHOWN_TOO)):
        old = text = path.read_text(encoding="utf-8")
        for change in changes:
            text, not_mended = relinked(text, change)
            left += [
                Place(
                    str(path.relative_to(root)),
                    "a link",
                    _short(link),
                    f"its words do not hold {change.old!r}; the row now says {change.new!r}",
                )
                for link in not_mended
            ]
        if text != old:
            mended[path] = text
            left += _sentences(root, path, text, changes)
    return mended, left


def _sentences(root: Path, path: Path, text: str, changes: Sequence[Change]) -> list[Place]:
    """Lines whose link was mended: words around it ("about a fifth", "rose") may no longer fit."""
    name = str(path.relative_to(root))
    return [
        Place(name, spot, _short(line), f"read it: does the sentence still fit {change.new!r}?")
        for change in changes
        for spot, line in lines(path, text)
        if change.link.search(line)
    ]


def _plain(root: Path, changes: Sequence[Change], mended: Mapping[Path, str]) -> list[Place]:
    """Lines that show an old value without a link: in prose, in examples, in tests."""
    found = []
    for path in files(root, (*SHOWN, *SHOWN_TOO, *HELD)):
        text = mended.get(path, "") or path.read_text(encoding="utf-8")
        for spot, line in lines(path, text):
            for change in changes:
                if _shows(line, change):
                    found.append(
                        Place(
                            str(path.relative_to(root)),
                            spot,
                            _short(line),
                            f"shows {change.old!r} in plain text ({change.id})",
                        )
                    )
    return found


def _shows(line: str, change: Change) -> bool:
    plain = change.link.sub("", line)
    if not change.digits.search(plain):
        return False
    # "9" or "41" stand for many things; with the place beside it, it is worth a look.
    telling = len(change.old.replace(",", "").replace(".", "")) > 2
    return telling or change.geography in line or change.id in line


def _derived_texts() -> dict[str, str]:
    held = tables.derived()
    return dict(zip(held["derived_id"], held["value_text"], strict=True))


def _rows(table: Table) -> list[dict[str, str]]:
    path = data_folder() / f"{table.name}.csv"
    tables.read_table(path)  # a damaged table is named before anything is changed
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _text(table: Table, rows: Sequence[Mapping[str, str]]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, table.headings, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


@contextmanager
def _tried(table: Table, rows: Sequence[Mapping[str, str]]) -> Iterator[dict[Path, str]]:
    """Give what the table and the files made from it would hold, by their places in `data/`.

    Within the block the evidence is that of a copy of `data/` in which the table is as given.
    """
    home, text = data_folder(), _text(table, rows)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(shutil.copytree(home, Path(folder) / home.name))
        path = copy / f"{table.name}.csv"
        path.write_text(text, encoding="utf-8", newline="\n")
        tables.read_table(path)  # as the pack would, beside the tables that it refers to
        with data_from(copy):
            yield {
                home / path.name: text,
                **{home / name: content for name, content in generated().items()},
            }


def _that_change(contents: Mapping[Path, str]) -> dict[Path, str]:
    return {
        path: text
        for path, text in contents.items()
        if not path.exists() or path.read_bytes() != text.encode()
    }


def _write_all(contents: Mapping[Path, str]) -> None:
    """Write every file, or leave every file as it was."""
    before = {path: path.read_bytes() if path.exists() else None for path in contents}
    beside = {path: path.with_name(f".{path.name}.part") for path in contents}
    try:
        # A full disk is met here, while every file is still whole.
        for path, text in contents.items():
            beside[path].write_bytes(text.encode())
        for path in contents:
            beside[path].replace(path)
    except BaseException as problem:  # stopped from the keyboard, too
        lost = [other.name for other, held in before.items() if not _put_back(other, held)]
        if isinstance(problem, OSError):
            left = (
                f"These could not be put back: {', '.join(lost)}. Fetch them again from your copy "
                "of the pack, or with git."
                if lost
                else "Every file was left as it was."
            )
            raise PackError(
                f"{path.name} could not be written ({problem}). {left} Close it in other programs, "
                "look whether the disk is full, and try again."
            ) from None
        raise
    finally:
        for part in beside.values():
            part.unlink(missing_ok=True)


def _put_back(path: Path, held: bytes | None) -> bool:
    """Put a file back, and say whether it is as it was."""
    try:
        if held is None:
            path.unlink(missing_ok=True)
        elif not path.exists() or path.read_bytes() != held:
            path.write_bytes(held)
    except OSError:
        return False
    return True


def _short(text: str, *, width: int = 160) -> str:
    text = text.strip()
    return text if len(text) <= width else f"{text[: width - 1]}…"
