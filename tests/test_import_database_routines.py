"""What procedures, functions and triggers that live in a database fill: asked of real servers."""

from __future__ import annotations

import sqlite3
import subprocess
from pathlib import Path

import pytest
from databases import PASSWORD, MariaDB, Postgres, find_postgres
from scripts_of_sql import EMPTY, Lineage, filled

from lakebook.importers._harvest import Harvest
from lakebook.importers.database import database
from lakebook.importers.sql import sql

SHOP = (
    "CREATE TABLE src (id integer, amount integer, name text)",
    "CREATE TABLE tgt (id integer, total integer)",
    "CREATE TABLE audit (id integer, was text)",
    "CREATE SCHEMA etl",
    "CREATE PROCEDURE etl.load(since integer) LANGUAGE plpgsql AS $$ BEGIN"
    "  CREATE TEMP TABLE stage AS SELECT id, amount FROM src WHERE id > since;"
    "  INSERT INTO tgt SELECT id, sum(amount) FROM stage GROUP BY id; END $$",
    "CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
    "  INSERT INTO audit VALUES (OLD.id, OLD.name); RETURN NEW; END $$",
    "CREATE TRIGGER kept AFTER UPDATE ON src FOR EACH ROW EXECUTE FUNCTION keep()",
    "CREATE FUNCTION etl.most(x integer) RETURNS integer LANGUAGE sql SET search_path TO public AS"
    " $$ SELECT max(amount) FROM src WHERE id = x $$",
    "CREATE VIEW best AS SELECT id, etl.most(id) AS top FROM tgt",
    "CREATE AGGREGATE etl.product(integer) (sfunc = int4mul, stype = integer)",
)
FILLED: Lineage = {
    "tgt": {"src": {"id": ("id",), "total": ("amount",)}},
    "audit": {"src": {"id": ("id",), "was": ("name",)}},
}
VIEW: Lineage = {"best": {"src": {"top": ("amount",)}, "tgt": {"id": ("id",), "top": ("id",)}}}


def asked(url: str) -> Harvest:
    return database(url, EMPTY)


def test_what_bodies_in_postgresql_fill(postgres: Postgres):
    harvest = asked(postgres.fresh("bodies", *SHOP))
    assert filled(harvest) == FILLED | VIEW
    assert harvest.notes == []
    assert "3 procedures, functions, triggers and blocks: 2 of their statements fill tables" in harvest.told[1]


def test_a_dump_of_postgresql_says_of_its_bodies_what_the_database_says(postgres: Postgres, tmp_path: Path):
    url = postgres.fresh("dumped_bodies", *SHOP)
    program = Path(find_postgres()) / "pg_dump"
    if not program.exists():
        pytest.skip("NO pg_dump: install postgresql-client")
    command = [str(program), "-h", "127.0.0.1", "-p", str(postgres.port), "-U", "postgres", "-s", "dumped_bodies"]
    dump = subprocess.run(command, env={"PGPASSWORD": PASSWORD}, capture_output=True, check=True, timeout=60).stdout
    (tmp_path / "dump.sql").write_bytes(dump.replace(b"pg_catalog.set_config('search_path', '', false)", b"1"))
    assert filled(sql([tmp_path], EMPTY)) == filled(asked(url)) == FILLED | VIEW


def test_names_in_bodies_are_looked_for_where_the_database_says(postgres: Postgres):
    url = postgres.fresh(
        "paths",
        "CREATE SCHEMA a",
        "CREATE TABLE a.t (id integer)",
        "CREATE TABLE public.t (id integer)",
        "CREATE TABLE a.made (id integer)",
        "CREATE PROCEDURE a.p() LANGUAGE sql AS $$ INSERT INTO a.made SELECT id FROM a.t $$",
        "CREATE PROCEDURE a.q() LANGUAGE plpgsql AS $$ BEGIN INSERT INTO made SELECT id FROM t; END $$",
        "ALTER DATABASE paths SET search_path TO a, public",
    )
    assert {one.address: [source.space for source in one.flows] for one in asked(url).found if one.flows} == {
        one.address: ["paths.a"] for one in asked(url).found if one.address.name == "made"
    }


STORE = (
    "CREATE TABLE src (id int, amount int, name varchar(20))",
    "CREATE TABLE tgt (id int, total int)",
    "CREATE TABLE audit (id int, was varchar(20))",
    "CREATE PROCEDURE loads(IN since int, OUT n int) BEGIN"
    "  INSERT INTO tgt SELECT id, SUM(amount) FROM src WHERE id > since GROUP BY id; SELECT 1; END",
    "CREATE TRIGGER kept AFTER UPDATE ON src FOR EACH ROW INSERT INTO audit VALUES (OLD.id, OLD.name)",
    "CREATE FUNCTION most(x int) RETURNS int READS SQL DATA RETURN (SELECT MAX(amount) FROM src WHERE id = x)",
    "CREATE VIEW best AS SELECT id, most(id) AS top FROM tgt",
)


def test_what_bodies_in_mariadb_fill(mariadb: MariaDB):
    url = mariadb.fresh("bodies", *STORE)
    mariadb.run("GRANT TRIGGER, EXECUTE ON bodies.* TO ann@'%'", "GRANT SELECT ON mysql.proc TO ann@'%'")
    harvest = asked(url)
    mariadb.run("REVOKE SELECT ON mysql.proc FROM ann@'%'")
    assert filled(harvest) == FILLED | VIEW
    assert harvest.notes == []


def test_bodies_that_may_not_be_seen_cost_a_note(mariadb: MariaDB):
    url = mariadb.fresh("unseen", *STORE)
    mariadb.run("GRANT EXECUTE ON unseen.* TO ann@'%'")
    harvest = asked(url)
    assert filled(harvest) == {"best": {"tgt": {"id": ("id",), "top": ("id",)}}}
    assert [note.message for note in harvest.notes] == [
        "the bodies of 2 procedures, functions or triggers in 'unseen' are hidden from this user, 'most' among them"
    ]


def test_what_triggers_in_sqlite_fill(tmp_path: Path):
    path = tmp_path / "sales.db"
    connection = sqlite3.connect(path)
    connection.executescript(
        "CREATE TABLE src (id int, amount int, name text); CREATE TABLE audit (id int, was text);"
        "CREATE TRIGGER kept AFTER DELETE ON src BEGIN INSERT INTO audit VALUES (old.id, old.name); END;"
    )
    connection.close()
    assert filled(asked(f"sqlite:///{path}")) == {"audit": FILLED["audit"]}


def test_a_note_names_the_routine_and_the_line(postgres: Postgres):
    url = postgres.fresh(
        "noted",
        "CREATE TABLE tgt (id integer)",
        'CREATE PROCEDURE "odd name"(x integer) LANGUAGE plpgsql AS $$\nBEGIN\n  INSERT INTO tgt VALUES (x);\nEND $$',
    )
    (note,) = asked(url).notes
    assert (note.location.path, note.location.line) == ("odd name()", 5)
    assert note.message == "what a body is given, or keeps in variables, is not followed to where it is from"
