"""`python -m born_into_care.evidence`: write what is made from the evidence's tables."""

from __future__ import annotations

from born_into_care.evidence.build import build

if __name__ == "__main__":
    for path in build():
        print(path.name)
