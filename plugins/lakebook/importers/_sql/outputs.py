"""What is known of the columns of a query: plain values, which can be sent to other processes and back."""

from __future__ import annotations

from typing import NamedTuple

Origin = tuple[int, str]
"""Number of a table, and a folded column of it."""


class Output(NamedTuple):
    """One column of a query."""

    name: str
    """Folded; empty where the query gives none."""
    spelled: str
    """As the query writes it; empty where it comes out of a star."""
    origins: frozenset[Origin]
    as_is: bool = False
    """Whether it is a column of a table and nothing is done to it."""


class Outputs(NamedTuple):
    """The columns of a query, in order."""

    columns: tuple[Output, ...]
    complete: bool
    """Whether no star is left whose table is not known."""
    unsure: int
    """Names of columns of which it cannot be told which table they are of."""
    given: bool = False
    """Whether a value comes from a variable or a parameter."""
