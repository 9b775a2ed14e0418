"""Tables that stand for others, and rows that go from table to table without a query."""

from __future__ import annotations

from pathlib import Path

import pytest
from scripts_of_sql import columns, filled, harvest, notes, tables

TABLES = """
CREATE TABLE src (id int, amount int, name varchar(20));
CREATE TABLE tgt (id int, total int);
"""
TOTALS = {"tgt": {"src": {"id": ("id",), "total": ("amount",)}}}

SYNONYMS = {
    "of a schema": ("oracle", "CREATE OR REPLACE SYNONYM app.s FOR src; INSERT INTO tgt SELECT id, amount FROM app.s;"),
    "for all": (
        "oracle",
        "CREATE PUBLIC SYNONYM s FOR src; ALTER SESSION SET CURRENT_SCHEMA = hr; "
        "INSERT INTO tgt SELECT id, amount FROM s;",
    ),
    "of a table that is filled": ("tsql", "CREATE SYNONYM dbo.t FOR dbo.tgt\nGO\nINSERT t SELECT id, amount FROM src"),
    "made later": ("oracle", "INSERT INTO tgt SELECT id, amount FROM s;\nCREATE SYNONYM s FOR src;"),
    "of a synonym": (
        "oracle",
        "CREATE SYNONYM a FOR b; CREATE SYNONYM b FOR src; INSERT INTO tgt SELECT id, amount FROM a;",
    ),
    "as an alias": ("generic", "CREATE ALIAS s FOR src; INSERT INTO tgt SELECT id, amount FROM s;"),
    "guarded": (
        "tsql",
        "IF OBJECT_ID('s') IS NULL CREATE SYNONYM s FOR dbo.src\nGO\nINSERT INTO tgt SELECT id, amount FROM dbo.s",
    ),
}


@pytest.mark.parametrize("case", SYNONYMS)
def test_a_synonym_is_the_table_that_it_stands_for(tmp_path: Path, case: str):
    dialect, script = SYNONYMS[case]
    found = harvest(tmp_path, TABLES, script, dialect=dialect)
    assert filled(found) == TOTALS
    assert [name.rpartition(".")[2] for name in tables(found)] == ["src", "tgt"]
    assert notes(found) == []


def test_synonyms_that_stand_for_each_other_are_no_tables_that_scripts_make(tmp_path: Path):
    script = "CREATE SYNONYM a FOR b; CREATE SYNONYM b FOR a; INSERT INTO tgt (id) SELECT id FROM a;"
    assert set(filled(harvest(tmp_path, TABLES, script, dialect="oracle"))) == {"tgt"}


STAGE = "CREATE TABLE stage (i int, t int); INSERT INTO stage SELECT id, amount FROM src;\n"
MOVES = {
    "SWITCH": ("tsql", f"{STAGE}ALTER TABLE stage SWITCH PARTITION 1 TO dbo.tgt PARTITION 2\nDROP TABLE stage"),
    "EXCHANGE": (
        "oracle",
        f"{STAGE}ALTER TABLE tgt EXCHANGE PARTITION p WITH TABLE stage INCLUDING INDEXES; DROP TABLE stage;",
    ),
    "SWAP": ("snowflake", f"{STAGE}ALTER TABLE tgt SWAP WITH stage; DROP TABLE stage;"),
    "SWAP, the other way round": ("snowflake", f"{STAGE}ALTER TABLE stage SWAP WITH tgt; DROP TABLE stage;"),
    "ATTACH": (
        "postgres",
        "CREATE TABLE part (LIKE tgt INCLUDING ALL); INSERT INTO part SELECT id, amount FROM src;"
        "ALTER TABLE tgt ATTACH PARTITION part FOR VALUES FROM (1) TO (9);",
    ),
    "PARTITION OF": (
        "postgres",
        "CREATE TABLE part PARTITION OF tgt DEFAULT; INSERT INTO part SELECT id, amount FROM src;",
    ),
}


@pytest.mark.parametrize("case", MOVES)
def test_rows_that_go_to_another_table_are_made_of_what_they_were_made_of(tmp_path: Path, case: str):
    dialect, script = MOVES[case]
    found = harvest(tmp_path, TABLES, script, dialect=dialect)
    assert filled(found) == TOTALS
    assert notes(found) == []


def test_of_two_tables_that_are_swapped_and_stay_neither_is_made_of_the_other(tmp_path: Path):
    found = harvest(tmp_path, TABLES, "CREATE TABLE b (id int);\nALTER TABLE tgt SWAP WITH b;", dialect="snowflake")
    assert filled(found) == {}
    assert notes(found) == ["0.sql:3 'tgt' is swapped with another table: which is made of which is not known"]


def test_a_partition_that_is_detached_is_a_table(tmp_path: Path):
    script = """CREATE TABLE part PARTITION OF tgt DEFAULT;
    ALTER TABLE ONLY tgt DETACH PARTITION part CONCURRENTLY;
    INSERT INTO part SELECT id, amount FROM src;"""
    found = harvest(tmp_path, TABLES, script, dialect="postgres")
    assert filled(found) == {"part": TOTALS["tgt"]}
    assert columns(tables(found)["public.part"]) == ["id: int", "total: int"]


def test_a_function_that_gives_tables_is_no_table(tmp_path: Path):
    script = "CREATE TABLE FUNCTION f(x INT64) RETURNS TABLE<id INT64> AS SELECT id FROM src;"
    assert list(tables(harvest(tmp_path, TABLES, script, dialect="bigquery"))) == ["src", "tgt"]


@pytest.mark.parametrize(
    "broken",
    [
        "ALTER TABLE tgt SWAP WITH",
        "ALTER TABLE tgt ATTACH PARTITION",
        "ALTER TABLE tgt DETACH PARTITION",
        "ALTER TABLE tgt SWITCH TO",
        "CREATE TABLE part PARTITION OF",
        "CREATE TABLE heir (x int) INHERITS ((), )",
        "CREATE SYNONYM",
        "CREATE SYNONYM s FOR",
        "INSERT INTO tgt EXEC",
        "CREATE FUNCTION f() RETURNS",
        "CREATE PROCEDURE p AS FETCH INTO",
        "DELIMITER",
    ],
)
@pytest.mark.parametrize("dialect", ["postgres", "tsql", "oracle", "mysql", "generic"])
def test_a_statement_that_breaks_off_costs_itself(tmp_path: Path, broken: str, dialect: str):
    script = f"{broken};\nCREATE TABLE later (id int);\n{broken}"
    found = harvest(tmp_path, TABLES, script.replace(";\n", "\nGO\n") if dialect == "tsql" else script, dialect=dialect)
    assert {"src", "tgt"} <= {name.rpartition(".")[2] for name in tables(found)}
