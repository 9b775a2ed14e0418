"""Writing YAML: what is written reads back the same, and what was there stays as it was."""

from __future__ import annotations

import difflib
import os
import random
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from lakebook.model.dataset import Column, Dataset, Refresh
from lakebook.model.reference import Link, Reference
from lakebook.readers.yaml_files import yaml_files
from lakebook.settings import Settings
from lakebook.syntax.strict_yaml import KeyPath, Value, parse
from lakebook.writers.atomic import write_atomically
from lakebook.writers.canonical_yaml import DATASET_FIELDS, column_value, schema_file
from lakebook.writers.quoting import quote
from lakebook.writers.splice import SpliceError, Splicer
from lakebook.writers.yaml_text import entry, flow

FAST = yaml.CBaseLoader
PATH = "catalogue/sales/crm/orders.yaml"

# Quoting ------------------------------------------------------------------------------------------------------------

NASTY = [
    *":#-?,[]{}&*!|>'\"%@`\\/~=+.<$^;()_ \t\n\r\0",
    *("\x07", "\x1b", "\x7f", "\x85", "\xa0", "\xad", "\u200b", "\u2028", "\u2029", "\ufeff", "\ufffe", "\uffff"),
    *("é", "ß", "Ж", "中", "😀", "\U0010ffff", "\U000e0001", ": ", " #", "- ", "? ", "---", "...", "<<", "::", ", "),
    *("no", "NO", "yes", "on", "Off", "true", "null", "~", "y", "n", "012", "0o14", "0x1F", "1e3", "12:30", "1_000"),
    *("1:30", "- a", "? x", "a #b", "a: b", "~", "=", "2024-02-31", "1.10", "[x]", "{x}", "\ta", "a\t", "x: - y", "_"),
    *("2024-01-31", ".inf", "-.nan", "!!str", "&a", "*a", "%YAML", "@x", "a", "b", "Z", "0", "9", "pk", "required"),
]


def nasty_strings(count: int) -> list[str]:
    """Texts put together from what goes wrong in YAML; the same ones in each run."""
    draw = random.Random(20261124)
    lengths = draw.choices(range(1, 8), weights=[9, 6, 5, 4, 3, 2, 1], k=count)
    return ["".join(draw.choices(NASTY, k=length)) for length in lengths]


EVERYTHING = os.environ.get("LAKEBOOK_FUZZ") == "all"
"""Whether the readers that are written in Python read all texts, too: about a minute."""


def ruamel(content: bytes) -> Any:
    """Read as YAML 1.2, by another hand."""
    return YAML(typ="safe", pure=True).load(content)


READERS: dict[str, tuple[Callable[[bytes], Any], int]] = {
    "ours": (lambda content: parse(content).value, 200_000),
    "libyaml, untyped": (lambda content: yaml.load(content, FAST), 200_000),
    "libyaml, typed": (lambda content: yaml.load(content, yaml.CSafeLoader), 200_000),
    "PyYAML, typed": (lambda content: yaml.load(content, yaml.SafeLoader), 200_000 if EVERYTHING else 4_000),
    "ruamel.yaml, typed": (ruamel, 200_000 if EVERYTHING else 16_000),
}
"""Who reads what we write, and how many texts."""


@pytest.mark.parametrize("reader", READERS)
def test_200_000_nasty_strings_survive(reader: str):
    """As keys and as values, in block and in flow; typed readers take them for texts, too."""
    read_back, count = READERS[reader]
    strings = ["", *nasty_strings(199_999)][:count]
    for start in range(0, count, 4000):
        part = strings[start : start + 4000]
        keys = list(dict.fromkeys(part))
        written = (
            "list:\n" + "".join(f"- {quote(text)}\n" for text in part)
            + f"flow: [{', '.join(quote(text, flow=True) for text in part)}]\n"
            + "keys:\n" + "".join(f"  {quote(text, key=True)}: {quote(text)}\n" for text in keys)
            + f"braces: {{{', '.join(f'{quote(k, key=True, flow=True)}: {quote(k, flow=True)}' for k in keys)}}}\n"
        ).encode()  # fmt: skip
        same = {text: text for text in keys}
        assert read_back(written) == {"list": part, "flow": part, "keys": same, "braces": same}


def test_a_type_that_ends_in_a_key_is_not_written_in_short():
    assert column_value(Column(name="id", type="int primary key")) == {"type": "int primary key"}
    assert column_value(Column(name="id", type="int", key=("pk",))) == "int pk"


def test_nasty_strings_survive_in_the_shorthand():
    for start in range(0, 20_000, 2000):
        strings = nasty_strings(20_000)[start : start + 2000]
        columns = {
            f"c{number}": Column(name=f"c{number}", type="bigint", key=("pk",), description=text)
            for number, text in enumerate(strings)
        }
        columns |= {f"t{n}": Column(name=f"t{n}", type=text) for n, text in enumerate(strings) if text not in GONE}
        assert read(schema_file([Dataset(name="x", columns=columns)]))[0].columns == columns


@pytest.mark.parametrize("text", ["customer_id", "Surrogate key.", "sap-ecc.fi.bkpf", "varchar(100)", "a/b", "l'été"])
def test_ordinary_words_are_plain(text: str):
    assert quote(text) == text


@pytest.mark.parametrize(
    "text", ["no", "012", "1e3", "12:30", "2024-01-31", "null", "y", "", "a: b", "a #b", " a", "+_", "-_1", "._1e+3"]
)
def test_what_other_readers_take_for_something_else_is_quoted(text: str):
    assert quote(text) == f'"{text}"'
    assert yaml.safe_load(quote(text)) == text == ruamel(quote(text).encode())


def test_half_a_surrogate_pair_is_refused():
    with pytest.raises(ValueError, match="half a surrogate pair"):
        quote("a\ud800")


def test_a_key_longer_than_yaml_takes_is_refused():
    assert parse(f"{quote('k' * 1000, key=True)}: x\n".encode()).value == {"k" * 1000: "x"}
    with pytest.raises(ValueError, match="too long"):
        quote("k" * 1001, key=True)


TEXT = st.text(alphabet=st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from(" \n:#-'\"|>")))
LONG = st.lists(TEXT.map(str.strip), max_size=60).map(" ".join)
TREES = st.recursive(
    TEXT | LONG,
    lambda below: st.lists(below, max_size=4) | st.dictionaries(TEXT, below, max_size=4),
    max_leaves=12,
)


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(TEXT, TREES, min_size=1, max_size=3), st.integers(0, 3))
def test_a_tree_reads_back(tree: dict[str, Value], depth: int):
    for _ in range(depth):
        tree = {"above": tree}
    block = "".join(entry(key, value) for key, value in tree.items()).encode()
    assert parse(block).value == tree
    assert parse(flow(tree).encode()).value == tree
    assert yaml.load(block, FAST) == tree


# Canonical form -----------------------------------------------------------------------------------------------------

GONE = {"", "~", "null", "Null", "NULL"}
"""Texts that mean "not given", whatever stands around them."""


def read(content: bytes) -> list[Dataset]:
    """Datasets of a schema's file, as if they had no place."""
    records = yaml_files(PATH, content, Settings())
    assert not records.findings, records.findings
    for dataset in records.datasets:
        dataset.domain = dataset.system = dataset.schema = dataset.file = ""
        dataset.line = 0
    return records.datasets


WORD = TEXT.filter(lambda text: text not in GONE)
NAME = st.from_regex(r"[A-Za-z0-9_.#:/\[\]é-]{1,12}", fullmatch=True)
REFERENCE = st.builds(Reference, NAME, st.just("") | WORD)
TEXTS = st.dictionaries(NAME, TEXT, max_size=3)
COLUMN = st.builds(
    Column,
    type=st.just("") | WORD, key=st.lists(st.sampled_from(["pk", "uk", "fk"]), unique=True).map(tuple), required=st.booleans(),
    title=st.just("") | WORD, description=st.just("") | WORD | LONG.filter(lambda text: text not in GONE),
    from_=st.lists(REFERENCE, max_size=3).map(tuple), personal=st.lists(WORD, max_size=2).map(tuple), values=TEXTS, extra=TEXTS,
    example=st.just("") | WORD, tags=st.lists(WORD, max_size=3).map(tuple),
)  # fmt: skip
DATASET = st.builds(
    Dataset,
    name=NAME, kind=st.sampled_from(["table", "view"]), title=st.just("") | WORD, description=st.just("") | WORD,
    refresh=st.none() | st.builds(Refresh, trigger=st.sampled_from(["", "batch", "event"]), when=WORD),
    status=st.sampled_from(["draft", "active"]), tags=st.lists(WORD, max_size=3),
    location=st.just("") | WORD, sources=st.lists(REFERENCE, max_size=3), extra=TEXTS,
    links=st.lists(st.builds(Link, title=st.just("") | WORD, url=WORD), max_size=2),
    columns=st.dictionaries(NAME, COLUMN, max_size=3),
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(DATASET, min_size=1, max_size=3, unique_by=lambda dataset: dataset.name))
def test_a_dataset_reads_back_equal(datasets: list[Dataset]):
    for dataset in datasets:
        for name, column in dataset.columns.items():
            column.name = name
    content = schema_file(datasets)
    assert read(content) == datasets
    assert schema_file(read(content)) == content
    assert b"\r" not in content


def test_the_canonical_form():
    text = "Loaded every night at 02:00 from the ledger; closed periods never change, and what is late goes to the next one."
    columns = [
        Column(name="customer_id", type="bigint", key=("pk",), required=True, description="Surrogate key."),
        Column(name="net", type="numeric(18,2)", description="Sum: group currency.", values={"0": "none"}),
        Column(name="day", type="date", key=("pk", "fk"), from_=(Reference("fi.bkpf.budat"),), required=True),
        Column(name="no"),
    ]
    dataset = Dataset(
        name="fact_revenue",
        description=text,
        extra={"rule": "select 1\nfrom t"},
        layer="gold",
        title="Revenue",
        tags=["bcbs239", "a: b"],
        refresh=Refresh(trigger="batch", when="02:00"),
        sources=[Reference("fi.bkpf", "full load"), Reference("fi.kna1")],
        columns={column.name: column for column in columns},
    )
    assert schema_file([dataset, Dataset(name="empty")]).decode() == (
        """datasets:
  fact_revenue:
    title: Revenue
    description: >-
      Loaded every night at 02:00 from the ledger; closed periods never change, and what is late goes to the
      next one.
    layer: gold
    refresh: batch | 02:00
    tags: [bcbs239, "a: b"]
    sources:
      fi.bkpf: full load
      fi.kna1:
    extra:
      rule: |-
        select 1
        from t
    columns:
      customer_id: bigint pk required | Surrogate key.
      net:
        type: numeric(18,2)
        description: "Sum: group currency."
        values: {"0": none}
      day:
        type: date
        key: pk fk
        required: true
        from: fi.bkpf.budat
      "no":
  empty:
"""
    )


def test_every_field_has_its_place_in_the_order():
    by_reader = {"name", "domain", "system", "schema", "file", "line", "sheet", "cell"}
    names = {field.encode_name for field in msgspec.structs.fields(Dataset)} - by_reader
    assert set(DATASET_FIELDS) == names


def test_two_datasets_of_one_name_are_refused():
    with pytest.raises(ValueError, match="two datasets are called 'x'"):
        schema_file([Dataset(name="x"), Dataset(name="x")])


# Splice -------------------------------------------------------------------------------------------------------------


def put_value(content: bytes, keys: KeyPath, value: Value) -> bytes:
    """*content* with one value put."""
    splicer = Splicer(content)
    splicer.put(keys, value)
    return splicer.content()


def delete_key(content: bytes, keys: KeyPath) -> bytes:
    """*content* with one key taken away."""
    splicer = Splicer(content)
    splicer.delete(keys)
    return splicer.content()


EDITED = """# Orders, kept by Ann.
datasets:

  orders:   # the main table
    title:  'Orders, as entered'   # with quotes
    description: >-
      One line
      per order.

    tags: [ a,b,   c]
    columns:
      id: bigint pk | Key.   # never reused
      # the customer
      customer: bigint
      note:
        type: text
        description: "free: text"

        # what people type here
        # is anything
      # gone: int

  # Lines of an order
  lines:
    columns: {id: int, "no": text}
    status:
    # not yet

# the end
"""


def changed(before: bytes, after: bytes) -> tuple[list[str], list[str]]:
    """Lines that are gone and lines that are new, with their ends; all others are the same, in the same order."""
    diff = list(difflib.ndiff(_lines(before), _lines(after)))
    return [line[2:] for line in diff if line[0] == "-"], [line[2:] for line in diff if line[0] == "+"]


def _lines(content: bytes) -> list[str]:
    return content.decode().splitlines(keepends=True)


def test_putting_a_scalar_changes_its_line_only():
    made = put_value(EDITED.encode(), ("datasets", "orders", "title"), "Orders: all")
    assert changed(EDITED.encode(), made) == (
        ["    title:  'Orders, as entered'   # with quotes\n"],
        ['    title:  "Orders: all"   # with quotes\n'],
    )


def test_a_new_column_stands_at_the_end_of_the_columns():
    made = put_value(EDITED.encode(), ("datasets", "orders", "columns", "no"), "date | When.")
    assert '      # gone: int\n      "no": date | When.\n\n  # Lines of an order\n' in made.decode()
    assert changed(EDITED.encode(), made)[0] == []


def test_a_new_dataset_stands_at_the_end_of_the_datasets():
    made = put_value(EDITED.encode(), ("datasets", "new"), {"title": "New", "columns": {"id": "int"}})
    added = "\n  new:\n    title: New\n    columns:\n      id: int\n"
    assert made.decode() == EDITED.replace("    # not yet\n", f"    # not yet\n{added}")


def test_changes_together_are_the_changes_one_by_one():
    splicer = Splicer(EDITED.encode())
    splicer.put(("datasets", "lines", "title"), "Lines")
    splicer.put(("datasets", "lines", "columns", "sku"), "text")
    splicer.put(("datasets", "new"), {"columns": {"id": "int"}})
    splicer.put(("datasets", "orders", "columns", "id"), {"type": "bigint", "title": "Id"})
    splicer.put(("datasets", "orders", "columns", "note", "tags"), ["a"])
    splicer.put(("datasets", "lines", "status"), "draft")
    splicer.delete(("datasets", "orders", "tags"))
    gone, new = changed(EDITED.encode(), splicer.content())
    assert gone == [
        "    tags: [ a,b,   c]\n", "      id: bigint pk | Key.   # never reused\n",
        '    columns: {id: int, "no": text}\n', "    status:\n",
    ]  # fmt: skip
    assert new == [
        "      id:   # never reused\n", "        type: bigint\n", "        title: Id\n", "        tags: [a]\n",
        '    columns: {id: int, "no": text, sku: text}\n', "    status: draft\n", "    title: Lines\n",
        "\n", "  new:\n", "    columns:\n", "      id: int\n",
    ]  # fmt: skip


def test_line_ends_and_byte_order_mark_are_kept():
    before = b"\xef\xbb\xbf" + EDITED.replace("\n", "\r\n").encode()
    made = put_value(before, ("datasets", "lines", "description"), "word " * 40 + "end")
    assert made.startswith(b"\xef\xbb\xbf#") and b"\n" not in made.replace(b"\r\n", b"")
    assert changed(before, made)[0] == []


def test_a_file_without_a_last_newline_keeps_its_last_line():
    assert put_value(b"a:\n  b: 1", ("a", "c"), "2") == b'a:\n  b: 1\n  c: "2"'
    assert put_value(b"# none yet", ("datasets",), {"a": ""}) == b"# none yet\ndatasets:\n  a:"
    assert put_value(b"", ("datasets",), {"a": ""}) == b"datasets:\n  a:\n"


def test_folded_text_and_lists_are_replaced_whole():
    made = put_value(EDITED.encode(), ("datasets", "orders", "description"), "One line.")
    assert changed(EDITED.encode(), made) == (
        ["    description: >-\n", "      One line\n", "      per order.\n"],
        ["    description: One line.\n"],
    )
    assert put_value(b"a: # why\n  - x\n  - y\nb: 1\n", ("a",), ["z"]) == b"a: [z]\nb: 1\n"


def test_deleting_leaves_the_comment_of_the_next_block():
    made = delete_key(EDITED.encode(), ("datasets", "orders", "columns", "note"))
    assert "  # Lines of an order\n  lines:\n" in made.decode() and "free: text" not in made.decode()
    assert delete_key(b"a: {x: 1, y: 2, z: 3} # c\n", ("a", "z")) == b"a: {x: 1, y: 2} # c\n"
    assert delete_key(b"a: {x: 1, y: 2, z: 3} # c\n", ("a", "x")) == b"a: {y: 2, z: 3} # c\n"


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("a: 1\n", ("a", "b")),
        ("a: 1\n", ("x", "y")),
        ("- a\n", ("a",)),
        ("a: 1\na: 2\n", ("a",)),
        ("a: [1]\n", ("a", 0)),
    ],
)
def test_what_cannot_be_spliced_says_so(text: str, keys: tuple[str | int, ...]):
    with pytest.raises(SpliceError):
        put_value(text.encode(), keys, "new")


PLACES = [
    ("datasets",), ("datasets", "orders"), ("datasets", "lines"), ("datasets", "orders", "columns"),
    ("datasets", "orders", "columns", "note"), ("datasets", "lines", "columns"),
]  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(PLACES), st.sampled_from(["title", "id", "status", "tags", "columns", "note"]) | TEXT, TREES,
       st.sampled_from(["\n", "\r\n"]), st.booleans())  # fmt: skip
def test_any_value_anywhere(place: tuple[str, ...], key: str, value: Value, newline: str, cut: bool):
    before = EDITED.replace("\n", newline).encode()
    before = before.rstrip() if cut else before
    wanted = parse(before).value
    at: Any = wanted
    for step in place:
        at = at[step]
    added = key not in at
    at[key] = value
    made = put_value(before, (*place, key), value)
    assert parse(made).value == wanted
    if added and place != ("datasets", "lines", "columns"):
        assert all(line in (made + newline.encode()).splitlines(keepends=True) for line in before.splitlines(True)[:-1])
    assert (
        put_value(made, (*place, key), value) is not None
        and parse(put_value(made, (*place, key), value)).value == wanted
    )
    assert parse(delete_key(made, (*place, key))).value == _without(wanted, place, key)


def _without(value: Any, place: tuple[str, ...], key: str) -> Any:
    at = value
    for step in place:
        at = at[step]
    del at[key]
    if not at and place:  # 'columns:' with nothing below reads as empty text
        value = parse(entry("x", value).encode()).value
        return value["x"] if isinstance(value, dict) else value
    return value


# Atomic write -------------------------------------------------------------------------------------------------------


def test_atomic_write_makes_folders_and_keeps_the_mode(tmp_path: Path):
    path = tmp_path / "a" / "b.yaml"
    write_atomically(path, b"one\n")
    path.chmod(0o640)
    write_atomically(path, b"two\n")
    assert path.read_bytes() == b"two\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert [child.name for child in path.parent.iterdir()] == ["b.yaml"]


def test_a_failed_write_leaves_nothing_behind(tmp_path: Path):
    (tmp_path / "taken").mkdir()
    with pytest.raises(OSError):
        write_atomically(tmp_path / "taken", b"x")
    assert [child.name for child in tmp_path.iterdir()] == ["taken"]


def test_what_is_no_file_is_written_to_as_it_stands(tmp_path: Path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    write_atomically(pipe, b"through the pipe\n")
    assert os.read(reader, 100) == b"through the pipe\n"
    os.close(reader)
    assert stat.S_ISFIFO(pipe.stat().st_mode) and [child.name for child in tmp_path.iterdir()] == ["pipe"]


def test_a_link_stays_a_link(tmp_path: Path):
    (tmp_path / "real.yaml").write_bytes(b"old")
    (tmp_path / "link.yaml").symlink_to("real.yaml")
    write_atomically(tmp_path / "link.yaml", b"new")
    assert (tmp_path / "link.yaml").is_symlink() and (tmp_path / "real.yaml").read_bytes() == b"new"


def test_a_column_of_a_type_that_ends_like_a_key_is_written_in_full():
    assert column_value(Column(name="x", type="my pk")) == {"type": "my pk"}
    assert column_value(Column(name="x", type="a | b")) == {"type": "a | b"}
