"""Which births stand behind a published incidence: what each count implies, and the register."""

from __future__ import annotations

from typing import Any

from born_into_care import evidence
from born_into_care.charts import marks, style
from born_into_care.charts.chart import Chart
from born_into_care.charts.counts import NEWBORN, Count, counts
from born_into_care.charts.wording import format_count, format_number
from born_into_care.errors import choose

_REGISTERED = marks.Kind("Registered live births", style.INK, "line-ns-open")


def denominators(*, area: str = "Wales") -> Chart:
    """Give the live births that each published count and incidence imply, beside the registered.

    Parameters:
        area: "England" or "Wales".

    Raises:
        PackError: if the area is not one of the two.

    Source of the method: count divided by incidence; the limits are those of the rounding of the
    incidence, which are certain.

    Example:
        >>> denominators().table["Implied live births"].tolist()
        ['35,280', '29,722', '35,286']
    """
    choose("nation", area, evidence.NATIONS)
    rows = [
        (one, evidence.derivation(f"derived-implied-births-{_tail(one)}")) for one in counts(area)
    ]
    title = (
        f"Live births that each count and incidence of newborns imply, {area}, "
        "2012/13 and 2019/20, beside the registered births"
    )
    places = [-float(place) for place in range(len(rows))]
    plot_height = 96 * len(rows)
    reach = _reach(rows)
    data = [
        marks.points(
            _REGISTERED,
            x=[one.births for one, _ in rows],
            y=places,
            text=[format_number(one.births) for one, _ in rows],
            position=None,
        ),
        marks.points(
            marks.DERIVED,
            x=[implied.value for _, implied in rows],
            y=places,
            text=[implied.value_text for _, implied in rows],
            position=None,
            low=[implied.low for _, implied in rows],
            high=[implied.high for _, implied in rows],
            along="x",
            name="Implied, with its rounding",
        ),
    ]
    data[0]["marker"] |= {"size": 34}
    layout = style.layout(
        title=title,
        x=style.axis("Live births in the calendar year", range=reach, tickformat=",d", nticks=5),
        y=style.axis(
            "",
            range=[-len(rows) + 0.35, 0.6],
            tickvals=places,
            ticktext=[_row_name(one) for one, _ in rows],
            showgrid=False,
            ticks="",
        ),
        height=plot_height + 240,
        annotations=[
            words
            for place, (one, implied) in zip(places, rows, strict=True)
            for words in _labels(one, implied, at=place, middle=sum(reach) / 2)
        ],
        legend=marks.legend_below(plot_height=plot_height),
    )
    layout["margin"] |= {"b": 130}
    sentence = _sentence(area, rows)
    return Chart(
        key="denominators",
        title=title,
        sentence=sentence,
        description=f"{sentence} {_rest(rows)}",
        spec={"data": data, "layout": layout},
        rows=([_row(one, implied) for one, implied in rows]),
        sources=_sources(rows),
        notes=(
            "A published incidence is rounded, so a count and an incidence together imply a range "
            "of births. This range is certain, not a matter of chance.",
            "A financial year is set beside the registered live births of the calendar year in "
            "which it starts.",
            "That a count does not fit does not show where it came from.",
            NEWBORN,
        ),
    )


def _reach(rows: list[tuple[Count, evidence.Derived]]) -> list[float]:
    """An axis around all values: births far from zero would otherwise lie on one spot."""
    ends = [float(one.births) for one, _ in rows]
    ends += [value for _, implied in rows for value in (implied.low, implied.high) if value]
    pad = 0.22 * (max(ends) - min(ends))
    return [round(min(ends) - pad, -2), round(max(ends) + pad, -2)]


def _labels(
    one: Count, implied: evidence.Derived, *, at: float, middle: float
) -> list[dict[str, Any]]:
    # Words run towards the middle, so that none leaves the drawing on a phone.
    return [
        marks.label(
            f"{what} {format_number(value)}",
            x=value,
            y=at,
            panel=1,
            align="left" if value < middle else "right",
            yshift=shift,
        )
        for what, value, shift in (
            ("registered", one.births, 27),
            ("implied", implied.value, -27),
        )
    ]


def _row_name(one: Count) -> str:
    incidence = evidence.figure(f"incidence-{one.area.casefold()}-{one.period.replace('/', '-')}")
    return f"{one.period}<br>{format_number(one.babies)} at {incidence.value_text}"


def _tail(one: Count) -> str:
    tail = f"{one.area.casefold()}-{one.period.replace('/', '-')}"
    return f"{tail}-{one.version}" if one.version else tail


def _fits(one: Count, implied: evidence.Derived) -> bool:
    return (
        implied.low is not None
        and implied.high is not None
        and implied.low <= one.births <= implied.high
    )


def _row(one: Count, implied: evidence.Derived) -> dict[str, str]:
    assert implied.low is not None and implied.high is not None
    return {
        "Year and count": f"{one.period}, {format_count(one.babies, 'baby', 'babies')}",
        "Implied live births": implied.value_text,
        "Range from rounding": f"{format_number(implied.low)} to {format_number(implied.high)}",
        "Registered live births": f"{format_number(one.births)} in {one.year}",
        "Fits": "yes" if _fits(one, implied) else "no",
    }


def _sources(rows: list[tuple[Count, evidence.Derived]]) -> tuple[str, ...]:
    found: list[str] = []
    for one, implied in rows:
        found += [implied.id, *implied.inputs, *one.births_sources]
    return tuple(dict.fromkeys(found))


def _sentence(area: str, rows: list[tuple[Count, evidence.Derived]]) -> str:
    if area == "England":
        return (
            "In England both counts fit the registered births: neither is too high or too low for "
            "the incidence of 2012/13 or of 2019/20."
        )
    one, implied = rows[-1]
    missing = round(implied.value - one.births, -2)
    return (
        "In Wales in 2019/20 a count of 203 fits the registered births, and a count of "
        f"{one.babies} would need about {format_number(missing)} more births than there were."
    )


def _rest(rows: list[tuple[Count, evidence.Derived]]) -> str:
    parts = [
        f"The {format_number(one.babies)} newborns of {one.period} imply {implied.value_text} "
        "births; "
        f"{format_number(one.births)} were registered, "
        + ("inside" if _fits(one, implied) else "far below")
        + " the range that rounding allows."
        for one, implied in rows
    ]
    return " ".join(parts)
