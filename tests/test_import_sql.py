"""Tables, columns, keys and comments out of SQL scripts, in the words of each dialect."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from scripts_of_sql import EMPTY, columns, dotted, flows, harvest, notes, tables

from lakebook.importers.database import database
from lakebook.importers.sql import sql


def test_a_table_with_its_columns_keys_and_comments(tmp_path: Path):
    found = harvest(
        tmp_path,
        """
        CREATE TABLE sales.customer (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,  -- surrogate
            "E-mail" varchar (80) NOT NULL UNIQUE,
            born date,
            credit numeric(10, 2) DEFAULT 0 NOT NULL CHECK (credit < 5000),
            tags text[],
            seen timestamp with time zone NOT NULL DEFAULT now()
        );
        COMMENT ON TABLE sales.customer IS 'Who buys; it''s one row a person.';
        COMMENT ON COLUMN sales.customer.born IS E'Day of birth\\n(self-declared)';
        """,
        dialect="postgres",
    )
    one = tables(found)["sales.customer"]
    assert columns(one) == [
        "id: bigint pk required",
        "E-mail: varchar (80) uk required",
        "born: date | Day of birth\n(self-declared)",
        "credit: numeric(10, 2) required",
        "tags: text[]",
        "seen: timestamp with time zone required",
    ]
    assert one.dataset.description == "Who buys; it's one row a person."
    assert (one.dataset.kind, one.described, one.location.line) == ("table", True, 2)
    assert not found.notes


def test_foreign_keys_inline_composite_and_added_before_the_table_is_read(tmp_path: Path):
    found = harvest(
        tmp_path,
        "ALTER TABLE line ADD CONSTRAINT f FOREIGN KEY (o, n) REFERENCES orders (id, shop);",
        """
        CREATE TABLE shop (code char(3) PRIMARY KEY);
        CREATE TABLE orders (id int, shop char(3) REFERENCES shop, PRIMARY KEY (id, shop));
        CREATE TABLE line (o int, n char(3), pos int, gone int REFERENCES elsewhere.thing (id));
        ALTER TABLE ONLY line ADD PRIMARY KEY (o, n, pos);
        """,
        dialect="postgres",
    )
    assert {name: (dotted(table), to) for name, (table, to) in tables(found)["public.line"].references.items()} == {
        "o": ("public.orders", "id"),
        "n": ("public.orders", "shop"),
        "gone": ("elsewhere.thing", "id"),
    }
    assert tables(found)["public.orders"].references["shop"][1] == "code"
    assert columns(tables(found)["public.line"])[:2] == ["o: int pk fk required", "n: char(3) pk fk required"]


def test_unique_counts_for_one_column_only(tmp_path: Path):
    script = """CREATE TABLE t (a int, b int, c int, d int, UNIQUE (a, b), CONSTRAINT u UNIQUE (c));
    CREATE UNIQUE INDEX i ON t (d); CREATE UNIQUE INDEX j ON t (a) WHERE b > 0;"""
    found = harvest(tmp_path, script, dialect="postgres")
    assert columns(tables(found)["public.t"]) == ["a: int", "b: int", "c: int uk", "d: int uk"]


def test_changes_are_applied_in_order(tmp_path: Path):
    found = harvest(
        tmp_path,
        """
        CREATE TABLE a (id int, old text, gone text, kept int NOT NULL);
        ALTER TABLE a ADD COLUMN extra varchar(3) NOT NULL, DROP COLUMN gone;
        ALTER TABLE a RENAME COLUMN old TO new;
        ALTER TABLE a ALTER COLUMN id TYPE bigint, ALTER COLUMN kept DROP NOT NULL;
        ALTER TABLE a RENAME TO b;
        CREATE TABLE c (x int);
        DROP TABLE IF EXISTS c, never;
        """,
        dialect="postgres",
    )
    assert list(tables(found)) == ["public.b"]
    assert columns(tables(found)["public.b"]) == [
        "id: bigint",
        "new: text",
        "kept: int",
        "extra: varchar(3) required",
    ]


def test_temporary_tables_and_partitions_are_no_datasets(tmp_path: Path):
    script = """
    CREATE TEMP TABLE scratch (id int);
    CREATE TABLE event (id int, day date) PARTITION BY RANGE (day);
    CREATE TABLE event_2026 PARTITION OF event FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
    CREATE TABLE event_2027 (id int, day date);
    ALTER TABLE event ATTACH PARTITION event_2027 FOR VALUES FROM ('2027-01-01') TO ('2028-01-01');
    CREATE TABLE copy (LIKE event INCLUDING ALL, note text);
    CREATE TABLE child (more int) INHERITS (event);
    """
    found = tables(harvest(tmp_path, script, dialect="postgres"))
    assert list(found) == ["public.event", "public.copy", "public.child"]
    assert columns(found["public.copy"]) == ["id: int", "day: date", "note: text"]
    assert columns(found["public.child"]) == ["id: int", "day: date", "more: int"]


def test_elements_of_a_schema_belong_to_it(tmp_path: Path):
    script = """CREATE SCHEMA Person
      CREATE TABLE Address (ID int, City text)
      CREATE VIEW Cities AS SELECT City FROM Address;
    CREATE TABLE other (id int);"""
    found = tables(harvest(tmp_path, script, dialect="postgres"))
    assert list(found) == ["Person.Address", "Person.Cities", "public.other"]
    assert [dotted(address) for address in found["Person.Cities"].flows] == ["Person.Address"]


def test_a_schema_that_is_set_holds_for_what_follows(tmp_path: Path):
    script = "SET search_path TO crm, public; CREATE TABLE a (id int);\nSET search_path = hr;\nCREATE TABLE b (id int);"
    assert list(tables(harvest(tmp_path, script, dialect="postgres"))) == ["crm.a", "hr.b"]
    script = "USE shop; CREATE TABLE a (id int); USE `web-shop`; CREATE TABLE b (id int); CREATE TABLE x.c (id int);"
    assert list(tables(harvest(tmp_path, script, dialect="mysql"))) == ["shop.a", "web-shop.b", "x.c"]


SQL_SERVER = """\
USE [Shop]
GO
SET ANSI_NULLS ON
GO
IF NOT EXISTS (SELECT 1 FROM sys.tables WHERE name = 'Order')
BEGIN
CREATE TABLE [dbo].[Order](
    [Id] [int] IDENTITY(1,1) NOT NULL,
    [Total] [decimal](10, 2) NULL,
    [Note] nvarchar(max) NULL,
    CONSTRAINT [PK_Order] PRIMARY KEY CLUSTERED ([Id] ASC) WITH (PAD_INDEX = OFF) ON [PRIMARY]
) ON [PRIMARY]
END
GO
CREATE TABLE dbo.Line (OrderId int NOT NULL, Pos int NOT NULL)
ALTER TABLE dbo.Line WITH CHECK ADD CONSTRAINT FK FOREIGN KEY(OrderId) REFERENCES [dbo].[Order] ([Id])
ALTER TABLE dbo.Line ADD Price money NULL, Taxed bit NOT NULL
EXEC sys.sp_addextendedproperty @name=N'MS_Description', @value=N'What is paid', @level0type=N'SCHEMA',
    @level0name=N'dbo', @level1type=N'TABLE', @level1name=N'Order', @level2type=N'COLUMN', @level2name=N'Total'
EXEC sp_addextendedproperty 'MS_Description', 'Orders of the web shop', 'SCHEMA', 'dbo', 'TABLE', 'Order'
GO
CREATE PROCEDURE dbo.Clean AS
BEGIN
  DELETE FROM dbo.Line; DROP TABLE dbo.[Order];
END
GO
CREATE VIEW dbo.Totals AS SELECT Id, Total FROM dbo.[Order] -- no semicolon
GO
EXEC sp_rename 'dbo.Line', 'OrderLine'
"""


def test_sql_server_without_semicolons(tmp_path: Path):
    found = harvest(tmp_path, SQL_SERVER)
    assert found.told[0].startswith("1 scripts, read as tsql")
    assert list(tables(found)) == ["Shop.dbo.Order", "Shop.dbo.OrderLine", "Shop.dbo.Totals"]
    order, line, totals = found.found
    assert order.dataset.description == "Orders of the web shop"
    assert columns(order) == [
        "Id: int pk required",
        "Total: decimal(10, 2) | What is paid",
        "Note: nvarchar(max)",
    ]
    assert columns(line) == ["OrderId: int fk required", "Pos: int required", "Price: money", "Taxed: bit required"]
    assert columns(totals) == ["Id: int", "Total: decimal(10, 2)"]
    assert "1 procedures, functions, triggers and blocks: 0 of their statements fill tables" in found.told


def test_mysql_with_delimiters_and_statements_in_comments(tmp_path: Path):
    script = r"""
    CREATE TABLE `order` (
      `id` int(11) unsigned NOT NULL AUTO_INCREMENT COMMENT 'It\'s the number; really',
      `state` enum('new','done') CHARACTER SET utf8mb4 DEFAULT 'new',
      `key` varchar(9) DEFAULT NULL, # a column called key
      PRIMARY KEY (`id`), KEY `by_state` (`state`), UNIQUE KEY (`key`)
    ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COMMENT='Orders; all of them';
    DELIMITER //
    CREATE TRIGGER t BEFORE INSERT ON `order` FOR EACH ROW BEGIN SET NEW.state = 'new'; SET @x = ';'; END//
    DELIMITER ;
    /*!50001 CREATE ALGORITHM=UNDEFINED */
    /*!50013 DEFINER=`root`@`localhost` SQL SECURITY DEFINER */
    /*!50001 VIEW `open_order` AS select `o`.`id` AS `id` from `order` `o` where (`o`.`state` <> 'done') */;
    ALTER TABLE `order` MODIFY `state` varchar(20) NOT NULL, CHANGE `key` `code` varchar(10), ADD COLUMN n int AFTER id;
    RENAME TABLE `order` TO `orders`;
    """
    found = harvest(tmp_path, script)
    assert found.told[0].startswith("1 scripts, read as mysql") and not found.notes
    assert columns(tables(found)["orders"]) == [
        "id: int(11) unsigned pk required | It's the number; really",
        "state: varchar(20) required",
        "code: varchar(10) uk",
        "n: int",
    ]
    assert tables(found)["orders"].dataset.description == "Orders; all of them"
    assert [dotted(address) for address in tables(found)["open_order"].flows] == ["orders"]


def test_oracle_with_lines_for_its_shell(tmp_path: Path):
    script = """
PROMPT it's about to start
SET DEFINE OFF
CREATE TABLE hr.emp (
  empno NUMBER(4) CONSTRAINT pk_emp PRIMARY KEY,
  ename VARCHAR2(10 CHAR) NOT NULL ENABLE,
  hired DATE DEFAULT SYSDATE
) TABLESPACE users PCTFREE 10;
CREATE OR REPLACE PROCEDURE p IS
  n NUMBER;
BEGIN
  IF n > 1 THEN DELETE FROM hr.emp; END IF;
END;
/
ALTER TABLE hr.emp ADD (mgr NUMBER(4), CONSTRAINT fk FOREIGN KEY (mgr) REFERENCES hr.emp (empno));
ALTER TABLE hr.emp MODIFY (ename VARCHAR2(20));
COMMENT ON COLUMN HR.EMP.ENAME IS q'[It's the family name]';
CREATE GLOBAL TEMPORARY TABLE hr.work (id NUMBER) ON COMMIT DELETE ROWS;
"""
    found = harvest(tmp_path, script)
    assert found.told[0].startswith("1 scripts, read as oracle: 6 statements") and not found.notes
    assert columns(tables(found)["hr.emp"]) == [
        "empno: NUMBER(4) pk required",
        "ename: VARCHAR2(20) | It's the family name",
        "hired: DATE",
        "mgr: NUMBER(4) fk",
    ]
    assert list(tables(found)) == ["hr.emp"]


def test_snowflake_bigquery_databricks_and_sqlite_say_what_columns_mean(tmp_path: Path):
    cases = {
        "snowflake": "CREATE OR REPLACE TRANSIENT TABLE s.t (ID NUMBER(38,0) COMMENT 'Number') COMMENT = 'A table';",
        "bigquery": "CREATE TABLE `p-1.s.t` (ID INT64 OPTIONS(description='Number', x=1)) OPTIONS (description=\"A table\");",
        "databricks": "CREATE TABLE s.t (ID STRUCT<a: INT, b: ARRAY<STRING>> COMMENT 'Number') USING DELTA COMMENT 'A table'",
    }
    for number, (dialect, script) in enumerate(cases.items()):
        folder = tmp_path / str(number)
        folder.mkdir()
        found = harvest(folder, script, dialect=dialect)
        assert found.found[0].dataset.description == "A table"
        assert columns(found.found[0])[0].endswith("| Number")
    assert columns(found.found[0]) == ["ID: STRUCT<a: INT, b: ARRAY<STRING>> | Number"]
    (tmp_path / "lite").mkdir()
    found = harvest(tmp_path / "lite", "CREATE TABLE [t x] (id, `n` INTEGER PRIMARY KEY AUTOINCREMENT) WITHOUT ROWID;")
    assert columns(tables(found)["main.t x"]) == ["id:", "n: INTEGER pk"]
    found = harvest(tmp_path / "lite", "CREATE TABLE 'a-b' ('c-d' TEXT DEFAULT 'x, y' NOT NULL, e);", dialect="sqlite")
    assert columns(tables(found)["main.a-b"]) == ["c-d: TEXT required", "e:"]


@pytest.mark.parametrize(
    ("dialect", "same"),
    [("postgres", False), ("oracle", False), ("snowflake", False), ("tsql", True), ("mysql", True)],
)
def test_case_matters_as_the_dialect_has_it(tmp_path: Path, dialect: str, same: bool):
    quotes = {"tsql": "[]", "mysql": "``"}.get(dialect, '""')
    script = f"CREATE TABLE s.Orders (Id int);\nCREATE TABLE s.{quotes[0]}oRDERS{quotes[1]} (other int);"
    assert len(harvest(tmp_path, script, dialect=dialect).found) == (1 if same else 2)
    (tmp_path / "0.sql").write_text("CREATE TABLE s.Orders (Id int); CREATE VIEW s.v AS SELECT ID FROM S.ORDERS;")
    view = harvest(tmp_path, dialect=dialect).found[1]
    assert {dotted(address): dict(flow.columns) for address, flow in view.flows.items()} == {
        "s.Orders": {"ID": ("Id",)}
    }


def test_names_that_another_program_fills_in_come_back_as_they_are(tmp_path: Path):
    script = """
    {% set x = "a;b" %}
    CREATE TABLE @cdm.person (id int);
    CREATE TABLE ${env}_raw.visit (id int, at date);
    CREATE VIEW &schema..late AS SELECT p.id, v.at FROM @cdm.person p JOIN ${env}_raw.visit v ON v.id = p.id
      WHERE v.at > :since AND v.at < '${until}' AND v.id <> ${most};
    CREATE TABLE {{ target.schema }}.out AS SELECT id AS {{ alias }}, at FROM {{ source('web', 'hits') }};
    """
    found = harvest(tmp_path, script, dialect="postgres")
    assert list(tables(found)) == ["@cdm.person", "${env}_raw.visit", "&schema..late", "{{ target.schema }}.out"]
    late, out = found.found[2:]
    assert [dotted(address) for address in late.flows] == ["@cdm.person", "${env}_raw.visit"]
    assert [dotted(address) for address in out.flows] == ["web.hits"]
    assert "lakebook_hidden" not in str(found)


def test_a_statement_that_is_not_understood_costs_itself_only(tmp_path: Path):
    script = """CREATE TABLE a (id int);
    CREATE VIEW broken AS SELECT FROM WHERE
      id IN (;
    CREATE TABLE b (id int);
    CREATE VIEW ok AS SELECT id FROM a;"""
    found = harvest(tmp_path, script, dialect="postgres")
    assert list(tables(found)) == ["public.a", "public.broken", "public.b", "public.ok"]
    assert len(notes(found)) == 1
    assert notes(found)[0].startswith("0.sql:2 what 'broken' is made of is not understood")
    assert found.notes[0].hint


def test_a_table_that_no_script_makes_is_said(tmp_path: Path):
    found = harvest(
        tmp_path, "ALTER TABLE nowhere ADD COLUMN a int;\nCOMMENT ON TABLE nowhere IS 'x';", dialect="postgres"
    )
    assert not found.found
    assert notes(found) == ["0.sql:1 a statement changes a table that no script makes (2 times)"]


def test_a_table_that_is_made_twice_is_said(tmp_path: Path):
    found = harvest(
        tmp_path, "CREATE TABLE a (old int);", "CREATE TABLE a (new int);", "DROP TABLE a; CREATE TABLE a (b int)"
    )
    assert columns(tables(found)["a"]) == ["b: int"]
    assert notes(found) == ["1.sql:1 a table is made that was made before: the last one counts"]


def test_names_without_a_schema_are_looked_up_along_the_path(tmp_path: Path):
    script = (
        "CREATE TABLE b.t (id int); SET search_path TO a, b; ALTER TABLE t ADD c int; COMMENT ON COLUMN t.c IS 'x';"
    )
    assert columns(tables(harvest(tmp_path, script, dialect="postgres"))["b.t"]) == ["id: int", "c: int | x"]


def test_nothing_of_the_parser_is_loaded_before_a_query_is_read(tmp_path: Path):
    (tmp_path / "a.sql").write_text("CREATE TABLE a (id int);")
    code = (
        "import sys\nfrom scripts_of_sql import harvest\nfrom pathlib import Path\n"
        f"assert harvest(Path({str(tmp_path)!r})).found\nassert 'sqlglot' not in sys.modules"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    subprocess.run([sys.executable, "-c", code], check=True, timeout=600, env=environment)


def test_nothing_to_read_is_an_error(tmp_path: Path):
    found = harvest(tmp_path)
    assert [error.message for error in found.errors] == ["no SQL script is there to read"]


def test_mixed_folders_are_read_each_in_its_dialect(tmp_path: Path):
    found = harvest(
        tmp_path,
        "CREATE TABLE a (id VARCHAR2(9));",
        "CREATE TABLE `b` (id int AUTO_INCREMENT PRIMARY KEY) ENGINE=InnoDB;",
        "CREATE TABLE d (id int)",
        "CREATE TABLE `c` (id tinyint(1));",
    )
    assert found.told[0] == "4 scripts, read as mysql (3), oracle (1): 4 statements"


def test_a_packed_script_and_one_of_windows(tmp_path: Path):
    import gzip

    (tmp_path / "a.sql.gz").write_bytes(gzip.compress(b"CREATE TABLE a (id int);"))
    (tmp_path / "b.sql").write_bytes("CREATE TABLE [dbo].[é] (id int)\r\nGO\r\n".encode("utf-16"))
    (tmp_path / "c.sql").write_bytes(b"CREATE TABLE dbo.c (id int); -- caf\xe9\n")
    (tmp_path / "d.sql").write_bytes("CREATE TABLE dbo.d (id int)".encode("utf-16-le"))
    (tmp_path / "e.sql").write_bytes(b"CREATE TABLE dbo.e (id\0int)")
    found = harvest(tmp_path)
    assert [one.address.name for one in found.found] == ["a", "é", "c", "d", "e"]
    assert notes(found) == [
        "c.sql:0 line 1 is not UTF-8; the file is read as Windows-1252",
        "e.sql:0 holds NUL bytes, which are read as spaces",
    ]


def test_what_is_no_statement_is_noted_once_with_its_place(tmp_path: Path):
    script = "CREATE TABLE t (id int);\n\nSELEC nonsense;\n(id int,, x);\nDear all;\n"
    assert notes(harvest(tmp_path, script)) == ["0.sql:3 no statement of SQL begins like this (3 times)"]


def test_a_column_that_is_missing_between_commas_is_noted(tmp_path: Path):
    found = harvest(
        tmp_path, "CREATE TABLE t (\n id int,,\n x numeric(10, 2) DEFAULT ',,'\n);\nCREATE TABLE u (, id int);"
    )
    assert notes(found) == [
        "0.sql:2 nothing stands before a comma of table 't'",
        "0.sql:5 nothing stands before a comma of table 'u'",
    ]
    assert columns(tables(found)["t"]) == ["id: int", "x: numeric(10, 2)"]


@pytest.mark.parametrize(
    "statement",
    [
        "BEGIN", "COMMIT", "GRANT SELECT ON t TO a", "(SELECT 1) UNION (SELECT 2)", "((SELECT 1))", "VACUUM", "sp_who 'a'",
        "pkg.run", "PRAGMA foreign_keys = ON", "{{ macro() }}", "LOCK TABLES t WRITE", "COPY INTO t FROM 'x'", "SEL 1",
        "DELETE FROM t", "CALL run(1)", "values(1)", "BT", "/*!40101 SET NAMES utf8 */", "CREATE TABLE t (id int, )",
    ],
)  # fmt: skip
def test_what_is_known_and_left_out_needs_no_note(tmp_path: Path, statement: str):
    assert notes(harvest(tmp_path, f"CREATE TABLE a (id int);\n{statement};\n")) == []


def test_what_mysqldump_hides_from_others_is_read(tmp_path: Path):
    found = harvest(
        tmp_path,
        """
        CREATE TABLE `a` (`id` int(11) NOT NULL, `n` decimal(12,2) DEFAULT NULL) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
        CREATE TABLE `audit` (`id` int(11), `n` decimal(12,2));
        DELIMITER ;;
        /*!50003 CREATE*/ /*!50017 DEFINER=`root`@`localhost`*/ /*!50003 TRIGGER keep AFTER UPDATE ON `a` FOR EACH ROW
        BEGIN
          -- it's so;
          /* and; 'so */
          IF NEW.n <> OLD.n THEN INSERT INTO audit (id, n) VALUES (OLD.id, OLD.n); END IF; END */;;
        DELIMITER ;
        /*!50001 CREATE VIEW `v` AS SELECT 1 AS `id`*/;
        /*!50001 DROP VIEW IF EXISTS `v`*/;
        /*!50001 CREATE ALGORITHM=UNDEFINED */
        /*!50013 DEFINER=`root`@`localhost` SQL SECURITY DEFINER */
        /*!50001 VIEW `v` AS select `a`.`id` AS `id` from `a` */;
        """,
    )
    assert flows(tables(found)["audit"]) == {"a": {"id": ("id",), "n": ("n",)}}
    assert flows(tables(found)["v"]) == {"a": {"id": ("id",)}} and notes(found) == []


def test_a_sequence_that_has_an_owner_is_no_table(tmp_path: Path):
    dump = "CREATE SEQUENCE public.s;\nALTER TABLE public.s OWNER TO postgres;\nCREATE TABLE public.t (id bigserial);"
    assert notes(harvest(tmp_path, dump, dialect="postgres")) == []


def test_a_dump_of_sqlite_says_what_its_file_says(tmp_path: Path):
    made = """
    CREATE TABLE dealer (id INTEGER PRIMARY KEY AUTOINCREMENT, code VARCHAR(10) NOT NULL UNIQUE, "odd; name" TEXT);
    CREATE TABLE pair (a INT, b INT REFERENCES dealer, PRIMARY KEY (a, b)) WITHOUT ROWID;
    CREATE VIEW codes (code) AS SELECT d.code FROM dealer d;
    CREATE VIRTUAL TABLE notes USING fts5(body, title, tokenize = 'porter');
    INSERT INTO dealer (code) VALUES ('x;''y');
    """
    connection = sqlite3.connect(tmp_path / "shop.db")
    connection.executescript(made)
    dump = "\n".join(connection.iterdump())
    connection.close()
    (tmp_path / "scripts").mkdir()
    sides = harvest(tmp_path / "scripts", dump), database(f"sqlite:///{tmp_path}/shop.db", EMPTY)
    of_dump, of_file = ({one.address.name: one for one in side.found} for side in sides)
    assert of_dump.keys() == of_file.keys() == {"dealer", "pair", "codes", "notes"}
    for name, one in of_dump.items():
        mine, theirs = ([line.replace(" required", "").lower() for line in columns(it)] for it in (one, of_file[name]))
        assert mine == theirs and one.references.keys() == of_file[name].references.keys()
    assert "code: VARCHAR(10) uk required" in columns(of_file["dealer"])


def test_scripts_of_several_dialects_in_one_folder_are_each_read_in_their_own(tmp_path: Path):
    scripts = {
        "a.sql": "CREATE TABLE shop.a (id bigserial, doc jsonb); ALTER TABLE shop.a OWNER TO me;",
        "b.sql": "CREATE TABLE b (id int);\nGO\nCREATE PROC p AS DECLARE @n int; INSERT b SELECT id FROM shop.a\n",
        "c.sql": "CREATE TABLE c (id VARCHAR(9));\nCREATE TRIGGER t BEFORE INSERT ON c FOR EACH ROW\nBEGIN\n"
        "  :NEW.id := 'x';\nEND;\n/\n",
        "d.sql": "CREATE TABLE `d` (id int(11) unsigned);",
        "e.sql": "CREATE TABLE e (id INTEGER PRIMARY KEY AUTOINCREMENT);",
        "f.sql": "CREATE TABLE shop.f (id serial, at timestamptz);",
    }
    for name, script in scripts.items():
        (tmp_path / name).write_text(script)
    found = sql([tmp_path], EMPTY)
    assert sorted(dotted(one.address) for one in found.found) == ["c", "d", "dbo.b", "main.e", "shop.a", "shop.f"]
    assert flows(tables(found)["dbo.b"]) == {"shop.a": {"id": ("id",)}} and notes(found) == []
