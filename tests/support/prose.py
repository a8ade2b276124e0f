"""Find each number in the pack's prose that no row holds, or that is not copied rightly.

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

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import nbformat
from lxml import etree, html

from born_into_care.evidence import all_births, all_derived, all_figures, all_sources, cached
from born_into_care.paths import pack_folder
from tests.support.links import broken
from tests.support.markdown import HEADINGS, render

ENTRY_PAGES = ("figures.md", "derived.md", "live-births.md", "sources.md")
ILLUSTRATIVE = "\ue000"
LINKED = "\ue001"
FORMULA = re.compile(r"\$\$?[^$]+\$\$?")

UNLINKED = (
    "stands without a link to its row. Link it, or mark its sentence *illustrative*, or name "
    "it in <!-- not a figure: ... -->"
)
_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven")
NUMBER_WORDS = {word: str(number) for number, word in enumerate((*_WORDS, "twelve"), start=1)}
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
    r"(?:babies|newborns|infants|mothers|parents|births|applications|principles)\b"
    rf"|{_ANY_NUMBER} (?:local authorities|NHS trusts)\b",
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
    ends: tuple[float, ...] = ()


def prose_files() -> list[Path]:
    """Return every notebook, every teaching page, and the pages at the root and of the data.

    Left out are pages made from the tables themselves, whose own tests compare them, and docs/ and
    deploy/, whose numbers are measurements of machines.
    """
    root = pack_folder()
    patterns = ("notebooks/*.ipynb", "teaching/**/*.md", "teaching/**/*.ipynb", "*.md")
    found = [path for pattern in patterns for path in root.glob(pattern)]
    found.append(root / "data" / "README.md")
    return sorted(path for path in found if ".ipynb_checkpoints" not in path.parts)


def check_file(path: Path) -> list[Problem]:
    """Return every number of a notebook or a page that is wrong or has no row."""
    inside = path.is_relative_to(pack_folder())
    name = path.relative_to(pack_folder()).as_posix() if inside else path.name
    if path.suffix == ".ipynb":
        texts = [
            (f", cell {number}", render(cell.source))
            for number, cell in enumerate(nbformat.read(path, as_version=4).cells, start=1)
            if cell.cell_type == "markdown"
        ]
    else:
        texts = _split_sections(path.read_text(encoding="utf-8"))
    return [
        problem
        for place, tree in texts
        for problem in check_tree(tree, where=f"{name}{place}", page=path)
    ]


def _split_sections(text: str) -> list[tuple[str, Any]]:
    """Return each section of a page, about the size of a notebook's cell, and its place."""
    sections = [("", html.Element("div"))]
    for node in list(render(text)):
        if node.tag in HEADINGS:
            sections.append((f", under {node.text_content()!r}", html.Element("div")))
        sections[-1][1].append(node)
    return sections


def check_tree(tree: Any, *, where: str, page: Path) -> list[Problem]:
    """Return every number of a rendered text that is wrong or has no row.

    Parameters:
        tree: the text as HTML.
        where: what to call its place.
        page: the file that it stands in, from which its links lead.
    """
    comments = " ".join(map(str, tree.iter(etree.Comment)))
    named = re.findall(r"<!--\s*not a figure:\s*(.*?)\s*-->", comments, re.DOTALL)
    excused = [phrase.strip() for text in named for phrase in re.split(r";|,(?= )", text)]
    for node in [*tree.iter(etree.Comment, "pre", "code")]:
        # A sum in code is read as prose; a call of a function is not.
        if node.tag != "code" or re.search(r"[A-Za-z_]", node.text_content()):
            node.drop_tree()
    _lay_out(tree)
    found = [*_replace_links(tree, where, page)]
    found += _find_unheld(where, *(image.get("alt", "") for image in tree.iter("img")))
    for line in tree.text_content().split("\n"):
        found += _find_unheld(where, *FORMULA.findall(line))
        prose = FORMULA.sub(" ", line)
        for phrase in excused:
            prose = re.sub(rf"(?<![\d,.]){re.escape(phrase)}(?![\d]|[,.]\d)", " ", prose)
        for sentence in re.split(r"(?<=[.!?])\s+(?=\S)", prose):
            if ILLUSTRATIVE not in sentence:
                found += [Problem(where, number, UNLINKED) for number in statistics(sentence)]
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
    text = as_compared(words)
    for part in (row.period, *re.findall(r"\b\d{4}(?:/\d\d)?\b", row.period)):
        text = text.replace(as_compared(part), " ")
    if not re.search(r"\d|half|third|quarter", text):
        return True
    if not _unit_fits(text, row.unit):
        return False
    lead = " ".join(as_compared(before).split()[-2:])
    if row.value is None:
        wanted = _bare(row.value_text)
        return any(
            re.search(rf"(?<!\S){re.escape(wanted)}(?!\S)", text) is not None
            and numbers_in(text) == numbers_in(wanted)
            for text in (_bare(words), _bare(f"{lead} {words}"))
        )
    text = re.sub(r"per 10,000", " ", text)
    numbers = numbers_in(text)
    if numbers_in(as_compared(row.value_text)) == numbers and len(numbers) > 1:
        return True
    if row.ends and numbers == [_number(end) for end in row.ends]:
        return True
    if row.value_text.startswith("about") and "about" not in f"{lead} {text}":
        return False
    if row.value < 0 and re.search(r"\+|\b(?:up|rose|rise|increase|more|higher)\b", text):
        return False
    return numbers == [_number(row.value)]


@cached
def rows() -> dict[str, Row]:
    """Return every row that prose may quote, by its page and id ("figures.md#...")."""
    quotable = {
        "figures.md": [
            Row(row.id, row.value, row.value_text, row.unit, row.period, row.rounding or ())
            for row in all_figures()
        ],
        "derived.md": [
            Row(row.id, row.value, row.value_text, row.unit, row.period, ends)
            for row in all_derived()
            for ends in [tuple(end for end in (row.low, row.high) if end is not None)]
        ],
        "live-births.md": [
            Row(row.id, row.value, row.value_text, row.unit, row.period) for row in all_births()
        ],
    }
    return {f"{page}#{row.id}": row for page, found in quotable.items() for row in found}


@cached
def _held_numbers() -> frozenset[Decimal]:
    texts = [text for row in rows().values() for text in (row.value_text, str(row.value or ""))]
    return frozenset(abs(number) for text in texts for number in numbers_in(as_compared(text)))


@cached
def _titles() -> frozenset[str]:
    return frozenset(as_compared(source.title) for source in all_sources())


def _lay_out(tree: Any) -> None:
    """Put each row of a table on one line, and a sign in place of each mark of what is made up."""
    marks = [node for node in tree.iter("em") if node.text_content().casefold() == "illustrative"]
    for row in tree.iter("tr"):
        head = next(row.iterancestors("table")).find("thead")
        row.text = ILLUSTRATIVE if {*marks} & {*(() if head is None else head.iter("em"))} else ""
        for cell in row:
            cell.tail = "; "
    for mark in marks:
        mark.text = ILLUSTRATIVE
    for node in tree.iter("br"):
        node.tail = f" {node.tail or ''}"


def _find_entry(address: str | None, page: Path) -> str | None:
    """Return the page and anchor of an address that leads to an entry of the evidence."""
    if not address or "://" in address:
        return None
    path, _, anchor = address.partition("#")
    target = (page.parent / path).resolve()
    inside = target.parent.name == "data" and target.name in ENTRY_PAGES
    return f"{target.name}#{anchor}" if inside else None


def _replace_links(tree: Any, where: str, page: Path) -> Iterator[Problem]:
    """Put a sign in place of each link to an entry or a source, and yield those that are wrong."""
    for node in [*tree.iter("a")]:
        address, words = node.get("href", ""), node.text_content()
        entry = _find_entry(address, page)
        row = rows().get(entry or "")
        before = "".join(node.xpath("preceding::text()")[-4:]).rpartition("\n")[2]
        if entry and (trouble := broken(address, page=page)):
            yield Problem(where, words, f"is a dead link: {trouble}")
        elif entry and row is None and not entry.startswith("sources.md") and statistics(words):
            yield Problem(where, words, f"leads to {entry}, which is no figure's own entry")
        elif row is not None and not matches(words, row, before=before):
            text = f"{row.value_text} ({row.unit}, {row.period})"
            yield Problem(where, words, f"is not what {entry} says: {text}")
        if entry or as_compared(words) in _titles():
            node.clear(keep_tail=True)
            node.text = LINKED


def _find_unheld(where: str, *texts: str) -> Iterator[Problem]:
    """Yield the numbers in formulas and alternative texts, which cannot hold links, on no row."""
    for text in texts:
        plain = text.replace("{,}", ",").replace("\\%", " per cent").replace("\\,", "")
        for found in statistics(plain):
            numbers = numbers_in(as_compared(found).replace("per 10,000", " "))
            if not _held_numbers().issuperset(numbers) and found.replace(",", "").strip("0") != "1":
                yield Problem(where, found, "is in a formula or picture text, and is not held")


def _unit_fits(text: str, unit: str) -> bool:
    if "per 10,000" in text:
        return unit == "per 10,000 live births"
    if "percentage point" in text:
        return unit == "percentage points"
    return "per cent" not in text or unit in {"per cent", "share"}


def as_compared(text: str) -> str:
    """Return a text as it is compared: small letters, digits for words, one word for a bound."""
    text = text.casefold().replace("\u00a0", " ").replace("\u202f", " ").replace("−", "-")
    text = re.sub(r"\s*%|\bpercent\b", " per cent", text)
    text = re.sub(r"\b(?:more than|above)\b", "over", text)
    text = re.sub(r"\b(?:around|roughly|approximately|some)\b", "about", text)
    text = re.sub(rf"\b(?:{_WORD})\b", lambda match: NUMBER_WORDS[match[0]], text)
    return re.sub(r"\s+", " ", text).strip()


def _bare(text: str) -> str:
    """Return it without the words that may stand between the parts of a fraction or a bound."""
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
    """Return the numbers of a text in order."""
    return [
        Decimal(found.replace(",", "")).normalize()
        for found in re.findall(r"\d[\d,]*(?:\.\d+)?", re.sub(r",(?!\d{3})", " ", text))
    ]
