"""What the other tables of `data/` hold, so that the dictionary covers the whole folder."""

from __future__ import annotations

from born_into_care.evidence.schema import EVIDENCE_TABLES, Column, Table

_MARK = Column(
    "illustrative",
    "string",
    "",
    "Always the word illustrative: no row is published or stands for a baby.",
    allowed=("illustrative",),
)
_PERIOD = Column(
    "period", "string", "", "The financial year in which proceedings were issued (2019/20)."
)

COHORT = Table(
    "cohort",
    "Illustrative babies in care proceedings, made by our own script; none is real",
    (
        _MARK,
        Column("baby_id", "string", "", "Names the row, and nobody."),
        Column("area", "string", "", "One of the nine regions of England, or Wales."),
        _PERIOD,
        Column(
            "illustrative_days_to_first_hearing",
            "integer",
            "days",
            "Whole days from application to first hearing.",
        ),
        Column(
            "illustrative_age_days_at_issue",
            "integer",
            "days",
            "Whole days from birth to application.",
        ),
    ),
    ("baby_id",),
    folder="illustrative",
)

SUMMARY = Table(
    "summary",
    "The illustrative babies counted by area and period, made by our own script; none is real",
    (
        _MARK,
        Column("area", "string", "", "One of the ten areas, England, or England and Wales."),
        _PERIOD,
        Column("illustrative_babies", "integer", "illustrative babies", "Babies in the cohort."),
        Column(
            "illustrative_same_day",
            "integer",
            "illustrative babies",
            "Of these, heard on the day of application.",
        ),
        Column(
            "illustrative_emergency",
            "integer",
            "illustrative babies",
            "Of these, heard in fewer than three days, those on the day included.",
        ),
        Column(
            "illustrative_short_notice",
            "integer",
            "illustrative babies",
            "Of these, heard in fewer than seven days, both others included.",
        ),
        Column(
            "illustrative_live_births",
            "integer",
            "live births",
            "Live births of the calendar year in which the period starts.",
        ),
        Column(
            "births_basis",
            "string",
            "",
            "Whether those live births are official or assumed.",
            allowed=("official", "assumed"),
        ),
    ),
    ("area", "period"),
    folder="illustrative",
)

NOTICE_DAYS = Table(
    "notice_days",
    "The illustrative babies counted up by days of notice, made by our own script; none is real",
    (
        _MARK,
        Column("area", "string", "", "England, Wales, or England and Wales."),
        _PERIOD,
        Column("days", "integer", "days", "A number of days from application."),
        Column(
            "illustrative_babies_within_days",
            "integer",
            "illustrative babies",
            "Babies heard within that many days, counted up.",
        ),
        Column(
            "illustrative_babies",
            "integer",
            "illustrative babies",
            "All babies of that area and period.",
        ),
    ),
    ("area", "period", "days"),
    folder="illustrative",
)

SUPPORT = Table(
    "support",
    "Where to turn for support, and how far each route was checked",
    (
        Column("support_id", "string", "", "Names the route."),
        Column("name", "string", "", "Who offers it."),
        Column("what", "string", "", "What it offers, and to whom."),
        Column("nation", "string", "", "Where it serves."),
        Column("contact", "string", "", "How to reach it, as it was read."),
        Column("hours", "string", "", "When, as it was read."),
        Column("source_url", "string", "", "The page on which it was read."),
        Column("how_checked", "string", "", "How far it was checked when the row was written."),
        Column(
            "date_checked",
            "string",
            "",
            "The day on which somebody tried it; empty where nobody has.",
            required=False,
        ),
    ),
    ("support_id",),
)

TRANSCRIPTION = Table(
    "transcription_template",
    "Headings for the 2021 report's regional table, for a reader who holds the report to fill in",
    (
        Column("measure", "string", "", "What is measured; a name that the regional charts know."),
        Column("area", "string", "", "One of the nine regions of England, or Wales."),
        Column("period", "string", "", "2012/13 or 2019/20."),
        Column(
            "value", "number", "per cent, or per 10,000 live births", "The figure as it is printed."
        ),
        Column(
            "babies_or_births",
            "integer",
            "babies, or live births",
            "How many the share or the rate is over.",
            required=False,
        ),
        Column("citation", "string", "", "Page and table of the report."),
    ),
    ("measure", "area", "period"),
)

TABLES = {
    **EVIDENCE_TABLES,
    **{table.name: table for table in (COHORT, SUMMARY, NOTICE_DAYS, SUPPORT, TRANSCRIPTION)},
}
"""Every table of `data/`, by name."""
