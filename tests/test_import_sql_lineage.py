"""What is made of what, out of the queries of SQL scripts: tables always, columns where it is sure."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from scripts_of_sql import columns, flows, harvest, notes, tables

BASE = """CREATE TABLE s.orders (id int, customer int, total numeric(9,2), day date);
CREATE TABLE s.customer (id int, name varchar(80), country char(2));
"""


def made(
    tmp_path: Path, script: str, dialect: str = "postgres", of: str = "s.target"
) -> dict[str, dict[str, tuple[str, ...]]]:
    """What a table is made of, by a script that follows the two tables of BASE."""
    return flows(tables(harvest(tmp_path, BASE, script, dialect=dialect))[of])


CASES = {
    "a view": (
        "CREATE VIEW s.target AS SELECT o.id, c.name AS who, total * 2 AS twice FROM s.orders o JOIN s.customer c ON c.id = o.customer",
        {"s.orders": {"id": ("id",), "twice": ("total",)}, "s.customer": {"who": ("name",)}},
    ),
    "a view with names of its own": (
        "CREATE VIEW s.target (a, b) AS (SELECT id, day FROM s.orders) WITH CHECK OPTION",
        {"s.orders": {"a": ("id",), "b": ("day",)}},
    ),
    "stars": (
        "CREATE MATERIALIZED VIEW s.target AS SELECT c.*, o.day FROM s.customer c LEFT JOIN s.orders o ON o.customer = c.id WITH NO DATA",
        {"s.customer": {"id": ("id",), "name": ("name",), "country": ("country",)}, "s.orders": {"day": ("day",)}},
    ),
    "subqueries and CTEs": (
        """CREATE TABLE s.target AS WITH orders AS (SELECT customer, sum(total) AS t FROM s.orders GROUP BY 1), b AS (SELECT * FROM orders)
        SELECT name, (SELECT max(b.t) FROM b WHERE b.customer = c.id) AS most FROM (SELECT id, name FROM s.customer) c""",
        {"s.customer": {"name": ("name",)}, "s.orders": {"most": ("total",)}},
    ),
    "a union takes the first names": (
        "CREATE VIEW s.target AS SELECT id AS x, day AS y FROM s.orders UNION ALL (SELECT id, NULL FROM s.customer)",
        {"s.orders": {"x": ("id",), "y": ("day",)}, "s.customer": {"x": ("id",)}},
    ),
    "a recursive CTE": (
        """CREATE VIEW s.target AS WITH RECURSIVE r AS (SELECT id, customer FROM s.orders
        UNION ALL SELECT o.id, r.customer FROM s.orders o JOIN r ON r.id = o.customer) SELECT id, customer FROM r""",
        {"s.orders": {"id": ("id",), "customer": ("customer",)}},
    ),
    "tables that only filter": (
        "CREATE VIEW s.target AS SELECT id FROM s.orders WHERE EXISTS (SELECT 1 FROM s.customer c WHERE c.id = customer)",
        {"s.orders": {"id": ("id",)}, "s.customer": {}},
    ),
    "INSERT with columns": (
        "CREATE TABLE s.target (k int, v date); INSERT INTO s.target (v, k) SELECT day, id FROM s.orders ON CONFLICT DO NOTHING",
        {"s.orders": {"k": ("id",), "v": ("day",)}},
    ),
    "INSERT by place": (
        "CREATE TABLE s.target (k int, v date); INSERT INTO s.target WITH x AS (SELECT * FROM s.orders) SELECT id, day FROM x",
        {"s.orders": {"k": ("id",), "v": ("day",)}},
    ),
    "INSERT of a query in parentheses": (
        "CREATE TABLE s.target (k int, v date); INSERT INTO s.target (v, k) (SELECT day, id FROM s.orders)",
        {"s.orders": {"k": ("id",), "v": ("day",)}},
    ),
    "INSERT whose places do not fit": (
        "CREATE TABLE s.target (k int, v date, more int); INSERT INTO s.target SELECT id, day FROM s.orders",
        {"s.orders": {}},
    ),
    "UPDATE": (
        "CREATE TABLE s.target (k int, v text); UPDATE s.target t SET v = upper(c.name) FROM s.customer c WHERE c.id = t.k",
        {"s.customer": {"v": ("name",)}},
    ),
    "MERGE": (
        """CREATE TABLE s.target (k int, v text, n int); MERGE INTO s.target t USING (SELECT id, name FROM s.customer) c ON t.k = c.id
        WHEN MATCHED THEN UPDATE SET v = c.name, n = t.n + 1 WHEN NOT MATCHED THEN INSERT (k, v) VALUES (c.id, c.name)""",
        {"s.customer": {"v": ("name",), "k": ("id",)}},
    ),
    "temporary tables are seen through": (
        """CREATE TEMP TABLE a AS SELECT id, total AS t FROM s.orders; CREATE TEMP TABLE b (x int, y numeric);
        INSERT INTO b SELECT id, t + 1 FROM a; CREATE TABLE s.target AS SELECT y AS z FROM b; DROP TABLE a;""",
        {"s.orders": {"z": ("total",)}},
    ),
    "tables that are dropped again are seen through": (
        "CREATE TABLE s.stage AS SELECT id FROM s.orders; CREATE TABLE s.target AS SELECT id FROM s.stage; DROP TABLE s.stage",
        {"s.orders": {"id": ("id",)}},
    ),
    "a table that takes another one's place": (
        """CREATE TABLE s.target AS SELECT id FROM s.customer; CREATE TABLE s.next AS SELECT id FROM s.orders;
        DROP TABLE s.target; ALTER TABLE s.next RENAME TO target""",
        {"s.orders": {"id": ("id",)}},
    ),
    "a CTE that writes": (
        "WITH x AS (DELETE FROM s.orders RETURNING id) INSERT INTO s.target (a, b) SELECT x.id, name FROM x, s.customer",
        {"s.orders": {"a": ("id",)}, "s.customer": {"b": ("name",)}},
    ),
    "SELECT INTO": ("SELECT id, day INTO s.target FROM s.orders", {"s.orders": {"id": ("id",), "day": ("day",)}}),
    "a function in the place of a table": (
        "CREATE VIEW s.target AS SELECT o.id, n FROM s.orders o, generate_series(1, 3) AS n",
        {"s.orders": {"id": ("id",)}},
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_made_of_what(tmp_path: Path, case: str):
    script, expected = CASES[case]
    assert made(tmp_path, script) == expected


OTHER_DIALECTS = {
    "tsql": (
        """CREATE TABLE s.target (k int, v varchar(9));
        SELECT id, name INTO #c FROM s.customer
        UPDATE t SET t.v = #c.name FROM s.target AS t INNER JOIN #c ON #c.id = t.k""",
        {"s.customer": {"v": ("name",)}},
    ),
    "mysql": (
        "CREATE TABLE s.target (k int, v text); UPDATE s.target t JOIN s.customer c ON c.id = t.k SET t.v = c.name;",
        {"s.customer": {"v": ("name",)}},
    ),
    "hive": (
        "CREATE TABLE s.target (k int) PARTITIONED BY (v string) STORED AS ORC; INSERT OVERWRITE TABLE s.target PARTITION (v = 'x') SELECT id FROM s.customer",
        {"s.customer": {"k": ("id",)}},
    ),
    "bigquery": (
        "CREATE OR REPLACE TABLE `s.target` AS SELECT o.* EXCEPT (day, total), x FROM `s.orders` o, UNNEST([o.total]) AS x",
        {"s.orders": {"id": ("id",), "customer": ("customer",), "x": ("total",)}},
    ),
    "snowflake": (
        "CREATE OR REPLACE TABLE s.target AS SELECT ID, TOTAL AS T, T + 1 AS U FROM S.ORDERS QUALIFY row_number() OVER (ORDER BY day) = 1",
        {"s.orders": {"ID": ("id",), "T": ("total",), "U": ("total",)}},
    ),
    "redshift": (
        "CREATE TABLE s.target (LIKE s.orders); INSERT INTO s.target SELECT * FROM s.orders",
        {"s.orders": {"id": ("id",), "customer": ("customer",), "total": ("total",), "day": ("day",)}},
    ),
    "databricks": (
        "CREATE TABLE s.target (id int, day date) USING delta; INSERT OVERWRITE TABLE s.target SELECT id, day FROM s.orders;",
        {"s.orders": {"id": ("id",), "day": ("day",)}},
    ),
    "oracle": (
        "CREATE TABLE s.target (k int); INSERT INTO S.TARGET (K) SELECT ID FROM S.ORDERS WHERE ROWNUM < 5;",
        {"s.orders": {"k": ("id",)}},
    ),
    "sqlite": ('CREATE VIEW s.target AS SELECT "id" FROM [s].[orders];', {"s.orders": {"id": ("id",)}}),
}


@pytest.mark.parametrize("dialect", OTHER_DIALECTS)
def test_what_is_made_of_what_in_other_dialects(tmp_path: Path, dialect: str):
    script, expected = OTHER_DIALECTS[dialect]
    assert made(tmp_path, script, dialect) == expected


def test_other_ways_to_fill_a_table(tmp_path: Path):
    script = "REPLACE INTO target (a) SELECT id FROM s.orders; INSERT IGNORE INTO target (b) SELECT day FROM s.orders;"
    assert made(tmp_path, script, "mysql", "target") == {"s.orders": {"a": ("id",), "b": ("day",)}}


def test_views_over_views_in_any_order(tmp_path: Path):
    script = """CREATE VIEW s.target AS SELECT * FROM s.middle;
    CREATE VIEW s.middle AS SELECT *, total + 1 AS more FROM s.first;
    CREATE VIEW s.first AS SELECT id, total FROM s.orders;"""
    found = tables(harvest(tmp_path, BASE, script, dialect="postgres"))
    assert flows(found["s.target"]) == {"s.middle": {"id": ("id",), "total": ("total",), "more": ("more",)}}
    assert columns(found["s.target"]) == ["id: int", "total: numeric(9,2)", "more:"]


def test_a_star_of_a_table_nobody_knows_gives_tables_only_and_is_said_once(tmp_path: Path):
    script = """CREATE VIEW s.target AS SELECT c.name, x.* FROM s.customer c JOIN ext.x ON x.id = c.id;
    CREATE VIEW s.other AS SELECT * FROM ext.y;"""
    found = harvest(tmp_path, BASE, script, dialect="postgres")
    assert flows(tables(found)["s.target"]) == {"s.customer": {"name": ("name",)}, "ext.x": {}}
    assert not tables(found)["s.target"].dataset.columns
    assert notes(found) == ["1.sql:1 a star stands for columns that are not known: only the tables are (2 times)"]


def test_columns_of_two_unknown_tables_are_not_guessed(tmp_path: Path):
    script = "CREATE VIEW s.target AS SELECT a, b.c, id AS d FROM ext.a JOIN ext.b ON true CROSS JOIN (SELECT id FROM s.orders) o;"
    found = harvest(tmp_path, BASE, script, dialect="postgres")
    assert flows(tables(found)["s.target"]) == {"ext.a": {}, "ext.b": {"c": ("c",)}, "s.orders": {"d": ("id",)}}
    assert "cannot be told" in notes(found)[0]


def test_a_table_that_is_only_written_to_is_not_described(tmp_path: Path):
    found = tables(harvest(tmp_path, BASE, "INSERT INTO dw.fact (a) SELECT id FROM s.orders", dialect="postgres"))
    assert not found["dw.fact"].described
    assert flows(found["dw.fact"]) == {"s.orders": {"a": ("id",)}}


def test_files_of_one_query_are_tables_where_that_is_asked(tmp_path: Path):
    (tmp_path / "daily.sql").write_text("{{ config(x=1) }}\nSELECT day, total FROM s.orders -- the whole of it")
    found = tables(harvest(tmp_path, BASE, dialect="postgres"))
    assert "mart.daily" not in found
    found = tables(harvest(tmp_path, BASE, dialect="postgres", models="mart"))
    assert flows(found["mart.daily"]) == {"s.orders": {"day": ("day",), "total": ("total",)}}


def test_processes_and_a_cluster_give_the_same_as_none(tmp_path: Path):
    from distributed import LocalCluster

    script = "\n".join(
        f"CREATE VIEW s.v{n} AS SELECT o.*, c.name || '{n}' AS n{n} FROM {'s.orders' if n < 250 else f's.v{n - 250}'} o, s.customer c;"
        for n in range(450)
    )
    alone = harvest(tmp_path, BASE, script, dialect="postgres")
    assert len(alone.found) == 452 and not alone.notes
    assert harvest(tmp_path, dialect="postgres", jobs=2) == alone
    with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster:
        assert harvest(tmp_path, dialect="postgres", scheduler=cluster.scheduler_address) == alone


def test_a_wide_query_is_traced_through_its_ctes(tmp_path: Path):
    names = ", ".join(f"c{n}" for n in range(300))
    script = f"CREATE TABLE s.wide ({names.replace(',', ' int,')} int); CREATE VIEW s.target AS WITH x0 AS (SELECT {names} FROM s.wide)"
    script += "".join(f", x{n} AS (SELECT {names.replace('c7,', 'c7 + c8 AS c7,')} FROM x{n - 1})" for n in range(1, 6))
    found = made(tmp_path, f"{script} SELECT * FROM x5")
    assert len(found["s.wide"]) == 300
    assert found["s.wide"]["c7"] == ("c7", "c8")


DBT = {
    "dbt__datahub_sakila/dbt_manifest.json": "postgres",
    "dbt__colibri_duckdb/manifest.json": "duckdb",
    "dbt__colibri_sqlserver/manifest.json": "tsql",
    "dbt__colibri_ephemeral_finance_core/manifest.json": "duckdb",
}


def upstream(nodes: dict[str, dict[str, Any]], node: str) -> set[str]:
    """Names of what a dbt model is made of; models that make no table are seen through."""
    found: set[str] = set()
    for name in nodes[node]["depends_on"]["nodes"]:
        is_seen_through = nodes[name].get("config", {}).get("materialized") == "ephemeral"
        found |= upstream(nodes, name) if is_seen_through else {nodes[name].get("alias") or nodes[name]["identifier"]}
    return found


@pytest.mark.parametrize("manifest", DBT)
def test_compiled_models_of_dbt_projects_have_the_edges_that_dbt_says(tmp_path: Path, corpus: Path, manifest: str):
    content = json.loads((corpus / manifest).read_text())
    nodes = content["nodes"] | content["sources"]
    expected = {}
    for name, node in content["nodes"].items():
        if node["resource_type"] in ("model", "snapshot") and node["config"]["materialized"] != "ephemeral":
            (tmp_path / f"{node['alias']}.sql").write_text(node.get("compiled_code") or node["compiled_sql"])
            expected[node["alias"].lower()] = {one.lower() for one in upstream(nodes, name)}
    found = harvest(tmp_path, dialect=DBT[manifest], models="models")
    assert not [note for note in notes(found) if "not understood" in note]
    read = {one.address.name.lower(): {address.name.lower() for address in one.flows} for one in found.found}
    unknown_to_dbt = {"customers_hardcoded"}  # named in the SQL without ref() or source()
    assert {name: sources - unknown_to_dbt for name, sources in read.items()} == expected


def test_a_clone_is_made_of_what_it_was_cloned_from(tmp_path: Path):
    script = "CREATE TABLE s.target CLONE s.customer;"
    assert made(tmp_path, script, "snowflake") == {
        "s.customer": {"id": ("id",), "name": ("name",), "country": ("country",)}
    }
