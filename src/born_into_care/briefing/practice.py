"""The practice table: the illustrative cohort, and rows with faults that the checks find."""

import pandas as pd

from born_into_care.evidence.tables import table_rows
from born_into_care.your_area import Reading, open_table

_FAULTY = pd.DataFrame({
    "area": "Area A", "period": "2012/13",
    "illustrative_age_days_at_issue": ["3", "", "9999", "about 3"],
    "illustrative_days_to_first_hearing": ["-2", "6", "0", "5"],
})  # fmt: skip


def open_practice() -> Reading:
    """Return the practice table as it is read; no row of it stands for a baby."""
    cohort = pd.DataFrame(table_rows("illustrative/cohort"), columns=_FAULTY.columns)
    content = pd.concat([cohort, _FAULTY]).to_csv(index=False).encode()
    return open_table(content, "illustrative-practice-table.csv")
