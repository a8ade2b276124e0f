from __future__ import annotations

import pytest

from born_into_care.your_area import Protected, open_table, protect

AREAS = ("Leeds", "York", "<script>alert(1)</script>", "=HYPERLINK(1)", "\u202eHull\u202c", "Môn")


@pytest.fixture(scope="session")
def table() -> Protected:
    """Six areas over three years, with names that try to run, and one area of small counts."""
    head = "Area,Period,Infants,Newborns,Notice known,Short notice,Emergency,Same day,Live births"
    lines = [head]
    for a, area in enumerate(AREAS):
        for y in range(3):
            babies = 90 + 13 * a + 7 * y if area != "York" else 9
            counts = (2 * babies, babies, babies - 1, babies * 8 // 10, babies // 2, babies // 4)
            lines.append(f'"{area}",{2017 + y}/{18 + y},' + ",".join(map(str, (*counts, 9000))))
    text = "\n".join(lines)
    return protect(open_table(text.encode(), "x.csv", newborn="under 14 days old").confirm().counts)
