"""A question as every platform can hold it: plain text, its figures traced to their sources."""

from __future__ import annotations

from dataclasses import dataclass

from born_into_care.activities.questions import LETTERS, Question, questions
from born_into_care.evidence import births_by_id, derivation, figure, source, sources_of

PLACES = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth")


@dataclass(frozen=True)
class Choice:
    """Something to choose or to order: its id, its words, whether it is right, and why."""

    id: str
    text: str
    correct: bool
    feedback: str


@dataclass(frozen=True)
class Near:
    """A number that earns its own feedback: the number, how near counts, and what is said."""

    value: float
    tolerance: float
    feedback: str


@dataclass(frozen=True)
class Trace:
    """Where a figure of a question comes from.

    Attributes:
        id: its row in the evidence; empty for a page.
        statement: the figure with what it is of, where and when.
        publishers: who gave it, each with the address of the page.
    """

    id: str
    statement: str
    publishers: tuple[tuple[str, str], ...]

    @property
    def plain(self) -> str:
        """The trace as a line of text."""
        names = "; ".join(dict.fromkeys(name for name, _ in self.publishers))
        if not self.id:
            return f"{self.statement} {self.publishers[0][1]}"
        return f"{self.statement} From: {names}. Row: {self.id}."


@dataclass(frozen=True)
class Item:
    """One question, ready to be written in any format.

    Attributes:
        id: the question's id in the bank.
        notebook: two digits.
        kind: choice, choices, number, order or reflection.
        stem: what is asked; for a number it ends in the unit to answer in.
        choices: what to choose from or to order, as shown.
        order: the ids of the choices in their right order; empty for other kinds.
        answer: the number; None for other kinds.
        slips: numbers that known slips lead to.
        right, wrong: what is said to a right and a wrong answer.
        sources: where each figure of the question comes from.
    """

    id: str
    notebook: str
    kind: str
    stem: str
    choices: tuple[Choice, ...]
    order: tuple[str, ...]
    answer: Near | None
    slips: tuple[Near, ...]
    right: str
    wrong: str
    sources: tuple[Trace, ...]

    @property
    def ordered(self) -> tuple[tuple[str, str], ...]:
        """For an order: each place with the words that belong there ("First", "...")."""
        words = {choice.id: choice.text for choice in self.choices}
        return tuple(zip(PLACES, (words[name] for name in self.order), strict=False))

    @property
    def correct(self) -> tuple[Choice, ...]:
        """The choices that belong to the answer."""
        return tuple(choice for choice in self.choices if choice.correct)

    @property
    def letters(self) -> dict[str, str]:
        """The letter under which each choice is shown."""
        return {choice.id: LETTERS[place] for place, choice in enumerate(self.choices)}


def items(notebook: str | None = None) -> list[Item]:
    """Give the questions of the bank as items, in the bank's order."""
    return [as_item(question) for question in questions(notebook)]


def as_item(question: Question) -> Item:
    """Give one question as an item."""
    stem = question.stem.plain
    answer = None
    if question.expected is not None:
        stem += f" Answer in this unit: {question.unit}. Type the number alone."
        answer = Near(shortest(question.expected), question.tolerance, question.right.plain)
    return Item(
        id=question.id,
        notebook=question.notebook,
        kind=question.type,
        stem=stem,
        choices=tuple(
            Choice(option.id, option.text.plain, option.correct, option.feedback.plain)
            for option in question.options
        ),
        order=question.answer_order,
        answer=answer,
        slips=tuple(
            Near(shortest(slip.value), slip.tolerance, slip.feedback.plain)
            for slip in question.slips
        ),
        right=question.right.plain,
        wrong=question.wrong.plain,
        sources=tuple(_source(reference) for reference in question.rests_on),
    )


def shortest(value: float) -> float:
    """Give a number without the digits that only arithmetic put there.

    Example:
        >>> shortest(16.666666666666664)
        16.6667
    """
    return round(value, 4)


def number(value: float) -> str:
    """Give a number as platforms read it: digits, a point, no commas.

    Example:
        >>> number(2914.0), number(20.2)
        ('2914', '20.2')
    """
    return f"{value:.4f}".rstrip("0").rstrip(".")


def _source(reference: str) -> Trace:
    kind, _, name = reference.partition(":")
    if kind == "page":
        words, _, address = name.partition("|")
        return Trace("", f"{words}.", (("its page", address),))
    publishers = tuple(
        (f"{one.publisher} ({one.year})", one.url) for one in map(source, sources_of(name))
    )
    return Trace(name, _statement(kind, name), publishers)


def _statement(kind: str, name: str) -> str:
    if kind == "figure":
        row = figure(name)
        said = {"disputed": " Accounts differ.", "reported": " One account."}.get(row.standing, "")
        return f"{row.text}: {row.measure}, {row.geography}, {row.period}.{said}"
    if kind == "derived":
        ours = derivation(name)
        return (
            f"{ours.text}: {ours.measure}, {ours.geography}, {ours.period}. Derived by this pack: "
            f"{ours.arithmetic}."
        )
    if kind == "births":
        count = births_by_id()[name]
        return f"{count.live_births:,} live births: {count.area}, {count.year}."
    return f"{source(name).title}."
