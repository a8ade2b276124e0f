"""Briefings written to files, over the cores, one area's fault not stopping the others."""

import contextlib
import hashlib
import json
import math
import os
import re
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool, ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from born_into_care.briefing.document import brief_findings, brief_published
from born_into_care.documents import Document, to_docx, to_html
from born_into_care.errors import PackError, require_known
from born_into_care.paths import make_private_folder, pack_folder, write_private
from born_into_care.text import plain
from born_into_care.your_area import Protected, collect_findings, exposes_small_counts

FORMATS = ("html", "docx", "pdf", "ipynb")
COUNTS = "protected-counts.json"
NOTEBOOK = Path(__file__).with_name("area_briefing.ipynb")
TWO_RESULTS = (
    "Briefings of these areas were made before, with other settings. Anyone with both may work out "
    "hidden counts from the difference: keep one, and delete the other."
)
_IDENTIFIER = "born-into-care-briefing"
_BROWSERS = (
    # Chromium without windows, which starts and draws in half the time.
    "chromium-headless-shell", "chromium", "chromium-browser", "google-chrome",
    "google-chrome-stable", "microsoft-edge", "microsoft-edge-stable", "chrome", "msedge",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)  # fmt: skip


@dataclass(frozen=True)
class Outcome:
    """The files of one area: those made now, those that were current, and what went wrong."""

    area: str
    made: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    failure: str = ""


@dataclass(frozen=True)
class Summary:
    """The outcomes of all areas in the order asked for, and remarks about all of them."""

    folder: Path
    outcomes: tuple[Outcome, ...]
    remarks: tuple[str, ...] = ()

    @property
    def failed(self) -> tuple[Outcome, ...]:
        """The areas whose briefing is not complete."""
        return tuple(outcome for outcome in self.outcomes if outcome.failure)

    @property
    def text(self) -> str:
        """The summary as plain text; where something failed, with every file that was made."""
        failed = len(self.failed)
        kept = sum(not (outcome.made or outcome.failure) for outcome in self.outcomes)
        made = len(self.outcomes) - kept - failed
        lines = [f"Briefings: {made:,} made, {kept:,} kept from before, {failed:,} failed."]
        for failure in dict.fromkeys(outcome.failure for outcome in self.failed):
            areas = [plain(outcome.area) for outcome in self.failed if outcome.failure == failure]
            lines.append(f"  {', '.join(areas)}: {failure}")
        if failed:
            names = [name for outcome in self.outcomes for name in outcome.made]
            lines.append(f"Made and whole: {', '.join(names) or 'none'}.")
        return "\n".join([*lines, *self.remarks, f"They are in {self.folder}."])


def make_briefings(
    areas: Sequence[str], *, folder: str | Path, table: Protected | None = None, period: str = "",
    region: str = "", formats: Sequence[str] = FORMATS[:3], workers: int = 0,
    progress: Callable[[int, int], None] = lambda *_: None,
) -> Summary:  # fmt: skip
    """Write a briefing for each area; files that are there and current are left as they are.

    Parameters:
        areas: areas of the table, or published ones where there is no table.
        folder: made if it is not there, for its owner alone.
        table: protected counts, which are kept beside the briefings; None for published figures.
        period: which period of the table; "" for the latest.
        region: the region that all areas lie in; "" where it is not said.
        workers: how many at a time; 0 for one a core.
        progress: called with how many areas are done, and of how many.

    Raises:
        PackError: for a format that does not exist, or a table of the reader's own and a folder
            inside the pack.
    """
    endings = dict.fromkeys(require_known("format", name, FORMATS) for name in formats)
    if not endings:
        raise PackError(f"Choose a format: {', '.join(FORMATS)}.")
    target = Path(folder).expanduser().resolve()
    pack = pack_folder()
    # On Binder the pack is the home itself: no folder is outside it, and nothing is kept.
    in_pack = target.is_relative_to(pack) and not Path.home().resolve().is_relative_to(pack)
    if table is not None and in_pack:
        raise PackError(
            "Briefings from a table of your own are not written into the pack, where they could be "
            f"shared with it. Choose a folder outside it, for example {Path.home() / 'briefings'}."
        )
    make_private_folder(target)
    remarks = []
    if "pdf" in endings and find_browser() is None:
        endings = dict.fromkeys(name.replace("pdf", "html") for name in endings)
        remarks.append(
            "No PDF was made, because no Chromium, Chrome or Edge was found. Open the HTML file in "
            "any browser and choose Print, then 'Save as PDF'."
        )
    if table is not None:
        remarks += _keep_counts(table, target / COUNTS)
    make = partial(
        _make, folder=target, formats=tuple(endings), table=table, period=period, region=region
    )
    pairs = list(name_files(areas).items())
    outcomes: list[Outcome] = []
    for outcome in _make_all(make, pairs, workers or os.cpu_count() or 1):
        outcomes.append(outcome)
        progress(len(outcomes), len(pairs))
    return Summary(target, tuple(outcomes), tuple(remarks))


def brief(
    area: str, *, table: Protected | str | None = None, period: str = "", region: str = ""
) -> Document:
    """Return the briefing on an area; the notebook of a briefing calls this.

    Parameters:
        table: protected counts, or the file that holds them (`Protected.to_json`); "" or None for
            published figures alone.

    Raises:
        PackError: for an area, period, region or file that does not exist.
    """
    if not table:
        if period or region:
            raise PackError("A period and a region are of a table. Give the table, or leave them.")
        return brief_published(area)
    if isinstance(table, str):
        if not Path(table).is_file():
            raise PackError(f"There is no file of protected counts '{table}'. Make it anew.")
        table = Protected.from_json(Path(table).read_text(encoding="utf-8"))
    return brief_findings(collect_findings(table, area=area, period=period, region=region))


def name_files(areas: Sequence[str]) -> dict[str, str]:
    """Return a file name without ending for each area, which every system can hold.

    Example:
        >>> name_files(["../CON", "York", "York!"])
        {'../CON': 'briefing-con', 'York': 'briefing-york', 'York!': 'briefing-york-fbceb4'}
    """
    stems: dict[str, str] = {}
    for area in dict.fromkeys(areas):
        digest = hashlib.sha256(area.encode(errors="replace")).hexdigest()[:6]
        slug = re.sub(r"[^a-z0-9]+", "-", plain(area).casefold()).strip("-")[:60] or digest
        stem = f"briefing-{slug}"
        stems[area] = f"{stem}-{digest}" if stem in stems.values() else stem
    return stems


def _keep_counts(table: Protected, path: Path) -> list[str]:
    """Write the protected counts, and return a warning if those of an earlier run add to them."""
    exposed = False
    if path.is_file():
        try:
            exposed = exposes_small_counts(Protected.from_json(path.read_text("utf-8")), table)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            # What can't be read may add to them. If it is not ours, the writing below refuses.
            exposed = True
    write_private(path, table.to_json().encode(), mark=b'"threshold":')
    return [TWO_RESULTS] if exposed else []


def _make_all(
    make: Callable[[tuple[str, str]], Outcome], pairs: Sequence[tuple[str, str]], workers: int
) -> Iterator[Outcome]:
    """Make briefings side by side; once one has ended its worker, each in a worker of its own."""
    workers = min(workers, len(pairs))
    if workers < 2:
        yield from map(make, pairs)
        return
    done = 0
    with contextlib.suppress(BrokenProcessPool), _open_pool(workers) as pool:
        # A worker gets its areas in a few portions: a table that travels is compared anew.
        portion = math.ceil(len(pairs) / (workers * 4))
        for outcome in pool.map(make, pairs, chunksize=portion):
            done += 1
            yield outcome
    for pair in pairs[done:]:
        try:
            with _open_pool(1) as pool:
                yield pool.submit(make, pair).result()
        except BrokenProcessPool:
            yield Outcome(
                pair[0],
                failure="The program that made it was ended, perhaps because memory ran out. Close "
                "other programs and run it again.",
            )


def _open_pool(workers: int) -> ProcessPoolExecutor:
    # Spawned, since a notebook's kernel has threads, which a fork would cut off; and deaf to
    # Ctrl-C, which the calling program answers for all of them.
    return ProcessPoolExecutor(
        workers, get_context("spawn"), signal.signal, (signal.SIGINT, signal.SIG_IGN)
    )


def _make(
    pair: tuple[str, str], *, folder: Path, formats: Sequence[str], table: Protected | None,
    period: str, region: str,
) -> Outcome:  # fmt: skip
    """Write the files of one area, and say what failed instead of raising it."""
    area, stem = pair
    made, kept, failure = [], [], ""
    try:
        document = brief(area, table=table, period=period, region=region)
        key = hashlib.sha256(to_html(document).encode()).hexdigest()[:20]
        # Named without its folder, it is found beside its notebook, wherever both are moved.
        counts = "" if table is None else COUNTS
        parameters = {"area": area, "table": counts, "period": period, "region": region}
        for ending in formats:
            path = folder / f"{stem}.{ending}"
            if path.is_file() and key.encode() in path.read_bytes():
                kept.append(path.name)
                continue
            content = _write(path, document, parameters, identifier=f"{_IDENTIFIER} {key}")
            # A notebook that is there may have been changed, so it is never ours to write over.
            write_private(path, content, mark=(key if ending == "ipynb" else _IDENTIFIER).encode())
            made.append(path.name)
    except PackError as error:
        failure = str(error)
    except OSError as error:
        failure = (
            f"It can't be written ({error.strerror or error}). Make room or choose another folder, "
            "and run it again: what is whole is kept."
        )
    # Whatever else goes wrong in one area must not stop the others, and must be named.
    except Exception as error:
        failure = (
            f"It could not be made ({type(error).__name__}: {plain(error, limit=200)}). Run it "
            "again; if the same happens, tell the person who gave you this pack."
        )
    return Outcome(area, tuple(made), tuple(kept), failure)


def _write(path: Path, document: Document, parameters: dict[str, str], *, identifier: str) -> bytes:
    """Return what a briefing's file holds; its identifier can be read in the bytes of each."""
    if path.suffix == ".ipynb":
        return run_notebook(parameters, folder=path.parent, identifier=identifier)
    if path.suffix == ".docx":
        return to_docx(document, identifier=identifier)
    page = to_html(document, identifier=identifier)
    # A PDF may end in a comment.
    return to_pdf(page) + f"% {identifier}\n".encode() if path.suffix == ".pdf" else page.encode()


def run_notebook(parameters: dict[str, str], *, folder: Path, identifier: str = "") -> bytes:
    """Return the notebook of a briefing, executed in its folder with the parameters of `brief`."""
    import papermill

    notebook = papermill.execute_notebook(
        str(NOTEBOOK), None, parameters, progress_bar=False, cwd=folder
    )
    notebook.metadata["born_into_care"] = identifier
    return json.dumps(notebook, indent=1, ensure_ascii=False).encode()


def find_browser() -> Path | None:
    """Return the Chromium, Chrome or Edge that BROWSER_PATH names or PATH leads to, or None."""
    named = os.environ.get("BROWSER_PATH")
    found = (shutil.which(name) for name in ([named] if named else _BROWSERS))
    return next((Path(path) for path in found if path), None)


def to_pdf(page: str) -> bytes:
    """Return an HTML page as a tagged PDF with its title and language.

    Raises:
        OSError: if there is no browser, or it wrote nothing.
    """
    with tempfile.TemporaryDirectory(prefix="briefing-") as folder:
        source, target = Path(folder, "page.html"), Path(folder, "page.pdf")
        source.write_text(page, encoding="utf-8")
        command = [
            str(find_browser()), "--headless", "--disable-gpu", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--disable-extensions", "--no-pdf-header-footer",
            # Nothing that a page asks for may leave the computer.
            "--host-resolver-rules=MAP * ~NOTFOUND",
            f"--user-data-dir={folder}/profile", f"--print-to-pdf={target}", source.as_uri(),
        ]  # fmt: skip
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            # As root, in a container, Chromium's own sandbox can't start.
            command.insert(1, "--no-sandbox")
        subprocess.run(command, check=False, capture_output=True, timeout=60)
        if not target.is_file():
            raise OSError("The browser wrote no PDF.")
        return target.read_bytes()
