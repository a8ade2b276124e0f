"""The eight that can't be seen: what is drawn and said of them in every state."""

import itertools
import re

import numpy as np
import pytest
from scipy.optimize import minimize

from born_into_care import evidence
from born_into_care.charts.eight import (
    SHARE_READINGS,
    THOUSAND,
    average_of_eight,
    eight,
    find_worlds,
)
from tests.support.charts import every_chart

ROUNDED, EXACT = SHARE_READINGS


def test_the_average_is_the_published_sum_and_its_widest_ends_are_found_by_search() -> None:
    assert average_of_eight(exact=True) == pytest.approx([15.66] * 2, abs=0.005)
    assert average_of_eight(exact=False) == pytest.approx([14.14, 17.46], abs=0.005)
    assert average_of_eight(widest=True) == pytest.approx([13.5, 18.0], abs=0.05)
    for ends, exact in (("least", "most"), False), (("exact", "exact"), True):
        rows = [evidence.derivation(f"derived-average-of-eight-{end}-203").value for end in ends]
        assert [round(end, 1) for end in average_of_eight(exact=exact)] == rows

    def average(x: np.ndarray, sign: int = 1) -> float:
        total, one_in, north_east, london, babies, more = x
        known = north_east * babies + london * more
        return float(sign * (100 / one_in * total - known) / (total - babies - more))

    bounds = [(3117, 3155), (5.5, 6.5), (40.5, 41.5), (8.5, 9.5), (150, 250), (285, 295)]
    middle = [sum(ends) / 2 for ends in bounds]
    ends = [sign * minimize(average, middle, (sign,), bounds=bounds).fun for sign in (1, -1)]
    assert average_of_eight(widest=True) == pytest.approx(ends, abs=0.02)


def test_every_world_drawn_gives_one_in_six_back_and_none_is_drawn_where_none_can_be() -> None:
    wrong = []
    for state, chart in every_chart("eight"):
        made = [row for row in chart.rows if row["Area"].startswith("Area ")]
        shares = [float(row["Heard on the day"].removesuffix("%")) for row in made]
        reaching = int(str(state["reaching"]))
        if reaching > 5:
            fits = not made and chart.sentence.startswith("It can't be, if")
        else:
            overall = (2627 * sum(shares) / 8 + 41 * 200 + 9 * 290) / 3117
            low, high = (15.38, 18.18) if state["reading"] == ROUNDED else (16.66, 16.68)
            fits = low - 0.06 < overall < high + 0.06 and "made up" in chart.sentence
            fits &= sum(share >= 25 for share in shares) == reaching
        if not (fits or state["view"] == THOUSAND) or len(chart.title.split()) > 12:
            wrong.append(state)
    assert wrong == []


def test_no_made_up_value_stands_on_a_real_place() -> None:
    for _, chart in every_chart("eight"):
        for row in chart.rows:
            real = row["Area"] in evidence.AREAS
            assert real == row["Standing"].startswith("Published")
            assert real != bool(
                re.fullmatch(
                    r"Area [A-H]|(?:Average of the other eight|[A-Z][a-z]+ of A to H)", row["Area"]
                )
            )


def test_a_thousand_worlds_lie_inside_what_must_be_true_and_say_nothing_of_chances() -> None:
    for state, chart in every_chart("eight"):
        if state["view"] == THOUSAND and (places := chart.rows[2:-1]):
            assert "made up, don't say how likely" in chart.sentence
            for row in places:
                must, drawn = (
                    [float(end) for end in re.findall(r"[\d.]+", row[head])]
                    for head in ("Heard on the day", "Standing")
                )
                assert must[0] <= drawn[0] <= drawn[-1] <= must[-1]
            assert f"at {max(must)}% or less" in chart.sentence


def test_what_must_be_true_is_said_with_its_limits() -> None:
    said = "Two may reach one in four, and then the other six must average 12.6% or less."
    assert said in eight(reading=EXACT, reaching=2).sentence
    assert pytest.approx(0.126, abs=0.0005) == (411 - 2 * 82) / 6 / 328
    assert "at least 492 babies" in eight(reaching=6).sentence
    assert "at most five of them could" in eight().description.casefold()
    assert eight(reading=EXACT).description.endswith("below London, at most three could.")
    # London's 9% of 328 is 30 babies; each at one in four takes 52 more.
    for exact, most in ((False, 4), (True, 3)):
        high = find_worlds(average_of_eight(exact=exact), 0).high
        fits = [k for k, rest in itertools.product(range(9), [0]) if 82 * k + 30 * (8 - k) <= high]
        assert max(fits) == most
