"""What a student's sheet shows, called from its notebook."""

from __future__ import annotations

from IPython.display import Markdown

from tools.kit.variants.variant import DEFINITIONS, Variant, counts


def given(*, student: str, area: str, measure: str, first: str, last: str) -> Markdown:
    """Give the student's table of illustrative counts as Markdown.

    Parameters:
        student: the number on the sheet.
        area: a region of England, or Wales.
        measure: "Same-day hearings", "Emergency hearings", "Short notice" or "Incidence".
        first, last: two periods ("2012/13").
    """
    variant = Variant(student, area, measure, first, last)
    whole = "Live births" if variant.is_rate else "Newborn babies in care proceedings"
    part = (
        "Newborn babies in care proceedings" if variant.is_rate else f"Of these: {measure.lower()}"
    )
    headings = (part, whole) if variant.is_rate else (whole, part)
    rows = []
    for place, period in ((area, first), (area, last), ("England and Wales", last)):
        one = counts(place, period, measure)
        cells = (one.part, one.whole) if variant.is_rate else (one.whole, one.part)
        rows.append(f"| {place} | {period} | {cells[0]:,} | {cells[1]:,} |")
    return Markdown(
        f"**Sheet {student}.** {area}; {measure.lower()} ({DEFINITIONS[measure]}).\n\n"
        f"| Area | Year to 31 March | {headings[0]} | {headings[1]} |\n| --- | --- | --- | --- |\n"
        + "\n".join(rows)
        + "\n\nThese counts are **illustrative**: the pack's own script made them. They are about "
        "nobody, and not to be quoted."
    )
