"""Sheets of people in any layout -> datasets, the mapping in words, and the mapping file beside the sheet."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import ROOT

from lakebook.book import read_book
from lakebook.importers import Imported, Place
from lakebook.importers.excel import excel
from lakebook.sources.in_memory import InMemory
from lakebook.syntax import Unreadable

CASES = ROOT / "tests" / "cases" / "importers" / "excel"
REAL = sorted(path.parent.name for path in CASES.glob("*/expected.yaml"))


def place(files: dict[str, str | bytes] | None = None) -> Place:
    return Place(read_book(InMemory(files or {})), "sales", "crm")


# Real sheets, read by hand ------------------------------------------------------------------------------------------


def read_real(corpus: Path, name: str, tmp_path: Path) -> tuple[Imported, dict[str, Any]]:
    source = next((corpus / "excel").glob(f"{name}.*"))
    path = tmp_path / source.name
    imported = excel(str(path), source.read_bytes(), place())
    return imported, yaml.safe_load(imported.saves[f"{tmp_path / name}.import.yaml"])


def expected_of(name: str) -> dict[str, Any]:
    return yaml.safe_load((CASES / name / "expected.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", [name for name in REAL if "refused" not in expected_of(name)])
def test_a_real_sheet_gives_what_a_reader_finds_in_it(corpus: Path, name: str, tmp_path: Path):
    imported, mapping = read_real(corpus, name, tmp_path)
    wanted = expected_of(name)
    assert {dataset.name: len(dataset.columns) for dataset in imported.datasets} == wanted["datasets"]
    columns = [column for dataset in imported.datasets for column in dataset.columns.values()]
    counts = {
        "required": sum(column.required for column in columns),
        "pk": sum("pk" in column.key for column in columns),
        "fk": sum("fk" in column.key for column in columns),
        "uk": sum("uk" in column.key for column in columns),
        "described": sum(bool(column.description) for column in columns),
        "titled": sum(bool(column.title) for column in columns),
        "with_values": sum(bool(column.values) for column in columns),
        "datasets_described": sum(bool(dataset.description) for dataset in imported.datasets),
    }
    for figure in counts:
        if figure == "datasets_described" and not any(
            sheet["rows"] == "datasets" for sheet in wanted["sheets"].values()
        ):
            continue
        assert (figure, counts[figure]) == (figure, wanted["counts"].get(figure, 0))
    assert hash_of_descriptions(imported) == wanted["descriptions"]
    assert sorted(mapping.get("left_out", {})) == wanted["left_out"]


@pytest.mark.parametrize("name", [name for name in REAL if "refused" not in expected_of(name)])
def test_a_real_sheet_tells_its_mapping_cell_by_cell(corpus: Path, name: str, tmp_path: Path):
    imported, mapping = read_real(corpus, name, tmp_path)
    for sheet, wanted in expected_of(name)["sheets"].items():
        said = told_of(imported, sheet)
        assert mapping["sheets"][sheet]["header"] == wanted["header"]
        assert mapping["sheets"][sheet]["rows"] == wanted["rows"]
        assert {cell: field for cell, field in said["mapping"].items() if field} == wanted["mapping"]
        assert [cell for cell, field in said["mapping"].items() if not field] == wanted["unmapped"]
        assert shortened(wanted.get("unplaced", [])) == said["unplaced"]
        assert shortened(wanted.get("errors", [])) == said["errors"]
        assert wanted.get("joined", []) == said["joined"]


@pytest.mark.parametrize("name", [name for name in REAL if "refused" in expected_of(name)])
def test_a_real_template_without_rows_is_refused(corpus: Path, name: str, tmp_path: Path):
    with pytest.raises(Unreadable, match=expected_of(name)["refused"]):
        read_real(corpus, name, tmp_path)


def hash_of_descriptions(imported: Imported) -> str:
    lines = [
        f"{dataset.name}\t{column.name}\t{column.description}"
        for dataset in sorted(imported.datasets, key=lambda dataset: dataset.name)
        for column in sorted(dataset.columns.values(), key=lambda column: column.name)
    ]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def told_of(imported: Imported, sheet: str) -> dict[str, Any]:
    """What the lines about one sheet say: mapping by cell, and the cells of what was not placed or is in error."""
    starts = [at for at, line in enumerate(imported.told) if line.startswith(f"sheet '{sheet}'")]
    lines = []
    for line in imported.told[starts[0] + 1 :]:
        if not line.startswith("  "):
            break
        lines.append(line[2:])
    if lines and lines[0].startswith("headings as in sheet "):
        other = told_of(imported, lines[0].removeprefix("headings as in sheet ").strip("'"))["mapping"]
        return {**_cells(lines[1:]), "mapping": other}
    return _cells(lines)


def _cells(lines: list[str]) -> dict[str, Any]:
    found: dict[str, Any] = {"mapping": {}, "unplaced": [], "errors": [], "joined": []}
    for line in lines:
        head, arrow, field = line.rpartition(" -> ")
        if arrow:
            mapped = not field.startswith("not mapped")
            cell = head.rpartition("(")[2].rstrip(")") if mapped and head.endswith(")") else head.split(" ")[0]
            found["mapping"][cell] = field if mapped else ""
            continue
        cells, _, said = line.partition(": ")
        if said.startswith("row not placed"):
            found["unplaced"] += cells.split(", ")
        elif "stands in the cell" in said:
            found["errors"] += cells.split(", ")
        elif said.endswith("the rows are joined"):
            found["joined"] += cells.split(", ")
    return found


def shortened(cells: list[str]) -> list[str]:
    """As the lines list them: twenty, and a count."""
    return cells if len(cells) <= 20 else [*cells[:19], f"{cells[19]} and {len(cells) - 20} more"]
