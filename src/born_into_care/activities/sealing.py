"""Questions for a page without Python: their answers sealed, so that reading it gives none away.

What this protects against: seeing an answer by reading or searching the page, its source or its
files, by accident or out of curiosity. What it does not protect against: somebody who tries every
answer. A question with four options has four answers, and a program tries them in a moment; a
number within a tolerance takes it a little longer. So sealed questions are for learning. Nothing
that counts towards a grade may rest on them: a learning platform marks that on its own server.

How it works: from an answer, in one fixed way of writing it, PBKDF2 (SHA-256) gives 64 bytes. The
first half names the answer; the second opens what is to be said about it. The page does the same
with a learner's answer, and finds a match or does not.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import math
from collections.abc import Iterable, Mapping
from typing import Any

from born_into_care.activities.marking import mark
from born_into_care.activities.questions import LETTERS, Question, question
from born_into_care.errors import PackError

ROUNDS = 20_000
_MOST_CELLS = 101


def sealed(asked: Question | str, *, rounds: int = ROUNDS) -> dict[str, Any]:
    """Give a question as plain data from which no answer can be read.

    Parameters:
        asked: a question or its id; not a reflection.
        rounds: how often PBKDF2 hashes: more makes trying every answer slower, and each check too.

    Returns:
        `id`, `type`, `stem`, `options`, `unit`, `per`, `step` (the grid onto which a number is
        rounded), `decimals`, `hint`, `wrong` (what is said to any other wrong answer), `salt`,
        `rounds`, and `answers`: for the name of each answer that there is something to say about,
        its sealed content. The same question always gives the same data.

    Raises:
        PackError: if it is a reflection, or there is no such question.

    Example:
        >>> data = sealed("01-trend", rounds=1)
        >>> data["type"], len(data["answers"])
        ('choice', 4)
    """
    one = asked if isinstance(asked, Question) else question(asked)
    if one.type == "reflection":
        raise PackError(f"{one.id!r} is a reflection: there is no answer to seal.")
    salt = hashlib.sha256(f"born-into-care/{one.id}".encode()).digest()[:16]
    step, decimals = _grid(one)
    answers: dict[str, str] = {}
    for written, said in _answers(one, step, decimals):
        name, key = _name_and_key(written, salt, rounds)
        answers.setdefault(name, _seal(said, key))
    return {
        "id": one.id,
        "type": one.type,
        "stem": one.stem.parts,
        "options": [
            {"id": option.id, "letter": LETTERS[place], "text": option.text.parts}
            for place, option in enumerate(one.options)
        ],
        "unit": one.unit,
        "per": one.per,
        "step": step,
        "decimals": decimals,
        "hint": one.hint.parts,
        "wrong": one.wrong.parts,
        "salt": salt.hex(),
        "rounds": rounds,
        # Sorted by name, so that the place of an answer tells nothing.
        "answers": dict(sorted(answers.items())),
    }


def _answers(asked: Question, step: float, decimals: int) -> Iterable[tuple[str, dict[str, Any]]]:
    """Each answer that there is something to say about, and what."""
    if asked.type == "number":
        assert asked.expected is not None
        right = {"correct": True, "parts": asked.right.parts}
        for written in _cells(asked.expected, asked.tolerance, step, decimals):
            yield written, right
        for slip in asked.slips:
            said = {"correct": False, "parts": slip.feedback.parts}
            for written in _cells(slip.value, slip.tolerance, step, decimals):
                yield written, said
        return
    if asked.type == "order":
        yield ">".join(asked.answer_order), {"correct": True, "parts": asked.right.parts}
        return
    if asked.type == "choices":
        assert isinstance(asked.answer, tuple)
        whole = mark(asked, list(asked.answer))
        yield ",".join(sorted(asked.answer)), {"correct": True, "parts": whole.feedback.parts}
    for option in asked.options:
        # For several, the parts are sealed one by one under a name that is no whole answer.
        written = option.id if asked.type == "choice" else f"one:{option.id}"
        yield written, {"correct": option.correct, "parts": option.feedback.parts}


def _grid(asked: Question) -> tuple[float, int]:
    """The step onto which a number is rounded, fine enough for the tolerance; and its decimals."""
    if asked.type != "number":
        return 0.0, 0
    if asked.tolerance == 0:
        return 1.0, 0
    return (0.1, 1) if asked.tolerance >= 0.2 else (0.01, 2)


def _cells(value: float, tolerance: float, step: float, decimals: int) -> list[str]:
    """Every number on the grid within the tolerance; the middle ones, where there are very many."""
    first = math.ceil((value - tolerance) / step - 1e-6)
    last = math.floor((value + tolerance) / step + 1e-6)
    if last < first:
        first = last = round(value / step)
    extra = max(0, last - first + 1 - _MOST_CELLS)
    numbers = range(first + extra // 2, last + 1 - (extra - extra // 2))
    return [_cell(number, step, decimals) for number in numbers]


def _cell(number: int, step: float, decimals: int) -> str:
    return f"{number * step:.{decimals}f}"


def _name_and_key(written: str, salt: bytes, rounds: int) -> tuple[str, bytes]:
    made = hashlib.pbkdf2_hmac("sha256", written.encode(), salt, rounds, dklen=64)
    return made[:32].hex(), made[32:]


def _seal(said: Mapping[str, Any], key: bytes) -> str:
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()
    return _mixed(text, key).hex()


def _mixed(text: bytes, key: bytes) -> bytes:
    """Text mixed with a stream of HMACs of its key; the same again undoes it."""
    blocks = math.ceil(len(text) / 32)
    stream = b"".join(
        hmac.digest(key, number.to_bytes(4, "big"), "sha256") for number in range(blocks)
    )
    return bytes(one ^ other for one, other in zip(text, stream, strict=False))
