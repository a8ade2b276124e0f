"""Bring the data package's descriptor up to date, and write the data dictionary from it.

The descriptor, `data/datapackage.json`, is the schema: its fields are edited by hand. Sizes, hashes
and the list of sources follow from the tables.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from born_into_care.evidence import all_sources


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
