"""A learner's guess beside what is published."""

import math
from dataclasses import replace

from born_into_care import evidence
from born_into_care.charts import marks, style
from born_into_care.charts.chart import Chart, make_chart
from born_into_care.charts.intervals import figure_value
from born_into_care.charts.values import AreaValue
from born_into_care.charts.wording import format_interval, format_trimmed, name_in_sentence
from born_into_care.estimates import NoInterval
from born_into_care.text import capital

_ROW = 84


def your_guess(name: str, guess: float) -> Chart:
    """Return a learner's guess as a hollow square beside what is published.

    Parameters:
        name: the id of a figure or a derived figure.
        guess: in the figure's own unit (a fraction where the unit is a share).

    Raises:
        PackError: if there is no such figure.

    Example:
        >>> your_guess("incidence-england-2019-20", 30).sentence
        'For England in 2019/20 you guessed 30, lower than the published 47.7 per 10,000.'
    """
    value, unit = _read_value(name)
    number = float(guess)
    if unit.startswith("share"):
        number, unit = 100 * number, "per cent"
    text = format_trimmed(number)
    origin = value.kind.word
    place = f"{name_in_sentence(value.area)} in {value.period}"
    bound = value.kind.symbol == style.BOUND.symbol
    in_figures = not bound and (value.text[0].isdigit() or value.text[0] in "−+")
    value_text = f"{value.text} {unit.removesuffix(' live births')}" if in_figures else value.text
    compared = _compare_numbers(number, value.number, bound=bound)
    low, high = _find_range([number, value.number, 0.0, *(value.limits or ())])
    guessed = AreaValue("", "", number, text, kind=style.GUESS)
    data = marks.draw_dots([(0, value), (0, guessed)])
    data[0]["marker"]["line"]["width"] = 2
    data[1]["marker"]["size"] = 15
    labels = [
        marks.label(
            words,
            x=round(at, 4),
            y=0,
            panel=1,
            yshift=shift,
            # Words run towards the middle, so that none leaves the drawing on a phone.
            align="left" if at < (low + high) / 2 else "right",
        )
        for words, at, shift in (
            (f"{origin} {value.text}", value.number, 20),
            (f"your guess {text}", number, -20),
        )
    ]
    return make_chart(
        "your-guess",
        {
            "place": place,
            "guess": text,
            "compared": compared,
            "value": value,
            "value_text": value_text,
            "rivals": [] if origin == "derived" else evidence.figure(name).disagrees_with,
        },
        data=data,
        rows=[
            {
                "What": f"{value.measure}, {place}",
                "Your guess": text,
                "Published": "derived by us" if origin == "derived" else value_text,
                "Derived": value_text if origin == "derived" else "none",
                "95% interval": format_interval(value.interval),
                "Your guess is": compared,
            }
        ],
        sources=[name],
        height=_ROW + 250,
        annotations=labels,
        legend=marks.legend_below(plot_height=_ROW),
        margin={"b": 120},
        x=style.axis(capital(unit), range=[low, high], tickformat=",~f", nticks=5),
        y=marks.rows_axis(
            [style.wrap(capital(place), width=16)], below=0.65, above=0.65, tickfont={"size": 12}
        ),
    )


def _read_value(name: str) -> tuple[AreaValue, str]:
    """Return what is held under an id, and its unit."""
    if name.startswith("derived-"):
        row = evidence.derivation(name)
        reason = NoInterval("this is our own arithmetic on published figures")
        value = AreaValue(row.geography, row.period, row.value, row.value_text, reason)
        kind = replace(style.DERIVED, word="derived")
        return replace(value, kind=kind, measure=row.measure), row.unit
    figure = evidence.figure(name)
    look = style.BOUND if figure.precision.startswith("bound") else style.PUBLISHED
    value = figure_value(figure, replace(style.PUBLISHED, word="published", symbol=look.symbol))
    text = figure.value_text.partition(" (")[0]
    return replace(value, value=figure.number, text=text), figure.unit


def _compare_numbers(guess: float, number: float, *, bound: bool) -> str:
    if bound:
        return "fits the bound" if guess > number else "lower than the bound"
    if math.isclose(guess, number, rel_tol=1e-3):
        return "the same"
    return "higher" if guess > number else "lower"


def _find_range(ends: list[float]) -> tuple[float, float]:
    low, high = min(ends), max(ends)
    pad = 0.12 * (high - low or 1.0)
    return round(low - pad, 4) if low < 0 else 0.0, round(high + pad, 4)
