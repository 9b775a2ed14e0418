"""Procedures and functions that are called: what they give back is made of what their bodies read."""

from __future__ import annotations

from pathlib import Path

import pytest
from scripts_of_sql import filled, harvest, notes, tables

TABLES = """
CREATE TABLE src (id int, amount int, name varchar(20));
CREATE TABLE tgt (id int, total int);
"""
TOTALS = {"tgt": {"src": {"id": ("id",), "total": ("amount",)}}}

ROWS = {
    "a procedure of SQL Server": (
        "tsql",
        """CREATE PROCEDURE dbo.given @x int AS
           SET NOCOUNT ON
           SELECT @x = 1
           SELECT id, amount INTO #s FROM src
           SELECT id, amount FROM #s WHERE id > @x
           RETURN 0
           GO
           INSERT INTO tgt EXEC [dbo].[given] 4""",
    ),
    "one that gives back two results, into a variable, in a body": (
        "tsql",
        """CREATE PROCEDURE given AS
           IF 1 = 1 BEGIN WITH c AS (SELECT id, amount FROM src) SELECT id, amount FROM c ORDER BY id END
           ELSE SELECT id, amount FROM src
           GO
           CREATE PROCEDURE load AS
           DECLARE @rows TABLE (i int, t int)
           INSERT @rows (i, t) EXEC @rc = dbo.given @x = 4
           INSERT INTO tgt SELECT i, t FROM @rows""",
    ),
    "a text that is run": ("tsql", "INSERT INTO tgt EXEC sp_executesql N'SELECT id, amount FROM src'"),
    "a function of one query": (
        "tsql",
        """CREATE FUNCTION dbo.f(@x int) RETURNS TABLE AS RETURN (SELECT id, amount AS a FROM src WHERE id > @x)
           GO
           INSERT INTO tgt SELECT y.id, y.a FROM (SELECT 1 AS one) x CROSS APPLY dbo.f(x.one) AS y""",
    ),
    "a function that fills a variable": (
        "tsql",
        """CREATE FUNCTION dbo.f(@x int) RETURNS @r TABLE (k int, v int) AS
           BEGIN INSERT INTO @r SELECT id, amount FROM src; RETURN END
           GO
           INSERT INTO tgt SELECT k, v FROM dbo.f(2)""",
    ),
    "RETURNS TABLE, with other names where it is called": (
        "postgres",
        """CREATE FUNCTION s.f(x int) RETURNS TABLE (k int, v int) LANGUAGE sql AS
             $$ SELECT 1, 2; SELECT id, amount FROM src WHERE id > x $$;
           INSERT INTO tgt SELECT a, b FROM s.f(3) AS y(a, b);""",
    ),
    "RETURN QUERY": (
        "postgres",
        """CREATE FUNCTION f(x int) RETURNS SETOF src LANGUAGE plpgsql AS $$ BEGIN
             IF x > 1 THEN RETURN QUERY SELECT * FROM src;
             ELSE RETURN QUERY EXECUTE 'SELECT * FROM src'; END IF; END $$;
           INSERT INTO tgt SELECT y.id, y.amount FROM (SELECT 1 AS one) x LEFT JOIN LATERAL f(x.one) y ON true;""",
    ),
    "RETURN NEXT": (
        "postgres",
        """CREATE FUNCTION f() RETURNS SETOF src LANGUAGE plpgsql AS $$ DECLARE r src; BEGIN
             FOR r IN SELECT * FROM src LOOP RETURN NEXT r; END LOOP; END $$;
           INSERT INTO tgt SELECT id, amount FROM f();""",
    ),
    "OUT": (
        "postgres",
        """CREATE FUNCTION f(IN x int, OUT a int, OUT b int) RETURNS SETOF record LANGUAGE sql AS
             $$ SELECT id, amount FROM src $$;
           INSERT INTO tgt SELECT a, b FROM f(1);""",
    ),
    "TABLE(...) of Snowflake": (
        "snowflake",
        """CREATE FUNCTION f(x int) RETURNS TABLE (id int, a int) AS $$ SELECT id, amount FROM src WHERE id > x $$;
           INSERT INTO tgt SELECT id, a FROM TABLE(f(3));""",
    ),
    "a table function of BigQuery": (
        "bigquery",
        """CREATE TABLE FUNCTION f(x INT64) AS (SELECT id, amount AS a FROM src WHERE id > x);
           INSERT INTO tgt SELECT id, a FROM f(3);""",
    ),
    "RETURN of Databricks": (
        "databricks",
        """CREATE FUNCTION f(x INT) RETURNS TABLE (id INT, a INT) RETURN SELECT id, amount FROM src WHERE id > x;
           INSERT INTO tgt SELECT id, a FROM f(3);""",
    ),
    "a function that calls another one": (
        "postgres",
        """CREATE FUNCTION g() RETURNS TABLE (i int, a int) LANGUAGE sql AS $$ SELECT id, amount FROM src $$;
           CREATE FUNCTION f() RETURNS TABLE (k int, v int) LANGUAGE sql AS $$ SELECT i, a FROM g() $$;
           INSERT INTO tgt SELECT k, v FROM f();""",
    ),
}


@pytest.mark.parametrize("case", ROWS)
def test_rows_of_a_routine_are_those_of_its_queries(tmp_path: Path, case: str):
    dialect, script = ROWS[case]
    found = harvest(tmp_path, TABLES, script, dialect=dialect)
    assert filled(found) == TOTALS
    assert [name.rpartition(".")[2] for name in tables(found)] == ["src", "tgt"]
    assert notes(found) == []


VALUES = {
    "postgres": "CREATE FUNCTION h(x int) RETURNS int LANGUAGE sql AS $$ SELECT max(amount) FROM src WHERE id = x $$",
    "mysql": "CREATE FUNCTION h(x INT) RETURNS INT READS SQL DATA RETURN (SELECT MAX(amount) FROM src WHERE id = x)",
    "tsql": "CREATE FUNCTION h(@x int) RETURNS int AS BEGIN RETURN (SELECT MAX(amount) FROM src WHERE id = @x) END\nGO\n",
    "snowflake": "CREATE FUNCTION h(x int) RETURNS int AS $$ (SELECT max(amount) FROM src) + x $$",
    "bigquery": "CREATE TEMP FUNCTION h(x INT64) AS ((SELECT max(amount) FROM src WHERE id = x))",
    "databricks": "CREATE FUNCTION h(x INT) RETURNS INT RETURN SELECT max(amount) FROM src WHERE id = x",
}


@pytest.mark.parametrize("dialect", VALUES)
def test_a_value_is_made_of_what_a_function_reads_and_is_given(tmp_path: Path, dialect: str):
    call = "dbo.h(id)" if dialect == "tsql" else "h(id)"
    script = f"{VALUES[dialect]};\nINSERT INTO tgt (total) SELECT {call} + 1 FROM (SELECT id FROM src) AS given;"
    found = harvest(tmp_path, TABLES, script, dialect=dialect)
    assert filled(found) == {"tgt": {"src": {"total": ("amount", "id")}}}
    assert notes(found) == []


@pytest.mark.parametrize(
    ("dialect", "script", "said"),
    [
        ("tsql", "INSERT INTO tgt EXEC elsewhere", "what a procedure that is called gives back is not known"),
        ("tsql", "INSERT INTO tgt EXEC (@q)", "SQL that a body puts together while it runs is not read"),
        (
            "oracle",
            "CREATE FUNCTION f RETURN t PIPELINED IS BEGIN PIPE ROW (r(1)); RETURN; END;\n/\n"
            "INSERT INTO tgt SELECT id, total FROM TABLE(f());",
            "what 'f' gives back is not followed: it is in variables, or put together",
        ),
        (
            "postgres",
            "CREATE FUNCTION f(x int) RETURNS int LANGUAGE sql AS $$ SELECT id FROM src $$;"
            "CREATE FUNCTION f(x text) RETURNS int LANGUAGE sql AS $$ SELECT amount FROM src $$;"
            "INSERT INTO tgt (id) SELECT f(3);",
            "what 'f' gives back is not followed: several routines have the name",
        ),
    ],
)
def test_what_is_not_followed_is_said_where_it_is_called(tmp_path: Path, dialect: str, script: str, said: str):
    found = harvest(tmp_path, TABLES, script, dialect=dialect)
    assert filled(found) == {}
    assert [note.partition(" ")[2] for note in notes(found)] == [said]
    (tmp_path / "alone").mkdir()
    uncalled = script.replace("INSERT INTO tgt SELECT id, total FROM TABLE(f());", "").split("INSERT")[0]
    assert notes(harvest(tmp_path / "alone", TABLES, uncalled, dialect=dialect)) == []


def test_a_function_that_is_written_anew_counts_as_it_is_last(tmp_path: Path):
    script = """CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT id FROM src $$;
    CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT amount FROM src $$;
    INSERT INTO tgt (total) SELECT f();"""
    assert filled(harvest(tmp_path, TABLES, script, dialect="postgres")) == {"tgt": {"src": {"total": ("amount",)}}}


def test_functions_that_call_themselves_and_those_of_the_database(tmp_path: Path):
    script = """CREATE FUNCTION f(x int) RETURNS int LANGUAGE sql AS $$ SELECT f(id) + amount FROM src $$;
    INSERT INTO tgt (id, total) SELECT n, f(n) FROM generate_series(1, 3) AS n;"""
    found = harvest(tmp_path, TABLES, script, dialect="postgres")
    assert filled(found) == {"tgt": {"src": {"total": ("amount", "id")}}}


def test_a_function_of_snowflake_in_quotes_ends_where_it_ends(tmp_path: Path):
    script = "CREATE FUNCTION f() RETURNS int AS 'SELECT 1';\nCREATE TABLE later (id int);"
    assert "PUBLIC.later" in tables(harvest(tmp_path, TABLES, script, dialect="snowflake"))


def test_names_that_a_query_gives_the_columns_of_a_table(tmp_path: Path):
    script = "INSERT INTO tgt SELECT x.a, b FROM src AS x(a, b, c) JOIN tgt AS y(d, e) ON y.d = x.a;"
    assert filled(harvest(tmp_path, TABLES, script, dialect="postgres")) == TOTALS
