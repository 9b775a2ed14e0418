"""Workbooks edited as a person would, with openpyxl; and small books under Git."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
from click.testing import CliRunner, Result

from lakebook.cli import lakebook

Rows = list[dict[str, str]]


def run(root: Path, *arguments: str | Path) -> Result:
    """``lakebook`` with these arguments, in the book at *root*."""
    return CliRunner().invoke(lakebook, ["-C", str(root), *map(str, arguments)])


def git(root: Path, *arguments: str) -> str:
    """Real Git, as somebody who has set nothing up."""
    who = ("-c", "user.name=Ann", "-c", "user.email=ann@example.org")
    nothing = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull}
    done = subprocess.run(["git", *who, *arguments], cwd=root, env=nothing, capture_output=True, text=True, check=True)
    return done.stdout


def book(root: Path, files: dict[str, str]) -> Path:
    """A committed book with these files."""
    root.mkdir(parents=True, exist_ok=True)
    (root / "lakebook.yaml").write_text("title: Rondelle\n")
    write(root, files)
    git(root, "init", "-q", "-b", "main")
    commit(root)
    return root


def write(root: Path, files: dict[str, str]) -> None:
    """Write files below *root*."""
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, newline="")


def commit(root: Path) -> None:
    """Commit everything."""
    git(root, "add", "-A")
    git(root, "commit", "-q", "--allow-empty", "-m", "A change")


def export(root: Path, *options: str) -> Path:
    """A workbook of the book, beside it."""
    path = root.parent / "out.xlsx"
    said = run(root, "export", "excel", *options, "-o", path)
    assert said.exit_code == 0, said.output
    return path


def edit_rows(path: Path, sheet: str, change: Callable[[Rows], Any]) -> None:
    """Change the rows of a sheet, as maps from heading (in lower case) to text; the order given is written back."""
    workbook = openpyxl.load_workbook(path)
    page = workbook[sheet]
    headings = [str(cell.value).lower() for cell in page[1]]
    rows = [
        {heading: "" if value is None else str(value) for heading, value in zip(headings, values, strict=True)}
        for values in page.iter_rows(min_row=2, values_only=True)
    ]
    change(rows)
    for heading in sorted({key for row in rows for key, text in row.items() if text} - {*headings}):
        headings.append(heading)
        page.cell(1, len(headings), heading)
    page.delete_rows(2, page.max_row)
    for number, row in enumerate(rows, 2):
        for column, heading in enumerate(headings, 1):
            cell = page.cell(number, column, row.get(heading) or None)
            if cell.value:
                cell.data_type = "s"
    workbook.save(path)


def edit_workbook(path: Path, change: Callable[[Any], Any]) -> None:
    """Change the whole workbook."""
    workbook = openpyxl.load_workbook(path)
    change(workbook)
    workbook.save(path)


def row_of(rows: Rows, name: str) -> dict[str, str]:
    """The row of this name."""
    return next(row for row in rows if row["name"] == name)
