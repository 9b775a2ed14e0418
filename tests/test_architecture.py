"""The house stands as it is drawn: layers, doors, folders, and one file for one thing."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

from lakebook import discovery

PACKAGE = ROOT / "plugins" / "lakebook"
HEAVY = {"sqlalchemy", "openpyxl", "python_calamine", "networkx", "mkdocs", "material", "sqlglot", "rich", "jinja2"}


def run(*command: str, cwd: Path = ROOT, **environment: str) -> str:
    """What a command prints; the test fails, showing it, where the command does."""
    done = subprocess.run(
        command,
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=600,
    )
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def tool(name: str) -> str:
    return str(Path(sys.executable).with_name(name))


def test_layers_and_doors_hold():
    said = run(tool("lint-imports"), "--no-logo", "--no-cache", PYTHONPATH=str(ROOT / "plugins"))
    assert "0 broken" in said


def test_version_loads_nothing_heavy():
    code = (
        "import sys\nfrom lakebook.cli import lakebook\n"
        "try:\n    lakebook(['--version'])\nexcept SystemExit:\n    pass\n"
        "print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    )
    version, loaded = run(sys.executable, "-c", code, PYTHONPATH=str(ROOT / "plugins")).splitlines()
    assert version.startswith("lakebook")
    assert not HEAVY & set(loaded.split())


def test_folder_list_of_the_readme_is_what_is_on_disk():
    block = re.search(
        r"<!-- folders -->\n+```[a-z]*\n(.*?)```\n+<!-- /folders -->", (ROOT / "README.md").read_text(), re.DOTALL
    )
    assert block, "README.md has no '<!-- folders -->' block"
    lines = [line for line in block.group(1).splitlines() if line.strip()]
    assert all(re.match(r"^\S+ {2,}\S", line) for line in lines), "one line a folder or module: 'name/  purpose'"
    rooms = [path for path in PACKAGE.iterdir() if not path.name.startswith(("_", ".")) and path.name != "py.typed"]
    on_disk = {
        f"{path.name}/" if path.is_dir() else path.name for path in rooms if path.is_file() or any(path.iterdir())
    }
    assert {line.split()[0] for line in lines} == on_disk


def sources() -> list[Path]:
    return [path for path in PACKAGE.rglob("*.py") if path.name != "__init__.py"]


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_module_is_short_and_says_what_it_is(path: Path):
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    assert ast.get_docstring(tree), "no docstring"
    below_docstring = len(text.splitlines()) - (tree.body[0].end_lineno or 0)
    assert below_docstring <= 290, "look for the second thing it does"
    assert not {"utils", "helpers", "manager", "base", "common"} & set(path.stem.strip("_").split("_"))


# One thing, one file -------------------------------------------------------------------------------------------------

CHECK = '''"""A dataset's name has more than thirty letters.

Long names are cut off in reports.

## Fails

```yaml title="catalogue/sales/crm/orders.yaml"
datasets:
  a_name_that_nobody_can_remember_or_type:
```
"""

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import check
from lakebook.diagnostics import Finding, Severity


@check("CAT990", Severity.warning)
def dataset_name_long(book: Book) -> Iterable[Finding]:
    for dataset in book.catalogue.datasets.values():
        if len(dataset.name) > 30:
            place = book.locate(dataset.file, "datasets", dataset.name)
            yield Finding(place, f"{dataset.name!r} is long", "shorten it")
'''
READER = '''"""Tables listed in a text file, one a line."""

from __future__ import annotations

from lakebook.model.dataset import Dataset
from lakebook.readers import Records, reader
from lakebook.settings import Settings


def _claims(path: str, settings: Settings) -> bool:
    return path.endswith(".txt")


@reader(_claims)
def text_list(path: str, content: bytes, settings: Settings) -> Records:
    """Datasets of one list."""
    _, domain, system, name = path.split("/")
    place = {"domain": domain, "system": system, "schema": name.removesuffix(".txt"), "file": path}
    return Records(datasets=[Dataset(name=line, **place) for line in content.decode().split()])
'''
EXPORTER = '''"""Names of all datasets, one a line."""

from __future__ import annotations

from lakebook.book import Book


def name_list(book: Book) -> str:
    """Names of all datasets, one a line."""
    return "".join(f"{name}\\n" for name in book.catalogue.names())
'''
PAGE_KIND = '''"""A page that counts."""

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.pages import Article, Context, Page, page_kind


@page_kind
def counter(book: Book, context: Context) -> Iterable[Page]:
    """One page that counts the datasets."""
    count = len(book.catalogue.datasets)
    yield Page(address="counter/", title="Counter", article=Article(f"<h1>{count} datasets are counted</h1>"))
'''
REPORTER = '''"""Codes that were found, and how often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from lakebook.book import Book
from lakebook.diagnostics import Diagnostic


def code_count(diagnostics: Iterable[Diagnostic], book: Book) -> str:
    """A line a code."""
    counts = Counter(one.code for one in diagnostics)
    return "".join(f"{code} {number}\\n" for code, number in sorted(counts.items()))
'''
BOOK = {
    "lakebook.yaml": "title: Small\n",
    "catalogue/people.yaml": "people:\n  ann.durand: Ann Durand <ann.durand@example.org>\n",
    "catalogue/sales/domain.yaml": "title: Sales\ncustodian: ann.durand\ndescription: What is sold, and to whom.\n",
    "catalogue/sales/crm/system.yaml": "title: CRM\ndescription: Customers, orders.\nclassification: internal\n",
    "catalogue/sales/crm/orders.yaml": "datasets:\n  an_order_line_as_it_was_first_entered:\n"
    "    description: One line of one order.\n    columns:\n      id: bigint pk | Key.\n",
    "docs/index.md": "# Small\n\nA small book.\n",
    "mkdocs.yml": "site_name: Small\nsite_url: https://example.org/\ntheme: {name: material, font: false}\n"
    "plugins: [search, lakebook]\n",
}


@pytest.fixture(scope="module")
def extended(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package with one file more in each of five rooms, and nothing else changed."""
    copy = tmp_path_factory.mktemp("extended") / "lakebook"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    (copy / "checks/catalogue/dataset_name_long.py").write_text(CHECK)
    (copy / "readers/text_list.py").write_text(READER)
    (copy / "exporters/name_list.py").write_text(EXPORTER)
    (copy / "reporters/code_count.py").write_text(REPORTER)
    (copy / "pages/counter.py").write_text(PAGE_KIND)
    return copy.parent


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A book of one dataset."""
    for path, text in BOOK.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    return tmp_path


def lakebook(extended: Path, book: Path, *arguments: str) -> str:
    return run(sys.executable, "-m", "lakebook.cli", *arguments, cwd=book, PYTHONPATH=str(extended))


def test_a_check_is_one_file(extended: Path, book: Path):
    assert "CAT990   warning  dataset_name_long  A dataset's name has more" in lakebook(extended, book, "explain")
    assert "Long names are cut off" in lakebook(extended, book, "explain", "dataset-name-long")
    assert "CAT990" in lakebook(extended, book, "check")


def test_a_reader_is_one_file(extended: Path, book: Path):
    (book / "catalogue/sales/crm/listed.txt").write_text("quote offer\n")
    assert '"datasets": 3' in lakebook(extended, book, "stats", "--format", "json")


def test_an_exporter_is_one_file(extended: Path, book: Path):
    assert "name-list        Names of all datasets, one a line." in lakebook(extended, book, "export")
    assert lakebook(extended, book, "export", "name-list") == "crm.orders.an_order_line_as_it_was_first_entered\n"


def test_a_reporter_is_one_file(extended: Path, book: Path):
    assert "code-count" in lakebook(extended, book, "check", "-h")
    assert "CAT990 1\n" in lakebook(extended, book, "check", "--format", "code-count")
    lakebook(extended, book, "check", "--format", "code-count=out/codes.txt")
    assert "CAT990 1\n" in (book / "out/codes.txt").read_text(encoding="utf-8")


@pytest.mark.skipif(not (PACKAGE / "site/plugin.py").exists(), reason="no site/plugin.py yet")
def test_a_page_kind_is_one_file(extended: Path, book: Path):
    run(sys.executable, "-m", "mkdocs", "build", "--quiet", cwd=book, PYTHONPATH=str(extended), NO_MKDOCS_2_WARNING="1")
    assert "1 datasets are counted" in (book / "site/counter/index.html").read_text(encoding="utf-8")


def test_each_plug_holds_a_function_of_its_own_name():
    changes = ("changes.kinds", "changes.report_formats", "changes.impact_formats")
    for room in ("checks", "readers", "exporters", "reporters", "pages", "importers", *changes):
        for name, plug in discovery.load_all(f"lakebook.{room}").items():
            assert callable(plug), f"{room}/{name}"
