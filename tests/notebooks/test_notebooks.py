"""The notebooks as they are saved keep the skeleton."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

from tests.support.skeleton import ROOT, lint
from tests.support.wording import SELDOM, allowances

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_keeps_the_skeleton(path: Path):
    problems = lint(nbformat.read(path, as_version=4), path, allowed=allowances())
    assert not problems, "\n" + "\n".join(map(str, problems))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_valid(path: Path):
    nbformat.validate(nbformat.read(path, as_version=4))


def test_what_is_allowed_is_needed_and_reasoned():
    text = {path.name: path.read_text(encoding="utf-8") for path in NOTEBOOKS}
    for row in allowances():
        assert row.rule == "words"
        assert len(row.reason.split()) >= 3, f"Say why '{row.text}' may stay."
        assert any(word in row.text.lower() for word in SELDOM) or "z" in row.text
        pages = text.values() if row.page == "*" else [text[row.page]]
        assert any(row.text in page for page in pages), f"No page says '{row.text}' any more."
