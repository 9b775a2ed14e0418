"""What machines say of a system, merged into a book that people write in."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from lakebook.book import Book, read_book
from lakebook.importers import Place
from lakebook.importers._harvest import Address, Flow, Found, Harvest
from lakebook.importers._harvest.harvested import Outcome, harvested
from lakebook.importers._harvest.places import SchemaOfBook
from lakebook.model.dataset import Column, Dataset
from lakebook.sources.in_memory import InMemory
from lakebook.writers.canonical_yaml import schema_file

SHOP = "catalogue/sales/crm/shop.yaml"
SEEN = "catalogue/sales/crm/shop.observed.yaml"
Files = dict[str, str | bytes]


def table(name: str, *columns: Column | str, space: str = "raw.shop", **fields: Any) -> Found:
    """A table whose columns are given in short, as ``"id: bigint pk | Key."``."""
    known = {key: fields.pop(key) for key in ("flows", "references", "described") if key in fields}
    listed = [
        column if isinstance(column, Column) else Column.from_line(*(part.strip() for part in column.split(":", 1)))
        for column in columns
    ]
    dataset = Dataset(name=name, columns={column.name: column for column in listed}, **fields)
    return Found(address=Address(space, name), dataset=dataset, **known)


def orders(*more: str, **fields: Any) -> Found:
    return table("orders", "id: bigint pk | Key.", "amount: numeric | Net amount.", *more, **fields)


def book_of(files: Files) -> Book:
    return read_book(InMemory(files))


def bring(files: Files, *found: Found, origin: str = "sql", **options: Any) -> Outcome:
    """Import into *files*, and write what changes there."""
    given = {space: SchemaOfBook(*target.split(".", 1)) for space, target in options.pop("map", {}).items()}
    domain, system, schema = options.pop("at", ("sales", "crm", ""))
    place = Place(book_of(files), domain, system, schema)
    outcome = harvested(Harvest(origin=origin, found=list(found)), place, given, **options)
    files.update(outcome.changed())
    return outcome


def text(files: Files, path: str = SHOP) -> str:
    content = files[path]
    return content.decode() if isinstance(content, bytes) else content


def edit(files: Files, before: str, after: str) -> None:
    assert before in text(files)
    files[SHOP] = text(files).replace(before, after, 1)


def test_a_new_system_becomes_a_schema_and_what_was_observed():
    files: Files = {}
    assert bring(files, orders(description="Orders.")).errors == []
    assert text(files) == (
        "datasets:\n  orders:\n    description: Orders.\n    columns:\n"
        "      id: bigint pk | Key.\n      amount: numeric | Net amount.\n"
    )
    assert text(files, SEEN) == (
        "# Written by 'lakebook import'. What people know stands in the file of the schema.\n"
        "spaces: [raw.shop]\n"
        "datasets:\n  orders:\n    seen:\n      sql:\n        description: Orders.\n        columns:\n"
        "          id: bigint pk | Key.\n          amount: numeric | Net amount.\n"
    )


def test_a_second_import_changes_nothing():
    files: Files = {}
    found = (orders(), table("lines", "order: bigint", references={"order": (Address("raw.shop", "orders"), "id")}))
    bring(files, *found)
    assert "order: {type: bigint" not in text(files)
    assert "references: orders.id" in text(files) and "key: fk" in text(files)
    assert bring(files, *found).changed() == {}


def test_what_a_person_wrote_stays_and_what_the_source_owns_is_updated():
    files: Files = {}
    bring(files, orders(description="Orders."))
    edit(files, "description: Orders.", "description: What was ordered.\n    custodian: ada")
    edit(files, "amount: numeric | Net amount.", "amount: text | Without tax.")
    bring(files, orders(description="All orders."))
    assert "description: What was ordered.\n    custodian: ada" in text(files)
    assert "amount: numeric | Without tax." in text(files)


def test_a_description_that_nobody_touched_follows_the_source():
    files: Files = {}
    bring(files, orders(description="Orders."))
    outcome = bring(files, orders(description="All orders."))
    assert "description: All orders." in text(files) and outcome.kept == []


def test_a_book_written_by_hand_is_filled_in_and_not_overwritten():
    files: Files = {SHOP: "datasets:\n  Orders:\n    columns:\n      id: int | Number.\n      note: text\n"}
    outcome = bring(files, table("Orders", "id: bigint pk | Key.", "amount: numeric"))
    assert text(files) == (
        "datasets:\n  Orders:\n    columns:\n      id: bigint pk | Number.\n      amount: numeric\n      note: text\n"
    )
    assert [(conflict.ours, conflict.theirs) for _, conflict in outcome.kept] == [("Number.", "Key.")]


def test_a_renamed_dataset_and_column_are_followed():
    files: Files = {}
    bring(files, orders())
    edit(files, "  orders:", "  purchase:\n    formerly: orders")
    edit(files, "amount: numeric | Net amount.", "net: {type: numeric, description: Net amount., formerly: amount}")
    bring(files, table("orders", "id: bigint pk | Key.", "amount: decimal | Net amount."))
    datasets = book_of(files).catalogue.datasets
    assert list(datasets) == ["crm.shop.purchase"]
    assert datasets["crm.shop.purchase"].columns["net"].type == "decimal"
    assert bring(files, table("orders", "id: bigint pk | Key.", "amount: decimal | Net amount.")).changed() == {}


def test_what_somebody_deleted_stays_deleted():
    files: Files = {}
    bring(files, orders(), table("tmp", "id: int"))
    files[SHOP] = text(files).replace("  tmp:\n    columns:\n      id: int\n", "")
    outcome = bring(files, orders(), table("tmp", "id: bigint"))
    assert outcome.deleted == ["crm.shop.tmp"] and "tmp" not in text(files)


def test_a_column_that_somebody_deleted_stays_deleted():
    files: Files = {}
    bring(files, orders("loaded_at: timestamp | When."))
    edit(files, "      loaded_at: timestamp | When.\n", "")
    for kind in ("timestamp", "timestamptz"):
        outcome = bring(files, orders(f"loaded_at: {kind} | When."))
        assert outcome.deleted == ["crm.shop.orders.loaded_at"] and "loaded_at" not in text(files)
        assert bring(files, orders(f"loaded_at: {kind} | When.")).changed() == {}, "the second import writes nothing"
    outcome = bring(files, orders("loaded_at: timestamp", "new: int"), origin="dbt")
    assert outcome.deleted == ["crm.shop.orders.loaded_at"], "nor does another source bring it back"
    assert "new: int" in text(files) and "loaded_at" not in text(files)


def test_a_deleted_column_comes_back_when_somebody_writes_its_name_or_the_source_makes_it_anew():
    files: Files = {}
    bring(files, orders("note: text | What."))
    edit(files, "      note: text | What.\n", "")
    bring(files, orders("note: text | What."))
    edit(files, "numeric | Net amount.\n", "numeric | Net amount.\n      note:\n")
    bring(files, orders("note: varchar | What."))
    assert "note: varchar\n" in text(files), "the type is the source's; a text that was deleted stays away"
    edit(files, "      note: varchar\n", "")
    bring(files, orders())
    assert bring(files, orders("note: text")).deleted == [] and "note: text" in text(files)


def test_what_the_source_lost_is_said_and_deprecated_only_when_asked():
    files: Files = {}
    bring(files, orders("old: text", "kept: text"), table("gone", "id: int"))
    edit(files, "kept: text", "kept: text | Still needed.")
    outcome = bring(files, orders())
    gone = ["crm.shop.gone", "crm.shop.orders.old", "crm.shop.orders.kept"]
    assert outcome.gone == gone and outcome.changed() == {}
    assert bring(files, orders(), accept_gone=True).gone == gone
    datasets = book_of(files).catalogue.datasets
    assert datasets["crm.shop.gone"].status == "deprecated"
    assert list(datasets["crm.shop.orders"].columns) == ["id", "amount", "kept"]
    assert bring(files, orders()).gone == []


def test_two_sources_of_one_schema_do_not_overrule_each_other():
    files: Files = {}
    bring(files, orders())
    bring(files, table("orders", "id: int8 pk", "amount: float8"), origin="dbt")
    assert "amount: numeric | Net amount." in text(files)
    edit(files, "amount: numeric", "amount: text")
    bring(files, table("orders", "id: int8 pk", "amount: float8"), origin="dbt")
    assert "amount: float8 | Net amount." in text(files), "a person's type is no source's"
    assert bring(files, orders()).changed() == {}


def test_edges_stand_beside_the_schema_and_lead_to_the_lineage():
    files: Files = {}
    flow = {Address("raw.shop", "orders"): Flow({"total": ("amount",)})}
    bring(files, orders(), table("report", "total: numeric", kind="view", flows=flow))
    assert (
        "    edges:\n      crm.shop.orders:\n        origin: sql\n        columns:\n          total: amount\n"
        in text(files, SEEN)
    )
    lineage = book_of(files).lineage
    assert lineage.sources_of("crm.shop.report") == ["crm.shop.orders"]
    assert list(lineage.column_edges) == [("crm.shop.orders", "amount", "crm.shop.report", "total")]
    bring(files, orders(), table("report", "total: numeric", kind="view"))
    assert book_of(files).lineage.sources_of("crm.shop.report") == []


def test_an_edge_that_two_sources_saw_stays_until_both_have_lost_it():
    files: Files = {}
    made = table("report", "total: numeric", flows={Address("raw.shop", "orders"): Flow()})
    bring(files, orders(), made)
    bring(files, orders(), made, origin="dbt")
    bring(files, orders(), table("report", "total: numeric"))
    assert book_of(files).lineage.edge("crm.shop.orders", "crm.shop.report").origins == ("dbt",)


def test_spaces_are_known_the_next_time_without_being_named():
    files: Files = {}
    bring(files, orders())
    outcome = bring(files, orders("more: text"), at=("", "", ""))
    assert outcome.errors == [] and "more: text" in text(files)
    unknown = bring(files, table("x", "id: int", space="other"), at=("", "", ""))
    assert [(error.message, error.hint) for error in unknown.errors] == [
        (
            "nothing says to which system 'other' belongs",
            "type --domain NAME --system NAME, or --map other=SYSTEM.SCHEMA",
        )
    ]


def test_two_spaces_with_one_last_part_are_told_apart():
    files: Files = {}
    bring(files, table("t", "id: int", space="dev.public"), table("t", "id: int", space="prod.public"))
    assert sorted(book_of(files).catalogue.datasets) == ["crm.dev_public.t", "crm.prod_public.t"]


def test_two_tables_that_would_be_one_dataset_are_an_error():
    files: Files = {}
    found = [table("t", "id: int", space=space) for space in ("dev.public", "prod.public")]
    outcome = bring(files, *found, at=("sales", "crm", "shop"))
    assert [error.message for error in outcome.errors] == [
        "'prod.public.t' and 'dev.public.t' would both be crm.shop.t"
    ]
    assert files == {}


def test_tables_that_differ_by_case_alone_are_left_out_with_a_note():
    files: Files = {}
    outcome = bring(files, table("Orders", "id: int"), table("orders", "id: int"))
    assert list(book_of(files).catalogue.datasets) == ["crm.shop.Orders"]
    assert [note.message for note in outcome.notes] == [
        "'raw.shop.orders' is called like another table, or differs by case alone; it is left out"
    ]


def test_a_source_that_the_book_does_not_have_is_said_and_drawn_by_its_name():
    files: Files = {}
    outcome = bring(files, orders(flows={Address("landing", "files"): Flow()}))
    assert outcome.unknown == {"landing.files": 1}
    assert book_of(files).lineage.loose_names_of("crm.shop.orders") == {"landing.files": 8}
    bring(files, orders(flows={Address("landing", "files"): Flow()}), map={"landing": "crm.landing"})
    assert "landing.files" in text(files, SEEN), "nobody described it yet"
    bring(files, table("files", "id: int", space="landing"), map={"landing": "crm.landing"})
    bring(files, orders(flows={Address("landing", "files"): Flow()}))
    assert book_of(files).lineage.sources_of("crm.shop.orders") == ["crm.landing.files"]


def test_what_is_only_written_to_is_not_made_new():
    files: Files = {}
    write = table("orders", described=False, flows={Address("raw.shop", "raw"): Flow()})
    outcome = bring(files, write, table("raw", "id: int"))
    assert outcome.unknown == {"raw.shop.orders": 1} and "crm.shop.orders" not in book_of(files).catalogue.datasets
    bring(files, orders(), table("raw", "id: int"))
    bring(files, write, table("raw", "id: int"))
    assert book_of(files).lineage.sources_of("crm.shop.orders") == ["crm.shop.raw"]


def test_a_file_with_errors_is_left_and_the_other_schemas_are_imported():
    files: Files = {SHOP: "datasets:\n  orders:\n    columns:\n      id: {type: [int]}\n"}
    outcome = bring(files, orders(), table("other", "id: int", space="raw.more"))
    assert [error.location.path for error in outcome.errors] == [SHOP]
    assert "crm.more.other" in book_of(files).catalogue.datasets


def test_tables_go_where_they_are_described_already():
    files: Files = {"catalogue/finance/crm/shop.yaml": "datasets:\n  orders:\n    columns: {id: int}\n"}
    bring(files, orders(), table("new", "id: int"))
    assert {one.file for one in book_of(files).catalogue.datasets.values()} == {"catalogue/finance/crm/shop.yaml"}
    assert "catalogue/finance/crm/shop.observed.yaml" in files


NAMES = st.sampled_from(["a", "b", "c"])
TYPES = st.sampled_from(["int", "text", "date"])
SOURCE = st.dictionaries(NAMES, st.dictionaries(NAMES, TYPES, min_size=1), min_size=1)
NOTES = st.dictionaries(st.tuples(NAMES, NAMES), st.sampled_from(["One.", "Two."]))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(SOURCE, NOTES), min_size=1, max_size=4))
def test_after_any_edits_of_people_and_sources_each_has_its_word(rounds):
    files: Files = {}
    written: dict[tuple[str, str], str] = {}
    for source, notes in rounds:
        found = [table(name, *(f"{column}: {kind}" for column, kind in source[name].items())) for name in source]
        assert bring(files, *found).errors == []
        assert bring(files, *found).changed() == {}
        datasets = book_of(files).catalogue.datasets
        for name, columns in source.items():
            there = datasets[f"crm.shop.{name}"].columns
            assert {column: there[column].type for column in columns} == columns
        for (name, column), note in written.items():
            assert datasets[f"crm.shop.{name}"].columns[column].description == note
        for (name, column), note in notes.items():
            if f"crm.shop.{name}" in datasets and column in datasets[f"crm.shop.{name}"].columns:
                written[name, column] = note
        for (name, column), note in written.items():
            datasets[f"crm.shop.{name}"].columns[column].description = note
        files[SHOP] = schema_file(datasets.values())


def test_what_a_source_does_not_know_this_time_is_not_gone():
    files: Files = {}
    bring(files, orders("more: text"))
    partial = table("orders", "id: ", "amount: | Net of tax.")
    partial.partial = True
    outcome = bring(files, partial, accept_gone=True)
    assert outcome.gone == []
    columns = book_of(files).catalogue.datasets["crm.shop.orders"].columns
    assert [(name, column.type) for name, column in columns.items()] == [
        ("id", "bigint"),
        ("amount", "numeric"),
        ("more", "text"),
    ]
    assert columns["amount"].description == "Net of tax."


def test_tables_whose_place_the_source_does_not_say_are_known_the_next_time():
    files: Files = {}
    bring(files, table("a", "id: int", space=""), at=("sales", "crm", "shop"))
    assert 'spaces: ["."]' in text(files, SEEN)
    outcome = bring(files, table("a", "id: bigint", space=""), at=("", "", ""))
    assert outcome.errors == [] and "id: bigint" in text(files)


def test_a_dataset_may_lose_all_it_had():
    files: Files = {}
    bring(files, table("b", "x: int"), orders())
    outcome = bring(files, table("b"), orders(), accept_gone=True)
    assert outcome.errors == [] and outcome.gone == ["crm.shop.b.x"]
    assert list(book_of(files).catalogue.datasets["crm.shop.b"].columns) == []
    assert bring(files, table("b"), orders()).changed() == {}


NOTHING = ["null", "~", "Null", "NULL"]
LIKE_YAML = "a: b|[x]|{a}|''|\"q\"|*a|&b|!t|%|@|a\nb|b\n| lead|trail |\u2028|\x07|<<|# x|-|- a|true|no|12|1e3|2020-01-01|pk|int pk"
SPECIAL = st.sampled_from([*NOTHING, "| x", "a | b", *LIKE_YAML.split("|")])
TEXTS = SPECIAL | st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
WORDS = st.lists(TEXTS, max_size=2)
COLUMNS = st.builds(
    Column, name=st.just("id"), type=TEXTS, description=TEXTS, title=TEXTS, example=TEXTS, tags=WORDS.map(tuple)
)


@settings(max_examples=150, deadline=None)
@given(COLUMNS, TEXTS, TEXTS, WORDS)
def test_whatever_the_texts_of_a_source_are_a_second_import_finds_nothing_to_do(
    column: Column, title: str, description: str, tags: list[str]
):
    files: Files = {}
    for _ in range(2):
        found = table("orders", column, title=title, description=description, tags=list(tags))
        outcome = bring(files, found)
        assert outcome.errors == []
    assert [edit for merged in outcome.merged.values() for edit in merged.edits] == []
    assert outcome.changed() == {} and outcome.kept == []
