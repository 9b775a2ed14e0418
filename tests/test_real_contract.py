"""A real data contract goes the whole way: imported, checked, built strictly, reached by links and found by search."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote

import pytest
import yaml

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
        "mkdocs.yml": yaml.safe_dump({"site_name": "Real", "theme": "material", "plugins": ["search", "lakebook"]}),
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


def test_it_is_found_by_name_and_by_column(root: Path):
    names = (root / "site/lakebook-search/names.js").read_text(encoding="utf-8")
    columns = (root / "site/lakebook-search/columns/0.js").read_text(encoding="utf-8")
    assert (
        names.count('"salesorderheader"') == 1 or '"SalesOrderHeader"' in names or "salesorderheader" in names.lower()
    )
    assert "businessentityid" in columns.lower()
