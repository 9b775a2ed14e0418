r"""Scripts that call for other ones: read in their place, once, and only below what was given."""

from __future__ import annotations

from pathlib import Path

import pytest
from harvesting import notes, write
from scripts_of_sql import flows, tables

from lakebook.book import read_book
from lakebook.importers import Place
from lakebook.importers._harvest import Harvest
from lakebook.importers.sql import sql
from lakebook.sources.in_memory import InMemory

TABLE = "CREATE TABLE orders (id int PRIMARY KEY);\n"
VIEW = "CREATE VIEW open AS SELECT id FROM orders;\n"


def read(*given: Path, **options: str) -> Harvest:
    return sql(list(given), Place(read_book(InMemory({})), "sales", "crm"), **options)


@pytest.mark.parametrize(
    ("dialect", "install"),
    [
        ("postgres", "SET search_path TO shop;\n\\i parts/tables.sql\n\\ir views.sql\n"),
        ("postgres", "SET search_path TO shop;\n\\include 'parts/tables.sql'\n\\i views.sql\n"),
        ("oracle", "ALTER SESSION SET CURRENT_SCHEMA = shop;\n@parts/tables\n@@views.sql 1 2;\n"),
        ("oracle", "PROMPT tables\nSTART parts/tables.sql\n@views\n"),
        ("mysql", "USE shop;\nsource parts/tables.sql;\n\\. views.sql\n"),
        ("tsql", "USE shop;\nGO\n:r parts\\tables.sql\nGO\n:r .\\views.sql\n"),
        ("sqlite", ".read parts/tables.sql\n.read 'views.sql'\n"),
        ("generic", "\\i parts/tables.sql\n\\ir views.sql\n"),
        ("generic", "source parts/tables.sql\nsource views.sql\n"),
    ],
)
def test_a_script_is_read_where_it_is_called(tmp_path: Path, dialect: str, install: str):
    write(tmp_path, {"install.sql": install, "parts/tables.sql": TABLE, "views.sql": VIEW})
    found = read(tmp_path / "install.sql", dialect=dialect)
    orders, opened = tables(found).values()
    assert notes(found) == [] and list(flows(opened).values()) == [{"id": ("id",)}]
    assert orders.location.path.endswith("parts/tables.sql") and opened.location.line == 1
    if "shop" in install and dialect != "oracle":
        assert orders.address.space.startswith("shop"), "what the script has set counts"
    assert [one.address for one in read(tmp_path, dialect=dialect).found] == [one.address for one in found.found]


def test_each_is_read_once_and_a_ring_ends(tmp_path: Path):
    write(tmp_path, {"a.sql": f"\\i b.sql\n{TABLE}", "b.sql": f"\\i a.sql\n{VIEW}", "c.sql": "\\i b.sql\n\\i a.sql\n"})
    found = read(tmp_path, dialect="postgres")
    assert notes(found) == [] and list(tables(found)) == ["public.orders", "public.open"]


@pytest.mark.parametrize("name", ["../secret.sql", "/etc/hostname", "nowhere.sql", "link.sql", ":where", "~/x.sql"])
def test_nothing_else_is_read(tmp_path: Path, name: str):
    write(tmp_path, {"secret.sql": TABLE, "given/install.sql": f"\\i {name}\n{VIEW}"})
    (tmp_path / "given/link.sql").symlink_to("../secret.sql")
    found = read(tmp_path / "given/install.sql", dialect="postgres")
    assert notes(found) == [f"install.sql:1 '{name}' is called for, and is not below what was given"]
    assert list(tables(found)) == ["public.open"]


def test_a_comment_calls_for_nothing(tmp_path: Path):
    write(tmp_path, {"install.sql": f"/* as in\n@tables.sql\n*/\n-- @tables.sql\n{VIEW}", "tables.txt": TABLE})
    assert notes(read(tmp_path, dialect="oracle")) == []
