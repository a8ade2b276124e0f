"""Checks by arithmetic that official statistics must pass, and that accounts of them must."""

import itertools
import re

from born_into_care.evidence import (
    NATIONS,
    REGIONS,
    Figure,
    all_births,
    all_figures,
    all_sources,
    births,
    figure,
    select,
    source,
)

YEARS_OF_REGIONS = range(2014, 2023)
BOTH = "England and Wales"
# Office for National Statistics, bulletins on births in England and Wales, and the Welsh
# Government's for 2012: typed in from them, not read from our table.
PUBLISHED = {
    (BOTH, 2011): 723_913,
    (BOTH, 2012): 729_674,
    (BOTH, 2018): 657_076,
    (BOTH, 2019): 640_370,
    (BOTH, 2020): 613_936,
    ("England", 2012): 694_241,
    ("Wales", 2012): 35_238,
    ("Wales", 2018): 31_274,
    ("Wales", 2019): 29_704,
    ("Wales", 2020): 28_638,
    ("North East", 2022): 24_701,
}


def find_figures(**choices: str) -> list[Figure]:
    return [figure(name) for name in select(**choices)["figure_id"]]


def test_births_are_as_published() -> None:
    assert {key: births(*key) for key in PUBLISHED} == PUBLISHED


def test_nine_regions_add_up_to_england_and_few_births_belong_to_neither_nation() -> None:
    for year in (2012, *YEARS_OF_REGIONS):
        elsewhere = births(BOTH, year) - sum(births(nation, year) for nation in NATIONS)
        assert 99 <= elsewhere <= 195, year
    for year in YEARS_OF_REGIONS:
        assert sum(births(region, year) for region in REGIONS) == births("England", year), year


def test_what_is_held_is_what_the_pack_says_it_holds() -> None:
    years: dict[str, set[int]] = {}
    for row in all_births():
        years.setdefault(row.geography, set()).add(int(row.period))
    assert years == {
        **{region: set(YEARS_OF_REGIONS) for region in REGIONS},
        **{nation: {2012, *YEARS_OF_REGIONS} for nation in NATIONS},
        f"{BOTH} (with usual residence elsewhere)": set(range(2007, 2025)),
    }


def test_births_that_stand_in_both_tables_are_the_same() -> None:
    rows = find_figures(measure="live births", geography=BOTH)
    assert len(rows) == 18
    for row in rows:
        assert births(BOTH, int(row.period)) == row.value


def test_rows_that_differ_for_the_same_thing_name_each_other_and_one_is_disputed() -> None:
    for row, other in itertools.permutations(all_figures(), 2):
        same = all(
            getattr(row, name) == getattr(other, name)
            for name in ("measure", "geography", "period", "definition")
        )
        if same and row.value_text != other.value_text:
            assert other.id in row.disagrees_with
        if other.id in row.disagrees_with:
            assert row.id in other.disagrees_with and "disputed" in {row.standing, other.standing}


def test_agreed_rows_have_two_accounts_or_the_publishers_own_page() -> None:
    for row in find_figures(standing="agreed"):
        kinds = {source(name).kind for name in row.source_ids}
        # Another account of the same figure, rounded, stands in the note of its row.
        accounts = len(row.source_ids) + any(other.id in row.note for other in all_sources())
        assert kinds & {"primary", "official statistics"} or accounts > 1, row.id


def test_definitions_are_spelled_out_and_not_mixed_within_one_measure() -> None:
    for row in all_figures():
        assert "same" not in {row.definition, row.period, row.geography}
    for measure, seven_days in (("newborns", False), ("newborns (2018 definition)", True)):
        for row in find_figures(measure=measure):
            assert ("seven days" in row.definition) == seven_days, row.id
    assert figure("newborns-england-2016-17").measure.endswith("(2018 definition)")


def test_the_number_of_a_row_is_that_of_its_words_and_each_id_in_it_names_a_row() -> None:
    for row in all_figures():
        digits = re.search(r"\d[\d,]*(?:\.\d+)?", row.value_text)
        if row.value is not None:
            assert digits and float(digits[0].replace(",", "")) == abs(row.value), row.id
        assert all(map(source, row.source_ids)) and all(map(figure, row.disagrees_with)), row.id
