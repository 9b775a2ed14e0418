"""Questions on a terminal, with what the catalogue suggests."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence

import click

from lakebook.commands._names import Names
from lakebook.commands._typed import typed

_SHOWN = 12


def on_terminal() -> bool:
    """Whether somebody can answer."""
    return sys.stdin.isatty()


def ask(question: str, names: Names | None = None, default: str = "") -> str:
    """One answer; empty where the person only pressed return. Where *names* are given, only one of them is taken."""
    if names is not None:
        _show(names)
    return _answer(question, names, default)


def ask_several(question: str, names: Names | None = None, tell: Callable[[str], None] | None = None) -> list[str]:
    """Answers one by one, until the person only presses return; *tell* is given each of them."""
    if names is not None:
        _show(names)
    found: list[str] = []
    while answer := _answer(f"{question} ({'one more, or return' if found else 'return for none'})", names):
        if answer not in found:
            found.append(answer)
            if tell is not None:
                tell(answer)
    return found


def warn_unknown(what: str, given: Iterable[str], names: Names) -> None:
    """Say what is wrong with the names given, and what to do about it."""
    for name in given:
        if doubt := names.doubt(name):
            click.echo(f"{what}: {doubt}", err=True)


def _show(names: Names) -> None:
    if len(names.known) > _SHOWN:
        click.echo(f"  {len(names.known)} are known; type a part of a name to see those that hold it")
    elif names.known:
        click.echo(f"  known: {', '.join(sorted(names.known))}")


def _prompt(question: str, default: str = "") -> str:
    return typed(f"{question} [{default}]: " if default else f"{question}: ") or default


def _answer(question: str, names: Names | None, default: str = "") -> str:
    answer = _prompt(question, default)
    while answer and names is not None and names.fault_of(answer):
        answer = _instead(answer, names) or _prompt(question, default)
    return answer


def _instead(answer: str, names: Names) -> str:
    """What the person takes instead of a name that is not known; empty to be asked again."""
    holding = names.holding(answer)
    if len(holding) > 1:
        click.echo(f"  '{answer}' is in {_listed(holding)}")
        return ""
    meant = holding[0] if holding else names.near(answer)
    if not meant:
        click.echo(f"  {names.doubt(answer)}; return alone leaves it open")
        return ""
    said = _prompt(f"  '{answer}' {names.fault_of(answer)}; did you mean '{meant}'? [Y/n]")
    if said.lower() in ("", "y", "yes"):
        return meant
    return "" if said.lower() in ("n", "no") else said


def _listed(found: Sequence[str]) -> str:
    more = f", and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
    return f"{', '.join(found[:_SHOWN])}{more}"
