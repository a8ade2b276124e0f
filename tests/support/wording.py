"""The words that the pack does without, and how it spells the others."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

ALLOWED_FILE = Path(__file__).resolve().parents[1] / "notebooks" / "allowed.toml"

# They tell a learner who is stuck that the fault is theirs. No exception.
NEVER = ("simply", "just", "obviously", "clearly", "of course", "easy", "easily", "trivial")
# People are not cases and babies are not removals. A quoted title or a term of law may say so:
# allowed.toml holds those, each with its reason.
SELDOM = ("cases", "removal", "removals")
AMERICAN = {
    r"\w{3,}iz(?:e|es|ed|ing|er|ers|ation|ations)": "with -is-",
    r"analyz\w+": "analyse",
    r"colors?|colored": "colour",
    r"behaviors?": "behaviour",
    r"centers?|centered": "centre",
    r"labeled|labeling": "labelled",
    r"neighbors?|neighborhoods?": "neighbour",
    r"gray": "grey",
}
BRITISH_WITH_Z = {"resize", "resized", "oversized", "citizen", "capsize"}


@dataclass(frozen=True)
class Allowance:
    """A phrase that may stay although a rule would have it out, and why."""

    page: str
    rule: str
    text: str
    reason: str


def allowances(path: Path = ALLOWED_FILE) -> list[Allowance]:
    """Give the phrases that are allowed, as the file lists them."""
    rows = tomllib.loads(path.read_text(encoding="utf-8")).get("allowed", [])
    return [Allowance(**row) for row in rows]


def faults(text: str, *, allowed: Iterable[Allowance] = ()) -> list[str]:
    """Give what is wrong with the words of a text, a sentence for each.

    Parameters:
        text: the words as a reader meets them, without mark-up.
        allowed: phrases that may stay.

    Example:
        >>> faults("Just look at the color.")
        ["'just' makes a reader who is stuck feel slow", "'color' is spelled colour here"]
    """
    found = [f"'{word}' makes a reader who is stuck feel slow" for word in _among(NEVER, text)]
    for row in allowed:
        if row.rule == "words":
            text = text.replace(row.text, " ")
    found += [
        f"'{word}': say babies, parents, proceedings or separation" for word in _among(SELDOM, text)
    ]
    for pattern, british in AMERICAN.items():
        for match in re.finditer(rf"\b(?:{pattern})\b", text, re.IGNORECASE):
            if match[0].lower() not in BRITISH_WITH_Z:
                found.append(f"'{match[0]}' is spelled {british} here")
    return found


def _among(words: Iterable[str], text: str) -> list[str]:
    return [
        word for word in words if re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text, re.I)
    ]
