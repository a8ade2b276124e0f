"""Whether each number in the pack's prose is a held figure, linked to its row and copied rightly.

What a writer must know:

* A published figure is a link to its entry: `[2,425](../data/figures.md#newborns-england-2012-13)`.
  The link's words may hold the unit ("86.3%", "86.3 per cent", "one in six"), and one number only,
  or both ends of what its rounding allows ("34.5 to 35.5").
  Words without any number are a plain reference, and may say anything.
* A number that is made up says so in the same sentence: `*illustrative*`. A table whose heading
  row says it is illustrative throughout.
* A number that looks like a statistic and is none is named in a comment in the same cell, or under
  the same heading of a page: `<!-- not a figure: 400 -->`; several with a semicolon or a comma
  and a space between.
* Formulas and alternative texts cannot hold a link: their numbers must be numbers that are held.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from markdown_it.token import Token

from born_into_care.evidence import all_births, all_derived, all_figures, all_sources, cached
from born_into_care.paths import pack_folder
from tests.support.links import broken
from tests.support.markdown import PARSER

ENTRY_PAGES = ("figures.md", "derived.md", "live-births.md", "sources.md")
ILLUSTRATIVE = "\ue000"
LINKED = "\ue001"

NUMBER_WORDS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
}
_WORD = "|".join(NUMBER_WORDS)
_NUMBER = r"\d[\d,]*(?:\.\d+)?"
_ANY_NUMBER = rf"(?:{_NUMBER}|\b(?:{_WORD}))"

# What has digits and is no statistic. Each line is a kind that prose needs.
NOT_STATISTICS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # Years and financial years, unless a count follows.
        r"\b(?:1[89]|20)\d\d(?:\s?[/–-]\s?(?:\d{4}|\d\d))?\b(?!,\d)"
        r"(?! (?:babies|newborns|births|mothers|applications))",
        # Times of day.
        r"\b\d{1,2}:\d\d\b",
        r"\b\d{1,2}(?:\.\d\d)? ?[ap]m\b",
        # Telephone numbers.
        r"\b0\d{2,4}[ -]?\d{3,4}[ -]?\d{3,4}\b",
        r"\b(?:call|ring|phone|dial|nhs|text(?: \w+ to)?) (?:\d{3} ?\d{3}|\d{5}|\d{3})\b",
        r"\b116 123\b",
        # Law: sections, rules and paragraphs, neutral citations.
        r"\b(?:sections?|ss?\.|parts?|articles?|regulations?|rules?|paragraphs?|schedules?|orders?)"
        r" ?\d+(?:\.\d+)*[A-Z]*(?:\(\w+\))*(?:(?:,| and| or| to) \d+[A-Z]*(?:\(\w+\))*)*",
        r"\b(?:EWCA|EWFC|EWHC|UKSC|UKHL)(?: \w+)? \d+",
        # Versions and licences of what is used.
        r"\b\d+\.\d+\.\d+\b",
        r"\b(?:python|jupyterlab|plotly|version|v|licen[cs]e|CC BY|BSD|WCAG|A)[ -]?\d+(?:\.\d+)*",
        # How long, how much text, how many learners.
        r"\b\d[\d,.]*(?: to \d[\d,.]*)?[ -](?:minutes?|mins?|hours?|seconds?|words?|pages?|slides?"
        r"|marks|credits|learners?|students?|laptops?|copies|[kMG]B|px|mm|cm)\b",
        # Levels of confidence, and the ends of a percentage scale.
        r"\b(?:\d+(?:\.\d+)?(?:%| per cent)?(?:,| and| or) )?\d+(?:\.\d+)?(?:%| per cent)"
        r"(?: \w+)?(?: \w+)? (?:intervals?|limits?|confidence|sure|certain)\b",
        r"\b(?:0|100)(?:%| per cent)",
        # What a rate is out of, and how often something was simulated.
        r"\b(?:per|every|each|out of|of) (?:100|1,000|10,000|100,000)\b",
        r"\b\d[\d,]* (?:draws|simulations|repetitions|resamples|times)\b",
    )
)

# A rate and a "one in six" are looked for first: the words that excuse their parts come after.
RATES = re.compile(
    rf"{_NUMBER} (?:\w+ ){{0,2}}(?:per|in every|for every|out of every|in) 1?0?0,000\b"
    # Nothing is one in one: "two years in one notebook" counts no babies.
    rf"|\b(?:a|{_WORD}|\d+)(?: \w+)? in (?!one\b)(?:every )?"
    rf"(?:a hundred|a thousand|{_WORD}|\d[\d,]*)\b"
    r"|\b(?:over|more than|about|around|nearly|almost|roughly|under|less than)"
    r" (?:a |one |two |three )?(?:half|thirds?|quarters?|fifths?)\b",
    re.IGNORECASE,
)
STATISTICS = re.compile(
    rf"{_ANY_NUMBER} ?(?:%|per ?cent\b|percentage points?\b)"
    r"|\d{1,3}(?:,\d{3})+(?:\.\d+)?"
    r"|\d+\.\d+"
    r"|\b\d{3,}\b"
    r"|\b[1-9]\d+ (?:more |fewer )?"
    r"(?:babies|newborns|infants|mothers|parents|births|local authorities|applications)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Problem:
    """A number that is wrong or has no row, and where it stands."""

    where: str
    found: str
    trouble: str

    def __str__(self) -> str:
        return f"{self.where}: {self.found!r} {self.trouble}"


@dataclass(frozen=True)
class Row:
    """A row of the evidence as prose may quote it."""

    id: str
    value: float | None
    value_text: str
    unit: str
    period: str
    ends: tuple[float, float] | None = None


@dataclass(frozen=True)
class Run:
    """A stretch of text of one kind: plain, emphasised, code, or the words of a link."""

    text: str
    address: str | None = None
    kind: str = "text"


def prose_files() -> list[Path]:
    """Return every notebook, every teaching page, and the pages at the root and of the data.

    Left out are pages made from the tables themselves, whose own tests compare them, and docs/ and
    deploy/, whose numbers are measurements of machines.
    """
    root = pack_folder()
    patterns = ("notebooks/*.ipynb", "teaching/**/*.md", "teaching/**/*.ipynb", "*.md")
    found = [path for pattern in patterns for path in root.glob(pattern)]
    return sorted(
        path
        for path in (*found, root / "data" / "README.md")
        if ".ipynb_checkpoints" not in path.parts and path.exists()
    )


def check_file(path: Path) -> list[Problem]:
    """Return every number of a notebook or a page that is wrong or has no row."""
    root = pack_folder()
    name = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name
    if path.suffix != ".ipynb":
        return [
            problem
            for place, text in _sections(path.read_text(encoding="utf-8"))
            for problem in check_text(text, where=f"{name}{place}", page=path)
        ]
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return [
        problem
        for number, cell in enumerate(cells, start=1)
        if cell["cell_type"] == "markdown"
        for problem in check_text(
            "".join(cell["source"]), where=f"{name}, cell {number}", page=path
        )
    ]


def _sections(text: str) -> Iterator[tuple[str, str]]:
    """Each section of a page, and how to name its place: a cell's size, for a page."""
    starts = [
        (token.map[0], following.content)
        for token, following in itertools.pairwise(PARSER.parse(text))
        if token.type == "heading_open" and token.map
    ]
    lines = text.splitlines(keepends=True)
    ends = [line for line, _ in starts[1:]] + [len(lines)]
    if not starts or starts[0][0] > 0:
        yield "", "".join(lines[: starts[0][0]] if starts else lines)
    for (start, heading), end in zip(starts, ends, strict=True):
        yield f", under {heading!r}", "".join(lines[start:end])


def check_text(text: str, *, where: str, page: Path) -> list[Problem]:
    """Return every number of a Markdown text that is wrong or has no row.

    Parameters:
        text: the Markdown.
        where: what to call its place.
        page: the file that it stands in, from which its links lead.
    """
    named = re.findall(r"<!--\s*not a figure:\s*(.*?)\s*-->", text, re.DOTALL)
    excused = [part.strip() for one in named for part in re.split(r";|,(?= )", one)]
    found: list[Problem] = []
    for runs in _blocks(text):
        found += _link_problems(runs, where, page)
        found += _held_only_problems(runs, where)
        prose = _as_prose(runs, page)
        for phrase in excused:
            prose = re.sub(rf"(?<![\d,.]){re.escape(phrase)}(?![\d]|[,.]\d)", " ", prose)
        for sentence in re.split(r"(?<=[.!?])\s+(?=\S)", prose):
            if ILLUSTRATIVE not in sentence:
                found += [_unlinked(number, where) for number in statistics(sentence)]
    return found


def statistics(sentence: str) -> list[str]:
    """Return what looks like a statistic in a sentence.

    Example:
        >>> statistics("In 2019/20, 2,914 babies; that is 47.7 per 10,000 and took 20 minutes.")
        ['47.7 per 10,000', '2,914']
    """
    text = sentence.replace("\u00a0", " ").replace("\u202f", " ")
    years, *excuses = NOT_STATISTICS
    text = years.sub(lambda match: "Y" * len(match[0]), text)
    found = [match[0].strip() for match in RATES.finditer(text)]
    text = RATES.sub(" ", text)
    for pattern in excuses:
        text = pattern.sub(" ", text)
    return found + [match[0].strip() for match in STATISTICS.finditer(text)]


def matches(words: str, row: Row, *, before: str = "") -> bool:
    """Return whether the words of a link say what its row says.

    Parameters:
        words: the link's words.
        row: the row that it leads to.
        before: the text in front of the link ("about", "over").
    """
    said = as_compared(words)
    for part in (row.period, *re.findall(r"\b\d{4}(?:/\d\d)?\b", row.period)):
        said = said.replace(as_compared(part), " ")
    if not re.search(r"\d|half|third|quarter", said):
        return True
    if not _unit_fits(said, row.unit):
        return False
    lead = " ".join(as_compared(before).split()[-2:])
    if row.value is None:
        wanted = _bare(row.value_text)
        return any(
            re.search(rf"(?<!\S){re.escape(wanted)}(?!\S)", text) is not None
            and numbers_in(text) == numbers_in(wanted)
            for text in (_bare(words), _bare(f"{lead} {words}"))
        )
    said = re.sub(r"per 10,000", " ", said)
    numbers = numbers_in(said)
    if numbers_in(as_compared(row.value_text)) == numbers and len(numbers) > 1:
        return True
    if row.ends is not None and numbers == [_number(end) for end in row.ends]:
        return True
    if row.value_text.startswith("about") and "about" not in f"{lead} {said}":
        return False
    if row.value < 0 and re.search(r"\+|\b(?:up|rose|rise|increase|more|higher)\b", said):
        return False
    return numbers == [_number(row.value)]


@cached
def rows() -> dict[str, Row]:
    """Return every row that prose may quote, by its page and id ("figures.md#...")."""
    quotable = {
        f"figures.md#{row.id}": Row(
            row.id, row.value, row.value_text, row.unit, row.period, row.rounding
        )
        for row in all_figures()
    }
    for row in all_derived():
        ends = None if row.low is None or row.high is None else (row.low, row.high)
        quotable[f"derived.md#{row.id}"] = Row(
            row.id, row.value, row.value_text, row.unit, row.period, ends
        )
    for row in all_births():
        quotable[f"live-births.md#{row.id}"] = Row(
            row.id, row.live_births, f"{row.live_births:,}", "live births", str(row.year)
        )
    return quotable


@cached
def _held_numbers() -> frozenset[Decimal]:
    texts = [text for row in rows().values() for text in (row.value_text, str(row.value or ""))]
    return frozenset(abs(number) for text in texts for number in numbers_in(as_compared(text)))


@cached
def _titles() -> frozenset[str]:
    return frozenset(as_compared(one.title) for one in all_sources())


def _blocks(text: str) -> Iterator[list[Run]]:
    """The runs of each block; a table's row is a block, for a reader takes it in at once."""
    in_head = in_body = illustrative_table = False
    row: list[Run] = []
    for token in PARSER.parse(text):
        if token.type == "table_open":
            illustrative_table = False
        elif token.type in {"thead_open", "tbody_open"}:
            in_head, in_body = token.type == "thead_open", token.type == "tbody_open"
        elif token.type in {"thead_close", "tbody_close"}:
            in_head = in_body = False
        elif token.type == "tr_open":
            row = [Run("", kind="illustrative")] if in_body and illustrative_table else []
        elif token.type == "tr_close":
            illustrative_table |= in_head and any(run.kind == "illustrative" for run in row)
            yield row
        elif token.type == "inline":
            runs = list(_runs(token.children or []))
            if in_head or in_body:
                row += [*runs, Run("; ")]
            else:
                yield runs
        elif token.type == "html_block":
            inner = PARSER.parseInline(" ".join(token.content.split()))
            yield [run for one in inner for run in _runs(one.children or [])]


def _runs(tokens: Iterable[Token]) -> Iterator[Run]:
    address: str | None = None
    kind = "text"
    for token in tokens:
        if token.type == "link_open":
            address = str(token.attrGet("href"))
        elif token.type == "html_inline" and token.content.startswith("<a "):
            target = re.search(r"""\bhref=["']([^"']*)""", token.content)
            address = target.group(1) if target else None
        elif token.type == "link_close" or token.content == "</a>":
            address = None
        elif token.type == "em_open":
            kind = "emphasis"
        elif token.type == "em_close":
            kind = "text"
        elif token.type == "image":
            yield Run(token.content, kind="alternative")
        elif token.type in {"softbreak", "hardbreak"}:
            yield Run(" ")
        elif token.type == "code_inline":
            # A sum in code is read as prose; a call of a function is not.
            if not re.search(r"[A-Za-z_]", token.content):
                yield Run(token.content, address)
        elif token.type == "text" and token.content:
            is_mark = kind == "emphasis" and token.content.strip().casefold() == "illustrative"
            yield Run(token.content, address, "illustrative" if is_mark else "text")


def _joined_links(runs: list[Run]) -> Iterator[tuple[str, str | None, str]]:
    """Each link's whole words (bold inside a link splits them), its address, what precedes it."""
    before = ""
    for address, group in itertools.groupby(runs, key=lambda run: run.address):
        words = "".join(run.text for run in group)
        yield words, address, before
        before = words


def _entry(address: str | None, page: Path) -> str | None:
    """The page and anchor of an address that leads to an entry of the evidence, else None."""
    if not address or "://" in address:
        return None
    path, _, anchor = address.partition("#")
    target = (page.parent / path).resolve()
    inside = target.parent.name == "data" and target.name in ENTRY_PAGES
    return f"{target.name}#{anchor}" if inside else None


def _link_problems(runs: list[Run], where: str, page: Path) -> Iterator[Problem]:
    for words, address, before in _joined_links(runs):
        entry = _entry(address, page)
        if entry is None or address is None:
            continue
        trouble = broken(address, page=page)
        if trouble:
            yield Problem(where, words, f"is a dead link: {trouble}")
        elif entry in rows() and not matches(words, rows()[entry], before=before):
            row = rows()[entry]
            yield Problem(
                where,
                words,
                f"is not what {entry} says: {row.value_text} ({row.unit}, {row.period})",
            )
        elif entry not in rows() and not entry.startswith("sources.md") and statistics(words):
            yield Problem(where, words, f"leads to {entry}, which is no figure's own entry")


def _held_only_problems(runs: list[Run], where: str) -> Iterator[Problem]:
    """Numbers in formulas and alternative texts, which cannot hold links."""
    formulas = re.findall(r"\$\$?[^$]+\$", "".join(run.text for run in runs))
    alternatives = [run.text for run in runs if run.kind == "alternative"]
    for text in (*formulas, *alternatives):
        plain = text.replace("{,}", ",").replace("\\%", " per cent").replace("\\,", "")
        for found in statistics(plain):
            unheld = [
                number
                for number in numbers_in(as_compared(found).replace("per 10,000", " "))
                if number not in _held_numbers()
            ]
            if unheld and found.replace(",", "").strip("0") != "1":
                yield Problem(where, found, "is in a formula or picture text, and is not held")


def _as_prose(runs: list[Run], page: Path) -> str:
    """The text outside links to entries, formulas and pictures, with marks where those stood."""
    parts = []
    for run in runs:
        if run.kind == "alternative":
            continue
        if run.kind == "illustrative":
            parts.append(ILLUSTRATIVE)
        elif _entry(run.address, page) is not None or (
            run.address is not None and as_compared(run.text) in _titles()
        ):
            parts.append(LINKED)
        else:
            parts.append(run.text)
    return re.sub(r"\$\$?[^$]+\$\$?", " ", "".join(parts))


def _unlinked(number: str, where: str) -> Problem:
    return Problem(
        where,
        number,
        "stands without a link to its row. Link it, or mark its sentence *illustrative*, or name "
        "it in <!-- not a figure: ... -->",
    )


def _unit_fits(said: str, unit: str) -> bool:
    if "per 10,000" in said:
        return unit == "per 10,000 live births"
    if "percentage point" in said:
        return unit == "percentage points"
    return "per cent" not in said or unit in {"per cent", "share"}


def as_compared(text: str) -> str:
    """Text as it is compared: small letters, number words as digits, one word for each bound."""
    text = text.casefold().replace("\u00a0", " ").replace("\u202f", " ").replace("−", "-")
    text = re.sub(r"\s*%|\bpercent\b", " per cent", text)
    text = re.sub(r"\b(?:more than|above)\b", "over", text)
    text = re.sub(r"\b(?:around|roughly|approximately|some)\b", "about", text)
    text = re.sub(rf"\b(?:{_WORD})\b", lambda match: str(NUMBER_WORDS[match[0]]), text)
    return re.sub(r"\s+", " ", text).strip()


def _bare(text: str) -> str:
    """The same without the words that may stand between the parts of a fraction or a bound."""
    bare = re.sub(
        r"\b(?:a|the|every|bab(?:y|ies)|live|births?|newborns?|mothers?|per cent"
        r"|per 10,000|of|all|them)\b",
        " ",
        as_compared(text),
    )
    return re.sub(r"[\s,.;]+(?=\s|$)", "", re.sub(r"\s+", " ", bare)).strip()


def _number(value: float) -> Decimal:
    return abs(Decimal(str(value))).normalize()


def numbers_in(text: str) -> list[Decimal]:
    return [
        Decimal(found.replace(",", "")).normalize()
        for found in re.findall(r"\d[\d,]*(?:\.\d+)?", re.sub(r",(?!\d{3})", " ", text))
    ]
