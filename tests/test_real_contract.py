"""A real data contract goes the whole way: imported, checked, built strictly, reached by links and found by search."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
import yaml
from playwright.sync_api import Page
from searching import FINDER, ask, build, find, hits, served

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
        timeout=120,
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
        if page in seen or not page.is_file():
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
    page = browser.new_page()
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
    assert page.text_content("article h1")


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
