"""Statements that fill several tables at once, by name or by place, and what they give back of what they write."""

from __future__ import annotations

from pathlib import Path

import pytest
from scripts_of_sql import filled, harvest, notes

TABLES = """
CREATE TABLE src (id int, amount int, name varchar(20));
CREATE TABLE tgt (id int, total int);
CREATE TABLE audit (id int, was varchar(20));
"""
TOTALS = {"src": {"id": ("id",), "total": ("amount",)}}
NAMES = {"src": {"id": ("id",), "was": ("name",)}}
BOTH = {"tgt": TOTALS, "audit": NAMES}

CASES = {
    "all": (
        "oracle",
        "INSERT ALL INTO tgt (id, total) VALUES (id, amount) INTO audit VALUES (id, name) SELECT * FROM src;",
        BOTH,
    ),
    "all, as they come": (
        "oracle",
        "INSERT ALL INTO tgt INTO audit (id) VALUES (DEFAULT) SELECT id, amount FROM src;",
        {"tgt": TOTALS, "audit": {"src": {}}},
    ),
    "the first that holds": (
        "oracle",
        """INSERT FIRST WHEN amount > 10 THEN INTO tgt (id, total) VALUES (id, amount)
           WHEN name IS NULL THEN INTO tgt (id) VALUES (id) INTO audit (id) VALUES (id)
           ELSE INTO audit (id, was) VALUES (id, n) SELECT id, amount, upper(name) AS n FROM src;""",
        BOTH,
    ),
    "all, instead of what was there": (
        "snowflake",
        "INSERT OVERWRITE ALL INTO tgt VALUES (id, amount) INTO audit (id, was) VALUES (id, name) SELECT * FROM src;",
        BOTH,
    ),
    "in a body": (
        "oracle",
        """CREATE PROCEDURE p IS BEGIN
             INSERT ALL INTO tgt VALUES (id, amount) INTO audit VALUES (id, name) SELECT * FROM src; END;\n/""",
        BOTH,
    ),
    "one FROM, several INSERT": (
        "hive",
        "FROM (SELECT id, amount AS a, name FROM src) s INSERT OVERWRITE TABLE tgt SELECT s.id, a "
        "INSERT INTO TABLE audit SELECT id, name WHERE a > 1;",
        BOTH,
    ),
    "by name": ("duckdb", "INSERT INTO tgt BY NAME SELECT amount AS total, id FROM src;", {"tgt": TOTALS}),
    "MERGE of whole rows by name": (
        "databricks",
        """MERGE INTO tgt t USING (SELECT amount AS total, id, name FROM src) s ON t.id = s.id
           WHEN MATCHED THEN UPDATE SET * WHEN NOT MATCHED THEN INSERT *;""",
        {"tgt": TOTALS},
    ),
    "MERGE of whole rows by place": (
        "bigquery",
        "MERGE tgt t USING (SELECT id, amount FROM src) s ON t.id = s.id WHEN NOT MATCHED THEN INSERT ROW;",
        {"tgt": TOTALS},
    ),
    "MERGE without columns": (
        "oracle",
        "MERGE INTO tgt t USING src s ON (t.id = s.id) WHEN NOT MATCHED THEN INSERT VALUES (s.id, s.amount);",
        {"tgt": TOTALS},
    ),
    "MERGE of several WHEN": (
        "tsql",
        """MERGE tgt AS t USING src AS s ON t.id = s.id
           WHEN MATCHED AND s.amount > 5 THEN UPDATE SET total = s.amount WHEN MATCHED THEN DELETE
           WHEN NOT MATCHED BY TARGET THEN INSERT (id) VALUES (s.id)
           WHEN NOT MATCHED BY SOURCE THEN UPDATE SET total = 0
           OUTPUT $action, deleted.id, s.name INTO dbo.audit (at, id, was);""",
        {"tgt": TOTALS, "audit": {"tgt": {"id": ("id",)}, "src": {"was": ("name",)}}},
    ),
    "INSERT and its OUTPUT": (
        "tsql",
        "INSERT INTO tgt (id, total) OUTPUT inserted.id INTO [dbo].[audit] (id) SELECT id, amount FROM src",
        {"tgt": TOTALS, "audit": {"tgt": {"id": ("id",)}}},
    ),
    "UPDATE and its OUTPUT": (
        "tsql",
        "UPDATE t SET total = s.amount, id = s.id OUTPUT inserted.id, s.name INTO audit FROM tgt t, src s",
        {"tgt": TOTALS, "audit": {"tgt": {"id": ("id",)}, "src": {"was": ("name",)}}},
    ),
    "DELETE and its OUTPUT": (
        "tsql",
        "DELETE TOP (5) FROM src OUTPUT deleted.id, deleted.name INTO dbo.audit WHERE id > 3",
        {"audit": NAMES},
    ),
    "DELETE of an alias": (
        "tsql",
        "DELETE s OUTPUT deleted.id, deleted.name INTO audit FROM src s JOIN tgt t ON t.id = s.id",
        {"audit": NAMES | {"tgt": {}}},
    ),
    "OUTPUT into a variable": (
        "tsql",
        """CREATE PROCEDURE p AS
           DECLARE @gone TABLE (k int, n varchar(20))
           DELETE FROM src OUTPUT deleted.id, deleted.name INTO @gone (k, n) WHERE id > 3
           INSERT INTO audit (id, was) SELECT k, n FROM @gone""",
        {"audit": NAMES},
    ),
    "a query from a MERGE": (
        "tsql",
        """INSERT INTO audit (id, was) SELECT id, n FROM (MERGE tgt USING src ON src.id = tgt.id
           WHEN MATCHED THEN UPDATE SET id = src.id, total = src.amount OUTPUT inserted.id, src.name AS n) AS m""",
        {"tgt": TOTALS, "audit": {"tgt": {"id": ("id",)}, "src": {"was": ("name",)}}},
    ),
    "statements in WITH": (
        "postgres",
        """WITH new AS (SELECT * FROM src), put AS (INSERT INTO tgt SELECT id, amount FROM new RETURNING id),
           gone AS (DELETE FROM src USING put WHERE src.id = put.id RETURNING src.id, name)
           INSERT INTO audit SELECT * FROM gone;""",
        {"tgt": TOTALS, "audit": NAMES | {"tgt": {}}},
    ),
    "WITH that only writes": (
        "postgres",
        "WITH x AS (UPDATE tgt SET id = s.id, total = amount FROM src s RETURNING tgt.id) SELECT * FROM x;",
        {"tgt": TOTALS},
    ),
    "UPDATE of a table that FROM names again": (
        "tsql",
        "UPDATE dbo.tgt SET id = s.id, total = s.amount FROM tgt INNER JOIN src s ON s.id = tgt.id",
        {"tgt": TOTALS},
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_a_statement_fills(tmp_path: Path, case: str):
    dialect, script, expected = CASES[case]
    found = harvest(tmp_path, TABLES, script, dialect=dialect)
    assert filled(found) == expected
    assert notes(found) == []
