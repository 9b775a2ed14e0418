"""A book becomes a site: built with MkDocs itself, and looked at as a reader of the pages would."""

from __future__ import annotations

import http.server
import json
import os
import re
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from functools import partial
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urljoin

import msgspec
import pytest
import yaml
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.structure.files import get_files

from lakebook import discovery
from lakebook.book import read_book
from lakebook.pages import NavigationItem, Page
from lakebook.pages._navigation import navigation
from lakebook.site.assets import stylesheet
from lakebook.site.edition import Edition
from lakebook.site.harmless import harmless
from lakebook.site.kept import Kept
from lakebook.site.markdown import Converted
from lakebook.site.scripts import scripts, with_own_search
from lakebook.sources.working_tree import WorkingTree

CONFIG = {
    "site_name": "Small",
    "site_url": "https://example.org/data/",
    "theme": {
        "name": "material",
        "font": False,
        "features": ["navigation.tabs", "navigation.indexes", "toc.follow", "content.action.edit"],
        "palette": [
            {
                "media": "(prefers-color-scheme: light)",
                "scheme": "default",
                "toggle": {"icon": "material/weather-night", "name": "dark"},
            },
            {
                "media": "(prefers-color-scheme: dark)",
                "scheme": "slate",
                "toggle": {"icon": "material/weather-sunny", "name": "light"},
            },
        ],
    },
    "plugins": ["search", {"lakebook": {"strict_checks": False}}],
    "validation": {"anchors": "warn"},
    "markdown_extensions": ["admonition", "tables", "footnotes", "attr_list", {"toc": {"permalink": True}}],
}
DIAGRAMS = """\
- pymdownx.superfences:
    custom_fences:
      - name: mermaid
        class: mermaid
        format: !!python/name:pymdownx.superfences.fence_code_format
"""
SCHEMA = """datasets:
  customer:
    description: One customer.
    columns:
      id: bigint pk | Key.
      email: string | Where to write to.
  order_line:
    description: One line of an order.
    columns:
      id: bigint pk | Key.
      customer_id: bigint | Who ordered.
"""
ADR = """---
status: accepted
date: 2026-03-01
---
# Keep customers in one place

## Context and Problem Statement

Customers are in [one table](../datasets/crm/orders/customer.md#column-email), described
in [YAML](../catalogue/sales/crm/orders.yaml) and [a guide](../docs/guides/start.md#first-steps). ![Sketch](img/sketch.png)

```mermaid
graph LR
  A --> B
```

## Decision Outcome

As [the second](0002-second.md#decision-outcome) says, and [above](#context-and-problem-statement).
"""
SECOND = ADR.replace("Keep customers", "Keep orders").replace("0002-second", "0001-first")
FILES = {
    "lakebook.yaml": "title: Small\nrepository: {kind: gitlab, url: https://git.example.org/team/book}\n",
    "catalogue/people.yaml": "people:\n  ann.durand: Ann Durand <ann.durand@example.org>\n",
    "catalogue/sales/domain.yaml": "title: Sales & <more>\ncustodian: ann.durand\ndescription: What is sold.\n",
    "catalogue/sales/crm/system.yaml": "title: CRM\ndescription: Customers, orders.\nclassification: internal\n",
    "catalogue/sales/crm/orders.yaml": SCHEMA,
    "catalogue/sales/shop/system.yaml": "title: Shop\ndescription: The web shop.\nclassification: internal\n",
    "catalogue/sales/shop/orders.yaml": SCHEMA,
    "adrs/0001-first.md": ADR,
    "adrs/0002-second.md": SECOND,
    "adrs/img/sketch.png": "not really a picture",
    "docs/index.md": "# Small\n\nA [customer](datasets/crm/orders/customer.md#column-email).\n",
    "docs/guides/start.md": "# Start\n\n## First steps\n\nThe [system](../systems/crm.md).\n",
}
CUSTOMER = "datasets/crm/orders/customer/index.html"


def _settings(**changed: object) -> str:
    """``mkdocs.yml`` with other options."""
    text = yaml.safe_dump({**CONFIG, "markdown_extensions": None, **changed}, sort_keys=False)
    listed = yaml.safe_dump(CONFIG["markdown_extensions"], sort_keys=False)
    return text.replace("markdown_extensions: null\n", f"markdown_extensions:\n{listed}{DIAGRAMS}")


def write(root: Path, files: dict[str, str]) -> Path:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return root


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A book with two systems, two decisions and two hand-written pages; nothing is wrong with its links."""
    return write(tmp_path / "book", {**FILES, "mkdocs.yml": _settings()})


def build(root: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """``mkdocs build`` as a user types it."""
    command = [sys.executable, "-m", "mkdocs", "build", *options]
    return subprocess.run(
        command, cwd=root, env=_environment(), capture_output=True, text=True, timeout=600, check=False
    )


def _environment() -> dict[str, str]:
    return {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1795478400"}


def built(root: Path, *options: str) -> Path:
    done = build(root, *options)
    assert done.returncode == 0, done.stderr
    return root / "site"


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def replace(path: Path, old: str, new: str) -> None:
    text = read(path)
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


HOOK = """
import json
from mkdocs.structure.toc import AnchorLink, TableOfContents
PAGES = json.load(open("pages.json"))
def on_page_markdown(markdown, page, config, files):
    if page.file.src_uri in PAGES:
        page.meta = {key: value for key, value in PAGES[page.file.src_uri]["meta"].items() if value}
def on_page_content(html, page, config, files):
    given = PAGES.get(page.file.src_uri)
    if given:
        page.toc = TableOfContents([AnchorLink(title, id, 2) for id, title in given["toc"]])
        page.edit_url = given["edit"]
        return given["content"]
def on_page_context(context, page, config, nav):
    page.previous_page = page.next_page = None
"""


# The same page as MkDocs makes


def _pages(root: Path) -> Edition:
    config = load_config(str(root / "mkdocs.yml"))
    config.plugins._current_plugin = "lakebook"  # MkDocs sets it while a hook runs
    book = read_book(WorkingTree(root))
    edition = Edition(book, [], config, navigation(book), Kept(root / ".lakebook"))
    edition.make_pages(get_files(config), discovery.load_all("lakebook.pages").values())
    return edition


def _plain_site(root: Path, edition: Edition) -> Path:
    """The same pages, hand-written: their content given to MkDocs, their place in the navigation spelt out."""
    pages = [file.stamped for file in edition.stamped]
    given = {page.address[:-1] + ".md": _given(page, edition) for page in pages}
    plugins, edit = ["search"], "https://git.example.org/"
    nav: list[object] = ["index.md", {"Guides": ["guides/start.md"]}]
    nav += [_branch(item, pages) for item in edition.navigation]
    config = _settings(plugins=plugins, nav=nav, hooks=["hook.py"], edit_uri_template=edit, extra_css=[stylesheet()[0]])
    texts = {f"docs/{uri}": "text\n" for uri in given}
    docs = {path: read(root / path) for path in ("docs/index.md", "docs/guides/start.md")}
    return write(
        root.parent / "plain", {**docs, **texts, "mkdocs.yml": config, "hook.py": HOOK, "pages.json": json.dumps(given)}
    )


def _given(page: Page, edition: Edition) -> dict[str, object]:
    from lakebook.pages._html import esc
    from lakebook.site.addresses import way_up
    from lakebook.site.diagrams import with_script
    from lakebook.site.stamp import with_scripts

    article, way = page.read(), way_up(page.address, True)
    return {
        "meta": {"title": esc(page.title), "description": esc(article.description)},
        "toc": [(esc(heading.id), esc(heading.title)) for heading in article.headings],
        "edit": edition.context.edit_link(page.path, page.line),
        "content": with_script(with_scripts(article.content, page.address, way), way),
    }


def _branch(item: NavigationItem, pages: list[Page]) -> dict[str, object]:
    own = [page.address for page in pages if page.section == item.address and page.address != item.address]
    uris = [address[:-1] + ".md" for address in [item.address, *own]]
    return {item.title: [*uris, *(_branch(child, pages) for child in item.children)]}


def _normal(html: str, address: str) -> str:
    """Without the side navigation and white space between tags; links as seen from the root."""
    html = re.sub(
        r'<div class="md-sidebar md-sidebar--primary".*?(?=<div class="md-sidebar md-sidebar--sec)',
        "",
        html,
        flags=re.S,
    )
    html = re.sub(r'(href|src)="([^"]*)"', lambda m: f'{m[1]}="{urljoin("/" + address, m[2])}"', html)
    html = html.replace("</li>", "")  # which HTML does not need
    return re.sub(r"\s*(<[^>]*>)\s*", r"\1", re.sub(r"\s+", " ", html)).replace("><", ">\n<")


def _with_icons(html: str, site: Path) -> str:
    """A stamped page with the icons in it that its style sheet draws."""
    link = re.search(r'<link rel="stylesheet" href="[./]*(assets/lakebook/icons\.\w+\.css)">', html)
    assert link
    rules = re.findall(r'^\.(\S+)\{.*--icon:url\("data:image/svg\+xml,(.*)"\)\}$', read(site / link[1]), flags=re.M)
    for name, icon in rules:
        html = html.replace(f'<svg class="{name}"></svg>', unquote(icon).replace("'", '"'))
    return html.replace(link.group(), "")


def _without_unseen(html: str) -> str:
    """A page of MkDocs without what no stamped page says: programs that made it, a script for tabs where there are none."""
    html = re.sub(r'<meta name="generator"[^>]*>', "", html)
    tabs = re.compile(r"<script>[^<]*__tabbed_[^<]*</script>")
    return html if "__tabbed_" in tabs.sub("", html) else tabs.sub("", html)


def test_every_stamped_page_is_the_page_mkdocs_makes_of_the_same_content(book: Path):
    site = built(book)
    edition = _pages(book)
    plain = built(_plain_site(book, edition))
    assert len(edition.stamped) > 8
    for file in edition.stamped:
        address = file.stamped.address
        theirs = with_own_search(_without_unseen(read(plain / file.dest_uri)), edition.config)
        ours = _with_icons(read(site / file.dest_uri), site)
        assert _normal(ours, address) == _normal(theirs, address), address


def test_no_page_shows_a_hole_of_its_shell(book: Path):
    for page in built(book).rglob("*.html"):
        assert not re.search(r"zq[A-Za-z]+", read(page)), page


def test_markdown_of_the_book_reads_as_in_a_hand_written_page(book: Path):
    text = read(Path(__file__).parent / "cases/site/everything.md")
    write(book, {"docs/guides/everything.md": text})
    theirs = unescape(read(built(book) / "guides/everything/index.html"))
    ours, headings = _pages(book).context.markdown(text, "adrs/0001-first.md", 1, "decisions/adr-0001/")
    assert unescape(ours) in theirs  # a mail address may be written in other words
    assert [heading.title for heading in headings] == ["Lists & code", "A table", "A note"]


# Navigation


def test_the_system_of_a_dataset_is_the_current_one_in_the_side_navigation(book: Path):
    html = read(built(book) / CUSTOMER)
    assert re.findall(r'class="md-nav__link md-nav__link--active">\s*<span class="md-ellipsis">\s*(\w+)', html) == [
        "CRM"
    ]
    assert re.findall(r'md-tabs__item--active">\s*<a href="([^"]*)"', html) == ["../../../../domains/"]
    assert "Sales &amp; &lt;more&gt;" in html and "<more>" not in html


def test_datasets_are_not_listed_in_the_navigation(book: Path):
    html = read(built(book) / "systems/shop/index.html")
    side = html[html.index("md-sidebar--primary") : html.index("md-sidebar--secondary")]
    assert "Shop" in side and "order_line" not in side


def test_a_decision_without_a_title_is_called_by_its_id(book: Path):
    write(book, {"adrs/0003-third.md": "---\ntitle: ''\nstatus: accepted\ndate: 2026-03-01\n---\n#\n\nWe wait.\n"})
    pages = {file.stamped.address: file.stamped for file in _pages(book).stamped}
    assert pages["decisions/adr-0003/"].title == "adr-0003"
    assert ">adr-0003</h1>" in pages["decisions/adr-0003/"].read().content
    assert ">adr-0003</a>" in pages["decisions/"].read().content


# Links


@pytest.mark.parametrize(
    ("path", "text", "said"),
    [
        ("docs/guides/start.md", "[x](../datasets/crm/orders/customers.md)", "'../datasets/crm/orders/customers.md'"),
        ("docs/guides/start.md", "[x](../datasets/crm/orders/customer.md#column-phone)", "'#column-phone'"),
        ("adrs/0001-first.md", "[x](../docs/guides/begin.md)", "adrs/0001-first.md:21: link '../docs/guides/begin.md'"),
        ("adrs/0001-first.md", "[x](../docs/guides/start.md#later)", "'guides/start.md' has no anchor '#later'"),
        ("adrs/0001-first.md", "[x](0003-third.md)", "neither a file nor a page 'adrs/0003-third'"),
        ("adrs/0001-first.md", "[x](../datasets/crm/orders/nothing.md)", "nor a page 'datasets/crm/orders/nothing'"),
        ("adrs/0001-first.md", "[x](#nowhere)", "has no anchor '#nowhere'"),
        ("docs/guides/start.md", "[x](../decisions/adr-0001.md#lineage?hops=1)", "'#lineage?hops=1'"),
        ("adrs/0001-first.md", "[x](0002-second.md#lineage?hops=1)", "has no anchor '#lineage?hops=1'"),
    ],
)
def test_a_broken_link_fails_a_strict_build(book: Path, path: str, text: str, said: str):
    with open(book / path, "a", encoding="utf-8") as file:
        file.write(f"\n{text}\n")
    done = build(book, "--strict")
    assert done.returncode == 1
    assert said in done.stderr


def test_links_of_a_decision_lead_to_pages_files_and_the_host(book: Path):
    done = build(book, "--strict")
    assert done.returncode == 0, done.stderr
    html = read(book / "site/decisions/adr-0001/index.html")
    for address in (
        'href="../../datasets/crm/orders/customer/#column-email"',
        'href="https://git.example.org/team/book/-/blob/main/catalogue/sales/crm/orders.yaml"',
        'href="../../guides/start/#first-steps"',
        'src="../../assets/book/adrs/img/sketch.png"',
        'href="../../decisions/adr-0002/#decision-outcome"',
    ):
        assert address in html
    assert (book / "site/assets/book/adrs/img/sketch.png").is_file()


def test_without_a_host_a_link_to_a_source_file_is_its_text(book: Path):
    (book / "lakebook.yaml").write_text("title: Small\n")
    html = read(built(book) / "decisions/adr-0001/index.html")
    assert "<code>YAML</code>" in html and "orders.yaml" not in html


def _local_links(page: Path) -> set[str]:
    return {target for target in re.findall(r'(?:href|src)="([^"#?]+)', read(page)) if ":" not in target}


def test_addresses_without_directories(book: Path):
    (book / "mkdocs.yml").write_text(_settings(use_directory_urls=False))
    site = built(book, "--strict")
    html = read(site / "datasets/crm/orders/customer.html")
    assert 'href="../../../systems/crm.html"' in html
    assert 'href="../../../index.html"' in html
    assert "https://example.org/data/datasets/crm/orders/customer.html" in read(site / "sitemap.xml")
    for page in site.rglob("*.html"):
        for target in _local_links(page):
            if page.name != "404.html":
                assert (page.parent / target).is_file(), f"{page}: {target}"


def test_the_index_of_a_folder_is_found_and_drawn_where_pages_are_files(book: Path):
    (book / "mkdocs.yml").write_text(_settings(use_directory_urls=False))
    write(book, {"docs/guides/index.md": "# Guides\n\n## Which one\n\n```mermaid\ngraph LR\n  A --> B\n```\n"})
    site = built(book, "--strict")
    scripts = re.findall(r'src="([^"]*mermaid[^"]*)"', read(site / "guides/index.html"))
    assert scripts and all((site / "guides" / script).is_file() for script in scripts)
    found = set(re.findall(r'"(guides/[^"#]*)/[#"]', read(site / "lakebook-search/names.js")))
    assert "guides/start" in found and all((site / f"{address}.html").is_file() for address in found), found


def test_every_link_of_every_page_arrives(book: Path):
    site = built(book)
    for page in site.rglob("index.html"):
        for target in _local_links(page):
            place = (page.parent / target).resolve()
            assert (place / "index.html" if place.is_dir() else place).is_file(), f"{page}: {target}"


def test_the_sitemap_and_the_search_index_list_stamped_pages(book: Path):
    site = built(book)
    assert "<loc>https://example.org/data/datasets/crm/orders/customer/</loc>" in read(site / "sitemap.xml")
    assert json.loads(read(site / "search/search_index.json"))["docs"] == []
    assert '"names":["customer"' in read(site / "lakebook-search/names.js")
    assert '"email"' in read(site / "lakebook-search/columns/0.js")


def test_without_its_scripts_the_theme_searches(book: Path, monkeypatch: pytest.MonkeyPatch):
    config = load_config(str(book / "mkdocs.yml"))
    monkeypatch.setattr("lakebook.site.scripts._STATIC", book / "nothing")
    scripts.cache_clear()
    try:
        mkdocs_build(config)
    finally:
        scripts.cache_clear()
    docs = json.loads(read(book / "site/search/search_index.json"))["docs"]
    assert any(doc["location"] == "datasets/crm/orders/customer/#column-email" for doc in docs)


RENAMED = SCHEMA.replace("  customer:\n", "  client:\n    formerly: [customer, erp.sales.kunde, order_line]\n", 1)
OLD_PAGES = ("datasets/crm/orders/customer", "datasets/erp/sales/kunde")


@pytest.mark.parametrize("directories", [True, False])
def test_old_addresses_of_a_renamed_dataset_lead_to_its_page(book: Path, directories: bool, page):
    write(book, {"catalogue/sales/crm/orders.yaml": RENAMED, "mkdocs.yml": _settings(use_directory_urls=directories)})
    site = built(book)
    end, file = ("/", "/index.html") if directories else (".html", ".html")
    new = f"{'../../../../' if directories else '../../../'}datasets/crm/orders/client{end}"
    for old in OLD_PAGES:
        html = read(site / f"{old}{file}")
        assert f'<link rel="canonical" href="https://example.org/data/datasets/crm/orders/client{end}">' in html
        assert f'<meta http-equiv="refresh" content="0; url={new}">' in html and f'<a href="{new}">client</a>' in html
        page.goto((site / f"{old}{file}").as_uri() + "#column-email")
        page.wait_for_url(f"**/datasets/crm/orders/client{end}#column-email")
    assert "http-equiv" not in read(site / f"datasets/crm/orders/order_line{file}")
    assert not re.search("crm/orders/customer|kunde", read(site / "sitemap.xml"))
    searched = {file.stamped.address for file in _pages(book).stamped}
    assert searched.isdisjoint(f"{old}/" for old in OLD_PAGES)


def test_links_to_an_old_address_arrive_at_the_page_of_today(book: Path):
    write(book, {"catalogue/sales/crm/orders.yaml": RENAMED})
    done, site = build(book), book / "site"
    assert done.returncode == 0 and "customer" not in done.stderr
    assert 'href="../../datasets/crm/orders/client/#column-email"' in read(site / "decisions/adr-0001/index.html")
    assert 'href="datasets/crm/orders/client/#column-email"' in read(site / "index.html")


def test_an_old_address_goes_with_the_old_name(book: Path):
    write(book, {"catalogue/sales/crm/orders.yaml": RENAMED, "docs/datasets/crm/orders/customer.md": "# By hand\n"})
    site = built(book)
    assert "By hand" in read(site / CUSTOMER) and (site / "datasets/erp").is_dir()
    replace(book / "catalogue/sales/crm/orders.yaml", "erp.sales.kunde, ", "")
    built(book)
    assert not (site / "datasets/erp").exists()


def test_a_hand_written_page_stands_in_for_a_stamped_one(book: Path):
    write(book, {"docs/systems/crm.md": "# CRM, told by hand\n"})
    assert "told by hand" in read(built(book) / "systems/crm/index.html")


def test_a_book_without_a_home_page_gets_one(book: Path):
    (book / "docs/index.md").unlink()
    assert "Search datasets" in read(built(book, "--strict") / "index.html")


# Checks


def test_an_error_of_the_checks_fails_a_strict_build_and_leaves_the_site_alone(book: Path):
    (book / "mkdocs.yml").write_text(_settings(plugins=["search", "lakebook"]))
    (book / "lakebook.yaml").write_text("title: Small\ntitel: Small\n")
    write(book, {"site/index.html": "built before"})
    done = build(book, "--strict")
    assert done.returncode == 1
    assert "lakebook.yaml:2:1: error" in done.stderr and "titel" in done.stderr
    assert read(book / "site/index.html") == "built before"
    loose = build(book)
    assert loose.returncode == 0
    assert "type 'lakebook check' to see" in loose.stderr


# Builds after the first


def _times(site: Path) -> dict[str, int]:
    return {str(page.relative_to(site)): page.stat().st_mtime_ns for page in (site / "datasets").rglob("*.html")}


def test_a_second_build_writes_only_what_changed(book: Path):
    site = built(book)
    first = _times(site)
    assert _times(built(book)) == first
    replace(book / "catalogue/sales/shop/orders.yaml", "One customer.", "One customer of the shop.")
    changed = {page for page, time in _times(built(book)).items() if first[page] != time}
    assert "datasets/shop/orders/customer/index.html" in changed
    assert CUSTOMER not in changed


def test_a_page_that_somebody_spoilt_is_written_again(book: Path):
    site = built(book)
    (site / CUSTOMER).write_text("spoilt")
    assert "<h1>customer</h1>" in read(built(book) / CUSTOMER)


def test_converted_markdown_is_kept_for_the_next_build_and_may_be_spoilt(book: Path):
    built(book)
    kept = book / ".lakebook/markdown.msgpack"
    cache = msgspec.msgpack.decode(kept.read_bytes(), type=dict[bytes, Converted])
    assert len(cache) > 3
    marked = {key: msgspec.structs.replace(one, html=one.html + "<p>kept</p>") for key, one in cache.items()}
    kept.write_bytes(msgspec.msgpack.encode(marked))
    site = built(book)
    assert any("<p>kept</p>" in read(page) for page in (site / "decisions").rglob("index.html"))
    kept.write_bytes(b"spoilt")
    site = built(book)
    assert not any("<p>kept</p>" in read(page) for page in site.rglob("index.html"))


def test_a_removed_dataset_takes_its_page_along(book: Path):
    site = built(book)
    replace(book / "adrs/0001-first.md", "../datasets/crm/orders/customer.md#column-email", "0002-second.md")
    (book / "catalogue/sales/shop/orders.yaml").unlink()
    assert (site / "datasets/shop").is_dir()
    built(book)
    assert (site / CUSTOMER).is_file()
    assert not (site / "datasets/shop").exists()


def test_stamped_pages_survive_a_build_that_fails(book: Path):
    site = built(book)
    before = _times(site)
    hook = "def on_files(files, config):\n    raise ValueError('no')\n"
    early = "def on_pre_build(config):\n    raise ValueError('no')\n"
    for text in (hook, early):
        write(book, {"hook.py": text, "mkdocs.yml": _settings(hooks=["hook.py"])})
        assert build(book).returncode != 0
        assert _times(site) == before
        assert [entry.name for entry in site.iterdir() if entry.name.startswith(".")] == []


def test_a_build_that_was_killed_while_pages_were_parked_is_made_good(book: Path):
    site = built(book)
    before = _times(site)
    (site / ".lakebook-parked").mkdir()
    (site / "datasets").rename(site / ".lakebook-parked/datasets")
    assert _times(built(book)) == before
    assert not (site / ".lakebook-parked").exists()


def _until(found: Callable[[], bool], seconds: float = 300) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found():
            return True
        time.sleep(0.2)
    return False


def _until_again(edited: Path, found: Callable[[], bool]) -> bool:
    """Nobody tells when the server has seen the files as they are: an edit before that is none to it."""
    for _ in range(30):
        if _until(found, 10):
            return True
        edited.touch()
    return False


def test_serve_follows_edits(book: Path):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = open(book / "serve.log", "w")
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"]
    server = subprocess.Popen(command, cwd=book, env=_environment(), stdout=log, stderr=log)

    def shows(path: str, text: str) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/data/{path}", timeout=5) as answer:
                return text in answer.read().decode()
        except OSError:
            return False

    try:
        assert _until(lambda: shows("datasets/crm/orders/order_line/", "One line of an order.")), read(
            book / "serve.log"
        )
        assert _until(lambda: "Serving on" in read(book / "serve.log"))
        replace(book / "catalogue/sales/crm/orders.yaml", "One line of an order.", "One line, as ordered.")
        edited = book / "catalogue/sales/crm/orders.yaml"
        assert _until_again(edited, lambda: shows("datasets/crm/orders/order_line/", "One line, as ordered.")), read(
            book / "serve.log"
        )
        replace(book / "adrs/0002-second.md", "As [the", "Exactly as [the")
        edited = book / "adrs/0002-second.md"
        assert _until_again(edited, lambda: shows("decisions/adr-0002/", "Exactly as")), read(book / "serve.log")
    finally:
        server.terminate()
        try:
            server.wait(60)
        finally:
            server.kill()
        log.close()


# What Markdown may bring along


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        "<ScRiPt src=x></sCrIpT>",
        "<p onclick=alert(1)>x</p>",
        "<img src=x onerror='alert(1)'>",
        '<a title="x"onmouseover="alert(1)">x</a>',
        "<svg/onload=alert(1)>",
        '<a href="javascript:alert(1)">x</a>',
        '<a href=" java&#115;cript:alert(1)">x</a>',
        '<a href="java\tscript&colon;alert(1)">x</a>',
        '<iframe srcdoc="&lt;script>alert(1)&lt;/script>"></iframe>',
        "<!--><img src=x onerror=alert(1)>-->",
        '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
        '<svg><a><animate attributeName=href values="javascript:alert(1)"/></a></svg>',
        '<a href="data:text/html,<script>alert(1)</script>">x</a>',
        '<meta http-equiv=refresh content="0;url=javascript:alert(1)">',
        "<style>@import 'x'</style>",
    ],
)
def test_nothing_that_runs_comes_out_of_markdown(html: str, page):
    page.add_init_script("window.alert = () => { window.harmed = true }")
    page.set_content(f"<body>{harmless(html)}</body>")
    assert page.evaluate("window.harmed") is None
    assert page.evaluate("document.querySelectorAll('script,iframe,style,meta,animate').length") == 0
    for link in page.query_selector_all("a"):
        assert not re.match("javascript|data", link.evaluate("a => a.protocol || ''"))


@pytest.mark.parametrize(
    "html",
    [
        "<p>Based on = fine, &amp; <code>a &lt;script&gt;</code> &copy; data: x</p>",
        '<details open><summary>More</summary><img alt="x" src="data:image/png;base64,AAAA" /></details>',
        '<p><input type="checkbox" disabled> <a href="mailto:a@b.example" onclick="">x</a></p>',
    ],
)
def test_what_is_harmless_stays(html: str):
    assert harmless(html) == html.replace(' onclick=""', "").replace(" disabled>", " disabled>")


# Diagrams


@pytest.fixture
def address(book: Path) -> Iterator[str]:
    """The built book, on a server of this machine."""
    handler = partial(http.server.SimpleHTTPRequestHandler, directory=str(built(book)))
    handler.log_message = lambda *said: None  # type: ignore[attr-defined]
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_diagram_is_drawn_with_no_network(address: str, scheme: str, browser):
    page = browser.new_page(color_scheme=scheme)
    asked: list[str] = []

    def only_local(route) -> None:
        asked.append(route.request.url)
        route.continue_() if route.request.url.startswith(address) else route.abort()

    page.route("**/*", only_local)
    page.add_init_script(  # Material draws into a closed shadow root
        "const attach = Element.prototype.attachShadow;"
        "Element.prototype.attachShadow = function () { return attach.call(this, { mode: 'open' }) }"
    )
    page.goto(f"{address}decisions/adr-0001/")
    page.wait_for_function(
        "document.querySelector('div.mermaid')?.shadowRoot?.querySelector('svg .node')", timeout=60_000
    )
    assert [url for url in asked if not url.startswith(address)] == []
    assert page.evaluate("document.body.dataset.mdColorScheme") == ("slate" if scheme == "dark" else "default")
    page.goto(f"{address}datasets/crm/orders/customer/")
    assert page.evaluate("typeof mermaid") == "undefined"
    page.close()


def test_a_plain_configuration_builds_strictly(tmp_path: Path) -> None:
    """The check pages' examples hold links and titles; they may not hang on extensions a site has not switched on."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/index.md").write_text("# Home\n")
    (tmp_path / "lakebook.yaml").write_text("title: Plain\n")
    (tmp_path / "mkdocs.yml").write_text("site_name: Plain\ntheme: {name: material}\nplugins: [lakebook]\n")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", str(tmp_path / "mkdocs.yml")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert 'class="lb-example"' in (tmp_path / "site/checks/adr012/index.html").read_text()
