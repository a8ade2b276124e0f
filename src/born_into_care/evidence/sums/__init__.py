"""The sums that the pack makes on published figures: what goes into each, and how it is worked out.

`derive` works them out. A digit that a note says is the name of its row in curly brackets, so that
a corrected figure reaches the note too.
"""

from __future__ import annotations

from collections.abc import Iterator

from born_into_care.evidence.sums.change import both_nations, changes, incidences, splits
from born_into_care.evidence.sums.notice import notice, other_measures
from born_into_care.evidence.sums.places import implied, north_east_and_london
from born_into_care.evidence.sums.sum import Sum

__all__ = ["Sum", "all_sums"]


def all_sums() -> Iterator[Sum]:
    """Give every sum, in the order of the rows of `data/derived.csv`.

    Example:
        >>> next(all_sums()).id
        'incidence-england-2012-13'
    """
    yield from incidences()
    yield from changes()
    yield from both_nations()
    yield from splits()
    yield from north_east_and_london()
    yield from implied()
    yield from notice()
    yield from other_measures()
