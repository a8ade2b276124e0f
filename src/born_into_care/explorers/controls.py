"""The controls that an explorer may have: a list to choose from, a switch, a number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from born_into_care.errors import PackError, choose

Value: TypeAlias = str | bool | int


@dataclass(frozen=True)
class Choice:
    """A list to choose one thing from.

    Attributes:
        name: the argument of the chart function that it sets.
        label: what a person reads beside it.
        options: the values, which are also what a person reads.
        default: the value at the start; the first option where none is named.
        help: one sentence under the control, or nothing.

    Example:
        >>> Choice(name="area", label="Area", options=("England", "Wales")).checked("Wales")
        'Wales'
    """

    name: str
    label: str
    options: tuple[str, ...]
    default: str = ""
    help: str = ""

    def __post_init__(self) -> None:
        if not self.default:
            object.__setattr__(self, "default", self.options[0])
        self.checked(self.default)

    @property
    def values(self) -> Sequence[Value]:
        """Every value that it can take."""
        return self.options

    def checked(self, value: object) -> str:
        """Give the value back, or raise a PackError that says which values exist."""
        return choose(self.label.lower(), value, self.options)

    def described(self) -> dict[str, Any]:
        """Give it as plain data for the page that draws it."""
        return {
            "kind": "choice",
            "name": self.name,
            "label": self.label,
            "help": self.help,
            "options": list(self.options),
        }


@dataclass(frozen=True)
class Switch:
    """A thing that is on or off."""

    name: str
    label: str
    default: bool = False
    help: str = ""

    @property
    def values(self) -> Sequence[Value]:
        """Off, then on."""
        return (False, True)

    def checked(self, value: object) -> bool:
        """Give the value back, or raise a PackError that says what it may be."""
        if not isinstance(value, bool):
            raise PackError(f"{self.label!r} is either True or False, not {value!r}.")
        return value

    def described(self) -> dict[str, Any]:
        """Give it as plain data for the page that draws it."""
        return {"kind": "switch", "name": self.name, "label": self.label, "help": self.help}


@dataclass(frozen=True)
class Number:
    """A whole number between two limits, drawn as a slider with a number box beside it.

    Attributes:
        low, high: the limits; both can be chosen.
        unit: what one of it is, in the plural ("days").
    """

    name: str
    label: str
    low: int
    high: int
    default: int
    unit: str
    help: str = ""

    @property
    def values(self) -> Sequence[Value]:
        """Every whole number from low to high."""
        return range(self.low, self.high + 1)

    def checked(self, value: object) -> int:
        """Give the value back, or raise a PackError that says what it may be."""
        whole = isinstance(value, int) and not isinstance(value, bool)
        if not whole or value not in range(self.low, self.high + 1):
            raise PackError(
                f"{self.label!r} takes a whole number of {self.unit} from {self.low} to "
                f"{self.high}, not {value!r}."
            )
        return int(value)  # type: ignore[call-overload,no-any-return]

    def described(self) -> dict[str, Any]:
        """Give it as plain data for the page that draws it."""
        return {
            "kind": "number",
            "name": self.name,
            "label": self.label,
            "help": self.help,
            "low": self.low,
            "high": self.high,
            "unit": self.unit,
        }


Control: TypeAlias = Choice | Switch | Number
