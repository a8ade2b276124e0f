"""The error class of the pack, and sentences that tell the reader what to do next."""

from __future__ import annotations

import difflib
import re
import reprlib
from collections.abc import Iterable, Sequence

from born_into_care.text import join_words

_FEW = 6
"""How many of a long list of names a sentence lists."""


class PackError(ValueError):
    """An error whose text says, in the reader's words, what to do next."""


def choose(kind: str, asked: object, names: Iterable[str], *, listed_in: str = "") -> str:
    """Return a name if it exists; whatever else was typed is answered with a sentence.

    Parameters:
        kind: what is asked for, in the singular ("region", "measure").
        asked: what the reader typed, which may be no text at all.
        names: every name that exists.
        listed_in: the file that lists them all, where they are too many to say.

    Raises:
        PackError: if there is no such name; it says which there are.

    Example:
        >>> choose("nation", "Wales", ["England", "Wales"])
        'Wales'
    """
    names = list(names)
    if not isinstance(asked, str) or asked not in names:
        raise unknown(kind, asked, names, listed_in=listed_in)
    return asked


def unknown(kind: str, asked: object, names: Iterable[str], *, listed_in: str = "") -> PackError:
    """Return the error for a name that does not exist, with the nearest names that do.

    Parameters:
        kind: what was asked for, in the singular ("region", "measure").
        asked: what the reader typed.
        names: every name that exists.
        listed_in: the file that lists them all, where they are too many to say.

    Returns:
        The error, to be raised by the caller.

    Example:
        >>> str(unknown("region", "Londn", ["London", "Wales"]))
        "There is no region 'Londn'. Did you mean 'London'? You can choose London or Wales."
        >>> str(unknown("region", None, ["London", "Wales"]))
        "Give one region in quotes, such as 'London', not None. You can choose London or Wales."
    """
    names = [str(name) for name in names]
    typed = " ".join(str(asked).split())
    likely = names[:_FEW]
    if not typed:
        text = f"The {kind} is empty."
    elif not isinstance(asked, str | int | float) or isinstance(asked, bool):
        plain = isinstance(asked, list | tuple | set | dict | bool) or asked is None
        given = reprlib.repr(asked) if plain else f"a {type(asked).__name__}"
        text = f"Give one {kind} in quotes, such as {names[0]!r}, not {given}."
    else:
        text = f"There is no {kind} {typed!r}."
        likely = _like(typed, names)
        if nearest := _nearest(typed, names):
            text += f" Did you mean {join_words([repr(name) for name in nearest], last='or')}?"
    if len(names) <= 16:
        text += f" You can choose {join_words(names, last='or')}."
    else:
        text += f" There are {len(names)} to choose from, among them {join_words(likely)}."
        text += f" They are listed in {listed_in}." if listed_in else ""
    return PackError(text)


def _nearest(asked: str, names: Sequence[str]) -> list[str]:
    """The likeliest meant names: the same initials ("NW"), else all of the closest spelling."""
    wanted = asked.strip().casefold()
    folded = {name.casefold(): name for name in names}
    if wanted in folded:
        return [folded[wanted]]
    if wanted.isdigit():
        # 2012 is not a slip for 2021: only a name that holds the number itself can be meant.
        holding = [name for name in names if wanted in _words(name)]
        return holding if len(holding) < 3 else []
    initials = {
        "".join(word[0] for word in name.split()).casefold(): name for name in names if name
    }
    if len(wanted) > 1 and wanted in initials:
        return [initials[wanted]]
    close = difflib.get_close_matches(wanted, list(folded), n=2, cutoff=0.6)
    # "North Est" is as near to the North East as to the North West: say both, choose neither.
    alike = {name: difflib.SequenceMatcher(None, name, wanted).ratio() for name in close}
    best = max(alike.values(), default=0.0)
    return [name for key, name in folded.items() if alike.get(key) == best]


def _like(asked: str, names: Sequence[str]) -> list[str]:
    """A few of many names: those that share most words with what was typed, else any alike."""
    wanted = _words(asked)
    shared = {
        name: sum(bool(difflib.get_close_matches(word, _words(name), 1)) for word in wanted)
        for name in names
    }
    sharing = [name for name in sorted(names, key=lambda name: -shared[name]) if shared[name]]
    alike = sharing or difflib.get_close_matches(asked, names, n=_FEW, cutoff=0.3) or list(names)
    return alike[:_FEW]


def _words(name: str) -> list[str]:
    return re.findall(r"[^\W_]+", name.casefold())
