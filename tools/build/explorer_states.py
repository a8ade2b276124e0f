"""The states of an explorer as a script, for a page without a kernel."""

import base64
import gzip
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path

from born_into_care.explorers import explorer, export
from tools.build.links import relocate_html
from tools.build.pack import write_text


@cache
def _export_json(name: str) -> str:
    """The states as JSON; three folders of a build ask for the same."""
    data = export(explorer(name))
    # Parts that are alike stand side by side: a compressor looks back no further than 32 kB.
    order = sorted(range(len(data["parts"])), key=lambda place: json.dumps(data["parts"][place]))
    moved = {place: number for number, place in enumerate(order)}
    states = {name: [moved[place] for place in places] for name, places in data["states"].items()}
    data |= {"parts": [data["parts"][place] for place in order], "states": states}
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def write_states(name: str, relocate: Callable[[str], str], folder: Path) -> Path:
    """Write the script that brings an explorer's states to a page, and return its path.

    A script and not plain JSON: a page opened from a folder may load the one, not the other.
    Compressed, since Python's own web server, a USB stick and a room of phones compress nothing;
    `states.js` opens it.

    Parameters:
        name: the explorer's.
        relocate: from a link as the pack's notebooks hold it to the link on the page.
        folder: where to write.
    """
    written = relocate_html(_export_json(name), relocate).encode()
    packed = base64.b64encode(gzip.compress(written, mtime=0)).decode()
    place = f'(globalThis.bornIntoCareExplorers ??= {{}})["{name}"]'
    return write_text(folder / f"{name}.js", f'{place} = "{packed}";\n')
