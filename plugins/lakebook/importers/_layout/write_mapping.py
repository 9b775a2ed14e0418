"""The mapping file, written for a person to read and correct; what they corrected is never written over."""

from __future__ import annotations

import posixpath

from lakebook.importers._layout.last_time import way_of_reading
from lakebook.importers._layout.layouts import Layouts
from lakebook.importers._layout.resolve import COLUMN_FIELDS, DATASET_FIELDS
from lakebook.importers._layout.saved_mapping import Saved
from lakebook.importers._layout.sheet_layout import SheetLayout
from lakebook.syntax.strict_yaml import Value
from lakebook.writers.quoting import Plain
from lakebook.writers.splice import Splicer
from lakebook.writers.yaml_text import entry

_HEAD = """\
# How lakebook reads {name}. Correct what is wrong and import again: it is used from then on.
#
# headings:      heading -> field, or extra (kept under its heading), or ignore (left out).
#                Fields of columns: {columns}.
#                Fields of datasets: {datasets}.
# header:        the row that holds the headings; several numbers where a sheet has several tables.
# rows:          columns or datasets: what a row stands for.
# dataset_from:  where the dataset's name stands: heading, above (the table), sheet, file, name (with 'dataset: NAME').
# left_out:      sheet -> why it is not read. To read one, give it its header and headings under sheets: instead.
"""


def with_import(mapping: bytes, imported: str, place: tuple[str, str, str]) -> bytes:
    """The mapping file, with Git's hash of the sheet that was imported by it, and where to: what ``Place`` says."""
    splicer = Splicer(mapping)
    before = "filename"
    for key, name in zip(("domain", "system", "schema"), place, strict=True):
        if name and splicer.wanted.get(key) != name:
            splicer.put((key,), name, before)
        before = key if name else before
    splicer.put(("imported",), imported, before)
    splicer.put(("read_as",), way_of_reading(mapping), "imported")
    return splicer.content()


def mapping_content(path: str, layouts: Layouts, saved: Saved) -> bytes:
    """The mapping file for the sheet at *path*; where there is one, it only takes in what is new."""
    name = posixpath.basename(path.replace("\\", "/"))
    fields: dict[str, Value] = {"filename": name}
    if saved.content is None:
        fields["sheets"] = {layout.sheet.name: _sheet(layout) for layout in layouts.sheets}
        if layouts.left_out:
            fields["left_out"] = {left.name: left.reason for left in layouts.left_out}
        head = _HEAD.format(name=name, columns=_wrapped(COLUMN_FIELDS, 19), datasets=_wrapped(DATASET_FIELDS, 20))
        return (head + "".join(entry(key, value) for key, value in fields.items() if value)).encode()
    content = _updated(saved.content, layouts, saved, name)
    if saved.mapping is None or saved.mapping.read_as != way_of_reading(saved.content):
        return content
    splicer = Splicer(content)  # what is new in it changes nothing about how the sheet was read the last time
    splicer.put(("read_as",), way_of_reading(content))
    return splicer.content()


def _updated(content: bytes, layouts: Layouts, saved: Saved, name: str) -> bytes:
    splicer = Splicer(content)
    assert saved.mapping is not None
    if saved.mapping.filename != name:
        splicer.put(("filename",), name, "system")
    new: dict[str, Value] = {}
    for layout in layouts.sheets:
        known = saved.mapping.sheets.get(layout.sheet.name)
        if known is None:
            new[layout.sheet.name] = _sheet(layout)
            continue
        headings = _headings(layout)
        added = {label: field for label, field in headings.items() if label not in known.headings}
        _put_all(splicer, ("sheets", layout.sheet.name, "headings"), bool(known.headings), added)
    _put_all(splicer, ("sheets",), bool(saved.mapping.sheets), new)
    left = {
        one.name: one.reason
        for one in layouts.left_out
        if one.name not in {*saved.mapping.left_out, *saved.mapping.sheets}
    }
    _put_all(splicer, ("left_out",), bool(saved.mapping.left_out), left)
    return splicer.content()


def _put_all(splicer: Splicer, keys: tuple[str, ...], there: bool, new: dict[str, Value] | dict[str, str]) -> None:
    """Add *new* below *keys*: key by key where something stands there, else as a whole."""
    if new and not there:
        splicer.put(keys, dict(new))
    for key, value in new.items() if there else ():
        splicer.put((*keys, key), value)


def _sheet(layout: SheetLayout) -> dict[str, Value]:
    numbers: list[Value] = [Plain(number) for number in dict.fromkeys(str(table.header) for table in layout.tables)]
    found: dict[str, Value] = {"rows": layout.kind, "header": numbers if len(numbers) > 1 else numbers[0]}
    if layout.kind == "columns":
        found["dataset_from"] = layout.dataset_from
    found["headings"] = dict(_headings(layout))
    return found


def _headings(layout: SheetLayout) -> dict[str, str]:
    """Label -> field, or extra where it is not mapped."""
    return {heading.label: heading.field or "extra" for table in layout.tables for heading in table.headings}


def _wrapped(words: tuple[str, ...], start: int) -> str:
    lines = [""]
    for word in words:
        if len(lines[-1]) + len(word) > 95:
            lines.append("")
        lines[-1] += f"{word}, "
    return f"\n#{' ' * 16}".join(line.rstrip(" ") for line in lines).rstrip(",")
