"""Python's garbage collector looks at every object of a big book again and again, and finds nothing: keep it out."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """No collection meanwhile; what was made meanwhile is not looked at until ``collect_again``."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_on:
            gc.enable()


def collect_again() -> None:
    """Let the collector see everything: the next build of ``mkdocs serve`` must not keep this one's book."""
    gc.unfreeze()
