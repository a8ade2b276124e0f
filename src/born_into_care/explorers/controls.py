"""The controls that an explorer may have: a list to choose from, a switch, a number."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, TypeAlias

from born_into_care.errors import PackError, require_known

Value: TypeAlias = str | bool | int


@dataclass(frozen=True, kw_only=True)
class Control(ABC):
    """What all controls have.

    Attributes:
        name: the argument of the chart function that it sets.
        label: what a person reads beside it.
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
        """Return the value, or raise a PackError that says which options exist."""
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
        """Return the value, or raise a PackError that says what it may be."""
        if not isinstance(value, bool):
            raise PackError(f"{self.label!r} is either True or False, not {value!r}.")
        return value


@dataclass(frozen=True, kw_only=True)
class Number(Control):
    """A whole number from low to high, drawn as a slider with a number box beside it.

    Attributes:
        unit: what one of it is, in the plural ("days").
        step: from one value to the next.
    """

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
        """Return the value, or raise a PackError that says what it may be."""
        if isinstance(value, bool) or not isinstance(value, int) or value not in self.values:
            steps = f" in steps of {self.step}" * (self.step > 1)
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
        words: what they say.
        instead: what an empty chart offers to choose in their place; nothing where it isn't empty.
    """

    where: Mapping[str, Sequence[Value]]
    words: str = "not in this pack"
    instead: Mapping[str, Value] | None = None
