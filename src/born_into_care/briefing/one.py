"""One briefing made: the notebook run, its blocks collected, its files written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from born_into_care.briefing.blocks import BLOCKS_MIME, Document, Heading, Paragraph, unpacked
from born_into_care.errors import PackError
from born_into_care.your_area.safe_text import plain

NOTEBOOK = Path(__file__).parent / "area_briefing.ipynb"
Status = Literal["made", "kept", "failed"]
_PATIENCE = 120
"""Seconds for one cell of the notebook; then its area has failed and the next one is begun."""


@dataclass(frozen=True)
class Outcome:
    """What became of one area.

    Attributes:
        area: its name.
        status: "made" now, "kept" from an earlier run, or "failed".
        files: the files' names.
        message: for a failure, what went wrong and what to do; else what is missing, if anything.
    """

    area: str
    status: Status
    files: tuple[str, ...] = ()
    message: str = ""


@dataclass(frozen=True)
class Job:
    """One area to be made, as it is handed to a worker.

    Attributes:
        area: its name.
        stem: its files' name, without the ending.
        folder: where they go.
        parameters: what the notebook is given.
        formats: some of "html", "docx" and "pdf".
    """

    area: str
    stem: str
    folder: str
    parameters: Mapping[str, str]
    formats: tuple[str, ...]

    def name(self, form: str) -> str:
        """Give the name of its file of one format."""
        return f"{self.stem}.{form}"


def make(job: Job) -> Outcome:
    """Run the notebook for one area and write its files. Never raises: a fault is an outcome."""
    try:
        document = _run(job)
        return _written(job, document)
    except PackError as error:
        return Outcome(job.area, "failed", message=str(error))
    # Whatever else goes wrong in one area must not stop the others, and must be named.
    except Exception as error:
        return Outcome(
            job.area, "failed",
            message=f"It could not be made ({type(error).__name__}: {plain(error, limit=200)}). "
            "Run it again; if the same happens, tell whoever gave you this pack.",
        )  # fmt: skip


def _run(job: Job) -> Document:
    """The document that the executed notebook holds."""
    import papermill
    from papermill.exceptions import PapermillExecutionError

    from born_into_care.briefing import warm

    try:
        notebook = papermill.execute_notebook(
            str(NOTEBOOK), None, parameters=dict(job.parameters), engine_name=warm.register(),
            progress_bar=False, execution_timeout=_PATIENCE,
        )  # fmt: skip
    except PapermillExecutionError as error:
        if error.ename == "PackError":
            raise PackError(error.evalue) from None
        raise RuntimeError(f"{error.ename} in the notebook, {error.evalue}") from error
    return collected(notebook)


def collected(notebook: Any) -> Document:
    """Give the document in an executed notebook: its blocks, and Markdown cells tagged "briefing".

    Parameters:
        notebook: an executed notebook, as nbformat gives it.

    Raises:
        PackError: where the notebook holds no briefing.
    """
    blocks: list[Any] = []
    illustrative = False
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and "briefing" in cell.metadata.get("tags", []):
            blocks += [Paragraph(part) for part in cell.source.split("\n\n") if part.strip()]
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if BLOCKS_MIME in data:
                blocks += unpacked(data[BLOCKS_MIME])
                marked = output.get("metadata", {}).get(BLOCKS_MIME, {})
                illustrative = illustrative or bool(marked.get("illustrative"))
    titles = [b.text for b in blocks if isinstance(b, Heading) and b.level == 1]
    if not titles:
        raise PackError("The notebook gave no briefing. Check that its cells show the sections.")
    return Document(titles[0], tuple(blocks), illustrative)


def _written(job: Job, document: Document) -> Outcome:
    from born_into_care.briefing.html import html
    from born_into_care.briefing.pdf import NO_BROWSER, browser
    from born_into_care.briefing.word import word

    folder = Path(job.folder)
    page = html(document).encode()
    printer = browser() if "pdf" in job.formats else None
    # Whoever asked for a PDF and has no browser that prints it is told to print the page.
    unprinted = "pdf" in job.formats and printer is None
    files = []
    if "html" in job.formats or unprinted:
        write_whole(folder / job.name("html"), page)
        files.append(job.name("html"))
    if "docx" in job.formats:
        write_whole(folder / job.name("docx"), word(document))
        files.append(job.name("docx"))
    if printer is not None:
        _print(page, folder / job.name("pdf"), printer)
        files.append(job.name("pdf"))
    return Outcome(job.area, "made", tuple(files), NO_BROWSER if unprinted else "")


def _print(page: bytes, target: Path, printer: Path) -> None:
    """Print from a file of its own, which is gone afterwards whatever happens."""
    from born_into_care.briefing.pdf import pdf

    source, part = (target.with_name(f".{target.stem}.{form}") for form in ("html", "pdf"))
    try:
        source.write_bytes(page)
        pdf(source, part, with_browser=printer)
        part.replace(target)
    finally:
        for path in (source, part):
            path.unlink(missing_ok=True)


def write_whole(path: Path, content: bytes) -> None:
    """Write a whole file or none, so that a stop half way leaves no half of a briefing."""
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(content)
    part.replace(path)
