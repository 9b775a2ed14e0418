"""A schema's file in the other form: YAML as a workbook, a workbook as YAML; all of it, or a refusal."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable

import msgspec

from lakebook.book import Book
from lakebook.commands._left_behind import left_behind
from lakebook.diagnostics import Finding
from lakebook.exporters import ExportError
from lakebook.exporters._workbook_in_book import schema_workbook
from lakebook.model.dataset import Dataset
from lakebook.readers.excel_workbook import excel_workbook
from lakebook.readers.yaml_files import yaml_files
from lakebook.sources import Source
from lakebook.writers.canonical_yaml import schema_file
from lakebook.writers.commented_yaml import comments_of
from lakebook.writers.schema_line import SCHEMA, is_schema_line, schema_line

_ENDINGS = (".yaml", ".yml", ".xlsx")
_HARMLESS = frozenset({"name_with_odd_space"})
"""Checks whose findings are about what was read all the same."""


class ConversionError(Exception):
    """The file stays as it is; ``str`` says why, ``hint`` what to type, ``findings`` what would be lost."""

    def __init__(self, message: str, hint: str, findings: Iterable[Finding] = ()) -> None:
        super().__init__(message)
        self.hint = hint
        self.findings = list(findings)


class Converted(msgspec.Struct, frozen=True):
    """The other form."""

    path: str
    content: bytes
    datasets: list[Dataset]
    left: str = ""
    """What is left behind, in words; empty for nothing."""


def converted(book: Book, path: str, *, drop_comments: bool = False) -> Converted:
    """The schema's file at *path* in its other form, read again and found to say the same.

    Raises:
        ConversionError: it is no schema's file, or something of it would be lost.
    """
    if not _is_schema(book, path):
        raise ConversionError(
            f"{path} is no schema's file",
            f"schemas lie in {book.settings.folders.catalogue}/DOMAIN/SYSTEM/, as SCHEMA.yaml or SCHEMA.xlsx",
        )
    stem, ending = posixpath.splitext(path)
    target = f"{stem}{'.yaml' if ending.lower() == '.xlsx' else '.xlsx'}"
    _refuse_second(book.source, path, stem)
    convert = _to_yaml if target.endswith(".yaml") else _to_workbook
    found = convert(book, path, target, drop_comments)
    reader = yaml_files if target.endswith(".yaml") else excel_workbook
    _compare(found.datasets, reader(target, found.content, book.settings).datasets)
    return found


def _is_schema(book: Book, path: str) -> bool:
    """Whether it is the one file of a schema: three folders deep, and not one of the catalogue's own."""
    folder = f"{book.settings.folders.catalogue}/"
    inside = path.removeprefix(folder).split("/")
    stem, ending = posixpath.splitext(inside[-1])
    fits = path.startswith(folder) and len(inside) == 3 and ending.lower() in _ENDINGS
    return fits and stem.lower() != "system" and not stem.lower().endswith(".observed")


def _refuse_second(source: Source, path: str, stem: str) -> None:
    """A schema has one form: what else describes it has to go first."""
    others = [
        other
        for other in source.paths(posixpath.dirname(path))
        if other != path and (other.startswith(f"{stem}/") or _same(other, stem))
    ]
    if others:
        raise ConversionError(f"{others[0]} describes the same schema", "bring both into one file first")


def _same(other: str, stem: str) -> bool:
    name, ending = posixpath.splitext(other)
    return name == stem and ending.lower() in _ENDINGS


def _to_workbook(book: Book, path: str, target: str, drop_comments: bool) -> Converted:
    content = book.source.read(path)
    records = yaml_files(path, content, book.settings)
    _refuse_findings(path, records.findings)
    text = content.decode("utf-8-sig").replace("\r\n", "\n")
    comments = [comment for comment in comments_of(text) if not is_schema_line(comment)]
    if comments and not drop_comments:
        message = f"{path} has {counted(len(comments), 'comment')}, which a workbook has no place for"
        raise ConversionError(message, "type --drop-comments to leave them behind, or move them into description:")
    try:
        made = schema_workbook(book, records.datasets)
    except ExportError as error:
        raise ConversionError(str(error), error.hint) from None
    return Converted(target, made, records.datasets, counted(len(comments), "comment") if comments else "")


def _to_yaml(book: Book, path: str, target: str, drop_comments: bool) -> Converted:
    content = book.source.read(path)
    records = excel_workbook(path, content, book.settings)
    _refuse_findings(path, records.findings)
    left = ", ".join(left_behind(content))
    if left and not drop_comments:
        message = f"{path} has {left}, which YAML has no place for"
        raise ConversionError(message, "type --drop-comments to leave that behind, or move it into description:")
    try:
        made = schema_file(records.datasets)
    except ValueError as error:
        raise ConversionError(f"{path} cannot be written as YAML: {error}", "keep the workbook") from None
    try:
        book.source.size(SCHEMA)
        made = schema_line(target) + made
    except OSError:
        pass
    return Converted(target, made, records.datasets, left)


def _refuse_findings(path: str, findings: list[Finding]) -> None:
    """What could not be read would be lost."""
    findings = [finding for finding in findings if finding.check not in _HARMLESS]
    if findings:
        message = f"{counted(len(findings), 'finding')} in {path}: what cannot be read would be lost"
        raise ConversionError(message, "mend the file first; 'lakebook check' lists them, too", findings)


def _compare(before: list[Dataset], after: list[Dataset]) -> None:
    """Raise where the other form says something else; it then is a fault of ours, and nothing is lost."""
    there = {dataset.name: placeless(dataset) for dataset in after}
    for dataset in before:
        wanted, found = placeless(dataset), there.get(dataset.name)
        if wanted == found:
            continue
        fields = [name for name in wanted.__struct_fields__ if getattr(wanted, name) != getattr(found, name, None)]
        message = f"the other form would change '{dataset.name}': {', '.join(fields)}"
        raise ConversionError(message, "keep the file as it is, and report this, please")
    if list(there) != [dataset.name for dataset in before]:
        raise ConversionError("the other form would change the order of the datasets", "report this, please")


def placeless(dataset: Dataset) -> Dataset:
    """The same dataset, wherever it stands."""
    return msgspec.structs.replace(dataset, file="", line=0, sheet="", cell="")


def counted(number: int, word: str) -> str:
    """``1 column``, ``2,000 columns``."""
    return f"{number:,} {word}{'' if number == 1 else 's'}"
