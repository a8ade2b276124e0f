"""The data dictionary and the data package's descriptor, made from the tables' schemas."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

import pandas as pd

from born_into_care.evidence.other_tables import TABLES
from born_into_care.evidence.schema import DICTIONARY, Column, Table

OURS = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}
OPEN_GOVERNMENT = {
    "name": "OGL-UK-3.0",
    "title": "Open Government Licence 3.0 (United Kingdom)",
    "path": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
}
LICENCES = {"live_births": OPEN_GOVERNMENT}
"""The tables under a licence other than ours."""


def dictionary() -> pd.DataFrame:
    """Give the data dictionary: one row for each column of each table.

    Example:
        >>> words = dictionary().set_index(["table", "column"])
        >>> words.loc[("live_births", "year"), "unit"]
        'calendar year'
    """
    return pd.DataFrame(
        [
            {
                "table": table.path.removesuffix(".csv"),
                "column": column.name,
                "type": column.type,
                "unit": column.unit,
                "meaning": column.meaning,
                "required": "yes" if column.required else "no",
                "allowed_values": ";".join(column.allowed),
            }
            for table in TABLES.values()
            for column in table.columns
        ],
        columns=DICTIONARY.headings,
    )


def descriptor(contents: Mapping[str, bytes], sources: pd.DataFrame) -> str:
    """Give the text of `datapackage.json`.

    Parameters:
        contents: the bytes of each table's CSV file, by the table's name.
        sources: the table of sources.
    """
    package = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "born-into-care",
        "title": "Newborn babies in care proceedings in England and Wales: published figures",
        "description": "Figures as their sources publish them, official live births, our own "
        "arithmetic on both, and illustrative tables that our own script made and that say so. "
        "Figures are cited facts; our selection, words, arithmetic and illustrative tables are "
        "under the licence given here.",
        "licenses": [OURS, OPEN_GOVERNMENT],
        "sources": [
            {"title": f"{row.publisher}: {row.title}", "path": row.url}
            for row in sources.itertuples()
        ],
        "resources": [_resource(table, contents[table.name]) for table in TABLES.values()],
    }
    return json.dumps(package, indent=2, ensure_ascii=False) + "\n"


def _resource(table: Table, content: bytes) -> dict[str, object]:
    return {
        "name": table.path.removesuffix(".csv").replace("/", "-"),
        "path": table.path,
        "title": table.title,
        "type": "table",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "licenses": [LICENCES.get(table.name, OURS)],
        "schema": _schema(table),
    }


def _schema(table: Table) -> dict[str, object]:
    schema: dict[str, object] = {
        "fields": [_field(column, table) for column in table.columns],
        "primaryKey": list(table.key),
        "missingValues": [""],
    }
    keys = [_foreign_key(column, table) for column in table.columns if _is_plain_key(column)]
    if keys:
        schema["foreignKeys"] = keys
    return schema


def _field(column: Column, table: Table) -> dict[str, object]:
    constraints: dict[str, object] = {}
    if column.required:
        constraints["required"] = True
    if table.key == (column.name,):
        constraints["unique"] = True
    if column.allowed:
        constraints["enum"] = list(column.allowed)
    field: dict[str, object] = {
        "name": column.name,
        "type": column.type,
        "description": column.meaning,
    }
    if column.unit:
        field["unit"] = column.unit
    if column.several:
        field["separator"] = ";"
        if column.refers_to:
            field["refersTo"] = column.refers_to
    if constraints:
        field["constraints"] = constraints
    return field


def _is_plain_key(column: Column) -> bool:
    return bool(column.refers_to) and not column.several


def _foreign_key(column: Column, table: Table) -> dict[str, object]:
    other = TABLES[column.refers_to]
    return {
        "fields": [column.name],
        "reference": {
            "resource": "" if other.name == table.name else other.name,
            "fields": list(other.key),
        },
    }
