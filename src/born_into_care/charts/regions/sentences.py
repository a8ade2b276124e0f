"""What the regional chart says in words, for every choice that can be made."""

from __future__ import annotations

from collections.abc import Sequence

from born_into_care.charts import funnel
from born_into_care.charts.regions.measures import (
    ILLUSTRATIVE,
    MISSING,
    PUBLISHED,
    TYPED,
    Measure,
    Year,
    plain_text,
)
from born_into_care.charts.values import AreaValue
from born_into_care.charts.wording import (
    describe_count,
    format_interval,
    name_in_sentence,
    names_in_sentence,
)
from born_into_care.estimates import NoInterval
from born_into_care.text import capital, join_words


def describe_values(year: Year) -> str:
    """Say which areas have a value in a period, the highest first, and how many have none."""
    ordered = sorted(year.values, key=lambda value: -(value.value or 0))
    published = [value for value in ordered if value.standing in (PUBLISHED, TYPED)]
    illustrative = [value for value in ordered if value.standing == ILLUSTRATIVE]
    missing = [value for value in ordered if value.standing == MISSING]
    sentence = f"For {year.period}, no area has a published value here."
    if published:
        named = [f"{name_in_sentence(value.area)} {value.text}" for value in published]
        sentence = f"In {year.period}, as published: {join_words(named)}."
    if illustrative:
        low, high = (
            f"{plain_text(value)} in {name_in_sentence(value.area)}"
            for value in (illustrative[-1], illustrative[0])
        )
        sentence += f" {_areas_are(illustrative)} illustrative, from {low} up to {high}."
    elif missing and published:
        sentence += f" {_areas_are(missing)} not published here."
    return sentence


def describe_sides(year: Year) -> str:
    """Say which areas lie above and below the reference line, as it follows "In 2019/20, "."""
    line = year.line
    if line is None or line.value is None:
        return "there is no published value to hold areas against."
    drawn = [
        (value.area, value.value > line.value) for value in year.values if value.value is not None
    ]
    sides = [
        _lie([area for area, is_above in drawn if is_above is above], side)
        for above, side in ((True, "above"), (False, "below"))
        if any(is_above is above for _, is_above in drawn)
    ]
    name = describe_line(line)
    return f"{join_words(sides)} the line of {name}." if sides else f"the line is {name}."


def describe_line(line: AreaValue) -> str:
    """Return the reference line as a sentence names it ("England and Wales (one in six)")."""
    return f"{line.area} ({line.text})"


def describe_highlight(values: Sequence[AreaValue], area: str) -> str:
    """Say the value of the highlighted area in each period shown."""
    return (
        f"{capital(name_in_sentence(area))}, highlighted, is "
        f"{join_words([_with_interval(value) for value in values if value.area == area])}."
    )


def _with_interval(value: AreaValue) -> str:
    if value.value is None:
        return f"not published here for {value.period}"
    if isinstance(value.interval, NoInterval):
        return f"{value.text} in {value.period} (no interval: {value.interval.reason})"
    return f"{value.text} in {value.period} (95% interval {format_interval(value.interval)})"


def describe_funnel(year: Year, measure: Measure) -> str:
    """Say which areas lie outside the funnel."""
    line = year.line
    placed = [value for value in year.values if value.size is not None and value.value is not None]
    if not placed or line is None or line.value is None:
        return (
            f"For {year.period}, no area can be placed in a funnel, because the number of babies "
            "or births behind it, or the line to hold it against, is not published here."
        )
    sizes = [value.size or 0.0 for value in placed]
    parts = []
    inside = placed
    for level in reversed(funnel.LEVELS):
        low, high = funnel.compute_limits(line.value, sizes, measure.kind, level)
        limits = {value.area: ends for value, *ends in zip(placed, low, high, strict=True)}
        above = [one.area for one in inside if one.value > limits[one.area][1]]
        below = [one.area for one in inside if one.value < limits[one.area][0]]
        inside = [one for one in inside if one.area not in (*above, *below)]
        name = f"the {funnel.level_name(level)} limits"
        parts += [_lie(above, f"above {name}")] * bool(above)
        parts += [_lie(below, f"below {name}")] * bool(below)
    if inside:
        verb = "lies" if len(inside) == 1 else "lie"
        parts.append(f"{describe_count(len(inside))} {verb} within the 95% limits")
    number = f"the {describe_count(len(placed))} areas" if len(placed) > 1 else "the one area"
    return f"In {year.period}, of {number} that can be placed, {join_words(parts)}."


def describe_ranks(year: Year) -> str:
    """Say how often the leading area comes first, how many are alike, and which have no rank."""
    ranks = year.ranks
    left_out = [value.area for value in year.values if value.value is not None and not value.limits]
    missing = (
        f" {capital(names_in_sentence(left_out))} {'has' if len(left_out) == 1 else 'have'} a "
        "published value but no published number of babies, and so no rank."
        if left_out
        else ""
    )
    if ranks is None:
        return f"For {year.period}, fewer than two areas have what a ranking needs.{missing}"
    chance, first = max(zip(ranks.probability_of_first, ranks.areas, strict=True))
    # Ten thousand draws that all agree are still not certainty.
    often = "more than 99" if chance >= 0.99 else str(int(100 * chance))
    largest = max(ranks.groups, key=len)
    alike = (
        f"{names_in_sentence(largest)} cannot be told apart"
        if len(largest) > 1
        else "each can be told apart from the others"
    )
    return (
        f"In {year.period}, {name_in_sentence(first)} is highest in {often} of 100 simulations "
        f"of the {describe_count(len(ranks.areas))} areas that can be ranked; {alike}.{missing}"
    )


def describe_directions(values: Sequence[AreaValue]) -> str:
    """Say which areas went up and which down, where both years are published."""
    real = {
        (value.area, value.period): value
        for value in values
        if value.standing in (PUBLISHED, TYPED)
    }
    moves = [
        f"{name_in_sentence(area)} {_direction(real[area, '2012/13'], later)}"
        for (area, period), later in real.items()
        if period == "2019/20" and (area, "2012/13") in real
    ]
    if not moves:
        return "No area has both years published here, so no change is shown."
    return f"{capital(join_words(moves))} between the two years."


def _direction(before: AreaValue, after: AreaValue) -> str:
    change = (after.value or 0) - (before.value or 0)
    verb = "rose" if change > 0 else "fell" if change < 0 else "stayed the same"
    return f"{verb} from {before.text} to {after.text}"


def _areas_are(values: Sequence[AreaValue]) -> str:
    return (
        f"{capital(describe_count(len(values)))} {'area is' if len(values) == 1 else 'areas are'}"
    )


def _lie(areas: Sequence[str], where: str) -> str:
    return f"{names_in_sentence(areas)} {'lies' if len(areas) == 1 else 'lie'} {where}"
