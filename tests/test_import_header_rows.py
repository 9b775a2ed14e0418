"""Which row of a sheet holds its headings, and what is refused rather than read by the wrong one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result
from test_import_layouts import place

from lakebook.cli import lakebook
from lakebook.importers import Imported
from lakebook.importers.excel import excel
from lakebook.syntax import Unreadable
from lakebook.writers.example_workbook import workbook_from_text


def read(sheet: str) -> Imported:
    return excel("bakery.xlsx", workbook_from_text(sheet), place())


def columns(imported: Imported) -> dict[str, list[str]]:
    return {dataset.name: list(dataset.columns) for dataset in imported.datasets}


def refused(sheet: str) -> bool:
    """Whether nothing of the sheet would be written."""
    try:
        imported = read(sheet)
    except Unreadable:
        return True
    return not imported.datasets and bool(imported.errors)


# Rows of data that look like headings -------------------------------------------------------------------------------


def test_a_row_of_data_in_the_words_of_headings_is_no_second_table():
    imported = read(
        "# Sheet: Concepts\n"
        "Concept ID,Concept name,Role,Status,Data type,Definition\n"
        "OVEN,Oven,Dimension,Mandatory,String,Where it was baked\n"
        "LOAF,Loaf,Dimension,Mandatory,String,What was baked\n"
        "UNIT,Unit of measure,Attribute,Mandatory,String,In what it is weighed\n"
        "DECIMALS,Decimals,Attribute,Conditional,String,Digits that count\n"
        "NOTE,Description,Attribute,Conditional,String,Free words\n"
    )
    assert columns(imported) == {"Concepts": ["OVEN", "LOAF", "UNIT", "DECIMALS", "NOTE"]}


@pytest.mark.parametrize("between", ["\n", "Table,oven\n", "\nTable,oven\n"])
def test_a_second_table_set_apart_has_headings_of_its_own(between: str):
    imported = read(
        "# Sheet: All\nTable,loaf\nColumn,Type,Description\nid,int,Number of the loaf\nweight,int,In grams\n"
        f"{between}Field name,Data type,Comment,Required\nheat,int,In degrees,Y\nmaker,text,Who built it,N\n"
    )
    assert list(columns(imported).values()) == [["id", "weight"], ["heat", "maker"]]


# Groups of headings -------------------------------------------------------------------------------------------------


def test_merged_groups_are_not_the_headings():
    imported = read(
        "# Sheet: Satz\n"
        "Feld,,Lage im Satz,,Inhalt,\n"
        "Lfd. Nr.,Name,Länge,Byte-Adresse,Beschreibung,Muss/Kann\n"
        "1,Backart,4,1-4,Wie gebacken wird,M\n2,Ofennummer,5,5-9,Wo gebacken wird,K\n"
        "# Merged: A1:B1\n# Merged: C1:D1\n# Merged: E1:F1\n"
    )
    assert columns(imported) == {"Satz": ["Backart", "Ofennummer"]}


def test_merged_groups_above_unknown_headings_are_not_read_in_their_place():
    assert refused(
        "# Sheet: Satz\nFeld,,Typ,,Beschreibung,\nQrs,Tuv,Wxy,Zab,Cde,Fgh\n"
        "uno,due,int,tre,Wie gebacken wird,b\nuna,dua,text,tra,Wo gebacken wird,d\n"
        "# Merged: A1:B1\n# Merged: C1:D1\n# Merged: E1:F1\n"
    )


def test_a_heading_merged_above_two_columns_of_data_stays_the_heading():
    imported = read(
        "# Sheet: loaf\nColumn,Type,Description,Values,\n"
        "CRUST,char,How dark it is,D,dark\nSEED,char,What is on it,P,poppy\n"
        "# Merged: D1:E1\n"
    )
    assert columns(imported) == {"loaf": ["CRUST", "SEED"]}


# Parts of things are no datasets ------------------------------------------------------------------------------------


def test_parts_of_things_are_no_datasets_without_columns():
    assert refused(
        "# Sheet: Parts\nObjecttype,Naam dingetjessoort,Definitie,Vertrouwelijkheid\n"
        "Oven,heat,How hot it gets,Public\nOven,maker,Who built it,Public\n"
        "Loaf,weight,In grams,Public\nLoaf,baked,Day it was baked,Internal\n"
    )


def test_a_list_of_datasets_with_their_kinds_is_one():
    imported = read(
        "# Sheet: Tables\nObject type,Table name,Description\nview,v_loaf,All loaves\n"
        "table,loaf,Loaves\ntable,oven,Ovens\n"
    )
    assert [(dataset.name, dataset.kind) for dataset in imported.datasets] == [
        ("v_loaf", "view"),
        ("loaf", "table"),
        ("oven", "table"),
    ]


# A mapping that waits to be completed -------------------------------------------------------------------------------

UNKNOWN = "# Sheet: Oven\nFeld,Nur so,Weiteres\nHitze im Ofen,7,in Grad\nBauart des Ofens,8,in Worten\n"
PLACE = ("--domain", "food", "--system", "bakery")


@pytest.fixture
def root(tmp_path: Path, monkeypatch: Any) -> Path:
    (tmp_path / "lakebook.yaml").write_text("title: Test\n", encoding="utf-8")
    (tmp_path / "oven.xlsx").write_bytes(workbook_from_text(UNKNOWN))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(lakebook, ["import", "excel", "oven.xlsx", *PLACE, *arguments])


def test_what_is_refused_stays_so_until_its_mapping_is_changed(root: Path):
    for _ in range(3):
        said = run()
        assert said.exit_code == 1 and "no sheet lists columns" in said.output, said.output
        assert not (root / "catalogue").exists()
    mapping = root / "oven.import.yaml"
    headings = yaml.safe_load(mapping.read_text(encoding="utf-8"))["sheets"]["Oven"]["headings"]
    assert "name" not in headings.values()
    completed = mapping.read_text(encoding="utf-8").replace("Feld: extra", "Feld: name")
    mapping.write_text(completed, encoding="utf-8")
    assert run().exit_code == 0 and (root / "catalogue").exists()


def test_a_dry_run_says_that_it_writes_no_mapping(root: Path):
    said = run("--dry-run")
    assert "a dry run does not write oven.import.yaml" in said.output
    assert not (root / "oven.import.yaml").exists()
    (root / "oven.xlsx").write_bytes(workbook_from_text("# Sheet: Oven\nFeld,Typ\nhitze,int\nbauart,text\n"))
    assert "this mapping would be kept in oven.import.yaml" in run("--dry-run").output
    assert "this mapping is kept in oven.import.yaml" in run().output


# Words in cells -----------------------------------------------------------------------------------------------------


def test_levels_in_other_languages_are_those_of_the_book():
    sheet = "# Sheet: forno\nCampo,Tipo,Classificação\nid,int,Público\ncalor,int,Confidencial\ncor,text,Segredo\n"
    imported = read(sheet)
    said = {name: column.classification for name, column in imported.datasets[0].columns.items()}
    assert said == {"id": "public", "calor": "confidential", "cor": ""}
    own = {"lakebook.yaml": "classifications: [aberto, confidencial]\n"}
    other = excel("bakery.xlsx", workbook_from_text(sheet), place(own)).datasets[0].columns
    assert [column.classification for column in other.values()] == ["", "confidencial", ""]


def test_short_words_for_required_and_key():
    sheet = "# Sheet: forno\nCampo,Tipo,Obbligatorio,Chiave\nid,int,OBB,KEY\ncalore,int,FAC,\ncolore,text,NBB,\n"
    found = read(sheet).datasets[0].columns
    assert [(column.required, column.key) for column in found.values()] == [(True, ("pk",)), (False, ()), (False, ())]
    assert not any(column.extra for column in found.values())
