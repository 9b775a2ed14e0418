"""Files of the book -> records. One kind of file, one reader.

A reader is a module of this room holding a function of its own name, decorated with ``@reader``.
It takes ``(path, content, settings)`` and gives back Records; it never raises for what a file says.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import msgspec

from lakebook.diagnostics import Finding
from lakebook.model.dataset import Dataset
from lakebook.model.decision import Decision
from lakebook.model.domain import Domain
from lakebook.model.grant import Grant
from lakebook.model.observation import Observation
from lakebook.model.person import Person
from lakebook.model.product import Product
from lakebook.model.system import System
from lakebook.model.team import Team
from lakebook.settings import Settings


class Records(msgspec.Struct, kw_only=True, omit_defaults=True):
    """What one file holds, and what could not be taken from it."""

    people: list[Person] = []
    teams: list[Team] = []
    domains: list[Domain] = []
    systems: list[System] = []
    datasets: list[Dataset] = []
    observations: list[Observation] = []
    grants: list[Grant] = []
    products: list[Product] = []
    decisions: list[Decision] = []
    findings: list[Finding] = []
    """Each carries the name of the check that reports it."""


class Reader(Protocol):
    """A decorated reader function."""

    claims: Callable[[str, Settings], bool]

    def __call__(self, path: str, content: bytes, settings: Settings) -> Records: ...


def reader(claims: Callable[[str, Settings], bool]) -> Callable[[Callable[[str, bytes, Settings], Records]], Reader]:
    """Mark a function as the reader of the paths that *claims* accepts."""

    def mark(function: Callable[[str, bytes, Settings], Records]) -> Reader:
        function.claims = claims  # type: ignore[attr-defined]
        return function  # type: ignore[return-value]

    return mark
