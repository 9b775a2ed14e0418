"""Variables that hold what one query gives are followed; those that may hold anything else are not, and that is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from scripts_of_sql import filled, harvest, notes

TABLES = """
CREATE TABLE src (id int, amount int, name varchar(20));
CREATE TABLE tgt (id int, total int);
CREATE TABLE other (id int);
"""
TOTALS = {"tgt": {"src": {"id": ("id",), "total": ("amount",)}}}
SAID = "what a body is given, or keeps in variables, is not followed to where it is from"


def oracle(declared: str, body: str) -> str:
    return f"CREATE PROCEDURE p (p_x IN NUMBER) IS {declared} BEGIN {body} END;\n/"


def postgres(declared: str, body: str) -> str:
    return f"CREATE FUNCTION p(p_x int) RETURNS void LANGUAGE plpgsql AS $$ DECLARE {declared} BEGIN {body} END $$;"


FOLLOWED = {
    "FETCH": (
        "oracle",
        oracle(
            "CURSOR c (day DATE) IS SELECT id, amount FROM src FOR UPDATE; v_id NUMBER(5); v_n NUMBER := 0;",
            """OPEN c(SYSDATE); LOOP FETCH c INTO v_id, v_n; EXIT WHEN c%NOTFOUND;
               INSERT INTO tgt (id, total) VALUES (v_id, ROUND(v_n) + 1); END LOOP; CLOSE c;""",
        ),
    ),
    "FETCH of a whole row": (
        "oracle",
        oracle(
            "CURSOR c IS SELECT id, amount AS a FROM src; r c%ROWTYPE;",
            "OPEN c; FETCH c INTO r; INSERT INTO tgt VALUES (r.id, r.a); CLOSE c;",
        ),
    ),
    "OPEN FOR": (
        "postgres",
        postgres(
            "c refcursor; a int; b int;",
            """OPEN c FOR SELECT id, amount FROM src;
               LOOP FETCH NEXT FROM c INTO a, b; EXIT WHEN NOT FOUND; INSERT INTO tgt VALUES (a, b); END LOOP;""",
        ),
    ),
    "SELECT INTO": (
        "postgres",
        postgres(
            "a int DEFAULT 0; b int;",
            """SELECT id, max(amount) INTO STRICT a, b FROM src GROUP BY id;
               IF a > 1 THEN UPDATE tgt SET id = a, total = b WHERE id = p_x; END IF;""",
        ),
    ),
    "SELECT INTO a row": (
        "postgres",
        postgres("r record;", "SELECT * INTO r FROM src; INSERT INTO tgt SELECT r.id, r.amount;"),
    ),
    "a row that goes through two variables": (
        "postgres",
        postgres("a int; b int;", "SELECT id, amount FROM src INTO a, b; INSERT INTO tgt SELECT a, b WHERE a > 1;"),
    ),
    "FETCH in MySQL": (
        "mysql",
        """DELIMITER //
        CREATE PROCEDURE p() BEGIN
          DECLARE done INT DEFAULT FALSE; DECLARE a, b INT;
          DECLARE c CURSOR FOR SELECT id, amount FROM src;
          DECLARE CONTINUE HANDLER FOR NOT FOUND SET done = TRUE;
          OPEN c; l: LOOP FETCH c INTO a, b; IF done THEN LEAVE l; END IF; INSERT INTO tgt VALUES (a, b); END LOOP;
        END//""",
    ),
    "SET to a query": (
        "mysql",
        """DELIMITER //
        CREATE PROCEDURE p() BEGIN DECLARE a INT; SET a = (SELECT MAX(id) FROM src);
          SELECT amount INTO @b FROM src WHERE id = a; INSERT INTO tgt (id, total) VALUES (a, @b); END//""",
    ),
    "FETCH in SQL Server": (
        "tsql",
        """CREATE PROCEDURE p AS
        DECLARE @a int, @b int = 0
        CREATE TABLE #s (i int, n int)
        INSERT INTO #s SELECT id, amount FROM src
        DECLARE c CURSOR LOCAL FAST_FORWARD FOR SELECT i, n FROM #s
        OPEN c
        FETCH NEXT FROM c INTO @a, @b
        WHILE @@FETCH_STATUS = 0
        BEGIN
          INSERT INTO tgt (id, total) VALUES (@a, @b)
          FETCH NEXT FROM c INTO @a, @b
        END
        CLOSE c""",
    ),
    "SELECT @a = ...": (
        "tsql",
        """CREATE PROCEDURE p @x int AS
        DECLARE @a int, @b int
        SELECT @a = id, @b = MAX(amount) FROM src WHERE id > @x GROUP BY id
        UPDATE tgt SET total = @b, id = @a WHERE id = @x""",
    ),
    "a value that is given back": (
        "tsql",
        """CREATE FUNCTION dbo.f() RETURNS int AS BEGIN DECLARE @v int; SET @v = (SELECT MAX(amount) FROM src); RETURN @v END
        GO
        INSERT INTO tgt (id, total) SELECT id, dbo.f() FROM src""",
    ),
}


@pytest.mark.parametrize("case", FOLLOWED)
def test_what_one_query_gives_is_followed(tmp_path: Path, case: str):
    dialect, script = FOLLOWED[case]
    found = harvest(tmp_path, TABLES, script, dialect=dialect)
    assert filled(found) == TOTALS
    assert notes(found) == []


FETCHED = "SELECT id INTO v FROM src;"
UNSURE = {
    "two queries": f"{FETCHED} SELECT id INTO v FROM other;",
    "another place of the same query": "SELECT id, amount INTO v, w FROM src; SELECT id, amount INTO w, v FROM src;",
    "another variable": f"{FETCHED} v := w;",
    "a parameter": f"{FETCHED} v := p_x;",
    "a parameter in a query": f"{FETCHED} v := (SELECT p_x);",
    "a parameter, at the end of a CASE": f"{FETCHED} v := CASE WHEN v > 1 THEN 1 ELSE p_x END;",
    "a procedure": f"{FETCHED} CALL q(1, v);",
    "SQL in a text": f"{FETCHED} EXECUTE 'SELECT 1' INTO v;",
    "what was written": f"{FETCHED} INSERT INTO other VALUES (1) RETURNING id INTO v;",
    "one of two cursors": "OPEN c FOR SELECT id FROM src; FETCH c INTO v; OPEN c FOR SELECT id FROM other;",
    "a cursor of nobody": "FETCH d INTO v;",
}


@pytest.mark.parametrize("case", UNSURE)
def test_what_may_be_something_else_is_not_followed(tmp_path: Path, case: str):
    script = postgres("v int; w int; c refcursor;", f"{UNSURE[case]} INSERT INTO tgt (id) VALUES (v);")
    found = harvest(tmp_path, TABLES, script, dialect="postgres")
    assert filled(found).get("tgt", {}) == {}
    assert any(SAID in note for note in notes(found))


@pytest.mark.parametrize("declared", ["v int := p_x;", "v int DEFAULT p_x;", "v int = p_x;", "u int; v int := u;"])
def test_what_a_variable_is_declared_with_counts(tmp_path: Path, declared: str):
    script = postgres(declared, f"{FETCHED} INSERT INTO tgt (id) VALUES (v);")
    found = harvest(tmp_path, TABLES, script, dialect="postgres")
    assert filled(found) == {}
    assert any(SAID in note for note in notes(found))


@pytest.mark.parametrize(
    "more",
    [
        "SET @v = @x",
        "SET @v += @x",
        "SELECT @v = id FROM other",
        "SELECT TOP 1 @v = id FROM other",
        "EXEC q @y = @v OUTPUT",
        "EXEC @v = q",
        "UPDATE other SET @v = id",
        "DECLARE @w int = @x; SELECT @v = @w",
    ],
)
def test_what_may_be_something_else_in_sql_server(tmp_path: Path, more: str):
    script = f"""CREATE PROCEDURE p @x int AS
    DECLARE @v int
    SELECT @v = id FROM src
    {more}
    INSERT INTO tgt (id) VALUES (@v)"""
    found = harvest(tmp_path, TABLES, script, dialect="tsql")
    assert filled(found).get("tgt", {}) == {}
    assert any(SAID in note for note in notes(found))


def test_a_parameter_that_a_query_sets_is_what_it_was_given_too(tmp_path: Path):
    script = "CREATE PROCEDURE p @v int AS\nSELECT @v = id FROM src\nINSERT INTO tgt (id) VALUES (@v)"
    assert filled(harvest(tmp_path, TABLES, script, dialect="tsql")) == {}


def test_the_query_of_a_cursor_is_not_what_a_procedure_gives_back(tmp_path: Path):
    script = """CREATE PROCEDURE p AS
    DECLARE c CURSOR FOR SELECT id, name FROM src
    SELECT id, amount FROM src
    GO
    INSERT INTO tgt EXEC p"""
    assert filled(harvest(tmp_path, TABLES, script, dialect="tsql")) == TOTALS
