"""A YAML file as one side of a merge has it: its text, what it means, and the comments in it."""

from __future__ import annotations

import codecs
from collections import Counter
from typing import Any

import msgspec

from lakebook.readers.yaml_files import yaml_files
from lakebook.settings import Settings
from lakebook.syntax import Unreadable
from lakebook.syntax.strict_yaml import parse
from lakebook.writers.commented_yaml import comments_of
from lakebook.writers.record_trees import datasets_tree, kind_at

_NOT_TAKEN = frozenset({"field_unknown", "value_malformed", "value_not_allowed"})
"""Checks that report what a record does not hold."""


class Form(msgspec.Struct, frozen=True):
    """How a file's bytes stand around its text."""

    bom: bool = False
    newline: str = "\n"
    closed: bool = True
    """Whether the last line ends in a new line."""


class Side(msgspec.Struct, frozen=True):
    """One side of a merge."""

    text: str
    """Lines end in ``\\n``, the last one too."""
    form: Form
    tree: Any
    """What it means: of a schema the trees of its datasets, of anything else what the strict parser gives."""
    comments: Counter[str]


class Meaning:
    """Reads what files at one path mean."""

    def __init__(self, path: str, settings: Settings) -> None:
        self._path = path
        self._settings = settings

    def side(self, content: bytes) -> Side | None:
        """The file as a side; None where it cannot be read, or gives a key twice."""
        try:
            text, form = _opened(content)
        except UnicodeDecodeError:
            return None
        tree = self.tree(text)
        return None if tree is None else Side(text, form, tree, Counter(comments_of(text)))

    def tree(self, text: str) -> Any:
        """What a text means; None where it cannot be read, or gives a key twice."""
        content = text.encode()
        try:
            document = parse(content)
        except Unreadable:
            return None
        if document.troubles:
            return None
        raw: Any = document.value
        if not isinstance(raw, dict) or not isinstance(raw.get("datasets"), dict):
            return raw
        records = yaml_files(self._path, content, self._settings)
        tree: Any = {**raw, **datasets_tree(records.datasets)}
        for finding in records.findings:
            if finding.check in _NOT_TAKEN:
                _keep_raw(tree, raw, finding.field)
        return tree


def _keep_raw(tree: Any, raw: Any, field: str) -> None:
    """Put a field that could not be read into the tree as it stands, so that it is merged, too."""
    keys: tuple[str, ...] = ()
    while isinstance(raw, dict) and isinstance(tree, dict):
        step = field if field in raw else next((key for key in raw if field.startswith(f"{key}.")), None)
        if step is None:
            return
        keys = (*keys, step)
        if kind_at(keys) is None and (step == field or not isinstance(raw[step], dict)):
            tree[step] = raw[step]
            return
        tree, raw, field = tree.setdefault(step, {}), raw[step], field[len(step) + 1 :]


def same(first: Any, second: Any) -> bool:
    """Whether two trees mean the same; a map or list without anything in it is the empty text."""
    return bool(_comparable(first) == _comparable(second))


def _comparable(value: Any, depth: int = 0) -> Any:
    if isinstance(value, dict):
        below = {key: _comparable(child, depth + 1) for key, child in value.items()}
        if not depth and below.get("datasets") == "":
            del below["datasets"]
        return below or ""
    return [_comparable(child, depth + 1) for child in value] or "" if isinstance(value, list) else value


def _opened(content: bytes) -> tuple[str, Form]:
    bom = content.startswith(codecs.BOM_UTF8)
    text = content[len(codecs.BOM_UTF8) if bom else 0 :].decode()
    crlf = 0 < text.count("\n") == text.count("\r\n")
    text = text.replace("\r\n", "\n") if crlf else text
    closed = text.endswith("\n") or not text
    return text if closed else text + "\n", Form(bom, "\r\n" if crlf else "\n", closed)


def closed(text: str, base: Side, ours: Side, theirs: Side) -> bytes:
    """The merged text as a file, in the form that a side gave it; that of ours where both did."""
    values = {}
    for name in Form.__struct_fields__:
        before, mine, their = (getattr(side.form, name) for side in (base, ours, theirs))
        values[name] = their if base.text and mine == before else mine
    form = Form(**values)
    text = text if form.closed else text.removesuffix("\n")
    return (codecs.BOM_UTF8 if form.bom else b"") + text.replace("\n", form.newline).encode()


def wanted_comments(base: Side, ours: Side, theirs: Side) -> Counter[str]:
    """How often each comment has to be there afterwards: what one side added, and what neither took away."""
    wanted: Counter[str] = Counter()
    for comment in ours.comments | theirs.comments:
        mine, their = ours.comments[comment], theirs.comments[comment]
        before = base.comments[comment]
        wanted[comment] = min(mine, their) if mine < before or their < before else max(mine, their)
    return wanted
