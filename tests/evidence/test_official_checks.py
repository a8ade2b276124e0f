"""Checks by arithmetic that official statistics must pass, and that accounts of them must."""

from __future__ import annotations

import pytest

from born_into_care.evidence import (
    NATIONS,
    REGIONS,
    births,
    births_by_id,
    figure,
    live_births,
    select,
)

YEARS_OF_REGIONS = range(2014, 2023)


@pytest.mark.parametrize("year", YEARS_OF_REGIONS)
def test_nine_regions_add_up_to_england(year: int) -> None:
    assert sum(births(region, year) for region in REGIONS) == births("England", year)


@pytest.mark.parametrize("year", [2012, *YEARS_OF_REGIONS])
def test_few_births_belong_to_neither_nation(year: int) -> None:
    elsewhere = births("England and Wales", year) - sum(births(name, year) for name in NATIONS)
    assert 99 <= elsewhere <= 195


def test_what_is_held_is_what_the_pack_says_it_holds() -> None:
    held = live_births().groupby("area")["year"].agg(set)
    for region in REGIONS:
        assert held[region] == set(YEARS_OF_REGIONS)
    for nation in NATIONS:
        assert held[nation] == {2012, *YEARS_OF_REGIONS}
    assert held["England and Wales (with usual residence elsewhere)"] == set(range(2007, 2025))
    assert set(held.index) == {
        *REGIONS,
        *NATIONS,
        "England and Wales (with usual residence elsewhere)",
    }


# Office for National Statistics, bulletins on births in England and Wales, and the Welsh
# Government's for 2012: typed in from them, not read from our table.
@pytest.mark.parametrize(
    ("area", "year", "count"),
    [
        ("England and Wales", 2011, 723_913),
        ("England and Wales", 2012, 729_674),
        ("England and Wales", 2018, 657_076),
        ("England and Wales", 2019, 640_370),
        ("England and Wales", 2020, 613_936),
        ("England", 2012, 694_241),
        ("Wales", 2012, 35_238),
        ("Wales", 2018, 31_274),
        ("Wales", 2019, 29_704),
        ("Wales", 2020, 28_638),
        ("North East", 2022, 24_701),
    ],
)
def test_births_as_published(area: str, year: int, count: int) -> None:
    assert births(area, year) == count


def test_births_that_stand_in_both_tables_are_the_same() -> None:
    rows = select(measure="live births", geography="England and Wales")
    assert len(rows) == 18
    for row in rows.itertuples():
        assert births_by_id()[f"england-and-wales-{row.period}"].live_births == row.value


def test_rows_that_differ_for_the_same_thing_name_one_another() -> None:
    table = select()
    same = table.groupby(["measure", "geography", "period", "definition"])
    for _, rows in same:
        if rows["value_text"].nunique() > 1:
            for name in rows["figure_id"]:
                assert set(figure(name).disagrees_with) >= set(rows["figure_id"]) - {name}


def test_disagreement_is_said_by_both_sides_and_is_disputed_by_one_at_least() -> None:
    named = {name: figure(name).disagrees_with for name in select()["figure_id"]}
    for name, others in named.items():
        for other in others:
            assert name in named[other]
            assert "disputed" in {figure(name).standing, figure(other).standing}


def test_agreed_rows_have_two_accounts_or_the_publishers_own_page() -> None:
    from born_into_care.evidence import source

    for name in select(standing="agreed")["figure_id"]:
        one = figure(name)
        kinds = {source(source_id).kind for source_id in one.source_ids}
        own_page = kinds & {"primary", "official statistics"}
        # Another account of the same figure, rounded, stands in the note of its row.
        accounts = len(one.source_ids) + any(source_id in one.note for source_id in _source_ids())
        assert own_page or accounts > 1, name


def _source_ids() -> list[str]:
    from born_into_care.evidence import sources

    return sources()["source_id"].tolist()


def test_no_row_says_same() -> None:
    table = select()
    for column in ("definition", "period", "geography"):
        assert "same" not in set(table[column])


def test_definitions_are_not_mixed_within_one_measure_of_newborns() -> None:
    two_weeks = select(measure="newborns")
    seven_days = select(measure="newborns (2018 definition)")
    assert not two_weeks["definition"].str.contains("seven days").any()
    assert seven_days["definition"].str.contains("seven days").all()
