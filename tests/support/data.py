"""Read the evidence from a copy of `data/` that a test has changed."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from born_into_care.evidence import reload


@contextmanager
def data_from(folder: Path) -> Iterator[None]:
    """Read the evidence tables from another folder until the block ends."""
    with patch("born_into_care.paths.DATA", folder):
        reload()
        yield
    reload()
