"""Notice of the first hearing: a hundred babies, and days counted up."""

from born_into_care.charts.notice.days import notice_days
from born_into_care.charts.notice.hundred import PARTS, notice
from born_into_care.charts.notice.known import PERIODS

__all__ = ["PARTS", "PERIODS", "notice", "notice_days"]
