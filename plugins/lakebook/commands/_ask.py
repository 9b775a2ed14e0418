"""Questions on a terminal, with what the catalogue suggests."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Iterable
from typing import TypeAlias

import click

from lakebook.book import Book
from lakebook.checks._nearest import Nearest
from lakebook.readers._hints import closest

Near: TypeAlias = Callable[[str], str]
_SHOWN = 12


def on_terminal() -> bool:
    """Whether somebody can answer."""
    return sys.stdin.isatty()


def ask(question: str, known: Collection[str] = (), default: str = "", near: Near | None = None) -> str:
    """One answer; empty where the person only pressed return. Where *known* is given, only one of them is taken.

    *near* finds what an unknown answer may have meant; by default the closest of *known*.
    """
    if known:
        listed = sorted(known)
        more = f", and {len(listed) - _SHOWN} more" if len(listed) > _SHOWN else ""
        click.echo(f"  known: {', '.join(listed[:_SHOWN])}{more}")
    while True:
        answer: str = click.prompt(question, default=default, show_default=bool(default), type=str).strip()
        if not answer or not known or answer in known:
            return answer
        meant = near(answer) if near else closest(answer, known)
        if meant and click.confirm(f"  '{answer}' is not in the catalogue; did you mean '{meant}'?", default=True):
            return meant
        if not meant:
            click.echo(f"  '{answer}' is not in the catalogue; return alone leaves it open")


def ask_several(question: str, known: Collection[str] = (), near: Near | None = None) -> list[str]:
    """Answers one by one, until the person only presses return."""
    found: list[str] = []
    while answer := ask(
        f"{question} ({'one more, or return' if found else 'return for none'})", () if found else known, near=near
    ):
        if known and found:
            warn_unknown(question, [answer], known, near)
        if answer not in found:
            found.append(answer)
    return found


def warn_unknown(what: str, names: Iterable[str], known: Collection[str], near: Near | None = None) -> None:
    """Say which of the names given are not in the catalogue, and what they may have meant."""
    for name in names:
        if name not in known:
            meant = near(name) if near else closest(name, known)
            hint = f"; did you mean '{meant}'?" if meant else ""
            click.echo(f"{what}: '{name}' is not in the catalogue{hint}", err=True)


def warn_unknown_datasets(book: Book, what: str, names: Iterable[str]) -> None:
    """The same for datasets, by any name that leads to one."""
    unknown = (name for name in names if not book.catalogue.resolve(name).found)
    warn_unknown(what, unknown, book.catalogue.datasets, Nearest(book).meant)
