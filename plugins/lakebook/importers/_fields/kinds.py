"""What kind of dataset a schema describes: it does not say so itself."""

from __future__ import annotations

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


def parts_option() -> click.Option:
    """``--parts``, given to the importer as ``parts``."""
    return click.Option(["--parts"], is_flag=True, help="Also datasets of what other ones are made of.")
