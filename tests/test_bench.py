"""The bench measures every step, on a book without errors of form."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

BENCH = ROOT / "scripts" / "bench"


def bench(*arguments: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "plugins")}
    done = subprocess.run(
        [sys.executable, BENCH, *arguments], capture_output=True, text=True, env=environment, timeout=300
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.skipif(not (ROOT / "plugins/lakebook/site/plugin.py").exists(), reason="no site/plugin.py yet")
def test_quick_bench_prints_every_step_and_keeps_the_rest_of_the_page(tmp_path: Path):
    page = tmp_path / "speed.md"
    page.write_text("# Speed\n\n<!-- bench -->\nold\n<!-- /bench -->\n\nEnd.\n")
    said = bench("--quick", "--folder", str(tmp_path / "made"), "--markdown", str(page))
    for step in ("read, no cache", "read, unchanged", "lineage", "check", "mkdocs build again", "plain MkDocs"):
        assert step in said
    assert "times less than plain MkDocs + Material" in said
    written = page.read_text()
    assert written.startswith("# Speed\n") and written.endswith("End.\n") and "old" not in written
    assert written.count("| 300 datasets |") == 2


def test_the_book_of_the_bench_is_whole(tmp_path: Path):
    import importlib.machinery
    import importlib.util

    from lakebook.book import read_book
    from lakebook.sources.working_tree import WorkingTree

    spec = importlib.util.spec_from_loader("bench", importlib.machinery.SourceFileLoader("bench", str(BENCH)))
    assert spec and spec.loader
    made = importlib.util.module_from_spec(spec)
    sys.dont_write_bytecode, before = True, sys.dont_write_bytecode
    spec.loader.exec_module(made)
    sys.dont_write_bytecode = before
    made.write_book(tmp_path, made.Shape(300, 15, 9), seed=7)
    book = read_book(WorkingTree(tmp_path))
    assert (len(book.catalogue.datasets), book.catalogue.column_count(), len(book.products)) == (300, 6000, 15)
    assert not book.records.findings
    assert book.lineage.edge_count > 2.4 * 300
    assert not book.lineage.cycles()
    columns = [column for dataset in book.catalogue.datasets.values() for column in dataset.columns.values()]
    assert 0.72 < sum(bool(column.description) for column in columns) / len(columns) < 0.82
