"""The invented example: made up in every part, on lettered areas, with small counts hidden."""

import re

import pytest

from born_into_care.briefing import show_example
from born_into_care.briefing.notebook import PARTS
from born_into_care.charts import Chart
from born_into_care.errors import PackError
from born_into_care.evidence import REGIONS


@pytest.mark.parametrize("part", PARTS)
def test_each_part_says_that_it_is_made_up_and_names_no_real_area(part: str) -> None:
    shown = show_example(part)
    words = f"{shown.title} {shown.rows}" if isinstance(shown, Chart) else shown.data
    assert re.search(r"Made up: .*Area A|<strong>Illustrative\.</strong>", words)
    assert [region for region in REGIONS if region in words] == []
    # It stands inside a page: what it closes, it opened.
    assert words.count("<div") == words.count("</div>")


def test_small_counts_are_hidden_and_a_wrong_part_is_named() -> None:
    page = show_example("counts", hide_under=50).data
    counts = [int(number) for number in re.findall(r"<td>(\d+)</td>", page)]
    assert "hidden" in page and counts and min(counts) >= 50
    assert "hidden" not in show_example("counts").data
    with pytest.raises(PackError, match="funnel"):
        show_example("funel")
