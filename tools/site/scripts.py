"""The scripts that hold an explorer's states, for a page without a kernel, and that draw them."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from born_into_care.explorers import explorer, export
from tools.site.addresses import as_page, data_as_pages
from tools.site.shared import shared

STATIC = Path(__file__).parent / "static"


def explorer_script(name: str, turned: Callable[[str], str] = as_page) -> str:
    """Give the script that brings an explorer's states to a page.

    A script and not plain JSON: a page opened from a folder may load the one, not the other.

    Parameters:
        name: the explorer's.
        turned: from a link as the pack's notebooks hold it to the link on the page.
    """
    exported = shared(data_as_pages(_states(name), turned))
    written = json.dumps(exported, ensure_ascii=False, separators=(",", ":"))
    return f"(globalThis.bornIntoCareExplorers ??= {{}})[{json.dumps(name)}] = {written};\n"


@cache
def _states(name: str) -> dict[str, Any]:
    return export(explorer(name))


def with_whole(path: Path) -> str:
    """Give a script with what puts an explorer's states together again before it."""
    return (STATIC / "whole.js").read_text("utf-8") + path.read_text("utf-8")
