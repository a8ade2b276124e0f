"""Answer whatever a learner types in place of a name with a sentence."""

import re
from collections.abc import Callable
from typing import Any

import born_into_care as pack
from born_into_care import activities, evidence
from born_into_care.errors import PackError

WRONG = ("Londn", "", "   ", None, 3.5, True, 1999, [], ["London"], {}, ("a", "b"))

ASKS: dict[str, Callable[[Any], object]] = {
    "figure": pack.figure,
    "source": evidence.source,
    "derivation": evidence.derivation,
    "cite": pack.cite,
    "select a measure": lambda word: pack.select(measure=word),
    "select a place": lambda word: pack.select(geography=word),
    "select a period": lambda word: pack.select(period=word),
    "select a standing": lambda word: pack.select(standing=word),
    "births of an area": lambda word: evidence.births(word, 2019),
    "births of a year": lambda word: evidence.births("London", word),
    "show": pack.show,
    "show a measure": lambda word: pack.show("regions", measure=word),
    "show an area": lambda word: pack.show("trend", area=word),
    "show an area between": lambda word: pack.show("between", area=word),
    "show a place": lambda word: pack.show("hundred", place=word),
    "show days": lambda word: pack.show("hundred", days=word),
    "show how many reach": lambda word: pack.show("eight", reaching=word),
    "show a world": lambda word: pack.show("eight", world=word),
    "show a switch": lambda word: pack.show("trend", index=word),
    "explore": pack.explore,
    "explore a measure": lambda word: pack.explore("regions", measure=word),
    "check": pack.check,
    "hint": pack.hint,
    "mark": lambda word: activities.mark(word, "a"),
    "predict": pack.predict,
    "reflect": pack.reflect,
}
# None means "any" to these.
ANY = ("select a measure", "select a place", "select a period", "select a standing")
MEANT = {(name, None) for name in ANY} | {
    ("show a switch", True),
    ("show a world", 1999),
}


def find_fault(ask: Callable[[Any], object], word: object) -> str:
    """Return what is wrong with the answer to a wrong word; nothing if it is a sentence."""
    try:
        ask(word)
    except PackError as error:
        text = str(error)
        sentence = re.fullmatch(r"[A-Z'].{,900}[.?]", text, re.DOTALL)
        return "" if sentence and " object at " not in text else text
    return "no error"


def test_a_wrong_word_is_answered_with_a_sentence() -> None:
    faults = {
        f"{name}, {word!r}": fault
        for name, ask in ASKS.items()
        for word in WRONG
        if not any(name == other and word is meant for other, meant in MEANT)
        if (fault := find_fault(ask, word))
    }
    assert faults == {} and find_fault(lambda _: None, "Londn") == "no error"
