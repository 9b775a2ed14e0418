"""What all tests share: the corpus of real inputs, the browser, LibreOffice, and database servers."""

from __future__ import annotations

import fcntl
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from databases import MariaDB, Postgres, Server, find_mariadb, find_postgres, own_folder
from hypothesis import HealthCheck, settings
from libreoffice import Office, find_office
from playwright.sync_api import BrowserContext
from searching import LISTENING, build

# Nothing may fail because a machine is slow, or by luck: every run tries the same examples (others: --hypothesis-profile=default).
settings.register_profile(
    "same", deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("same")

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "scripts"))  # where _bench lies
CORPUS = (ROOT / os.environ.get("LAKEBOOK_CORPUS", "../shared/inputs")).resolve()
BROWSER_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-sync",
    "--disable-component-update",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def corpus() -> Path:
    """Folder of real inputs that nobody here wrote; the test is skipped where it is absent."""
    if not CORPUS.is_dir():
        pytest.skip(f"no corpus at {CORPUS} (set LAKEBOOK_CORPUS)")
    return CORPUS


@pytest.fixture(scope="session")
def demo_root() -> Path:
    """The repository, as long as it holds the demo book; a company's own book is no matter of these tests."""
    if "title: Rondelle\n" not in (ROOT / "lakebook.yaml").read_text(encoding="utf-8"):
        pytest.skip("the book is not the demo any more")
    return ROOT


@pytest.fixture(scope="session")
def demo_sites(demo_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo, built strictly for a web server (``web``) and for the disk (``disk``), once for all processes: nobody changes it."""
    parallel = "PYTEST_XDIST_WORKER" in os.environ
    shared = tmp_path_factory.getbasetemp().parent if parallel else tmp_path_factory.getbasetemp()
    folder = shared / "demo-sites"
    with open(shared / "demo-sites.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.is_dir():
            unfinished = tmp_path_factory.mktemp("demo")
            build(demo_root, unfinished / "web", "--strict")
            build(demo_root, unfinished / "disk", "--strict", "--no-directory-urls")
            unfinished.rename(folder)
    return folder


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="rewrite the golden files; the diff is the review")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What drives a browser or LibreOffice has failed when it failed twice; a RERUN in the summary is to be mended all the same."""
    for item in items:
        if {"browser", "office"} & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compares a text with a golden file; with ``--update`` the file is rewritten instead."""

    def compare(path: Path, text: str) -> None:
        if request.config.getoption("--update"):
            path.write_text(text, encoding="utf-8")
        assert text == path.read_text(encoding="utf-8"), f"type 'pytest --update' where {path.name} is to say so"

    return compare


def find_chromium() -> str:
    """Path of the browser: ``CHROMIUM``, else the first one on PATH; empty for none."""
    names = (os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return next((path for name in names if name and (path := shutil.which(name))), "")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """How pytest-playwright starts the browser: the system's own. None there: skipped, or failed where it must be."""
    chromium = find_chromium()
    if not chromium and os.environ.get("LAKEBOOK_REQUIRE_BROWSER"):
        pytest.fail("no Chromium, and LAKEBOOK_REQUIRE_BROWSER is set: install it, or set CHROMIUM", pytrace=False)
    if not chromium:
        pytest.skip("NO CHROMIUM: install chromium, or set CHROMIUM to its path")
    return {**browser_type_launch_args, "executable_path": chromium, "args": BROWSER_ARGUMENTS}


@pytest.fixture
def context(context: BrowserContext) -> BrowserContext:
    """That of ``page``: its pages can be asked whether a search has been answered."""
    context.add_init_script(LISTENING)
    return context


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A LibreOffice that runs until the tests end. None there: skipped, or failed where it must be."""
    missing = (
        "LibreOffice, or a Python with uno: install libreoffice-calc and python3-uno, or set SOFFICE and UNO_PYTHON"
    )
    if not all(find_office()) and os.environ.get("LAKEBOOK_REQUIRE_OFFICE"):
        pytest.fail(f"LAKEBOOK_REQUIRE_OFFICE is set, and there is no {missing}", pytrace=False)
    if not all(find_office()):
        pytest.skip(f"NO {missing}")
    office = Office(tmp_path_factory.mktemp("office"))
    yield office
    office.quit()


def _server(kind: type[Server], name: str, found: str, package: str) -> Iterator[Any]:
    """A server that runs until the tests end. None there: skipped, or failed where it must be."""
    if not found and os.environ.get("LAKEBOOK_REQUIRE_DATABASES"):
        pytest.fail(f"LAKEBOOK_REQUIRE_DATABASES is set, and there is no {name}: install {package}", pytrace=False)
    if not found:
        pytest.skip(f"NO {name}: install {package}")
    server = kind(own_folder(name.lower()))
    yield server
    server.stop()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL server."""
    yield from _server(Postgres, "PostgreSQL", find_postgres(), "postgresql")


@pytest.fixture(scope="session")
def mariadb() -> Iterator[MariaDB]:
    """A MariaDB server."""
    yield from _server(MariaDB, "MariaDB", find_mariadb(), "mariadb-server")


def pytest_report_header() -> list[str]:
    return [
        f"chromium: {find_chromium() or 'NONE, tests that need a browser are skipped'}",
        f"libreoffice: {find_office()[0] or 'NONE, tests that need a spreadsheet program are skipped'}",
        f"postgresql: {find_postgres() or 'NONE, tests that need it are skipped'}",
        f"mariadb: {find_mariadb() or 'NONE, tests that need it are skipped'}",
    ]
