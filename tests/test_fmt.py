"""``lakebook fmt``: one style, and nothing lost: no comment, no word, no meaning."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st
from test_writers import DATASET, TEXT

from lakebook.commands._formatting import formatted
from lakebook.diagnostics import Finding
from lakebook.model.dataset import Dataset
from lakebook.readers.yaml_files import yaml_files
from lakebook.settings import Settings
from lakebook.syntax.strict_yaml import parse
from lakebook.writers.canonical_yaml import schema_file
from lakebook.writers.commented_yaml import comments_of

SCHEMA = "catalogue/sales/crm/orders.yaml"
DOMAIN = "catalogue/sales/domain.yaml"


def fmt(text: str, path: str = SCHEMA) -> str:
    made = formatted(path, text.encode(), Settings())
    assert isinstance(made, bytes), made
    again = formatted(path, made, Settings())
    assert again == made, "formatting twice changes something"
    return made.decode()


def left(text: str, path: str = SCHEMA) -> str:
    """Place and reason for which a file is left as it is."""
    found = formatted(path, text.encode(), Settings())
    assert isinstance(found, Finding), found
    return f"{found.location}: {found.message}"


MESSY = """# yaml-language-server: $schema=../../../schemas/datasets.schema.json


datasets:


    # Orders, kept by Ann.

    orders:   # the main table
      columns:
        id:
            type: 'bigint'
            key: [ pk ]
        # the customer
        customer: {type: bigint, required: yes}   # who buys

        note:
          # as they type it
          type: text
          description: "free"
        # gone: int
      title:  'Orders, as entered' # with quotes
      tags: [ a,b,
         # the third
         c ]
      sources:
      - crm.b
      - crm.a     # first of all
      # not a view
      kind: table

# Lines of an order
    lines:
      # columns:
      #   id: int
    other: {columns: {a: int}, description: "Two\\nlines"}
# the end
"""
TIDY = """# yaml-language-server: $schema=../../../schemas/datasets.schema.json

datasets:

  # Orders, kept by Ann.

  orders:  # the main table
    # not a view
    kind: table
    title: Orders, as entered  # with quotes
    tags:
      - a
      - b
      # the third
      - c
    sources:
      - crm.b
      - crm.a  # first of all
    columns:
      id: bigint pk
      # the customer
      customer: bigint required  # who buys

      note:
        # as they type it
        type: text
        description: free
      # gone: int

  # Lines of an order
  lines:
    # columns:
    #   id: int
  other:
    description: |-
      Two
      lines
    columns:
      a: int
# the end
"""


def test_a_file_that_people_wrote():
    assert fmt(MESSY) == TIDY


@pytest.mark.parametrize(
    "text",
    [
        "title: Sales\ndescription: |\n  One line.\n\n  Another.\ncustodian: ann\n",
        "title: Sales\ndescription: >\n  " + "word " * 30 + "end\n",
        "title: Sales\ndescription: |\n  Only one line.\n",
        "terms:\n  order: What was asked for.\n  # not yet: invoice\n",
        "title: yes\n",
        "title: Sales  # the department\n",
        "# nothing but a comment\n",
        "",
    ],
)
def test_what_is_in_style_stays(text: str):
    if len(text) > 100:  # folded, too
        assert parse(fmt(text, DOMAIN).encode()).value == parse(text.encode()).value
    else:
        assert fmt(text, DOMAIN) == text


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("datasets: {a: {columns: {b: int}}}\n", "datasets:\n  a:\n    columns:\n      b: int\n"),
        ("---\ndatasets:\n  a:\n...\n", "datasets:\n  a:\n"),
        ("--- # c\ndatasets:\n  a:\n", "# c\ndatasets:\n  a:\n"),
        ("datasets:\n  a: ~\n", "datasets:\n  a: ~\n"),
        ("datasets:\n  a:\n    layer: 'no'\n", 'datasets:\n  a:\n    layer: "no"\n'),
        ("datasets:\n  a:\n    custom: 1\n    title: x\n", 'datasets:\n  a:\n    title: x\n    custom: "1"\n'),
        ("datasets:\n  a:\n    kind: table\n", "datasets:\n  a:\n    kind: table\n"),
        ("datasets:\n  a:\n    columns:\n      b: {type: int, required: no}\n",
         "datasets:\n  a:\n    columns:\n      b:\n        type: int\n        required: no\n"),
        ("datasets:\n  a:\n    title: # one\n      x  # two\n", "datasets:\n  a:\n    # one\n    title: x  # two\n"),
        ("datasets:\n  a:\n    title: x\n    # y\n", "datasets:\n  a:\n    title: x\n    # y\n"),
        ("datasets:\n  a:\n    links:\n      - # the wiki\n        url: https://w.example\n",
         "datasets:\n  a:\n    links:\n      - url: https://w.example  # the wiki\n"),
        ("datasets:\n  a:\n    links:\n    # the wiki\n    - url: https://w.example\n",
         "datasets:\n  a:\n    links:\n      # the wiki\n      - url: https://w.example\n"),
        ("datasets:\n  a:\n    tags: [x, # why\n      y]\n",
         "datasets:\n  a:\n    tags:\n      - x  # why\n      - y\n"),
        ("datasets:\n  a:\n    extra:\n      rule: |\n        select 1\n        # of all\n        from t\n      why: |\n        One.\n",
         "datasets:\n  a:\n    extra:\n      rule: |\n        select 1\n        # of all\n        from t\n      why: |\n        One.\n"),
        ("datasets:\n  a:\n    extra:\n      rule: |  # SQL\n        select 1\n        from t\n",
         "datasets:\n  a:\n    extra:\n      rule: |  # SQL\n        select 1\n        from t\n"),
    ],
)  # fmt: skip
def test_forms(text: str, made: str):
    assert fmt(text) == made


def test_line_ends_and_byte_order_mark_are_kept():
    made = formatted(SCHEMA, b"\xef\xbb\xbf" + MESSY.replace("\n", "\r\n").encode(), Settings())
    assert made == b"\xef\xbb\xbf" + TIDY.replace("\n", "\r\n").encode()


def test_a_comment_that_may_have_been_meant_as_text_stays_suspicious():
    text = "datasets:\n  a:\n    layer: gold\n    description: invoice # 7\n"
    assert fmt(text).endswith("    description: invoice # 7\n    layer: gold\n")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("datasets:\n  a:\n      columns:\n          id: int\n        # id\n  b:\n",
         "orders.yaml:5: what this comment belongs to cannot be told"),
        ("datasets:\n  a:\n  a:\n", "orders.yaml:3:3: 'a' is given twice in this block"),
        ("datasets: [\n", "orders.yaml:"),
        ("datasets:\n  a:\n    links:\n      - - x  # y\n", "orders.yaml: the comment '# y' would be lost"),
    ],
)  # fmt: skip
def test_what_cannot_be_told_is_left(text: str, said: str):
    assert said in left(text)


COMMENT = st.from_regex(r"# ?[a-z:#'\"\[{-]{0,8}[a-z]", fullmatch=True)


@st.composite
def commented_files(draw: st.DrawFn) -> tuple[str, list[str]]:
    """The file of a schema with comments strewn into it, and these comments."""
    datasets: list[Dataset] = draw(st.lists(DATASET, min_size=1, max_size=3, unique_by=lambda dataset: dataset.name))
    for dataset in datasets:
        for name, column in dataset.columns.items():
            column.name = name
    lines, comments = [], []
    for line in schema_file(datasets).decode().split("\n")[:-1]:
        for kind in draw(st.lists(st.sampled_from(["", "above", "blank"]), max_size=2)):
            comment = draw(COMMENT)
            indent = len(line) - len(line.lstrip(" "))
            lines += ["" if kind == "blank" else " " * indent + comment] if kind else []
            comments += [comment] if kind == "above" else []
        lines.append(line)
    return "\n".join(lines) + "\n", comments


@settings(max_examples=150, deadline=None)
@given(commented_files())
def test_no_comment_and_no_meaning_is_lost(drawn: tuple[str, list[str]]):
    text, _ = drawn
    found = yaml_files(SCHEMA, text.encode(), Settings()).findings
    made = formatted(SCHEMA, text.encode(), Settings())
    if isinstance(made, Finding):  # a comment that fell into a text of several lines is no comment
        assert "cannot be told" in made.message or made in found, made
        return
    assert formatted(SCHEMA, made, Settings()) == made
    assert sorted(comments_of(made.decode())) == sorted(comments_of(text))
    before, after = (yaml_files(SCHEMA, one, Settings()).datasets for one in (text.encode(), made))
    assert [(one.name, one.description, list(one.columns)) for one in before] == [
        (one.name, one.description, list(one.columns)) for one in after
    ]


@settings(max_examples=150, deadline=None)
@given(st.lists(DATASET, min_size=1, max_size=3, unique_by=lambda dataset: dataset.name))
def test_what_we_write_is_in_style(datasets: list[Dataset]):
    for dataset in datasets:
        for name, column in dataset.columns.items():
            column.name = name
    assert formatted(SCHEMA, schema_file(datasets), Settings()) == schema_file(datasets)


@settings(max_examples=150, deadline=None)
@given(
    st.dictionaries(
        TEXT,
        st.recursive(TEXT, lambda below: st.lists(below, max_size=3) | st.dictionaries(TEXT, below, max_size=3)),
        max_size=3,
    )
)
def test_any_tree_is_the_same_afterwards(tree: dict[str, object]):
    text = yaml.safe_dump(tree, allow_unicode=True, default_style='"', default_flow_style=False, width=60)
    made = formatted(DOMAIN, text.encode(), Settings())
    assert isinstance(made, bytes), (made, text)
    assert parse(made).value == tree == parse(text.encode()).value


# The command --------------------------------------------------------------------------------------------------------


def book(root: Path, **files: str) -> Path:
    for path, text in {"lakebook.yaml": "title: A\n", SCHEMA: MESSY, DOMAIN: "title: Sales\n", **files}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(text.encode())
    return root


def run(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "lakebook.cli", "fmt", *arguments]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, env={**os.environ, "COLUMNS": "200"})


def test_all_of_the_catalogue_is_formatted(tmp_path: Path):
    root = book(tmp_path, **{"mkdocs.yml": "site_name:   A\n", "catalogue/sales/crm/orders.observed.yaml": "a:   1\n"})
    done = run(root)
    assert (done.returncode, done.stdout) == (0, f"wrote {SCHEMA}\n"), done
    assert done.stderr == "1 file changed, 1 as they should be\n"
    assert (root / SCHEMA).read_text() == TIDY
    assert (root / "mkdocs.yml").read_text() == "site_name:   A\n"
    assert (run(root).returncode, run(root, "--check").returncode) == (0, 0)


def test_check_lists_and_writes_nothing(tmp_path: Path):
    root = book(tmp_path)
    done = run(root, "--check", "catalogue/sales/crm")
    assert (done.returncode, done.stdout) == (1, f"would change {SCHEMA}\n")
    assert (root / SCHEMA).read_text() == MESSY
    assert run(root, "--check", DOMAIN).returncode == 0


def test_diff_prints_and_writes_nothing(tmp_path: Path):
    root = book(tmp_path, **{DOMAIN: "title:  Sales"})
    done = run(root / "catalogue", "--diff", "sales/domain.yaml")
    assert done.returncode == 0 and (root / DOMAIN).read_text() == "title:  Sales"
    assert done.stdout.splitlines() == [
        f"--- a/{DOMAIN}", f"+++ b/{DOMAIN}", "@@ -1 +1 @@",
        "-title:  Sales", "\\ No newline at end of file", "+title: Sales",
    ]  # fmt: skip
    assert run(root, "--diff", "--check", DOMAIN).returncode == 1


def test_what_is_left_is_said(tmp_path: Path):
    root = book(tmp_path, **{DOMAIN: "title: Sales\nterms:\n    a: b\n  # c\ncustodian: ann\n"})
    done = run(root)
    assert done.returncode == 1 and (root / SCHEMA).read_text() == TIDY
    assert f"{DOMAIN}:4: left as it is: what this comment belongs to cannot be told\nhint: indent it" in done.stderr
    assert done.stderr.endswith("1 file changed, 0 as they should be, 1 left\n")


def test_what_is_not_of_the_catalogue_is_refused(tmp_path: Path):
    root = book(tmp_path)
    done = run(root, "lakebook.yaml")
    assert done.returncode == 2 and "lakebook.yaml is no YAML of the catalogue" in done.stderr
    assert "lies outside the book" in run(root, str(ROOT / "README.md")).stderr


def test_a_link_out_of_the_book_is_left_as_it_is(tmp_path: Path):
    outside, folder = tmp_path / "theirs.yaml", tmp_path / "book/catalogue/sales/crm"
    untidy = "datasets:\n    orders:\n        columns: {id: int}\n"
    folder.mkdir(parents=True)
    outside.write_text(untidy)
    (tmp_path / "book/lakebook.yaml").write_text("title: Shop\n")
    (folder / "orders.yaml").symlink_to(outside)
    (folder / "lines.yaml").write_text(untidy)
    done = run(tmp_path / "book")
    assert done.returncode == 1 and outside.read_text() == untidy
    assert "orders.yaml: left as it is: a link, and it leads out of the book" in done.stderr
    assert (
        folder / "lines.yaml"
    ).read_text() != untidy and "1 file changed, 0 as they should be, 1 left" in done.stderr
