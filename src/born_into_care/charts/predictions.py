"""A learner's guesses beside what is published."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from born_into_care import evidence
from born_into_care.charts import marks, style
from born_into_care.charts.chart import Chart
from born_into_care.charts.intervals import figure_interval
from born_into_care.charts.wording import format_interval, format_trimmed, name_in_sentence
from born_into_care.errors import PackError
from born_into_care.estimates import Interval, NoInterval
from born_into_care.text import join_words

_ROW, _GAP = 84, 74
"""Pixels for a row of guesses, and for the axis between two panels."""


@dataclass(frozen=True)
class _Truth:
    """What is published, as guesses are set beside it.

    Attributes:
        id: the figure's or derived figure's id.
        name: where and when.
        measure: of what.
        value: in the unit drawn.
        text: as it is printed.
        unit: the unit drawn; shares are drawn in per cent.
        scale: what a guess in the figure's own unit is multiplied by.
        bound: whether the value is a bound.
        interval: in the unit drawn, or the reason why there is none.
    """

    id: str
    name: str
    measure: str
    value: float
    text: str
    unit: str
    scale: float
    bound: bool
    interval: Interval | NoInterval


def your_guess(guesses: Mapping[str, float]) -> Chart:
    """Give a learner's guesses as hollow squares, each beside what is published.

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
    pairs = [(_truth(name), _finite(guess)) for name, guess in guesses.items()]
    pairs = [(truth, guess * truth.scale) for truth, guess in pairs]
    units = list(dict.fromkeys(truth.unit for truth, _ in pairs))
    data: list[dict[str, Any]] = []
    words: list[dict[str, Any]] = []
    axes: dict[str, Any] = {}
    plot_height = _ROW * len(pairs) + _GAP * (len(units) - 1)
    top = plot_height
    for panel, unit in enumerate(units, start=1):
        own = [(truth, guess) for truth, guess in pairs if truth.unit == unit]
        foot = top - _ROW * len(own)
        domain = (round(foot / plot_height, 4), round(top / plot_height, 4))
        data += _pair_traces(own, panel=panel, first=panel == 1)
        words += _pair_labels(own, panel=panel)
        axes |= _pair_axes(own, unit, panel=panel, domain=domain)
        top = foot - _GAP
    measures = list(dict.fromkeys(truth.measure for truth, _ in pairs))
    title = f"Your guess and what is published: {join_words(measures[:2])}"
    layout = style.layout(
        title=title,
        x=axes.pop("xaxis"),
        y=axes.pop("yaxis"),
        height=plot_height + 250,
        annotations=words,
        legend=marks.legend_below(plot_height=plot_height),
        **axes,
    )
    layout["margin"] |= {"b": 120}
    sentence = " ".join(_guess_sentence(truth, guess) for truth, guess in pairs)
    return Chart(
        key="your-guess",
        title=title,
        sentence=sentence,
        description=f"{sentence} Hollow squares are guesses; other marks are published or derived.",
        spec={"data": data, "layout": layout},
        rows=([_guess_row(truth, guess) for truth, guess in pairs]),
        sources=tuple(guesses),
        notes=tuple(dict.fromkeys(note for truth, _ in pairs for note in _notes(truth))),
    )


def _truth(name: str) -> _Truth:
    if name.startswith("derived-"):
        ours = evidence.derivation(name)
        return _Truth(
            id=name,
            name=f"{name_in_sentence(ours.geography)} in {ours.period}",
            measure=ours.measure,
            value=ours.value,
            text=ours.value_text,
            unit=ours.unit,
            scale=1.0,
            bound=False,
            interval=NoInterval("this is our own arithmetic on published figures"),
        )
    figure = evidence.figure(name)
    share = figure.unit.startswith("share")
    assert figure.number is not None
    return _Truth(
        id=name,
        name=f"{name_in_sentence(figure.geography)} in {figure.period}",
        measure=figure.measure,
        value=figure.number,
        text=figure.value_text.partition(" (")[0],
        unit="per cent" if share else figure.unit,
        scale=100.0 if share else 1.0,
        bound=figure.precision.startswith("bound"),
        interval=figure_interval(figure).interval,
    )


def _finite(guess: float) -> float:
    if isinstance(guess, bool) or not isinstance(guess, int | float) or not math.isfinite(guess):
        raise PackError(f"{guess!r} is not a number. Give each guess as a number, such as 48.")
    return float(guess)


def _pair_traces(
    own: Sequence[tuple[_Truth, float]], *, panel: int, first: bool
) -> list[dict[str, Any]]:
    ends = [_ends(truth) for truth, _ in own]
    published = marks.points(
        marks.PUBLISHED,
        x=[truth.value for truth, _ in own],
        y=[-place for place in range(len(own))],
        text=[truth.text for truth, _ in own],
        position=None,
        low=[low for low, _ in ends],
        high=[high for _, high in ends],
        along="x",
        panel=panel,
        name=" or ".join(sorted({_word(truth) for truth, _ in own}, reverse=True)),
        showlegend=first,
    )
    guessed = marks.points(
        marks.GUESS,
        x=[guess for _, guess in own],
        y=[-place for place in range(len(own))],
        text=[format_trimmed(guess) for _, guess in own],
        position=None,
        panel=panel,
        showlegend=first,
    )
    published["marker"] |= {
        "symbol": [_symbol(truth) for truth, _ in own],
        "color": [_color(truth) for truth, _ in own],
        "line": {"color": [_color(truth) for truth, _ in own], "width": 2},
    }
    guessed["marker"] |= {"size": 15}
    return [published, guessed]


def _symbol(truth: _Truth) -> str:
    if truth.bound:
        return marks.BOUND.symbol
    return marks.DERIVED.symbol if truth.id.startswith("derived-") else marks.PUBLISHED.symbol


def _color(truth: _Truth) -> str:
    return marks.DERIVED.color if truth.id.startswith("derived-") else marks.PUBLISHED.color


def _pair_labels(own: Sequence[tuple[_Truth, float]], *, panel: int) -> list[dict[str, Any]]:
    low, high = _reach(own)
    made = []
    for place, (truth, guess) in enumerate(own):
        for text, value, shift in (
            (f"{_word(truth)} {truth.text}", truth.value, 20),
            (f"your guess {format_trimmed(guess)}", guess, -20),
        ):
            # Words run towards the middle, so that none leaves the drawing on a phone.
            made.append(
                marks.label(
                    text,
                    x=round(value, 4),
                    y=-place,
                    panel=panel,
                    yshift=shift,
                    align="left" if value < (low + high) / 2 else "right",
                )
            )
    return made


def _word(truth: _Truth) -> str:
    return "derived" if truth.id.startswith("derived-") else "published"


def _reach(own: Sequence[tuple[_Truth, float]]) -> tuple[float, float]:
    values = [value for truth, guess in own for value in (truth.value, guess)]
    values += [end for truth, _ in own for end in _ends(truth) if end is not None]
    low, high = min(0.0, *values), max(*values, 0.0)
    pad = 0.12 * (high - low or 1.0)
    return (low - pad if low < 0 else 0.0), high + pad


def _pair_axes(
    own: Sequence[tuple[_Truth, float]], unit: str, *, panel: int, domain: tuple[float, float]
) -> dict[str, Any]:
    number = "" if panel == 1 else str(panel)
    low, high = _reach(own)
    return {
        f"xaxis{number}": style.axis(
            unit[0].upper() + unit[1:],
            range=[round(low, 4), round(high, 4)],
            anchor=f"y{number}",
            tickformat=",~f",
            nticks=5,
        ),
        f"yaxis{number}": style.axis(
            "",
            domain=list(domain),
            anchor=f"x{number}",
            range=[-len(own) + 0.35, 0.65],
            tickvals=[-place for place in range(len(own))],
            ticktext=[
                style.wrap(truth.name[0].upper() + truth.name[1:], width=16) for truth, _ in own
            ],
            tickfont={"size": 12},
            showgrid=False,
            ticks="",
        ),
    }


def _ends(truth: _Truth) -> tuple[float | None, float | None]:
    if isinstance(truth.interval, NoInterval):
        return None, None
    return truth.interval.low, truth.interval.high


def _beside(guess: float, truth: _Truth) -> str:
    if truth.bound:
        return "fits the bound" if guess > truth.value else "lower than the bound"
    if math.isclose(guess, truth.value, rel_tol=1e-3):
        return "the same"
    return "higher" if guess > truth.value else "lower"


def _with_unit(truth: _Truth) -> str:
    if truth.bound:
        return f"bound, {truth.text}"
    in_words = not truth.text[0].isdigit() and truth.text[0] not in "−+"
    return truth.text if in_words else f"{truth.text} {truth.unit.removesuffix(' live births')}"


def _guess_sentence(truth: _Truth, guess: float) -> str:
    opening = f"For {truth.name} you guessed {format_trimmed(guess)}"
    beside = _beside(guess, truth)
    if beside == "fits the bound":
        return f"{opening}, which is higher and so fits the {_word(truth)} {_with_unit(truth)}."
    if truth.bound:
        return f"{opening}, lower than the {_word(truth)} {_with_unit(truth)}."
    joined = "the same as" if beside == "the same" else f"{beside} than"
    return f"{opening}, {joined} the {_word(truth)} {_with_unit(truth)}."


def _guess_row(truth: _Truth, guess: float) -> dict[str, str]:
    return {
        "What": f"{truth.measure}, {truth.name}",
        "Your guess": format_trimmed(guess),
        "Published": _with_unit(truth).removeprefix("bound, ")
        if _word(truth) == "published"
        else "derived by us",
        "Derived": _with_unit(truth) if _word(truth) == "derived" else "none",
        "95% interval": format_interval(truth.interval),
        "Your guess is": _beside(guess, truth),
    }


def _notes(truth: _Truth) -> list[str]:
    if isinstance(truth.interval, NoInterval):
        notes = [str(truth.interval)]
    else:
        method = truth.interval.method
        notes = [f"The whisker is the {method[0].lower()}{method[1:]}."]
    if not truth.id.startswith("derived-"):
        rivals = [evidence.figure(one) for one in evidence.figure(truth.id).disagrees_with]
        notes += [
            f"Accounts differ: another gives {one.text} for {truth.name.partition(' in ')[0]}."
            for one in rivals
        ]
    return notes
