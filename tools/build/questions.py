"""The question bank in the formats that learning platforms read."""

import html
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from lxml import etree
from text2qti.config import Config
from text2qti.qti import QTI
from text2qti.quiz import Quiz

from born_into_care.activities.questions import Option, Question, questions
from born_into_care.evidence import births_by_id, derivation, figure, source, sources_of
from tools.build.pack import BUILT, render, zip_files

FOLDER = BUILT / "questions"
FILES = {
    "moodle.xml": "Moodle, as Moodle XML",
    "canvas-qti12.zip": "Canvas, as QTI 1.2",
    "blackboard-upload.txt": "Blackboard, as an upload of questions",
}
PLACES = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth")


# The row that a question names, by the kind of its table.
ROWS: dict[str, Callable[[str], Any]] = {
    "births": lambda name: births_by_id()[name],
    "figure": figure,
    "derived": derivation,
    "source": source,
}


@dataclass(frozen=True)
class Item:
    """A question of the bank as every platform can hold it.

    Attributes:
        question: the question.
        stem: what is asked; for a number it ends in the unit to answer in.
        options: what to choose from or to order, shuffled: always the same way.
        traces: where each figure of the question comes from, as HTML.
    """

    question: Question
    stem: str
    options: tuple[Option, ...]
    traces: str

    @property
    def ordered(self) -> list[tuple[str, str]]:
        """For an order: each place with the words that belong there ("First", "...")."""
        words = {option.id: option.text.plain for option in self.options}
        names = self.question.answer_order
        return list(zip(PLACES, (words[name] for name in names), strict=False))

    @property
    def orders(self) -> list[tuple[str, ...]]:
        """For an order: the right one among others to choose from, where no platform orders."""
        names = self.question.answer_order
        turned = [names[start:] + names[:start] for start in range(len(names))]
        return random.Random(self.question.id).sample(turned, len(turned))


def make_item(question: Question) -> Item:
    """Return one question as an item."""
    stem = question.stem.plain
    if question.type == "number":
        stem += f" Answer in this unit: {question.unit}. Type the number alone."
    options = random.Random(question.id).sample(question.options, len(question.options))
    return Item(question, stem, tuple(options), _write_traces(question.rests_on))


def write_exports(folder: Path = FOLDER, bank: Sequence[Item] | None = None) -> list[Path]:
    """Write the whole bank, or some items, in each format, and return the files."""
    bank = list(map(make_item, questions())) if bank is None else bank
    folder.mkdir(parents=True, exist_ok=True)
    contents = (to_moodle(bank), to_canvas(bank), to_blackboard(bank))
    paths = [folder / name for name in FILES]
    for path, content in zip(paths, contents, strict=True):
        path.write_bytes(content)
    return paths


def to_moodle(bank: Sequence[Item]) -> bytes:
    """Return items as Moodle XML, a category for each notebook.

    Source of the format: Moodle's documentation, "Moodle XML format".
    """
    text = render("moodle.xml.j2", bank=bank, paragraphs=to_paragraphs, number=format_number)
    return text.encode()


def to_canvas(bank: Sequence[Item]) -> bytes:
    """Return items as QTI 1.2 for Canvas: a zip with a quiz for each notebook, by text2qti."""
    notebooks = groupby(bank, key=lambda item: item.question.notebook)
    quizzes = [_make_quiz(notebook, list(items)) for notebook, items in notebooks]
    files = {}
    for quiz in quizzes:
        name = quiz.assessment_identifier
        files[f"{name}/{name}.xml"] = quiz.assessment.encode()
        files[f"{name}/assessment_meta.xml"] = quiz.assessment_meta.encode()
    manifest, *others = (etree.fromstring(quiz.imsmanifest_xml.encode()) for quiz in quizzes)
    for other in others:
        manifest.find("{*}resources").extend(other.find("{*}resources"))
    for day in manifest.iter("{*}dateTime"):
        day.text = "2026-01-01"  # two builds are alike
    files["imsmanifest.xml"] = etree.tostring(manifest, xml_declaration=True, encoding="UTF-8")
    return zip_files(files)


def _make_quiz(notebook: str, items: Sequence[Item]) -> QTI:
    """A notebook's questions as text2qti reads and writes them."""
    text = render(
        "canvas.txt.j2",
        notebook=notebook,
        items=items,
        # A dollar would open a formula.
        paragraphs=lambda text: to_paragraphs(text).replace("$", "&#36;"),
        number=format_number,
    )
    quiz = Quiz(text, config=Config())
    for asked in quiz.questions_and_delims:
        if asked.type == "essay_question":
            asked.points_possible = 0  # text2qti takes no such number from a text
    return QTI(quiz)


def to_blackboard(bank: Sequence[Item]) -> bytes:
    """Return items as Blackboard's tab-separated upload, one to a line."""
    text = render("blackboard.txt.j2", bank=bank, number=format_number)
    lines = (line for line in text.splitlines() if line)
    return "".join(f"{line}\r\n" for line in lines).encode()


def to_paragraphs(text: str) -> str:
    """Return plain text as HTML in one line, nothing in it taken as markup."""
    parts = (" ".join(part.split()) for part in text.split("\n\n") if part.strip())
    return "".join(f"<p>{html.escape(part)}</p>" for part in parts)


def format_number(value: float) -> str:
    """Return a number as platforms read it: digits, a point, no commas.

    Example:
        >>> format_number(2914.0), format_number(16.666666666666664)
        ('2914', '16.6667')
    """
    return f"{value:.4f}".rstrip("0").rstrip(".")


def _write_traces(references: Sequence[str]) -> str:
    """Where each figure of a question comes from, as HTML in one line; empty where it has none."""
    traces = [_trace(reference) for reference in references]
    return " ".join(render("traces.html.j2", traces=traces).split()) if traces else ""


def _trace(reference: str) -> dict[str, Any]:
    """What a question rests on: its kind and row, and who gave it with the address of the page."""
    kind, _, name = reference.partition(":")
    if kind == "page":
        words, _, address = name.partition("|")
        return {"kind": kind, "row": words, "name": "", "publishers": [("its page", address)]}
    found = map(source, sources_of(name))
    publishers = [(f"{one.publisher} ({one.year})", one.url) for one in found]
    return {"kind": kind, "row": ROWS[kind](name), "name": name, "publishers": publishers}
