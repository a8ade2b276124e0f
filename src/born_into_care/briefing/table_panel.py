"""The panel of notebook 09: choose a file, confirm its columns, look at the result, brief."""

import base64
import contextlib
import re
from collections.abc import Mapping
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from born_into_care.activities.activity import ActivityWidget, frontend_module
from born_into_care.briefing.document import brief_findings, describe_published
from born_into_care.briefing.files import FORMATS, TWO_RESULTS, Summary, make_briefings
from born_into_care.charts.style import CONFIG
from born_into_care.documents import make_environment, to_html_fragment
from born_into_care.errors import PackError
from born_into_care.evidence import AREAS
from born_into_care.explorers.explorer import view
from born_into_care.explorers.frontend import read_frontend
from born_into_care.text import plain
from born_into_care.your_area import (
    Findings,
    Protected,
    Reading,
    collect_findings,
    exposes_small_counts,
    open_table,
    protect,
)
from born_into_care.your_area.charts import funnel, over_time
from born_into_care.your_area.contract import (
    ROLES,
    list_dictionary,
    list_practice,
    list_template,
    make_file,
)
from born_into_care.your_area.counts import ALL_AREAS, THRESHOLD, lower_total

HERE = Path(__file__).parent
LARGEST_UPLOAD = 100_000_000
WITHOUT_KERNEL = (
    "To open a table of your own, run this notebook in JupyterLab: a panel opens here. The command "
    "line does the same: born-into-care check FILE, then born-into-care briefing FILE --all."
)
_USUAL = {"area": "", "period": "", "region": "", "threshold": THRESHOLD, "rounding": False}
"""What is chosen in the third step, to begin with."""


class Panel(ActivityWidget):
    """Three steps, one below the other: file, columns, result.

    Each control calls one function that the command line calls too. What a learner opens travels in
    messages: no cell of it becomes part of a widget's state, so that no saved notebook can hold it.
    """

    _esm = frontend_module(str(HERE / "frontend" / "panel"), shared=["explorer.js", "library.js"])
    _css = "\n".join(
        [
            ActivityWidget._css,
            read_frontend("explorer.css"),
            (HERE / "frontend" / "panel.css").read_text("utf-8"),
        ]
    )

    def __init__(self) -> None:
        """Begin with the first step; the page asks for it."""
        super().__init__(largest=LARGEST_UPLOAD)
        self.step = "file"
        self.reading = Reading("")
        self.findings: Findings | None = None
        self.summary: Summary | None = None
        self.choice: dict[str, Any] = _USUAL
        self._briefed: Protected | None = None
        self._portions: list[bytes] = []

    def _repr_mimebundle_(self, **_: Any) -> Any:
        """Return the panel; and for a reader without a kernel, a sentence that never changes."""
        view = {"version_major": 2, "version_minor": 0, "model_id": self.model_id}
        return {"text/plain": WITHOUT_KERNEL, "application/vnd.jupyter.widget-view+json": view}

    def _on_message(self, _: object, content: Mapping[str, Any], buffers: Any) -> None:
        if content.get("do") == "file":
            self._portions.append(bytes(buffers[0]))
        if content.get("last", True):
            super()._on_message(_, content, buffers)

    # 1 File ------------------------------------------------------------------------------------

    def do_hello(self, content: Mapping[str, Any]) -> None:
        """Show the panel as it is, to a page that was just opened."""
        self._show(content)

    def do_file(self, content: Mapping[str, Any]) -> None:
        """Read a file whose last portion has come."""
        whole, self._portions = b"".join(self._portions), []
        if content["size"] > LARGEST_UPLOAD:
            raise PackError(
                f"The file is larger than {LARGEST_UPLOAD / 1e6:.0f} MB, too large to hand over "
                "here. If it lies where this notebook's Python runs, type where it is."
            )
        self._open(content, open_table(whole, str(content["name"])))

    def do_open(self, content: Mapping[str, Any]) -> None:
        """Read a file whose place was typed."""
        path = str(content["value"]).strip().strip('"')
        if not path:
            raise PackError("Type the name of a file with its folder, or choose one.")
        self._open(content, open_table(path))

    def do_practice(self, content: Mapping[str, Any]) -> None:
        """Read the practice table."""
        name = "illustrative-practice-table.csv"
        self._open(content, open_table(make_file(list_practice(), "csv"), name))

    def do_back(self, content: Mapping[str, Any]) -> None:
        """Open an earlier step again."""
        self.step, self.findings, self.summary = str(content["value"]), None, None
        self._show(content, f"Step {self.step} is open.", focus=self.step)

    def _open(self, content: Mapping[str, Any], reading: Reading) -> None:
        self.reading, self.step, self.choice = reading, "columns", _USUAL
        self.findings = self.summary = None
        self._show(content, f"Opened. {self.follows}", focus="columns")

    # 2 Columns ---------------------------------------------------------------------------------

    @property
    def follows(self) -> str:
        """What has to be done before the result, as a sentence."""
        if self.reading.stops:
            return (
                "It can't be counted yet. Put right what stands first in the remarks, then open it "
                "again."
            )
        if many := len(self.reading.questions):
            return f"Next: answer {'the question' if many == 1 else f'{many} questions'} below."
        return "Next: check each column and its first values, then say that they are right."

    def do_column(self, content: Mapping[str, Any]) -> None:
        """Take another column for a role, or none."""
        self.reading = self.reading.change(mapping={content["name"]: content["value"]})
        self._show(content, self.follows)

    def do_answer(self, content: Mapping[str, Any]) -> None:
        """Take the answer to a question or a setting."""
        self.reading = self.reading.change(answers={content["name"]: content["value"]})
        self._show(content, self.follows)

    def do_confirm(self, content: Mapping[str, Any]) -> None:
        """Take the columns as confirmed, count and protect."""
        self.reading = self.reading.confirm()
        self._protect(self.choice)
        self.step = "result"
        self._show(content, self._shown, focus="result")

    # 3 Result ----------------------------------------------------------------------------------

    def do_setting(self, content: Mapping[str, Any]) -> None:
        """Take a setting of the third step."""
        name, value = content["name"], content["value"]
        choice = {**self.choice, name: int(value) if name == "threshold" else value}
        if self.findings is None or name in ("threshold", "rounding"):
            self._protect(choice)
        else:
            self._find(self.findings.protected, choice)
        self._show(content, self._shown)

    def _protect(self, choice: dict[str, Any]) -> None:
        protected = protect(
            self.reading.counts, threshold=choice["threshold"], round_to_5=choice["rounding"],
            progress=lambda done, total: self._tell_progress(done, total, "Protecting"),
        )  # fmt: skip
        names = {"area": protected.areas, "period": protected.periods}
        kept = {what: choice[what] * (choice[what] in names[what]) for what in names}
        self._find(protected, choice | kept)

    def _find(self, protected: Protected, choice: dict[str, Any]) -> None:
        chosen = {name: choice[name] for name in ("area", "period", "region")}
        self.findings = collect_findings(protected, **chosen)
        self.choice = choice | {"area": self.findings.area, "period": self.findings.period}

    def _tell_progress(self, done: int, total: int, doing: str) -> None:
        self.send({"what": "progress", "done": done, "all": total, "doing": doing})

    @property
    def _shown(self) -> str:
        assert self.findings is not None
        area, period = lower_total(self.choice["area"]), lower_total(self.choice["period"])
        summary = self.findings.protected.summary
        return f"Showing {area}, {period}. {summary} {self.warning}".strip()

    @property
    def warning(self) -> str:
        """What to heed where briefings of these areas were made with other settings."""
        before, now = self._briefed, self.findings and self.findings.protected
        exposed = before and now and before is not now and exposes_small_counts(before, now)
        return TWO_RESULTS if exposed else ""

    def do_brief(self, content: Mapping[str, Any]) -> None:
        """Make the briefing on the area that is shown, or on every area."""
        if self.findings is None:
            raise PackError("Open a table and confirm its columns first.")
        protected, fields = self.findings.protected, content["fields"]
        every = [area for area in protected.areas if area != ALL_AREAS]
        areas = every if content["value"] == "all" else [self.choice["area"]]
        self.summary = make_briefings(
            areas, folder=fields["folder"], table=protected,
            period=self.choice["period"], region=self.choice["region"],
            progress=lambda done, total: self._tell_progress(done, total, "Making briefings"),
            formats=[name for name in FORMATS if fields.get(name)],
        )  # fmt: skip
        self._briefed = protected
        self._show(content, self.summary.text)

    # What is shown -----------------------------------------------------------------------------

    def _show(self, content: Mapping[str, Any], sentence: str = "", *, focus: str = "") -> None:
        """Answer with the whole page, of which the browser exchanges the parts that changed."""
        charts: list[dict[str, Any]] = []
        for draw in (over_time, funnel):
            # Why a chart can't be drawn is said by the figures above.
            with contextlib.suppress(PackError):
                charts += [view(draw(self.findings))] if self.findings else []
        self.answer(
            content, what="page", page=self.page(), charts=charts, config=CONFIG, focus=focus,
            sentence=plain(sentence, limit=2000),
        )  # fmt: skip

    def page(self) -> str:
        """Return the parts of the panel as HTML."""
        briefing = ""
        if self.findings is not None:
            # Three levels lower: the notebook has the title, and the step its own heading.
            document = to_html_fragment(brief_findings(self.findings), lower=3)
            briefing = _link_figures(document, self.findings)
        template = make_environment("born_into_care.briefing").get_template("panel.html")
        return template.render(
            panel=self, reading=self.reading, briefing=briefing, id=f"bic-{self.model_id[:8]}",
            plain=plain, address_of=_address_of, roles=ROLES, regions=AREAS,
            folder=Path.home() / "born-into-care" / "briefings",
        )  # fmt: skip


def _link_figures(page: str, findings: Findings) -> str:
    """Return the page with a link from each published figure, and from its name, to its row."""
    links = {
        text: rf'<a href="{comparison.figure.link}" target="_blank" rel="noopener">\g<0></a>'
        for comparison in findings.comparisons
        for text in (comparison.figure.id, escape(describe_published(comparison)))
    }
    for text, link in links.items():
        page = re.sub(rf"(?<![\w#/-]){re.escape(text)}(?![\w*-])", link, page)
    return page


@cache
def _address_of(layout: str, ending: str, filled: bool) -> str:
    """Return the address that saves a template, or the dictionary, when its link is followed."""
    dictionary = layout == "dictionary"
    rows = list_dictionary() if dictionary else list_template(layout, filled=filled)
    content = base64.b64encode(make_file(rows, ending)).decode()
    return f"data:application/octet-stream;base64,{content}"
