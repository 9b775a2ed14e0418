"""A sheet of people's own layout is handed in again, and again."""

from __future__ import annotations

from pathlib import Path

import pytest
from sheets import book, commit, run, write

FILE = "catalogue/sales/crm/orders.yaml"
SHEET = "Table,Column,Type,Description\norders,id,int,Key of the order.\norders,day,date,\nlines,id,int,\n"
BOOK = {"catalogue/sales/domain.yaml": "title: Sales\n", "catalogue/sales/crm/system.yaml": "title: CRM\n"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    made = book(tmp_path / "book", {**BOOK, "inbox/orders.csv": SHEET})
    said = run(made, "import", "excel", made / "inbox/orders.csv", "--domain", "sales", "--system", "crm")
    assert said.exit_code == 0, said.output
    commit(made)
    return made


def text(root: Path) -> str:
    return (root / FILE).read_text()


def again(root: Path, *options: str) -> tuple[int, str]:
    said = run(root, "import", "excel", "--all", root / "inbox", *options)
    return said.exit_code, said.output


def test_the_same_sheet_changes_nothing_whatever_others_wrote(root: Path):
    write(root, {FILE: text(root).replace("Key of the order.", "What Ann wrote.")})
    before = text(root)
    code, said = again(root)
    assert code == 0 and "nothing to change" in said
    assert text(root) == before


def test_what_changed_in_the_sheet_comes_in_and_what_others_wrote_stays(root: Path):
    write(root, {FILE: text(root).replace("Key of the order.", "What Ann wrote.")})
    write(root, {"inbox/orders.csv": SHEET.replace("orders,day,date,", "orders,day,datetime,When.")})
    assert again(root)[0] == 0
    assert "id: int | What Ann wrote." in text(root) and "day: datetime | When." in text(root)


def test_both_changed_one_cell(root: Path):
    write(root, {FILE: text(root).replace("Key of the order.", "What Ann wrote.")})
    write(root, {"inbox/orders.csv": SHEET.replace("Key of the order.", "The key.")})
    before = text(root)
    code, said = again(root)
    assert code == 1 and "orders.csv!orders!D2: conflict in orders.id.description" in said
    assert "base:  'Key of the order.'" in said and "book:  'What Ann wrote.'" in said and "sheet: 'The key.'" in said
    assert text(root) == before
    assert again(root, "--take", "book")[0] == 0 and text(root) == before
    assert "nothing to change" in again(root)[1]  # decided once


def test_a_row_that_is_gone_is_said_and_stays(root: Path):
    write(root, {"inbox/orders.csv": SHEET.replace("orders,day,date,\n", "")})
    code, said = again(root)
    assert code == 0 and "gone from the source, and kept in the book: orders.day" in said
    assert "day: date" in text(root)
    commit(root)
    write(root, {"inbox/orders.csv": SHEET.replace("orders,day,date,\n", "").replace("lines,", "positions,")})
    code, said = again(root, "--accept-deletes")
    assert code == 0 and "lines:" not in text(root) and "positions:" in text(root)


def test_a_corrected_mapping_counts(root: Path):
    write(root, {"inbox/orders.csv": SHEET.replace("Description", "Jargon")})
    assert again(root)[0] == 0
    mapping = root / "inbox/orders.import.yaml"
    assert "Jargon: extra" in mapping.read_text()
    mapping.write_text(mapping.read_text().replace("Jargon: extra", "Jargon: title"))
    code, said = again(root)
    assert code == 0, said
    assert "title: Key of the order." in text(root)


def test_a_mapping_is_there_to_be_corrected_though_the_import_failed(root: Path):
    bad = "Table,Column,Type,Nullable,Required\norders,id,int,yes,yes\norders,day,date,no,yes\n"
    write(root, {"inbox/other.csv": bad})
    said = run(root, "import", "excel", root / "inbox/other.csv", "--domain", "sales", "--system", "crm")
    assert said.exit_code == 1 and "other.csv!other!" in said.output
    assert "Nullable" in (root / "inbox/other.import.yaml").read_text()


def test_a_folder_is_imported_sheet_by_sheet(root: Path):
    write(root, {"inbox/unknown.csv": SHEET, "inbox/deep/more.csv": SHEET.replace("orders", "more")})
    said = run(root, "import", "excel", root / "inbox/deep/more.csv", "--domain", "sales", "--system", "crm")
    assert said.exit_code == 0
    commit(root)
    write(root, {"inbox/deep/more.csv": SHEET.replace("orders", "more").replace("more,id,int", "more,id,bigint")})
    code, said_all = again(root)
    assert code == 1  # one of the sheets belongs nowhere
    assert "unknown.csv: error nothing says to which domain and system it belongs" in said_all
    assert "id: bigint" in (root / "catalogue/sales/crm/more.yaml").read_text()  # the others are done


def test_a_sheet_that_was_never_committed_is_compared_with_the_book_alone(root: Path):
    write(root, {"inbox/orders.csv": SHEET.replace("orders,day,date,", "orders,day,date,The day.")})
    assert again(root)[0] == 0
    write(root, {"inbox/orders.csv": SHEET.replace("orders,day,date,", "orders,day,date,When.")})
    code, said = again(root)
    assert (
        code == 1 and "Git does not have the sheet as it was imported last" in said and "conflict in orders.day" in said
    )


def test_a_folder_needs_all(root: Path):
    said = run(root, "import", "excel", root / "inbox")
    assert said.exit_code == 2 and "add --all to import each sheet in it" in said.output


# Headings that changed ----------------------------------------------------------------------------------------------

FRENCH = (
    "Table,Champ,Type,Longueur,Obligatoire,Clé,Définition,Remarque\n"
    "clients,id,char,8,O,CP,Numéro du client.,vu\nclients,nom,varchar,80,N,,Nom de famille.,\n"
    "clients,ville,varchar,40,O,,Où il habite.,\n"
)
CLIENTS = "catalogue/sales/crm/clients.yaml"
PLACE = ("--domain", "sales", "--system", "crm")


def hand_in(root: Path, text: str, *options: str, name: str = "clients.csv") -> tuple[int, str]:
    write(root, {f"inbox/{name}": text})
    said = run(root, "import", "excel", root / "inbox" / name, *options)
    return said.exit_code, said.output


@pytest.fixture
def french(tmp_path: Path) -> Path:
    made = book(tmp_path / "book", BOOK)
    code, said = hand_in(made, FRENCH, *PLACE)
    assert code == 0, said
    commit(made)
    return made


def without(text: str, heading: str) -> str:
    """The sheet without one of its columns."""
    rows = [line.split(",") for line in text.splitlines()]
    at = rows[0].index(heading)
    return "".join(",".join(row[:at] + row[at + 1 :]) + "\n" for row in rows)


def test_a_heading_in_other_words_is_taken_for_the_one_that_is_gone(french: Path):
    before = (french / CLIENTS).read_text()
    code, said = hand_in(french, FRENCH.replace("Définition", "Description"))
    assert code == 0 and (french / CLIENTS).read_text() == before
    assert "'Définition' of the mapping is not among the headings: 'Description' (G1) is taken for it" in said
    commit(french)
    code, said = hand_in(french, FRENCH.replace("Définition", "Description").replace("Où il habite.", "Sa ville."))
    assert code == 0 and "is not among the headings" not in said
    assert (french / CLIENTS).read_text() == before.replace("Où il habite.", "Sa ville.")
    commit(french)
    assert hand_in(french, FRENCH)[0] == 0 and (french / CLIENTS).read_text() == before  # and back


@pytest.mark.parametrize("heading", FRENCH.split("\n")[0].split(",")[2:])
def test_a_column_taken_out_of_the_sheet_clears_nothing(french: Path, heading: str):
    before = (french / CLIENTS).read_text()
    code, said = hand_in(french, without(FRENCH, heading))
    assert code == 0 and (french / CLIENTS).read_text() == before
    assert f"'{heading}' of the mapping is not among the headings: what the book has from it stays" in said


def test_what_else_changed_comes_in_though_a_column_is_gone(french: Path):
    before = (french / CLIENTS).read_text()
    changed = without(FRENCH, "Définition").replace("clients,ville,varchar,40", "clients,ville,text,")
    assert hand_in(french, changed)[0] == 0
    assert (french / CLIENTS).read_text() == before.replace("varchar(40)", "text")


def test_rows_that_go_do_not_change_what_o_means(french: Path):
    before = (french / CLIENTS).read_text()
    code, said = hand_in(french, FRENCH.replace("clients,nom,varchar,80,N,,Nom de famille.,\n", ""))
    assert code == 0 and "not understood" not in said
    assert (french / CLIENTS).read_text() == before


def test_the_memory_stays_though_an_import_with_new_headings_was_refused(french: Path):
    more = "\n".join(f"{line},{'Unité' if at == 0 else 'm'}" for at, line in enumerate(FRENCH.splitlines()))
    write(french, {CLIENTS: (french / CLIENTS).read_text().replace("Où il habite.", "Ville.")})
    commit(french)
    changed = more.replace("Où il habite.", "Sa ville.")
    assert "1 conflict" in hand_in(french, changed)[1]
    assert "base:  'Où il habite.'" in hand_in(french, changed)[1]
    assert hand_in(french, changed, "--take", "sheet")[0] == 0
    assert "Sa ville." in (french / CLIENTS).read_text() and "unit: m" in (french / CLIENTS).read_text()


def test_a_line_above_the_headings_that_is_gone_clears_nothing_and_an_empty_one_does(tmp_path: Path):
    root = book(tmp_path / "book", BOOK)
    sheet = "Table :,clients,\nDescription :,Qui achète.,\nResponsable :,Ann,\n,,\nChamp,Type,Longueur\nid,char,8\n"
    code, said = hand_in(root, sheet, *PLACE)
    assert code == 0 and "B3: stands above the headings: 'Responsable' (kept in extra)" in said, said
    commit(root)
    before = (root / CLIENTS).read_text()
    assert "description: Qui achète." in before and "Responsable: Ann" in before
    assert hand_in(root, sheet.replace("Description :,Qui achète.,\n", "").replace("Responsable :,Ann,\n", ""))[0] == 0
    assert (root / CLIENTS).read_text() == before
    write(root, {"inbox/clients.csv": sheet})
    run(root, "import", "excel", root / "inbox/clients.csv")
    commit(root)
    assert hand_in(root, sheet.replace("Qui achète.", ""))[0] == 0
    assert "Qui achète." not in (root / CLIENTS).read_text() and "Responsable: Ann" in (root / CLIENTS).read_text()


# The place -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "file"),
    [
        (("--schema", "fleet"), "catalogue/sales/crm/fleet.yaml"),
        (("--domain", "people", "--system", "hr"), "catalogue/people/hr/clients.yaml"),
    ],
)
def test_a_sheet_brought_to_another_place_comes_in_whole(french: Path, options: tuple[str, ...], file: str):
    code, said = hand_in(french, FRENCH, *options)
    assert code == 0, said
    assert "it was imported into sales/crm/clients the last time: what it brought there stays" in said
    assert (french / file).read_text() == (french / CLIENTS).read_text()
    commit(french)
    assert hand_in(french, FRENCH.replace("Où il habite.", "Sa ville."))[0] == 0  # remembered
    assert "Sa ville." in (french / file).read_text() and "Sa ville." not in (french / CLIENTS).read_text()


def test_a_dataset_that_has_left_the_book_comes_in_anew_and_is_said(french: Path):
    before = (french / CLIENTS).read_text()
    (french / CLIENTS).unlink()
    commit(french)
    code, said = hand_in(french, FRENCH)
    assert code == 0 and (french / CLIENTS).read_text() == before
    assert "1 dataset is not in the book any more, and new to it: clients" in said


def test_a_dataset_that_others_renamed_is_not_new(french: Path):
    renamed = (french / CLIENTS).read_text().replace("  clients:\n", "  customers:\n    formerly: [clients]\n")
    write(french, {CLIENTS: renamed})
    commit(french)
    code, said = hand_in(french, FRENCH.replace("Où il habite.", "Sa ville."))
    assert code == 0 and "new to it" not in said
    assert (french / CLIENTS).read_text() == renamed.replace("Où il habite.", "Sa ville.")


def test_a_refused_import_remembers_no_place(tmp_path: Path):
    root = book(tmp_path / "book", BOOK)
    code, said = hand_in(root, FRENCH, *PLACE, "--schema", "system")
    assert code == 1 and "nothing was written" in said
    assert "Définition: description" in (root / "inbox/clients.import.yaml").read_text()
    assert "schema:" not in (root / "inbox/clients.import.yaml").read_text()
    assert hand_in(root, FRENCH, *PLACE)[0] == 0 and (root / CLIENTS).exists()
    mapping = (root / "inbox/clients.import.yaml").read_text()
    assert "filename: clients.csv\ndomain: sales\nsystem: crm\nimported: " in mapping


def test_two_sheets_of_one_name_have_a_mapping_each(french: Path):
    first = (french / "inbox/clients.import.yaml").read_text()
    other = "Table;Feld;Typ\nkunden;id;int\n"
    code, said = hand_in(french, other, *PLACE, "--schema", "kunden", name="clients.tsv")
    assert code == 0 and "clients.tsv.import.yaml" in said
    assert (french / "inbox/clients.import.yaml").read_text() == first
    assert "nothing to change" in hand_in(french, FRENCH)[1] and "nothing to change" in hand_in(
        french, other, name="clients.tsv")[1]  # fmt: skip


def test_two_new_sheets_of_one_name_have_a_mapping_each(tmp_path: Path):
    root = book(tmp_path / "book", {**BOOK, "inbox/a.csv": FRENCH, "inbox/a.tsv": SHEET.replace(",", "\t")})
    for name in ("a.csv", "a.tsv"):
        said = run(root, "import", "excel", root / "inbox" / name, *PLACE, "--schema", name[-3:])
        assert said.exit_code == 0, said.output
    assert sorted(path.name for path in (root / "inbox").glob("*.yaml")) == ["a.csv.import.yaml", "a.tsv.import.yaml"]
