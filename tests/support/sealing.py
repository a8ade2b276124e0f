"""A sealed question opened as a page does it, from hashlib and hmac alone."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from typing import Any


def opened(data: Mapping[str, Any], written: str) -> dict[str, Any] | None:
    """Give what a sealed question says about an answer; None where it says nothing about it.

    Parameters:
        data: what `sealed` gave.
        written: the answer as `written_answer` writes it.
    """
    salt = bytes.fromhex(data["salt"])
    made = hashlib.pbkdf2_hmac("sha256", written.encode(), salt, data["rounds"], 64)
    found = data["answers"].get(made[:32].hex())
    if found is None:
        return None
    cipher = bytes.fromhex(found)
    stream = b"".join(
        hmac.new(made[32:], number.to_bytes(4, "big"), "sha256").digest()
        for number in range(len(cipher) // 32 + 1)
    )
    said: dict[str, Any] = json.loads(bytes(a ^ b for a, b in zip(cipher, stream, strict=False)))
    return said


def written_answer(data: Mapping[str, Any], answer: str | float | Sequence[str]) -> str:
    """Give an answer in the one way in which it is sealed.

    Parameters:
        data: what `sealed` gave.
        answer: an option's id; ids for several or for an order; for a number, the number in the
            question's unit.
    """
    if data["type"] == "number":
        assert isinstance(answer, int | float)
        return f"{round(answer / data['step']) * data['step']:.{data['decimals']}f}"
    assert not isinstance(answer, int | float)
    ids = [answer] if isinstance(answer, str) else list(answer)
    return ">".join(ids) if data["type"] == "order" else ",".join(sorted(ids))
