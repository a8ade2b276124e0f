"""The illustrative tables of `data/illustrative/`, which `tools/data` makes: no row is real."""

from born_into_care.evidence.tables import Row, table_rows


def cohort_rows() -> tuple[Row, ...]:
    """Return the illustrative babies, one row each.

    Example:
        >>> max(row["illustrative_age_days_at_issue"] for row in cohort_rows())
        13
    """
    return table_rows("illustrative/cohort")


def summary_rows() -> tuple[Row, ...]:
    """Return the illustrative babies counted by area and period.

    The areas are the ten, England, and England and Wales. The three bands of notice are nested:
    never add them up.

    Example:
        >>> rows = [row for row in summary_rows() if row["area"] == "Wales"]
        >>> rows[-1]["period"], rows[-1]["illustrative_babies"]
        ('2019/20', 203)
    """
    return table_rows("illustrative/summary")


def notice_day_rows() -> tuple[Row, ...]:
    """Return how many illustrative babies were heard within 0, 1, 2 and up to 30 days.

    Example:
        >>> max(row["days"] for row in notice_day_rows())
        30
    """
    return table_rows("illustrative/notice_days")
