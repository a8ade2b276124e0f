"""The example of the contributor's page is a whole explorer in under thirty lines, and works."""

from __future__ import annotations

import re

import pytest

from born_into_care.evidence import births
from born_into_care.explorers import Explorer, export
from born_into_care.paths import pack_folder


@pytest.fixture(scope="module")
def example() -> str:
    page = (pack_folder() / "docs" / "explorers.md").read_text("utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    return str(code)


@pytest.fixture(scope="module")
def declared(example: str) -> Explorer:
    names: dict[str, object] = {}
    exec(example, names)  # the page's own code, as a contributor would type it
    found = names["EXPLORER"]
    assert isinstance(found, Explorer)
    return found


def test_it_takes_under_thirty_lines(example: str) -> None:
    assert len([line for line in example.splitlines() if line.strip()]) < 30


def test_it_gives_a_live_widget(declared: Explorer) -> None:
    widget = declared.widget()
    widget.choose(area="Wales")
    assert "Wales" in widget.title
    assert births("Wales", 2019) in widget.drawn["spec"]["data"][0]["y"]


def test_it_gives_a_page_without_a_kernel(declared: Explorer) -> None:
    made = export(declared)
    assert len(list(declared.states())) == 3
    assert made["declaration"]["key"] == "births"
