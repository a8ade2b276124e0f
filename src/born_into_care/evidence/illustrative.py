"""The illustrative tables of `data/illustrative/`, which `tools/data` makes: no row is real."""

from born_into_care.evidence.tables import Row, table_rows


def cohort_rows() -> tuple[Row, ...]:
    """Return the illustrative babies, one row each."""
    return table_rows("illustrative/cohort")


def summary_rows() -> tuple[Row, ...]:
    """Return the illustrative babies counted by area and period; the bands of notice are nested."""
    return table_rows("illustrative/summary")


def notice_day_rows() -> tuple[Row, ...]:
    """Return how many illustrative babies were heard within 0, 1, 2 and up to 30 days."""
    return table_rows("illustrative/notice_days")
