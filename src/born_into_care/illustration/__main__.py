"""`python -m born_into_care.illustration`: write the illustrative files anew."""

from __future__ import annotations

from born_into_care.illustration.write import write

if __name__ == "__main__":
    for path in write():
        print(path.name)
