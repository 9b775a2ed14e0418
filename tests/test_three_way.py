"""Three-way merges of records, held against a plain model that knows who is who."""

from __future__ import annotations

import copy
import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lakebook.changes.three_way import Conflict, Merged, merge
from lakebook.model.dataset import Dataset
from lakebook.readers.yaml_files import yaml_files
from lakebook.settings import Settings
from lakebook.writers.canonical_yaml import schema_file
from lakebook.writers.record_trees import datasets_tree, record_of
from lakebook.writers.yaml_edits import edit_yaml

SEEDS = st.integers(0, 2**32)
TEXTS = ("One.", "Two: a colon", "three # no comment", "4", "'five'", "yes", "a\nb")


# The plain model: records with a number of their own, so that nobody has to guess who was renamed --------------------


def random_state(choose: random.Random) -> dict[int, dict[str, Any]]:
    """Number -> record with its columns, by their numbers."""
    columns = lambda: {n: fields(choose) | {"name": f"c{n}"} for n in range(choose.randint(0, 6))}  # noqa: E731
    return {
        n: {"name": f"d{n}", "title": choose.choice(TEXTS), "columns": columns()} for n in range(choose.randint(1, 4))
    }


def fields(choose: random.Random) -> dict[str, Any]:
    """Some fields of a column."""
    given: dict[str, Any] = {"type": choose.choice(["int", "date", "numeric(18,2)"])}
    if choose.random() < 0.5:
        given["description"] = choose.choice(TEXTS)
    if choose.random() < 0.4:
        given["tags"] = choose.sample(["a", "b", "c", "d"], choose.randint(1, 3))
    if choose.random() < 0.3:
        given["values"] = {str(n): choose.choice(TEXTS) for n in range(choose.randint(1, 3))}
    return given


def edit(state: dict[int, dict[str, Any]], choose: random.Random, side: str) -> dict[int, dict[str, Any]]:
    """A side's own copy with some edits; new records and names carry the side's letter, so that they differ."""
    mine = copy.deepcopy(state)
    for step in range(choose.randint(0, 8)):
        dataset = choose.choice(list(mine.values()) or [None])
        if dataset is None:
            break
        columns = dataset["columns"]
        what = choose.choice(["title", "field", "field", "field", "add", "delete", "rename", "rename dataset", "drop"])
        number = choose.choice(list(columns)) if columns else None
        if what == "title":
            dataset["title"] = choose.choice(TEXTS)
        elif what == "add":
            columns[choose.getrandbits(40)] = fields(choose) | {"name": f"{side}{step}"}
        elif what == "rename dataset" and "was" not in dataset:
            dataset["was"], dataset["name"] = dataset["name"], f"{dataset['name']}{side}"
        elif what == "drop" and len(mine) > 1 and choose.random() < 0.3:
            del mine[next(n for n, one in mine.items() if one is dataset)]
        elif number is None:
            continue
        elif what == "delete":
            del columns[number]
        elif what == "rename" and "was" not in columns[number] and columns[number]["name"].startswith("c"):
            columns[number]["was"] = columns[number]["name"]
            columns[number]["name"] += side
        elif what == "field":
            fresh = fields(choose)
            for name in ("type", "description", "tags", "values"):
                if choose.random() < 0.5:
                    columns[number].pop(name, None)
                    if name in fresh:
                        columns[number][name] = fresh[name]
    return mine


def tree(state: dict[int, dict[str, Any]]) -> dict[str, Any]:
    """The state as the merge sees it."""

    def one(record: dict[str, Any]) -> dict[str, Any]:
        shown = {key: value for key, value in record.items() if key not in ("name", "was", "columns")}
        if "was" in record:
            shown["formerly"] = [record["was"]]
        if record.get("columns"):
            shown["columns"] = {column["name"]: one(column) for column in record["columns"].values()}
        return shown

    datasets = {record["name"]: one(record) for record in state.values()}
    return {"datasets": datasets} if datasets else {}


class Model:
    """What a merge of records by their numbers gives, with how many conflicts; ours stands where there is one."""

    def __init__(self) -> None:
        self.conflicts = 0

    def records(self, base: Any, ours: Any, theirs: Any) -> Any:
        merged = {}
        for number in {**ours, **theirs}:
            b, o, t = base.get(number), ours.get(number), theirs.get(number)
            if b is None:
                merged[number] = copy.deepcopy(o if o is not None else t)
            elif o is None or t is None:
                left = o if t is None else t
                if plain(left) != plain(b):
                    self.conflicts += 1
                    if o is not None:
                        merged[number] = copy.deepcopy(o)
            else:
                merged[number] = self.record(b, o, t)
        return merged

    def record(self, b: Any, o: Any, t: Any) -> Any:
        merged = dict(o)
        for name in sorted({*b, *o, *t}):
            sides = b.get(name), o.get(name), t.get(name)
            if name == "was":
                continue
            if name == "columns":
                value = self.records(*(side or {} for side in sides))
            elif name == "values" and sides[1] is not None and sides[2] is not None:
                keys = {**(sides[0] or {}), **sides[1], **sides[2]}
                each = {key: self.value(*((side or {}).get(key) for side in sides)) for key in keys}
                value = {key: one for key, one in each.items() if one is not None} if sides[1] != sides[0] else sides[2]
            elif name == "tags" and sides[1] is not None and sides[2] is not None:
                value = self.items(*(side or [] for side in sides))
            else:
                value = self.value(*sides)
            if value is None:
                merged.pop(name, None)
            else:
                merged[name] = value
        if merged["name"] != b["name"]:
            former = [side["was"] for side in (o, t) if "was" in side]
            merged["was"] = former[0]
        return merged

    def value(self, b: Any, o: Any, t: Any) -> Any:
        if t == b or o == t:
            return o
        if o == b:
            return t
        self.conflicts += 1
        return o

    def items(self, b: Any, o: Any, t: Any) -> Any:
        if t == b or o == t:
            return o
        if o == b:
            return t
        return sorted([*(x for x in o if x in t or x not in b), *(x for x in t if x not in b and x not in o)])


def plain(record: Any) -> Any:
    return tree({0: record})["datasets"] if record else record


def sorted_tags(value: Any) -> Any:
    """The tree without the order of items, which the model does not know."""
    if isinstance(value, dict):
        return {name: sorted_tags(child) for name, child in value.items()}
    return sorted(value) if isinstance(value, list) else value


@settings(max_examples=400, deadline=None)
@given(SEEDS)
def test_any_edits_on_both_sides_merge_as_the_plain_model_says(seed: int):
    base, ours, theirs = three_states(seed)
    model = Model()
    expected = tree(model.records(base, ours, theirs))
    merged = merge(tree(base), tree(ours), tree(theirs))
    assert sorted_tags(merged.tree) == sorted_tags(expected)
    assert len(merged.conflicts) == model.conflicts


def three_states(seed: int) -> tuple[Any, Any, Any]:
    choose = random.Random(seed)
    base = random_state(choose)
    return base, edit(base, choose, "o"), edit(base, choose, "t")


# Carried out in a file -----------------------------------------------------------------------------------------------


def written(state: dict[int, dict[str, Any]], choose: random.Random) -> bytes:
    """The state as a person may have written it: with comments and blank lines between."""
    datasets = tree(state).get("datasets", {})
    lines = schema_file([record_of(Dataset, name, one) for name, one in datasets.items()]).decode().splitlines()
    made = []
    block = -1
    for line in lines:
        indent = len(line) - len(line.lstrip())
        inside = block >= 0 and (indent > block or not line.strip())
        if not inside and choose.random() < 0.2:
            made.append(f"{' ' * indent}# a comment {choose.getrandbits(20)}")
        made.append(line)
        if not inside:
            block = indent if line.endswith(("|-", ">-")) else -1
    return ("\n".join(made) + "\n").encode()


def read(content: bytes) -> dict[str, Any]:
    records = yaml_files("catalogue/a/b/c.yaml", content, Settings())
    assert not records.findings
    return datasets_tree(records.datasets) if records.datasets else {}


@settings(max_examples=300, deadline=None)
@given(SEEDS)
def test_edits_are_carried_out_in_the_file_and_nothing_else_is(seed: int):
    choose = random.Random(seed)
    base, ours, theirs = three_states(seed)
    content = written(ours, choose)
    merged = merge(tree(base), read(content), tree(theirs))
    made = edit_yaml(content, merged.edits)
    assert read(made) == merged.tree
    if not merged.edits:
        assert made == content
    kept = [line for line in content.decode().splitlines() if "# a comment" in line]
    assert [line for line in made.decode().splitlines() if "# a comment" in line] == kept or merged_away(merged)
    touched = {edit.keys for edit in merged.edits}
    if all(len(keys) == 5 for keys in touched):  # fields of columns alone: every other line is as it was
        names = {keys[3] for keys in touched}
        untouched = [line for line in content.decode().splitlines() if line.strip().partition(":")[0] not in names]
        assert len([line for line in untouched if line in made.decode().splitlines()]) >= len(untouched) - 8 * len(
            touched
        )


def merged_away(merged: Merged) -> bool:
    """Whether a record was deleted, or a value of several lines replaced, with the comments inside it."""
    return any(edit.value is None or isinstance(edit.before, dict) for edit in merged.edits)


# Cases worth a name --------------------------------------------------------------------------------------------------


def columns(**given: Any) -> dict[str, Any]:
    return {"datasets": {"orders": {"columns": given}}}


def test_a_rename_and_a_change_of_the_other_side_meet():
    base = columns(id={"type": "int"})
    ours = columns(id={"type": "bigint"})
    theirs = columns(key={"type": "int", "formerly": ["id"]})
    merged = merge(base, ours, theirs)
    assert merged.tree == columns(key={"type": "bigint", "formerly": ["id"]})
    assert not merged.conflicts


def test_both_renamed_one_column():
    base = columns(id={"type": "int"})
    merged = merge(base, columns(a={"type": "int", "formerly": ["id"]}), columns(b={"type": "int", "formerly": ["id"]}))
    assert [conflict.keys[-1] for conflict in merged.conflicts] == ["name"]
    assert merged.conflicts[0].ours == "a" and merged.conflicts[0].theirs == "b"


@pytest.mark.parametrize(("choice", "left"), [("ours", {}), ("theirs", {"id": {"type": "int", "title": "Id"}})])
def test_deleted_here_and_changed_there_is_a_conflict(choice: str, left: dict[str, Any]):
    base, theirs = columns(id={"type": "int"}), columns(id={"type": "int", "title": "Id"})
    ours: dict[str, Any] = {"datasets": {"orders": {}}}
    assert [c.of_record for c in merge(base, ours, theirs).conflicts] == [True]
    merged = merge(base, ours, theirs, lambda _conflict: choice)  # type: ignore[arg-type, return-value]
    assert merged.tree["datasets"]["orders"].get("columns", {}) == left


def test_without_a_base_blanks_are_filled_and_the_rest_is_asked():
    ours = columns(id={"type": "int", "description": "Mine."}, mine={"type": "int"})
    theirs = columns(ID={"type": "int", "description": "Theirs.", "title": "Id"}, new={"type": "date"})
    asked: list[Conflict] = []
    merged = merge(None, ours, theirs, lambda conflict: asked.append(conflict) or "")  # type: ignore[func-returns-value]
    assert [conflict.keys[-2:] for conflict in asked] == [("id", "description")]
    assert merged.tree == columns(
        id={"type": "int", "description": "Mine.", "title": "Id"}, new={"type": "date"}, mine={"type": "int"}
    )


def test_lists_are_merged_item_by_item_in_place():
    merged = merge(
        columns(id={"tags": ["a", "b"]}), columns(id={"tags": ["z", "a", "b"]}), columns(id={"tags": ["a", "x"]})
    )
    assert merged.tree == columns(id={"tags": ["z", "a", "x"]})


def test_a_new_column_stands_where_the_other_side_put_it():
    base = columns(a={}, b={}, c={})
    merged = merge(base, columns(a={}, b={}, c={}, d={}), columns(a={}, x={}, y={}, b={}, c={}))
    assert list(merged.tree["datasets"]["orders"]["columns"]) == ["a", "x", "y", "b", "c", "d"]
