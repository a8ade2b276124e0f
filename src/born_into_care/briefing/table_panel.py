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
from born_into_care.briefing.charts import funnel, over_time
from born_into_care.briefing.document import brief_findings, describe_published, lower_total
from born_into_care.briefing.files import FORMATS, TWO_RESULTS, Summary, make_briefings
from born_into_care.briefing.practice import open_practice
from born_into_care.charts.style import CONFIG
from born_into_care.documents import make_environment, to_html_fragment
from born_into_care.errors import PackError
from born_into_care.evidence import AREAS
from born_into_care.explorers.explorer import view
from born_into_care.explorers.frontend import read_frontend
from born_into_care.paths import HOME
from born_into_care.text import plain
from born_into_care.your_area import (
    Findings,
    Protected,
    Reading,
    collect_findings,
    contract,
    exposes_small_counts,
    open_table,
    protect,
)
from born_into_care.your_area.protection import ALL_AREAS, THRESHOLD

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
    _css = f"{ActivityWidget._css}\n{read_frontend('explorer.css')}\n" + (
        HERE / "frontend" / "panel.css"
    ).read_text("utf-8")

    def __init__(self) -> None:
        """Begin with the first step; the page asks for it."""
        super().__init__(largest=LARGEST_UPLOAD)
        self.step = "file"
        self.reading = Reading("", b"", {}, {})
        self.findings: Findings | None = None
        self.summary: Summary | None = None
        self.choice: dict[str, Any] = _USUAL
        self._briefed: Protected | None = None
        self._upload, self._portions = None, list[bytes]()

    def _repr_mimebundle_(self, **_: Any) -> Any:
        """Return the panel; and for a reader without a kernel, a sentence that never changes."""
        widget = {"version_major": 2, "version_minor": 0, "model_id": self.model_id}
        return {"text/plain": WITHOUT_KERNEL, "application/vnd.jupyter.widget-view+json": widget}

    def _on_message(self, _: object, content: Mapping[str, Any], buffers: Any) -> None:
        if content.get("do") == "file":
            if content["upload"] != self._upload:
                self._upload, self._portions = content["upload"], []
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
        if len(whole) != content["size"]:
            raise PackError("Only a part of the file came. Choose it again.")
        self._open(content, open_table(whole, str(content["name"])))

    def do_open(self, content: Mapping[str, Any]) -> None:
        """Read a file whose place was typed."""
        path = str(content["value"]).strip().strip('"')
        if not path:
            raise PackError("Type the name of a file with its folder, or choose one.")
        self._open(content, open_table(path))

    def do_practice(self, content: Mapping[str, Any]) -> None:
        """Read the practice table."""
        self._open(content, open_practice())

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
        self.reading, self.findings = self.reading.confirm(), None
        sentence = self._find(self.choice)
        self.step = "result"
        self._show(content, sentence, focus="result")

    # 3 Result ----------------------------------------------------------------------------------

    def do_setting(self, content: Mapping[str, Any]) -> None:
        """Take a setting of the third step."""
        self._show(content, self._find({**self.choice, content["name"]: content["value"]}))

    def _find(self, choice: dict[str, Any]) -> str:
        """Find what is asked for, protecting anew where that is set; return what is shown."""
        protected = self.findings.protected if self.findings else None
        if protected is None or any(choice[n] != self.choice[n] for n in ("threshold", "rounding")):
            protected = protect(
                self.reading.counts, threshold=int(choice["threshold"]),
                round_to_5=choice["rounding"],
                progress=lambda done, total: self._tell_progress(done, total, "Protecting"),
            )  # fmt: skip
        # What was chosen before the columns were changed may be gone.
        area = choice["area"] if choice["area"] in protected.areas else ""
        period = choice["period"] if choice["period"] in protected.periods else ""
        found = collect_findings(protected, area=area, period=period, region=choice["region"])
        self.findings, self.choice = found, choice | {"area": found.area, "period": found.period}
        return (
            f"Showing {lower_total(found.area)}, {lower_total(found.period)}. {protected.summary} "
            f"{self.warning}"
        )

    def _tell_progress(self, done: int, total: int, doing: str) -> None:
        self.send({"what": "progress", "done": done, "all": total, "doing": doing})

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
        areas = (
            [area for area in protected.areas if area != ALL_AREAS]
            if content["value"] == "all"
            else [self.choice["area"]]
        )
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
        drawn: list[dict[str, Any]] = []
        for draw in (over_time, funnel):
            # Why a chart can't be drawn is said by the figures above.
            with contextlib.suppress(PackError):
                drawn += [view(draw(self.findings))] if self.findings else []
        self.answer(
            content, what="page", page=self.page(), charts=drawn, config=CONFIG, focus=focus,
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
            plain=plain, address_of=_address_of, roles=contract.ROLES, regions=AREAS,
            layouts=contract.LAYOUTS,
            folder=Path(HOME).expanduser() / "briefings",
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
    rows = (
        contract.list_dictionary()
        if layout == "dictionary"
        else contract.list_template(layout, filled=filled)
    )
    content = base64.b64encode(contract.make_file(rows, ending)).decode()
    return f"data:application/octet-stream;base64,{content}"
