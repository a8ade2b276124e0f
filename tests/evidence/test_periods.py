"""Periods: what each spelling can mean, and which texts are none."""

import pytest

from born_into_care.evidence.periods import read_period


@pytest.mark.parametrize(
    ("text", "kind", "meanings"),
    [
        ("2019-20", "", "financial: 2019/20"), ("FY 2019/2020 [r]", "", "financial: 2019/20"),
        ("2018", "", "calendar: 2018, starts: 2018/19, ends: 2017/18"),
        ("2018", "FINANCIAL", "starts: 2018/19, ends: 2017/18"), ("CY2018", "CALENDAR", ""),
        ("2019/20", "ACADEMIC", "academic: year ending August 2020"),
        ("Year ending March 2020", "", "2019/20"), ("YE Dec 2019", "", "2019"),
        ("April to June 2019", "", "April to June 2019"), ("Apr-19", "MONTH", "month: April 2019"),
        ("Q4 2019/20", "", "financial: January to March 2020"),
        ("Q2 2019 (p)", "CALENDAR", "calendar: April to June 2019"),
        ("1 April 2019 to 31 March 2020", "", "2019/20"), ("31/03/2020", "ENDING", "2019/20"),
        ("2019/21", "", ""), ("2019/20 to date", "", ""), ("Total", "", ""), ("", "", ""),
    ],
)  # fmt: skip
def test_a_period_is_known_by_its_official_spellings(text: str, kind: str, meanings: str) -> None:
    read = read_period(text, kind)
    found = [f"{meaning}: {period.label}".removeprefix(": ") for meaning, period in read.items()]
    assert ", ".join(found) == meanings
