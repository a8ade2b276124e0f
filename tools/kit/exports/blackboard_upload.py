"""Blackboard's own tab-separated upload: no feedback, but a number with its tolerance."""

from __future__ import annotations

import re

from tools.kit.exports.item import Item, number


def document(bank: list[Item]) -> str:
    """Give the bank as lines, one to a question."""
    return "".join("\t".join(_line(item)) + "\r\n" for item in bank)


def _line(item: Item) -> list[str]:
    stem = _cell(item.stem)
    if item.kind in ("choice", "choices"):
        cells = ["MC" if item.kind == "choice" else "MA", stem]
        for choice in item.choices:
            cells += [_cell(choice.text), "correct" if choice.correct else "incorrect"]
        return cells
    if item.kind == "number":
        assert item.answer is not None
        return ["NUM", stem, number(item.answer.value), number(item.answer.tolerance)]
    if item.kind == "order":
        return ["ORD", stem, *(_cell(words) for _, words in item.ordered)]
    return ["ESS", stem]


def _cell(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
