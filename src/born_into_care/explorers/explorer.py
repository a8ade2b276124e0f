"""The one way to declare an explorer: a pure chart function and the controls that steer it."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from born_into_care.errors import choose
from born_into_care.explorers.controls import Control, Value

if TYPE_CHECKING:
    from born_into_care.charts import Chart
    from born_into_care.explorers.widget import ExplorerWidget


@dataclass(frozen=True)
class Explorer:
    """A chart that a learner steers.

    Attributes:
        key: a stable name ("regions").
        title: what it is for, as a heading would say it.
        question: what to ask before the first move.
        chart: a pure function from the controls' values, by keyword, to a Chart.
        controls: the controls, in the order in which a person meets them.

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

    @property
    def default(self) -> dict[str, Value]:
        """The value of each control at the start."""
        return {control.name: control.default for control in self.controls}

    def checked(self, state: Mapping[str, object]) -> dict[str, Value]:
        """Give a whole state: the values named, and the default of each control not named.

        Raises:
            PackError: if a control or a value does not exist; it says which do.
        """
        known = {control.name: control for control in self.controls}
        for name in state:
            choose("control", name, known)
        return {
            name: control.checked(state.get(name, control.default))
            for name, control in known.items()
        }

    def chart_for(self, **state: object) -> Chart:
        """Give the chart for a state: the same choice as the controls, without a widget.

        Raises:
            PackError: if a control or a value does not exist; it says which do.
        """
        return self.chart(**self.checked(state))

    def states(self) -> Iterator[dict[str, Value]]:
        """Every state that the controls can be in."""
        names = [control.name for control in self.controls]
        for values in itertools.product(*(control.values for control in self.controls)):
            yield dict(zip(names, values, strict=True))

    def declaration(self) -> dict[str, Any]:
        """Give title, question and controls as plain data for the page that draws them."""
        return {
            "key": self.key,
            "title": self.title,
            "question": self.question,
            "controls": [control.described() for control in self.controls],
        }

    def widget(self, **state: object) -> ExplorerWidget:
        """Give the live widget, starting at a state."""
        from born_into_care.explorers.widget import ExplorerWidget

        return ExplorerWidget(self, self.checked(state))


def view(chart: Chart) -> dict[str, Any]:
    """Give what a page needs to show a chart: title, sentence, words as HTML, and the figure."""
    return {
        "title": chart.title,
        "sentence": chart.sentence,
        "words": chart.words_html(sentence=False),
        "spec": dict(chart.spec),
    }
