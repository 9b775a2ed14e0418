"""Sheets of people in any layout -> datasets, the mapping in words, and the mapping file beside the sheet."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st

from lakebook.book import read_book
from lakebook.cli import lakebook
from lakebook.importers import Imported, Place
from lakebook.importers._layout.borne_out import texts_below
from lakebook.importers._layout.cell_words import Flags, flag, keys_of, values_of
from lakebook.importers._layout.foreign_sheet import foreign_sheet
from lakebook.importers._layout.headings_list import synonyms
from lakebook.importers._layout.resolve import COLUMN_FIELDS, DATASET_FIELDS, column_fields
from lakebook.importers._layout.saved_mapping import SavedMapping, SavedSheet
from lakebook.importers._layout.types import joined_type
from lakebook.importers.excel import excel
from lakebook.sources.in_memory import InMemory
from lakebook.syntax import Unreadable
from lakebook.syntax.workbook import Row, Sheet, Workbook, rows_of
from lakebook.syntax.workbook_state import blob_id
from lakebook.writers.canonical_yaml import schema_file
from lakebook.writers.example_workbook import workbook_from_text

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


# Headings of companies --------------------------------------------------------------------------------------------


def test_headings_of_companies_are_mapped_and_none_wrongly():
    rows = yaml.safe_load((CASES / "held_out_headings.yaml").read_text(encoding="utf-8"))["rows"]
    assert len(rows) > 30
    right, wrong, missed = 0, [], []
    for row in rows:
        headings = list(map(str, row["headings"]))
        for heading, wanted, field in zip(headings, row["headings"].values(), column_fields(headings), strict=True):
            wanted = "" if wanted == "-" else wanted
            if field and field != wanted:
                wrong.append(f"{row['about']}: {heading} -> {field}, not {wanted or 'mapped'}")
            elif wanted:
                right += field == wanted
                missed += [f"{row['about']}: {heading}"] if field != wanted else []
    assert wrong == []
    assert right >= 0.9 * (right + len(missed)), missed


@pytest.mark.parametrize("name", ["learnt_from", "seen_later", "seen_once"])
def test_headings_of_published_dictionaries_are_mapped_and_none_wrongly(name: str):
    """With what stands below them, which bears out the doubtful ones."""
    text = (CASES / f"published/{name}.txt").read_text(encoding="utf-8")
    right, missed, wrong = 0, [], []
    for block in text.split("## ")[1:]:
        about, *lines = block.strip().splitlines()
        headings, wanted, *rows = ([cell.strip() for cell in line.split("~")] for line in lines)
        sheet = [Row(number, cells) for number, cells in enumerate(rows, 2)]
        found = column_fields(headings, below=lambda at, sheet=sheet: texts_below(sheet, at))
        for heading, fields, field in zip(headings, wanted, found, strict=True):
            allowed = fields.split("/")
            if field:
                right += field in allowed and "-" not in allowed
                wrong += [f"{about}: {heading} -> {field}, not {fields}"] if field not in allowed else []
            elif "-" not in allowed:
                missed.append(f"{about}: {heading}")
    assert wrong == []
    assert right >= (0.85 if name == "seen_once" else 0.9) * (right + len(missed)), missed


@pytest.mark.parametrize(
    ("heading", "below", "field"),
    [
        ("Concept text", ["Area of the world", "Age in years"], "title"),
        ("Concept text", ["area", "age"], ""),
        ("Presence", ["Required", "Conditionally Required"], "required"),
        ("Presence", ["Monday", "Tuesday"], ""),
        ("Data attribute", ["INST_ID", "INST_TYPE"], "name"),
        ("Field #", ["1", "2"], ""),
        ("Reference", ["", ""], ""),
        ("Reference", ["Smith 2019", "Jones 2020"], ""),
        ("Required/Optional", ["R", "O"], "required"),
    ],
)
def test_what_stands_below_bears_a_doubtful_heading_out(heading: str, below: list[str], field: str):
    assert column_fields([heading], below=lambda at: below) == [field]


def test_an_identifier_beside_a_name_in_words_is_the_name():
    below = [["C001", "C002"], ["Document name", "Document number"]]
    assert column_fields(["Element ID", "Element Name"], below=lambda at: below[at]) == ["name", "title"]


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Descrpcion", "description"),
        ("Colunm Name", "name"),
        ("columnName", "name"),
        ("IS_PRIMARY_KEY", "pk"),
        ("Clé étrangère (O/N)", "fk"),
        ("Example(s)", "example"),
        ("Variable / Field Name", "name"),
        ("Feld / Champ / Campo", "name"),
        ("label_fr", "title"),
        ("Description EN", "description"),
        ("Nom du champ (Field name)", "name"),
        ("Column\nName", "name"),
        ("PK?", "pk"),
        ("Key (PK/FK)", "key"),
        ("Max. length", "length"),
        ("Expected/Allowed Values", "values"),
        ("Column Label/Value", ""),
        ("Form name", ""),
        ("Referente", ""),
        ("Null %", ""),
        ("Zieltabelle", ""),
        ("Date", ""),
        ("Source", ""),
        ("Domain", ""),
        ("Code", ""),
    ],
)
def test_a_heading_alone(heading: str, field: str):
    assert column_fields([heading]) == [field]


def test_of_two_headings_for_one_field_one_is_mapped():
    assert column_fields(["Physical type", "Logical type", "Column"]) == ["type", "", "name"]
    assert column_fields(["Description", "Description"]) == ["description", ""]
    assert column_fields(["Property", "Physical name"], [10, 2]) == ["name", ""]


def test_every_synonym_leads_to_one_field():
    """A word that is sure of two fields would never be mapped: it has no place in the lists."""
    doubtful = {word: set(what.sure) for word, what in synonyms().items() if len(what.sure) > 1}
    assert doubtful == {}


# Layouts ------------------------------------------------------------------------------------------------------------


LAYOUTS = sorted(path.stem for path in (ROOT / "tests/cases/importers/layouts").glob("*.txt"))
BOOK = {
    "lakebook.yaml": "personal: [name, contact, other]\n",
    "catalogue/sales/domain.yaml": "terms:\n  lead score: How warm a contact is.\n",
}


@pytest.mark.parametrize("name", [name for name in LAYOUTS if not name.startswith("not_")])
def test_a_layout(name: str, tmp_path: Path, golden: Any):
    """The mapping in words, and the file that would be written: a person reads both in the golden file."""
    folder = ROOT / "tests/cases/importers/layouts"
    content = workbook_from_text((folder / f"{name}.txt").read_text(encoding="utf-8"))
    imported = excel(str(tmp_path / f"{name}.xlsx"), content, place(BOOK))
    lines = [line.replace(f"{tmp_path}/", "") for line in imported.told]
    lines += [f"{error.location}: error {error.message}".replace(f"{tmp_path}/", "") for error in imported.errors]
    golden(
        folder / f"{name}.expected.yaml",
        "".join(f"# {line}\n" for line in lines) + schema_file(imported.datasets).decode(),
    )


@pytest.mark.parametrize("name", [name for name in LAYOUTS if name.startswith("not_")])
def test_a_sheet_that_lists_no_columns_is_refused(name: str, tmp_path: Path):
    content = workbook_from_text((ROOT / f"tests/cases/importers/layouts/{name}.txt").read_text(encoding="utf-8"))
    try:
        imported = excel(str(tmp_path / "x.xlsx"), content, place())
        assert imported.datasets == [] and "no sheet lists columns" in imported.errors[0].message
    except Unreadable as error:
        assert "no sheet lists columns" in str(error)


# The mapping file ---------------------------------------------------------------------------------------------------

SHEET = "# Sheet: Felder\nTabelle,Feld,Typ,Bemerkung\nkunde,id,int,eins\nkunde,name,text,zwei\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "lakebook.yaml").write_text("title: Test\n", encoding="utf-8")
    (tmp_path / "in").mkdir()
    return tmp_path


def run(root: Path, *arguments: str) -> Result:
    previous = Path.cwd()
    os.chdir(root)
    try:
        return CliRunner().invoke(lakebook, ["import", "excel", *arguments])
    finally:
        os.chdir(previous)


def put(root: Path, text: str) -> None:
    (root / "in/kunden.xlsx").write_bytes(workbook_from_text(text))


def mapping_of(root: Path) -> str:
    return (root / "in/kunden.import.yaml").read_text(encoding="utf-8")


def written(root: Path) -> dict[str, Any]:
    return yaml.safe_load((root / "catalogue/sales/crm/kunden.yaml").read_text(encoding="utf-8"))["datasets"]


PLACE = ("--domain", "sales", "--system", "crm")


def test_an_import_says_and_saves_how_it_read_the_sheet(root: Path):
    put(root, SHEET)
    said = run(root, "in/kunden.xlsx", *PLACE)
    assert said.exit_code == 0, said.output
    assert "Feld (B1) -> name" in said.output
    assert "D1 'Bemerkung' -> not mapped (kept in extra)" in said.output
    assert "in/kunden.import.yaml" in said.output
    saved = yaml.safe_load(mapping_of(root))
    assert (saved["domain"], saved["system"]) == ("sales", "crm")
    assert saved["imported"] == blob_id((root / "in/kunden.xlsx").read_bytes())
    assert saved["sheets"]["Felder"] == {
        "rows": "columns",
        "header": 1,
        "dataset_from": "heading",
        "headings": {"Tabelle": "dataset", "Feld": "name", "Typ": "type", "Bemerkung": "extra"},
    }
    assert written(root)["kunde"]["columns"]["id"] == {"type": "int", "extra": {"Bemerkung": "eins"}}


def test_a_second_import_needs_no_place_and_changes_nothing(root: Path):
    put(root, SHEET)
    run(root, "in/kunden.xlsx", *PLACE)
    paths = [root / "in/kunden.import.yaml", root / "catalogue/sales/crm/kunden.yaml"]
    before = [(path.read_bytes(), path.stat().st_mtime_ns) for path in paths]
    said = run(root, "in/kunden.xlsx")
    assert said.exit_code == 0, said.output
    assert [(path.read_bytes(), path.stat().st_mtime_ns) for path in paths] == before


def test_a_sheet_whose_headings_are_not_understood_waits_for_one_word(root: Path):
    put(root, "# Sheet: account\nSchema Name,Logical Name,Display Name,Type\nNo,no,Number,Text\nVat,vat,VAT,Text\n")
    said = run(root, "in/kunden.xlsx", *PLACE)
    assert said.exit_code == 1 and not (root / "catalogue").exists()
    assert "row 1 of 'account' looks like headings: in in/kunden.import.yaml, write 'name'" in said.output
    said = run(root, "in/kunden.xlsx", *PLACE)
    assert said.exit_code == 1 and "in in/kunden.import.yaml, write 'name' behind the heading" in said.output
    completed = mapping_of(root).replace("Logical Name: extra", "Logical Name: name")
    (root / "in/kunden.import.yaml").write_text(completed, encoding="utf-8")
    said = run(root, "in/kunden.xlsx", *PLACE)
    assert said.exit_code == 0, said.output
    assert written(root)["account"]["columns"]["vat"] == {
        "title": "VAT",
        "type": "Text",
        "extra": {"Schema Name": "Vat"},
    }


def test_a_text_of_unknown_encoding_is_said(root: Path):
    text = "Tabelle;Feld;Typ;Erläuterung\nkunde;id;int;Schlüssel – „Nr.“\n"
    for encoding in ("cp1252", "mac-roman", "utf-8"):
        (root / f"in/{encoding}.csv").write_bytes(text.encode(encoding))
        said = run(root, f"in/{encoding}.csv", *PLACE, "--dry-run").output
        assert ("save it as CSV UTF-8" in said) == (encoding != "utf-8"), said
        assert "Erläuterung (D1) -> description" in said


def test_of_thousands_of_unknown_headings_the_first_are_listed(root: Path):
    row = ",".join(f"Note {number}" for number in range(1_000))
    put(root, f"# Sheet: Felder\nTabelle,Feld,Typ,{row}\nkunde,id,int,eins\n")
    said = run(root, "in/kunden.xlsx", *PLACE)
    assert "'Note 59' -> not mapped" in said.output and "'Note 60'" not in said.output
    assert "and 940 more headings -> not mapped (kept in extra)" in said.output
    assert "Note 999: extra" in mapping_of(root)


def test_a_dry_run_saves_nothing(root: Path):
    put(root, SHEET)
    assert run(root, "in/kunden.xlsx", *PLACE, "--dry-run").exit_code == 0
    assert not (root / "in/kunden.import.yaml").exists()


def test_a_corrected_mapping_is_used(root: Path):
    put(root, SHEET)
    run(root, "in/kunden.xlsx", *PLACE)
    corrected = mapping_of(root).replace("Bemerkung: extra", "Bemerkung: description  # says Ann")
    (root / "in/kunden.import.yaml").write_text(corrected, encoding="utf-8")
    said = run(root, "in/kunden.xlsx", "--take", "sheet")
    assert said.exit_code == 0, said.output
    assert "read as in/kunden.import.yaml says" in said.output
    assert "Bemerkung (D1) -> description" in said.output
    kept = [line for line in mapping_of(root).splitlines() if not line.startswith("read_as:")]
    assert kept == [line for line in corrected.splitlines() if not line.startswith("read_as:")]
    assert "eins" in str(written(root)["kunde"]["columns"]["id"])


def test_what_is_new_in_a_sheet_is_added_to_its_mapping_and_comments_stay(root: Path):
    put(root, SHEET)
    run(root, "in/kunden.xlsx", *PLACE)
    (root / "in/kunden.import.yaml").write_text(
        mapping_of(root).replace("Bemerkung: extra", "Bemerkung: ignore  # says Ann"), encoding="utf-8"
    )
    more = SHEET.replace("Bemerkung", "Bemerkung,Länge").replace("eins", "eins,10").replace("zwei", "zwei,20")
    put(root, f"{more}# Sheet: Notizen\nnur Text\n")
    said = run(root, "in/kunden.xlsx", "--take", "sheet")
    assert said.exit_code == 0, said.output
    assert "Bemerkung: ignore  # says Ann" in mapping_of(root)
    saved = yaml.safe_load(mapping_of(root))
    assert saved["sheets"]["Felder"]["headings"]["Länge"] == "length"
    assert "Notizen" in saved["left_out"]
    assert saved["imported"] == blob_id((root / "in/kunden.xlsx").read_bytes())


def test_a_name_given_in_the_mapping(root: Path):
    put(root, "# Sheet: Spalten\nFeld,Typ\nid,int\n")
    run(root, "in/kunden.xlsx", *PLACE)
    assert list(written(root)) == ["kunden"]
    (root / "catalogue/sales/crm/kunden.yaml").unlink()
    (root / "in/kunden.import.yaml").write_text(
        mapping_of(root).replace("dataset_from: file", "dataset_from: name\n    dataset: kundenstamm"), encoding="utf-8"
    )
    assert run(root, "in/kunden.xlsx").exit_code == 0
    assert list(written(root)) == ["kundenstamm"]


def test_a_sheet_that_was_left_out_is_read_where_the_mapping_says_how(root: Path):
    put(root, f"{SHEET}# Sheet: Roh (hidden)\nA,B\nfirma,nr\n")
    run(root, "in/kunden.xlsx", *PLACE)
    text = mapping_of(root).partition("\nleft_out:")[0] + "\n"
    (root / "in/kunden.import.yaml").write_text(
        f"{text}  Roh:\n    header: 1\n    headings: {{A: dataset, B: name}}\n", encoding="utf-8"
    )
    said = run(root, "in/kunden.xlsx")
    assert said.exit_code == 0, said.output
    assert list(written(root)) == ["kunde", "firma"]


def test_headings_that_have_moved_are_found_and_said(root: Path):
    put(root, SHEET)
    run(root, "in/kunden.xlsx", *PLACE)
    put(root, SHEET.replace("Felder\n", "Felder\nein Titel\n\n"))
    said = run(root, "in/kunden.xlsx")
    assert "row 1 does not hold the headings of the mapping; row 3 does" in said.output
    assert list(written(root)["kunde"]["columns"]) == ["id", "name"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("Feld: name", "Feld: nmae", "unknown field 'nmae'"),
        ("Typ: type", "Typ: custodian", "'custodian' is a field of datasets, not of columns"),
        ("Typ: type", "Typ: name", "two headings are mapped to 'name'"),
        ("header: 1", "header: one", "'header' takes numbers of rows"),
        ("rows: columns", "row: columns", "unknown field 'row'"),
        ("dataset_from: heading", "dataset_from: title", "'title' is not one of"),
        ("dataset_from: heading", "dataset_from: name", "needs 'dataset:'"),
        ("sheets:", "sheets: [", "in/kunden.import.yaml"),
    ],
)
def test_what_is_wrong_in_a_mapping_is_said_with_its_line(root: Path, old: str, new: str, said: str):
    put(root, SHEET)
    run(root, "in/kunden.xlsx", *PLACE)
    wrong = mapping_of(root).replace(old, new)
    line = wrong[: wrong.index(new)].count("\n") + 1
    (root / "in/kunden.import.yaml").write_text(wrong, encoding="utf-8")
    before = (root / "catalogue/sales/crm/kunden.yaml").read_bytes()
    for arguments in ((), PLACE):
        refused = run(root, "in/kunden.xlsx", *arguments)
        assert refused.exit_code == 1
        assert said in refused.output
        assert f"in/kunden.import.yaml:{line if 'needs' not in said else line - 3}" in refused.output or "[" in new
    assert (root / "catalogue/sales/crm/kunden.yaml").read_bytes() == before
    assert mapping_of(root) == wrong


def test_a_row_of_csv_that_is_wider_than_its_headings_loses_nothing(root: Path):
    text = "table;column;type;description\nstay;why;text;N = new; P = paid; S = sent\nstay;id;int;Key\n"
    (root / "in/wide.csv").write_text(text, encoding="utf-8")
    said = run(root, "in/wide.csv", *PLACE)
    assert "E1 without a heading -> not mapped (kept in extra)" in said.output
    found = yaml.safe_load((root / "catalogue/sales/crm/wide.yaml").read_text())["datasets"]["stay"]["columns"]["why"]
    assert (found["description"], list(found["extra"].values())) == ("N = new", ["P = paid", "S = sent"])


def test_contradicting_cells_stop_the_import_and_name_both(root: Path):
    put(root, "# Sheet: A\nTable,Column,Type,Mandatory,Nullable\na,b,int,yes,yes\n")
    said = run(root, "in/kunden.xlsx", *PLACE)
    assert said.exit_code == 1
    assert "in/kunden.xlsx!A!D2: error 'yes' in D2 and 'yes' in E2 contradict each other" in said.output
    assert not (root / "catalogue").exists()


# Cells --------------------------------------------------------------------------------------------------------------


def test_every_field_is_found_in_its_cell(tmp_path: Path):
    text = "# Sheet: T\nTable :,Kunde\nDescription :,Wer kauft\n,\nFeld,Typ,Länge,Beschreibung,Farbe\nid,char,10,Nummer,rot\n"
    imported = excel(str(tmp_path / "x.xlsx"), workbook_from_text(text), place())
    cells = {
        ("Kunde",): "B1",
        ("Kunde", "description"): "B2",
        ("Kunde", "columns", "id"): "A5",
        ("Kunde", "columns", "id", "type"): "B5",
        ("Kunde", "columns", "id", "description"): "D5",
        ("Kunde", "columns", "id", "extra", "Farbe"): "E5",
    }
    assert {keys: imported.cells[keys].cell for keys in cells} == cells
    assert ("Kunde", "columns", "id", "title") not in imported.cells
    assert ("Kunde", "columns", "other") not in imported.cells
    assert imported.cells["Kunde", "columns", "id"].sheet == "T"


def test_texts_that_look_like_formulas_are_texts(tmp_path: Path):
    content = b"Column,Type,Description\na,int,=1+1\nb,int,+x\nc,int,@y\nd,int,-z\n"
    columns = excel(str(tmp_path / "x.csv"), content, place()).datasets[0].columns
    assert [column.description for column in columns.values()] == ["=1+1", "+x", "@y", "-z"]


# Words in cells -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("yes", ["Oui", "Ja", "Sì", "Sí", "ja", "Sim", "Yes", "X", "true", "1", "✓"])
def test_yes_in_every_language(yes: str):
    assert flag(yes) is True


@pytest.mark.parametrize("no", ["Non", "Nein", "No", "nee", "Não", "false", "0", "Faux"])
def test_no_in_every_language(no: str):
    assert flag(no) is False


def test_one_letter_is_understood_by_those_beside_it():
    assert Flags({"O", "N"}).truth("O") is True
    assert Flags({"M", "O"}).required("O") is False
    assert Flags({"M", "O"}).required("M") is True
    assert Flags({"O"}).truth("O") is None
    assert Flags({"O"}).required("O") is None
    assert Flags({"O"}, {"O", "N"}).truth("O") is True
    assert Flags({"O"}, {"O", "M"}).required("O") is False
    assert Flags({"M", "O"}, {"O", "N"}).required("O") is False


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Clé primaire", ("pk",)),
        ("Primärschlüssel", ("pk",)),
        ("llave foránea", ("fk",)),
        ("FK, Index", ("fk",)),
        ("PK/FK", ("pk", "fk")),
        ("PK and FK", ("pk", "fk")),
        ("FK1", ("fk",)),
        ("2", ("pk",)),
        ("0", ()),
        ("x", ("pk",)),
        ("index", ()),
        ("no", ()),
        ("partition", None),
        ("Y", ("pk",)),
        ("N", ()),
        ("PK y FK", ("pk", "fk")),
        ("E", None),
        ("y", ("pk",)),
        ("and", None),
    ],
)
def test_keys_in_words(text: str, keys: tuple[str, ...] | None):
    assert keys_of(text) == keys


@pytest.mark.parametrize(
    ("given", "joined"),
    [
        (("varchar", "100", "", ""), ("varchar(100)", ())),
        (("numeric", "", "18", "2"), ("numeric(18,2)", ())),
        (("DECIMAL", "10,2", "", ""), ("DECIMAL(10,2)", ())),
        (("NUMBER", "10", "", "0"), ("NUMBER(10,0)", ())),
        (("CHAR", "10", "", "0"), ("CHAR(10)", ())),
        (("varchar(30)", "30", "", ""), ("varchar(30)", ())),
        (("varchar(30)", "40", "", ""), ("varchar(30)", ("length",))),
        (("date", "8", "", ""), ("date", ("length",))),
        (("varchar", "variable", "", ""), ("varchar", ("length",))),
        (("varchar", "max", "", ""), ("varchar(max)", ())),
        (("", "10", "", ""), ("", ("length",))),
    ],
)
def test_length_precision_and_scale_join_the_type(given: tuple[str, ...], joined: tuple[str, tuple[str, ...]]):
    assert joined_type(*given) == joined


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("1 = open; 2 = closed", {"1": "open", "2": "closed"}),
        ("O = offen\nG = geschlossen", {"O": "offen", "G": "geschlossen"}),
        ("M: male\nF: female", {"M": "male", "F": "female"}),
        ("1=a, 2=b", {"1": "a", "2": "b"}),
        ("0 = no, never; 1 = yes", {"0": "no, never", "1": "yes"}),
        ("any positive number", None),
        ("A | B | C", None),
        ("x = only one", None),
        ("1 = a; 1 = b", None),
    ],
)
def test_values_in_a_cell(text: str, values: dict[str, str] | None):
    assert values_of(text) == values


@given(
    st.lists(st.lists(st.text(max_size=12), max_size=6), max_size=12),
    st.sampled_from(["Table,Column,Type", "Nom,Type"]),
)
@settings(max_examples=150, deadline=None)
def test_no_sheet_raises_anything_but_unreadable(rows: list[list[str]], header: str):
    """Whatever stands in the cells: it is read, or refused."""
    sheet = Sheet("S", True, rows_of([header.split(","), *rows]), [])
    try:
        imported = foreign_sheet("nowhere/x.xlsx", b"", Workbook([sheet]), place())
    except Unreadable:
        return
    names = [column for dataset in imported.datasets for column in dataset.columns]
    assert all(name.strip() for name in names)
    assert schema_file(imported.datasets)


def test_the_mapping_file_is_documented():
    text = (ROOT / "docs/reference/commands.md").read_text(encoding="utf-8")
    section = text.partition("## lakebook import excel\n")[2].partition("\n## ")[0]
    keys = [name for kind in (SavedMapping, SavedSheet) for name in kind.__struct_fields__ if name != "name"]
    for word in (*COLUMN_FIELDS, *DATASET_FIELDS, *keys):
        assert f"`{word}`" in section or f"`{word}:`" in section or f"\n{word}:" in section, word
