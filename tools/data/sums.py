"""Work out the derived figures: one table of sums, `sums.csv`, and the evaluator of its rows.

Each row names its inputs and writes its sum with {0}, {1} in their place, so that nothing is typed
in twice. A digit that a note says is the name of its row in curly brackets, so that a corrected
figure reaches the note too. A sum with negative decimals is approximate, and rounded to tens or
hundreds. A bound ("over 21,000") goes in as its number, and the note says what the result is then.
"""

import csv
import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from born_into_care.errors import require_known
from born_into_care.evidence import Derived, all_births, all_figures


@dataclass(frozen=True)
class Operand:
    """What a row brings into a sum: its value, as it is written, and what its rounding allows."""

    value: float
    text: str
    rounding: tuple[float, float] | None


def derive() -> list[Derived]:
    """Return the derived figures, worked out anew.

    Example:
        >>> derive()[1].value
        47.73
    """
    operands = {
        row.id: Operand(row.value, row.value_text, row.rounding)
        for row in all_figures()
        if row.value is not None
    }
    operands |= {row.id: Operand(row.value, row.value_text, None) for row in all_births()}
    for row in all_figures():
        if row.precision.startswith("bound") and row.number is not None and row.unit == "babies":
            operands[row.id] = Operand(row.number, f"{row.number:,.0f}", None)
    results = []
    with Path(__file__).with_name("sums.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            results.append(_derive(row, operands))
            # A later sum may start from this one.
            made = results[-1]
            operands[made.id] = Operand(made.value, made.value_text.removeprefix("about "), None)
    # Notes come last: one may say another sum's result.
    texts = {row.id: row.value_text for row in all_figures()}
    texts |= {name: operand.text for name, operand in operands.items()}
    texts |= {result.id: result.value_text for result in results}
    return [
        replace(result, note=result.note.format(*[texts[name] for name in result.inputs], **texts))
        for result in results
    ]


def evaluate(expression: str, values: Sequence[float]) -> float:
    """Return the result of a sum with values in place of {0}, {1}.

    Example:
        >>> evaluate("({1} - {0}) × 100", [1, 3])
        200.0
    """
    text = expression.replace(",", "").replace("×", "*").replace("√", "sqrt").format(*values)
    return float(pd.eval(text, engine="python"))


def _derive(row: Mapping[str, str], operands: Mapping[str, Operand]) -> Derived:
    inputs = tuple(row["inputs"].split(";"))
    brought = [operands[require_known("figure with a number", name, operands)] for name in inputs]
    expression, decimals = row["expression"], int(row["decimals"])
    result = evaluate(expression, [operand.value for operand in brought])
    text = f"{round(result, decimals):,.{max(decimals, 0)}f}".replace("-", "−")
    arithmetic = expression.format(*[operand.text for operand in brought])
    low = high = None
    if decimals < 0:
        # An interval here would publish a count that no source gives.
        text, arithmetic = f"about {text}", f"{arithmetic}, rounded to the nearest {10**-decimals}"
    elif any(operand.rounding for operand in brought):
        # A sum rises or falls steadily in each input: its extremes lie at the roundings' ends.
        ends = [operand.rounding or (operand.value,) for operand in brought]
        results = [evaluate(expression, values) for values in itertools.product(*ends)]
        low, high = (round(end, decimals + 1) for end in (min(results), max(results)))
    published = operands.get(row["agrees_with"])
    return Derived(
        id=row["derived_id"],
        measure=row["measure"],
        value=round(result, decimals),
        value_text=text,
        unit=row["unit"],
        geography=row["geography"],
        period=row["period"],
        arithmetic=arithmetic,
        inputs=inputs,
        low=low,
        high=high,
        agrees_with=row["agrees_with"],
        reproduces=_reproduces(result, published) if published else "",
        note=row["note"],
    )


def _reproduces(result: float, published: Operand) -> str:
    if published.rounding is None:
        return "yes" if result == published.value else "no"
    return "yes" if published.rounding[0] <= result < published.rounding[1] else "no"
