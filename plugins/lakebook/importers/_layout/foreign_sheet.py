"""A sheet that we did not export -> datasets, the mapping in words, and the mapping file beside it."""

from __future__ import annotations

import posixpath

import msgspec

from lakebook.diagnostics import Finding, Location
from lakebook.importers import Imported, Place
from lakebook.importers._layout.as_saved import at_odds
from lakebook.importers._layout.dataset_facts import read_dataset_facts
from lakebook.importers._layout.draft import drafted, to_complete, without_columns
from lakebook.importers._layout.finish import finish
from lakebook.importers._layout.flag_words import Words, flag_words
from lakebook.importers._layout.last_time import LOST, Before, in_the_book, last_time
from lakebook.importers._layout.layouts import Layouts, find_layouts
from lakebook.importers._layout.records import Records, read_records
from lakebook.importers._layout.remarks import Remarks
from lakebook.importers._layout.saved_mapping import Saved, read_saved
from lakebook.importers._layout.told import told
from lakebook.importers._layout.unheaded import keep_unheaded
from lakebook.importers._layout.write_mapping import mapping_content, with_import
from lakebook.model.dataset import Dataset
from lakebook.syntax import Unreadable
from lakebook.syntax.csv_text import guessed_encoding
from lakebook.syntax.table_file import TEXT_ENDINGS, read_table_file
from lakebook.syntax.workbook import Workbook
from lakebook.syntax.workbook_state import blob_id
from lakebook.writers.file_names import slug


class _Reading(msgspec.Struct):
    """How the sheets are read, and what they hold."""

    layouts: Layouts
    records: Records
    remarks: Remarks

    @property
    def datasets(self) -> list[Dataset]:
        return list(self.records.datasets.values())


def foreign_sheet(path: str, content: bytes, workbook: Workbook, place: Place) -> Imported:
    """What the sheets hold, read as ``NAME.import.yaml`` beside them says, else as their headings do.

    Raises:
        Unreadable: no sheet lists columns or datasets; the message says why not.
    """
    saved = read_saved(path)
    if saved.errors:
        return Imported(errors=saved.errors)
    stem = posixpath.splitext(posixpath.basename(path.replace("\\", "/")))[0]
    layouts = find_layouts(workbook, stem, saved.mapping)
    if layouts.troubles:
        return Imported(errors=saved.findings(layouts.troubles))
    if not layouts.sheets:
        return _to_complete(path, workbook, layouts, saved)
    said = saved.mapping.schema if saved.mapping else ""
    before = last_time(content, saved, place, stem)
    then = _then(path, before, stem, saved, place)
    now = _read(path, layouts, place, flag_words(then.layouts) if then else {})
    notes = saved.findings(at_odds(workbook, saved.mapping)) if saved.mapping else []
    base = _base(now, then, before, place, place.schema or slug(said or stem))
    notes += [Finding(Location(path), *note) for note in (before.note, base[1]) if note]
    mapping = mapping_content(path, layouts, saved)
    remembered = with_import(mapping, blob_id(content), (place.domain, place.system, place.schema))
    lines = told(
        layouts, now.remarks, [*_guessed(path, content), *([f"read as {saved.path} says"] if saved.mapping else [])]
    )
    return Imported(
        datasets=now.datasets,
        base=base[0],
        notes=notes,
        schema=said or stem,
        schema_from=f"so says {saved.path}" if said else "the file's name",
        told=lines,
        saves={saved.path: mapping} if mapping != saved.content else {},
        remembers={saved.path: remembered} if remembered != saved.content else {},
        cells=now.records.cells,
        errors=now.remarks.errors,
        asks=True,
    )


def _to_complete(path: str, workbook: Workbook, layouts: Layouts, saved: Saved) -> Imported:
    """Nothing yet, but a mapping that a person can complete, where there is none and some row looks like headings."""
    draft = None if saved.mapping else drafted(layouts, workbook.sheets)
    if draft is None:
        raise without_columns(layouts.left_out, saved)
    error = to_complete(path, draft, layouts.left_out, saved.path)
    return Imported(errors=[error], saves={saved.path: mapping_content(path, draft, saved)}, asks=True)


def _guessed(path: str, content: bytes) -> list[str]:
    """What to say of a text whose encoding nothing says."""
    encoding = guessed_encoding(content) if path.lower().endswith(TEXT_ENDINGS) else ""
    return [f"taken for {encoding}: where letters look wrong, save it as CSV UTF-8, or as .xlsx"] if encoding else []


def _read(path: str, layouts: Layouts, place: Place, before: Words) -> _Reading:
    remarks = Remarks(path)
    records = read_records(path, layouts, remarks, before)
    read_dataset_facts(layouts, records, place.book, remarks)
    finish(records, layouts, place, remarks)
    return _Reading(layouts, records, remarks)


def _then(path: str, before: Before, stem: str, saved: Saved, place: Place) -> _Reading | None:
    """What other bytes of then say; None where there are none, or they cannot be read."""
    if before.content is None:
        return None
    try:
        layouts = find_layouts(read_table_file(path, before.content), stem, saved.mapping)
    except Unreadable:
        layouts = Layouts([], [])
    if layouts.sheets and not layouts.troubles:
        return _read(path, layouts, place, {})
    before.note = LOST
    return None


def _base(
    now: _Reading, then: _Reading | None, before: Before, place: Place, schema: str
) -> tuple[list[Dataset] | None, tuple[str, str] | None]:
    """The datasets of the last time that the book still has, and what to say of the others."""
    if then is not None:
        keep_unheaded(now.records, then.records)
    known = now.datasets if before.same else then.datasets if then else None
    return (None, None) if known is None else in_the_book(known, place, schema)
