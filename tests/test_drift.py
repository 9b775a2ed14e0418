"""The book is compared with the systems that it describes, and says where they have parted."""

from __future__ import annotations

import json
import re
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from databases import PASSWORD, Postgres
from hypothesis import given
from hypothesis import strategies as st
from sheets import run, write

from lakebook.book import read_book
from lakebook.changes.sql_types import alike
from lakebook.checks._source_example import drift_of_example
from lakebook.diagnostics import Finding
from lakebook.importers import Place
from lakebook.importers._harvest import Address, Found, Harvest
from lakebook.importers._harvest.drift import Drift, drift_from
from lakebook.importers._harvest.places import SchemaOfBook
from lakebook.model.dataset import Column, Dataset
from lakebook.sources.in_memory import InMemory

SHOP = "catalogue/sales/crm/shop.yaml"
SEEN = "catalogue/sales/crm/shop.observed.yaml"
MADE = """
CREATE TABLE dealer (id INTEGER PRIMARY KEY, name VARCHAR(80) NOT NULL);
CREATE TABLE purchase (id INTEGER PRIMARY KEY, dealer INTEGER REFERENCES dealer (id), net DECIMAL(10,2));
"""


def change(root: Path, script: str) -> None:
    connection = sqlite3.connect(root / "shop.db")
    connection.executescript(script)
    connection.close()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A book that was imported from a database a moment ago."""
    (tmp_path / "lakebook.yaml").write_text("title: Shop\n")
    change(tmp_path, MADE)
    said = run(tmp_path, "import", "database", str(tmp_path / "shop.db"), "--domain", "sales", "--system", "crm")
    assert said.exit_code == 0, said.output
    return tmp_path


def drift(root: Path, *options: str) -> Result:
    return run(root, "drift", "database", str(root / "shop.db"), *options)


def codes(said: Result) -> list[str]:
    return [line.split()[2] for line in said.output.splitlines() if line.startswith("catalogue/")]


def edit(root: Path, before: str, after: str, path: str = SHOP) -> None:
    text = (root / path).read_text()
    assert before in text
    (root / path).write_text(text.replace(before, after, 1))


# The command ----------------------------------------------------------------------------------------------------------


def test_a_book_that_is_true_is_well(root: Path):
    said = drift(root)
    assert said.exit_code == 0 and "2 datasets, 0 products, 0 decisions checked: all is well" in said.output
    assert "compared with sqlite:///" in said.output


def test_what_changed_in_the_database_is_found(root: Path):
    change(
        root,
        "ALTER TABLE dealer ADD COLUMN email TEXT; ALTER TABLE purchase DROP COLUMN net; CREATE TABLE stock (id INT)",
    )
    said = drift(root)
    assert said.exit_code == 1 and sorted(codes(said)) == ["DRF001", "DRF003", "DRF004"]
    assert f"{SHOP}: error DRF001 table 'shop.stock' is not in the book" in said.output
    assert "lacks the column 'email' of the database, which has it as TEXT" in said.output


def test_fix_drafts_what_is_missing_and_changes_nothing_else(root: Path):
    edit(root, "VARCHAR(80) required", "text | Name of the dealer.")
    edit(root, "  purchase:\n", "  purchase:\n    description: What was bought.\n")
    before = (root / SHOP).read_text()
    change(
        root,
        "ALTER TABLE dealer ADD COLUMN email TEXT; CREATE TABLE stock (id INT PRIMARY KEY, dealer INT REFERENCES dealer (id))",
    )
    said = drift(root, "--fix")
    assert "drafted in catalogue/sales/crm/shop.yaml: 1 dataset added, 3 columns added" in said.output
    after = (root / SHOP).read_text()
    assert [line for line in after.splitlines() if line not in before.splitlines()] == [
        "      email: TEXT",
        "  stock:",
        "    status: draft",
        "      id: INT pk",
        "        type: INT",
    ]
    assert [line for line in before.splitlines() if line not in after.splitlines()] == []
    assert codes(said) == ["DRF005", "DRF007"], "what differs is still found"
    again = drift(root, "--fix")
    assert "nothing to draft" in again.output and (root / SHOP).read_text() == after


def test_after_a_fix_an_import_leaves_the_draft_a_draft(root: Path):
    change(root, "CREATE TABLE stock (id INT PRIMARY KEY)")
    drift(root, "--fix")
    before = (root / SHOP).read_text()
    assert run(root, "import", "database", str(root / "shop.db")).exit_code == 0
    assert (root / SHOP).read_text() == before and "status: draft" in before
    edit(root, "    status: draft\n", "")
    assert drift(root).exit_code == 0
    run(root, "import", "database", str(root / "shop.db"))
    assert "status: draft" not in (root / SHOP).read_text(), "whoever takes the word out is not overruled"


def test_a_column_that_a_fix_added_is_the_sources(root: Path):
    change(root, "ALTER TABLE dealer ADD COLUMN email TEXT")
    drift(root, "--fix")
    change(root, "ALTER TABLE dealer DROP COLUMN email; ALTER TABLE dealer ADD COLUMN email VARCHAR(9)")
    assert run(root, "import", "database", str(root / "shop.db")).exit_code == 0
    assert "email: VARCHAR(9)" in (root / SHOP).read_text() and "VARCHAR(80) required" in (root / SHOP).read_text()


def test_what_somebody_deleted_from_the_book_is_not_asked_for(root: Path):
    text = (root / SHOP).read_text()
    (root / SHOP).write_text(text[: text.index("  purchase:")])
    edit(root, "      name: VARCHAR(80) required\n", "")
    said = drift(root)
    names = "crm.shop.dealer.name, crm.shop.purchase"
    assert said.exit_code == 0 and f"somebody deleted them from the book: {names}" in said.output
    change(root, "ALTER TABLE dealer ADD COLUMN city TEXT")
    assert drift(root, "--fix").exit_code == 0 and "city: TEXT" in (root / SHOP).read_text()
    again = run(root, "import", "database", str(root / "shop.db"))
    assert f"somebody deleted them from the book: {names}" in again.output
    assert "name: VARCHAR" not in (root / SHOP).read_text(), "a fix does not forget what was deleted"


def test_reports_and_places(root: Path):
    change(root, "ALTER TABLE purchase DROP COLUMN net")
    said = drift(root, "--format", f"json={root / 'drift.json'}", "--format", f"junit={root / 'drift.xml'}", "--quiet")
    assert said.exit_code == 1 and "DRF004" in (root / "drift.xml").read_text()
    (found,) = json.loads((root / "drift.json").read_text())["diagnostics"]
    assert (found["code"], found["subject"], found["field"]) == ("DRF004", "crm.shop.purchase", "columns.net")
    line = (root / SHOP).read_text().splitlines().index("      net: DECIMAL(10,2)") + 1
    assert (found["path"], found["line"]) == (SHOP, line)


def test_a_report_on_standard_output_is_nothing_else(root: Path):
    said = drift(root, "--format", "json", "--fix")
    assert json.loads(said.stdout)["diagnostics"] == [] and "nothing to draft" in said.stderr


def test_a_schema_in_a_workbook_has_cells(root: Path):
    assert run(root, "convert", str(root / SHOP)).exit_code == 0
    change(root, "ALTER TABLE purchase DROP COLUMN net; ALTER TABLE dealer ADD COLUMN email TEXT")
    said = drift(root)
    place = "catalogue/sales/crm/shop.xlsx!Columns!"
    assert said.exit_code == 1 and f"{place}B" in said.output and "DRF004 column 'net'" in said.output
    assert "drafted in catalogue/sales/crm/shop.xlsx: 1 column added" in drift(root, "--fix").output
    assert codes(drift(root)) == ["DRF004"]


def test_settings_and_ignore_are_heard(root: Path):
    change(root, "ALTER TABLE purchase DROP COLUMN net; CREATE TABLE stock (id INT); DROP TABLE dealer")
    (root / "lakebook.yaml").write_text("title: Shop\nseverities: {DRF001: warning}\n")
    edit(root, "net: DECIMAL(10,2)", "net: {type: 'DECIMAL(10,2)', ignore: {DRF004: Comes back in May.}}")
    edit(root, "  dealer:\n", "  dealer:\n    ignore: {dataset_not_in_source: Is rebuilt.}\n")
    said = drift(root)
    assert said.exit_code == 0 and codes(said) == ["DRF001"]
    assert "FIL015" not in run(root, "check").output, "without a source nobody knows whether it is still needed"


def test_what_is_silenced_is_not_drafted(root: Path):
    edit(root, "  dealer:\n", "  dealer:\n    ignore: {DRF003: The phone is private.}\n")
    (root / "lakebook.yaml").write_text("title: Shop\nseverities: {DRF001: off}\n")
    before = (root / SHOP).read_text()
    change(root, "ALTER TABLE dealer ADD COLUMN phone TEXT; CREATE TABLE stock (id INT)")
    said = drift(root, "--fix")
    assert said.exit_code == 0 and "nothing to draft" in said.output and (root / SHOP).read_text() == before


def test_junit_holds_drift_alone(root: Path):
    drift(root, "--format", f"junit={root / 'drift.xml'}")
    report = (root / "drift.xml").read_text()
    assert '<testsuites name="lakebook drift"' in report and "ADR" not in report and "FIL" not in report
    assert report.count("<testcase") == report.count('name="DRF') == 10


def test_an_unknown_format_names_the_command_that_lists_them(root: Path):
    said = drift(root, "--format", "nope")
    assert said.exit_code == 2 and "drift database -h' lists them" in said.output


# Nothing compared is not well -----------------------------------------------------------------------------------------


def test_an_empty_database_is_not_well(root: Path):
    before = (root / SHOP).read_text()
    change(root, "DROP TABLE purchase; DROP TABLE dealer")
    said = drift(root)
    assert said.exit_code == 1 and "nothing was compared: the database shows no tables" in said.output
    assert "'shop', which holds 2 datasets of 'crm.shop'" in said.output and "all is well" not in said.output
    imported = run(root, "import", "database", str(root / "shop.db"), "--accept-gone")
    assert imported.exit_code == 1 and "is not shown: they are left as they are" in imported.output
    assert (root / SHOP).read_text() == before


def test_nothing_asked_for_is_not_well(root: Path):
    said = drift(root, "--without", "*")
    assert said.exit_code == 1 and "nothing was compared: it shows no tables that were asked for" in said.output


@pytest.mark.parametrize("path", [SHOP, SEEN])
def test_a_file_of_the_book_that_is_broken_is_not_well(root: Path, path: str):
    (root / path).write_text((root / path).read_text() + "  - broken: [\n")
    said = drift(root)
    assert said.exit_code == 1 and f"{path}:" in said.output and "error" in said.output
    assert "all is well" not in said.output


def test_a_file_that_is_broken_elsewhere_does_not_matter(root: Path):
    write(root, {"catalogue/sales/other/core.yaml": "datasets: [\n"})
    assert drift(root).exit_code == 0


def two_schemas(postgres: Postgres, root: Path, name: str) -> str:
    url = postgres.fresh(name, "CREATE TABLE a (id int)", "CREATE SCHEMA other", "CREATE TABLE other.b (id int)")
    (root / "lakebook.yaml").write_text("title: Shop\n")
    assert run(root, "import", "database", url, "--domain", "sales", "--system", "crm").exit_code == 0
    return url


def test_a_schema_that_was_dropped_is_missed_and_accepted(postgres: Postgres, tmp_path: Path):
    url = two_schemas(postgres, tmp_path, "lost")
    postgres.run("DROP SCHEMA other CASCADE", database="lost")
    said = run(tmp_path, "drift", "database", url)
    assert said.exit_code == 1 and codes(said) == ["DRF010"] and "'lost.other'" in said.output
    assert run(tmp_path, "drift", "database", url, "--only", "public.*").exit_code == 0, "nobody asked for it"
    assert "no longer in the source: crm.other.b (kept" in run(tmp_path, "import", "database", url).output
    assert run(tmp_path, "drift", "database", url).exit_code == 1
    run(tmp_path, "import", "database", url, "--accept-gone")
    assert "status: deprecated" in (tmp_path / "catalogue/sales/crm/other.yaml").read_text()
    assert run(tmp_path, "drift", "database", url).exit_code == 0
    again = run(tmp_path, "import", "database", url, "--accept-gone")
    assert again.output.endswith("nothing to change\n") and "no longer" not in again.output


def test_a_schema_without_rights_is_missed_and_kept(postgres: Postgres, tmp_path: Path):
    two_schemas(postgres, tmp_path, "shut")
    postgres.run("DROP ROLE IF EXISTS watcher", f"CREATE ROLE watcher LOGIN PASSWORD '{PASSWORD}'")
    url = postgres.url("shut", user="watcher")
    said = run(tmp_path, "drift", "database", url)
    assert said.exit_code == 1 and codes(said) == ["DRF010"] and "the right to look into it" in said.output
    imported = run(tmp_path, "import", "database", url, "--accept-gone")
    assert "'shut.other', which holds 1 dataset of 'crm.other', is not shown" in imported.output
    assert "deprecated" not in (tmp_path / "catalogue/sales/crm/other.yaml").read_text()
    postgres.run("REVOKE USAGE ON SCHEMA public FROM PUBLIC", database="shut")
    said = run(tmp_path, "drift", "database", url)
    assert said.exit_code == 1 and "nothing was compared" in said.output and "all is well" not in said.output
    assert "no right to look into the schema 'public'" in said.output


def test_another_database_is_not_asked_for_what_this_one_holds(postgres: Postgres, tmp_path: Path):
    one = two_schemas(postgres, tmp_path, "first")
    two = postgres.fresh("second", "CREATE TABLE c (id int)")
    run(tmp_path, "import", "database", two, "--domain", "sales", "--system", "erp")
    assert [run(tmp_path, "drift", "database", url).exit_code for url in (one, two)] == [0, 0]


def test_what_was_accepted_as_gone_is_not_missed(root: Path):
    change(root, "DROP TABLE purchase")
    assert codes(drift(root)) == ["DRF002"]
    run(root, "import", "database", str(root / "shop.db"), "--accept-gone")
    assert "status: deprecated" in (root / SHOP).read_text() and drift(root).exit_code == 0


def test_two_sources_of_one_schema_can_both_be_well(root: Path):
    script = root / "made.sql"
    more = "CREATE TABLE only_in_scripts (id int);\nALTER TABLE dealer ADD COLUMN scripted int;\n"
    script.write_text(MADE.replace("net DECIMAL(10,2)", "net DECIMAL(12,2)") + more)
    change(root, "CREATE TABLE only_in_database (id int)")
    of_scripts = ("sql", str(script), "--dialect", "sqlite", "--map", "main=crm.shop")
    run(root, "import", "database", str(root / "shop.db"))
    said = run(root, "import", *of_scripts)
    assert said.exit_code == 0, said.output
    change(root, "CREATE TABLE stock (id int)")
    assert codes(drift(root)) == ["DRF001"], "what is new here is still news"
    assert "all is well" in run(root, "drift", *of_scripts).output
    edit(root, "  dealer:\n", "  by_hand:\n    columns: {id: int}\n  dealer:\n")
    assert codes(run(root, "drift", *of_scripts)) == ["DRF002"], "what a person wrote is asked for"
    change(root, "ALTER TABLE purchase DROP COLUMN net; ALTER TABLE purchase ADD COLUMN net DECIMAL(14,2)")
    assert codes(drift(root)) == ["DRF001", "DRF002", "DRF005"], "what this source changes is said"


def test_a_database_that_is_down_ends_with_one(root: Path):
    said = run(root, "drift", "database", "postgresql://ann@127.0.0.1:1/shop")
    assert said.exit_code == 1 and "hint: check host and port" in said.output


def test_scripts_are_a_source_that_says_where(root: Path):
    script = root / "made.sql"
    script.write_text(MADE.replace("net DECIMAL(10,2)", "net DECIMAL(12,2)") + "CREATE TABLE stock (id int);\n")
    said = run(root, "drift", "sql", str(script), "--dialect", "sqlite", "--map", "main=crm.shop")
    assert said.exit_code == 1 and codes(said) == ["DRF001", "DRF005"], said.output
    assert re.search(r"table 'main\.stock' is not in the book \(.*made\.sql:4\)", said.output)
    assert "but DECIMAL(12,2) in the source (sql)" in said.output
    assert said.output.count("compared with") == 1, "lines after the first are about the same source"


def test_scripts_that_read_a_schema_under_a_shorter_name_are_told_what_to_type(root: Path):
    write(root, {"catalogue/sales/crm/raw.yaml": "datasets:\n  stock:\n    columns:\n      id: int\n"})
    script = root / "made.sql"
    script.write_text("CREATE TABLE mart.totals AS SELECT id FROM raw.stock;\n")
    said = run(root, "import", "sql", str(script), "--domain", "sales", "--system", "crm")
    assert "not in the book: raw.stock (drawn by their names; --map raw=crm.raw says where they are)" in said.output
    said = run(root, "import", "sql", str(script), "--map", "raw=crm.raw")
    assert said.exit_code == 0 and "not in the book" not in said.output


def test_a_schema_whose_script_is_gone_is_missed_and_accepted(tmp_path: Path):
    write(tmp_path, {"lakebook.yaml": "title: Shop\n", "db/a.sql": "CREATE TABLE shop.a (id int);"})
    write(tmp_path, {"db/old/b.sql": "CREATE TABLE legacy.b (id int); CREATE TABLE legacy.c (id int);"})
    source = ("sql", str(tmp_path / "db"))
    assert run(tmp_path, "import", *source, "--domain", "sales", "--system", "crm").exit_code == 0
    assert "given: [sql db]" in (tmp_path / "catalogue/sales/crm/legacy.observed.yaml").read_text()
    (tmp_path / "db/old/b.sql").unlink()
    said = run(tmp_path, "drift", *source)
    assert said.exit_code == 1 and codes(said) == ["DRF010"]
    assert "the source (sql) does not show 'legacy', which holds 2 datasets of 'crm.legacy'" in said.output
    kept = run(tmp_path, "import", *source)
    assert "no longer in the source: crm.legacy.b, crm.legacy.c (kept" in kept.output
    assert codes(run(tmp_path, "drift", *source)) == ["DRF010"], "an import without --accept-gone accepts nothing"
    run(tmp_path, "import", *source, "--accept-gone")
    assert (tmp_path / "catalogue/sales/crm/legacy.yaml").read_text().count("status: deprecated") == 2
    assert run(tmp_path, "drift", *source).exit_code == 0
    assert run(tmp_path, "import", *source, "--accept-gone").output.endswith("nothing to change\n")


def test_files_are_not_asked_for_what_other_files_hold(tmp_path: Path):
    write(tmp_path, {"lakebook.yaml": "title: Shop\n", "db/a/a.sql": "CREATE TABLE shop.a (id int);"})
    write(tmp_path, {"db/b/b.sql": "CREATE TABLE other.b (id int);"})
    for folder in ("a", "b"):
        said = run(tmp_path, "import", "sql", str(tmp_path / "db" / folder), "--domain", "sales", "--system", "crm")
        assert said.exit_code == 0, said.output
    assert run(tmp_path, "drift", "sql", str(tmp_path / "db/a")).exit_code == 0
    assert run(tmp_path, "drift", "sql", str(tmp_path / "db")).exit_code == 0
    (tmp_path / "db/b/b.sql").unlink()
    assert codes(run(tmp_path, "drift", "sql", str(tmp_path / "db"))) == ["DRF010"], "both were in this folder"
    assert run(tmp_path, "drift", "sql", str(tmp_path / "db/a")).exit_code == 0


def test_what_looks_renamed_is_hinted_at(root: Path):
    change(root, "ALTER TABLE purchase RENAME COLUMN net TO net_amount; ALTER TABLE dealer RENAME TO dealers;")
    said = drift(root)
    assert sorted(codes(said)) == ["DRF001", "DRF002", "DRF003", "DRF004"], said.output
    assert "hint: if it is 'net_amount' now, rename it, and write formerly: [net]; else delete it" in said.output
    assert "hint: if it was 'net', rename that one, and write formerly: [net]; else type the command" in said.output
    assert (
        "hint: if it is 'dealers' now, rename it, and write formerly: [dealer]; else set status: retired" in said.output
    )
    assert "hint: if it was 'dealer', rename that one, and write formerly: [dealer]; else type the" in said.output
    book = (root / "catalogue/sales/crm/shop.yaml").read_text()
    book = book.replace("  dealer:\n", "  dealers:\n    formerly: [dealer]\n").replace(
        "references: dealer.id", "references: dealers.id"
    )
    (root / "catalogue/sales/crm/shop.yaml").write_text(book)
    assert "dealer" not in "".join(
        line for line in drift(root).output.splitlines() if "DRF00" in line and "net" not in line
    )


def test_what_can_be_asked_is_listed(root: Path):
    said = run(root, "drift")
    listed = {line.split()[0] for line in said.output.splitlines()}
    assert {"database", "dbt", "sql"} <= listed and not listed & {"excel", "odcs"}
    assert "no format 'excel'" in run(root, "drift", "excel", "x").output


def test_tables_left_out_on_request_are_not_gone(root: Path):
    change(root, "CREATE TABLE stock (id INT)")
    assert drift(root, "--only", "main.dealer").exit_code == 0
    assert codes(drift(root, "--without", "*.dealer")) == ["DRF001"]


def test_spaces_that_the_book_does_not_have_are_said(postgres: Postgres, tmp_path: Path):
    url = postgres.fresh("two", "CREATE TABLE a (id int)", "CREATE SCHEMA other", "CREATE TABLE other.b (id int)")
    (tmp_path / "lakebook.yaml").write_text("title: Shop\n")
    assert "nothing says to which system" in run(tmp_path, "drift", "database", url).output
    run(tmp_path, "import", "database", url, "--domain", "sales", "--system", "crm", "--only", "public.*")
    said = run(tmp_path, "drift", "database", url)
    assert said.exit_code == 0 and "'two.other': no schema of the book, and not compared" in said.output
    assert (
        "DRF001" in run(tmp_path, "drift", "database", url, "--map", "two.other=crm.other", "--domain", "sales").output
    )


def test_types_comments_and_keys_of_postgresql(postgres: Postgres, tmp_path: Path):
    url = postgres.fresh(
        "true", "CREATE TABLE a (id int PRIMARY KEY, name varchar(20) NOT NULL, at timestamptz, size float8)"
    )
    by_hand = "at: timestamptz\n      size: double precision"
    table = f"datasets:\n  a:\n    columns:\n      id: integer pk\n      name: varchar(20) required\n      {by_hand}\n"
    write(tmp_path, {"lakebook.yaml": "title: Shop\n", SHOP: table})
    where = ("--map", "true.public=crm.shop")
    assert run(tmp_path, "drift", "database", url, *where).exit_code == 0
    postgres.run(
        "ALTER TABLE a DROP CONSTRAINT a_pkey, ALTER id DROP NOT NULL, ALTER name TYPE varchar(40), ALTER at SET NOT NULL",
        "COMMENT ON COLUMN a.at IS 'When it came.'",
        "COMMENT ON TABLE a IS 'What came.'",
        database="true",
    )
    said = run(tmp_path, "drift", "database", url, *where)
    assert codes(said) == ["DRF009", "DRF006", "DRF005", "DRF007", "DRF009"] and said.exit_code == 1


# The comparison -------------------------------------------------------------------------------------------------------


def compared(book: str, source: str) -> list[str]:
    """Names of the checks that speak where a source holds *source*, written as a book would."""
    found = drift_of_example(read_book(InMemory({SHOP: book})), {SHOP: source})
    return [finding.check for finding in found]


BASE = "datasets:\n  a:\n    columns:\n      id: int pk\n"


@pytest.mark.parametrize(
    ("book", "source", "checks"),
    [
        (BASE + "  b:\n    status: draft\n", BASE, []),
        (BASE + "  b:\n    status: retired\n", BASE, []),
        (BASE + "  b:\n    status: deprecated\n", BASE, []),
        (BASE + "  b:\n    kind: report\n", BASE, []),
        (BASE + "  b:\n    kind: topic\n  c:\n    kind: topic\n", BASE + "  c:\n    kind: topic\n", ["dataset_not_in_source"]),
        (BASE.replace("a:", "z:\n    formerly: a"), BASE, []),
        (BASE.replace("id: int pk", "key: {type: int, key: pk, formerly: id}"), BASE, []),
        (BASE.replace("int pk", "pk"), BASE, []),
        (BASE.replace("int pk", "int pk required"), BASE, []),
        (BASE.replace("int pk", "int pk | Key."), BASE, []),
        (BASE, BASE.replace("int pk", "int pk | Key."), ["comment_differs"]),
        (BASE.replace("int pk", "int pk | The  key."), BASE.replace("int pk", "int pk | The key."), []),
        (BASE, BASE.replace("int pk", "int"), ["column_key_differs"]),
        (BASE.replace("int pk", "{type: int, key: pk, references: b.id}") + "  b: {columns: {id: int}}\n", BASE + "  b: {columns: {id: int}}\n", []),
    ],
)  # fmt: skip
def test_what_is_drift_and_what_is_not(book: str, source: str, checks: list[str]):
    assert compared(book, source) == checks


def test_a_source_that_does_not_know_keys_says_nothing_of_those_of_the_book():
    columns = {"id": Column(name="id", type="int"), "more": Column(name="more", key=("uk",), required=True)}
    found = Found(address=Address("raw", "a"), dataset=Dataset(name="a", columns=columns))
    place = Place(read_book(InMemory({SHOP: BASE + "      more: int\n"})), "", "")
    drift = drift_from(Harvest(origin="dbt", found=[found]), place, {"raw": SchemaOfBook("crm", "shop")})
    assert [(one.check, one.field) for one in drift.findings] == [
        ("column_key_differs", "columns.more.key"),
        ("column_required_differs", "columns.more.required"),
    ]
    assert "source (dbt)" in drift.findings[0].message


def test_the_source_says_where_it_says_so():
    from lakebook.diagnostics import Location

    dataset = Dataset(name="b", columns={"id": Column(name="id", type="int")})
    found = Found(address=Address("raw", "b"), dataset=dataset, location=Location("models/b.sql", 7))
    known = Found(
        address=Address("raw", "a"), dataset=Dataset(name="a", columns={"id": Column(name="id", type="text")})
    )
    place = Place(read_book(InMemory({SHOP: BASE})), "", "")
    given = {"raw": SchemaOfBook("crm", "shop")}
    drift: Drift = drift_from(Harvest(origin="sql", found=[known, found]), place, given)
    messages: list[Finding] = [one for one in drift.findings if one.check == "table_not_in_book"]
    assert messages[0].message == "table 'raw.b' is not in the book (models/b.sql:7)"


TYPES = [
    "int",
    "bigint",
    "numeric(10,2)",
    "varchar(20)",
    "text",
    "boolean",
    "timestamp",
    "int[]",
    "enum('a','b')",
    "my type",
]


@given(st.sampled_from(TYPES), st.sampled_from(TYPES))
def test_no_two_types_are_alike_that_are_not_one(one: str, other: str):
    assert alike(one, other) == (one == other) == alike(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("varchar", "character varying"),
        ("VARCHAR(20)", "character varying (20)"),
        ("int8", "bigint"),
        ("float8", "double precision"),
        ("integer[]", "int[]"),
        ("tinyint(1)", "boolean"),
        ("int(11)", "integer"),
        ("numeric", "decimal"),
        ("timestamp with time zone", "timestamptz"),
        ("number(10,2)", "numeric(10, 2)"),
        ("float", "double precision"),
        ("shop.state", "state"),
    ],
)
def test_spellings_of_one_type(one: str, other: str):
    assert alike(one, other) and alike(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("numeric", "numeric(10,2)"),
        ("text", "varchar(20)"),
        ("int", "bigint"),
        ("char(1)", "char(2)"),
        ("shop.state", "crm.state"),
    ],
)
def test_types_that_differ(one: str, other: str):
    assert not alike(one, other)


def test_a_harvest_of_nothing_compares_nothing():
    place: Any = Place(read_book(InMemory({SHOP: BASE})), "", "")
    assert drift_from(Harvest(origin="database"), place, {}).findings == []
