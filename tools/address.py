"""Write the repository's address, from pyproject.toml, wherever the pack names it.

make address                      README.md and CITATION.cff follow pyproject.toml
python tools/address.py --check   fail while the address is the placeholder
"""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PLACEHOLDER = "OWNER"


def repository(root: Path = ROOT) -> str:
    """Return the address of the repository, as pyproject.toml gives it."""
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    return str(project["urls"]["Repository"])


def with_address(name: str, text: str, address: str) -> str:
    """Return the text of a file with its lines about the repository as they are to be."""
    place = address.removeprefix("https://github.com/")
    if name == "CITATION.cff":
        return re.sub(r"^repository-code: .*$", f"repository-code: {address}", text, flags=re.M)
    binder = rf"\g<1>https://mybinder.org/v2/gh/{place}/main\g<2>"
    text = re.sub(r"^(\[binder\]: )\S+?(\?\S+)$", binder, text, flags=re.M)
    codespace = rf"\g<1>https://codespaces.new/{place}"
    return re.sub(r"^(\[codespace\]: )\S+$", codespace, text, flags=re.M)


def main(arguments: list[str]) -> int:
    """Write the address, or with --check say whether it is still the placeholder."""
    address = repository()
    if "--check" in arguments:
        missing = PLACEHOLDER in address
        if missing:
            print("Put your repository's address into pyproject.toml, then: make address")
        return int(missing)
    for name in ("README.md", "CITATION.cff"):
        path = ROOT / name
        path.write_text(with_address(name, path.read_text("utf-8"), address), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
