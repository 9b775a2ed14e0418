"""Where what machines say is written: below the catalogue, once, and never over what cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import Result
from harvesting import files_of, run, write
from test_harvest import SEEN, SHOP, Files, book_of, bring, orders, table, text

from lakebook.commands._import_report import next_steps
from lakebook.importers._harvest import Address, Flow

CONFLICT = "<<<<<<< ours\nspaces: [raw.shop]\n=======\nspaces: [raw.other]\n>>>>>>> theirs\n"
CONTRACT = """
apiVersion: v3.0.0
kind: DataContract
id: a
name: shop
schema:
- name: orders
  properties:
  - name: id
    logicalType: integer
"""


@pytest.mark.parametrize("target", ["w.../../evil", "w.a/b", "w.system", "w.x.observed", "w. ", "w.é\n"])
def test_a_schema_that_is_no_place_of_the_catalogue_is_left_out_and_the_others_go_on(target: str):
    files: Files = {}
    outcome = bring(files, orders(), table("t", "id: int", space="more"), map={"raw.shop": target, "more": "w.more"})
    (error,) = outcome.errors
    assert error.message.startswith("'raw.shop' is left out: ") and "--map raw.shop=w." in error.hint
    assert sorted(files) == ["catalogue/sales/w/more.observed.yaml", "catalogue/sales/w/more.yaml"]


def test_a_schema_called_system_is_left_out_and_may_be_called_otherwise():
    files: Files = {}
    found = (orders(), table("t", "id: int", space="raw.system"))
    (error,) = bring(files, *found).errors
    assert (
        error.message
        == "'raw.system' is left out: the schema name 'system' is taken: system.yaml describes the system itself"
    )
    assert error.hint == "give it another name: --map raw.system=crm.system_schema"
    assert list(book_of(files).catalogue.datasets) == ["crm.shop.orders"]
    assert bring(files, *found, map={"raw.system": "crm.system_schema"}).errors == []
    assert bring(files, *found).errors == [], "remembered"


def test_a_space_of_which_no_name_can_be_made_is_named():
    (error,) = bring({}, table("t", "id: int", space="店")).errors
    assert error.message == "'店' is left out: the schema name '' is empty"
    assert error.hint == "give it another name: --map 店=crm.SCHEMA"


def test_a_table_with_a_blank_name_is_left_out_with_a_note():
    files: Files = {}
    outcome = bring(files, orders(), table(" \t", "id: int"))
    assert [note.message for note in outcome.notes] == ["a table of 'raw.shop' has no name; it is left out"]
    assert list(book_of(files).catalogue.datasets) == ["crm.shop.orders"] and outcome.kept == []


@pytest.mark.parametrize("at", [("", "", ""), ("sales", "crm", "")])
def test_a_broken_file_of_what_was_observed_is_not_written_over(at: tuple[str, str, str]):
    files: Files = {}
    bring(files, orders(), table("t", "id: int", space="raw.more"))
    files[SEEN] = text(files, SEEN).replace("datasets:", "<<<<<<< ours\ndatasets:")
    before = dict(files)
    outcome = bring(files, orders("new: int"), table("t", "id: int", "new: int", space="raw.more"), at=at)
    assert [(error.location.path, error.location.line) for error in outcome.errors] == [(SEEN, 4)]
    assert files[SEEN] == before[SEEN] and files[SHOP] == before[SHOP]
    assert "new: int" in text(files, "catalogue/sales/crm/more.yaml")


def test_nor_where_the_user_says_where_the_tables_are():
    files: Files = {}
    bring(files, orders())
    files[SEEN] = CONFLICT
    before = dict(files)
    outcome = bring(files, orders("new: int"), map={"raw.shop": "crm.shop"})
    assert [error.location.path for error in outcome.errors] == [SEEN] and files == before
    written = table("orders", described=False, flows={Address("raw.shop", "x"): Flow()})
    assert bring(files, written, map={"raw.shop": "crm.shop"}).errors != [] and files == before


def test_nor_by_an_importer_of_single_files(tmp_path: Path):
    write(tmp_path, {"in/order.odcs.yaml": CONTRACT})
    command = ("import", "odcs", str(tmp_path / "in/order.odcs.yaml"), "--domain", "sales", "--system", "crm")
    assert run(tmp_path, *command).exit_code == 0
    (seen,) = (name for name in files_of(tmp_path) if name.endswith(".observed.yaml"))
    write(tmp_path, {seen: CONFLICT})
    done = run(tmp_path, *command)
    assert done.exit_code == 1 and f"{seen}:1" in done.output
    assert files_of(tmp_path)[seen] == CONFLICT.encode()


def test_a_schema_file_that_cannot_be_read_is_still_the_file_of_its_schema():
    files: Files = {}
    bring(files, orders())
    files[SHOP] = "<<<<<<< ours\n" + text(files)
    before = dict(files)
    outcome = bring(files, orders(), at=("", "", ""))
    assert [error.location.path for error in outcome.errors] == [SHOP]
    assert files == before


def test_one_file_of_several_of_a_schema_that_cannot_be_read():
    files: Files = {
        "catalogue/sales/crm/shop/lines.yaml": "datasets:\n  lines:\n    columns: {id: int}\n",
        "catalogue/sales/crm/shop/orders.yaml": "<<<<<<< ours\ndatasets:\n  orders: {}\n",
    }
    outcome = bring(files, orders(), table("lines", "id: bigint"), at=("", "", ""), map={"raw.shop": "crm.shop"})
    assert [error.location.path for error in outcome.errors] == ["catalogue/sales/crm/shop/orders.yaml"]
    assert "id: bigint" in text(files, "catalogue/sales/crm/shop/lines.yaml")
    assert SHOP not in files


def test_what_to_add_next_is_said_of_files_of_the_catalogue_only(capsys: pytest.CaptureFixture[str]):
    next_steps(book_of({}), ["wids/churn.md", SHOP], dry_run=False)
    assert capsys.readouterr().out.splitlines() == [
        "next: add catalogue/sales/domain.yaml with 'title:' and 'custodian:'",
        "next: add catalogue/sales/crm/system.yaml with 'title:' and 'classification:'",
        "next: lakebook check",
    ]


def test_what_was_observed_of_a_schema_in_several_files_is_read_again():
    files: Files = {"catalogue/sales/crm/shop/lines.yaml": "datasets:\n  lines:\n    columns: {id: int}\n"}
    bring(files, table("lines", "id: bigint"), map={"raw.shop": "crm.shop"})
    assert SEEN in files and list(book_of(files).observations) == ["crm.shop.lines"]
    assert bring(files, table("lines", "id: bigint"), at=("", "", "")).errors == []


def test_a_system_without_a_domain_is_an_error():
    files: Files = {}
    (error,) = bring(files, orders(), at=("", "", ""), map={"raw.shop": "crm.shop"}).errors
    assert (error.message, error.hint) == (
        "nothing says to which domain the system 'crm' belongs",
        "type --domain NAME",
    )
    assert files == {}


def _import_sql(book: Path) -> Result:
    write(book, {"in/shop.sql": "CREATE TABLE shop.orders (id bigint);\nCREATE TABLE more.lines (id bigint);\n"})
    sql = str(book / "in/shop.sql")
    return run(book, "import", "sql", sql, "--dialect", "postgres", "--domain", "sales", "--system", "crm")


@pytest.mark.parametrize("name", ["shop.yaml", "shop.observed.yaml"])
@pytest.mark.parametrize("there", [True, False])
def test_a_symbolic_link_out_of_the_book_is_not_followed(tmp_path: Path, name: str, there: bool):
    folder, outside = tmp_path / "book/catalogue/sales/crm", tmp_path / "outside.yaml"
    folder.mkdir(parents=True)
    if there:
        outside.write_text("datasets: {}\n")
    (folder / name).symlink_to(outside)
    done = _import_sql(tmp_path / "book")
    said = "it leads out of the book" if there or name == "shop.yaml" else "a link that leads nowhere"
    assert done.exit_code != 0 and said in done.output and name in done.output, done.output
    assert outside.read_text() == "datasets: {}\n" if there else not outside.exists()
    assert (folder / name).is_symlink() and len(list(folder.glob("shop*"))) == 1


def test_nor_one_into_the_folder_of_git(tmp_path: Path):
    folder = tmp_path / "book/catalogue/sales/crm"
    folder.mkdir(parents=True)
    (folder / "shop.yaml").symlink_to(tmp_path / "book/.git/hooks/pre-commit")
    assert "it leads into the folder of Git" in _import_sql(tmp_path / "book").output
    assert not (tmp_path / "book/.git").exists()


def test_a_symbolic_link_within_the_book_stays_one(tmp_path: Path):
    folder = tmp_path / "book/catalogue/sales/crm"
    write(tmp_path / "book", {"kept/shop.yaml": "datasets:\n  orders:\n    columns: {id: int}\n"})
    folder.mkdir(parents=True)
    (folder / "shop.yaml").symlink_to(tmp_path / "book/kept/shop.yaml")
    assert _import_sql(tmp_path / "book").exit_code == 0
    assert (folder / "shop.yaml").is_symlink() and "bigint" in (tmp_path / "book/kept/shop.yaml").read_text()
