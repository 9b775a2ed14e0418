"""What bodies change of tables: columns they add, tables they put in the place of others."""

from __future__ import annotations

from pathlib import Path

import pytest
from scripts_of_sql import columns, filled, harvest, notes, tables

TABLES = """
CREATE TABLE src (id int, amount int, name varchar(20));
CREATE TABLE tgt (id int, total int);
"""
TOTALS = {"tgt": {"src": {"id": ("id",), "total": ("amount",)}}}

PLACES = {
    "made, dropped, renamed": (
        "postgres",
        """CREATE PROCEDURE p() LANGUAGE plpgsql AS $$ BEGIN
             CREATE TABLE tgt_new AS SELECT id, amount AS total FROM src;
             DROP TABLE tgt;
             ALTER TABLE tgt_new RENAME TO tgt;
           END $$;""",
    ),
    "both renamed at once": (
        "mysql",
        """DELIMITER //
           CREATE PROCEDURE p() BEGIN
             CREATE TABLE tgt_new LIKE tgt;
             INSERT INTO tgt_new SELECT id, amount FROM src;
             RENAME TABLE tgt TO tgt_old, tgt_new TO tgt;
             DROP TABLE tgt_old;
           END//""",
    ),
    "by a procedure of SQL Server": (
        "tsql",
        """CREATE PROCEDURE p AS BEGIN
             SELECT id, amount AS total INTO dbo.tgt_new FROM src
             EXEC sp_rename 'tgt', 'tgt_old'
             EXEC sp_rename @objname = N'dbo.tgt_new', @newname = N'tgt'
           END""",
    ),
    "rows of a partition": (
        "tsql",
        """CREATE PROCEDURE p AS
             CREATE TABLE #s (id int, total int)
             INSERT INTO #s SELECT id, amount FROM src
             ALTER TABLE #s SWITCH TO dbo.tgt""",
    ),
}


@pytest.mark.parametrize("case", PLACES)
def test_a_table_that_takes_the_place_of_another_fills_it(tmp_path: Path, case: str):
    dialect, script = PLACES[case]
    found = harvest(tmp_path, TABLES, script, dialect=dialect)
    assert filled(found) == TOTALS
    assert [name.rpartition(".")[2] for name in tables(found)] == ["src", "tgt"]
    assert notes(found) == []


def test_columns_that_a_body_adds_are_columns_and_others_stay(tmp_path: Path):
    script = """CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN
      ALTER TABLE tgt ADD COLUMN IF NOT EXISTS note text, ADD at date;
      ALTER TABLE tgt DROP COLUMN total;
      ALTER TABLE tgt RENAME TO gone;
    END $$;"""
    found = harvest(tmp_path, TABLES, script, dialect="postgres")
    assert columns(tables(found)["public.tgt"]) == ["id: int", "total: int", "note: text", "at: date"]


def test_a_block_runs_where_it_stands(tmp_path: Path):
    script = """DO $$ BEGIN
      IF NOT EXISTS (SELECT FROM information_schema.columns WHERE column_name = 'note') THEN
        ALTER TABLE tgt ADD COLUMN note text;
      END IF;
      ALTER TABLE tgt RENAME COLUMN total TO amount;
      COMMENT ON COLUMN tgt.amount IS 'In euros';
      ALTER TABLE src DROP COLUMN name;
      ALTER TABLE src RENAME TO orders;
    END $$;"""
    found = harvest(tmp_path, TABLES, script, dialect="postgres")
    shown = {name: columns(one) for name, one in tables(found).items()}
    assert shown == {
        "public.orders": ["id: int", "amount: int"],
        "public.tgt": ["id: int", "amount: int | In euros", "note: text"],
    }


def test_a_column_that_is_added_to_a_table_made_by_a_query(tmp_path: Path):
    script = """CREATE TABLE x AS SELECT id, amount FROM src;
    ALTER TABLE x ADD COLUMN note varchar(20);
    UPDATE x SET note = name FROM src s WHERE s.id = x.id;
    CREATE VIEW y AS SELECT * FROM x;"""
    found = harvest(tmp_path, TABLES, script, dialect="postgres")
    assert columns(tables(found)["public.y"]) == ["id: int", "amount: int", "note: varchar(20)"]
    assert filled(found)["x"] == {"src": {"id": ("id",), "amount": ("amount",), "note": ("name",)}}
    temporary = """CREATE PROCEDURE p AS
    SELECT id INTO #s FROM src
    ALTER TABLE #s ADD t int
    UPDATE #s SET t = src.amount FROM #s JOIN src ON src.id = #s.id
    INSERT INTO tgt SELECT id, t FROM #s"""
    (tmp_path / "t").mkdir()
    assert filled(harvest(tmp_path / "t", TABLES, temporary, dialect="tsql")) == TOTALS
