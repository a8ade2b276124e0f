"""The steps of a build, in order."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from itertools import product
from pathlib import Path

from born_into_care.activities.activity import FRONTEND
from born_into_care.errors import PackError
from born_into_care.explorers.frontend import read_frontend
from tools.build import handouts, questions, slides
from tools.build.links import on_site
from tools.build.notebook import read_notebook
from tools.build.pack import DATA, ROOT, list_notebooks, render, write_text, zip_files
from tools.build.policy import write_policy
from tools.build.site.cells import FRONT_ENDS
from tools.build.site.sources import KIT, write_sources

HERE = Path(__file__).parent
STATIC = HERE / "static"
# Files of a page as they are.
ASSETS = ("early.js", "offline.js", "site.css", "no-script.css", "charts.js", "rows.js")
# What several front ends of the activities use, and what answers them where there is no Python.
SHARED = ("common", "numbers", "guesses")
ANSWERING = ("kept.js", "marking.js", "record.js", "activities.js")
# What is downloaded to be printed or imported is not kept on forty phones.
NOT_KEPT = ("*.pdf", "*.zip", "questions/*", "notebooks/*.png")
ARCHIVE = "born-into-care-site.zip"
# What Sphinx and its theme write that no page of ours asks for.
UNUSED = (
    "**/*.map", "_static/scripts/fontawesome.js*", "_static/vendor", "_static/webpack-macros.html",
    "_static/translations.js", "_static/plus.png", "_static/minus.png", "_static/file.png",
    "_static/.gitignore", "_sources", "objects.inv", ".buildinfo*",
)  # fmt: skip


def build_site(target: Path) -> Path:
    """Build the site and return the folder that holds it.

    Parameters:
        target: the folder to work in; the site is its `site`, the archive stands beside it.

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
    write_sources(ROOT, sources, extra)
    kit_page = render(
        "kit_page.md.j2",
        notebooks=[read_notebook(path) for path in list_notebooks()],
        questions=questions.FILES,
        exists=lambda address: (extra / address).exists(),
    )
    write_text(sources / f"{KIT}.md", kit_page)
    _write_static(static / "pack")
    warnings = _run_sphinx(sources, static, extra, site)
    for pattern in UNUSED:
        for path in sorted(site.glob(pattern)):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    write_worker(site)
    write_archive(site, target / ARCHIVE)
    shutil.copyfile(target / ARCHIVE, site / ARCHIVE)
    if warnings:
        raise PackError(f"The site is not whole. Correct this, then build again:\n{warnings}")
    return site


def write_archive(site: Path, archive: Path) -> None:
    """Write the site as one file; what it holds offers no such file again."""
    files = {
        f"born-into-care/{path.relative_to(site).as_posix()}": path.read_bytes()
        for path in site.rglob("*")
        if path.is_file()
    }
    home = "born-into-care/index.html"
    files[home] = re.sub(rb'<li class="bic-zip">.*?</li>', b"", files[home])
    archive.write_bytes(zip_files(files))


def write_site() -> list[Path]:
    """Build the site into `build/`, say what is where, and return its pages."""
    site = build_site(ROOT / "build")
    print(f"Open {site / 'index.html'}, or serve its folder.")
    print(f"The same as one file to carry: {site / ARCHIVE}")
    if "not in this copy" in (site / f"{KIT}.html").read_text("utf-8"):
        print("Some slides or handouts are not on it as PDF: give 'make kit site' to have all.")
    return sorted(site.rglob("*.html"))


def publish_kit(site: Path) -> None:
    """Write slides, handouts and questions as files of a site.

    They stand in folders of their own, as deep as the notebooks' pages, so that a link in an
    explorer leads to the same place from both. PDFs are taken from where `make kit` left them:
    making them needs Chromium and a minute. One that is older than its notebook or than a figure
    is left out.

    Parameters:
        site: the folder of the site.
    """
    slides.write_decks(site / "slides", for_site=True)
    questions.write_exports(site / "questions")
    figures = max(one.stat().st_mtime for one in DATA.iterdir() if one.suffix in (".csv", ".json"))
    notebooks = list_notebooks()
    pdfs = [
        (folder / f"{path.stem}.pdf", path)
        for folder, path in product((slides.FOLDER, handouts.FOLDER), notebooks)
    ]
    for pdf, path in (*pdfs, (handouts.POSTER, notebooks[0])):
        if pdf.exists() and pdf.stat().st_mtime > max(path.stat().st_mtime, figures):
            (site / pdf.parent.name).mkdir(exist_ok=True)
            shutil.copyfile(pdf, site / pdf.parent.name / pdf.name)


def write_worker(site: Path) -> None:
    """Write the service worker with the list of the files of the site that are shown.

    Its version is a digest of what the files hold, so that a corrected figure reaches those who
    keep an older copy, and an unchanged site is not fetched again.
    """
    names = sorted(path.relative_to(site) for path in site.rglob("*") if path.is_file())
    digest = hashlib.sha256()
    for name in names:
        digest.update(name.as_posix().encode() + (site / name).read_bytes())
    kept = [one.as_posix() for one in names if not any(one.match(rule) for rule in NOT_KEPT)]
    version = f"const VERSION = {json.dumps(digest.hexdigest()[:16])};\n"
    body = (STATIC / "worker.js").read_text("utf-8")
    write_text(site / "worker.js", f"{version}const FILES = {json.dumps(kept)};\n{body}")


def _write_static(pack: Path) -> None:
    slides.write_drawing(pack, on_site)
    for name in ASSETS:
        shutil.copyfile(STATIC / name, pack / name)
    shutil.copyfile(FRONTEND / "activities.css", pack / "activities.css")
    write_text(pack / "activities.js", _join_activities())


def _join_activities() -> str:
    """The pack's own front ends of the activities, and what answers them on a page."""
    shared = [(FRONTEND / f"{name}.js").read_text("utf-8") for name in SHARED]
    parts = [read_frontend("page.js", "handles.js"), *shared, "globalThis.BicRenders = {};"]
    for kind in sorted(FRONT_ENDS.values()):
        code = (FRONTEND / f"{kind}.js").read_text("utf-8")
        # Each has a function of the same name: a scope of its own keeps them apart.
        parts.append(f"BicRenders.{kind} = (() => {{\n{code}\nreturn render;\n}})();")
    return "\n".join([*parts, *((STATIC / name).read_text("utf-8") for name in ANSWERING)])


def _run_sphinx(sources: Path, static: Path, extra: Path, site: Path) -> str:
    """Build the pages, and return what Sphinx has to say against them."""
    command = [
        *(sys.executable, "-m", "sphinx", "-b", "html", "-q", "-E", "-a", "--no-color"),
        *("-c", str(HERE), "-d", str(sources.parent / "site-doctrees")),
        *("-D", f"html_static_path={static}", "-D", f"html_extra_path={extra}"),
        *("-A", f"bic_policy={write_policy()}", str(sources), str(site)),
    ]
    # MyST asks Sphinx for things that a later Sphinx will have elsewhere: its makers know.
    environment = os.environ | {"PYTHONWARNINGS": "ignore"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    return done.stderr.strip().replace(f"{sources}/", "")
