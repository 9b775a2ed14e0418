"""The first sheet: what the workbook is, and how to hand it in."""

from __future__ import annotations

from lakebook.book import Book
from lakebook.exporters._workbook_scope import Scope
from lakebook.writers.workbook_shape import Line, Prose

WIDTHS = (24, 96)


def read_me(book: Book, chosen: Scope, counts: dict[str, int], findings: int, notes: list[str]) -> Prose:
    """Words for who gets the workbook by mail and has never heard of Lakebook."""
    title = book.settings.title or "Data catalogue"
    lines = [
        Line((f"{title}: {_of_what(book, chosen)}",), "title"),
        Line((f"A copy of the data catalogue as of {book.today.isoformat()}, to read, to correct and to send back.",), "lead"),
        Line(()),
        Line(("What is in it",), "heading"),
        *[Line((sheet, _count(sheet, number))) for sheet, number in counts.items()],
        Line(("Findings", f"{findings:,}: what the checks ask you to look at, in the column Findings." if findings else "None.")),
        *[Line(("Please note", note)) for note in notes],
        Line(()),
        Line(("How to edit",), "heading"),
        Line(("Change", "Type into the cell. Sort and filter as you like: each row knows what it is.")),
        Line(("Rename", "Type the new name over the old one. The old name keeps working.")),
        Line(("Add", "Fill in a new row below the others, the dark headings first. A new column goes to sheet Columns.")),
        Line(("Delete", "Delete the whole row. You are asked once more before anything goes.")),
        Line(("Several in a cell", "Short words have a comma between them: name, contact. Anything longer stands on a line of its own (Alt+Enter): 1 = open. "
              "Text with a comma or a semicolon in it stands between double quotes.")),
        Line(("Blank cells", "An empty Custodian or Classification is inherited from the system or the domain. Emptying a cell takes the text away.")),
        Line(("Hidden columns", "Please leave the two hidden columns at the right, and the headings, as they are.")),
        Line(()),
        Line(("What the colours mean",), "heading"),
        Line(("Heading", "Every row needs it."), "required"),
        Line(("Heading", "May stay empty. Rest on a heading to read what belongs below it."), "optional"),
        Line(("Findings", "What the checks say about the row. Not read back."), "finding"),
        Line(("customer_old", "Deprecated or retired: it will go."), "grey"),
        Line(()),
        Line(("How to hand it in",), "heading"),
        Line(("Mail it", "Save it as .xlsx and send it to who sent it to you, or to your data architect. Others may edit meanwhile: "
              "only the cells you changed are taken over.")),
        Line(("Or do it yourself", "lakebook import excel THIS-FILE.xlsx")),
    ]  # fmt: skip
    return Prose(name="Read me", lines=lines, widths=WIDTHS)


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


def _count(sheet: str, number: int) -> str:
    said = {
        "Datasets": "one row each: tables, views, files, reports",
        "Columns": "one row each, in the order of their dataset",
        "Terms": "words as the domain means them",
    }
    return f"{number:,}: {said[sheet]}."
