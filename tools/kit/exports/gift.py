"""GIFT, the plain text format of Moodle, as described in Moodle's documentation of it."""

from __future__ import annotations

import re

from tools.kit.exports.item import Item, Near, number
from tools.kit.exports.moodle import _PARTS

_SPECIAL = re.compile(r"([~=#{}:\\])")


def document(bank: list[Item]) -> str:
    """Give the bank as one text, a category for each notebook."""
    parts: list[str] = []
    notebook = None
    for item in bank:
        if item.notebook != notebook:
            notebook = item.notebook
            parts.append(f"$CATEGORY: Born into care/Notebook {notebook}")
        parts.append(_question(item))
    return "\n\n".join(parts) + "\n"


def escaped(text: str) -> str:
    r"""Give text so that no sign in it is read as GIFT's own.

    Example:
        >>> print(escaped("a = {b}: 5"))
        a \= \{b\}\: 5
    """
    # An arrow of two signs would make any question one of matching; there is no way to escape it.
    text = text.replace("->", "→")
    # A line break inside an answer would end it.
    return _SPECIAL.sub(r"\\\1", re.sub(r"\s*\n\s*", " ", text)).strip()


def _question(item: Item) -> str:
    body = _BODIES[item.kind](item)
    sources = (
        "Where the figures come from: " + " | ".join(trace.plain for trace in item.sources)
        if item.sources
        else ""
    )
    general = [f"  ####{escaped(sources)}"] if sources and item.kind != "reflection" else []
    return "\n".join(
        [f"::{escaped(item.id)}::{escaped(item.stem)} {{{body[0]}", *body[1:], *general, "}"]
    )


def _choice(item: Item) -> list[str]:
    return [
        "",
        *(
            f"  {'=' if choice.correct else '~'}{escaped(choice.text)}#{escaped(choice.feedback)}"
            for choice in item.choices
        ),
    ]


def _choices(item: Item) -> list[str]:
    right = _PARTS[len(item.correct)]
    wrong = _PARTS[len(item.choices) - len(item.correct)]
    return [
        "",
        *(
            f"  ~%{right if choice.correct else '-' + wrong}%{escaped(choice.text)}"
            f"#{escaped(choice.feedback)}"
            for choice in item.choices
        ),
    ]


def _number(item: Item) -> list[str]:
    assert item.answer is not None
    return [
        "#",
        f"  ={_near(item.answer)}#{escaped(item.right)}",
        *(f"  =%0%{_near(slip)}#{escaped(slip.feedback)}" for slip in item.slips),
        f"  ~#{escaped(item.wrong)}",
    ]


def _near(near: Near) -> str:
    return f"{number(near.value)}:{number(near.tolerance)}"


def _order(item: Item) -> list[str]:
    return ["", *(f"  ={place} -> {escaped(words)}" for place, words in item.ordered)]


def _reflection(item: Item) -> list[str]:  # noqa: ARG001 (one of _BODIES)
    return [""]


_BODIES = {
    "choice": _choice,
    "choices": _choices,
    "number": _number,
    "order": _order,
    "reflection": _reflection,
}
