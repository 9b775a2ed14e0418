"""Questions on a terminal, with what the catalogue suggests."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable

import click

from lakebook.readers._typed import closest

_SHOWN = 12


def on_terminal() -> bool:
    """Whether somebody can answer."""
    return sys.stdin.isatty()


def ask(question: str, known: Collection[str] = (), default: str = "") -> str:
    """One answer; empty where the person only pressed return. Where *known* is given, only one of them is taken."""
    if known:
        listed = sorted(known)
        more = f", and {len(listed) - _SHOWN} more" if len(listed) > _SHOWN else ""
        click.echo(f"  known: {', '.join(listed[:_SHOWN])}{more}")
    while True:
        answer: str = click.prompt(question, default=default, show_default=bool(default), type=str).strip()
        if not answer or not known or answer in known:
            return answer
        near = closest(answer, known)
        if near and click.confirm(f"  '{answer}' is not in the catalogue; did you mean '{near}'?", default=True):
            return near
        if not near:
            click.echo(f"  '{answer}' is not in the catalogue; return alone leaves it open")


def ask_several(question: str, known: Collection[str] = ()) -> list[str]:
    """Answers one by one, until the person only presses return."""
    found: list[str] = []
    while answer := ask(
        f"{question} ({'one more, or return' if found else 'return for none'})", () if found else known
    ):
        if known and found:
            warn_unknown(question, [answer], known)
        if answer not in found:
            found.append(answer)
    return found


def warn_unknown(what: str, names: Iterable[str], known: Collection[str]) -> None:
    """Say which of the names given are not in the catalogue, and what they may have meant."""
    for name in names:
        if name not in known:
            near = closest(name, known)
            hint = f"; did you mean '{near}'?" if near else ""
            click.echo(f"{what}: '{name}' is not in the catalogue{hint}", err=True)
