"""What the regional chart says in words, for every choice that can be made."""

from __future__ import annotations

from collections.abc import Sequence

from born_into_care.charts.regions.known import Known, Reference
from born_into_care.charts.regions.measures import Measure
from born_into_care.charts.regions.views import FUNNEL_LEVELS
from born_into_care.charts.wording import name_in_sentence, names_in_sentence
from born_into_care.estimates import NoInterval, RankUncertainty, funnel_limits
from born_into_care.text import capital, join_words

NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")


def counted(number: int, *, first: bool = False) -> str:
    """Give a small number as a word.

    Example:
        >>> counted(3), counted(3, first=True)
        ('three', 'Three')
    """
    word = NUMBERS[number]
    return word if first else word.lower()


def known_sentence(values: Sequence[Known], period: str) -> str:
    """Say which areas have a value in a period, the highest first, and how many have none."""
    published = _ordered(values, ("published", "transcribed"))
    illustrative = [one for one in values if one.standing == "illustrative"]
    missing = [one for one in values if one.standing == "not published"]
    if published:
        listed = join_words([f"{name_in_sentence(one.area)} {one.text}" for one in published])
        opening = f"In {period}, as published: {listed}."
    else:
        opening = f"For {period}, no area has a published value here."
    if illustrative:
        top = max(illustrative, key=lambda one: one.value or 0)
        low = min(illustrative, key=lambda one: one.value or 0)
        return (
            f"{opening} {counted(len(illustrative), first=True)} "
            f"{'area is' if len(illustrative) == 1 else 'areas are'} illustrative, from "
            f"{_bare(low)} in {name_in_sentence(low.area)} up to {_bare(top)} in "
            f"{name_in_sentence(top.area)}."
        )
    if missing and published:
        are = "area is" if len(missing) == 1 else "areas are"
        return f"{opening} {counted(len(missing), first=True)} {are} not published here."
    return opening


def reference_sentence(values: Sequence[Known], line: Reference | None) -> str:
    """Say which areas lie above and below the reference line, as it follows "In 2019/20, "."""
    if line is None:
        return "there is no published value to hold areas against."
    above = [one.area for one in values if one.value is not None and one.value > line.value]
    below = [one.area for one in values if one.value is not None and one.value <= line.value]
    if not above and not below:
        return f"the line is {line.said}."
    parts = []
    if above:
        parts.append(f"{_listed(above)} {_lie(above)} above")
    if below:
        parts.append(f"{_listed(below)} {_lie(below)} below")
    return f"{join_words(parts)} the line of {line.said}."


def highlight_sentence(values: Sequence[Known], highlight: str) -> str:
    """Say of the highlighted area what is known of it, in each period shown."""
    said = []
    for one in values:
        if one.area != highlight:
            continue
        if one.value is None:
            said.append(f"not published here for {one.period}")
            continue
        text = f"{one.text} in {one.period}"
        if one.limits is None:
            assert isinstance(one.interval, NoInterval)
            text += f" (no interval: {one.interval.reason.rstrip('.')})"
        else:
            text += f" (95% interval {one.limits[0]:.1f} to {one.limits[1]:.1f})"
        said.append(text)
    if not said:
        return ""
    return f"{capital(name_in_sentence(highlight))}, highlighted, is {join_words(said)}."


def funnel_sentence(
    values: Sequence[Known], chosen: Measure, line: Reference | None, period: str
) -> str:
    """Say which areas lie outside the funnel."""
    placed = [one for one in values if one.size is not None and one.value is not None]
    if not placed or line is None:
        return (
            f"For {period}, no area can be placed in a funnel, because the number of babies or "
            "births behind it, or the line to hold it against, is not published here."
        )
    outside: dict[tuple[float, bool], list[str]] = {}
    for one in placed:
        for level in reversed(FUNNEL_LEVELS):
            low, high = _limits(one, chosen, line, level)
            assert one.value is not None
            if not low <= one.value <= high:
                outside.setdefault((level, one.value > high), []).append(one.area)
                break
    parts = [
        f"{_listed(areas)} {_lie(areas)} {'above' if above else 'below'} "
        f"the {_percent(level)} limits"
        for (level, above), areas in sorted(outside.items(), reverse=True)
    ]
    within = len(placed) - sum(map(len, outside.values()))
    if within:
        parts.append(f"{counted(within)} {'lies' if within == 1 else 'lie'} within the 95% limits")
    number = f"the {counted(len(placed))} areas" if len(placed) > 1 else "the one area"
    return f"In {period}, of {number} that can be placed, {join_words(parts)}."


def rank_sentence(found: RankUncertainty | None, values: Sequence[Known], period: str) -> str:
    """Say how often the leading area comes first, how many are alike, and which have no rank."""
    left_out = [one.area for one in values if one.value is not None and not one.can_be_ranked]
    missing = ""
    if left_out:
        have = "has" if len(left_out) == 1 else "have"
        missing = (
            f" {capital(_listed(left_out))} {have} a published value but no published number of "
            "babies, and so no rank."
        )
    if found is None:
        return f"For {period}, fewer than two areas have what a ranking needs.{missing}"
    first = max(range(len(found.areas)), key=lambda at: found.probability_of_first[at])
    hundred = int(100 * found.probability_of_first[first])
    # Ten thousand draws that all agree are still not certainty.
    often = "more than 99" if hundred >= 99 else str(hundred)
    text = (
        f"In {period}, {name_in_sentence(found.areas[first])} is highest in {often} of 100 "
        "simulations "
        f"of the {counted(len(found.areas))} areas that can be ranked"
    )
    groups = [group for group in found.groups if len(group) > 1]
    if not groups:
        return f"{text}; each can be told apart from the others.{missing}"
    largest = max(groups, key=len)
    return f"{text}; {_listed(largest)} cannot be told apart.{missing}"


def direction_sentence(values: Sequence[Known], chosen: Measure) -> str:
    """Say which areas went up and which down, where both years are published."""
    pairs: dict[str, dict[str, Known]] = {}
    for one in values:
        if one.standing in ("published", "transcribed"):
            pairs.setdefault(one.area, {})[one.period] = one
    said = []
    for area, years in pairs.items():
        if len(years) == 2:
            before, after = years["2012/13"].value, years["2019/20"].value
            assert before is not None and after is not None
            went = "rose" if after > before else "fell" if after < before else "stayed the same"
            said.append(
                f"{name_in_sentence(area)} {went} from {chosen.shown(before)} to "
                f"{chosen.shown(after)}"
            )
    if not said:
        return "No area has both years published here, so no change is shown."
    text = join_words(said)
    return f"{capital(text)} between the two years."


def _ordered(values: Sequence[Known], standings: tuple[str, ...]) -> list[Known]:
    chosen = [one for one in values if one.standing in standings]
    return sorted(chosen, key=lambda one: -(one.value or 0))


def _bare(one: Known) -> str:
    return one.text.removesuffix(" (illustrative)")


def _listed(areas: Sequence[str]) -> str:
    return names_in_sentence(areas)


def _lie(areas: Sequence[str]) -> str:
    return "lies" if len(areas) == 1 else "lie"


def _percent(level: float) -> str:
    return f"{level * 100:.1f}%".replace(".0%", "%")


def _limits(one: Known, chosen: Measure, line: Reference, level: float) -> tuple[float, float]:
    assert one.size is not None
    factor = chosen.per if chosen.kind == "share" else 1.0
    low, high = funnel_limits(line.value / factor, [one.size], kind=chosen.kind, level=level)
    return float(low[0]) * factor, float(high[0]) * factor
