"""Edits of the measured book, as people make them."""

from __future__ import annotations

import re
from pathlib import Path

from _bench.shape import Shape

_LINE_AFTER = {
    "description": (r"    description: >-\n      .*\n", "    description: >-\n      {said}\n"),
    "column": (r"    columns:\n", "    columns:\n      {name}: bigint | {said}\n"),
    "title": (r"    title: .*\n", "    title: {said}\n"),
}
"""What is edited -> the first lines of that kind in a dataset, and what stands there afterwards."""


def edit_three(root: Path, shape: Shape, turn: int, turns: int) -> list[int]:
    """A description, a column and a title of three datasets in three files; their indices.

    *turn* counts from 0; each of the *turns* edits other datasets.
    """
    steps = 3 * turns + 1
    indices = [(3 * turn + number + 1) * shape.datasets // steps for number in range(3)]
    if len({shape.file(index) for index in indices}) < 3:
        raise ValueError(f"{shape.datasets} datasets are too few to edit three files {turns} times")
    for index, what in zip(indices, _LINE_AFTER, strict=True):
        edit(root, shape, index, what, f"Edited {turn + 1}")
    return indices


def edit(root: Path, shape: Shape, index: int, what: str, said: str) -> None:
    """Let the description, a column or the title of a dataset say *said*."""
    file = root / shape.file(index)
    text = file.read_text(encoding="utf-8")
    head, found, tail = text.partition(f"\n  {shape.place(index)[3]}:\n")
    pattern, form = _LINE_AFTER[what]
    changed, count = re.subn(pattern, form.format(said=said, name=said.lower().replace(" ", "_")), tail, count=1)
    if not found or not count:
        raise ValueError(f"no {what} of {shape.identity(index)} in {file.name}")
    file.write_text(f"{head}{found}{changed}", encoding="utf-8")
