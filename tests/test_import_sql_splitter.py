"""Scripts are cut where statements end and nowhere else, whatever is thrown at the splitter."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scripts_of_sql import harvest, notes, tables

from lakebook.importers._sql.dialects import DIALECTS, Dialect
from lakebook.importers._sql.splitter import split


def statements(text: str, dialect: str) -> list[str]:
    """Texts of the statements; the pieces are the whole text, in order."""
    pieces = [piece for piece in split(text, DIALECTS[dialect]) if piece.kind != "open"]
    assert "".join(text[piece.start : piece.end] for piece in pieces) == text
    return [text[piece.start : piece.end] for piece in pieces if piece.kind == "statement"]


WHOLE = {
    "postgres": [
        "SELECT 'a;b''c;' || E'\\';' || $$;$$ || $x$ $$;$$ ; $x$ /* ; /* ; */ ; */ -- ;\n, \"a;b\"",
        "CREATE FUNCTION f() RETURNS int AS $$ BEGIN; END; $$ LANGUAGE plpgsql",
        "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT CASE WHEN true THEN 2 END; END",
        "BEGIN",
    ],
    "tsql": ["SELECT [a;]]b] FROM x /* /* ; */ ; */", "CREATE TRIGGER t ON x AFTER UPDATE AS BEGIN SELECT 1; END"],
    "mysql": [
        "SELECT 'it\\'s;', \"a;b\", `a;b` # ;\n -- ;\n, 1",
        "CREATE PROCEDURE p() BEGIN IF x THEN SELECT 1; END IF; CASE x WHEN 1 THEN SELECT 2; END CASE; END",
    ],
    "oracle": [
        "SELECT q'[it's; ]' || nq'!;'!' FROM dual",
        "DECLARE x NUMBER; BEGIN FOR i IN 1..2 LOOP NULL; END LOOP; END",
        "CREATE PACKAGE BODY p AS PROCEDURE a IS BEGIN NULL; END; PROCEDURE b IS BEGIN NULL; END; END p",
        "CREATE PROCEDURE a IS BEGIN $IF $$x $THEN NULL; $END NULL; r.end := 1; END",
    ],
    "snowflake": ["SELECT 'it\\'s;' // ;\n || $$;$$"],
    "bigquery": ["SELECT '''a;'b''', r'\\', \"\"\";\"\"\", `a;b` # ;\n"],
    "generic": ["SELECT '{{ x; }}' {{ a(';') }} {% if ; %} ${b;c}"],
}


@pytest.mark.parametrize(("dialect", "statement"), [(name, one) for name, them in WHOLE.items() for one in them])
def test_nothing_inside_of_a_statement_splits_it(dialect: str, statement: str):
    assert statements(f"  -- before;\n{statement};\nSELECT 1;", dialect) == [statement.strip(), "SELECT 1"]


def test_lines_that_end_statements():
    assert statements("SELECT 1\nGO\nSELECT 2\ngo 5\n", "tsql") == ["SELECT 1", "SELECT 2"]
    assert statements("SELECT 1\n/\nSELECT 2\n/\n", "oracle") == ["SELECT 1", "SELECT 2"]
    assert statements("DELIMITER $$\nSELECT 1; SELECT 2$$\nDELIMITER ;\nSELECT 3;", "mysql") == [
        "SELECT 1; SELECT 2",
        "SELECT 3",
    ]
    assert statements("\\connect db\n\\copy t FROM 'a;b'\nSELECT 1;\n\\i x.sql\nSELECT 2", "postgres") == [
        "SELECT 1",
        "SELECT 2",
    ]


def test_rows_of_copy_are_no_statements():
    text = "COPY t (a) FROM stdin;\nit's; $$ one\n\\N\n\\.\nCREATE TABLE a (id int);"
    assert statements(text, "postgres") == ["COPY t (a) FROM stdin", "CREATE TABLE a (id int)"]
    assert statements("COPY t FROM stdin;\nnever; ended", "postgres") == ["COPY t FROM stdin"]


def test_sql_server_statements_without_ends():
    text = """DECLARE @x int
CREATE TABLE a (id int)
INSERT INTO a
SELECT id FROM b
UPDATE a
SET id = 1
WITH c AS (
SELECT 1 AS x
)
INSERT INTO a SELECT x FROM c
ALTER TABLE a
DROP CONSTRAINT k
MERGE a USING b ON 1 = 1
WHEN MATCHED THEN
UPDATE SET id = 2;
EXEC p"""
    assert [one.split()[0] for one in statements(text, "tsql")] == [
        "DECLARE", "CREATE", "INSERT", "UPDATE", "WITH", "ALTER", "MERGE", "EXEC",
    ]  # fmt: skip


BITS = st.sampled_from(
    [
        "'", "''", '"', "`", "[", "]", "$$", "$a$", ";", "\n", "--", "/*", "*/", "#", "\\", "\\.", "(", ")", "{{", "}}", "{%",
        "GO", "/", "DELIMITER //", "BEGIN", "END", "CASE", "CREATE PROCEDURE p AS", "CREATE TABLE t (a int)", "SELECT 1",
        "COPY t FROM stdin", "DECLARE", "é", " ", "q'[", "E'", "@a", "${", "}", "\u2028", "\0", "IF", "INSERT INTO t",
    ]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(BITS, max_size=40).map("".join), st.sampled_from(list(DIALECTS.values())))
def test_the_pieces_are_the_script(text: str, dialect: Dialect):
    at = 0
    for piece in split(text, dialect):
        assert piece.start <= piece.end
        if piece.kind != "open":
            assert piece.start == at
            at = piece.end
            assert (
                piece.kind != "statement"
                or text[piece.start : piece.end].strip() == text[piece.start : piece.end] != ""
            )
    assert at == len(text)


TEXTS = st.text(alphabet="ab;-/*'\"$\\\n {}[]`", max_size=15)


@settings(max_examples=200, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=5), st.sampled_from(["postgres", "sqlite", "tsql", "trino"]))
def test_texts_and_comments_never_split(inside: list[str], dialect: str):
    quoted = [
        f"SELECT '{one.replace(chr(39), chr(39) * 2)}' /* {one.replace('*', '').replace('/', '')} */" for one in inside
    ]
    assert statements(";\n".join(quoted), dialect) == quoted


@settings(max_examples=150, deadline=None)
@given(st.lists(BITS, max_size=30).map(" ".join), st.sampled_from(list(DIALECTS)))
def test_no_text_makes_the_importer_fail(tmp_path_factory: pytest.TempPathFactory, text: str, dialect: str):
    found = harvest(tmp_path_factory.mktemp("script"), text, dialect=dialect)
    assert found.told and not found.errors


def test_a_quote_that_is_not_closed_is_said(tmp_path: Path):
    found = harvest(tmp_path, "CREATE TABLE a (id int);\nSELECT 'oh;\nCREATE TABLE b (id int);", dialect="postgres")
    assert list(tables(found)) == ["public.a", "public.b"]
    assert notes(found) == ["0.sql:2 a quote or comment is not closed"]


HOSTILE = {
    "ten megabytes of rows": "INSERT INTO t VALUES " + ",".join(["(1, 'some text; with \\'' )"] * 400_000) + ";",
    "ten megabytes of one query": "CREATE VIEW v AS SELECT " + " + ".join(["abcdefgh"] * 900_000) + ";",
    "open quotes": "$a$ ' \" ` /* " * 20_000,
    "deep parentheses": "CREATE VIEW v AS SELECT " + "(" * 50_000 + "1" + ")" * 50_000 + ";",
    "deep CASE": "CREATE VIEW v AS SELECT " + "CASE WHEN a THEN " * 3_000 + "1" + " END" * 3_000 + ";",
    "a long union": "CREATE VIEW v AS " + " UNION ALL ".join(["SELECT a FROM t"] * 900) + ";",
    "braces": "{{" * 30_000,
    "comments": "/*" * 100_000,
    "tags": " ".join(f"$t{n}$" for n in range(20_000)),
    "triple quotes": "'''" * 100_001,
    "columns": "CREATE TABLE t (" + ", ".join(f"c{n} int" for n in range(20_000)) + ");",
}


@pytest.mark.parametrize("dialect", ["generic", "bigquery"])
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_scripts_end(tmp_path: Path, name: str, dialect: str):
    found = harvest(tmp_path, "CREATE TABLE first (id int);\n" + HOSTILE[name], dialect=dialect)
    assert tables(found)["first"].described
