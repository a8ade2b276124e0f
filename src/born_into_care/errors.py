"""The error class of the pack, and sentences that tell the reader what to do next."""

import math
import re
import reprlib
from collections.abc import Callable, Iterable, Sequence
from difflib import SequenceMatcher, get_close_matches
from numbers import Real

from born_into_care.text import join_words


class PackError(ValueError):
    """An error whose text says, in the reader's words, what to do next."""


def require_known(kind: str, asked: object, names: Iterable[str], *, listed_in: str = "") -> str:
    """Return a name if it exists; answer whatever else was typed with a sentence.

    `kind` is what is asked for, in the singular ("region"); `listed_in` is the file that lists all
    names, where they are too many for the PackError to say.

    Example:
        >>> require_known("nation", "Wales", ["England", "Wales"])
        'Wales'
    """
    names = list(names)
    if not isinstance(asked, str) or asked not in names:
        raise unknown(kind, asked, names, listed_in=listed_in)
    return asked


def require_number(name: str, number: float, fits: Callable[[float], bool], must: str) -> float:
    """Return a finite number that fits, or raise a PackError that says what it must be.

    Example:
        >>> require_number("The share", 0.41, lambda share: 0 <= share <= 1, "between 0 and 1")
        0.41
    """
    real = isinstance(number, Real) and not isinstance(number, bool)
    if not real or not math.isfinite(number) or not fits(number):
        raise PackError(f"{name} is {number!r}. It must be {must}.")
    return number


def unknown(kind: str, asked: object, names: Iterable[str], *, listed_in: str = "") -> PackError:
    """Return the error for a name that does not exist, naming the nearest that do.

    Example:
        >>> str(unknown("region", "Londn", ["London", "Wales"]))
        "There is no region 'Londn'. Did you mean 'London'? You can choose London or Wales."
    """
    names = [str(name) for name in names]
    typed = " ".join(str(asked).split())
    few = names[:6]
    if not isinstance(asked, str | int | float) or isinstance(asked, bool):
        builtin = type(asked).__module__ == "builtins"
        given = reprlib.repr(asked) if builtin else f"a {type(asked).__name__}"
        text = f"Give one {kind} in quotes, such as {names[0]!r}, not {given}."
    elif not typed:
        text = f"The {kind} is empty."
    else:
        text = f"There is no {kind} {typed!r}."
        few = get_close_matches(typed, names, 6, 0.3) or few
        if nearest := _find_nearest(typed.casefold(), names):
            text += f" Did you mean {join_words([repr(name) for name in nearest], last='or')}?"
    if len(names) <= 16:
        return PackError(f"{text} You can choose {join_words(names, last='or')}.")
    text += f" There are {len(names)} to choose from, among them {join_words(few)}."
    if listed_in:
        text += f" They are listed in {listed_in}."
    return PackError(text)


def _find_nearest(typed: str, names: Sequence[str]) -> list[str]:
    """Return the likeliest meant names: the same initials ("NW"), else all of the closest."""
    if typed.isdigit():
        # 2012 is not a slip for 2021: only a name that holds the number itself can be meant.
        holding = [name for name in names if typed in re.split(r"[\W_]+", name.casefold())]
        return holding if len(holding) < 3 else []
    for name in names:
        initials = "".join(word[0] for word in name.split()).casefold()
        if name.casefold() == typed or (initials == typed and len(typed) > 1):
            return [name]
    # "North Est" is as near to the North East as to the North West: say both, choose neither.
    alike = {name: SequenceMatcher(None, name.casefold(), typed).ratio() for name in names}
    best = max(alike.values(), default=0.0)
    return [name for name in names if alike[name] == best >= 0.6][:2]
