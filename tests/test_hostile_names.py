"""Names nobody should give, and somebody does: each has its page, its links and its place in the search."""

from __future__ import annotations

import html
import itertools
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from playwright.sync_api import Page, expect
from searching import RESULTS, ask, build, find, served

from lakebook.book import Book, read_book
from lakebook.checks._run import run_checks
from lakebook.model.dataset import Dataset
from lakebook.pages import _addresses as addresses
from lakebook.pages._addresses import slug
from lakebook.sources.working_tree import WorkingTree

PLAIN = [
    "index", "con", "search", "..", ".", "a/b", "/", "..\\..\\x", "C:\\x", "two words", "dot.", "-", "COM1", "nul.txt",
    "Orders", "orders", '"quoted"', "it's", "%2e%2e", "a%2Fb", "50% <off>", "#hash", "q?x=1&y", "~tilde", "{{ x }}", "`tick`",
    "*star*", "javascript:alert(1)", "zqTITLEqz", "a+b",
]  # fmt: skip
MARKUP = [
    "<script>document.hacked=1</script>",
    "<img src=x onerror=document.hacked=1>",
    'x" onmouseover="document.hacked=1',
    "</code></title><b>bold</b>&amp;",
]
FOREIGN = ["🚗💨", "👩‍💻", "مبيعات", "שלום עולם", "日本語", "é", "e\u0301", "ﬁn", "Größe"]
LONG = ["x" * 300, "x" * 299 + "y", "長" * 300, "🚗" * 70, "Ab" * 150]
NAMES = PLAIN + MARKUP + FOREIGN + LONG
UNSEEN = ["a\u202egnp.b", "line\nbreak", "tab\there", "bell\x07"]
FOLDERS = [
    "index", "con", "search", "two words", "dot.", "🚗", "شركة", "<u>q\"'", "Sales", "sales", "%41", "#a?b", "{{y}}", "é" * 120,
]  # fmt: skip
PEOPLE = {"ann": "Ann Durand", "..": "Two Dots", "a/b": "<i>Slash", "Ann": "Another Ann", "x" * 300: "Long"}
WID = """---
id: {id}
title: {title}
summary: One.
status: draft
domain: index
team: a/b
business_contact: ann
technical_contact: ann
reads: []
writes: []
surfaces: []
---
"""


def _dataset(name: str, source: str) -> dict[str, object]:
    column: dict[str, object] = {"type": "int", "from": f"{source}.{source}"} if source else {"type": "int"}
    return {"description": "One.", "sources": [source] if source else [], "columns": {name: column}}


def _quoted(value: object) -> str:
    """YAML in which every name is quoted, and every character as it is."""
    return json.dumps(value, ensure_ascii=False)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book in which every kind of thing has every kind of name that its place allows."""
    root = tmp_path_factory.mktemp("hostile")
    theme = {"name": "material", "font": False, "features": ["search.highlight", "navigation.tabs"]}
    datasets = {name: _dataset(name, ["", *NAMES][place]) for place, name in enumerate(NAMES)}
    files = {
        "lakebook.yaml": "",
        "mkdocs.yml": yaml.safe_dump({"site_name": "Odd", "theme": theme, "plugins": ["search", "lakebook"]}),
        "docs/index.md": "# Odd\n",
        "catalogue/people.yaml": _quoted({"people": {key: {"name": name} for key, name in PEOPLE.items()}}),
        "catalogue/teams.yaml": _quoted(
            {"teams": {name: {"title": f"Team {name}"} for name in (*MARKUP, "..", "a/b")}}
        ),
        "catalogue/index/odd/names.yaml": _quoted({"datasets": datasets}),
        "catalogue/index/odd/system.yaml": "title: Odd names\n",
        "catalogue/index/odd/unseen.yaml": json.dumps({"datasets": {name: _dataset(name, "") for name in UNSEEN}}),
    }
    for name in FOLDERS:
        terms = {"terms": {term: f"Means {place}." for place, term in enumerate(NAMES)}} if name == "index" else {}
        files[f"catalogue/{name}/domain.yaml"] = _quoted({"custodian": "ann", **terms})
        files[f"catalogue/{name}/{name}/system.yaml"] = ""
        files[f"catalogue/{name}/{name}/{name}.yaml"] = _quoted({"datasets": {f"in {name}": _dataset("id", "")}})
    for name in ["index", "con", "UP", "up", "two words", "🚗", "<b>x", "it's"]:
        files[f"wids/{name}.md"] = WID.format(id=_quoted(name), title=_quoted(f"Product {name}"))
    files['adrs/0001-<b> "x" 🚗.md'] = (
        "---\nstatus: accepted\ndate: 2026-01-01\n---\n# <script>document.hacked=1</script> 🚗\n"
    )
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    build(root, root / "site")
    return root


@pytest.fixture(scope="module")
def book(root: Path) -> Book:
    return read_book(WorkingTree(root))


@pytest.fixture(scope="module")
def web(root: Path) -> Iterator[str]:
    with served(root / "site") as address:
        yield address


@pytest.fixture
def safe(page: Page) -> Iterator[Page]:
    """A page in which nothing goes wrong, and nothing of what names hold runs."""
    trouble: list[str] = []
    page.on("pageerror", lambda error: trouble.append(f"{page.url} {error}"))
    page.on("dialog", lambda dialog: (trouble.append(f"{page.url} {dialog.message}"), dialog.dismiss()))
    yield page
    assert not trouble


# Addresses -------------------------------------------------------------------------------------------------------------

RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?")


@given(st.text(max_size=400))
@example("")
@example("CON")
@example("長" * 300)
@example("Ab" * 150)
def test_a_slug_is_a_name_every_file_system_takes(name: str):
    made = slug(name)
    assert re.fullmatch(r"[a-z0-9_=~][a-z0-9_.=~-]*", made) and not made.endswith(".") and ".." not in made
    assert len(f"{made}.html".encode()) <= 160
    assert not RESERVED.fullmatch(made)
    assert made != "index"


@given(st.text(max_size=300), st.text(max_size=300))
@example("Orders", "orders")
@example("oRders", "Orders")
@example("é", "e\u0301")
@example("a/b", "a=2fb")
@example("x" * 300, "x" * 299)
@example("A" * 300, "a" * 300)
def test_two_names_never_share_a_slug(one: str, other: str):
    assert (slug(one) == slug(other)) == (one == other)


def test_every_dataset_has_a_file_of_its_own_at_a_safe_place(root: Path, book: Book):
    files = [
        root / "site" / addresses.of_dataset(dataset) / "index.html" for dataset in book.catalogue.datasets.values()
    ]
    assert len(files) == len(NAMES) + len(UNSEEN) + len(FOLDERS)
    assert all(file.is_file() for file in files)
    within = [file.relative_to(root / "site").as_posix() for file in files]
    assert len({path.lower() for path in within}) == len(files)
    assert all(re.fullmatch(r"[a-z0-9_.=~/-]+", path) and len(path) <= 500 for path in within)
    assert (
        sorted(file.name for file in (root / "site").iterdir() if file.is_dir() and file.name.startswith((".", "=")))
        == []
    )


# Pages and the links to them -------------------------------------------------------------------------------------------


def _links(page: Page, selector: str) -> list[tuple[str, str]]:
    """Text and address of each link."""
    links = "(selector) => [...document.querySelectorAll(selector)].map((a) => [a.textContent, a.href])"
    return [tuple(pair) for pair in page.evaluate(links, selector)]


def _reads(page: Page, what: str, wanted: str) -> None:
    """Waits until an expression of JavaScript gives that."""
    page.wait_for_function(f"wanted => {what} === wanted", arg=wanted)


def _is_page_of(page: Page, title: str) -> None:
    """The page that is open says *title*, as plain text, in its heading and in the browser's tab."""
    page.wait_for_load_state()
    _reads(page, "document.querySelector('article h1')?.textContent", title)
    expect(page).to_have_title(" ".join(f"{title.replace(chr(7), '')} - Odd".split()))
    expect(page.locator("article :is(script:not([src*='assets/lakebook/']), img, b.bold)")).to_have_count(0)
    assert page.evaluate("document.hacked") is None


def test_links_of_a_system_lead_to_its_datasets(web: str, safe: Page, book: Book):
    safe.goto(f"{web}systems/odd/")
    links = dict(_links(safe, "article table a"))
    assert links.keys() == {*NAMES, *UNSEEN}
    for dataset in book.catalogue.datasets_of(book.catalogue.systems["odd"]):
        safe.goto(links[dataset.name])
        _is_page_of(safe, dataset.name)
        _reads(safe, "document.querySelector('.lb-id code')?.textContent", dataset.id)


def test_lineage_leads_from_each_dataset_and_column_to_the_one_before(web: str, safe: Page, book: Book):
    for before, name in itertools.pairwise(NAMES):
        dataset = book.catalogue.datasets[f"odd.names.{name}"]
        safe.goto(web + addresses.of_dataset(dataset))
        panel, column = _links(safe, ".lb-panels a")[0], _links(safe, ".lb-from a")[0]
        assert (panel[0], column[0]) == (before, f"{before}.{before}")
        assert panel[1] == web + addresses.of_dataset(book.catalogue.datasets[f"odd.names.{before}"])
        safe.goto(column[1])
        _is_page_of(safe, before)
        _reads(safe, "document.querySelector(':target')?.id", f"column-{before}")


@pytest.mark.parametrize("index", ["domains/", "people/", "products/", "decisions/"])
def test_links_of_an_index_lead_to_what_they_say(web: str, safe: Page, book: Book, index: str):
    catalogue = book.catalogue
    known = {
        "domains/": [*catalogue.domains, "Odd names", *(key for key in catalogue.systems if key != "odd")],
        "people/": PEOPLE.values(),
        "products/": [f"Product {key}" for key in book.products],
        "decisions/": ["ADR 1: <script>document.hacked=1</script> 🚗"],
    }[index]
    safe.goto(web + index)
    within = (web + index, web + "systems/") if index == "domains/" else web + index
    links = [link for link in _links(safe, "article a:not(.headerlink)") if link[1].startswith(within)]
    assert {text for text, _ in links} >= set(known)
    for text, link in dict.fromkeys(links):
        safe.goto(link)
        if link != web + index:
            _is_page_of(safe, text)


# Search ----------------------------------------------------------------------------------------------------------------


def test_every_name_is_found_and_leads_to_its_page(web: str, safe: Page, book: Book):
    safe.goto(web)
    for name in NAMES:
        dataset = book.catalogue.datasets[f"odd.names.{name}"]
        found = ask(safe, web, name, at_once=True)
        assert found, name
        assert found[0].link == addresses.of_dataset(dataset), name
        assert html.unescape(found[0].name) == name
        assert found[0].lines[0] == "Table · index › odd › names"
        column = next(hit for hit in found if hit.lines[0].startswith("Column") and html.unescape(hit.name) == name)
        assert column.link == f"{addresses.of_dataset(dataset)}#column-{name}"
    assert safe.evaluate("document.hacked") is None


@pytest.mark.parametrize("name", ["..", "a/b", "con", "50% <off>", MARKUP[0], MARKUP[2], "🚗💨", "مبيعات", "x" * 300])
def test_what_is_found_is_opened(web: str, safe: Page, name: str):
    safe.goto(web)
    ask(safe, web, name, at_once=True)
    safe.keyboard.press("Enter")
    safe.wait_for_selector(".lb-id")
    _reads(safe, "document.querySelector('.lb-id code')?.textContent", f"odd.names.{name}")
    _is_page_of(safe, name)
    ask(safe, web, name, at_once=True)
    safe.click(f"{RESULTS} a[href*='#column-']")
    _reads(safe, "document.querySelector(':target')?.id", f"column-{name}")
    expect(safe.locator(":target")).to_be_in_viewport()


def test_terms_lead_to_their_place_on_the_page_of_the_domain(web: str, safe: Page):
    safe.goto(web)
    for name in (*PLAIN[:8], *MARKUP, "مبيعات", "x" * 300):
        hit = next(hit for hit in ask(safe, web, f"{name} kind:term", at_once=True) if html.unescape(hit.name) == name)
        assert hit.link == f"domains/=69ndex/#term-{slug(name)}"
        safe.goto(web + "domains/=69ndex/" + "#" + quote(f"term-{slug(name)}"))
        _reads(safe, "document.querySelector(':target')?.textContent", name)


def test_a_name_that_reads_like_a_filter_is_found_in_quotes(web: str, safe: Page, root: Path):
    safe.goto(web)
    assert ask(safe, web, '"javascript:alert(1)"')[0].name == "javascript:alert(1)"


def test_the_search_page_shows_names_as_they_are(web: str, safe: Page):
    found = find(safe, web, "domain:index kind:table")
    assert found and {html.unescape(hit.name) for hit in found} <= {*NAMES, *UNSEEN, "in index"}
    expect(safe.locator(".lb-finder__results :is(script, img, b)")).to_have_count(0)


def test_right_to_left_names_do_not_turn_the_path_around(web: str, safe: Page):
    safe.goto(web)
    hit = next(hit for hit in ask(safe, web, "شركة", at_once=True) if hit.lines[0].startswith("Table"))
    assert hit.lines[0] == "Table · شركة › شركة › شركة"
    in_order = """(selector) => {
      const lefts = [...document.querySelectorAll(selector)].slice(0, 3).map((one) => one.getBoundingClientRect().x);
      return lefts.length === 3 && lefts[0] < lefts[1] && lefts[1] < lefts[2];
    }"""
    safe.wait_for_function(in_order, arg=f"{RESULTS} > li:has(a[href*='datasets/']) bdi")


def test_from_disk_names_are_found_and_opened(root: Path, safe: Page):
    build(root, root / "disk", "--no-directory-urls")
    home = (root / "disk").as_uri() + "/"
    for name in ("..", "a/b", "con", "index", "Orders", MARKUP[0], "🚗💨", "x" * 300):
        safe.goto(f"{home}index.html")
        found = ask(safe, home, name, at_once=True)
        assert found[0].link == addresses.of_dataset(Dataset(system="odd", schema="names", name=name))[:-1] + ".html"
        safe.keyboard.press("Enter")
        safe.wait_for_selector(".lb-id")
        _is_page_of(safe, name)


# What is said about them -----------------------------------------------------------------------------------------------


def test_names_that_differ_by_case_only_are_named_both(book: Book):
    said = {found.message for found in run_checks(book) if found.name == "name_clash_by_case"}
    assert {
        "domain 'sales' differs from 'Sales' only by case",
        "system 'sales' differs from 'Sales' only by case",
        "product 'up' differs from 'UP' only by case",
        "dataset 'odd.names.orders' differs from 'odd.names.Orders' only by case",
    } <= said


def test_names_with_what_nobody_sees_are_errors(book: Book):
    said = [found.message for found in run_checks(book) if found.name == "name_with_odd_space"]
    assert [message for message in said if message.count("holds an odd space")] == [
        f"name {name!r} holds an odd space" for name in ("line\nbreak", "line\nbreak", "tab\there", "tab\there")
    ]
    assert [message for message in said if message.count("invisible")] == [
        f"name {name!r} holds an invisible character" for name in (UNSEEN[0], UNSEEN[0], UNSEEN[3], UNSEEN[3])
    ]


def test_a_page_of_the_author_in_the_place_of_ours_is_named_with_it(tmp_path: Path):
    files = {"lakebook.yaml": "", "docs/index.md": "# A\n", "docs/search.md": "# B\n", "docs/people.md": "# C\n"}
    files["mkdocs.yml"] = "site_name: A\ntheme: {name: material, font: false}\nplugins: [search, lakebook]\n"
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "mkdocs", "build"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=600, check=True)
    assert (
        "WARNING -  the file 'search.md' takes the place of the page 'search/', which shows all results" in done.stderr
    )
    assert "INFO    -  the file 'people.md' takes the place of the page 'people/'\n" in done.stderr
