"""Procedures, functions, triggers and blocks: what their statements fill, seen through what they keep on the way."""

from __future__ import annotations

from pathlib import Path

import pytest
from scripts_of_sql import filled, flows, harvest, notes, tables

from lakebook.importers._sql.bodies.steps import steps_of
from lakebook.importers._sql.dialects import DIALECTS

TABLES = """
CREATE TABLE src (id int, amount int, name varchar(20));
CREATE TABLE tgt (id int, total int);
CREATE TABLE audit (id int, was varchar(20));
"""
WHOLE = {"src": {"id": ("id",), "total": ("amount",)}}
KEPT = {"src": {"id": ("id",), "was": ("name",)}}


def made_of(tmp_path: Path, script: str, dialect: str) -> tuple[dict[str, object], list[str]]:
    """Tables that are filled -> what they are made of, by their last names; and the notes."""
    found = harvest(tmp_path, TABLES, script, dialect=dialect)
    return filled(found), notes(found)


SQL_SERVER = """
CREATE OR ALTER PROCEDURE dbo.load @from int, @what AS nvarchar(10) = 'x' WITH EXECUTE AS OWNER
AS
BEGIN
  SET NOCOUNT ON
  DECLARE @rows TABLE (id int, amount int)
  IF EXISTS (SELECT 1 FROM tgt) BEGIN TRUNCATE TABLE tgt END
  SELECT TOP (10) WITH TIES id, amount INTO #stage FROM src WHERE id > @from ORDER BY id
  INSERT INTO @rows SELECT id, CASE WHEN amount > 0 THEN amount ELSE 0 END FROM #stage
  INSERT INTO dbo.tgt WITH (TABLOCK) (id, total)
  SELECT r.id, SUM(r.amount) FROM @rows r GROUP BY r.id
  UNION ALL
  SELECT 0, 0
  UPDATE t SET total = s.amount FROM tgt t JOIN #stage s ON s.id = t.id
  EXEC dbo.other @from
END
GO
CREATE TRIGGER dbo.on_src ON dbo.src AFTER UPDATE AS
IF UPDATE(name)
  INSERT audit (id, was) SELECT d.id, d.name FROM deleted d JOIN inserted i ON i.id = d.id
GO
"""
POSTGRES = """
CREATE PROCEDURE load(p_batch int, since date DEFAULT now()) LANGUAGE plpgsql AS $body$
DECLARE
  v_count int := 0;
  r record;
BEGIN
  CREATE TEMP TABLE stage ON COMMIT DROP AS SELECT id, amount FROM src;
  SELECT count(*) INTO v_count FROM src;
  IF v_count > 0 THEN
    INSERT INTO tgt SELECT id, sum(amount) FROM stage GROUP BY id
      ON CONFLICT (id) DO UPDATE SET total = excluded.total RETURNING id INTO v_count;
  ELSE
    UPDATE tgt SET total = s.amount FROM stage s WHERE s.id = tgt.id;
  END IF;
  <<rows>>
  FOR r IN SELECT id, amount * 2 AS twice FROM src LOOP
    INSERT INTO tgt (id, total) VALUES (r.id, r.twice);
  END LOOP;
END
$body$;
CREATE FUNCTION keep() RETURNS trigger AS $$ BEGIN
  INSERT INTO audit VALUES (OLD.id, OLD.name);
  RETURN NEW; END $$ LANGUAGE plpgsql;
CREATE TRIGGER t AFTER UPDATE ON src FOR EACH ROW EXECUTE FUNCTION keep();
"""
MYSQL = """
DELIMITER //
CREATE DEFINER=`root`@`localhost` PROCEDURE load_it(IN p_from INT, OUT n INT) MODIFIES SQL DATA
BEGIN
  DECLARE done, x INT DEFAULT 0;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET done = 1;
  CREATE TEMPORARY TABLE stage SELECT id, amount FROM src;
  WHILE done = 0 DO
    INSERT INTO tgt SELECT id, SUM(amount) FROM stage GROUP BY id ON DUPLICATE KEY UPDATE total = VALUES(total);
    SET done = 1;
  END WHILE;
  UPDATE src JOIN tgt ON src.id = tgt.id SET tgt.total = src.amount;
END//
CREATE TRIGGER keep AFTER UPDATE ON src FOR EACH ROW INSERT INTO audit SET id = OLD.id, was = OLD.name//
CREATE TRIGGER too BEFORE INSERT ON src FOR EACH ROW
BEGIN IF NEW.amount > 1 THEN INSERT INTO audit VALUES (NEW.id, NEW.name); END IF; END//
DELIMITER ;
"""
ORACLE = """
CREATE OR REPLACE PACKAGE BODY etl IS
  CURSOR c IS SELECT id, amount FROM src;
  PROCEDURE load(p_day IN DATE) IS
    v_n NUMBER;
  BEGIN
    DELETE FROM tgt;
    INSERT /*+ APPEND */ INTO tgt (id, total) SELECT id, amount FROM src LOG ERRORS INTO err REJECT LIMIT UNLIMITED;
    FOR r IN (SELECT id, name FROM src) LOOP
      INSERT INTO audit (id, was) VALUES (r.id, r.name);
    END LOOP;
    FOR x IN c LOOP
      UPDATE tgt SET total = x.amount WHERE id = x.id;
    END LOOP;
    MERGE INTO tgt t USING (SELECT id, amount FROM src) s ON (t.id = s.id)
      WHEN MATCHED THEN UPDATE SET t.total = s.amount DELETE WHERE t.total = 0
      WHEN NOT MATCHED THEN INSERT (id, total) VALUES (s.id, s.amount);
  END load;
END etl;
/
CREATE OR REPLACE TRIGGER trg AFTER UPDATE ON src REFERENCING OLD AS o NEW AS n FOR EACH ROW
BEGIN
  INSERT INTO audit (id, was) VALUES (:o.id, :n.name);
END;
/
"""
SNOWFLAKE = """
CREATE OR REPLACE PROCEDURE load(day DATE) RETURNS STRING LANGUAGE SQL AS
$$
DECLARE
  c1 CURSOR FOR SELECT id, name FROM src;
BEGIN
  CREATE OR REPLACE TEMPORARY TABLE stage AS SELECT id, amount AS total FROM src;
  MERGE INTO tgt USING stage s ON s.id = tgt.id
    WHEN MATCHED THEN UPDATE SET total = s.total WHEN NOT MATCHED THEN INSERT (id, total) VALUES (s.id, s.total);
  FOR rec IN c1 DO
    INSERT INTO audit (id, was) VALUES (rec.id, rec.name);
  END FOR;
  RETURN 'ok';
END;
$$;
"""
SQLITE = """
CREATE TRIGGER t AFTER UPDATE OF name ON src WHEN new.name <> old.name BEGIN
  INSERT INTO audit (id, was) VALUES (old.id, old.name);
  UPDATE tgt SET id = new.id, total = new.amount WHERE id = new.id;
END;
"""
BIGQUERY = """
CREATE OR REPLACE PROCEDURE load(day DATE)
BEGIN
  DECLARE n INT64 DEFAULT 0;
  INSERT INTO tgt (id, total) SELECT id, amount FROM src;
  FOR rec IN (SELECT id, name FROM src) DO
    INSERT INTO audit (id, was) VALUES (rec.id, rec.name);
  END FOR;
END;
"""
SCRIPTS = {
    "tsql": SQL_SERVER, "postgres": POSTGRES, "mysql": MYSQL, "oracle": ORACLE, "snowflake": SNOWFLAKE,
    "sqlite": SQLITE, "bigquery": BIGQUERY,
}  # fmt: skip


@pytest.mark.parametrize("dialect", SCRIPTS)
def test_what_a_body_fills_is_made_of_tables_that_stay(tmp_path: Path, dialect: str):
    filled, said = made_of(tmp_path, SCRIPTS[dialect], dialect)
    assert filled == {"tgt": WHOLE, "audit": KEPT}, "stage, loops and rows of triggers are seen through"
    assert said == []


def test_variables_are_no_columns_and_are_said(tmp_path: Path):
    body = """
    CREATE PROCEDURE load(p_batch int) LANGUAGE plpgsql AS $$
    DECLARE v_name text;
    BEGIN
      INSERT INTO tgt (id, total) SELECT elsewhere.id, p_batch FROM elsewhere;
      INSERT INTO audit (id, was) VALUES (p_batch, v_name);
    END $$;
    """
    filled, said = made_of(tmp_path, body, "postgres")
    assert filled == {"tgt": {"elsewhere": {"id": ("id",)}}}
    assert said == [
        "1.sql:6 what a body is given, or keeps in variables, is not followed to where it is from (2 times)"
    ]


def test_a_column_that_is_called_like_a_variable_is_a_column_where_a_table_has_it(tmp_path: Path):
    body = """
    CREATE PROCEDURE load(amount IN NUMBER) IS BEGIN
      INSERT INTO tgt (id, total) SELECT id, amount FROM src;
    END;
    /
    """
    assert made_of(tmp_path, body, "oracle")[0] == {"tgt": WHOLE}


@pytest.mark.parametrize(
    ("dialect", "body", "is_read"),
    [
        ("oracle", "BEGIN EXECUTE IMMEDIATE 'INSERT INTO tgt (id) SELECT id FROM src'; END;\n/", True),
        ("oracle", "BEGIN EXECUTE IMMEDIATE 'INSERT INTO ' || t || ' SELECT id FROM src'; END;\n/", False),
        ("postgres", "DO $$ BEGIN EXECUTE 'INSERT INTO tgt (id) SELECT id FROM src'; END $$;", True),
        ("postgres", "DO $$ BEGIN EXECUTE format('INSERT INTO %I SELECT 1', 'tgt'); END $$;", False),
        ("tsql", "CREATE PROC p AS EXEC sp_executesql N'INSERT tgt (id) SELECT id FROM src'", True),
        ("tsql", "CREATE PROC p AS DECLARE @q nvarchar(9) = N'x'; EXEC (@q)", False),
        ("mysql", "CREATE PROCEDURE p() BEGIN PREPARE s FROM @q; EXECUTE s; END;", False),
    ],
)
def test_sql_in_a_text_is_read_where_it_is_whole(tmp_path: Path, dialect: str, body: str, is_read: bool):
    filled, said = made_of(tmp_path, body, dialect)
    assert filled == ({"tgt": {"src": {"id": ("id",)}}} if is_read else {})
    assert bool(said) != is_read and all("puts together while it runs is not read" in note for note in said)


def test_bodies_in_other_languages_are_counted(tmp_path: Path):
    body = "CREATE FUNCTION f() RETURNS int AS $$ return 'INSERT INTO tgt SELECT * FROM src' $$ LANGUAGE plpython3u;"
    found = harvest(tmp_path, TABLES, body, dialect="postgres")
    assert notes(found) == ["1.sql:1 a body in plpython3u is not read"]
    assert not any(one.flows for one in found.found)
    assert found.told[-1].endswith("0 of their statements fill tables; 1 in other languages are not read")


def test_a_statement_of_a_body_that_is_not_understood_costs_itself(tmp_path: Path):
    body = """
    CREATE PROCEDURE load() LANGUAGE plpgsql AS $$
    BEGIN
      INSERT INTO audit SELECT FROM WHERE SELECT;
      INSERT INTO tgt SELECT id, amount FROM src;
    END $$;
    """
    filled, said = made_of(tmp_path, body, "postgres")
    assert filled == {"tgt": WHOLE}
    assert len(said) == 1 and said[0].startswith("1.sql:4 a statement is not understood")


def test_a_table_that_a_body_makes_and_drops_is_passed_through(tmp_path: Path):
    body = """
    CREATE PROCEDURE load AS
    SELECT id, amount INTO stage FROM src
    INSERT INTO tgt SELECT id, amount FROM stage
    DROP TABLE stage
    SELECT id, name INTO kept FROM src
    """
    filled, said = made_of(tmp_path, body, "tsql")
    assert filled == {"tgt": WHOLE, "kept": {"src": {"id": ("id",), "name": ("name",)}}} and said == []


def test_a_table_that_scripts_make_is_not_made_anew_by_a_body(tmp_path: Path):
    script = "CREATE TABLE tgt (id int NOT NULL PRIMARY KEY, total int);\n"
    body = "CREATE PROCEDURE p() AS $$ BEGIN CREATE TABLE tgt AS SELECT id FROM src; END $$ LANGUAGE plpgsql;"
    found = harvest(tmp_path, script, body, dialect="postgres")
    assert list(tables(found)["public.tgt"].dataset.columns) == ["id", "total"]
    assert flows(tables(found)["public.tgt"]) == {"public.src": {"id": ("id",)}} and notes(found) == []


def test_a_table_of_another_session_is_no_dataset(tmp_path: Path):
    body = "CREATE PROC p AS INSERT INTO #theirs SELECT id FROM src\nINSERT INTO tgt (id) SELECT id FROM #theirs"
    filled, _ = made_of(tmp_path, body, "tsql")
    assert filled == {"tgt": {"src": {}}}, "what its columns are called is not known"


def test_statements_without_semicolons():
    body = """
    IF @a = 1 UPDATE t SET a = CASE WHEN b = 1 THEN 2 ELSE 3 END FROM t WITH (NOLOCK) WHERE c = 1
    ELSE INSERT t (a) EXEC p
    WITH x AS (SELECT 1 AS a), y AS (SELECT a FROM x) INSERT INTO t (a) SELECT a FROM y UNION SELECT 2
    MERGE t USING s ON s.a = t.a WHEN MATCHED THEN UPDATE SET a = s.b WHEN NOT MATCHED THEN INSERT (a) VALUES (s.a);
    SELECT a FROM t ORDER BY a OFFSET 1 ROWS FETCH NEXT 2 ROWS ONLY
    FETCH NEXT FROM c INTO @a
    """
    heads = [" ".join(step.text.split()[:2]) for step in steps_of(body, DIALECTS["tsql"])]
    assert heads == ["UPDATE t", "INSERT t", "WITH x", "MERGE t", "SELECT a"]


def test_a_table_called_language_names_no_language(tmp_path: Path):
    body = """
    CREATE TABLE language (id int, name varchar(20));
    CREATE TRIGGER t AFTER INSERT ON language FOR EACH ROW
    BEGIN INSERT INTO audit (id, was) VALUES (new.id, new.name); END;
    """
    assert made_of(tmp_path, body, "mysql") == ({"audit": {"language": {"id": ("id",), "was": ("name",)}}}, [])


@pytest.mark.parametrize(
    ("head", "first"), [("SET search_path = mart, pg_temp", ""), ("", "SET LOCAL search_path TO mart;")]
)
def test_names_are_looked_for_where_a_function_says(tmp_path: Path, head: str, first: str):
    script = f"""
    CREATE TABLE mart.src (id int);
    CREATE TABLE mart.tgt (id int);
    CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql SECURITY DEFINER {head} AS $$
    BEGIN {first} INSERT INTO tgt SELECT id FROM src; END $$;
    """
    found = harvest(tmp_path, TABLES, script, dialect="postgres")
    assert flows(tables(found)["mart.tgt"]) == {"mart.src": {"id": ("id",)}}
    assert not tables(found)["public.tgt"].flows


def test_bodies_in_files_as_the_tools_of_oracle_call_them(tmp_path: Path):
    (tmp_path / "etl.pkb").write_text(ORACLE, encoding="utf-8")
    assert filled(harvest(tmp_path, TABLES, dialect="oracle")) == {"tgt": WHOLE, "audit": KEPT}
