"""Write the repository's address, from pyproject.toml, wherever the pack names it.

make address                      README.md and CITATION.cff follow pyproject.toml
python tools/address.py --check   fail while the address is the placeholder
"""

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


def with_address(text: str, address: str) -> str:
    """Return a text with its lines about the repository as they are to be."""
    place = address.removeprefix("https://github.com/")
    for pattern, line in (
        (r"^repository-code: .*$", f"repository-code: {address}"),
        (r"^(\[binder\]: )\S+?(\?\S+)$", rf"\g<1>https://mybinder.org/v2/gh/{place}/main\g<2>"),
        (r"^(\[codespace\]: )\S+$", rf"\g<1>https://codespaces.new/{place}"),
    ):
        text = re.sub(pattern, line, text, flags=re.MULTILINE)
    return text


def main(arguments: list[str]) -> str:
    """Write the address; with --check return what to do while it is still the placeholder."""
    address = repository()
    if "--check" in arguments:
        remedy = "Put your repository's address into pyproject.toml, then: make address"
        return remedy if PLACEHOLDER in address else ""
    for path in (ROOT / "README.md", ROOT / "CITATION.cff"):
        path.write_text(with_address(path.read_text("utf-8"), address), "utf-8")
    return ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]) or 0)
