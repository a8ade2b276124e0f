"""The page side: what is sent to a browser with a widget, and once a page on demand."""

import gzip
from functools import cache
from importlib.resources import files
from pathlib import Path

FRONTEND = Path(__file__).parent / "frontend"


def read_frontend(*names: str) -> str:
    """Return files of the page side, one after the other.

    Every widget begins with "page.js"; "explorer.js" and "library.js" draw a chart with its words,
    and "live.js" asks Python.
    """
    return "\n".join((FRONTEND / name).read_text("utf-8") for name in names)


@cache
def compress_plotly() -> bytes:
    """Return the plotly.js of the installed plotly, compressed, for a page without it."""
    code = files("plotly").joinpath("package_data", "plotly.min.js").read_bytes()
    # Level 6 would take twice the time of each learner's processor for 4% fewer bytes.
    return gzip.compress(code, compresslevel=4, mtime=0)
