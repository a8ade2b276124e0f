"""Every chart by its default and by each choice that it offers, and where its numbers come from."""

import inspect
import itertools
import re
from copy import deepcopy
from decimal import Decimal
from functools import cache

import plotly.graph_objects as go

from born_into_care.charts import CHARTS, Chart, show
from born_into_care.charts.chart import load_chart_function
from born_into_care.explorers import EXPLORERS, explorer
from tests.support.charts import dumped, problems
from tests.support.prose import as_compared, numbers_in, rows, statistics

# What the charts without an explorer let one choose; the others are run through every state in
# tests/explorers/.
CHOICES: dict[str, dict[str, tuple[object, ...]]] = {
    "headline": {"number": tuple(range(1, 8))},
    "practice": {"picture": ("who took part", "three areas")},
    "rising-numbers": {"earlier_series": (False, True)},
}
HUNDREDS = {Decimal(100), Decimal(10_000)}
# Sums of our own that no row holds; other tests hold each to the rows that go in.
SUMS = {
    "5,600": "births that 241 would need beyond those registered, to the hundred",
    "410": "babies that five of eight areas at one in four would take, 82 each",
    "458": "the most babies that one in six leaves for the eight, held in test_eight.py",
    "22,000": "the end that we assume for over 21,000",
    "209": "a whole number of babies that was tried",
}
# Limits of intervals are computed from the distributions in the tests of each chart.
LIMITS = re.compile(r"\(?(?:95% interval )?[\d,.−]+ to [\d,.−]+\)?")


@cache
def shown() -> dict[str, Chart]:
    """Return each chart by each of its choices."""
    return {
        f"{name} {values}": show(name, **dict(zip(CHOICES.get(name, ()), values, strict=True)))
        for name in CHARTS
        for values in itertools.product(*CHOICES.get(name, {}).values())
    }


def test_a_chart_keeps_to_what_all_charts_keep_to() -> None:
    assert {name: found for name, chart in shown().items() if (found := problems(chart))} == {}
    for chart in shown().values():
        assert len(go.Figure(deepcopy(chart.titled_spec)).data) == len(chart.spec["data"])


def test_a_chart_is_called_by_its_own_name_and_each_choice_by_keyword() -> None:
    for name in CHARTS:
        chart = show(name)
        assert chart.key == name and dumped(chart) == dumped(show(name))
        choices = inspect.signature(load_chart_function(name)).parameters.values()
        assert all(choice.kind is inspect.Parameter.KEYWORD_ONLY for choice in choices)
        if name not in EXPLORERS:
            assert {choice.name for choice in choices} == set(CHOICES.get(name, ()))


@cache
def evidence_numbers() -> frozenset[Decimal]:
    """Return every number that a row of the evidence says."""
    texts = (as_compared(row.value_text) for row in rows().values())
    return frozenset(number for text in texts for number in numbers_in(text))


def numbers_from_nowhere(chart: Chart) -> list[str]:
    """Return what looks like a statistic in the words, and is neither in the table nor held."""
    table = " ; ".join(cell for row in chart.rows for pair in row.items() for cell in pair)
    held = HUNDREDS | evidence_numbers() | set(numbers_in(as_compared(table)))
    labels = [one["text"] for one in chart.spec["layout"].get("annotations", [])]
    texts = (chart.title, chart.description, *chart.notes, *labels)
    plain = [LIMITS.sub(" ", re.sub(r"<[^>]*>", " ", text)) for text in texts]
    return [
        number
        for text in plain
        for number in statistics(text)
        if not set(numbers_in(as_compared(number))) <= held
    ]


def test_a_number_in_the_words_stands_in_the_table_or_on_a_row_of_the_evidence() -> None:
    charts = shown() | {name: explorer(name).chart_for() for name in EXPLORERS}
    found = {name: set(numbers_from_nowhere(chart)) - set(SUMS) for name, chart in charts.items()}
    assert {name: numbers for name, numbers in found.items() if numbers} == {}
    chart = show("denominators")
    for typed in ("1,235 babies", "47.8 per 10,000", "one in nine", "23.4%"):
        object.__setattr__(chart, "notes", (f"It was {typed}.",))
        assert numbers_from_nowhere(chart)
