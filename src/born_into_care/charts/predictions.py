"""A learner's guesses beside what is published."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from born_into_care import evidence
from born_into_care.charts import marks, style
from born_into_care.charts.chart import Chart, make_chart
from born_into_care.charts.intervals import figure_value
from born_into_care.charts.values import AreaValue
from born_into_care.charts.wording import format_interval, format_trimmed, name_in_sentence
from born_into_care.errors import PackError
from born_into_care.estimates import NoInterval
from born_into_care.text import capital

_ROW, _GAP = 84, 74
"""Pixels for a row of guesses, and for the axis between two panels."""


@dataclass(frozen=True)
class Guess:
    """A guess and the value that it is of, both in the unit that is drawn: shares in per cent."""

    number: float
    value: AreaValue
    unit: str

    @property
    def place(self) -> str:
        """Where and when, as a sentence says it."""
        return f"{name_in_sentence(self.value.area)} in {self.value.period}"

    @property
    def origin(self) -> str:
        """Whether the value is published, or derived by us."""
        return "derived" if self.value.kind is style.DERIVED else "published"

    @property
    def value_text(self) -> str:
        """The value with its unit."""
        text = self.value.text
        number = text[0].isdigit() or text[0] in "−+"
        return f"{text} {self.unit.removesuffix(' live births')}" if number else text

    @property
    def compared(self) -> str:
        """How the guess lies against the value."""
        if self.value.kind is style.BOUND:
            return "fits the bound" if self.number > self.value.number else "lower than the bound"
        if math.isclose(self.number, self.value.number, rel_tol=1e-3):
            return "the same"
        return "higher" if self.number > self.value.number else "lower"


def your_guess(guesses: Mapping[str, float]) -> Chart:
    """Return a learner's guesses as hollow squares, each beside what is published.

    Parameters:
        guesses: the guess for each figure's or derived figure's id, in the figure's own unit
            (a fraction where the unit is a share).

    Raises:
        PackError: if there is no guess, a guess is not a number, or there is no such figure.

    Example:
        >>> your_guess({"incidence-england-2019-20": 30}).sentence
        'For England in 2019/20 you guessed 30, lower than the published 47.7 per 10,000.'
    """
    if not guesses:
        raise PackError("There is no guess to draw yet. Type a number first.")
    pairs = [_read_guess(name, number) for name, number in guesses.items()]
    units = list(dict.fromkeys(pair.unit for pair in pairs))
    plot_height = _ROW * len(pairs) + _GAP * (len(units) - 1)
    data, labels, panels, top = [], [], [], plot_height
    for panel, unit in enumerate(units, start=1):
        own = [pair for pair in pairs if pair.unit == unit]
        foot = top - _ROW * len(own)
        ends = _range(own)
        across = style.axis(capital(unit), range=ends, tickformat=",~f", nticks=5)
        names = [style.wrap(capital(pair.place), width=16) for pair in own]
        up = marks.rows_axis(names, below=0.65, above=0.65, tickfont={"size": 12})
        panels.append((across, up, (round(foot / plot_height, 4), round(top / plot_height, 4))))
        data += _draw_pairs(own, panel)
        labels += _label_pairs(own, panel, sum(ends) / 2)
        top = foot - _GAP
    return make_chart(
        "your-guess",
        {"guesses": pairs, "measures": list(dict.fromkeys(pair.value.measure for pair in pairs))},
        data=data,
        rows=[_row(pair) for pair in pairs],
        sources=guesses,
        height=plot_height + 250,
        annotations=labels,
        legend=marks.legend_below(plot_height=plot_height),
        margin={"b": 120},
        **style.stack_panels(panels),
    )


def _read_guess(name: str, number: float) -> Guess:
    derived = name.startswith("derived-")
    row = evidence.derivation(name) if derived else evidence.figure(name)
    if isinstance(number, bool) or not isinstance(number, int | float) or not math.isfinite(number):
        raise PackError(f"{number!r} is not a number. Give each guess as a number, such as 48.")
    if isinstance(row, evidence.Derived):
        reason = NoInterval("this is our own arithmetic on published figures")
        value = AreaValue(row.geography, row.period, row.value, row.value_text, reason)
        value = replace(value, kind=style.DERIVED, measure=row.measure)
    else:
        bound = row.precision.startswith("bound")
        value = figure_value(row, style.BOUND if bound else style.PUBLISHED)
        value = replace(value, value=row.number, text=row.value_text.partition(" (")[0])
    share = not derived and row.unit.startswith("share")
    scaled = number * 100.0 if share else float(number)
    return Guess(scaled, replace(value, sources=(name,)), "per cent" if share else row.unit)


def _draw_pairs(own: Sequence[Guess], panel: int) -> list[style.Spec]:
    guesses = [
        (-row, AreaValue("", "", pair.number, format_trimmed(pair.number), kind=style.GUESS))
        for row, pair in enumerate(own)
    ]
    # One trace for all origins, so that the legend is one line on a phone.
    values = [(-row, replace(pair.value, kind=style.PUBLISHED)) for row, pair in enumerate(own)]
    kinds = {"published": style.PUBLISHED, "derived": style.DERIVED}
    colors = [kinds[pair.origin].color for pair in own]
    looks = (
        {
            "color": colors,
            "symbol": [pair.value.kind.symbol for pair in own],
            "line": {"color": colors, "width": 2},
        },
        {"size": 15},
    )
    names = (" or ".join(sorted({pair.origin for pair in own}, reverse=True)), style.GUESS.word)
    traces = marks.draw_dots([*values, *guesses], panel=panel, showlegend=panel == 1)
    return [
        trace | {"marker": trace["marker"] | look, "name": name}
        for trace, look, name in zip(traces, looks, names, strict=True)
    ]


def _label_pairs(own: Sequence[Guess], panel: int, middle: float) -> list[style.Spec]:
    return [
        marks.label(
            text,
            x=round(number, 4),
            y=-row,
            panel=panel,
            yshift=shift,
            # Words run towards the middle, so that none leaves the drawing on a phone.
            align="left" if number < middle else "right",
        )
        for row, pair in enumerate(own)
        for text, number, shift in (
            (f"{pair.origin} {pair.value.text}", pair.value.number, 20),
            (f"your guess {format_trimmed(pair.number)}", pair.number, -20),
        )
    ]


def _range(own: Sequence[Guess]) -> list[float]:
    ends = [end for pair in own for end in (pair.value.limits or ())]
    ends += [end for pair in own for end in (pair.number, pair.value.number, 0.0)]
    low, high = min(ends), max(ends)
    pad = 0.12 * (high - low or 1.0)
    return [round(low - pad, 4) if low < 0 else 0.0, round(high + pad, 4)]


def _row(pair: Guess) -> dict[str, str]:
    derived = pair.origin == "derived"
    text = pair.value.text if pair.value.kind is style.BOUND else pair.value_text
    return {
        "What": f"{pair.value.measure}, {pair.place}",
        "Your guess": format_trimmed(pair.number),
        "Published": "derived by us" if derived else text,
        "Derived": text if derived else "none",
        "95% interval": format_interval(pair.value.interval),
        "Your guess is": pair.compared,
    }
