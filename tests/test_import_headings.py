"""Headings that no list has: by their words, by what stands below them, and by what stands above."""

from __future__ import annotations

import pytest
from test_import_layouts import place

from lakebook.importers import Imported
from lakebook.importers._layout.cell_words import Flags
from lakebook.importers._layout.compounds import compound
from lakebook.importers._layout.flag_words import letters_of
from lakebook.importers._layout.heading_meaning import meaning
from lakebook.importers._layout.resolve import column_fields, dataset_fields
from lakebook.importers.excel import excel
from lakebook.writers.example_workbook import workbook_from_text

PROSE = ["Number of the ship", "Day it left port", "Weight of its load", "", "Who steers it", "Where it lies"]
FLAGS = ["Y", "N", "", "Y", "N", "N"]
NUMBERS = ["8", "", "12", "3", "", "40"]


def fields(headings: list[str], columns: list[list[str]]) -> list[str]:
    return column_fields(headings, below=lambda at: columns[at])


def read(sheet: str) -> Imported:
    return excel("fleet.xlsx", workbook_from_text(sheet), place())


# Words --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heading", "below", "field"),
    [
        ("Short agreed definition of the attribute", PROSE, "description"),
        ("Detailed functional description of column", PROSE, "description"),
        ("Descripción técnica completa del dato", PROSE, "description"),
        ("Définition métier détaillée", PROSE, "description"),
        ("Ausführliche fachliche Beschreibung", PROSE, "description"),
        ("Uitgebreide zakelijke omschrijving van het gegeven", PROSE, "description"),
        ("Descrizione estesa del dato", PROSE, "description"),
        ("Descrição resumida do elemento", PROSE, "description"),
        ("Feldlangbeschreibung", PROSE, "description"),
        ("Maximum field length allowed", NUMBERS, "length"),
        ("Maximale technische Feldlänge", NUMBERS, "length"),
        ("Maximum field length allowed", PROSE, ""),
        ("Column is PK", FLAGS, "pk"),
        ("Is the column an FK", FLAGS, "fk"),
        ("Kolom verwijzing", ["", "", "HAVEN_ID", "", "", ""], "references_column"),
        ("Tabel verwijzing", ["", "", "HAVEN", "", "", ""], "references_dataset"),
        ("SAP-Feldname", ["SHIP_NO", "DAY", "LOAD", "MAST", "CREW", "PORT"], "name"),
        ("System name", ["CRM", "ERP", "DWH", "MES", "PIM", "LIMS"], ""),
        ("Database name", ["CRM", "ERP", "DWH", "MES", "PIM", "LIMS"], ""),
        ("Description of the change", PROSE, ""),
        ("Default value", NUMBERS, ""),
        ("Table owner", ["sa", "sa", "sa", "hr", "hr", "hr"], ""),
        ("Table type", ["VIEW", "VIEW", "VIEW", "TABLE", "TABLE", "TABLE"], ""),
        ("Dataset note", ["a few words", "a few words", "a few words", "and some more", "", ""], "dataset_description"),
        ("Note", ["a few words", "a few words", "a few words", "and some more", "", ""], ""),
    ],
)
def test_a_heading_is_understood_by_its_words_where_its_cells_bear_it_out(heading: str, below: list[str], field: str):
    assert fields([heading], [below]) == [field]


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("feldlangbezeichnung", ("feld", "lang", "bezeichnung")),
        ("rubrieknaam", ("rubriek", "naam")),
        ("datentyp", ("daten", "typ")),
        ("bezeichnung", ("bezeichnung",)),
        ("dampfschiff", ("dampfschiff",)),
    ],
)
def test_a_compound_is_taken_apart_where_each_part_is_known(word: str, parts: tuple[str, ...]):
    assert compound(word) == parts


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Ch. prim.", "pk"),
        ("Val. poss.", "values"),
        ("Dat. pers.", "personal"),
        ("CasasDec.", "scale"),
        ("Pos.", ""),
        ("Vers.", ""),
        ("Pflichtfeld J/N", "required"),
        ("Donnée personnelle oui/non ?", "personal"),
        ("Max. val.", ""),
    ],
)
def test_words_cut_short(heading: str, field: str):
    assert column_fields([heading]) == [field]


@pytest.mark.parametrize(
    "headings",
    [
        "tableName columnName columnDataType columnSize isNullable isPrimaryKey refTable refColumn is_pii",
        "TABNAME FIELDNAME DATATYPE LENG KEYFLAG CHECKTABLE",
        "TABLE_NAME COLUMN_NAME TYPE_NAME COLUMN_SIZE DECIMAL_DIGITS IS_NULLABLE",
    ],
)
def test_exports_of_tools_are_mapped_whole(headings: str):
    assert "" not in column_fields(headings.split())


def test_a_default_of_a_driver_is_no_definition():
    assert column_fields(["COLUMN_NAME", "COLUMN_DEF"], below=lambda at: [["A", "B"], ["0", ""]][at]) == ["name", ""]


NOTES = ["to be asked", "", "as of March", "", "seen in the harbour", ""]
WORDS = ["Accepted", "Candidate", "Accepted", "Draft", "Draft", "Accepted"]
PEOPLE = ["A. Smith", "B. Jones", "A. Smith", "C. Brown", "B. Jones", "A. Smith"]
SOURCES = ["STG.A01", "STG.A02", "STG.A03", "STG.B01", "STG.B02", "STG.B03"]
TABLES = ["STG_A", "STG_A", "STG_A", "STG_B", "STG_B", "STG_B"]
RULES = ["not in the future", "", "> 0", "", "of the list", ""]
NOTHING_OF_OURS = [
    (NOTES, "Notes|Remarks|Bemerkung|Remarque|Observaciones|Opmerking|Osservazioni|Observações|Internal note|To do"),
    (WORDS, "Status|Workflow status|Statut|Estado|Domain|Category|Community|Layer|Role|Skalenniveau|Collation"),
    (SOURCES, "Referencia|Référence|Riferimento|Referenz|Referentie|Reference"),
    (PEOPLE, "Owner|Steward|Contact|Responsible|Ansprechpartner|Responsable|Eigenaar|Referente|Last changed by"),
    (SOURCES, "Source|Source column|Quellfeld|Champ source|Campo de origen|Bronveld|Target column|Lineage"),
    (TABLES, "Source table|Target table|Quelltabelle|Tablespace|Schema|Database|System|Interface|View|Source file"),
    (RULES, "Business rule|Default value|Valeur par défaut|Regla|Transformation|Plausibilität|Range|Missing values"),
    (NUMBERS, "Ordinal position|Lfd. Nr.|Min|Max|Null count|Unique values|Minimum length|Start position|Version"),
    (FLAGS, "Identity|Indexed|Encrypted|Autoincrement|Critical data element|Deprecated|Versleuteld|Hidden|In scope"),
]


@pytest.mark.parametrize("beside", [["Column", "Type"], ["Column", "Type", "Title"], ["Column", "Type", "Definition"]])
@pytest.mark.parametrize(("below", "headings"), NOTHING_OF_OURS)
def test_what_is_no_field_is_left_alone(below: list[str], headings: str, beside: list[str]):
    columns = [["NO", "DAY", "LOAD", "MAST", "CREW", "PORT"], ["int", "date", "int", "text", "text", "text"], PROSE]
    for heading in headings.split("|"):
        found = fields([*beside, heading], [*columns[: len(beside)], below])
        assert (heading, found[-1]) == (heading, "")


@pytest.mark.parametrize(
    ("heading", "below", "field"),
    [
        ("Must it be filled in?", FLAGS, "required"),
        ("Muss das Feld ausgefüllt sein?", FLAGS, "required"),
        ("Faut-il toujours le remplir ?", FLAGS, "required"),
        ("¿Siempre debe llevar valor?", FLAGS, "required"),
        ("Altijd ingevuld?", FLAGS, "required"),
        ("Deve ser sempre preenchido?", FLAGS, "required"),
        ("May not be left empty", FLAGS, "required"),
        ("May be left empty", FLAGS, "optional"),
        ("Darf leer bleiben?", FLAGS, "optional"),
        ("Può restare vuoto?", FLAGS, "optional"),
        ("Could it identify a person?", FLAGS, "personal"),
        ("How secret is it", ["internal", "public", "internal", "secret", "public", "public"], "classification"),
        ("What the field tells you", PROSE, "description"),
        ("O que se guarda aqui", PROSE, "description"),
        ("What the field tells you", FLAGS, ""),
        ("What system writes it", PROSE, ""),
        ("Who fills it in", ["Ann", "Bob", "Ann", "Eve", "Bob", "Ann"], ""),
        ("Has to be filled soon", ["by March", "", "", "later", "", ""], ""),
    ],
)
def test_a_question_is_understood_where_its_cells_answer_it(heading: str, below: list[str], field: str):
    assert fields([heading], [below]) == [field]


def test_a_target_is_what_is_described_where_nothing_else_names_columns():
    target = fields(["Target Table", "Target Column", "Target Type"], [SHIP, NAMES, TYPES])
    assert target == ["dataset", "name", "type"]
    assert fields(["Column", "Type", "Target Table", "Target Column"], [NAMES, TYPES, SHIP, NAMES])[2:] == ["", ""]


def test_a_key_of_business_is_no_key_of_the_table():
    assert fields(["Column", "Type", "Business key?"], [NAMES, TYPES, FLAGS])[2] == ""
    assert fields(["Column", "Type", "Mandatory on screen"], [NAMES, TYPES, FLAGS])[2] == ""


# Cells --------------------------------------------------------------------------------------------------------------

SHIP = ["SHIP", "SHIP", "SHIP", "PORT", "PORT", "PORT"]
NAMES = ["ID", "DAY", "LOAD", "ID", "TOWN", "DEPTH"]
TYPES = ["int", "date", "numeric(5,2)", "int", "varchar(40)", "numeric(4,1)"]


def test_of_two_headings_the_entity_is_the_title_and_the_table_the_name():
    entity, attribute = (
        ["Ship", "Ship", "Ship", "Port", "Port", "Port"],
        ["Number", "Day", "Load", "No", "Town", "Depth"],
    )
    headings = ["Nom de l'entité", "Code de la table", "Nom de l'attribut", "Code de la colonne", "Type"]
    wanted = ["dataset_title", "dataset", "title", "name", "type"]
    assert fields(headings, [entity, SHIP, attribute, NAMES, TYPES]) == wanted
    headings = ["Entiteit", "Tabelnaam", "Attribuut", "Kolomnaam", "Type"]
    assert fields(headings, [entity, SHIP, attribute, NAMES, TYPES]) == wanted
    assert fields(headings, [[*"AABABB"], SHIP, attribute, NAMES, TYPES])[0] == ""  # goes with no table


@pytest.mark.parametrize("heading", ["Folder", "Parent", "Belongs to", "[Column] is part of > Name"])
def test_names_that_stand_twice_are_of_the_tables_that_part_them(heading: str):
    assert fields(["Field", "Type", heading, "Definition"], [NAMES, TYPES, SHIP, PROSE])[2] == "dataset"
    once = ["ID", "DAY", "LOAD", "NO", "TOWN", "DEPTH"]
    assert fields(["Field", "Type", "Folder", "Definition"], [once, TYPES, SHIP, PROSE])[2] == ""


def test_two_columns_that_part_the_names_name_no_table():
    found = fields(["Folder", "Shelf", "Field", "Type", "Definition"], [SHIP, SHIP, NAMES, TYPES, PROSE])
    assert found == ["", "", "name", "type", "description"]


def test_the_one_column_in_which_types_stand_gives_them():
    assert fields(["Table", "Field", "Sort", "Definition"], [SHIP, NAMES, TYPES, PROSE])[2] == "type"
    assert fields(["Table", "Field", "Sort", "Later", "Definition"], [SHIP, NAMES, TYPES, TYPES, PROSE])[2:4] == [
        "",
        "",
    ]


def test_the_one_column_of_identifiers_gives_the_names():
    found = fields(["Table", "Sailor", "Type", "Definition"], [SHIP, NAMES, TYPES, PROSE])
    assert found == ["dataset", "name", "type", "description"]
    found = fields(["Table", "Sailor", "Boatswain", "Type", "Definition"], [SHIP, NAMES, NAMES, TYPES, PROSE])
    assert "name" not in found


# Letters ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heading", "letters"),
    [
        ("Muss/Kann", {"m": True, "k": False}),
        ("Obligatoire / Facultatif", {"o": True, "f": False}),
        ("Verplicht of optioneel", {"v": True, "o": False}),
        ("Obligatorio/Opcional", {"o": True, "p": False}),
        ("Required/Optional/Conditional", {"r": True, "o": False, "c": None}),
        ("Pflichtfeld", {}),
    ],
)
def test_a_heading_of_two_words_says_what_their_letters_mean(heading: str, letters: dict[str, bool | None]):
    assert letters_of(heading) == letters


@pytest.mark.parametrize("given", ["MK", "VO", "OF", "MSK", "PK", "MO", "RO"])
def test_letters_that_stand_together_are_understood(given: str):
    flags = Flags(set(given))
    assert flags.required(given[0]) is True
    assert flags.required(given[-1]) is False


def test_letters_that_no_heading_explains_are_not_guessed():
    assert Flags({"O", "P"}).required("O") is None
    assert Flags({"O", "P"}, letters=letters_of("Obligatorio/Opcional")).required("P") is False
    assert Flags({"O", "F", "C"}).required("C") is None


# Lists of datasets, and lines above tables ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("headings", "wanted"),
    [
        ("Data asset|Summary|Protective marking|Kept for", "dataset description classification retention"),
        ("Nome oggetto|Cosa contiene|Proprietario del dato|Cadenza", "dataset description custodian refresh"),
        ("Informationsobjekt|Was steht drin|Schutzbedarf|Löschfrist", "dataset description classification retention"),
    ],
)
def test_lists_of_datasets(headings: str, wanted: str):
    assert dataset_fields(headings.split("|")) == wanted.split()


@pytest.mark.parametrize(
    "heading", ["Data aggiornamento", "Last updated", "Owner", "Language", "Theme", "Rows", "Version"]
)
def test_what_is_no_field_of_datasets_is_left_alone(heading: str):
    assert dataset_fields(["Dataset", "Description", heading]) == ["dataset", "description", ""]


def test_a_list_of_objects_is_one_of_datasets_where_it_describes_them():
    sheet = "# Sheet: List\nObjektname,Zweck,Vertraulichkeit,Löschfrist\nSHIP,All ships,internal,5 years\nPORT,Ports,,9 years\n"
    assert [dataset.name for dataset in read(sheet).datasets] == ["SHIP", "PORT"]


def test_a_list_of_reports_is_none_of_datasets():
    rows = "R01,Ships at sea,weekly,internal\nR02,Ships in port,daily,internal\n"
    read_reports = read(f"# Sheet: Reports\nReport,Description,Frequency,Confidentiality\n{rows}")
    assert read_reports.datasets == [] and "no sheet lists columns" in read_reports.errors[0].message


NO_DICTIONARIES = {
    "indicators": "KPI,Definition,Formula,Unit,Frequency\nSPEED,How fast it is,way / time,kn,daily\nLOAD,What it bears,sum,t,daily\n",
    "grants": "Role,Table,Access,Required,Description\nCREW,SHIP,read,Y,All\nCREW,PORT,write,N,Some\nBOSS,SHIP,write,Y,All\n",
    "tests": "Test,Description,Expected,Required,Example\nT1,No day,error,Y,A1\nT2,No port,error,N,A2\nT3,No load,none,Y,A3\n",
    "devices": "Asset,Description,Type,Status,Classification\nPC1,Of the mate,laptop,used,internal\nPC2,Spare,laptop,new,internal\n",
    "terms": "Term,Definition,Owner,Status\nBerth,Where a ship lies,Ann,Approved\nDraught,How deep it goes,Bob,Draft\n",
    "questions": "No,Question,Answer,Comment\n1,Who owns it?,Ann,\n2,How long is it kept?,10 years,see law\n",
}


@pytest.mark.parametrize("name", NO_DICTIONARIES)
def test_a_sheet_of_other_things_is_not_read(name: str):
    imported = read(f"# Sheet: {name}\n{NO_DICTIONARIES[name]}")
    assert imported.datasets == [] and "no sheet lists columns" in imported.errors[0].message


BLOCKS = """# Sheet: Layout
{key},SHIP,,
{line},Ships at sea,,
{gap}Field,Type,Length,Definition
NO,char,8,Number of the ship
DAY,date,,Day it left port

{key},PORT,,
{line},Ports of call,,
{gap}Field,Type,Length,Definition
ID,char,4,Number of the port
TOWN,char,40,Town it lies in
"""


@pytest.mark.parametrize("gap", ["", "\n"])
@pytest.mark.parametrize(
    ("key", "line"),
    [("Nom du fichier", "Objet"), ("Dateiname", "Zweck"), ("Transp. Table", "Short description"), ("Stem", "Purpose")],
)
def test_the_lines_above_every_table_are_none_of_its_columns(key: str, line: str, gap: str):
    datasets = read(BLOCKS.format(key=key, line=line, gap=gap)).datasets
    assert {dataset.name: list(dataset.columns) for dataset in datasets} == {
        "SHIP": ["NO", "DAY"],
        "PORT": ["ID", "TOWN"],
    }
    assert [dataset.description for dataset in datasets] == ["Ships at sea", "Ports of call"]


def test_the_file_that_a_sheet_lies_in_names_no_dataset():
    sheet = "# Sheet: Ships\nFile name,dictionary_v3.xlsx,\n\nField,Type,Definition\nNO,char,Number of the ship\n"
    assert [dataset.name for dataset in read(sheet).datasets] == ["Ships"]


def test_a_title_that_speaks_of_a_source_changes_no_heading():
    sheet = "# Sheet: Ships\nSource: the harbour office,,\nField,Type,Definition\nNO,char,Its number\n# Merged: A1:C1\n"
    assert [list(dataset.columns) for dataset in read(sheet).datasets] == [["NO"]]


def test_a_word_that_means_other_things_is_never_sure():
    for word in ("Remarks", "Owner", "Default", "Source", "Status", "Position", "Null values", "Unique values"):
        assert not meaning(word).sure and not meaning(word).weak, word


BERTHS = ["BERTH", "PIER", "DRAFT", "CREW", "FLAG"]
SENTENCES = [f"Where number {at} is written down" for at in range(5)]


@pytest.mark.parametrize(
    ("heading", "below", "field"),
    [
        ("Defn", SENTENCES, "description"),
        ("In ordinary words", SENTENCES, "description"),
        ("Vertraulichkeitsst.", ["internal", "secret", "internal", "secret", "secret"], "classification"),
        ("Feldlg.", ["8", "4", "12", "4", "1"], "length"),
        ("Datenfmt.", ["char", "int", "date", "char", "char"], "type"),
    ],
)
def test_a_heading_cut_short_or_in_plain_speech_is_borne_out_by_its_cells(heading: str, below: list[str], field: str):
    assert fields(["Field", heading], [BERTHS, below])[1] == field


@pytest.mark.parametrize(
    ("heading", "below"),
    [
        ("Defn", ["8", "4", "12", "4", "1"]),
        ("Ident.", ["yes", "no", "no", "no", "no"]),
        ("Informat", ["paper", "screen", "paper", "screen", "paper"]),
        ("Zeichen", ["1", "9", "17", "25", "33"]),
        ("Precision", ["0.01", "0.1", "0.01", "0.1", "0.5"]),
    ],
)
def test_a_heading_that_its_cells_contradict_or_leave_open_is_not_mapped(heading: str, below: list[str]):
    assert fields(["Field", "Type", heading], [BERTHS, ["char"] * 5, below])[2] == ""


@pytest.mark.parametrize("codes", [("A", "N", "AN"), ("X(10)", "9(4)", "S9(7)V99 COMP-3"), ("CHAR", "DATS", "QUAN")])
def test_codes_of_types_tell_what_no_heading_does(codes: tuple[str, ...]):
    below = [*codes, *codes[:2]]
    headings = ["Field", "Zzz", "Length", "Description"]
    assert fields(headings, [BERTHS, below, ["8", "4", "12", "4", "1"], SENTENCES])[1] == "type"


def _fleet(below: list[str]) -> str:
    columns = ["NO,char,Number of it", "DAY,date,Day it left", "LOAD,int,What it bears"]
    columns += ["LENGTH,int,How long it is", "TOWS,int,What it draws", "HOME,char,Where it lies"]
    rows = "\n".join(f"{owner},{column}" for owner, column in zip(below, columns, strict=True))
    return f"# Sheet: Fleet\nHulk,Field,Type,Description\n{rows}\n"


def test_what_may_name_the_table_of_each_row_is_said_where_it_is_not_understood():
    """Two tables whose columns have no name in common would be one without a word."""
    told = read(_fleet(["tug", "tug", "tug", "barge", "barge", "barge"])).told
    said = "A1: 'Hulk' may name the table of each row; if so, write 'Hulk: dataset' and 'dataset_from: heading' in the mapping"
    assert [line.strip() for line in told if "may name" in line] == [said]
    for below in (["tug"] * 6, ["tug", "barge"] * 3, ["1", "1", "1", "2", "2", "2"]):
        assert not [line for line in read(_fleet(below)).told if "may name" in line]
