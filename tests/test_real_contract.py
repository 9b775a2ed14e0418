"""A real data contract goes the whole way: imported, checked, built strictly, reached by links and found by search."""

from __future__ import annotations

import datetime
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
import yaml
from playwright.sync_api import Page, expect
from searching import FINDER, ask, build, find, hits, listening, served

from lakebook.book import read_book
from lakebook.checks._run import run_checks
from lakebook.sources.working_tree import WorkingTree

CONTRACT = "odcs__bitol_adventureworks/postgresql-adventureworks-contract.odcs.yaml"
PEOPLE = "people:\n  ann.durand: Ann Durand <ann.durand@example.org>\n  raj.patel: Raj Patel <raj.patel@example.org>\n"
DOMAIN = "title: Sales\ndescription: Bicycles and those who buy them.\ncustodian: ann.durand\ndeputy: raj.patel\nclassification: internal\n"
SYSTEM = "title: Adventure Works\nkind: ERP\n"


def run(root: Path, *command: str) -> str:
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1795478400"}
    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=root,
        env=environment,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def root(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("real")
    files = {
        "lakebook.yaml": "",
        "mkdocs.yml": yaml.safe_dump(
            {"site_name": "Real", "theme": {"name": "material", "font": False}, "plugins": ["search", "lakebook"]}
        ),
        "docs/index.md": "# Real\n",
        "catalogue/people.yaml": PEOPLE,
        "catalogue/sales/domain.yaml": DOMAIN,
        "catalogue/sales/works/system.yaml": SYSTEM,
    }
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    contract = str(corpus.resolve() / CONTRACT)
    run(root, "lakebook.cli", "import", "odcs", contract, "--domain", "sales", "--system", "works", "--schema", "aw")
    assert "all is well" in run(root, "lakebook.cli", "check")
    run(root, "mkdocs", "build", "--strict")
    return root


def test_all_its_datasets_are_reached_by_links_from_the_home_page(root: Path):
    site = root / "site"
    seen: set[Path] = set()
    waiting = [site / "index.html"]
    while waiting:
        page = waiting.pop()
        if page in seen or not page.is_file() or page.suffix != ".html":
            continue
        seen.add(page)
        for link in re.findall(r'<a\b[^>]*\bhref="([^"#?:]+)', page.read_text(encoding="utf-8")):
            target = (page.parent / unquote(link)).resolve()
            waiting.append(target / "index.html" if target.is_dir() else target)
    assert len([page for page in seen if page.is_relative_to(site / "datasets/works/aw")]) == 68


@pytest.fixture(scope="module")
def web(root: Path) -> Iterator[str]:
    with served(root / "site") as address:
        yield address


@pytest.fixture(scope="module")
def disk(root: Path) -> str:
    build(root, root / "disk", "--strict", "--no-directory-urls")
    return (root / "disk").as_uri() + "/"


@pytest.fixture(scope="module")
def home(web: str, browser) -> Iterator[Page]:
    page = listening(browser.new_page())
    page.goto(web)
    yield page
    page.close()


HEADER = "datasets/works/aw/salesorderheader/"
FIRST = [
    ("salesorderheader", HEADER, "<mark>salesorderheader</mark>"),
    ("SalesOrderHeader", HEADER, "<mark>salesorderheader</mark>"),
    ("sales order header", HEADER, "<mark>salesorderheader</mark>"),
    ("orderheader", HEADER, "sales<mark>orderheader</mark>"),
    ("salesordrheader", HEADER, "<mark>salesorderheader</mark>"),
    ("works.aw.salesorderheader", HEADER, "<mark>salesorderheader</mark>"),
    ("AW.SalesOrderHeader", HEADER, "<mark>salesorderheader</mark>"),
    (
        "aw.salesorderheader.salesorderid",
        f"{HEADER}#column-salesorderid",
        "<mark>salesorderheader</mark>.<mark>salesorderid</mark>",
    ),
    (
        "BusinessEntityID",
        "datasets/works/aw/businessentity/#column-businessentityid",
        "<mark>businessentityid</mark>",
    ),
    ("credit card", "datasets/works/aw/creditcard/", "<mark>creditcard</mark>"),
    ("salary department title", "datasets/works/aw/employee/", "employee"),
    ("durand", "people/ann.durand/", "Ann <mark>Durand</mark>"),
    ("adventure works", "systems/works/", "<mark>Adventure Works</mark>"),
]


@pytest.mark.parametrize(("query", "link", "title"), FIRST)
def test_a_query_finds_its_target_first_and_marks_what_matched(web: str, home: Page, query: str, link: str, title: str):
    found = ask(home, web, query)
    assert (found[0].link, found[0].title) == (link, title), [hit.link for hit in found]


@pytest.mark.parametrize(("query", "link", "title"), FIRST[::3])
def test_it_is_found_from_disk(disk: str, page: Page, query: str, link: str, title: str):
    page.goto(f"{disk}index.html")
    path, _, fragment = link.partition("#")
    found = ask(page, disk, query)[0]
    assert (found.link, found.title) == (f"{path[:-1]}.html{fragment and '#'}{fragment}", title)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{path[:-1]}.html*")
    expect(page.locator("article h1")).not_to_be_empty()


def test_names_stand_in_order(web: str, home: Page):
    names = [hit.name for hit in ask(home, web, "product")]
    assert names[:4] == ["product", "productmodel", "productphoto", "productreview"]
    beginnings = [name.startswith("product") for name in names]
    assert beginnings == sorted(beginnings, reverse=True)


@pytest.mark.parametrize("column", ["businessentityid", "modifieddate", "productid", "rowguid"])
def test_a_column_is_counted_as_the_contract_has_it(web: str, home: Page, corpus: Path, column: str):
    contract = yaml.safe_load((corpus / CONTRACT).read_text(encoding="utf-8"))
    tables = [table["name"] for table in contract["schema"] if column in {one["name"] for one in table["properties"]}]
    hit = next(hit for hit in ask(home, web, column) if hit.name == column)
    assert hit.lines[0].startswith(f"Column in {len(tables)} datasets: works.aw.")
    assert hit.link in {f"datasets/works/aw/{table}/#column-{column}" for table in tables}
    assert {one.link for one in find(home, web, f"column:{column} kind:table")} <= {
        f"datasets/works/aw/{table}/#column-{column}" for table in tables
    }
    home.goto(web)


def test_filters_narrow_and_stay_in_the_address(web: str, page: Page):
    assert len(find(page, web, "kind:table domain:sales class:internal custodian:ann.durand")) == 50
    page.click(".lb-finder__more")
    page.wait_for_function("document.querySelectorAll('.lb-finder__results > li').length === 68")
    page.fill(".lb-finder__query", "domain:sales history")
    page.wait_for_function("new URL(location).searchParams.get('q') === 'domain:sales history'")
    assert all("history" in f"{hit.name} {' '.join(hit.lines)}".lower() for hit in hits(page, web, FINDER)[:4])


MART = """\
datasets:
  staff_by_title:
    description: Number # of people by title
    layer: gold
    sources: [aw.employee, aw.person]
    columns:
      job_title: {type: varchar(20), key: pk, description: Title., from: aw.employee.jobtitle}
      hired_on: {type: date, description: First day., from: aw.employee.hiredat}
"""
BOARD = """\
---
id: staff-board
title: Staff board
summary: Counts people by title for the board of each plant.
status: active
domain: sales
team: staff
business_contact: ann.durand
technical_contact: raj.patel
reads: [works.aw.employee]
writes: [works.mart.staff_by_title]
surfaces: []
---
"""
MISTAKES = """\
catalogue/sales/works/aw.yaml:33:3: warning SEC002 dataset 'works.aw.employee' holds personal data (identifier) and no retention
hint: add retention: such as '3 years after the last order'
catalogue/sales/works/mart.yaml:3:18: warning FIL014 the text ends after 'Number': a blank and '#' start a comment
hint: put quotes around the whole text: "Number # of people by title"
catalogue/sales/works/mart.yaml:7:68: warning LIN007 'job_title' is varchar(20), its source 'works.aw.employee.jobtitle' varchar[50]: longer texts are cut
hint: set type: varchar[50], or say in the note of from: how it is made to fit
catalogue/sales/works/mart.yaml:8:55: error LIN001 'aw.employee.hiredat' is not a known dataset or column
hint: did you mean 'aw.employee.hiredate'?
wids/staff-board.md:10:9: error SEC006 'works.aw.employee' holds personal data (identifier), and no accepted decision lets 'staff-board' read it
hint: write one with 'lakebook new adr', with datasets: [works.aw.employee] and products: [staff-board]
wids/staff-board.md:10:9: error SEC007 'staff-board' reads 'works.aw.employee', which holds personal data (identifier), without a grant of its custodian
hint: ask ann.durand to add 'product: staff-board', dataset, purpose and until to catalogue/sales/grants.yaml"""


def test_five_mistakes_made_by_hand_are_caught_and_say_what_to_type(root: Path, tmp_path: Path):
    """Personal data marked and no retention, a text cut, a type too narrow, a name misspelt, a product nobody allowed."""
    shutil.copytree(root / "catalogue", tmp_path / "catalogue")
    schema = tmp_path / "catalogue/sales/works/aw.yaml"
    imported = schema.read_text(encoding="utf-8")
    at = imported.index("      nationalidnumber:\n") + len("      nationalidnumber:\n")
    by_hand = {
        schema: f"{imported[:at]}        personal: [identifier]\n{imported[at:]}",
        tmp_path / "catalogue/sales/works/mart.yaml": MART,
        tmp_path / "catalogue/teams.yaml": "teams:\n  staff:\n    members: [raj.patel]\n",
        tmp_path / "wids/staff-board.md": BOARD,
    }
    for path, text in by_hand.items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    said = run_checks(read_book(WorkingTree(tmp_path), today=datetime.date(2026, 11, 24)))
    of_form = ("product_heading_missing",)  # the WID has no text yet
    assert "\n".join(str(one) for one in said if one.name not in of_form) == MISTAKES
