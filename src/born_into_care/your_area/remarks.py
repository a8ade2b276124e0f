"""What a table leaves open or gets wrong, and what becomes of each of its rows.

No remark ever repeats what a cell holds: a list of remarks may be saved in a notebook or sent to
a colleague, and a cell may hold a name. Row, column and the kind of fault are enough to find it.
"""

import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from born_into_care.errors import require_known
from born_into_care.text import capital, join_words, plain, quote_word
from born_into_care.your_area.contract import find_other_unit
from born_into_care.your_area.protection import Mask

_TEXTS = tomllib.loads((Path(__file__).parent / "remarks.toml").read_text("utf-8"))
ANSWERS: Mapping[str, tuple[str, ...]] = {
    **{key: tuple(question["answers"]) for key, question in _TEXTS["questions"].items()},
    "area": (), "period": (), "newborn-days": tuple(map(str, range(1, 365))),
    "all-newborns": ("yes",),
    "whole-periods": ("yes", "no"),
    "year": ("financial", "calendar"), "newborn": ("under-14", "under-7", "not-stated"),
}  # fmt: skip
"""What a person can answer, or say unasked, with its values where they are fixed."""


class Problem(NamedTuple):
    """A stop or a note, about the whole table or about rows, however many."""

    kind: str
    text: str


@dataclass(frozen=True)
class Question:
    """What a person has to decide before a table is counted.

    Attributes:
        key: the key of an answer; or, where `is_column` is true, the role whose column is asked.
        options: each answer, and what it means.
    """

    key: str
    text: str
    options: Mapping[str, str]
    is_column: bool = False

    def write(self, value: str) -> str:
        """Return an answer as it is typed on the command line."""
        return write_word("column" if self.is_column else "answer", self.key, value)


def write_word(option: str, key: str, value: str) -> str:
    """Return an option as it is typed, in quotation marks that every command line takes.

    Example:
        >>> write_word("column", "area", "LA name"), write_word("answer", "sums", "set-aside")
        ('--column "area=LA name"', '--answer sums=set-aside')
    """
    return f"--{option} {quote_word(f'{key}={value}')}"


def name_rows(rows: Iterable[int]) -> str:
    """Return where rows are, as it stands before a sentence about them.

    Example:
        >>> name_rows([4]), name_rows(range(2, 16))
        ('row 4', 'rows 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13 and 2 more')
    """
    rows = [*dict.fromkeys(rows)]
    more = [f"{len(rows) - 12:,} more"] if len(rows) > 12 else []
    names = [f"{row:,}" for row in rows[:12]] + more
    return f"{'rows' if len(rows) > 1 else 'row'} {join_words(names)}"


def name_words(rows: Iterable[int], texts: Iterable[str]) -> str:
    """Return where words around a table are, with the first of them that tells of other numbers.

    Example:
        >>> name_words([1, 2], ["Children's services", "Rates, 2019/20"])
        "the words in rows 1 and 2 ('rates')"
    """
    word = find_other_unit("words", " ".join(texts))
    return f"the words in {name_rows(rows)}" + (f" ('{word}')" if word else "")


class TableCheck:
    """What is asked and said of a table, and what becomes of each row.

    Attributes:
        name: of the table.
        answers: what a person has said, by key.
        questions: what a person has to say before the table is counted.
        stops: what has to be put right in the file, or by another choice of columns.
        notes: what a person should know.
        counted: how many rows are counted as what.
        rows: the number of each row, as a spreadsheet shows it.
    """

    def __init__(self, name: str, answers: Mapping[str, str]) -> None:
        """Start with what a person has answered, by key; raise for what can't be answered."""
        self.name = name
        self.answers = {key: value for key, value in answers.items() if value.strip()}
        for key, value in self.answers.items():
            if not key.startswith("place:"):
                allowed = ANSWERS[require_known("answer", key, ANSWERS)]
                require_known(f"answer to '{key}'", value, allowed or [value])
        self.questions: list[Question] = []
        self.stops: list[Problem] = []
        self.notes: list[Problem] = []
        self.counted: dict[str, int] = {}
        self.begin(np.arange(0))

    def begin(self, rows: npt.NDArray[np.int64]) -> None:
        """Take the number of each row; every row is in use."""
        self.rows, self._reasons = rows, np.full(len(rows), "", dtype=object)

    @property
    def used(self) -> Mask:
        """The rows that no reason sets aside."""
        return np.asarray(self._reasons == "", dtype=bool)

    @property
    def ready(self) -> bool:
        """Whether no question and no stop is left, so that the table can be counted."""
        return not (self.questions or self.stops)

    @property
    def account(self) -> tuple[tuple[str, int], ...]:
        """How many rows were read, counted as what, and set aside for which reason."""
        aside = Counter(f"set aside: {reason}" for reason in self._reasons[~self.used])
        fates = {"read": len(self.rows), **self.counted, **aside}
        return tuple((fate, rows) for fate, rows in fates.items() if rows or fate == "read")

    def ask(
        self, key: str, only: Iterable[str] = (), *, about: Mask | None = None, **words: object
    ) -> str:  # fmt: skip
        """Return the answer to a question; "" after noting that it has to be asked.

        Parameters:
            only: the answers that can be given here; without any, all of them.
            about: the rows that it is about; without any such row, it is not asked.
            words: what the question names.
        """
        if about is not None and not about.any():
            return ""
        question = _TEXTS["questions"][key]
        options = {v: question["answers"].get(v, v) for v in only or question["answers"]}
        answer, is_free = self.answers.get(key, ""), not (only or ANSWERS[key])
        # Another answer was to a question that offered more: it is asked again.
        if answer and (is_free or answer in options):
            return answer
        rows = 0 if about is None else int(about.sum())
        text = question["text"].format(**{"rows": rows} | words)
        self.questions.append(Question(key, text, options))
        return ""

    def ask_to_set_aside(self, key: str, mask: Mask) -> None:
        """Set rows aside, under the reason of a question, where its answer is not to use them."""
        where = name_rows(self.rows[mask & self.used])
        if self.ask(key, about=mask & self.used, where=where) != "use":
            self.set_aside(mask, _TEXTS["questions"][key]["reason"])

    def ask_column(self, role: str, text: str, headings: Iterable[str]) -> None:
        """Note that a person has to say which column a role is."""
        self.questions.append(Question(role, text, {h: h for h in headings}, is_column=True))

    def say(self, kind: str, *, column: str = "", mask: Mask | None = None, **words: str) -> None:
        """Note a stop or a note about the whole table, or about rows in use that a mask marks."""
        rows = [] if mask is None else self.rows[mask & self.used].tolist()
        if mask is not None and not rows:
            return
        named = [name_rows(rows) if rows else "", f"column '{plain(column)}'" if column else ""]
        where = ", ".join(filter(None, named))
        text = (_TEXTS["stops"] | _TEXTS["notes"])[kind].format(**words)
        found = self.stops if kind in _TEXTS["stops"] else self.notes
        found.append(Problem(kind, f"{capital(where)}: {text}" if where else text))

    def set_aside(self, mask: Mask, reason: str, *, column: str = "") -> None:
        """Take rows out of every count, under a reason that the account names."""
        self.say("set-aside", column=column, mask=mask, reason=reason)
        self._reasons[mask & self.used] = reason

    def fill_down(self, what: str, texts: pd.Series, *, column: str) -> pd.Series:
        """Return texts with those above in place of blanks, where a person says that they hold.

        Parameters:
            what: the "area" or the "period" that a blank leaves out; else its row is set aside.
        """
        blank = (texts == "").to_numpy()
        if self.ask(f"blank-{what}s", about=blank & self.used) == "fill-down":
            texts = texts.mask(blank).ffill().fillna("")
        self.set_aside((texts == "").to_numpy(), f"no {what} is named", column=column)
        return texts
