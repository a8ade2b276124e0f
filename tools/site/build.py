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

from born_into_care.activities import activity as activities
from born_into_care.errors import PackError
from born_into_care.paths import pack_folder
from tools.build.packages import PLOTLY, package_file
from tools.kit import publish as kit
from tools.site.contents import KIT, SECTIONS
from tools.site.offline import write_archive, write_worker
from tools.site.policy import policy
from tools.site.scripts import explorer_script, with_whole
from tools.site.stage import stage

HERE = Path(__file__).parent
STATIC = HERE / "static"
# Files of a page as they are.
ASSETS = ("early.js", "offline.js", "site.css", "no-script.css", "favicon.svg")
# The front ends of the activities, and what answers them where there is no Python, in this order.
FRONT_ENDS = ("notebox", "planner", "practice", "predictor", "recordview", "selfcheck")
ANSWERING = ("kept.js", "numbers.js", "marking.js", "record.js", "activities.js")
# What Sphinx and its theme write that no page of ours asks for.
UNUSED = (
    "**/*.map",
    "_static/scripts/fontawesome.js*",
    "_static/vendor",
    "_static/webpack-macros.html",
    "_static/translations.js",
    "_static/plus.png",
    "_static/minus.png",
    "_static/file.png",
    "_static/.gitignore",
    "_sources",
    "objects.inv",
    ".buildinfo*",
)


def build(target: Path, *, root: Path | None = None) -> Path:
    """Build the site and give the folder that holds it.

    Parameters:
        target: the folder to work in; the site is its `site`, the archive stands beside it.
        root: the pack; this one where none is named.

    Raises:
        PackError: if a page or a link in it does not work; every such place is named.
    """
    root = root or pack_folder()
    sources, extra, site = target / "site-sources", target / "site-extra", target / "site"
    for folder in (sources, extra, site):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    kit.publish(extra)
    staged = stage(root, sources, {KIT: kit.page(extra)})
    _copy_notebooks(root, extra)
    static = target / "site-static"
    _write_static(static, staged.explorers)
    warnings = _run_sphinx(sources, static, extra, site)
    for pattern in UNUSED:
        for path in sorted(site.glob(pattern)):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    write_worker(site)
    write_archive(site, target / "born-into-care-site.zip")
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


def _write_static(static: Path, explorers: set[str]) -> None:
    from born_into_care.explorers.widget import FRONTEND

    shutil.rmtree(static, ignore_errors=True)
    pack = static / "pack"
    pack.mkdir(parents=True)
    for name in ASSETS:
        shutil.copyfile(STATIC / name, pack / name)
    (pack / "charts.js").write_text(with_whole(STATIC / "charts.js"), "utf-8")
    (pack / "activities.js").write_text(_activities(), "utf-8")
    shutil.copyfile(activities.FRONTEND / "activities.css", pack / "activities.css")
    for name in ("explorer.js", "explorer.css"):
        shutil.copyfile(FRONTEND / name, pack / name)
    shutil.copyfile(package_file(PLOTLY), pack / "plotly-basic.min.js")
    shutil.copyfile(package_file(PLOTLY).with_name("LICENSE"), pack / "plotly-LICENSE.txt")
    (pack / "explorers").mkdir()
    for name in sorted(explorers):
        (pack / "explorers" / f"{name}.js").write_text(explorer_script(name), "utf-8")


def _activities() -> str:
    """The pack's own front ends of the activities, and what answers them on a page."""
    front_ends = [
        (activities.FRONTEND / "common.js").read_text("utf-8"),
        "globalThis.BicRenders = {};",
    ]
    for kind in FRONT_ENDS:
        code = (activities.FRONTEND / f"{kind}.js").read_text("utf-8")
        # Each has a function of the same name: a scope of its own keeps them apart.
        front_ends.append(f"BicRenders.{kind} = (() => {{\n{code}\nreturn render;\n}})();")
    answering = [(STATIC / name).read_text("utf-8") for name in ANSWERING]
    return "\n".join([*front_ends, *answering])


def _run_sphinx(sources: Path, static: Path, extra: Path, site: Path) -> str:
    """Build the pages, and give what Sphinx has to say against them."""
    nocolor()
    warnings = io.StringIO()
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
            confoverrides={
                "html_static_path": [str(static)],
                "html_extra_path": [str(extra)],
                "html_context": {"bic_policy": policy()},
            },
            status=None,
            warning=warnings,
            freshenv=True,
        )
        app.build(force_all=True)
    return warnings.getvalue().strip().replace(f"{sources}/", "")
