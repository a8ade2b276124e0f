"""The steps of a build, in order."""

from __future__ import annotations

import io
import shutil
from contextlib import redirect_stdout
from pathlib import Path
from warnings import catch_warnings, simplefilter

from sphinx.application import Sphinx
from sphinx.util.console import nocolor
from sphinx.util.docutils import docutils_namespace, patch_docutils

from born_into_care.activities.activity import FRONTEND
from born_into_care.errors import PackError
from tools.build.explorer_states import write_states
from tools.build.links import on_site
from tools.build.pack import ROOT, write_text, zip_files
from tools.build.policy import write_policy
from tools.build.site.kit import publish_kit, write_kit_page
from tools.build.site.offline import write_worker
from tools.build.site.sources import KIT, SECTIONS, write_sources
from tools.build.slides import write_drawing

HERE = Path(__file__).parent
STATIC = HERE / "static"
# Files of a page as they are.
ASSETS = ("early.js", "offline.js", "site.css", "no-script.css", "charts.js")
# The front ends of the activities, and what answers them where there is no Python, in this order.
FRONT_ENDS = ("notebox", "planner", "practice", "predictor", "recordview", "selfcheck")
ANSWERING = ("kept.js", "numbers.js", "marking.js", "record.js", "activities.js")
# What Sphinx and its theme write that no page of ours asks for.
UNUSED = (
    "**/*.map", "_static/scripts/fontawesome.js*", "_static/vendor", "_static/webpack-macros.html",
    "_static/translations.js", "_static/plus.png", "_static/minus.png", "_static/file.png",
    "_static/.gitignore", "_sources", "objects.inv", ".buildinfo*",
)  # fmt: skip


def build_site(target: Path, *, root: Path = ROOT) -> Path:
    """Build the site and return the folder that holds it.

    Parameters:
        target: the folder to work in; the site is its `site`, the archive stands beside it.
        root: the pack.

    Raises:
        PackError: if a page or a link in it does not work; every such place is named.
    """
    sources, extra, static, site = (
        target / name for name in ("site-sources", "site-extra", "site-static", "site")
    )
    for folder in (sources, extra, static, site):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    publish_kit(extra)
    explorers = write_sources(root, sources, {KIT: write_kit_page(extra)})
    _copy_notebooks(root, extra)
    _write_static(static / "pack", explorers)
    warnings = _run_sphinx(sources, static, extra, site)
    for pattern in UNUSED:
        for path in sorted(site.glob(pattern)):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    write_worker(site)
    files = {
        f"born-into-care/{path.relative_to(site).as_posix()}": path.read_bytes()
        for path in site.rglob("*")
        if path.is_file()
    }
    (target / "born-into-care-site.zip").write_bytes(zip_files(files))
    if warnings:
        raise PackError(f"The site is not whole. Mend these places, then build again:\n{warnings}")
    return site


def _copy_notebooks(root: Path, extra: Path) -> None:
    """Put each notebook beside the page made of it, to be downloaded and run."""
    for section in SECTIONS:
        for path in (root / section).rglob("*.ipynb"):
            if ".ipynb_checkpoints" not in path.parts:
                goal = extra / path.relative_to(root)
                goal.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, goal)


def _write_static(pack: Path, explorers: set[str]) -> None:
    pack.mkdir()
    write_drawing(pack)
    for name in ASSETS:
        shutil.copyfile(STATIC / name, pack / name)
    shutil.copyfile(FRONTEND / "activities.css", pack / "activities.css")
    write_text(pack / "activities.js", _join_activities())
    for name in sorted(explorers):
        write_states(name, on_site, pack / "explorers")


def _join_activities() -> str:
    """The pack's own front ends of the activities, and what answers them on a page."""
    parts = [(FRONTEND / "common.js").read_text("utf-8"), "globalThis.BicRenders = {};"]
    for kind in FRONT_ENDS:
        code = (FRONTEND / f"{kind}.js").read_text("utf-8")
        # Each has a function of the same name: a scope of its own keeps them apart.
        parts.append(f"BicRenders.{kind} = (() => {{\n{code}\nreturn render;\n}})();")
    return "\n".join([*parts, *((STATIC / name).read_text("utf-8") for name in ANSWERING)])


def _run_sphinx(sources: Path, static: Path, extra: Path, site: Path) -> str:
    """Build the pages, and return what Sphinx has to say against them."""
    nocolor()
    warnings = io.StringIO()
    settings = {
        "html_static_path": [str(static)],
        "html_extra_path": [str(extra)],
        "html_context": {"bic_policy": write_policy()},
    }
    with (
        patch_docutils(str(HERE)),
        docutils_namespace(),
        redirect_stdout(io.StringIO()),
        catch_warnings(),
    ):
        # MyST asks Sphinx for things that a later Sphinx will have elsewhere: its makers know.
        simplefilter("ignore", DeprecationWarning)
        simplefilter("ignore", PendingDeprecationWarning)
        app = Sphinx(
            srcdir=sources,
            confdir=HERE,
            outdir=site,
            doctreedir=sources.parent / "site-doctrees",
            buildername="html",
            confoverrides=settings,
            status=None,
            warning=warnings,
            freshenv=True,
        )
        app.build(force_all=True)
    return warnings.getvalue().strip().replace(f"{sources}/", "")
