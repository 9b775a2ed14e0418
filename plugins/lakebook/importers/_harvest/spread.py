"""One function over many pieces of work: here, in processes of this machine, or on a Dask cluster, with one result."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Any, TypeVar

import click

from lakebook.syntax import SyntaxTrouble, Unreadable

Piece = TypeVar("Piece")
Result = TypeVar("Result")

SPREAD = (
    click.Option(
        ["--jobs"],
        type=click.IntRange(1, 256),
        default=1,
        show_default=True,
        metavar="N",
        help="Processes to use here.",
    ),
    click.Option(
        ["--scheduler"],
        default="",
        metavar="ADDRESS",
        help="Address of a Dask scheduler to use instead, such as tcp://10.0.0.5:8786 (needs lakebook[dask]).",
    ),
)
"""Options of an importer whose work can be spread."""


def spread(
    work: Callable[[Piece], Result], pieces: Sequence[Piece], jobs: int = 1, scheduler: str = ""
) -> Iterator[Result]:
    """Results in the order of the *pieces*, the same however they are made.

    *work* is a function of a module, and its pieces and results can be pickled. On a cluster, each worker has to have
    the same release of lakebook.

    Raises:
        Unreadable: the scheduler cannot be reached, or dask is not installed.
    """
    if scheduler:
        yield from _on_cluster(work, pieces, scheduler)
    elif jobs > 1 and len(pieces) > 1:
        context = multiprocessing.get_context("spawn")  # a fork of a process with threads may hang
        with ProcessPoolExecutor(min(jobs, len(pieces)), mp_context=context) as pool:
            yield from pool.map(work, pieces)
    else:
        yield from map(work, pieces)


def chunks(pieces: Sequence[Piece], size: int) -> list[Sequence[Piece]]:
    """The pieces in their order, *size* at a time: what is sent is dearer than what is done with one of them."""
    return [pieces[start : start + size] for start in range(0, len(pieces), size)]


def _on_cluster(work: Callable[[Piece], Result], pieces: Sequence[Piece], address: str) -> Iterator[Result]:
    try:
        from distributed import Client
    except ImportError:
        raise _unreachable("dask is not installed", "pip install 'lakebook[dask]'") from None
    try:
        connect: Any = Client  # not typed
        client = connect(address, timeout="10s", set_as_default=False)
    except (OSError, ValueError) as error:
        message = f"no Dask scheduler answers at {address}: {type(error).__name__}"
        raise _unreachable(message, "check --scheduler, or use --jobs") from None
    with client:
        yield from client.gather(client.map(work, pieces, pure=False))


def _unreachable(message: str, hint: str) -> Unreadable:
    return Unreadable(SyntaxTrouble("file_unreadable", message, hint))
