"""A sheet that we did not export -> datasets, the mapping in words, and the mapping file beside it."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence

from lakebook.diagnostics import Finding, Location
from lakebook.importers import Imported, Place
from lakebook.importers._layout.dataset_facts import read_dataset_facts
from lakebook.importers._layout.finish import finish
from lakebook.importers._layout.last_time import last_time
from lakebook.importers._layout.layouts import Layouts, find_layouts
from lakebook.importers._layout.records import Records, read_records
from lakebook.importers._layout.remarks import Remarks
from lakebook.importers._layout.saved_mapping import read_saved
from lakebook.importers._layout.sheet_layout import LeftOut
from lakebook.importers._layout.told import told
from lakebook.importers._layout.write_mapping import mapping_content, with_import
from lakebook.model.dataset import Dataset
from lakebook.syntax import SyntaxTrouble, Unreadable
from lakebook.syntax.table_file import read_table_file
from lakebook.syntax.workbook import Workbook
from lakebook.syntax.workbook_state import blob_id

_MOST_NAMED = 8
_LOST = (
    "Git does not have the sheet as it was imported last, or it is read in another way now",
    "it is compared with the book alone; commit the sheet with each import",
)


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
    if not layouts.sheets:
        raise _without_columns(layouts.left_out)
    remarks = Remarks(path)
    records = _records(path, layouts, place, remarks)
    said = saved.mapping.schema if saved.mapping else ""
    mapping = mapping_content(path, layouts, saved, place)
    lines = told(layouts, remarks, [f"read as {saved.path} says"] if saved.mapping else [])
    if mapping != saved.content:
        lines.append(f"this mapping is kept in {saved.path}: what is corrected there counts from the next import on")
    datasets = list(records.datasets.values())

    def read(content: bytes) -> list[Dataset]:
        then = find_layouts(read_table_file(path, content), stem, saved.mapping)
        return list(_records(path, then, place, Remarks(path)).datasets.values())

    remembered = with_import(mapping, blob_id(content))
    base = last_time(content, saved, place.book, datasets, read)
    lost = saved.mapping is not None and saved.mapping.imported not in ("", blob_id(content)) and base is None
    return Imported(
        datasets=datasets,
        base=base,
        notes=[Finding(Location(path), *_LOST)] if lost else [],
        schema=said or stem,
        schema_from=f"so says {saved.path}" if said else "the file's name",
        told=lines,
        saves={saved.path: mapping} if mapping != saved.content else {},
        remembers={saved.path: remembered} if remembered != saved.content else {},
        cells=records.cells,
        errors=remarks.errors,
        asks=True,
    )


def _records(path: str, layouts: Layouts, place: Place, remarks: Remarks) -> Records:
    records = read_records(path, layouts, remarks)
    read_dataset_facts(layouts, records, place.book, remarks)
    finish(records, layouts, place, remarks)
    return records


def _without_columns(left_out: Sequence[LeftOut]) -> Unreadable:
    """Why the file as a whole is not taken."""
    reasons = "; ".join(f"'{left.name}': {left.reason}" for left in left_out[:_MOST_NAMED])
    more = f" and {len(left_out) - _MOST_NAMED} more" if len(left_out) > _MOST_NAMED else ""
    message = f"no sheet lists columns ({reasons}{more})" if left_out else "the workbook has no sheet"
    hint = "a row of headings such as 'Table', 'Column', 'Type', 'Description' is looked for above the rows"
    return Unreadable(SyntaxTrouble("workbook_unreadable", message, hint))
