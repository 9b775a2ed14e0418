"""Whom a dataset or a column concerns: column by column where the book says so, in every form, with clear errors."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from test_sources import write

from lakebook.cli import lakebook

WID = """---
id: {id}
title: {title}
summary: S.
status: active
domain: sales
team: data
business_contact: ann
technical_contact: bob
reads: [{reads}]
writes: [{writes}]
surfaces:
  - {{type: dashboard, name: {title} board, audience: company}}
---
"""
FILES = {
    "lakebook.yaml": "title: A\nrepository: {url: https://github.com/acme/book}\n",
    "catalogue/people.yaml": "people:\n  ann: Ann Durand <ann@example.org>\n  bob: {name: Bob Martin, until: 2026-01-31, deputy: cleo}\n"
    "  cleo: Cleo Roux <cleo@example.org>\n",
    "catalogue/teams.yaml": 'teams:\n  data: {title: Data, channel: "#data"}\n',
    "catalogue/sales/domain.yaml": "title: Sales\ncustodian: ann\n",
    "catalogue/sales/crm/core.yaml": """datasets:
  base:
    title: Base
    columns: {id: int, name: text, note: text}
  named:
    columns:
      who: {from: base.name}
      key: {from: base.id}
  whole:
    sources: [base]
    columns: {x: int}
  far:
    columns:
      who: {from: named.who}
  other:
    columns: {z: int}
  order.v1:
    columns: {id: int}
""",
    "wids/on-name.md": WID.format(id="on-name", title="On name", reads="crm.core.named.who", writes="crm.core.other"),
    "wids/on-key.md": WID.format(id="on-key", title="On key", reads="crm.core.named.key", writes=""),
    "wids/on-all.md": WID.format(id="on-all", title="=On all", reads="crm.core.base", writes=""),
}


@pytest.fixture
def book(tmp_path: Path) -> Path:
    write(tmp_path, **FILES)
    return tmp_path


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(lakebook, ["-C", str(root), "impact", *arguments, "--today", "2026-11-24"])


def hits(root: Path, *arguments: str) -> dict[str, tuple[int, list[str]]]:
    """Id -> steps and columns."""
    done = run(root, *arguments, "--format", "json")
    assert done.exit_code == 0, done.output
    return {hit["id"]: (hit["hops"], hit["columns"]) for hit in json.loads(done.output)["hits"]}


def test_a_dataset_reaches_all_that_is_made_of_it(book: Path):
    assert hits(book, "crm.core.base") == {
        "on-all": (1, []),
        "on-key": (2, []),
        "on-name": (2, []),
        "crm.core.named": (1, []),
        "crm.core.whole": (1, []),
        "crm.core.far": (2, []),
        "crm.core.other": (2, []),
    }


def test_a_column_reaches_what_is_made_of_it_and_what_does_not_say(book: Path):
    assert hits(book, "crm.core.base.name") == {
        "on-all": (1, []),
        "on-name": (2, []),
        "crm.core.named": (1, ["who"]),
        "crm.core.whole": (1, []),
        "crm.core.far": (2, ["who"]),
        "crm.core.other": (2, []),
    }
    assert hits(book, "crm.core.base.note").keys() == {"on-all", "crm.core.whole"}


def test_a_hop_within_a_dataset_is_no_step(book: Path):
    inner = "datasets:\n  lines:\n    columns: {gross: int, net: {from: lines.gross}, tax: {from: lines.net}}\n"
    inner += "  sums:\n    columns: {tax: {from: lines.tax}}\n  pack:\n    columns: {tax: {from: sums.tax}}\n"
    write(book, **{"catalogue/sales/erp/core.yaml": inner})
    assert hits(book, "erp.core.lines.gross") == {"erp.core.sums": (1, ["tax"]), "erp.core.pack": (2, ["tax"])}
    assert hits(book, "erp.core.lines") == {"erp.core.sums": (1, []), "erp.core.pack": (2, [])}
    assert hits(book, "erp.core.sums.tax", "--upstream") == {"erp.core.lines": (1, ["tax", "net", "gross"])}


def test_upstream_is_the_other_way(book: Path):
    assert hits(book, "crm.core.far.who", "--upstream") == {
        "crm.core.named": (1, ["who"]),
        "crm.core.base": (2, ["name"]),
    }
    assert hits(book, "crm.core.other", "--upstream").keys() == {"on-name", "crm.core.named", "crm.core.base"}
    assert hits(book, "crm.core.base", "--upstream") == {}


def test_products_come_first_and_name_surfaces_and_people(book: Path):
    done = run(book, "crm.core.base.name")
    order = [done.output.index(name) for name in ("product on-all", "product on-name", "table crm.core.named")]
    assert order == sorted(order)
    assert "seen in On name board (dashboard for the company)" in done.output
    assert "Ann Durand, Cleo Roux, Data (#data)" in done.output and "Bob" not in done.output


def test_markdown_and_csv(book: Path):
    markdown = run(book, "crm.core.base.name", "--format", "markdown").output
    assert markdown.startswith("## Downstream of Base `crm.core.base.name`\n")
    assert "(https://github.com/acme/book/blob/main/catalogue/sales/crm/core.yaml#L5)" in markdown
    assert "**`=On all`**" in markdown
    rows = list(
        csv.DictReader(io.StringIO(run(book, "crm.core.base.name", "--format", "csv").output.removeprefix("\ufeff")))
    )
    assert [(row["id"], row["steps"], row["columns"]) for row in rows][:3] == [
        ("on-all", "1", ""),
        ("on-name", "2", ""),
        ("crm.core.named", "1", "who"),
    ]
    assert rows[0]["title"] == "'=On all"
    assert rows[1]["emails"] == "ann@example.org; cleo@example.org" and rows[1]["channel"] == "#data"


def test_names_may_hold_dots_and_bare_names_are_enough(book: Path):
    for name in ("crm.core.order.v1", "crm.core.order.v1.id", "order.v1"):
        done = run(book, name)
        assert done.exit_code == 0 and done.output.startswith("nothing downstream of crm.core.order.v1"), done.output


def test_into_a_file(book: Path, tmp_path: Path):
    assert run(book, "crm.core.base", "--format", "csv", "-o", str(tmp_path / "x" / "impact.csv")).output == ""
    assert (tmp_path / "x" / "impact.csv").read_bytes().startswith(b"\xef\xbb\xbfkind,id,title")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("crm.core.bsae", "no dataset or column 'crm.core.bsae'; did you mean 'crm.core.base'?"),
        ("crm.core.base.nmae", "no dataset or column 'crm.core.base.nmae'; did you mean 'crm.core.base.name'?"),
        ("qqq", "no dataset or column 'qqq'; write system.schema.dataset"),
        ("", "no dataset or column ''"),
        ("base/../x", "no dataset or column 'base/../x'"),
    ],
)
def test_an_unknown_name_is_said(book: Path, name: str, message: str):
    done = run(book, name)
    assert done.exit_code == 2 and message in done.output


def test_a_name_of_several_lists_them(book: Path):
    write(book, **{"catalogue/sales/erp/core.yaml": "datasets: {base: }\n"})
    done = run(book, "base")
    assert done.exit_code == 2 and "'base' may be several; write one of 'crm.core.base', 'erp.core.base'" in done.output


def test_without_a_book(tmp_path: Path):
    done = run(tmp_path, "a.b.c")
    assert done.exit_code == 2 and "no book here" in done.output
