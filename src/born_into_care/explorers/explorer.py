"""An explorer: a pure chart function, the controls that steer it, and its live widget."""

from __future__ import annotations

import itertools
import json
import zlib
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import anywidget
import traitlets

from born_into_care.charts import Chart
from born_into_care.charts.style import CONFIG
from born_into_care.errors import PackError, require_known
from born_into_care.explorers.frontend import compress_plotly, read_frontend
from born_into_care.paths import read_tokens
from born_into_care.text import verb_entry

Value = str | bool | int

UNEXPECTED = (
    "This choice could not be drawn, and your choice is kept. Choose another value; if the same "
    "happens again, run the set-up cell and this cell again."
)


@dataclass(frozen=True, kw_only=True)
class Control(ABC):
    """What all controls have.

    Attributes:
        name: the argument of the chart function that it sets.
        help: one sentence under the control, or nothing.
        applies: the values of other controls with which it does something; it is hidden while
            one of them has another value.
        default: the value at the start, and while the control is hidden.
    """

    name: str
    label: str
    help: str = ""
    applies: Mapping[str, Sequence[Value]] = field(default_factory=dict)
    default: Value

    @property
    @abstractmethod
    def values(self) -> Sequence[Value]:
        """Every value that it can take."""

    @abstractmethod
    def check(self, value: object) -> Value:
        """Return the value, or raise a PackError that says which values exist."""

    def describe(self) -> dict[str, Any]:
        """Return it as plain data for the page that draws it."""
        return {"kind": type(self).__name__.lower(), **asdict(self)}

    def is_shown(self, state: Mapping[str, Value]) -> bool:
        """Return whether it does something in a state."""
        return all(state[name] in values for name, values in self.applies.items())


@dataclass(frozen=True, kw_only=True)
class Choice(Control):
    """A list to choose one thing from; the first option is the default where none is named.

    Example:
        >>> Choice(name="area", label="Area", options=("England", "Wales")).check("Wales")
        'Wales'
    """

    options: tuple[str, ...]
    default: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "default", self.check(self.default or self.options[0]))

    @property
    def values(self) -> Sequence[Value]:
        """The options, which are also what a person reads."""
        return self.options

    def check(self, value: object) -> str:
        """Return an option, or raise a PackError that says which there are."""
        return require_known(self.label.lower(), value, self.options)


@dataclass(frozen=True, kw_only=True)
class Switch(Control):
    """A thing that is on or off."""

    default: bool = False

    @property
    def values(self) -> Sequence[Value]:
        """Off, then on."""
        return (False, True)

    def check(self, value: object) -> bool:
        """Return True or False, or raise a PackError that says so."""
        if not isinstance(value, bool):
            raise PackError(f"{self.label!r} is either True or False, not {value!r}.")
        return value


@dataclass(frozen=True, kw_only=True)
class Number(Control):
    """A whole number from low to high of a unit in the plural ("days"), as slider and box."""

    low: int
    high: int
    unit: str
    default: int
    step: int = 1

    @property
    def values(self) -> Sequence[Value]:
        """Every number from low to high that a step leads to."""
        return range(self.low, self.high + 1, self.step)

    def check(self, value: object) -> int:
        """Return such a number, or raise a PackError that says which there are."""
        if isinstance(value, bool) or not isinstance(value, int) or value not in self.values:
            steps = f" in steps of {self.step}" if self.step > 1 else ""
            raise PackError(
                f"{self.label!r} takes a whole number of {self.unit} from {self.low} to "
                f"{self.high}{steps}, not {value!r}."
            )
        return value


@dataclass(frozen=True, kw_only=True)
class Gap:
    """Choices behind which there is nothing, or not all.

    Attributes:
        where: the values of controls with which it is so; lists say so at those options.
        instead: what an empty chart offers to choose in their place; nothing where it isn't empty.
    """

    where: Mapping[str, Sequence[Value]]
    words: str = "not in this pack"
    instead: Mapping[str, Value] | None = None


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
        self._stream = zlib.compressobj(wbits=31)  # In gzip's form, which browsers open.
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
    def state(self) -> dict[str, Value]:
        """What the controls say now."""
        return dict(self.ask["state"])

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

        The text holds no random id, so that a saved notebook stays the same.
        """
        shown = super()._repr_mimebundle_(**kwargs)
        data, metadata = shown if isinstance(shown, tuple) else (shown or {}, {})
        chart = self.explorer.chart_for(**self.state)
        call = verb_entry("explore", self.explorer.key, **self.state)
        return {**data, **chart.mimebundle(), **call}, metadata


@dataclass(frozen=True)
class Explorer:
    """A chart that a learner steers; `question` is what to ask before the first move.

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
    widget_class: type[ExplorerWidget] = ExplorerWidget

    @property
    def default(self) -> dict[str, Value]:
        """The value of each control at the start."""
        return {control.name: control.default for control in self.controls}

    def check(self, state: Mapping[str, object]) -> dict[str, Value]:
        """Return a whole state: the values named, and the default of each control not named.

        A control or a value that does not exist raises a PackError that says which do.
        """
        for name in state:
            require_known("control", name, self.default)
        return {
            control.name: control.check(state.get(control.name, control.default))
            for control in self.controls
        }

    def simplify(self, state: Mapping[str, Value]) -> dict[str, Value]:
        """Return a whole state with the default for each control that does nothing in it."""
        return {
            control.name: state[control.name] if control.is_shown(state) else control.default
            for control in self.controls
        }

    def chart_for(self, **state: object) -> Chart:
        """Return the chart for a state, named as in `check`, without a widget."""
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
            "key": self.key, "title": self.title, "question": self.question,
            "controls": [control.describe() for control in self.controls],
            "gaps": [asdict(gap) for gap in self.gaps],
        }  # fmt: skip

    def widget(self, **state: object) -> ExplorerWidget:
        """Return the live widget, starting at a state."""
        return self.widget_class(self, self.check(state))


def view(chart: Chart) -> dict[str, Any]:
    """Return what a page needs to show a chart: its texts, some as HTML, and the figure."""
    return {
        "title": chart.title, "sentence": chart.sentence, "steps": chart.steps_html(),
        "words": chart.words_html(), "spec": dict(chart.spec),
    }  # fmt: skip


def export(explorer: Explorer) -> dict[str, Any]:
    """Return an explorer as plain data that a page can steer alone.

    `parts` has each trace, layout or text once. `states` has for each state, by the place of each
    control's value among its values, where in `parts` its title, sentence, steps, words, layout and
    traces are.
    """
    places: dict[str, int] = {}
    states = {}
    for state in explorer.states():
        texts = view(explorer.chart_for(**state))
        spec = texts.pop("spec")
        parts = [
            json.dumps(part, sort_keys=True, ensure_ascii=False)
            for part in (*texts.values(), spec["layout"], *spec["data"])
        ]
        chosen = (control.values.index(state[control.name]) for control in explorer.controls)
        states[".".join(map(str, chosen))] = [
            places.setdefault(part, len(places)) for part in parts
        ]
    return {
        "declaration": explorer.declaration(), "config": CONFIG, "default": explorer.default,
        "parts": [json.loads(text) for text in places], "states": states,
    }  # fmt: skip


def _write(chart: Chart) -> bytes:
    """Return the view as one line of JSON."""
    return json.dumps(view(chart)).encode() + b"\n"
