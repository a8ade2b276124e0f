"""Local authorities, regions and nations of England and Wales, by code and by name."""

from __future__ import annotations

import csv
import re
import unicodedata
from functools import cache
from pathlib import Path

from born_into_care.paths import data_folder
from born_into_care.your_area.counts import Place

_COUNCIL = re.compile(
    r"^(?:(?:london |royal |metropolitan |county )?borough of|city (?:and county )?of|county of"
    r"|lb(?: of)?|rb(?: of)?) "
    r"| (?:(?:city|county|borough|metropolitan|district|county borough|metropolitan borough"
    r"|metropolitan district|london borough|city and county|unitary)? ?council"
    r"|(?:city|county|borough|royal borough|county borough)(?: of)?|unitary authority|[mc]?bc|mdc"
    r"|cc|ua|lb)$"
)


def fold_name(text: str) -> str:
    """Return a name as it is compared: no case, accents, punctuation, "the"; "&" is "and".

    Example:
        >>> fold_name("St. Helens "), fold_name("Ynys Môn")
        ('st helens', 'ynys mon')
    """
    bare = unicodedata.normalize("NFKD", text.replace("&", " and ")).casefold()
    letters = "".join(c for c in bare if unicodedata.category(c) not in ("Mn", "Cf"))
    return " ".join(w for w in re.sub(r"[\W_]+", " ", letters).split() if w != "the")


@cache
def _by_name() -> dict[str, Place]:
    """Every place by its code, its names and our other spellings, all folded."""
    places: dict[str, Place] = {}
    with (data_folder() / "places.csv").open(encoding="utf-8", newline="") as lines:
        rows = sorted(csv.DictReader(lines), key=lambda row: bool(row["end"]))
    for row in rows:
        place = Place(row["code"], row["name"], row["level"], row["region"], row["nation"])  # type: ignore[arg-type]
        codes = [code for code in row["former_codes"].split(",") if code]
        for name in (row["code"], *codes, row["name"], row["official_name"]):
            places.setdefault(fold_name(name), place)
            places.setdefault(_COUNCIL.sub("", fold_name(name)), place)
    with (Path(__file__).parent / "spellings.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            places.setdefault(fold_name(row["spelling"]), places[row["code"].casefold()])
    return places


def find_place(text: str) -> Place | None:
    """Return the official place that a name or code is, whatever its usual spelling.

    Example:
        >>> find_place("Kingston upon Hull, City of").name, find_place("Leeds East")
        ('Kingston upon Hull', None)
    """
    folded, places = fold_name(text), _by_name()
    if folded in places:
        return places[folded]
    council = places.get(_COUNCIL.sub("", _COUNCIL.sub("", folded)))
    if council and council.level == "authority":
        return council
    region = places.get(folded.removesuffix(" region").removesuffix(" england"))
    return region if region and region.level == "region" else None
