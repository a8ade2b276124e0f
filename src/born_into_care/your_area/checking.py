"""Rules that the rows of a table must keep, checked all at once with pandera."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    import pandas as pd

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Rule:
    """One thing that must hold in every row that has a value.

    Attributes:
        name: the kind of problem that a broken rule gives.
        column: the column of the checked frame.
        holds: gives a truth value for each value.
    """

    name: str
    column: str
    holds: Callable[[pd.Series], pd.Series]


def at_least(name: str, column: str, lowest: float) -> Rule:
    """Give the rule that a column's values are not below a number."""
    return Rule(name, column, lambda values: values >= lowest)


def at_most(name: str, column: str, highest: float) -> Rule:
    """Give the rule that a column's values are not above a number."""
    return Rule(name, column, lambda values: values <= highest)


def broken(values: Mapping[str, npt.NDArray[np.float64]], rules: Sequence[Rule]) -> dict[str, Mask]:
    """Give, for each rule that is broken anywhere, where it is broken.

    Parameters:
        values: columns of numbers of the same length, not a number where a value is not known.
        rules: the rules to check; a rule about a column that is not held is passed over.

    Returns:
        The rule's name to a truth value for each row, in the order of the rules.

    Example:
        >>> held = broken({"notice": np.array([3.0, -1.0])}, [at_least("below-zero", "notice", 0)])
        >>> held["below-zero"].tolist()
        [False, True]
    """
    import pandas as pd
    import pandera.pandas as pa
    from pandera.errors import SchemaErrors

    frame = pd.DataFrame(dict(values))
    applied = [rule for rule in rules if rule.column in frame]
    schema = pa.DataFrameSchema(
        {
            column: pa.Column(
                float,
                [pa.Check(r.holds, name=r.name) for r in applied if r.column == column],
                nullable=True,
            )
            for column in dict.fromkeys(rule.column for rule in applied)
        }
    )
    where: dict[str, Mask] = {}
    try:
        schema.validate(frame, lazy=True)
    except SchemaErrors as errors:
        for error in errors.schema_errors:
            mask = np.zeros(len(frame), dtype=bool)
            mask[error.failure_cases["index"].to_numpy(dtype=np.int64)] = True
            where[str(error.check.name)] = mask
    return {rule.name: where[rule.name] for rule in applied if rule.name in where}
