"""The official places of England and Wales, found by their codes, names and usual spellings."""

import re
import unicodedata
from pathlib import Path
from typing import Literal, NamedTuple

from born_into_care.evidence.tables import cached, read_list, table_rows

_BETWEEN = re.compile(
    r"[(\[](?:[a-z]|\d\d?|notes?[ \d,]*|[ivx]+|provisional|revised)[)\]]$"
    r"|[/|()\[\]]|\s[-–:]\s|^\W*\d{1,4}\b|\b\d{3}\W*$|\b([EW]\d{8})\b",
    re.I,
)
"""What parts the names and codes that one cell gives: notes, signs, other numbers, and codes."""
_COUNCIL_WORDS = {
    "authority", "bc", "borough", "cbc", "cc", "city", "corporation", "council", "county", "cyngor",
    "lb", "lbc", "mbc", "mdc", "metropolitan", "of", "rb", "royal", "ua", "unitary",
}  # fmt: skip


class Place(NamedTuple):
    """An official place of England or Wales.

    Attributes:
        name: its name, as the evidence spells regions and nations.
        region: the region of England that it is or lies in; "" for a nation and in Wales.
        nation: "England" or "Wales".
        start, end: its first month, and the first after its last one, counted from the year 0.
    """

    code: str
    name: str
    kind: Literal["authority", "region", "nation"]
    region: str
    nation: str
    start: int = 0
    end: int = 12 * 9999


def fold_name(text: str) -> str:
    """Return a name as it is compared: no case, accents, punctuation, "the"; "&" is "and".

    Example:
        >>> fold_name("St. Helens "), fold_name("Ynys Môn")
        ('st helens', 'ynys mon')
    """
    bare = unicodedata.normalize("NFKD", text.replace("&", " and ")).casefold()
    bare = "".join(c for c in bare if unicodedata.category(c) not in ("Mn", "Cf"))
    return " ".join(word for word in re.sub(r"[\W_]+", " ", bare).split() if word != "the")


@cached
def find_place(text: str) -> Place | None:
    """Return the official place that a name or code is, or that all names and codes in it are.

    Example:
        >>> [find_place(text).name for text in ("Kingston upon Hull, City of", "383 - Leeds")]
        ['Kingston upon Hull', 'Leeds']
        >>> find_place("Leeds East"), find_place("Leeds / Bradford")
        (None, None)
    """
    names = [fold_name(part or "") for part in _BETWEEN.split(text)]
    found = {_find_name(name) for name in names if name}
    return found.pop() if len(found) == 1 else None


def are_two_places(name: Place | None, code: Place | None) -> bool:
    """Return whether both are known places of one kind, and differ."""
    return name is not None and code is not None and name.kind == code.kind and name != code


def _find_name(folded: str) -> Place | None:
    place, bare = map(_list_places().get, (folded, _drop_council_words(folded)))
    return place or (bare if bare and bare.kind == "authority" else None)


def _drop_council_words(folded: str) -> str:
    return " ".join(word for word in folded.split() if word not in _COUNCIL_WORDS)


@cached
def _list_places() -> dict[str, Place]:
    """Return every place by its codes, its names and our other spellings, all folded."""
    places: dict[str, Place] = {}
    for row in sorted(table_rows("places"), key=lambda row: bool(row["end"])):
        # Earlier starts, and those with former codes, are of a new kind of council, not of borders.
        is_new = row["start"] > "2010" and not row["former_codes"]
        place = places.get(fold_name(row["code"])) or Place(
            row["code"], row["name"], row["level"], row["region"], row["nation"],
            start=_count_months(row["start"]) if is_new else 0,
            end=_count_months(row["end"] or "9999-12") + 1,
        )  # fmt: skip
        codes = [row["code"], *row["former_codes"].split(",")]
        for name in filter(None, map(fold_name, [*codes, row["name"], row["official_name"]])):
            places.setdefault(name, place)
            places.setdefault(_drop_council_words(name), place)
    for row in read_list(Path(__file__).with_name("area_spellings.csv")):
        places.setdefault(fold_name(row["spelling"]), places[fold_name(row["code"])])
    return places


def _count_months(day: str) -> int:
    return 12 * int(day[:4]) + int(day[5:7]) - 1
