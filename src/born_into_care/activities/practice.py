"""The ten practice themes: `data/practice_themes.json` as typed values, and as a page."""

from __future__ import annotations

import html
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from born_into_care.activities.references import RichText, resolve
from born_into_care.errors import PackError, unknown
from born_into_care.paths import data_folder
from born_into_care.text import join_words


@dataclass(frozen=True)
class Law:
    """A point of law or guidance.

    Attributes:
        text: what it says, in plain words.
        dated: the provision or the date that it stands for.
        source: where it was read.
        caveat: what to do before relying on it.
    """

    text: RichText
    dated: str
    source: RichText
    caveat: str


@dataclass(frozen=True)
class Ground:
    """What a theme rests on, and how sure it is.

    Attributes:
        source: a figure or a page.
        sure: high, medium or low.
        note: what its reader must know; may be empty.
    """

    source: RichText
    sure: str
    note: str


@dataclass(frozen=True)
class Theme:
    """One theme of practice.

    Attributes:
        number: 1 to 10.
        id: its stable name ("practice-05").
        title: the key message's title, or ours for the seventh.
        page: the address of the key message's own page; empty for the seventh.
        attribution: whose words are whose.
        core_issue, challenge: what families and services meet.
        good_practice: what it looks like where it goes well.
        reflective_questions: questions to think about, alone or with others.
        suggestions: steps by role.
        policy_ideas: what could change beyond one's own service.
        focus: the tags that it carries.
        law: points of law and guidance, each with its date.
        rests: what it rests on.
    """

    number: int
    id: str
    title: str
    page: str
    attribution: str
    core_issue: RichText
    challenge: RichText
    good_practice: tuple[str, ...]
    reflective_questions: tuple[str, ...]
    suggestions: Mapping[str, tuple[str, ...]]
    policy_ideas: tuple[str, ...]
    focus: tuple[str, ...]
    law: tuple[Law, ...]
    rests: tuple[Ground, ...]

    def to_html(self, *, role: str | None = None, level: int = 3) -> str:
        """Give the theme as HTML.

        Parameters:
            role: whose suggestions to give; None for every role's.
            level: the level of its heading.

        Raises:
            PackError: if there is no such role.
        """
        return "".join(_html_part(*part) for part in _parts(self, role, level))

    def __repr__(self) -> str:
        """Number and title."""
        return f"{self.number}. {self.title}"

    def _repr_html_(self) -> str:
        return self.to_html()


def themes(role: str | None = None, focus: str | None = None) -> tuple[Theme, ...]:
    """Give the practice themes, in their order.

    Parameters:
        role: keep the themes that have suggestions for this role; None for all.
        focus: keep the themes that carry this tag; None for all.

    Raises:
        PackError: if there is no such role or tag; it names those that there are.

    Example:
        >>> [theme.number for theme in themes(focus="support early in pregnancy")]
        [2, 5, 6, 8]
    """
    if role is not None and role not in roles():
        raise unknown("role", role, roles())
    if focus is not None and focus not in focuses():
        raise unknown("focus", focus, focuses())
    return tuple(
        one
        for one in _bank()[0]
        if (role is None or one.suggestions.get(role)) and (focus is None or focus in one.focus)
    )


def theme(number: int) -> Theme:
    """Give one practice theme.

    Parameters:
        number: 1 to 10.

    Raises:
        PackError: if there is no such theme.

    Example:
        >>> theme(1)
        1. Understand and use your data
    """
    known = {str(one.number): one for one in _bank()[0]}
    if str(number) not in known:
        raise PackError(f"There is no theme {number!r}. You can choose 1 to {len(known)}.")
    return known[str(number)]


def roles() -> tuple[str, ...]:
    """Give the roles for which there are suggestions."""
    return _bank()[1]


def focuses() -> tuple[str, ...]:
    """Give the tags that themes carry."""
    return _bank()[2]


_Part = tuple[str, Any]


def _parts(one: Theme, role: str | None, level: int) -> list[_Part]:
    """A theme as a list of headings, paragraphs and lists, whatever it is written as."""
    if role is not None and role not in roles():
        raise unknown("role", role, roles())
    shown = [role] if role else list(one.suggestions)
    parts: list[_Part] = [
        (f"h{level}", f"{one.number}. {one.title}"),
        ("p", one.core_issue),
        (f"h{level + 1}", "What makes it hard"),
        ("p", one.challenge),
        (f"h{level + 1}", "What it looks like where it goes well"),
        ("ul", [resolve(line) for line in one.good_practice]),
        (f"h{level + 1}", "To think about"),
        ("ul", [resolve(line) for line in one.reflective_questions]),
        (f"h{level + 1}", "Steps that you could take"),
    ]
    for name in shown:
        parts.append((f"h{level + 2}", f"As a {name}"))
        parts.append(("ul", [resolve(line) for line in one.suggestions[name]]))
    parts.append((f"h{level + 1}", "Ideas for policy"))
    parts.append(("ul", [resolve(line) for line in one.policy_ideas]))
    if one.law:
        parts.append((f"h{level + 1}", "Law and guidance, with dates"))
        parts.append(("ul", [_law_line(point) for point in one.law]))
    parts.append((f"h{level + 1}", "What this rests on"))
    parts.append(("ul", [_ground_line(ground) for ground in one.rests]))
    whose = f"{one.attribution}"
    if one.page:
        whose += f" {{page:Read the key message itself|{one.page}}}."
    parts.append(("p", resolve(whose)))
    parts.append(("p", resolve(f"Focus: {join_words(one.focus)}.")))
    return parts


def _law_line(point: Law) -> RichText:
    return point.text + resolve(f" ({point.dated}; ") + point.source + resolve(f") {point.caveat}")


def _ground_line(ground: Ground) -> RichText:
    note = f". {ground.note}" if ground.note else ""
    return ground.source + resolve(f" (sure: {ground.sure}){note}")


def _html_part(kind: str, content: Any) -> str:
    if kind.startswith("h"):
        return f"<{kind}>{html.escape(content)}</{kind}>"
    if kind == "p":
        return f"<p>{content.html}</p>"
    return "<ul>" + "".join(f"<li>{line.html}</li>" for line in content) + "</ul>"


def _reference(reference: str) -> RichText:
    kind, _, rest = reference.partition(":")
    if kind == "page":
        return resolve(f"{{page:{rest}}}")
    from born_into_care.evidence import derivation, figure

    row = figure(rest) if kind == "figure" else derivation(rest)
    return resolve(f"{{{kind}:{rest}|unit}}") + resolve(
        f" ({row.measure}, {row.geography}, {row.period})"
    )


def _theme(row: Mapping[str, Any]) -> Theme:
    return Theme(
        number=row["number"],
        id=row["id"],
        title=row["title"],
        page=row["page"],
        attribution=row["attribution"],
        core_issue=resolve(row["core_issue"]),
        challenge=resolve(row["challenge"]),
        good_practice=tuple(row["good_practice"]),
        reflective_questions=tuple(row["reflective_questions"]),
        suggestions={name: tuple(lines) for name, lines in row["suggestions"].items()},
        policy_ideas=tuple(row["policy_ideas"]),
        focus=tuple(row["focus"]),
        law=tuple(
            Law(
                resolve(point["text"]),
                point["dated"],
                _reference(point["source"]),
                point["caveat"],
            )
            for point in row["law"]
        ),
        rests=tuple(
            Ground(_reference(ground["reference"]), ground["sure"], ground.get("note", ""))
            for ground in row["rests"]
        ),
    )


def _bank() -> tuple[tuple[Theme, ...], tuple[str, ...], tuple[str, ...]]:
    folder = data_folder()
    names = ("practice_themes.json", "figures.csv")
    # The time stamps are part of the key, so that a corrected table is read again.
    stamps = tuple((folder / name).stat().st_mtime_ns for name in names if (folder / name).exists())
    return _read_bank(folder / "practice_themes.json", stamps)


@lru_cache(maxsize=4)
def _read_bank(
    path: Path,
    stamps: Sequence[int],  # noqa: ARG001
) -> tuple[tuple[Theme, ...], tuple[str, ...], tuple[str, ...]]:
    try:
        held = json.loads(path.read_text("utf-8"))
        rows = tuple(_theme(row) for row in held["themes"])
        return rows, tuple(held["roles"]), tuple(held["focuses"])
    except (OSError, ValueError, KeyError) as error:
        if isinstance(error, PackError):
            raise
        raise PackError(
            f"The practice themes in {path.name} could not be read ({error}). Put the file back "
            "from a fresh copy of the pack."
        ) from error
