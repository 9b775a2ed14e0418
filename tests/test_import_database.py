"""Real databases, asked for what they hold: PostgreSQL, MariaDB and SQLite, and what may go wrong with them."""

from __future__ import annotations

import re
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import pytest
from databases import PASSWORD, MariaDB, Postgres, find_postgres
from hypothesis import given, settings
from hypothesis import strategies as st
from sheets import run

from lakebook.book import read_book
from lakebook.changes.sql_types import alike
from lakebook.importers import Place
from lakebook.importers._harvest import Address, Flow, Found, Harvest
from lakebook.importers.database import database
from lakebook.importers.sql import sql
from lakebook.model.dataset import Column
from lakebook.sources.in_memory import InMemory
from lakebook.syntax import Unreadable
from lakebook.syntax.typed_addresses import without_passwords

SHOP = (
    "CREATE TYPE mood AS ENUM ('calm', 'cross')",
    "CREATE DOMAIN amount AS numeric(12,2) CHECK (VALUE >= 0)",
    "CREATE TABLE dealer (id bigint PRIMARY KEY, country char(2) NOT NULL, code varchar(10) NOT NULL, mood mood, moods mood[],"
    " UNIQUE (country, code))",
    "CREATE TABLE purchase (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, dealer bigint NOT NULL REFERENCES dealer,"
    " country char(2), code varchar(10), net amount NOT NULL, gross numeric GENERATED ALWAYS AS (net * 1.2) STORED,"
    " tags text[], at timestamptz, FOREIGN KEY (country, code) REFERENCES dealer (country, code))",
    "COMMENT ON TABLE purchase IS 'What dealers bought.'",
    "COMMENT ON COLUMN purchase.net IS E'Without tax.\\nIn euro.'",
    "CREATE VIEW large AS SELECT p.id, p.net * 2 AS doubled, d.code FROM purchase p JOIN dealer d ON d.id = p.dealer",
    "CREATE MATERIALIZED VIEW largest AS SELECT id FROM large WHERE doubled > 100",
)
EMPTY = Place(read_book(InMemory({})), "", "")


def asked(url: str, **options: Any) -> Harvest:
    return database(url, EMPTY, **options)


def found_in(harvest: Harvest) -> dict[str, Found]:
    return {one.address.name: one for one in harvest.found}


def columns_of(found: Found) -> dict[str, Column]:
    return found.dataset.columns


def types_of(found: Found) -> dict[str, str]:
    return {name: column.type for name, column in columns_of(found).items()}


def keys_of(found: Found) -> dict[str, str]:
    return {name: " ".join(column.key) for name, column in columns_of(found).items() if column.key}


@pytest.fixture(scope="module")
def shop(postgres: Postgres) -> str:
    return postgres.fresh("shop", *SHOP)


# PostgreSQL -----------------------------------------------------------------------------------------------------------


def test_tables_and_views_of_postgresql(shop: str):
    harvest = asked(shop)
    kinds = {name: one.dataset.kind for name, one in found_in(harvest).items()}
    assert kinds == {"dealer": "table", "purchase": "table", "large": "view", "largest": "view"}
    assert {one.address.space for one in harvest.found} == {"shop.public"}
    assert harvest.notes == harvest.errors == [] and "1 schema" in harvest.told[0]


def test_types_are_printed_as_the_database_prints_them(shop: str):
    found = found_in(asked(shop))
    assert types_of(found["purchase"]) == {
        "id": "integer",
        "dealer": "bigint",
        "country": "character(2)",
        "code": "character varying(10)",
        "net": "amount",
        "gross": "numeric",
        "tags": "text[]",
        "at": "timestamp with time zone",
    }
    assert types_of(found["large"]) == {"id": "integer", "doubled": "numeric", "code": "character varying(10)"}


def test_keys_required_and_references(shop: str):
    found = found_in(asked(shop))
    assert keys_of(found["dealer"]) == {"id": "pk", "country": "uk", "code": "uk"}
    assert keys_of(found["purchase"]) == {"id": "pk", "dealer": "fk", "country": "fk", "code": "fk"}
    dealer = Address("shop.public", "dealer")
    assert found["purchase"].references == {
        "dealer": (dealer, "id"),
        "country": (dealer, "country"),
        "code": (dealer, "code"),
    }
    required = [name for name, column in columns_of(found["purchase"]).items() if column.required]
    assert required == ["dealer", "net"], "a primary key says it by itself"


def test_comments_values_and_generated_columns(shop: str):
    found = found_in(asked(shop))
    purchase = columns_of(found["purchase"])
    assert found["purchase"].dataset.description == "What dealers bought."
    assert purchase["net"].description == "Without tax.\nIn euro."
    assert purchase["gross"].extra == {"generated": "((net)::numeric * 1.2)"}
    dealer = columns_of(found["dealer"])
    assert list(dealer["mood"].values) == list(dealer["moods"].values) == ["calm", "cross"]


def test_what_views_are_made_of(shop: str):
    found = found_in(asked(shop))
    assert {source.name: flow.columns for source, flow in found["large"].flows.items()} == {
        "purchase": {"id": ("id",), "doubled": ("net",)},
        "dealer": {"code": ("code",)},
    }
    assert found["largest"].flows == {Address("shop.public", "large"): Flow({"id": ("id",)})}


def test_a_query_that_is_not_understood_costs_its_columns_alone():
    from lakebook.importers._database.views import Known, View, column_flows

    top, base = Address("shop.public", "top"), Address("shop.public", "base")
    known = {top: Known("public", ("id",)), base: Known("public", ("id",))}
    told = column_flows([View(top, "SELECT id FROM public.base WHERE (((")], known, "postgres")
    assert told.flows == {} and len(told.notes) == 1 and "'top'" in told.notes[0].message


def test_views_of_views_with_names_that_nobody_should_give(postgres: Postgres):
    url = postgres.fresh(
        "views",
        'CREATE SCHEMA "We.ird"',
        'CREATE TABLE "We.ird"."T A" ("Id" integer, "select" integer)',
        'CREATE VIEW "We.ird"."as" ("Key", total) AS SELECT "Id", sum("select") FROM "We.ird"."T A" GROUP BY 1',
        'CREATE VIEW top AS WITH w AS (SELECT * FROM "We.ird"."as") SELECT total AS sum, "Key" AS k FROM w',
    )
    found = found_in(asked(url))
    assert found["as"].flows == {Address("views.We.ird", "T A"): Flow({"Key": ("Id",), "total": ("select",)})}
    assert found["top"].flows == {Address("views.We.ird", "as"): Flow({"sum": ("total",), "k": ("Key",)})}


def test_partitions_are_part_of_their_table_and_heirs_are_tables(postgres: Postgres):
    url = postgres.fresh(
        "parts",
        "CREATE TABLE event (at date, what text) PARTITION BY RANGE (at)",
        "CREATE TABLE event_2026 PARTITION OF event FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')",
        "CREATE TABLE thing (name text)",
        "CREATE TABLE tyre (inches integer) INHERITS (thing)",
        "CREATE EXTENSION postgres_fdw",
        "CREATE SERVER far FOREIGN DATA WRAPPER postgres_fdw",
        "CREATE FOREIGN TABLE remote (id integer) SERVER far",
        "CREATE UNLOGGED TABLE scratch (id integer)",
    )
    found = found_in(asked(url))
    assert set(found) == {"event", "thing", "tyre", "remote", "scratch"}
    assert types_of(found["tyre"]) == {"name": "text", "inches": "integer"}


def test_names_that_nobody_should_give(postgres: Postgres, tmp_path: Path):
    quotes = '"' * 63
    written = quotes.replace('"', '""')
    url = postgres.fresh(
        "odd",
        'CREATE SCHEMA "We.ird Schema"',
        f'CREATE TABLE "We.ird Schema"."{written}" ("a.b c" integer PRIMARY KEY, "ÄÖ""\'\\" text)',
        f'CREATE TABLE "Upper Case" ("Id" integer REFERENCES "We.ird Schema"."{written}")',
        "COMMENT ON TABLE \"Upper Case\" IS 'It''s: # \"odd\" | \t\u0007 \u202e'",
    )
    found = found_in(asked(url))
    assert list(columns_of(found[quotes])) == ["a.b c", "ÄÖ\"'\\"]
    assert found["Upper Case"].references == {"Id": (Address("odd.We.ird Schema", quotes), "a.b c")}
    assert imported(tmp_path, url).exit_code == 0
    assert imported(tmp_path, url).output.endswith("nothing to change\n")
    assert "references: " in (tmp_path / "catalogue/sales/crm/public.yaml").read_text()


def test_a_schema_without_rights_costs_a_note(postgres: Postgres):
    postgres.run("DROP ROLE IF EXISTS reader", f"CREATE ROLE reader LOGIN PASSWORD '{PASSWORD}'")
    postgres.fresh(
        "closed", "CREATE SCHEMA secret", "CREATE TABLE secret.pay (id integer)", "CREATE TABLE open (id integer)"
    )
    harvest = asked(postgres.url("closed", user="reader"))
    assert set(found_in(harvest)) == {"open"}
    assert [note.message for note in harvest.notes] == ["no right to look into the schema 'secret'"]


def test_only_and_without_leave_tables_out_that_are_not_gone(shop: str, tmp_path: Path):
    assert set(found_in(asked(shop, only=["public.l*"]))) == {"large", "largest"}
    assert set(found_in(asked(shop, without=["*.LARGE*"]))) == {"dealer", "purchase"}
    assert imported(tmp_path, shop).exit_code == 0
    said = imported(tmp_path, shop, "--only", "public.dealer", "--accept-gone")
    assert "no longer in the source" not in said.output and "deprecated" not in schema_of(tmp_path, "public")


def test_nothing_but_catalogues_is_asked_and_nothing_can_be_written(postgres: Postgres):
    url = postgres.fresh("guarded", *SHOP)
    asked_for = postgres.log_of(lambda: asked(url))
    assert "READ ONLY" in asked_for and "statement_timeout = 60000" in asked_for
    said = re.findall(r"(?:statement|execute \S+):\s+(\w+)", asked_for)
    assert len(said) > 10 and {word.upper() for word in said} <= {
        "SELECT",
        "SHOW",
        "SET",
        "BEGIN",
        "ROLLBACK",
        "COMMIT",
    }
    assert not re.search(r'FROM "?(public\.)?"?(dealer|purchase|large)', asked_for)


def test_a_session_that_is_read_only_refuses_to_write(shop: str):
    from lakebook.importers._database.connection import connected
    from lakebook.importers._database.server import server_at
    from lakebook.importers._database.words import words_of

    server = server_at(shop, {})
    with (
        pytest.raises(Unreadable, match="read-only transaction"),
        connected(server, words_of("postgresql"), 10) as connection,
    ):
        connection.exec_driver_sql("CREATE TABLE public.stray (id integer)")


def test_a_query_that_takes_too_long_ends(shop: str):
    from lakebook.importers._database.connection import connected
    from lakebook.importers._database.server import server_at
    from lakebook.importers._database.words import words_of

    server = server_at(shop, {})
    with (
        pytest.raises(Unreadable, match="statement timeout"),
        connected(server, words_of("postgresql"), 1) as connection,
    ):
        connection.exec_driver_sql("SELECT count(*) FROM pg_catalog.generate_series(1, 10000000000)")


def test_a_socket_may_be_named_as_psql_does(postgres: Postgres, shop: str):
    by_socket = f"{shop.partition('@')[0]}@/shop?host={postgres.folder}&port={postgres.port}&sslmode=disable"
    assert set(found_in(asked(by_socket))) == set(found_in(asked(shop)))


def test_thousands_of_tables(postgres: Postgres):
    made = [f"CREATE TABLE t{number} (id integer PRIMARY KEY, a text, b numeric(10,2))" for number in range(5000)]
    url = postgres.fresh("many", *(";".join(made[at : at + 500]) for at in range(0, 5000, 500)))
    harvest = asked(url)
    assert len(harvest.found) == 5000 and types_of(harvest.found[4999])["b"] == "numeric(10,2)"


@pytest.mark.parametrize("options", [(), ("--schema-only",), ("--inserts", "--clean", "--create")])
def test_a_dump_says_what_the_database_says(postgres: Postgres, tmp_path: Path, options: tuple[str, ...]):
    url = postgres.fresh("dumped", *SHOP, "INSERT INTO dealer VALUES (1, 'fr', 'a;b''c', 'calm', '{cross}')")
    program = Path(find_postgres()) / "pg_dump"
    if not program.exists():
        pytest.skip("NO pg_dump: install postgresql-client")
    command = [str(program), "-h", "127.0.0.1", "-p", str(postgres.port), "-U", "postgres", *options, "dumped"]
    dump = subprocess.run(command, env={"PGPASSWORD": PASSWORD}, capture_output=True, check=True, timeout=60).stdout
    (tmp_path / "dump.sql").write_bytes(dump)
    of_dump = {one.address.name: one for one in sql([tmp_path], EMPTY).found}
    of_database = {one.address.name: one for one in asked(url).found}
    assert of_dump.keys() == of_database.keys() == {"dealer", "purchase", "large", "largest"}
    for name, one in of_dump.items():
        other = of_database[name]
        assert one.dataset.description == other.dataset.description
        assert [*one.dataset.columns] == [*other.dataset.columns]
        for mine, theirs in zip(one.dataset.columns.values(), other.dataset.columns.values(), strict=True):
            assert alike(mine.type, theirs.type) or not mine.type, (name, mine.name, mine.type, theirs.type)
            assert mine.description == theirs.description
        assert {to.name: flow.columns for to, flow in one.flows.items()} == {
            to.name: flow.columns for to, flow in other.flows.items()
        }


def test_secrets_are_taken_out_of_what_drivers_say():
    from lakebook.importers._database.server import server_at

    server = server_at("postgresql://post:gres@db/sales?sslpassword=long+secret+word", {})
    said = server.without_secrets("postgres says: gres is wrong, long secret word, too: postgresql://post:gres@db")
    assert said == "postgres says: *** is wrong, ***, too: postgresql://post:***@db"
    assert server.name == "postgresql://post@db/sales"


# MariaDB --------------------------------------------------------------------------------------------------------------

STORE = (
    "CREATE TABLE dealer (id bigint unsigned PRIMARY KEY COMMENT 'It''s the number.', kind enum('a','b|c','it''s') NOT NULL,"
    " marks set('x','y'), doubled bigint GENERATED ALWAYS AS (id * 2) STORED, code varchar(10) UNIQUE) COMMENT 'Who sells; ours.'",
    "CREATE TABLE purchase (dealer bigint unsigned, line int, net decimal(12,2) NOT NULL, PRIMARY KEY (dealer, line),"
    " FOREIGN KEY (dealer) REFERENCES dealer (id))",
    "CREATE TABLE remark (dealer bigint unsigned, line int, said text,"
    " FOREIGN KEY (dealer, line) REFERENCES purchase (dealer, line))",
    "CREATE VIEW large AS SELECT dealer, net * 2 AS doubled FROM purchase",
    "CREATE TABLE history (id int) WITH SYSTEM VERSIONING",
    "CREATE TABLE split (id int) PARTITION BY HASH (id) PARTITIONS 4",
    "CREATE SEQUENCE numbers",
)


@pytest.fixture(scope="module")
def store(mariadb: MariaDB) -> str:
    return mariadb.fresh("store", *STORE)


def test_tables_and_views_of_mariadb(store: str):
    harvest = asked(store)
    found = found_in(harvest)
    assert set(found) == {"dealer", "purchase", "remark", "large", "history", "split"}
    assert {one.address.space for one in harvest.found} == {"store"} and harvest.notes == []
    assert types_of(found["dealer"])["id"] == "bigint(20) unsigned"
    assert found["large"].flows == {Address("store", "purchase"): Flow({"dealer": ("dealer",), "doubled": ("net",)})}
    assert found["dealer"].dataset.description == "Who sells; ours."
    dealer = columns_of(found["dealer"])
    assert dealer["id"].description == "It's the number." and list(dealer["marks"].values) == ["x", "y"]
    assert list(dealer["kind"].values) == ["a", "b|c", "it's"] and dealer["kind"].type == "enum('a','b|c','it''s')"
    assert dealer["doubled"].extra and dealer["kind"].required


def test_backslashes_and_ends_of_lines_of_mariadb(mariadb: MariaDB):
    kind = r"enum('\\','a\\n','q''q')"
    harvest = asked(mariadb.fresh("escaped", f"CREATE TABLE t (id int, `a\nb` int, kind {kind})"))
    assert list(columns_of(found_in(harvest)["t"])["kind"].values) == ["\\", "a\\n", "q'q"]
    assert [note.message for note in harvest.notes] == ["column 'a b' of 'escaped.t' is left out"]


def test_keys_of_mariadb(store: str):
    found = found_in(asked(store))
    assert keys_of(found["purchase"]) == {"dealer": "pk fk", "line": "pk"}
    purchase = Address("store", "purchase")
    assert found["remark"].references == {"dealer": (purchase, "dealer"), "line": (purchase, "line")}
    assert keys_of(found["dealer"]) == {"id": "pk", "code": "uk"}


def test_a_session_of_mariadb_refuses_to_write(mariadb: MariaDB, store: str):
    from lakebook.importers._database.connection import connected
    from lakebook.importers._database.server import server_at
    from lakebook.importers._database.words import words_of

    server = server_at(f"mariadb://root@localhost/store?unix_socket={mariadb.socket}", {})
    with (
        pytest.raises(Unreadable, match="READ ONLY transaction"),
        connected(server, words_of("mariadb"), 10) as connection,
    ):
        connection.exec_driver_sql("INSERT INTO history VALUES (1)")


def test_a_broken_view_costs_a_note_and_is_not_gone(mariadb: MariaDB, tmp_path: Path):
    url = mariadb.fresh(
        "broken", "CREATE TABLE base (id int)", "CREATE VIEW top AS SELECT id FROM base", "CREATE TABLE other (id int)"
    )
    assert imported(tmp_path, url).exit_code == 0
    mariadb.run("RENAME TABLE base TO gone", database="broken")
    said = imported(tmp_path, url, "--accept-gone")
    assert "view 'broken.top' cannot be read: View 'broken.top' references invalid table(s)" in said.output
    text = schema_of(tmp_path, "broken")
    assert "gone" in text and text.count("status: deprecated") == 1, "the table is gone, the view is not"


def test_names_with_backticks(mariadb: MariaDB):
    ticks = "`" * 40
    url = mariadb.fresh(
        "ticks",
        f"CREATE TABLE `{ticks * 2}` (`a.``b` int PRIMARY KEY)",
        f"CREATE TABLE child (id int, FOREIGN KEY (id) REFERENCES `{ticks * 2}` (`a.``b`))",
    )
    found = found_in(asked(url))
    assert found["child"].references == {"id": (Address("ticks", ticks), "a.`b")}


def test_all_databases_that_a_user_may_see(mariadb: MariaDB, store: str):
    spaces = {one.address.space for one in asked(mariadb.url()).found}
    assert "store" in spaces and not spaces & {"mysql", "information_schema", "performance_schema", "sys"}


# SQLite ---------------------------------------------------------------------------------------------------------------


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "sales.db"
    connection = sqlite3.connect(path)
    connection.executescript(
        "CREATE TABLE dealer (id INTEGER PRIMARY KEY, name VARCHAR(20) NOT NULL);"
        "CREATE TABLE purchase (id INTEGER PRIMARY KEY, dealer INTEGER REFERENCES dealer, net DECIMAL(10,2), odd MY OWN TYPE);"
        'CREATE VIEW large ("key") AS SELECT id FROM purchase; CREATE TABLE lost (id); CREATE VIEW broken AS SELECT id FROM lost;'
        "CREATE VIRTUAL TABLE words USING fts5(text); DROP TABLE lost;"
    )
    connection.close()
    return path


def test_tables_of_sqlite(file: Path):
    harvest = asked(f"sqlite:///{file}")
    found = found_in(harvest)
    assert set(found) == {"dealer", "purchase", "large", "words"}
    assert types_of(found["purchase"])["odd"] == "MY OWN TYPE" and {one.address.space for one in harvest.found} == {
        "sales"
    }
    assert found["purchase"].references == {"dealer": (Address("sales", "dealer"), "id")}
    assert found["large"].flows == {Address("sales", "purchase"): Flow({"key": ("id",)})}
    assert [note.message for note in harvest.notes] == ["view 'main.broken' cannot be read: no such table: main.lost"]
    assert found_in(asked(str(file))).keys() == found.keys(), "its path is enough"


def test_a_file_that_is_none_is_not_made(tmp_path: Path):
    with pytest.raises(Unreadable, match="there is no file"):
        asked(f"sqlite:///{tmp_path}/nowhere.db")
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "text.db").write_text("This is a text that is long enough to be no database of any kind at all." * 20)
    with pytest.raises(Unreadable, match="file is not a database"):
        asked(f"sqlite:///{tmp_path}/text.db")


# What goes wrong, and passwords ---------------------------------------------------------------------------------------


def imported(root: Path, url: str, *options: str) -> Any:
    (root / "lakebook.yaml").write_text("title: Shop\n")
    return run(root, "import", "database", url, "--domain", "sales", "--system", "crm", *options)


def schema_of(root: Path, schema: str) -> str:
    return (root / f"catalogue/sales/crm/{schema}.yaml").read_text()


def closed_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


WRONG: dict[str, tuple[Callable[[Postgres], str], str, str]] = {
    "down": (
        lambda postgres: f"postgresql://ann:{PASSWORD[:1]}ecret-word@127.0.0.1:{closed_port()}/shop",
        "Connection refused",
        "whether the server is up",
    ),
    "password": (
        lambda postgres: postgres.url("shop", password="wrong-secret-word"),
        "password authentication failed",
        "LAKEBOOK_DATABASE_PASSWORD",
    ),
    "no password": (
        lambda postgres: postgres.url("shop", password=None),
        "asks for a password, and none is given",
        "LAKEBOOK_DATABASE_PASSWORD",
    ),
    "database": (lambda postgres: postgres.url("nowhere"), 'database "nowhere" does not exist', "check the name"),
    "address": (
        lambda postgres: "postgresql:/ann:secret-word@db/shop",
        "this is no address of a database",
        "type such as",
    ),
    "port": (lambda postgres: "postgresql://ann:secret-word@db:many/shop", "this is no address", "type such as"),
    "dialect": (
        lambda postgres: "dbase://ann:secret-word@db/shop",
        "SQLAlchemy knows no database 'dbase'",
        "type such as",
    ),
    "driver": (
        lambda postgres: "oracle://ann:secret-word@db/shop",
        "'oracledb' is not installed",
        "pip install oracledb",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_goes_wrong_is_said_in_a_line_and_a_hint(postgres: Postgres, shop: str, tmp_path: Path, name: str):
    url, message, hint = WRONG[name]
    said = imported(tmp_path, url(postgres))
    assert said.exit_code == 1 and message in said.output and hint in said.output.splitlines()[-1]
    assert "secret-word" not in said.output and "Traceback" not in said.output
    assert not (tmp_path / "catalogue").exists()


def test_without_the_extra_it_says_what_to_install(tmp_path: Path):
    code = "import sys; sys.modules['sqlalchemy'] = None; from lakebook.cli import main; main()"
    (tmp_path / "lakebook.yaml").write_text("title: Shop\n")
    done = subprocess.run(
        [sys.executable, "-c", code, "import", "database", "postgresql://ann:secret-word@db/shop"],
        cwd=tmp_path, capture_output=True, text=True, check=False, timeout=600,
    )  # fmt: skip
    assert done.returncode == 1 and "pip install 'lakebook[databases]'" in done.stderr
    assert "secret-word" not in done.stdout + done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["import", "postgresql://ann:secret/wo@rd@db/shop"],
        ["drift", "postgresql://ann:secret/wo@rd@db/shop"],
        ["import", "database", "sqlite:///a.db", "postgresql://ann:secret/wo@rd@db/shop"],
        ["import", "database", "postgresql://ann:secret/wo@rd@127.0.0.1:1/shop"],
        ["import", "database", "--map", "postgresql://ann:secret/wo@rd@db/shop", "sqlite:///a.db"],
    ],
    ids=["import", "drift", "two", "slash", "map"],
)
def test_a_password_that_is_mistyped_is_not_repeated(tmp_path: Path, arguments: list[str]):
    (tmp_path / "lakebook.yaml").write_text("title: Shop\n")
    done = subprocess.run(
        [sys.executable, "-m", "lakebook.cli", *arguments],
        cwd=tmp_path, capture_output=True, text=True, check=False, timeout=600,
        env={"PATH": "", "LAKEBOOK_TRACEBACK": "1"},
    )  # fmt: skip
    assert done.returncode in (1, 2) and done.stderr
    assert "secret" not in done.stdout + done.stderr and "wo@rd" not in done.stdout + done.stderr


@pytest.mark.parametrize("kind", ["postgresql", "mariadb", "oracle"])
@pytest.mark.parametrize(
    "rest",
    [
        "nobodyx:wr@ngS3c@127.0.0.1:1/shop",
        "nobodyx:wr@ngS3c/tail@127.0.0.1:1/shop",
        "nobodyx:wr/a@ngS3c@127.0.0.1:1/shop",
        "nobodyx:wr@ngS3c?tail@127.0.0.1:1/shop",
        "no@body:ngS3c@127.0.0.1:1/shop",
    ],
)
def test_of_an_address_with_two_ats_nothing_is_shown_or_asked(tmp_path: Path, kind: str, rest: str):
    said = imported(tmp_path, f"{kind}://{rest}")
    assert said.exit_code == 1 and "the address holds two '@'" in said.output and "%40" in said.output
    assert not any(part in said.output for part in ("ngS3c", "tail", "127.0.0.1", "body"))


def test_an_at_in_the_name_of_a_database_or_file_is_no_password(tmp_path: Path):
    from lakebook.importers._database.server import server_at

    assert server_at("postgresql://ann@db/sales@home", {}).url.database == "sales@home"
    (tmp_path / "a@b@c.db").write_bytes(b"")
    assert server_at(f"sqlite:///{tmp_path}/a@b@c.db", {}).dialect == "sqlite"


def test_addresses_in_what_drivers_say_lose_their_passwords():
    from lakebook.importers._database.server import server_at

    said = server_at("postgresql://ann@db/sales", {}).without_secrets("no: postgresql://ann:wr@ngS3c@db/sales is down")
    assert said == "no: postgresql://ann:***@db/sales is down"


TYPED = st.text(st.sampled_from("abcXYZ019@:/?#[]&=%+.,;!'$*()~_- "), min_size=6, max_size=20)
"""Passwords as people type them into addresses, white space among them."""
TAILS = st.sampled_from(
    ["", "?x=y", "?x=y@z", "?password=s3cr@t-word", "#top@home", "/a@b", "?options=-c@x&sslmode=require"]
)


def parts_of(password: str) -> list[str]:
    """What must not be shown: runs of the password that are no chance."""
    return [part for part in (password, password.rpartition("@")[2], password.partition("@")[0]) if len(part) > 5]


@settings(deadline=None)
@given(TYPED, TAILS, st.sampled_from(["ann", "", "a.b-c", "ann@corp"]))
def test_no_address_shows_a_password(password: str, tail: str, user: str):
    from lakebook.importers._database.server import server_at
    from lakebook.syntax import Unreadable

    address = f"postgresql://{user}:{password}@db.example.org:5432/sales{tail}"
    shown = [without_passwords(f"no '{address}' here: {address}", ["import", address])]
    try:
        server = server_at(address, {})
    except Unreadable as error:
        shown += [str(error), error.trouble.hint]
    else:
        assert server.url.password == unquote(password) and server.url.host == "db.example.org", "nothing is guessed"
        shown += [
            server.name,
            server.without_secrets(f"{password} is wrong for {address}, {server.url.password!r} too"),
        ]
    said = " ".join(shown).replace("postgresql://", "").replace("db.example.org", "")
    assert not any(part in said for part in [*parts_of(password), "s3cr@t-word", "t-word"]), (address, shown)


@settings(deadline=None)
@given(st.text(min_size=1, max_size=30))
def test_a_password_that_is_percent_encoded_is_taken_as_it_is(password: str):
    from lakebook.importers._database.server import server_at

    server = server_at(f"postgresql://ann:{quote(password, safe='')}@db/sales", {})
    assert (server.url.password, server.url.host, server.url.database) == (password, "db", "sales")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("see https://example.org:8443/a, or http://db:80", "see https://example.org:8443/a, or http://db:80"),
        ("postgresql://ann@db/sales", "postgresql://ann@db/sales"),
        ("postgresql://ann:secret", "postgresql://***"),
        ("postgresql://ann@corp:secret@db/sales", "postgresql://***@db/sales"),
        ("postgresql://ann:se?cr=e@t@db/sales", "postgresql://***"),
        ("postgresql://db/sales?user=ann&password=secret", "postgresql://db/sales?***"),
    ],
)
def test_what_may_be_a_password_goes_and_what_cannot_stays(text: str, shown: str):
    assert without_passwords(text) == shown


def test_an_option_with_an_at_is_refused_beside_a_password(tmp_path: Path):
    said = imported(tmp_path, "postgresql://ann:p4ssw@rdw0rd?x=y@127.0.0.1:1/shop")
    assert said.exit_code == 1 and "the address holds two '@'" in said.output and "%40" in said.output
    assert not any(part in said.output for part in ("p4ssw", "rdw0rd", "127.0.0.1"))


def test_an_option_that_the_driver_does_not_take_does_not_blame_the_server(shop: str, tmp_path: Path):
    said = imported(tmp_path, f"{shop}?nonsense=1")
    assert said.exit_code == 1 and "unexpected keyword argument" in said.output
    assert "check host" not in said.output and "behind '?'" in said.output


@pytest.mark.parametrize("variable", ["LAKEBOOK_DATABASE_PASSWORD", "PGPASSWORD"])
def test_the_password_may_stand_in_the_environment(
    postgres: Postgres, shop: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str
):
    monkeypatch.setenv(variable, PASSWORD)
    said = imported(tmp_path, postgres.url("shop", password=None))
    assert said.exit_code == 0, said.output


def test_no_password_in_any_output_or_file(postgres: Postgres, mariadb: MariaDB, shop: str, store: str, tmp_path: Path):
    output = ""
    for url in (shop, store, postgres.url("nowhere"), mariadb.url("nowhere")):
        for command in (
            ["import", "database"],
            ["import", "database", "--dry-run"],
            ["drift", "database", "--format", "json"],
        ):
            (tmp_path / "lakebook.yaml").write_text("title: Shop\n")
            output += run(tmp_path, *command, url, "--domain", "sales", "--system", "crm").output
    written = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert len(written) > 1000 and len(output) > 1000
    for form in (PASSWORD, shop.split(":")[2].split("@")[0]):
        assert form not in output and form.encode() not in written


def test_a_second_import_changes_nothing(shop: str, store: str, tmp_path: Path):
    for url in (shop, store):
        assert imported(tmp_path, url).exit_code == 0
        before = {path: path.read_bytes() for path in tmp_path.rglob("*.yaml")}
        assert imported(tmp_path, url).output.endswith("nothing to change\n")
        assert before == {path: path.read_bytes() for path in tmp_path.rglob("*.yaml")}
    assert run(tmp_path, "import", "database", shop).output.endswith("nothing to change\n"), "places are remembered"
