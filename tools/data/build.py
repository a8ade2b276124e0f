"""Write the files of `data/` that follow from its tables, and find those that are stale.

The descriptor, `data/datapackage.json`, is the schema: its fields are edited by hand. Sizes, hashes
and the list of sources in it follow from the tables.
"""

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from itertools import zip_longest
from typing import Any

from born_into_care.evidence import Derived, all_sources
from born_into_care.evidence.tables import table_schema
from born_into_care.paths import data_folder
from tools.data.cohort import SEED, generate
from tools.data.pages import pages, render
from tools.data.sums import derive

COMMAND = "make data"


def made_files() -> dict[str, str]:
    """Return what every made file should hold, by its path in `data/`."""
    package = json.loads((data_folder() / "datapackage.json").read_text("utf-8"))
    derived = derive()
    files = {
        "derived.csv": as_csv(_derived_rows(derived)),
        "dictionary.csv": as_csv(dictionary_rows(package)),
        **pages(derived),
        **cohort_files(),
    }
    contents = {
        table["path"]: files[table["path"]].encode()
        if table["path"] in files
        else (data_folder() / table["path"]).read_bytes()
        for table in package["resources"]
    }
    return {**files, "datapackage.json": refresh_descriptor(package, contents)}


def cohort_files() -> dict[str, str]:
    """Return the files of `data/illustrative/`."""
    babies, counts = generate()
    return {
        "illustrative/cohort.csv": as_csv(babies),
        "illustrative/summary.csv": as_csv(counts),
        "illustrative/README.md": render("illustrative.md.jinja", seed=SEED, babies=len(babies)),
    }


def write_files() -> list[str]:
    """Write every made file into `data/`, and return their paths there."""
    files = made_files()
    for name, text in files.items():
        (data_folder() / name).write_text(text, encoding="utf-8", newline="\n")
    return list(files)


def stale_files() -> list[str]:
    """Return a sentence for each made file that does not follow from the tables, with its place.

    Example:
        >>> stale_files()
        []
    """
    problems = []
    for name, wanted in made_files().items():
        path = data_folder() / name
        found = path.read_bytes().decode() if path.exists() else ""
        if found != wanted:
            problems.append(_first_difference(name, found, wanted))
    return problems


def refresh_descriptor(package: Mapping[str, Any], contents: Mapping[str, bytes]) -> str:
    """Return the text of `datapackage.json` with the sizes and hashes of the tables as they are.

    Parameters:
        package: the descriptor as it is.
        contents: the bytes of each table by its path in `data/`.
    """
    sources = [{"title": f"{row.publisher}: {row.title}", "path": row.url} for row in all_sources()]
    resources = []
    for resource in package["resources"]:
        content = contents[resource["path"]]
        digest = f"sha256:{hashlib.sha256(content).hexdigest()}"
        resources.append({**resource, "bytes": len(content), "hash": digest})
    fresh = {**package, "sources": sources, "resources": resources}
    return json.dumps(fresh, indent=2, ensure_ascii=False) + "\n"


def dictionary_rows(package: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    """Yield a row of `dictionary.csv` for each column of each table."""
    for resource in package["resources"]:
        for field in resource["schema"]["fields"]:
            limits = field.get("constraints", {})
            yield {
                "table": resource["path"].removesuffix(".csv"),
                "column": field["name"],
                "type": field["type"],
                "unit": field.get("unit", ""),
                "meaning": field["description"],
                "required": "yes" if limits.get("required") else "no",
                "allowed_values": ";".join(limits.get("enum", ())),
            }


def as_csv(rows: Iterable[Mapping[str, Any]]) -> str:
    """Return rows as the text of a CSV file: UTF-8, one line feed to a row."""
    rows = list(rows)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(rows[0])
    for row in rows:
        writer.writerow([f"{v:.10g}" if isinstance(v, float) else v for v in row.values()])
    return out.getvalue()


def _derived_rows(derived: Iterable[Derived]) -> Iterator[dict[str, Any]]:
    headings = [field["name"] for field in table_schema("derived")["fields"]]
    for row in derived:
        cells = {**asdict(row), "inputs": ";".join(row.inputs)}
        yield dict(zip(headings, cells.values(), strict=True))


def _first_difference(name: str, found: str, wanted: str) -> str:
    """Say where the first value differs, else the first line: link texts follow from values."""
    lines = list(zip_longest(found.split("\n"), wanted.split("\n"), fillvalue="(no line)"))
    different = [number for number, (old, new) in enumerate(lines) if old != new]
    first = min(different, key=lambda number: not lines[number][1].startswith("**"))
    headings = [new for _, new in lines[: first + 1] if new.startswith("### ")]
    entry = f" ({headings[-1][4:]})" if headings else ""
    old, new = lines[first]
    return (
        f"{name}, line {first + 1}{entry}: it says {old!r}, and the tables give {new!r}. "
        f"Run '{COMMAND}'."
    )
