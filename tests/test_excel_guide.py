"""What the guide to Excel shows is what the commands print, on the demo book."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from conftest import ROOT
from sheets import book, commit, edit_rows, git, row_of, run

GUIDE = (ROOT / "docs/guides/excel.md").read_text(encoding="utf-8")
SHOWN = dict(re.findall(r"```console\n\$ (lakebook import .*?)\n(.+?)```", GUIDE, re.DOTALL))
FORMATIONS: list[list[Any]] = [
    ["Dictionnaire des données, service formation"],
    [],
    ["Table", "Nom de la colonne", "Libellé", "Type", "Clé", "Obligatoire", "Signification", "Source RH", "Pays"],
    [
        "sessions",
        "id_session",
        "N° de session",
        "NUMBER(10)",
        "PK",
        "Oui",
        "Numéro de la session.",
        "core.training",
        "tous",
    ],
    [None, "code_formation", "Formation", "VARCHAR2(20)", "FK", "Oui", "Formation du catalogue.", None, "tous"],
    [None, "debut", "Début", "DATE", None, "Oui", "Premier jour de la session.", None, "tous"],
    [None, "duree_h", "Durée", "NUMBER(4,1)", None, None, "Heures de présence prévues.", None, "FR"],
    ["inscriptions", "id_session", "N° de session", "NUMBER(10)", "PK, FK", "Oui", "La session.", None, "tous"],
    [None, "matricule", "Matricule", "CHAR(8)", "PK", "Oui", "Numéro du salarié.", "core.employees", "tous"],
    [None, "presence", "Présence", "CHAR(1)", None, None, "O = présent; N = absent; E = excusé", None, "tous"],
    [None, None, None, "DATE", None, None, "à compléter", None, None],
]


@pytest.fixture(scope="module")
def root(demo_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("guide") / "book"
    shutil.copytree(demo_root / "catalogue", root / "catalogue")
    book(root, {})
    shutil.copy(demo_root / "lakebook.yaml", root)
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "Formations"
    for row in FORMATIONS:
        sheet.append(row)
    for area in ("A4:A7", "A8:A11"):
        sheet.merge_cells(area)
    workbook.create_sheet("Listes").sheet_state = "hidden"
    workbook["Listes"].append(["Oui"])
    workbook.save(root / "formations.xlsx")
    return root


def said(root: Path, command: str) -> str:
    """What it prints on a terminal."""
    return run(root, *command.split()[1:]).output


def type_in(rows: list[dict[str, str]]) -> None:
    row_of(rows, "presence").update(description="Whether the person was there.", personal="employment")
    row_of(rows, "presence").update(values="O = there\nN = absent\nE = excused")
    row_of(rows, "duree_h").update(name="duration_h", unit="h")
    room = {"name": "room", "type": "CHAR(6)", "description": "Room of the session."}
    rows.append({"system": "hr", "schema": "formations", "dataset": "sessions", **room})


def test_each_step_of_the_guide_prints_what_it_shows(root: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(root)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795478400")
    dry, conflict, take = SHOWN
    assert said(root, dry) == SHOWN[dry]
    assert "wrote catalogue/people/hr/formations.yaml" in said(root, dry.removesuffix(" --dry-run"))
    mapping = (root / "formations.import.yaml").read_text()
    assert "      Pays: extra\n" in mapping and "```yaml\n      Pays: ignore\n```" in GUIDE
    (root / "formations.import.yaml").write_text(mapping.replace("Pays: extra", "Pays: ignore"))
    assert "I3 'Pays' -> not kept" in said(root, "lakebook import excel formations.xlsx")
    commit(root)
    assert said(root, "lakebook export excel --schema hr.formations -o formations-2026-11.xlsx") == ""
    edit_rows(root / "formations-2026-11.xlsx", "Columns", type_in)
    planned = "A row is a training session that was planned, cancelled ones included."
    signed = "A row is a person who signed up for a session."
    edit_rows(
        root / "formations-2026-11.xlsx",
        "Datasets",
        lambda rows: (
            row_of(rows, "sessions").update(description=planned),
            row_of(rows, "inscriptions").update(description=signed, classification="restrictd"),
        ),
    )
    file = root / "catalogue/people/hr/formations.yaml"
    text = file.read_text().replace("O = présent; N = absent; E = excusé", "Présence, signée le jour même.")
    file.write_text(text)
    git(root, "commit", "-qam", "Others")
    assert said(root, conflict) == SHOWN[conflict]
    assert said(root, take) == SHOWN[take]
