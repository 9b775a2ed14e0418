"""What kind of dataset a schema describes: it does not say so itself."""

from __future__ import annotations

from collections.abc import Sequence

import click

from lakebook.importers import Place
from lakebook.syntax import SyntaxTrouble, Unreadable


def kind_option(usual: str) -> click.Option:
    """``--kind``, given to the importer as ``kind``."""
    return click.Option(
        ["--kind"],
        default=usual,
        show_default=True,
        metavar="NAME",
        help="Kind of the datasets, which a schema does not say.",
    )


def known_kind(kind: str, place: Place) -> str:
    """*kind*, where this book has it.

    Raises:
        Unreadable: the book has no such kind.
    """
    kinds = place.book.settings.kinds
    if kind in kinds:
        return kind
    hint = f"type --kind with one of {', '.join(kinds)}"
    raise Unreadable(SyntaxTrouble("file_unreadable", f"this book has no kind '{kind}'", hint))


def fitting_kind(kind: str, kinds: Sequence[str]) -> str:
    """*kind*, where the book has it; else ``table``, else the first that it has."""
    return kind if kind in kinds else "table" if "table" in kinds or not kinds else kinds[0]


def parts_option() -> click.Option:
    """``--parts``, given to the importer as ``parts``."""
    return click.Option(["--parts"], is_flag=True, help="Also datasets of what other ones are made of.")
