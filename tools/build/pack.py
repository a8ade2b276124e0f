"""Where the pack's sources are, where builds go, and how a build writes its files."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
TEACHING = ROOT / "teaching"
NOTEBOOKS = ROOT / "notebooks"
DATA = ROOT / "data"
STATIC = HERE / "static"
WORKSHOP = ROOT / "app" / "voila" / "templates" / "workshop"
BUILT = ROOT / "build" / "kit"
_TEMPLATES = Environment(
    loader=FileSystemLoader(HERE / "templates"),
    autoescape=select_autoescape(("html.j2", "xml.j2")),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)


def list_notebooks() -> list[Path]:
    """Return the notebooks in walking order: those whose names start with two digits."""
    return sorted(NOTEBOOKS.glob("[0-9][0-9]_*.ipynb"))


def render(template: str, **values: object) -> str:
    """Return a template of `templates/` filled in; HTML and XML are escaped, text is not."""
    return _TEMPLATES.get_template(template).render(**values)


def write_text(path: Path, text: str) -> Path:
    """Write a text file, and its folder where there is none, and return its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


def zip_files(files: Mapping[str, bytes]) -> bytes:
    """Return a zip that is the same, byte for byte, whenever it is made of the same files.

    Parameters:
        files: each file's path in the zip and its content.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as zipped:
        for name in sorted(files):
            # Without a time: the day of a build is no part of what was built.
            entry = zipfile.ZipInfo(name)
            entry.external_attr = 0o644 << 16
            zipped.writestr(entry, files[name], zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
