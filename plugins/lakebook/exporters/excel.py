"""A workbook to edit and to hand in again: sheets Read me, Datasets, Columns, Terms.

What it was made from stands on a very hidden sheet (``syntax/workbook_state``), so that ``lakebook import excel`` knows
where it belongs and what was changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import click

from lakebook.book import Book
from lakebook.diagnostics import Diagnostic
from lakebook.exporters import ExportError, Noted, exporter
from lakebook.exporters._workbook_choices import choices
from lakebook.exporters._workbook_fields import COLUMNS, DATASETS, TERMS, SheetKind
from lakebook.exporters._workbook_findings import MOST_COMMENTS, Found
from lakebook.exporters._workbook_read_me import read_me
from lakebook.exporters._workbook_scope import Scope, scope
from lakebook.exporters._workbook_tables import Record, TableMaker
from lakebook.sources.git_blobs import GitBlobs
from lakebook.sources.git_commit import checked_out
from lakebook.syntax.workbook_state import SHEET, State, row_id, state_rows
from lakebook.writers.workbook import workbook_bytes
from lakebook.writers.workbook_shape import Hidden, Prose, Table, WorkbookShape


@exporter(
    click.Option(["--domain"], default="", metavar="NAME", help="Datasets and terms of this domain."),
    click.Option(["--system"], default="", metavar="NAME", help="Datasets of this system."),
    click.Option(["--schema"], default="", metavar="SYSTEM.SCHEMA", help="Datasets of this schema."),
    click.Option(["--custodian"], default="", metavar="PERSON", help="Datasets that this person answers for."),
    findings=True,
    ending=".xlsx",
)
def excel(
    book: Book,
    *,
    domain: str = "",
    system: str = "",
    schema: str = "",
    custodian: str = "",
    findings: Sequence[Diagnostic] = (),
) -> Noted:
    """A workbook to edit in Excel and hand in again."""
    chosen = scope(book, domain=domain, system=system, schema=schema, custodian=custodian)
    made = workbook_of(book, chosen, findings, checked_out(book.source))
    return Noted(made.files, (*made.notes, *_uncommitted(book, chosen)))


def _uncommitted(book: Book, chosen: Scope) -> list[str]:
    """Says so where Git does not have what the workbook is made from: nobody could tell later who changed what."""
    blobs = GitBlobs(getattr(book.source, "root", None))
    lacking = [path for path, blob in _blobs(book, chosen).items() if blobs.read(blob) is None] if blobs.exist else []
    if not lacking:
        return []
    more = f" and {len(lacking) - 1} more" if len(lacking) > 1 else ""
    return [f"not committed: {lacking[0]}{more}; commit before you hand the workbook out, or export it again then"]


def workbook_of(book: Book, chosen: Scope, findings: Iterable[Diagnostic], commit: str = "") -> Noted:
    """The workbook of these datasets, with what of *findings* is about them, and what is to be said of it."""
    found, drop_downs = Found(findings), choices(book, chosen)
    records = _records(chosen, found)
    unshown: list[str] = []
    state = State(
        book=book.settings.title,
        repository=book.settings.repository.url,
        commit=commit,
        scope=(chosen.kind, chosen.name),
        blobs=_blobs(book, chosen),
        datasets=[row_id((dataset.system, dataset.schema, dataset.name)) for dataset in chosen.datasets],
        headings={},
    )
    tables: list[Table] = []
    left, uncommented = MOST_COMMENTS, 0
    for sheet, listed in records.items():
        maker = TableMaker(sheet, drop_downs, unshown)
        table, state.headings[sheet.name] = maker.exported(listed, left)
        tables.append(table)
        left -= len(maker.notes)
        uncommented += maker.more_notes
    notes = [f"{uncommented:,} findings have no comment on their cell; the column Findings has them all"] * bool(
        uncommented
    )
    counts = {sheet.name: len(listed) for sheet, listed in records.items()}
    about = sum(len(record.found) for listed in records.values() for record in listed)
    sheets: list[Prose | Table | Hidden] = [
        read_me(book, chosen, counts, about, notes),
        *tables,
        Hidden(name=SHEET, rows=state_rows(state)),
    ]
    shape = WorkbookShape(title=f"{book.settings.title} {chosen.name}".strip(), sheets=sheets)
    try:
        content = workbook_bytes(shape, book.today.isoformat())
    except ValueError as error:
        raise ExportError(str(error), "export a part, with --domain or --system") from None
    return Noted(content, (*notes, *(f"not shown: {one}; edit it in the YAML file" for one in unshown)))


def _records(chosen: Scope, found: Found) -> dict[SheetKind, list[Record]]:
    """The rows of each sheet."""
    datasets, columns, terms = [], [], []
    for dataset in chosen.datasets:
        place = (dataset.system, dataset.schema)
        datasets.append(Record(place, dataset, dataset.name, found.of_dataset(dataset)))
        about = found.of_columns(dataset)
        above = (*place, dataset.name)
        columns += [Record(above, one, name, about.get(name, [])) for name, one in dataset.columns.items()]
    for domain in chosen.domains:
        about = found.of_terms(domain.id, domain.terms)
        terms += [Record((domain.id,), term, name, about.get(name, [])) for name, term in domain.terms.items()]
    return {DATASETS: datasets, COLUMNS: columns, TERMS: terms}


def _blobs(book: Book, chosen: Scope) -> dict[str, str]:
    """Each file that the rows are made from, and Git's hash of its bytes."""
    files = dict.fromkeys(dataset.file for dataset in chosen.datasets)
    files |= dict.fromkeys(domain.path for domain in chosen.domains if domain.path)
    return {path: book.blob_id(path) for path in files}
