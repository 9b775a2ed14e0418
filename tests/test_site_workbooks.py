"""Workbooks of the site: what a reader downloads is what the command exports, and no build makes one twice."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urljoin

import pytest

from lakebook.book import read_book
from lakebook.checks._run import run_checks
from lakebook.exporters._workbook_scope import scope
from lakebook.exporters.excel import workbook_of
from lakebook.sources.working_tree import WorkingTree
from lakebook.syntax.workbook import read_workbook
from lakebook.writers.example_workbook import workbook_from_text

ENVIRONMENT = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1795478400"}
MKDOCS = "site_name: Small\ntheme: {name: material, font: false}\nplugins: [search, lakebook: {strict_checks: false}]\n"
FILES = {
    "lakebook.yaml": "title: Small\n",
    "mkdocs.yml": MKDOCS,
    "docs/index.md": "# Home\n",
    "catalogue/sales/domain.yaml": "title: Sales\nterms:\n  order: What is asked for.\n",
    "catalogue/sales/crm/orders.yaml": "datasets:\n  order:\n    classification: secret\n    columns:\n      id: bigint pk\n",
    "catalogue/sales/shop/carts.yaml": "datasets:\n  cart:\n    title: Carts\n",
    "catalogue/finance/erp/fi.yaml": "datasets:\n  ledger:\n    title: Ledger\n",
}
SHEETS = "# Sheet: Datasets\nname,title\nstaff,Staff\nleave,Leave\n# Sheet: Columns\ndataset,name\nstaff,id\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "book"
    for path, text in FILES.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    (root / "catalogue/people/hr").mkdir(parents=True)
    (root / "catalogue/people/hr/core.xlsx").write_bytes(workbook_from_text(SHEETS))
    return root


def build(root: Path, *options: str) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", *options]
    done = subprocess.run(command, cwd=root, env=ENVIRONMENT, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stderr


def workbooks(root: Path) -> dict[str, bytes]:
    """Every workbook of the site."""
    site = root / "site"
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*.xlsx")}


def fact(root: Path, page: str, title: str) -> str:
    """HTML beside a fact's title; empty where the page does not have it."""
    found = re.search(rf"<dt>{title}<dd>(.*?)</div>", (root / "site" / page).read_text(encoding="utf-8"), re.DOTALL)
    return found[1] if found else ""


@pytest.mark.parametrize("options", [(), ("--no-directory-urls",)])
def test_domains_and_systems_offer_what_the_command_exports(root: Path, options: tuple[str, ...], monkeypatch):
    build(root, *options)
    found = workbooks(root)
    assert set(found) == {
        *(f"domains/{name}/{name}.xlsx" for name in ("sales", "finance", "people")),
        *(f"systems/{name}/{name}.xlsx" for name in ("crm", "shop", "erp", "hr")),
    }
    monkeypatch.setenv("SOURCE_DATE_EPOCH", ENVIRONMENT["SOURCE_DATE_EPOCH"])
    book = read_book(WorkingTree(root))
    diagnostics = run_checks(book)
    assert found["domains/sales/sales.xlsx"] == workbook_of(book, scope(book, domain="sales"), diagnostics).files
    assert found["systems/hr/hr.xlsx"] == workbook_of(book, scope(book, system="hr"), diagnostics).files
    cells = [cell for row in read_workbook(found["systems/crm/crm.xlsx"]).sheets[1].rows for cell in row.cells]
    assert any("unknown classification 'secret'" in cell for cell in cells), "findings are in it"
    for page, said in (("domains/sales", "2 datasets for Excel"), ("systems/erp", "1 dataset for Excel")):
        address = f"{page}.html" if options else f"{page}/index.html"
        href = re.search(r'<a href="([^"]+)" download>', fact(root, address, "Workbook"))
        assert href and said in fact(root, address, "Workbook")
        assert urljoin(f"https://site/{address}", href[1]).removeprefix("https://site/") in found


def test_above_the_limit_the_page_says_how_to_export(root: Path):
    (root / "lakebook.yaml").write_text("title: Small\nworkbooks: 1\n")
    build(root)
    assert "domains/sales/sales.xlsx" not in workbooks(root) and "systems/crm/crm.xlsx" in workbooks(root)
    said = fact(root, "domains/sales/index.html", "Workbook")
    assert said == "<code>lakebook export excel --domain sales -o sales.xlsx</code>"


def test_a_book_may_do_without(root: Path):
    build(root)
    (root / "lakebook.yaml").write_text("title: Small\nworkbooks: 0\n")
    build(root)
    assert workbooks(root) == {}
    assert fact(root, "domains/sales/index.html", "Workbook") == fact(root, "systems/crm/index.html", "Workbook") == ""


def times(root: Path) -> dict[str, int]:
    return {path: (root / "site" / path).stat().st_mtime_ns for path in workbooks(root)}


def test_a_workbook_is_made_again_only_when_what_it_shows_has_changed(root: Path):
    build(root)
    before = times(root)
    build(root)
    assert times(root) == before
    edits = {
        "catalogue/sales/shop/carts.yaml": (
            "# a comment\n" + FILES["catalogue/sales/shop/carts.yaml"],
            {"sales", "shop"},
        ),
        "catalogue/sales/domain.yaml": (FILES["catalogue/sales/domain.yaml"] + "  cart: A basket.\n", None),
        "catalogue/people.yaml": ("people:\n  ann: Ann\n", None),
    }
    for path, (text, names) in edits.items():
        (root / path).write_text(text, encoding="utf-8")
        build(root)
        after = times(root)
        changed = {Path(name).stem for name in after if after[name] != before[name]}
        assert changed == names or (names is None and "sales" in changed), path
        fresh = root.parent / "fresh"
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.copytree(root, fresh, ignore=shutil.ignore_patterns("site", ".lakebook"))
        build(fresh)
        assert workbooks(root) == workbooks(fresh), path
        before = after


def test_a_dataset_of_a_workbook_says_where_its_row_is(root: Path):
    build(root)
    said = fact(root, "datasets/hr/core/leave/index.html", "Described in")
    assert said == "<code>catalogue/people/hr/core.xlsx</code>, sheet Datasets, row 3"
