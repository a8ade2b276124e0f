"""An explorer: a pure chart function and the controls that steer it, and its live widget."""

from __future__ import annotations

import itertools
import json
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import anywidget
import traitlets

from born_into_care.charts.style import CONFIG
from born_into_care.errors import PackError, require_known
from born_into_care.explorers.controls import Control, Gap, Value
from born_into_care.explorers.frontend import compress_plotly, read_frontend
from born_into_care.paths import read_tokens
from born_into_care.text import verb_entry

if TYPE_CHECKING:
    from born_into_care.charts import Chart

UNEXPECTED = (
    "This choice could not be drawn, and your choice is kept. Choose another value; if the same "
    "happens again, run the set-up cell and this cell again."
)


GZIP = 31  # What zlib calls a stream in gzip's form, which browsers open.


@dataclass(frozen=True)
class Explorer:
    """A chart that a learner steers.

    Attributes:
        key: a stable name ("regions").
        title: what it is for, as a heading would say it.
        question: what to ask before the first move.
        chart: a pure function from the controls' values, by keyword, to a Chart.
        controls: the controls, in the order in which a person meets them.
        gaps: the choices behind which there is nothing in this pack.

    Example:
        >>> from born_into_care.explorers import explorer
        >>> explorer("regions").chart_for(measure="Same-day hearings").key
        'regions'
    """

    key: str
    title: str
    question: str
    chart: Callable[..., Chart]
    controls: tuple[Control, ...]
    gaps: tuple[Gap, ...] = ()

    @property
    def default(self) -> dict[str, Value]:
        """The value of each control at the start."""
        return {control.name: control.default for control in self.controls}

    def check(self, state: Mapping[str, object]) -> dict[str, Value]:
        """Return a whole state: the values named, and the default of each control not named.

        Raises:
            PackError: if a control or a value does not exist; it says which do.
        """
        for name in state:
            require_known("control", name, self.default)
        named = {**self.default, **state}
        return {control.name: control.check(named[control.name]) for control in self.controls}

    def simplify(self, state: Mapping[str, Value]) -> dict[str, Value]:
        """Return a whole state with the default for each control that does nothing in it."""
        return {
            control.name: state[control.name] if control.is_shown(state) else control.default
            for control in self.controls
        }

    def chart_for(self, **state: object) -> Chart:
        """Return the chart for a state: the same choice as the controls, without a widget.

        Raises:
            PackError: if a control or a value does not exist; it says which do.
        """
        return self.chart(**self.simplify(self.check(state)))

    def states(self) -> Iterator[dict[str, Value]]:
        """Every state that the controls can be in, those shown that do something."""
        for values in itertools.product(*(control.values for control in self.controls)):
            state = dict(zip(self.default, values, strict=True))
            if state == self.simplify(state):
                yield state

    def declaration(self) -> dict[str, Any]:
        """Return title, question, controls and gaps as plain data for the page that draws them."""
        return {
            "key": self.key,
            "title": self.title,
            "question": self.question,
            "controls": [control.describe() for control in self.controls],
            "gaps": [asdict(gap) for gap in self.gaps],
        }

    def widget(self, **state: object) -> ExplorerWidget:
        """Return the live widget, starting at a state."""
        return ExplorerWidget(self, self.check(state))


def view(chart: Chart) -> dict[str, Any]:
    """Return what a page needs to show a chart: its texts, some as HTML, and the figure."""
    return {
        "title": chart.title,
        "sentence": chart.sentence,
        "steps": chart.steps_html(),
        "words": chart.words_html(),
        "spec": dict(chart.spec),
    }


def export(explorer: Explorer) -> dict[str, Any]:
    """Return an explorer as plain data that a page can steer alone.

    Returns:
        `declaration`, `config`, `default` (state), `parts` (each trace, layout or text once) and
        `states`: for each distinct state, by the place of each control's value among its values,
        the places of its title, sentence, steps, words, layout and traces in `parts`.
    """
    places: dict[str, int] = {}
    states = {}
    for state in explorer.states():
        shown = view(explorer.chart_for(**state))
        spec = shown["spec"]
        texts = [shown[name] for name in ("title", "sentence", "steps", "words")]
        parts = [*texts, spec["layout"], *spec["data"]]
        written = [json.dumps(part, sort_keys=True, ensure_ascii=False) for part in parts]
        chosen = (control.values.index(state[control.name]) for control in explorer.controls)
        states[".".join(map(str, chosen))] = [
            places.setdefault(text, len(places)) for text in written
        ]
    return {
        "declaration": explorer.declaration(),
        "config": CONFIG,
        "default": explorer.default,
        "parts": [json.loads(text) for text in places],
        "states": states,
    }


class ExplorerWidget(anywidget.AnyWidget):
    """An explorer in a notebook or in Voila.

    One message comes in for each choice (`ask`) and one goes out with all that it changes
    (`answer`). A page has the first view from `start`; each further one goes on from it in the same
    compressed stream, so that only what is new in it takes bytes, which bad wifi feels. The drawing
    library is sent on demand, once a page, so that no saved notebook ever holds it.
    """

    _esm = read_frontend("page.js", "explorer.js", "library.js", "live.js")
    _css = read_tokens() + read_frontend("explorer.css")

    declaration = traitlets.Dict().tag(sync=True)
    config = traitlets.Dict(CONFIG).tag(sync=True)
    start = traitlets.Bytes().tag(sync=True)
    ask = traitlets.Dict().tag(sync=True)
    answer = traitlets.Dict().tag(sync=True)

    def __init__(self, explorer: Explorer, state: Mapping[str, Value]) -> None:
        """Draw the first chart before the widget is shown, so that it never appears empty."""
        self.explorer = explorer
        self._stream = zlib.compressobj(wbits=GZIP)
        chart = explorer.chart_for(**state)
        first = self._stream.compress(_write(chart)) + self._stream.flush(zlib.Z_SYNC_FLUSH)
        super().__init__(
            declaration=explorer.declaration(),
            start=first,
            ask={"number": 0, "state": dict(state)},
            answer={"number": 0, "error": "", "view": self._continue(chart)},
        )
        self.observe(self._reply, names="ask")
        self.on_msg(self._send_plotly)

    @property
    def view(self) -> dict[str, Any]:
        """What the page shows now: title, sentence, words and figure."""
        lines = zlib.decompress(self.start + self.answer["view"], wbits=GZIP).splitlines()
        shown: dict[str, Any] = json.loads(lines[-1])
        return shown

    @property
    def state(self) -> dict[str, Value]:
        """What the controls say now."""
        return dict(self.ask["state"])

    def choose(self, **changes: Value) -> None:
        """Set controls from code, as a hand would.

        Raises:
            PackError: if a control or a value does not exist; it says which do.
        """
        state = self.explorer.check({**self.state, **changes})
        self.ask = {"number": int(self.ask["number"]) + 1, "state": state}

    def _reply(self, change: Mapping[str, Any]) -> None:
        ask = change["new"]
        answer = {**self.answer, "number": ask["number"], "error": ""}
        try:
            answer["view"] = self._continue(self.explorer.chart_for(**ask["state"]))
        except PackError as problem:
            answer["error"] = str(problem)
        except Exception:
            answer["error"] = UNEXPECTED
            # Raised again for the log and for the tests: a callback never swallows an error.
            raise
        finally:
            self.answer = answer

    def _continue(self, chart: Chart) -> bytes:
        """Return a view as what follows `start` in its compressed stream."""
        stream = self._stream.copy()
        return stream.compress(_write(chart)) + stream.flush()

    def _send_plotly(self, _: object, content: Mapping[str, Any], __: object) -> None:
        if content.get("want") == "plotly":
            self.send({"have": "plotly"}, buffers=[compress_plotly()])

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return the widget, and beside it what a reader without a kernel sees in a saved notebook.

        The picture and its words are those of the state at the start; the text holds no random id,
        so that a saved notebook stays the same.
        """
        shown = super()._repr_mimebundle_(**kwargs)
        data, metadata = shown if isinstance(shown, tuple) else (shown or {}, {})
        chart = self.explorer.chart_for(**self.state)
        call = verb_entry("explore", self.explorer.key, **self.state)
        return {**data, **chart.mimebundle(), **call}, metadata


def _write(chart: Chart) -> bytes:
    """Return the view as one line of JSON."""
    return json.dumps(view(chart)).encode() + b"\n"
