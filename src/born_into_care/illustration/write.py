"""Writes the files of `data/illustrative/`: three tables and the page that explains them."""

from __future__ import annotations

import math
from pathlib import Path

import pandas as pd

from born_into_care.illustration.assumptions import assumptions
from born_into_care.illustration.distances import distances
from born_into_care.illustration.generator import SEED, Illustration, generate
from born_into_care.paths import data_folder

_COLUMNS = {
    "cohort.csv": (
        "one row for each illustrative baby",
        {
            "illustrative": "always the word illustrative",
            "baby_id": "names the row, and nobody",
            "area": "one of the nine English regions, or Wales",
            "period": "the year to 31 March in which proceedings were issued",
            "illustrative_days_to_first_hearing": "whole days from application to first hearing, "
            "0 to 30",
            "illustrative_age_days_at_issue": "whole days from birth to application, 0 to 13",
        },
    ),
    "summary.csv": (
        "one row for each area, England, and England and Wales, in each period",
        {
            "area": "one of the ten areas, England, or England and Wales",
            "illustrative_babies": "babies in the cohort",
            "illustrative_same_day": "of these, heard on the day of application",
            "illustrative_emergency": "heard in fewer than three days, those on the day included",
            "illustrative_short_notice": "heard in fewer than seven days, both others included",
            "illustrative_live_births": "live births of the year in which the period starts",
            "births_basis": "official, or assumed (see the assumptions)",
        },
    ),
    "notice_days.csv": (
        "one row for each nation and both together, period, and number of days",
        {
            "area": "England, Wales, or England and Wales",
            "days": "a number of days from application, 0 to 30",
            "illustrative_babies_within_days": "babies heard within that many days, counted up",
            "illustrative_babies": "all babies of that area and period",
        },
    ),
}


def write(folder: Path | None = None) -> list[Path]:
    """Write every illustrative file, and give the paths written.

    Parameters:
        folder: where to write; None for `data/illustrative/`.
    """
    folder = folder or data_folder() / "illustrative"
    made = generate(SEED)
    texts = {
        "cohort.csv": as_csv(made.cohort),
        "summary.csv": as_csv(made.summary),
        "notice_days.csv": as_csv(made.notice_days),
        "README.md": readme(made),
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return [folder / name for name in texts]


def as_csv(table: pd.DataFrame) -> str:
    """Give an illustrative table as the text of its file.

    Parameters:
        table: one of the tables that generate() makes.
    """
    return table.to_csv(index=False, lineterminator="\n")


def readme(made: Illustration) -> str:
    """Give the page that explains the illustrative tables: columns, distances, assumptions.

    Parameters:
        made: what generate() made.
    """
    return "\n".join(
        [
            "# The illustrative cohort",
            "",
            "Our own script made these tables. **They are illustrative: no row stands for a "
            "baby, and no number in them is published.** The regional tables of the report of "
            "2021 are not held here. These tables stand in for them where a lesson needs rows to "
            "count, and they are held to the figures that are published. Never quote a number "
            "from them.",
            "",
            "This page is written by the script too, so that it cannot drift from the tables. To "
            "make all four files again:",
            "",
            "    python -m born_into_care.illustration",
            "",
            f"The seed is {SEED}. The same seed gives the same files, byte for byte, with the "
            "versions in requirements.lock. To see what chance alone did, make another cohort "
            "with `born_into_care.illustration.generate(seed=...)`: it meets the same published "
            "figures and differs everywhere else.",
            "",
            "## The files",
            "",
            *_files(made),
            "The bands are nested: a baby heard on the day is also among those heard in fewer "
            "than three days and in fewer than seven. Never add them up.",
            "",
            "## How far it lies from what is published",
            "",
            "The distance is the illustrative number minus the published one, in the figure's "
            "unit; zero where the figure is a bound that holds. *Met* says whether the "
            "illustrative number, rounded as the source rounds, is the published one. Babies are "
            "whole, so some figures cannot be met exactly.",
            "",
            *_distances(made),
            "",
            "## What it takes for granted",
            "",
            *[f"{number}. {sentence}" for number, sentence in enumerate(assumptions(), 1)],
            "",
        ]
    )


def _files(made: Illustration) -> list[str]:
    tables = {
        "cohort.csv": made.cohort,
        "summary.csv": made.summary,
        "notice_days.csv": made.notice_days,
    }
    lines = []
    meanings: dict[str, str] = {}
    for name, (title, columns) in _COLUMNS.items():
        # A column means what it did in the table before, unless it is explained again.
        meanings |= columns
        lines += [f"### {name}", "", f"{title[0].upper()}{title[1:]}: {len(tables[name]):,} rows."]
        lines += ["", "| column | what it says |", "| --- | --- |"]
        lines += [f"| `{column}` | {meanings[column]} |" for column in tables[name].columns]
        lines.append("")
    return lines


def _distances(made: Illustration) -> list[str]:
    lines = [
        "| figure | measure | where | when | published | illustrative | distance | met | note |",
        "| --- | --- | --- | --- | ---: | ---: | ---: | --- | --- |",
    ]
    for row in distances(babies=made.cohort, areas=made.summary).to_dict("records"):
        lines.append(
            f"| [{row['figure_id']}](../figures.md#{row['figure_id']}) | {row['measure']} "
            f"| {row['geography']} | {row['period']} | {row['published']} "
            f"| {_short(row['illustrative'])} | {_short(row['distance'])} "
            f"| {'yes' if row['met'] else 'no'} | {row['note']} |"
        )
    return lines


def _short(number: float) -> str:
    if math.isnan(number):
        return "none"
    text = f"{number:,.2f}"
    return text.removesuffix(".00").replace("-", "−")
