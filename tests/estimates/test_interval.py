"""What stands in place of an interval, and what an interval refuses."""

from __future__ import annotations

import subprocess
import sys

import pytest

from born_into_care.estimates import Interval, NoInterval


def test_the_reason_is_one_sentence() -> None:
    assert str(NoInterval()) == (
        "No interval: the number of babies behind this share was not published."
    )
    assert str(NoInterval("the source gives words only.")) == (
        "No interval: the source gives words only."
    )


def test_an_interval_holds_its_value_and_scales() -> None:
    with pytest.raises(ValueError, match="must hold its value"):
        Interval(value=3, low=1, high=2, method="")
    assert Interval(value=0.5, low=0.4, high=0.6, method="m").scaled(100).high == 60


def test_the_room_loads_without_its_heavy_libraries() -> None:
    """A learner waits for the first cell: scipy alone costs a fifth of a second or more."""
    code = (
        "import sys, born_into_care.estimates as e; e.wilson(1, 2);"
        "print([m for m in ('numpy', 'scipy', 'pandas') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
