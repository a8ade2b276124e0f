"""A copy of `data/` that a test may damage: the fixtures of the evidence's own tests."""

from tests.evidence.conftest import copied, in_place

__all__ = ["copied", "in_place"]
