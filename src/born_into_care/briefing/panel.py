"""The panel of notebook 09: open a table, confirm its columns, see what may be shown, brief.

A thin shell: each control calls one function that the notebooks and the command line call too.
What a learner opens stays in this object. No cell of it becomes part of a widget's state, so that
no saved notebook can hold it.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any

import ipywidgets as widgets

from born_into_care.briefing.batch import FORMATS, Outcome, Summary, make_briefings
from born_into_care.briefing.from_findings import beside, brief_findings
from born_into_care.briefing.panel_parts import (
    LARGEST_UPLOAD,
    FileButton,
    Progress,
    Said,
    long,
    page,
    row,
    told,
)
from born_into_care.documents import to_html_fragment
from born_into_care.errors import PackError
from born_into_care.evidence import AREAS
from born_into_care.your_area import Findings, Protected, Reading, find, open_table, protect
from born_into_care.your_area.counts import ALL_AREAS, NEWBORN, Settings, lower_total, under
from born_into_care.your_area.pictures import funnel, over_time
from born_into_care.your_area.problems import problems_html
from born_into_care.your_area.roles import AGGREGATE_ROLES, CASE_ROLES, ROLE
from born_into_care.your_area.safe_text import for_html, plain
from born_into_care.your_area.template import dictionary, practice_table, template

NOT_USED = "(no column)"
WITHOUT_KERNEL = (
    "Here is a panel that needs a running notebook. The command line does the same: "
    "born-into-care check FILE, then born-into-care briefing FILE --all."
)
WHERE = (
    "A file is read by the Python that this notebook runs on: on this computer in JupyterLab, on a "
    "rented one on Binder, on your university's on its hub. It is sent nowhere else. Don't open "
    "records of real people on Binder."
)


class Panel(widgets.VBox):  # type: ignore[misc]
    """Four steps, one below the other: open, confirm, look, brief."""

    def __init__(self) -> None:
        """Build the first step; the others follow when there is something to show in them."""
        self.faults: list[Exception] = []
        self.reading: Reading | None = None
        self.protected: Protected | None = None
        self.found: Findings | None = None
        self.summary: Summary | None = None
        wide = widgets.Layout(width="auto")
        self.status = Said()
        self.upload = FileButton(self.opened, self._too_large)
        self.path = widgets.Text(
            description="Or type where it is",
            placeholder="For example ~/Documents/table.csv",
            style={"description_width": "initial"},
            layout=long(),
        )
        self.open_button = widgets.Button(description="Open this file", layout=wide)
        self.practice = widgets.Button(description="Open the practice table", layout=wide)
        self.columns: dict[str, widgets.Dropdown] = {}
        self.dates = widgets.Dropdown(
            options=["as the file shows", "day first", "month first"], description="Dates"
        )
        self.newborn = widgets.Dropdown(options=list(NEWBORN), description="Newborn")
        self.all_newborns = widgets.Checkbox(description="Every row is a newborn", indent=False)
        self.named = widgets.Text(description="Area", placeholder="If no column gives it")
        self.confirm = widgets.Button(description="These columns are right", layout=wide)
        self.recheck = widgets.Button(description="Check again with these columns", layout=wide)
        self.mapped = widgets.VBox()
        self.problems = page()
        self.threshold = widgets.BoundedIntText(value=6, min=3, max=100, description="Hide under")
        self.rounding = widgets.Checkbox(description="Round to the nearest 5", indent=False)
        self.area = widgets.Dropdown(description="Area")
        self.period = widgets.Dropdown(description="Period")
        self.region = widgets.Dropdown(options=["not said", *AREAS], description="Region")
        self.shown = page()
        self.charts = widgets.Output()
        self.folder = widgets.Text(
            value=str(Path.home() / "born-into-care" / "briefings"),
            description="Folder",
            layout=long(),
        )
        self.formats = {
            name: widgets.Checkbox(value=True, description=word, indent=False)
            for name, word in zip(FORMATS[:3], ("HTML", "Word", "PDF"), strict=True)
        }
        self.make = widgets.Button(description="Make this briefing", layout=wide)
        self.make_all = widgets.Button(description="Make one for every area", layout=wide)
        self.progress = Progress()
        self.made = page()
        # Built once: a control that is built anew loses the focus of whoever pressed it.
        self.first = [
            widgets.HTML(
                f"<h3>1 Open a table</h3><p>{WHERE}</p>"
                f"<p>Begin from a template if you like: {_links()}.</p>"
            ),
            self.upload,
            row(self.path, self.open_button, self.practice),
            self.status,
        ]
        self.what = widgets.HTML()
        self.for_cases = row(self.newborn, self.dates, self.all_newborns)
        self.for_counts = row(self.newborn)
        self.deciding = row(self.recheck, self.confirm)
        super().__init__(children=self.first)
        self.add_class("bic-panel")
        self.open_button.on_click(self._open_path)
        self.practice.on_click(self._open_practice)
        self.recheck.on_click(self._recheck)
        self.confirm.on_click(self._confirm)
        for control in (self.threshold, self.rounding):
            control.observe(self._protect, names="value")
        for control in (self.area, self.period, self.region):
            control.observe(self._look, names="value")
        self.make.on_click(lambda _: self._brief([self.area.value]))
        self.make_all.on_click(lambda _: self._brief(self._areas()))

    # What is said ------------------------------------------------------------------------------

    def say(self, text: str) -> None:
        """Show a sentence at the top of the panel, read aloud by a screen reader."""
        # Emptied first: the same sentence once more is an answer too.
        self.status.value = ""
        self.status.value = plain(text, limit=2000)

    def _repr_mimebundle_(self, **settings: Any) -> dict[str, Any]:
        """The panel; and for a reader without a kernel, a sentence that never changes."""
        shown: dict[str, Any] = super()._repr_mimebundle_(**settings) or {}
        return {**shown, "text/plain": WITHOUT_KERNEL}

    # 1 Open ------------------------------------------------------------------------------------

    @told
    def opened(self, name: str, content: bytes) -> None:
        """Read a file that was handed over."""
        self._show_new(open_table(content, name))

    def _too_large(self) -> None:
        self.say(
            f"The file is larger than {LARGEST_UPLOAD / 1e6:.0f} MB, too large to hand over here. "
            "If it lies where this notebook's Python runs, type where it is; then it is read from "
            "the disk."
        )

    @told
    def _open_path(self, _: object) -> None:
        if not self.path.value.strip():
            raise PackError("Type the name of a file with its folder, or choose one.")
        self._show_new(open_table(self.path.value.strip().strip('"')))

    @told
    def _open_practice(self, _: object) -> None:
        content = practice_table(faults=True).encode()
        self._show_new(open_table(content, "illustrative-practice-table.csv"))

    # 2 Confirm ---------------------------------------------------------------------------------

    def _show_new(self, reading: Reading) -> None:
        """A file that was just opened; what was said about the one before it is forgotten."""
        for control in (self.newborn, self.dates):
            control.value = control.options[0]
        self.all_newborns.value = False
        self.named.value = ""
        self._show_reading(reading)

    def _show_reading(self, reading: Reading, *, done: str = "Opened.") -> None:
        self.reading, self.protected, self.found = reading, None, None
        self.problems.value = problems_html(reading.problems)
        roles = CASE_ROLES if reading.shape == "case" else AGGREGATE_ROLES
        if set(self.columns) != set(roles) or not reading.confirmed:
            self.columns = {
                role: widgets.Dropdown(
                    options=[NOT_USED, *reading.headings],
                    value=reading.mapping.get(role, NOT_USED),
                    description=ROLE[role].words,
                    style={"description_width": "16rem"},
                    layout=long(),
                )
                for role in roles
            }
        self.mapped.children = list(self.columns.values())
        people = [person.column for person in reading.personal]
        hidden = (
            f"<p>Never shown and never written: {for_html(', '.join(people), limit=400)}.</p>"
            if people
            else ""
        )
        case = reading.shape == "case"
        # The ages of a table of babies are counted here, so it can't be that it does not say.
        ages = [label for label, days in NEWBORN.items() if days is not None or not case]
        if list(self.newborn.options) != ages:
            kept = self.newborn.value if self.newborn.value in ages else ages[0]
            self.newborn.options, self.newborn.value = ages, kept
        self.what.value = (
            "<h3>2 Confirm what each column is</h3>"
            f"<p>{for_html(reading.name)}: {reading.size}.</p>{hidden}"
        )
        # Hidden and not left out: a list that changes is drawn anew, and the focus in it is lost.
        self.named.layout.display = "none" if "area" in reading.mapping else None
        self.children = [
            *self.first,
            self.what,
            self.mapped,
            self.for_cases if case else self.for_counts,
            self.named,
            self.deciding,
            self.problems,
        ]
        ready = "It can be counted once you confirm the columns."
        stuck = "It can't be counted yet: mend what stands first in the list of remarks."
        many = len(reading.problems)
        remarks = f"{many} remark{'s' * (many != 1)}"
        if done or not reading.ready:
            self.say(f"{done} {remarks}. {ready if reading.ready else stuck}".strip())

    def _mapping(self) -> dict[str, str | None]:
        return {
            role: None if box.value == NOT_USED else box.value for role, box in self.columns.items()
        }

    def _confirmed(self) -> Reading:
        if self.reading is None:
            raise PackError("Open a table first.")
        dates = None if self.dates.value == "as the file shows" else self.dates.value
        days = NEWBORN[self.newborn.value]
        return self.reading.confirm(
            self._mapping(), dates=dates, all_newborns=self.all_newborns.value,
            area=self.named.value, newborn=under(days),
            newborn_days=days or Settings().newborn_days,
        )  # fmt: skip

    @told
    def _recheck(self, _: object) -> None:
        self._show_reading(self._confirmed(), done="Checked again.")

    @told
    def _confirm(self, _: object) -> None:
        reading = self._confirmed()
        self._show_reading(reading, done="")
        if not reading.ready:
            raise PackError(
                "Mend what stands first in the list of remarks, then open the file again."
            )
        self._protect()

    # 3 Look ------------------------------------------------------------------------------------

    @told
    def _protect(self, _: object = None) -> None:
        if self.reading is None or not self.reading.confirmed:
            return
        self.protected = protect(
            self.reading.counts, threshold=self.threshold.value, round_to_5=self.rounding.value
        )
        from born_into_care.your_area.findings import find_latest

        for control, options, chosen in (
            (self.area, self.protected.areas, self.protected.areas[-1]),
            (self.period, self.protected.periods, find_latest(self.protected)),
        ):
            kept = control.value if control.value in options else chosen
            control.unobserve(self._look, names="value")
            control.options = list(options)
            control.value = kept
            control.observe(self._look, names="value")
        steps = [child for child in self.children if child not in self._later_steps()]
        self.children = [*steps, *self._later_steps()]
        self._look()

    def _later_steps(self) -> list[widgets.Widget]:
        if not hasattr(self, "_later"):
            self._later = [
                widgets.HTML("<h3>3 Look</h3><p>Small counts are hidden.</p>"),
                row(self.threshold, self.rounding),
                row(self.area, self.period, self.region),
                self.shown,
                self.charts,
                widgets.HTML(
                    "<h3>4 Make a briefing of two pages</h3>"
                    "<p>It is saved where that Python runs, in this folder.</p>"
                ),
                self.folder,
                row(*self.formats.values()),
                row(self.make, self.make_all),
                self.progress,
                self.made,
            ]
        return self._later

    @told
    def _look(self, _: object = None) -> None:
        if self.protected is None:
            return
        region = None if self.region.value == "not said" else self.region.value
        self.found = find(
            self.protected, area=self.area.value, period=self.period.value, region=region
        )
        # Three levels lower: the notebook has the title, and the step its own heading.
        self.shown.value = _linked(
            to_html_fragment(brief_findings(self.found), lower=3), self.found
        )
        self._draw()
        area, period = lower_total(self.area.value), lower_total(self.period.value)
        self.say(f"Showing {area}, {period}. {self.protected.summary}")

    def _draw(self) -> None:
        """The charts that can be drawn; why another can't is said by the figures above."""
        assert self.found is not None
        self.charts.clear_output(wait=True)
        with self.charts:
            for chart in (over_time, funnel):
                try:
                    drawn = chart(self.found)
                except PackError:
                    continue
                drawn._ipython_display_()

    # 4 Brief -----------------------------------------------------------------------------------

    def _areas(self) -> list[str]:
        return [a for a in self.protected.areas if a != ALL_AREAS] if self.protected else []

    @told
    def _brief(self, areas: Sequence[str]) -> None:
        if self.protected is None:
            raise PackError("Open a table and confirm its columns first.")
        self.progress.max, self.progress.value = max(1, len(areas)), 0
        self.say("Making briefings. The first takes some seconds.")
        self.summary = make_briefings(
            areas, folder=self.folder.value, table=self.protected, period=self.period.value,
            region="" if self.region.value == "not said" else self.region.value,
            formats=[name for name, box in self.formats.items() if box.value],
            progress=self._step,
        )  # fmt: skip
        files = "".join(
            f"<li>{for_html(one.area)}: {for_html(_said(one), limit=400)}</li>"
            for one in self.summary.outcomes
        )
        self.made.value = f"<p>In {for_html(self.summary.folder, limit=400)}:</p><ul>{files}</ul>"
        self.say(self.summary.text)

    def _step(self, _: Outcome) -> None:
        self.progress.value += 1


def _linked(text: str, found: Findings) -> str:
    """The page with a link from each published figure, and from its name, to its row."""
    for figure in {c.figure.id: c.figure for c in found.comparisons}.values():
        start = f'<a href="{figure.link}" target="_blank" rel="noopener">'
        text = re.sub(rf"(?<![\w#-]){figure.id}(?![\w-])", rf"{start}\g<0></a>", text)
    for comparison in found.comparisons:
        start = f'<a href="{comparison.figure.link}" target="_blank" rel="noopener">'
        cell = re.escape(escape(beside(comparison)))
        text = re.sub(rf"(?<=<td>){cell}(?=<|;)|(?<=; ){cell}(?=<|;)", rf"{start}\g<0></a>", text)
    return text


def _said(outcome: Outcome) -> str:
    """The files of an area, or why there are none."""
    return ", ".join((*outcome.made, *outcome.kept)) or outcome.failure


def _links() -> str:
    """Links that save the templates, the dictionary and the practice table."""
    files = (
        ("one row for each baby", "template-one-row-for-each-baby.csv", template("case")),
        ("areas and periods", "template-areas-and-periods.csv", template("aggregate")),
        ("data dictionary", "data-dictionary.csv", dictionary()),
    )
    return ", ".join(
        f'<a download="{name}" href="data:text/csv;base64,'
        f'{base64.b64encode(text.encode("utf-8-sig")).decode()}">{word}</a>'
        for word, name, text in files
    )
