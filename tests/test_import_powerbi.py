"""Models of Power BI -> tables, and where their queries plainly say these come from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from harvesting import ask, errors, flows, import_twice, notes, only, short, write

from lakebook.importers._harvest import Harvest
from lakebook.importers._powerbi.dax import is_dax, tables_named
from lakebook.importers._powerbi.m_sources import reads_of
from lakebook.importers._powerbi.tmdl import parse_tmdl


def tabs(text: str) -> str:
    """Indentation of two spaces as that of a tab, which is what tools write."""
    lines = (line.replace("  ", "\t", (len(line) - len(line.lstrip())) // 2) for line in text.splitlines())
    return "\n".join(lines) + "\n"


SALES = tabs("""\
/// What was sold.
/// One row an order.
table Sales
  lineageTag: 1

  /// Net of tax.
  measure 'Net Amount' = SUM(Sales[amount])
    formatString: 0.00

  measure Ratio =
      VAR x = 1

      RETURN x
    isHidden

  measure Fenced = ```
      IF(1,
        2)
      ```
    displayFolder: More

  /// Number.
  column 'Order Id'
    dataType: int64
    isKey
    sourceColumn: order_id

    annotation A = 1

  column customer
    dataType: string
    sourceColumn: customer

  column Twice = Sales[amount] * 2
    dataType: double

  partition Sales = m
    mode: import
    source =
        let
            Source = Sql.Database(Server, "shop"), // here
            Table = Source{[Schema="dbo", Item="orders"]}[Data]
        in
            Table
""")
CUSTOMERS = tabs("""\
table 'My Customers'
  column customer
    dataType: string

  partition p = entity
    mode: directLake
    source
      entityName: customers
      schemaName: dbo
      expressionSource: Lake

table LocalDateTable_1
  column Date
    dataType: dateTime
""")
REST = tabs("""\
relationship abc
  fromColumn: Sales.customer
  toColumn: 'My Customers'.customer

expression Server = "db.example.org" meta [IsParameterQuery=true, Type="Text"]

expression Lake =
    let
        database = Sql.Database("lake.example.org", "lake")
    in
        database
  lineageTag: 2
""")
TMDL = {
    "Shop.SemanticModel/definition/tables/Sales.tmdl": SALES,
    "Shop.SemanticModel/definition/tables/Customers.tmdl": CUSTOMERS,
    "Shop.SemanticModel/definition/model.tmdl": "/// All of it.\nmodel Model\n\tculture: en-US\n\nref table Sales\n",
    "Shop.SemanticModel/definition/rest.tmdl": REST,
}


def test_a_tmdl_folder_of_the_corpus_has_the_figures_expected(corpus: Path):
    figures = json.loads((corpus / "expected.json").read_text())["powerbi__fca_core_tmdl"]["counts"]
    harvest = ask("powerbi", corpus / "powerbi__fca_core_tmdl")
    assert harvest.told == [
        f"model 'FCA_Core_SM': tables {figures['tables']}, columns {figures['columns']}, "
        f"measures {figures['measures']}, relationships {figures['relationships']}"
    ]
    for found in harvest.found:
        expected = figures["per_table"][found.address.name]
        types = [column.type for column in found.dataset.columns.values()]
        assert (
            len(types) == expected["columns"] + expected["measures"] and types.count("measure") == expected["measures"]
        )
        assert [source.space.rpartition(".")[2] for source in found.flows] == ["dbo"] * expected["partitions"]
    assert sum(len(found.references) for found in harvest.found) == figures["relationships"]
    described = sum(bool(column.description) for found in harvest.found for column in found.dataset.columns.values())
    tables = sum(bool(found.dataset.description) for found in harvest.found)
    assert (tables, described) == (4, 45)  # the 86 lines of '///' are these 49 texts
    assert harvest.notes == []


def test_an_answer_of_the_scanner_of_the_corpus_has_the_edges_expected(corpus: Path):
    figures = json.loads((corpus / "expected.json").read_text())["powerbi__scanner_table_to_table"]["counts"]
    harvest = ask("powerbi", corpus / "powerbi__scanner_table_to_table")
    assert len(harvest.found) == figures["tables"]
    assert sum(len(found.dataset.columns) for found in harvest.found) == figures["columns"]
    wanted = {edge.removeprefix("localhost/").removesuffix(" (DAX)") for edge in figures["expected_table_edges"]}
    assert {edge.replace("Analytics.sales-dataset.", "") for edge in flows(harvest)} == wanted


def test_a_tmdl_folder(tmp_path: Path):
    harvest = ask("powerbi", write(tmp_path, TMDL))
    customers, sales = harvest.found
    assert sales.address == ("Shop", "Sales") and sales.dataset.description == "What was sold. One row an order."
    assert short(sales) == [
        "Order Id: int64 pk | Number.",
        "customer: string",
        "Twice: double",
        "Net Amount: measure | Net of tax.",
        "Ratio: measure",
        "Fenced: measure",
    ]
    columns = sales.dataset.columns
    assert columns["Ratio"].extra["expression"].split() == ["VAR", "x", "=", "1", "RETURN", "x"]
    assert columns["Fenced"].extra == {"expression": "IF(1,\n2)", "displayFolder": "More"}
    assert sales.references == {"customer": (customers.address, "customer")}
    assert flows(harvest) == {
        "shop.dbo.orders -> Sales", "shop.dbo.orders.order_id -> Sales.Order Id",
        "shop.dbo.orders.customer -> Sales.customer", "lake.dbo.customers -> My Customers",
    }  # fmt: skip
    assert harvest.told == [
        "model 'Shop': tables 2, columns 4, measures 3, relationships 1",
        "left out, as Power BI makes them for dates: 1",
    ]


def test_a_bim_says_the_same(tmp_path: Path):
    column = {
        "name": "Order Id",
        "dataType": "int64",
        "sourceColumn": "order_id",
        "isKey": True,
        "description": ["Num", "ber."],
    }
    source = [
        "let",
        '  Source = Sql.Database("s", "shop"),',
        '  T = Source{[Schema="dbo",Item="orders"]}[Data]',
        "in",
        "  T",
    ]
    tables = [
        {"name": "Sales", "columns": [column], "measures": [{"name": "Net", "expression": "SUM(Sales[x])"}],
         "partitions": [{"name": "p", "mode": "import", "source": {"type": "m", "expression": source}}]},
        {"name": "Copy", "columns": [], "partitions": [{"source": {"type": "calculated", "expression": "FILTER(Sales, TRUE)"}}]},
    ]  # fmt: skip
    model = {"name": "SemanticModel", "compatibilityLevel": 1550, "model": {"tables": tables}}
    for wrapped in (model, {"createOrReplace": {"object": {}, "database": model}}):
        harvest = ask("powerbi", write(tmp_path, {"Shop.SemanticModel/model.bim": wrapped}))
        sales, _copied = harvest.found
        assert sales.address == ("Shop", "Sales")
        assert short(sales) == ["Order Id: int64 pk | Num\nber.", "Net: measure"]
        assert flows(harvest) == {
            "shop.dbo.orders -> Sales", "shop.dbo.orders.order_id -> Sales.Order Id", "Shop.Sales -> Copy",
        }  # fmt: skip


def test_reports_and_dashboards_show_models(tmp_path: Path):
    answer = {
        "workspaces": [{
            "id": "w", "name": "Sales v1.2",
            "datasets": [{"id": "d", "name": "Orders", "tables": [{"name": "Orders", "columns": []}]}],
            "reports": [
                {"id": "r", "name": "Orders", "datasetId": "d", "description": "Weekly."},
                {"id": "a", "name": "[App] Orders", "datasetId": "d", "originalReportObjectId": "r"},
            ],
            "dashboards": [{"id": "b", "displayName": "Orders", "tiles": [{"reportId": "r"}, {"datasetId": "d"}, {}]}],
        }]
    }  # fmt: skip
    harvest = ask("powerbi", write(tmp_path, {"scan.json": answer}))
    assert [(found.dataset.kind, found.address) for found in harvest.found] == [
        ("table", ("Sales v1-2.Orders", "Orders")),
        ("view", ("Sales v1-2.Orders", "Orders (model)")),
        ("report", ("Sales v1-2", "Orders")),
        ("dashboard", ("Sales v1-2", "Orders (dashboard)")),
    ]
    assert flows(harvest) == {
        "Sales v1-2.Orders.Orders -> Orders (model)",
        "Sales v1-2.Orders.Orders (model) -> Orders",
        "Sales v1-2.Orders.Orders (model) -> Orders (dashboard)",
        "Sales v1-2.Orders -> Orders (dashboard)",
    }
    assert "1 dashboard, 1 report, 1 table, 1 view" in import_twice(
        tmp_path / "book", "powerbi", str(tmp_path / "scan.json")
    )


def read(text: str, queries: dict[str, str] | None = None, tables: set[str] | None = None) -> list[str]:
    """``shop.dbo.orders``, ``query``, ``?Function``: what an M query reads."""
    found = reads_of(text, queries or {}, tables or set())
    named = [f"{address.space}.{address.name}" for address in sorted(found.tables)]
    named += [f"{'.'.join(one.database)}: {one.text}" for one in found.sql]
    return [*named, *sorted(found.queries), *(f"?{name}" for name in sorted(found.unknown))]


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ('Sql.Database("s", "db"){[Schema="dbo",Item="t"]}[Data]', ["db.dbo.t"]),
        ('Sql.Databases("s"){[Name="db"]}[Data]{[Schema="dbo",Item="t"]}[Data]', ["db.dbo.t"]),
        ('PostgreSQL.Database("s:5432", "db", [HierarchicalNavigation=false]){[Schema="p",Item="t"]}[Data]', ["db.p.t"]),
        ('MySQL.Database("s", "db"){[Schema="db",Item="t"]}[Data]', ["db.t"]),
        ('Snowflake.Databases("a","w"){[Name="DB",Kind="Database"]}[Data]{[Name="S",Kind="Schema"]}[Data]'
         '{[Name="T",Kind="Table"]}[Data]', ["DB.S.T"]),
        ('GoogleBigQuery.Database(){[Name="p"]}[Data]{[Name="d",Kind="Schema"]}[Data]{[Name="v",Kind="View"]}[Data]', ["p.d.v"]),
        ('Lakehouse.Contents(null){[workspaceId="w"]}[Data]{[lakehouseId="l"]}[Data]{[Id="t",ItemKind="Table"]}[Data]', ["l.t"]),
        ('Table.NestedJoin(Sql.Database("s","a"){[Schema="x",Item="l"]}[Data],{"k"},'
         'Sql.Database("s","b"){[Schema="y",Item="r"]}[Data],{"k"},"n")', ["a.x.l", "b.y.r"]),
        ('let S = Sql.Database("s","db"), T = S{[Schema="d",Item="t"]}[Data], F = Table.SelectRows(T, each [t] > 1) in F', ["db.d.t"]),
        ('let S = Sql.Database("s","db"), Unused = S{[Schema="d",Item="u"]}[Data], T = S{[Schema="d",Item="t"]}[Data] in T', ["db.d.t"]),
        ('let S = Sql.Database("s","db"), N = "t" & "1", T = S{[Schema="d",Item=N]}[Data] in T', ["db.d.t1"]),
        ('let S = Sql.Database("s","db"), T = S{[Schema="d",Item=Text.Upper("t")]}[Data] in T', ["?Sql.Database"]),
        ('Sql.Database("s", "db", [Query="select * from t"])', ["db: select * from t"]),
        ('Sql.Database("s", "db", [Timeout=1, Query="select ""a""#(lf)from" & " t"])', ['db: select "a"\nfrom t']),
        ('Sql.Database("s", "db", [Query="select * from " & Text.From(1)])', ["?Sql.Database"]),
        ('let S = Sql.Database("s","db") in Value.NativeQuery(S, "select 1", null, [EnableFolding=true])', ["db: select 1"]),
        ('let S = Sql.Database("s","db"), Q = Value.NativeQuery(S, Q) in Q', ["?Value.NativeQuery", "?a whole database"]),
        ('Value.NativeQuery(Snowflake.Databases("s","w"){[Name="DB"]}[Data], "select 1")', ["DB: select 1"]),
        ('Table.RenameColumns(Value.NativeQuery(Sql.Database("s","db"), "select 1"), {{"a","b"}})', ["db: select 1"]),
        ('Sql.Database(Server, Text.From(1)){[Schema="d",Item="t"]}[Data]', ["?Sql.Database"]),
        ('Csv.Document(File.Contents("C:\\x.csv"))', ["?Csv.Document", "?File.Contents"]),
        ('"Sql.Database(""s"",""db""){[Schema=""d"",Item=""t""]}"', []),
        ('/* Sql.Database("s","db"){[Schema="d",Item="t"]}[Data] */ #table({"a"}, {{1}})', []),
        ('let a = b, b = a in a', []),
        ('Sql.Databases("s")', ["?a whole database"]),
        ("", []),
        ('let S = Sql.Database("s", "db', []),
        ("let let let ( [ {", []),
    ],
)  # fmt: skip
def test_what_a_query_in_m_reads(source: str, wanted: list[str]):
    assert read(source) == wanted


def test_queries_read_each_other_and_parameters_are_texts(tmp_path: Path):
    queries = {"Db": '"shop" meta [IsParameterQuery=true]', "Base": 'Sql.Database("s", Db)', "Loop": "Loop & Loop"}
    tables = {"Orders", "My Table"}
    assert read('let S = Base, T = S{[Schema="d",Item="t"]}[Data] in T', queries, tables) == ["shop.d.t"]
    assert read('Table.Combine({Orders, #"My Table"})', queries, tables) == ["My Table", "Orders"]
    assert read("let Orders = 1 in Orders", queries, tables) == []
    assert read('Table.AddColumn(#table({}, {}), "x", (Orders) => Orders + 1)', queries, tables) == []
    assert read("[Orders = 1][Orders]", queries, tables) == []
    assert read("Loop", queries, tables) == []


def native(tmp_path: Path, query: str, source: str = 'Value.NativeQuery(Sql.Database("s", "db"), "{}")') -> Harvest:
    columns = "".join(f"  column {name}\n    sourceColumn: {name}\n" for name in ("Id", "Total"))
    made = source.format(query.replace('"', '""').replace("\n", "#(lf)"))
    text = f"table Sales\n{columns}\n  partition Sales = m\n    mode: import\n    source = {made}\n"
    return ask("powerbi", write(tmp_path, {"Shop.SemanticModel/definition/tables/Sales.tmdl": tabs(text)}))


def test_sql_in_a_query_is_read_down_to_columns(tmp_path: Path):
    query = """
    with paid as (select o.id, o.net from "shop".orders o where o.paid = 1)
    select p.id as ID, sum(p.net * r.rate) as total, 1 as other
    from paid p join rates r on r.id = p.id group by p.id
    """
    harvest = native(tmp_path, query)
    assert notes(harvest) == []
    assert flows(harvest) == {
        "db.shop.orders -> Sales", "db.dbo.rates -> Sales",
        "db.shop.orders.id -> Sales.Id", "db.shop.orders.net -> Sales.Total", "db.dbo.rates.rate -> Sales.Total",
    }  # fmt: skip


def test_all_of_a_table_by_sql_is_that_table(tmp_path: Path):
    assert flows(native(tmp_path, "SELECT * FROM [dbo].[orders] WHERE paid = 1;")) == {
        "db.dbo.orders -> Sales", "db.dbo.orders.Id -> Sales.Id", "db.dbo.orders.Total -> Sales.Total",
    }  # fmt: skip
    joined = native(tmp_path, "SELECT * FROM orders o JOIN rates r ON r.id = o.id")
    assert flows(joined) == {"db.dbo.orders -> Sales", "db.dbo.rates -> Sales"}, "whose columns are which is not known"
    renamed = native(
        tmp_path,
        "SELECT * FROM orders",
        'Table.SelectRows(Value.NativeQuery(Sql.Database("s", "db"), "{}"), each true)',
    )
    assert flows(renamed) == {"db.dbo.orders -> Sales"}


def test_sql_that_is_not_understood_is_noted(tmp_path: Path):
    harvest = native(tmp_path, "SELECT FROM WHERE")
    assert flows(harvest) == set() and "SQL of 'Sales' is not understood" in notes(harvest)[0]


def test_what_is_bound_again_and_again_ends():
    steps = ", ".join(f"a{n} = a{n + 1} & a{n + 1}" for n in range(40))
    assert read(f'let {steps}, a40 = "x" in Sql.Database("s", a0){{[Schema="d",Item="t"]}}[Data]')[-1].startswith("?")


def test_tables_that_dax_names():
    tables = {"Sales", "My Table", "Date"}
    assert tables_named("FILTER('my table', [Sales] > DATE(1, 2, 3)) -- Date\n", tables) == {"My Table"}
    assert tables_named('SUMMARIZE(Sales, Sales[x], "Date", 1) /* Date */', tables) == {"Sales"}
    assert is_dax("SUMMARIZE(Sales)") and not is_dax("let a = 1 in a") and not is_dax(" Table.Combine({})")


def test_tmdl_that_is_odd_is_passed_over():
    whole = parse_tmdl("table\n\t\t\tcolumn x\n:::\n\ttable 'a''b.c' = \n\nref table x\n???\n\tcolumn\n")
    assert [one.name for one in whole.each("column")] == ["x"]
    assert [one.name for one in whole.each("table") if one.name] == ["a'b.c"]


def test_four_spaces_indent_as_a_tab_does():
    (table,) = parse_tmdl(SALES.replace("\t", "    ")).each("table")
    assert [one.name for one in table.objects if one.kind == "column"] == ["Order Id", "customer", "Twice"]


@pytest.mark.parametrize("content", ["", "[]", '{"workspaces": []}', '{"model": {}}', "model Model\n", '{"name": "x"}'])
@pytest.mark.parametrize("ending", ["json", "bim", "tmdl"])
def test_what_is_of_another_tool_is_an_error(tmp_path: Path, content: str, ending: str):
    harvest = ask("powerbi", write(tmp_path, {f"odd.{ending}": content}) / f"odd.{ending}")
    assert harvest.found == [] and len(harvest.errors) == 1 and errors(harvest)[0].startswith(f"odd.{ending} no ")


def test_odd_values_and_broken_files_cost_themselves_alone(tmp_path: Path):
    table: dict[str, Any] = {
        "name": "t",
        "columns": [1, {"name": None}, {"name": "a", "dataType": {}}],
        "source": ["x", {}],
        "measures": 3,
    }
    answer = {
        "workspaces": [1, {"datasets": [{"tables": [table, 7]}, None], "reports": "x", "dashboards": [{"tiles": 1}]}]
    }
    files = {"scan.json": answer, "broken.bim": '{"model": {"tables": [', "bad.tmdl": b"table \xff\n"}
    harvest = ask("powerbi", write(tmp_path, files))
    assert [found.address.name for found in harvest.found] == ["t", "dashboard"]
    assert short(harvest.found[0]) == ["unnamed_1: ", "a: "]
    assert {note.split(" ")[0].split(":")[0] for note in notes(harvest)} >= {"broken.bim", "bad.tmdl"}


def test_hostile_names_are_tidied_and_written(tmp_path: Path):
    text = (
        "table '<b>\u202e''x'\n\tcolumn 'a: b # c'\n\t\tdataType: string\n\tcolumn 'A: B # C'\n\t\tdataType: string\n"
    )
    found = only(ask("powerbi", write(tmp_path / "in", {"x.tmdl": text})))
    assert list(found.dataset.columns) == ["a: b # c", "A: B # C_2"]
    assert "1 table with 2 columns" in import_twice(tmp_path / "book", "powerbi", str(tmp_path / "in"))


def test_a_large_model_is_read(tmp_path: Path):
    columns = "".join(f"\tcolumn c{n}\n\t\tdataType: string\n\t\tsourceColumn: c{n}\n\n" for n in range(200))
    tables = {f"tables/t{n}.tmdl": f"table t{n}\n\n{columns}" for n in range(100)}
    harvest = ask("powerbi", write(tmp_path / "Big.SemanticModel" / "definition", tables))
    assert sum(len(found.dataset.columns) for found in harvest.found) == 20_000
