"""Write the files of `data/` that follow from its tables.

On a page a heading's text is the row's id and nothing else, so that its anchor is the id wherever
Markdown is shown.

The descriptor, `data/datapackage.json`, is the schema: its fields are edited by hand. Sizes, hashes
and the list of sources in it follow from the tables.
"""

import hashlib
import json
import operator
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import frictionless
import jinja2
import pandas as pd

from born_into_care.errors import PackError
from born_into_care.evidence import Derived, all_births, all_figures, all_sources
from born_into_care.paths import data_folder
from born_into_care.text import capital
from tools.data.cohort import SEED, generate
from tools.data.sums import derive

MADE_TABLES = (
    "derived.csv", "dictionary.csv", "illustrative/cohort.csv", "illustrative/summary.csv",
)  # fmt: skip

_TEMPLATES = jinja2.Environment(
    loader=jinja2.FileSystemLoader(Path(__file__).with_name("templates")),
    undefined=jinja2.StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def made_files() -> dict[str, str]:
    """Return what every made file should hold, by its path in `data/`."""
    package = json.loads((data_folder() / "datapackage.json").read_text("utf-8"))
    derived = derive()
    files = {
        "derived.csv": as_csv(_derived_rows(derived, package)),
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


def pages(derived: Sequence[Derived]) -> dict[str, str]:
    """Return the text of each page of the evidence by its name.

    Parameters:
        derived: the derived figures, worked out anew, so that the pages follow the figures and
            not the last saved derived.csv.
    """
    given = (*all_figures(), *all_births())
    links = {row.id: f"[{row.text}]({row.page}#{row.id}) ({row.id})" for row in given}
    for result in derived:
        what = f"{result.measure}, {result.geography}, {result.period}"
        links[result.id] = f"[{result.text}]({result.page}#{result.id}): {what}"
    citations = {
        row.id: f"{row.publisher} ({row.year}), [{row.title}]({row.url}); read as: {row.read_as} "
        f"([{row.id}](sources.md#{row.id}))"
        for row in all_sources()
    }
    uses: dict[str, list[str]] = {}
    for result in derived:
        for name in dict.fromkeys((*result.inputs, result.agrees_with)):
            uses.setdefault(name, []).append(links[result.id])
    return {
        name: render(
            f"{name}.jinja",
            figures=all_figures(),
            derived=derived,
            births=all_births(),
            sources=all_sources(),
            citations=citations,
            links=links,
            uses=uses,
        )
        for name in ("figures.md", "derived.md", "live-births.md", "sources.md")
    }


def render(template: str, **values: Any) -> str:
    """Return a template of `templates/` filled in, with one line feed at its end."""
    return _TEMPLATES.get_template(template).render(**values).rstrip() + "\n"


def cohort_files() -> dict[str, str]:
    """Return the files of `data/illustrative/`."""
    babies, counts = generate()
    return {
        "illustrative/cohort.csv": as_csv(babies),
        "illustrative/summary.csv": as_csv(counts),
        "illustrative/README.md": render("illustrative.md.jinja", seed=SEED, babies=len(babies)),
    }


def write_files() -> list[str]:
    """Write every made file into `data/`, and return their paths there.

    Raises:
        PackError: if a row does not fit the descriptor; it names table, row and column.
    """
    report = frictionless.validate(
        data_folder() / "datapackage.json", skip_errors=["byte-count", "hash-count"]
    )
    typed = (task for task in report.tasks if task.place not in MADE_TABLES)
    faults = [f"{task.place}: {error.message}" for task in typed for error in task.errors]
    if faults:
        raise PackError("\n".join([*faults, "Mend these rows and run it again."]))
    files = made_files()
    for name, text in files.items():
        (data_folder() / name).write_text(text, encoding="utf-8", newline="\n")
    return list(files)


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
    table = pd.DataFrame(list(rows))
    return table.to_csv(index=False, lineterminator="\n", float_format="%.10g")


def _derived_rows(
    derived: Iterable[Derived], package: Mapping[str, Any]
) -> Iterator[dict[str, Any]]:
    schemas = {resource["name"]: resource["schema"] for resource in package["resources"]}
    for row in derived:
        cells = {**asdict(row), "derived_id": row.id, "inputs": ";".join(row.inputs)}
        yield {field["name"]: cells[field["name"]] for field in schemas["derived"]["fields"]}


_TEMPLATES.filters |= {"capital": capital, "extract": lambda name, table: table[name]}
_TEMPLATES.tests["contains"] = operator.contains
