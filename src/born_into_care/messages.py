"""Errors and sentences that tell their reader what to do next."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence


class PackError(ValueError):
    """An error whose text says, in the reader's words, what to do next."""


def join_words(words: Sequence[str], *, last: str = "and") -> str:
    """Give a list as it is said aloud.

    Parameters:
        words: the items, in the order in which they are said.
        last: the word before the last item, "and" or "or".

    Example:
        >>> join_words(["England", "Wales", "London"])
        'England, Wales and London'
    """
    items = list(words)
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def unknown(kind: str, asked: object, known: Iterable[str]) -> PackError:
    """Give the error for a name that does not exist, with the nearest names that do.

    Parameters:
        kind: what was asked for, in the singular ("region", "measure").
        asked: what the reader typed.
        known: every name that exists.

    Returns:
        The error, to be raised by the caller.

    Example:
        >>> str(unknown("region", "Londn", ["London", "Wales"]))
        "There is no region 'Londn'. Did you mean 'London'? You can choose London or Wales."
    """
    names = [str(name) for name in known]
    text = f"There is no {kind} {str(asked)!r}."
    nearest = _nearest(str(asked), names)
    if nearest:
        text += f" Did you mean {join_words([repr(name) for name in nearest], last='or')}?"
    if len(names) <= 16:
        text += f" You can choose {join_words(names, last='or')}."
    else:
        shown = difflib.get_close_matches(str(asked), names, n=8, cutoff=0.3) or names[:8]
        text += f" There are {len(names)} to choose from, among them {join_words(shown)}."
    return PackError(text)


def _nearest(asked: str, names: Sequence[str]) -> list[str]:
    """The likeliest meant names: the same initials ("NW"), else all of the closest spelling."""
    wanted = asked.strip().casefold()
    folded = {name.casefold(): name for name in names}
    if wanted in folded:
        return [folded[wanted]]
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
