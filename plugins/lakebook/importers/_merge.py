"""What comes in for one file of the catalogue, merged into what the file says now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from lakebook.changes.merging.workbook_write import INSTEAD, write_workbook
from lakebook.changes.three_way import Conflict, Merged, Resolve, merge
from lakebook.importers import Part
from lakebook.readers import Reader
from lakebook.readers.excel_workbook import excel_workbook
from lakebook.readers.yaml_files import yaml_files
from lakebook.settings import Settings
from lakebook.syntax import Unreadable
from lakebook.syntax.strict_yaml import Value
from lakebook.writers.edits import Edit, Keys
from lakebook.writers.record_trees import Tree, datasets_tree, kind_at, record_tree
from lakebook.writers.splice import SpliceError
from lakebook.writers.yaml_edits import edit_yaml

_BLOCKING = frozenset(
    {"file_unreadable", "key_duplicated", "value_malformed", "value_not_allowed", "place_contradicted"}
)
_IN_WORKBOOKS = _BLOCKING | {"workbook_unreadable", "workbook_cell_error", "name_missing", "field_unknown"}


class RefusedError(Exception):
    """The file cannot be merged into; the message says why, ``hint`` what to do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


class MergedFile(msgspec.Struct):
    """A file with what came in, and what became of it."""

    content: bytes
    edits: list[Edit] = []
    conflicts: list[Conflict] = []
    """Left to a person."""
    kept: list[Conflict] = []
    """Decided for the book."""
    taken: list[Conflict] = []
    """Decided for what came in."""

    @property
    def counts(self) -> dict[str, int]:
        """How many records and fields are added, changed, renamed and deleted; only what is more than none."""
        return counts(self.edits)


def merge_part(part: Part, content: bytes | None, settings: Settings, resolve: Resolve) -> MergedFile:
    """The file at ``part.path`` with the part merged in; *content* is what it holds now, None for no file.

    Raises:
        RefusedError: the file has errors that must be repaired first, or a text cannot be written.
    """
    path = part.path
    ours = tree_of(path, content, settings) if content is not None else {}
    merged = merge(part.base, ours, part.theirs, resolve)
    try:
        made = _written(path, content, merged, settings)
    except SpliceError as error:
        hint = INSTEAD.format(path=path) if is_workbook(path) else "write that place as plain 'key: value' lines"
        raise RefusedError(f"{path}: {error}", hint) from None
    except ValueError as error:
        raise RefusedError(f"{path}: {error}", "correct the text in the imported file") from None
    kept = [conflict for conflict, choice in merged.resolved if choice == "ours"]
    taken = [conflict for conflict, choice in merged.resolved if choice == "theirs"]
    return MergedFile(made, merged.edits, merged.conflicts, kept, taken)


def _written(path: str, content: bytes | None, merged: Merged, settings: Settings) -> bytes:
    if not merged.edits:
        return content or b""
    if is_workbook(path):
        return write_workbook(path, content or b"", merged, settings)
    return edit_yaml(content, merged.edits)


def is_workbook(path: str) -> bool:
    """Whether the file of this name holds a schema as a workbook."""
    return path.lower().endswith(".xlsx")


def blocking(path: str) -> frozenset[str]:
    """Checks whose findings in the file of this name keep anything from being merged into it."""
    return _IN_WORKBOOKS if is_workbook(path) else _BLOCKING


def tree_of(path: str, content: bytes, settings: Settings) -> Tree:
    """What a schema's file, or the terms of a domain's, say, as a tree.

    Raises:
        RefusedError: the file has errors that must be repaired first.
    """
    reader: Reader = excel_workbook if is_workbook(path) else yaml_files
    try:
        records = reader(path, content, settings)
    except Unreadable as error:
        raise RefusedError(f"{path}: {error.trouble.message}", error.trouble.hint) from None
    wrong = next((finding for finding in records.findings if finding.check in blocking(path)), None)
    if wrong is not None:
        raise RefusedError(f"{wrong.location}: {wrong.message}", f"{wrong.hint or 'correct it'}, then import again")
    if records.domains:
        terms: dict[str, Value] = {name: record_tree(term) for name, term in records.domains[0].terms.items()}
        return {"terms": terms} if terms else {}
    return datasets_tree(records.datasets) if records.datasets else {}


def datasets_in(path: str, content: bytes | None, settings: Settings) -> Tree:
    """Trees of the datasets of a schema's file by their names; none where there is no file.

    Raises:
        RefusedError: the file has errors that must be repaired first.
    """
    found = tree_of(path, content, settings).get("datasets") if content is not None else None
    return found if isinstance(found, dict) else {}


def counts(edits: Iterable[Edit]) -> dict[str, int]:
    """Words such as ``columns added`` -> how many; only what is more than none."""
    found: dict[str, int] = {}
    for edit in without_former_names(edits):
        for words, number in _counted(edit):
            found[words] = found.get(words, 0) + number
    return {words: found[words] for words in _ORDER if found.get(words)}


def in_words(counted: Mapping[str, int]) -> str:
    """What :func:`counts` found, as people say it: ``1 dataset added, 3 columns added``."""
    said = []
    for words, number in counted.items():
        noun, _, done = words.partition(" ")
        said.append(f"{number:,} {noun.removesuffix('s') if number == 1 else noun} {done}")
    return ", ".join(said)


def without_former_names(edits: Iterable[Edit]) -> list[Edit]:
    """The edits but for those that only write the old name of what is renamed by another one."""
    listed = list(edits)
    renamed = {edit.keys for edit in listed if edit.rename}
    return [edit for edit in listed if not (edit.keys[-1] == "formerly" and edit.keys[:-1] in renamed)]


_ORDER = (
    "datasets added", "columns added", "terms added", "fields filled in", "fields changed", "fields cleared",
    "datasets renamed", "columns renamed", "datasets deleted", "columns deleted", "terms deleted",
)  # fmt: skip


def _counted(edit: Edit) -> Iterable[tuple[str, int]]:
    kind = kind_at(edit.keys)
    if kind is None:
        return [
            ("fields cleared" if edit.value is None else "fields changed" if edit.before else "fields filled in", 1)
        ]
    noun = f"{kind.__name__.lower()}s"
    if edit.rename:
        return [(f"{noun} renamed", 1)]
    if edit.value is None:
        return [(f"{noun} deleted", 1)]
    columns: Any = edit.value.get("columns", {}) if isinstance(edit.value, dict) else {}
    return [(f"{noun} added", 1), *([("columns added", len(columns))] if columns else [])]


def place_of(keys: Keys) -> str:
    """Keys as people say them: ``orders.id.type``."""
    return ".".join(key for at, key in enumerate(keys) if at % 2 or key not in ("datasets", "columns", "terms"))


def shown(value: Value | None) -> str:
    """A value on one line, cut where it is long."""
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        text = "; ".join(f"{key}: {item}" if item else key for key, item in value.items())
    elif isinstance(value, list):
        text = ", ".join(str(item) for item in value)
    else:
        text = value
    return repr(text if len(text) <= 80 else f"{text[:77]}...")
