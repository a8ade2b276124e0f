"""Which verb of the pack a cell called, and with what."""

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from born_into_care.text import VERB_MIME


@dataclass(frozen=True)
class Call:
    """A call such as `explore("regions", measure="Incidence")`.

    Attributes:
        verb: the name of the function.
        arguments: the values by position.
        choices: the values by keyword.
    """

    verb: str
    arguments: tuple[Any, ...] = ()
    choices: Mapping[str, Any] = field(default_factory=dict)


def read_call(cell: Any, names: dict[str, Any]) -> Call | None:
    """Return the call that a cell's saved output names, or else its code; None without a call."""
    last = last_call(cell.source, names)
    for output in cell.outputs:
        if entry := output.get("data", {}).get(VERB_MIME):
            return Call(entry["verb"], tuple(entry["arguments"]), entry["choices"])
    return last


def last_call(source: str, names: dict[str, Any]) -> Call | None:
    """Give the call that a cell ends in, or None where it ends otherwise or cannot be read.

    Parameters:
        source: the code of the cell.
        names: what earlier cells set (`region = "Wales"`); what this cell sets is added to it.

    Example:
        >>> last_call('where = "Wales"\\nexplore("nations", area=where)', {}).choices
        {'area': 'Wales'}
    """
    try:
        statements = ast.parse(source).body
    except SyntaxError:
        return None
    for statement in statements:
        if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
            names[statement.targets[0].id] = _value(statement.value, names)
    if not statements or not isinstance(statements[-1], ast.Expr):
        return None
    call = statements[-1].value
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name):
        return None
    arguments = tuple(_value(one, names) for one in call.args)
    choices = {one.arg: _value(one.value, names) for one in call.keywords if one.arg}
    if any(value is _UNREAD for value in (*arguments, *choices.values())):
        return None
    return Call(call.func.id, arguments, choices)


_UNREAD = object()


def _value(node: ast.expr, names: Mapping[str, Any]) -> Any:
    if isinstance(node, ast.Name):
        return names.get(node.id, _UNREAD)
    try:
        return ast.literal_eval(node)
    except ValueError:
        return _UNREAD
