"""The illustrative cohort: marked, on lettered areas, possible, and the same for the same seed."""

from born_into_care.evidence import AREAS
from born_into_care.evidence.tables import table_rows
from tools.data.cohort import COHORT_AREAS, COHORT_PERIODS, WHOLE


def test_the_tables_are_marked_on_no_real_place_and_count_the_same_babies() -> None:
    babies, counts = table_rows("illustrative/cohort"), table_rows("illustrative/summary")
    for row in (*babies, *counts):
        assert row["illustrative"] == "illustrative" and row["area"] not in AREAS
    assert {row["area"] for row in babies} == set(COHORT_AREAS)
    for row in counts:
        own = [
            baby["illustrative_days_to_first_hearing"]
            for baby in babies
            if baby["period"] == row["period"] and row["area"] in (baby["area"], WHOLE)
        ]
        bands = [sum(days < end for days in own) for end in (1, 3, 7, 31)]
        names = ("same_day", "emergency", "short_notice", "babies")
        assert bands == [row[f"illustrative_{name}"] for name in names]
        assert 0 < bands[0] < bands[1] < bands[2] < bands[3] < row["illustrative_live_births"]
    assert {row["illustrative_age_days_at_issue"] for row in babies} <= set(range(14))
    assert {row["period"] for row in counts} == set(COHORT_PERIODS)
