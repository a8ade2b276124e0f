#!/usr/bin/env python3
"""Give a learner their own copy of the notebooks, then start their server.

The pack lies in the image and nobody can write to it. A learner writes into `~/born-into-care`:

    notebooks/   their own copies, to run and to change
    data         a link to the pack's figures, and
    teaching     a link to its pages, so that every link in a notebook leads somewhere

Changed means: the text of a cell, or which cells there are. Outputs do not count, since running a
notebook and saving it changes those. A notebook that a learner has changed is never touched; a new
edition of it is put beside it, and its name says so. One that they have not changed is brought up
to date, and one that is missing is given anew: to start a notebook afresh, a learner renames or
deletes it and starts their server again.

Giving the copy uses Python's own library alone: it is quick, and has nothing to fail on.
"""

from __future__ import annotations

import gc
import hashlib
import importlib
import json
import os
import shutil
import sys
from importlib import metadata
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

PACK = Path(os.environ.get("BORN_INTO_CARE_PACK", "/opt/born-into-care"))
FOLDER = "born-into-care"
LINKED = ("data", "teaching")
GIVEN = ".given.json"


def give(pack: Path, own: Path) -> list[str]:
    """Bring a learner's folder up to date with the pack, and give the names of what it wrote.

    Parameters:
        pack: the pack's root, which is only read.
        own: the learner's folder, made if it is missing.
    """
    notebooks = own / "notebooks"
    notebooks.mkdir(parents=True, exist_ok=True)
    given = _given(own)
    written = []
    for source in sorted((pack / "notebooks").glob("*.ipynb")):
        new = _Edition.of(source)
        main = notebooks / source.name
        if main.exists() and given.get(source.name, {}).get("file") == new.file:
            continue
        target = _place(main, new, given)
        if not target.exists() or _Edition.of(target).file != new.file:
            _copy(source, target)
            written.append(target.name)
        given[target.name] = given[source.name] = new._asdict()
    (own / GIVEN).write_text(json.dumps(given, indent=1, sort_keys=True) + "\n", "utf-8")
    for name in LINKED:
        link = own / name
        if link.is_symlink():
            link.unlink()
        if not link.exists() and (pack / name).is_dir():
            link.symlink_to(pack / name, target_is_directory=True)
    return written


class _Edition(NamedTuple):
    """What a notebook's file holds, and what its cells say, as digests."""

    file: str
    text: str

    @classmethod
    def of(cls, path: Path) -> _Edition:
        content = path.read_bytes()
        try:
            cells = json.loads(content)["cells"]
            said = [(cell["cell_type"], "".join(cell["source"])) for cell in cells]
            text = json.dumps(said).encode()
        except (ValueError, KeyError, TypeError, RecursionError):
            # No notebook, or half of one: any change of it counts.
            text = content
        return cls(hashlib.sha256(content).hexdigest(), hashlib.sha256(text).hexdigest())


def _place(main: Path, new: _Edition, given: dict[str, dict[str, str]]) -> Path:
    # Where the new edition goes: the first name that is free, or holds what the learner left alone.
    place, again = main, 1
    while place.exists() and _Edition.of(place).text not in (
        given.get(place.name, {}).get("text"),
        new.text,
    ):
        label = "new edition" if again == 1 else f"new edition {again}"
        place, again = main.with_name(f"{main.stem} ({label}){main.suffix}"), again + 1
    return place


def _given(own: Path) -> dict[str, dict[str, str]]:
    # A list that was lost or damaged means that no text is known to be unchanged: all is kept.
    try:
        read = json.loads((own / GIVEN).read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(read, dict):
        return {}
    return {name: edition for name, edition in read.items() if isinstance(edition, dict)}


def _copy(source: Path, target: Path) -> None:
    # Written beside and moved into place: a full disk leaves the old notebook, not half of one.
    beside = target.with_name(f".{target.name}.new")
    shutil.copyfile(source, beside)
    beside.replace(target)


class Spared(ModuleType):
    """A module in a real one's place: it has some names, and is loaded if another is asked for."""

    def __getattr__(self, name: str) -> object:
        """Load the module itself, since one of its names is needed after all."""
        if name.startswith("__"):
            raise AttributeError(name)
        if sys.modules[self.__name__] is self:
            del sys.modules[self.__name__]
        return getattr(importlib.import_module(self.__name__), name)


# What a hub alone needs (its data base, its pages), and what fetches from a network; with the names
# that a learner's server imports and does not use.
SPARED = {
    "aiohttp": (),
    "alembic": (),
    "jupyterhub.handlers": (),
    "jupyterhub.handlers.pages": ("HealthCheckHandler",),
    "jupyterhub.orm": (),
    "jupyterhub.roles": (),
    "jupyterlab.extensions.pypi": ("PyPIExtensionManager",),
    "requests": (),
    "soupsieve": (),
    "sqlalchemy": ("func",),
    "sqlalchemy.exc": ("SQLAlchemyError",),
}
# jsonschema checks with these how addresses, colours and durations are written, and does without.
UNUSED = ("isoduration", "rfc3986_validator", "rfc3987_syntax", "webcolors")


def spare_imports() -> None:
    """Keep the server from loading what it does not use: half of the processor time of a start."""
    import jupyterhub

    packages = Path(jupyterhub.__file__).parents[1]
    sys.modules.update(dict.fromkeys(UNUSED))
    for name, given in SPARED.items():
        place = packages.joinpath(*name.split("."))
        if place.exists() or place.with_suffix(".py").exists():
            module = sys.modules[name] = Spared(name)
            module.__path__ = [str(place)]
            vars(module).update({each: type(each, (Exception,), {}) for each in given})
    # Read once; each of some thirty questions would read the notes of all packages again.
    metadata.entry_points = metadata.entry_points().select
    # Modules stay: looking for garbage after every 700 new objects finds none.
    gc.set_threshold(50_000)


async def list_exports(handler: Any) -> None:
    """Answer with the forms that a notebook can be saved in here, where no other program is.

    jupyter_server's own answer loads every form to ask for its type; a form itself is loaded when
    somebody saves in it.
    """
    forms = {"html": "text/html", "markdown": "text/markdown", "script": "text/plain"}
    handler.finish({name: {"output_mimetype": kind} for name, kind in forms.items()})


def main(arguments: list[str]) -> None:
    """Give the copy, then be the learner's server until it is stopped."""
    try:
        give(PACK, Path.home() / FOLDER)
    except Exception as problem:
        # Whatever a learner's own files hold, a server without a new copy is of more use than none.
        print(f"The learner's copy could not be brought up to date: {problem}", file=sys.stderr)

    spare_imports()
    from jupyter_server.services.nbconvert.handlers import NbconvertRootHandler
    from jupyterhub.singleuser import main as serve
    from tornado.web import authenticated

    NbconvertRootHandler.get = authenticated(list_exports)
    # Else IPython is loaded to ask it where more kernels might be.
    kernels = f"--KernelSpecManager.kernel_dirs={[f'{sys.prefix}/share/jupyter/kernels']}"
    sys.argv = ["jupyterhub-singleuser", kernels, *arguments]
    serve()


if __name__ == "__main__":
    main(sys.argv[1:])
