"""The first sheet: what the workbook is, and how to hand it in."""

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.exporters._workbook_scope import Scope
from lakebook.writers.workbook_shape import Line, Prose

WIDTHS = (22, 112)


def read_me(book: Book, chosen: Scope, counts: dict[str, int], findings: int, notes: list[str]) -> Prose:
    """Words for who gets the workbook by mail and has never heard of Lakebook."""
    title = book.settings.title or "Data catalogue"
    day = f"{book.today.day} {book.today:%B %Y}"
    found = f"{findings:,}, which the checks ask you to look at: see the column Findings." if findings else "None."
    lines = [
        Line((f"{title}: {_of_what(book, chosen)}",), "title"),
        Line((f"A copy of the data catalogue of {day}, to read, to correct and to send back.",), "lead"),
        *_titled("What is in it", [
            *[(sheet, _COUNTED[sheet].format(f"{number:,}")) for sheet, number in counts.items()],
            ("Findings", found),
            *[("Please note", note) for note in notes],
        ]),
        *_titled("How to edit", _EDITING),
        *_titled("What the colours mean", ()),
        *_COLOURS,
        Line(("Findings", "What the checks say about the row. Not read back."), "finding"),
        *_titled("How to hand it in", _HANDING_IN),
    ]  # fmt: skip
    return Prose(name="Read me", lines=lines, widths=WIDTHS)


def read_me_in_book(schema: str) -> Prose:
    """Words for who opens the workbook of a schema that lies in the book itself."""
    lines = [
        Line((schema or "A schema",), "title"),
        Line(("Part of the data catalogue: what stands here is checked and published.",), "lead"),
        *_titled("How to edit", _EDITING_IN_BOOK),
        *_titled("What the colours mean", ()),
        *_COLOURS,
    ]
    return Prose(name="Read me", lines=lines, widths=WIDTHS)


def _titled(title: str, lines: Iterable[tuple[str, str]]) -> list[Line]:
    return [Line(()), Line((title,), "heading"), *map(Line, lines)]


_COLOURS = (
    Line(("Heading", "Every row needs it."), "required"),
    Line(("Heading", "May stay empty. Rest on a heading to read what belongs below it."), "optional"),
    Line(("customer_old", "Deprecated or retired: it will go."), "grey"),
)
_COUNTED = {
    "Datasets": "{} rows, one for each table, view, file, report or topic.",
    "Columns": "{} rows, in the order of their datasets.",
    "Terms": "{} words, as the domain means them.",
}
_SEVERAL = (
    "Several in a cell",
    "Short words have a comma between them: name, contact. Anything longer stands on a line of its own (Alt+Enter), "
    "such as 1 = open. What holds a comma or a semicolon itself stands between double quotes.",
)
_EMPTY = ("Empty cells", "Without a custodian or a classification of its own, a row has that of its system or domain.")
_EDITING_IN_BOOK = (
    ("Change", "Type into the cell. Rows may stand in any order; that of the columns is shown."),
    (
        "Rename",
        "Type the new name, also in sheet Columns, and write the old one below Formerly: links to it keep working.",
    ),
    ("Add", "Fill in a new row, dark headings first. A new column of a table goes to sheet Columns."),
    ("Delete", "Delete the whole row; of a table also those of its columns."),
    _SEVERAL,
    _EMPTY,
    ("Hand it in", "Put the file back where it was, with a merge request: the checks name each cell that is wrong."),
)
_EDITING = (
    ("Change", "Type into the cell. Sort and filter as you like: each row knows what it is."),
    ("Rename", "Type the new name over the old one, which keeps working. A term under another name is a new term."),
    ("Add", "Fill in a new row below the others, dark headings first. A new column of a table goes to sheet Columns."),
    ("Delete", "Delete the whole row. Somebody is asked once more before anything goes."),
    _SEVERAL,
    _EMPTY,
    ("Hidden columns", "Please leave the two hidden columns at the right, and the headings, as they are."),
)  # fmt: skip
_HANDING_IN = (
    ("Mail it", "Save it as .xlsx and send it to who sent it to you, or to your data architect. Others may edit "
     "meanwhile: only the cells that you changed are taken over."),
    ("Or do it yourself", "lakebook import excel THIS-FILE.xlsx"),
)  # fmt: skip


def _of_what(book: Book, chosen: Scope) -> str:
    catalogue = book.catalogue
    match chosen.kind:
        case "domain":
            return f"domain {catalogue.domains[chosen.name].title or chosen.name}"
        case "system":
            return f"system {catalogue.systems[chosen.name].title or chosen.name}"
        case "schema":
            return f"schema {chosen.name}"
        case "custodian":
            person = catalogue.people.get(chosen.name)
            return f"what {person.name if person else chosen.name} answers for"
    return "all datasets"
