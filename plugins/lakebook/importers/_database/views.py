"""What views are made of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from lakebook.diagnostics import Finding
from lakebook.importers._harvest import Address, Flow


class View(NamedTuple):
    """A view whose query is known."""

    address: Address
    sql: str


def column_flows(
    views: list[View], schema: Mapping[Address, list[str]], dialect: str
) -> tuple[dict[Address, dict[Address, Flow]], list[Finding]]:
    """What each view takes from which table, by its query; and what was not understood.

    *schema* is each known table with its columns; *dialect* as the SQL importer calls it.
    """
    return {}, []
