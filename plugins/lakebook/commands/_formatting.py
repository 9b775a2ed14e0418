"""One YAML file of the catalogue -> the same in the one style we write, or why it is left as it is."""

from __future__ import annotations

import codecs
from collections import Counter
from typing import Any

from lakebook.diagnostics import Finding, Location
from lakebook.model.dataset import Dataset
from lakebook.readers.yaml_files import yaml_files
from lakebook.settings import Settings
from lakebook.syntax import Unreadable
from lakebook.syntax.strict_yaml import parse
from lakebook.writers.canonical_tree import canonical_tree, tree_of_text
from lakebook.writers.commented_yaml import UnplacedComment, commented, comments_of, holding, read_notes

_BLOCKING = frozenset({"file_unreadable", "key_duplicated"})


def formatted(path: str, content: bytes, settings: Settings) -> bytes | Finding:
    """The file in canonical style, with its own line ends; a finding where it is left as it is.

    It says the same as before: it is read again, and compared.
    """
    records = yaml_files(path, content, settings)
    wrong = next((finding for finding in records.findings if finding.check in _BLOCKING), None)
    if wrong is not None:
        return wrong
    bom = codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b""
    whole = content[len(bom) :].decode()
    text = whole.replace("\r\n", "\n").replace("\r", "\n")
    datasets = {} if records.findings else {one.name: one for one in records.datasets}
    try:
        made = _rewritten(text, datasets)
    except UnplacedComment as error:
        hint = "indent it like the key that it is about"
        return Finding(Location(path, error.line), "what this comment belongs to cannot be told", hint)
    except ValueError as error:
        return Finding(Location(path), str(error), "correct the text")
    result = bom + (made.replace("\n", "\r\n") if "\r\n" in whole else made).encode()
    same = _said(path, content, settings) == _said(path, result, settings) if datasets else _is_equal(content, result)
    if not same:
        return Finding(Location(path), "it would not read back as it should", "please report this, with the file")
    if lost := Counter(comments_of(text)) - Counter(comments_of(made)):
        message, hint = f"the comment '{next(iter(lost))}' would be lost", "write it above what it is about"
        return Finding(Location(path), message, hint)
    return result


def _rewritten(text: str, datasets: dict[str, Dataset]) -> str:
    notes = read_notes(text)
    return commented(canonical_tree(tree_of_text(text), datasets, holding(notes)), notes)


def _is_equal(before: bytes, after: bytes) -> bool:
    """Whether both hold the same texts under the same keys."""
    try:
        return parse(before).value == parse(after).value
    except Unreadable:
        return False


def _said(path: str, content: bytes, settings: Settings) -> tuple[Any, ...]:
    records = yaml_files(path, content, settings)
    found = sorted((finding.check, finding.message, finding.field) for finding in records.findings)
    listed = [getattr(records, field) for field in records.__struct_fields__ if field != "findings"]
    for record in (record for kind in listed for record in kind):
        record.line = 0
    return listed, found
