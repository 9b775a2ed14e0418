"""A line typed on a terminal. Ctrl-C, Ctrl-D, or a terminal that is gone stop the command, whenever they come.

``input`` misses a Ctrl-C between the question and the reading: Python takes note of it, and goes on waiting for a line.
"""

from __future__ import annotations

import os
import select
import signal
import sys

import click


def typed(question: str, *, err: bool = False) -> str:
    """What is typed behind *question*, without blanks around it.

    Raises:
        click.Abort: nobody answers.
    """
    try:
        click.echo(question, nl=False, err=err)
        if sys.stdin.isatty() and os.name == "posix":
            _wait_for_line()
        line = sys.stdin.readline()
    except (KeyboardInterrupt, OSError):  # OSError: the terminal is gone
        line = ""
    if not line:
        click.echo(err=err)
        raise click.Abort
    return line.strip()


def _wait_for_line() -> None:
    """Raises KeyboardInterrupt for a Ctrl-C, also for one that came before the waiting began."""
    woken, wakes = os.pipe()
    os.set_blocking(wakes, False)
    before = signal.set_wakeup_fd(wakes, warn_on_full_buffer=False)
    try:
        select.select([sys.stdin, woken], [], [])
    finally:
        signal.set_wakeup_fd(before)
        os.close(woken)
        os.close(wakes)
