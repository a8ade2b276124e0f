"""Our own arithmetic on published figures, from which `data/derived.csv` is written.

What is worked out is in `sums`. Each sum names its inputs, so that nothing is typed in twice, and
carries their rounding: where an input is rounded, the result has the lowest and highest value that
the rounding allows.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from born_into_care.evidence.rows import all_figures, births_by_id
from born_into_care.evidence.schema import DERIVED
from born_into_care.evidence.sums import Sum, all_sums


def derive() -> pd.DataFrame:
    """Give the table of derived figures, worked out anew.

    Returns:
        The columns of `data/derived.csv`, empty text where a row has nothing to say.

    Example:
        >>> table = derive().set_index("derived_id")
        >>> table.loc["derived-incidence-england-2019-20", "value"].item()
        47.73
    """
    held = _held()
    sums = list(all_sums())
    rows = [_row(one, held) for one in sums]
    # Notes come last: one may say another sum's result.
    said = {name: one.digits for name, one in held.items()}
    said |= {str(row["derived_id"]): str(row["value_text"]) for row in rows}
    for one, row in zip(sums, rows, strict=True):
        row["note"] = one.note.format(*[said[name] for name in one.inputs], **said)
    return pd.DataFrame(rows, columns=DERIVED.headings)


@dataclass(frozen=True)
class _Input:
    """What a row brings into a sum: its value, as it is written, and what its rounding allows."""

    value: float | None
    digits: str
    rounding: tuple[float, float] | None


def _held() -> dict[str, _Input]:
    """Every row that may go into a sum, by its id."""
    return {
        **{one.id: _Input(one.value, one.value_text, one.rounding) for one in all_figures()},
        **{
            name: _Input(float(count.live_births), f"{count.live_births:,}", None)
            for name, count in births_by_id().items()
        },
    }


def _row(one: Sum, held: Mapping[str, _Input]) -> dict[str, object]:
    inputs = [held[name] for name in one.inputs]
    exact = one.formula(*[_value(name, held) for name in one.inputs])
    low, high = _extremes(one, inputs) if one.rounding_shown else (None, None)
    value = round(exact, one.decimals)
    text = f"{value:,.{max(one.decimals, 0)}f}".replace("-", "−")
    return {
        "derived_id": f"derived-{one.id}",
        "measure": one.measure,
        "value": value,
        "value_text": f"about {text}" if one.about else text,
        "unit": one.unit,
        "geography": one.geography,
        "period": one.period,
        "arithmetic": one.written.format(*[each.digits for each in inputs])
        + (f", {one.suffix}" if one.suffix else ""),
        "inputs": ";".join(one.inputs),
        "low": None if low is None else round(low, one.decimals + 1),
        "high": None if high is None else round(high, one.decimals + 1),
        "agrees_with": one.agrees_with,
        "reproduces": _reproduces(exact, held[one.agrees_with]) if one.agrees_with else "",
    }


def _value(name: str, held: Mapping[str, _Input]) -> float:
    value = held[name].value
    if value is None:
        raise ValueError(f"The figure {name} is given in words and cannot go into a sum.")
    return value


def _extremes(one: Sum, inputs: Sequence[_Input]) -> tuple[float | None, float | None]:
    """The result at every combination of the inputs' roundings: its lowest and highest."""
    if all(each.rounding is None for each in inputs):
        return None, None
    ends = [each.rounding or (each.value,) for each in inputs]
    results = [one.formula(*values) for values in itertools.product(*ends)]
    return min(results), max(results)


def _reproduces(result: float, published: _Input) -> str:
    if published.rounding is not None:
        low, high = published.rounding
        return "yes" if low <= result < high else "no"
    return "yes" if published.value == result else "no"
