"""A number in a chart's words stands in its table, on a row of the evidence, or is named here."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

import pytest

from born_into_care.charts import Chart, compare, show
from born_into_care.explorers import EXPLORERS, explorer
from tests.charts.test_all_charts import CASES
from tests.support.prose import as_compared, numbers_in, rows, statistics

HUNDREDS = {Decimal(100), Decimal(10_000)}
# Sums of our own that no row holds; other tests hold each to the rows that go in.
SUMS = {
    "447": "the difference between the two reports' first counts",
    "1,408": "the difference between the two counts of the 2018 report",
    "66 per cent": "the change in Wales with 241, without its decimal",
    "41.149": "145 over 35,238, before it is rounded",
    "5,600": "births that 241 would need beyond those registered, to the hundred",
    "209": "a whole number of babies that was tried",
}
# Limits of intervals are worked out from the distributions in the tests of each chart.
LIMITS = re.compile(r"\(?(?:95% interval )?[\d,.−]+ to [\d,.−]+\)?")


def charts() -> dict[str, Chart]:
    """Each chart by each choice, each explorer as it opens, and each measure side by side."""
    found = {f"{name} {choices}": show(name, **choices) for name, choices in CASES}
    found |= {f"explorer {name}": explorer(name).chart_for() for name in EXPLORERS}
    measures = ("newborns", "incidence", "same-day", "short notice", "share of infants", "births")
    return found | {f"compare {name}": compare(name) for name in measures}


@cache
def evidence_numbers() -> frozenset[Decimal]:
    """Every number that a row of the evidence says."""
    said = (as_compared(row.value_text) for row in rows().values())
    return frozenset(number for text in said for number in numbers_in(text))


def from_nowhere(chart: Chart) -> list[str]:
    """What looks like a statistic in a chart's words, and is neither in its table nor held."""
    table = " ; ".join(map(str, [*chart.table.columns, *chart.table.to_numpy().ravel()]))
    held = HUNDREDS | evidence_numbers() | set(numbers_in(as_compared(table)))
    labels = [one["text"] for one in chart.spec["layout"].get("annotations", [])]
    found = []
    for text in (chart.title, chart.description, *chart.notes, *labels):
        plain = LIMITS.sub(" ", re.sub(r"<[^>]*>", " ", text))
        found += [
            said for said in statistics(plain) if not set(numbers_in(as_compared(said))) <= held
        ]
    return found


def test_no_number_comes_from_nowhere() -> None:
    found = {name: set(from_nowhere(chart)) - set(SUMS) for name, chart in charts().items()}
    assert {name: said for name, said in found.items() if said} == {}


@pytest.mark.parametrize("typed", ["1,235 babies", "47.8 per 10,000", "one in nine", "23.4%"])
def test_a_number_typed_into_a_chart_is_seen(typed: str) -> None:
    chart = show("denominators")
    object.__setattr__(chart, "notes", (f"It was {typed}.",))
    assert from_nowhere(chart)
