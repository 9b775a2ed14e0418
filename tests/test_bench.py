"""The bench measures every part, on a book without errors of form, and says what is held and what got worse."""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
from pathlib import Path

import pytest
from _bench import parts
from _bench.book import write_book
from _bench.compare import compared
from _bench.edits import edit_three
from _bench.figures import COUNT, CPU, KB, Figure
from _bench.growth import exponent
from _bench.options import plan, read_options
from _bench.processes import run as run_process
from _bench.run import Run, all_figures, part
from _bench.saved import load, save
from _bench.shape import Shape
from _bench.table import rows, verdict
from _bench.trees import different, look, written
from conftest import ROOT, find_chromium
from databases import find_postgres

from lakebook.book import read_book
from lakebook.sources.working_tree import WorkingTree

BENCH = ROOT / "scripts" / "bench"


def bench(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, BENCH, *arguments],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "plugins"), **environment},
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done


def line(text: str, title: str) -> str:
    found = re.search(rf"^{re.escape(title)}  .*$", text, re.MULTILINE)
    assert found, f"no line '{title}' in\n{text}"
    return " ".join(found.group().removeprefix(title).split())


# A whole run ---------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def quick(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """What a quick run prints, and the folder with its JSON and its page."""
    folder = tmp_path_factory.mktemp("bench")
    (folder / "speed.md").write_text("# Speed\n\n<!-- bench -->\nold\n<!-- /bench -->\n\nEnd.\n")
    options = ("--quick", "--markdown", str(folder / "speed.md"), "--json", str(folder / "run.json"))
    return bench(*options).stdout, folder


def test_a_quick_run_measures_every_figure(quick: tuple[str, Path]):
    said, folder = quick
    found = load(folder / "run.json").sizes[300]
    wanted = {figure.key for figure in all_figures() if not figure.key.startswith(("cytoscape", "flow"))}
    if not find_chromium():
        wanted = {key for key in wanted if "search" not in key or key in ("search.largest", "search.bytes")}
        wanted -= {figure.key for figure in part("drawing").FIGURES}
        wanted |= {"build.edited.search"}
    if not find_postgres():
        wanted = {key for key in wanted if not key.startswith("database.")}
    assert found.keys() == wanted
    assert line(said, "files that a clean build makes otherwise") == "0 0 yes"
    assert found["read.cold.bytes"] > 0.5 and found["build.clean.pages"] > 400 and found["plain.pages"] == 32
    assert found["read.again.cpu"] < found["read.cold.cpu"] < found["check.cold.cpu"] < found["build.clean.cpu"]
    assert 20 < found["build.clean.memory"] < 400
    assert found["build.again.written"] < found["build.edited.pages"] < 100
    assert found["plain.times"] > 1
    assert found["serve.edit"] > 0.1


@pytest.mark.skipif(not find_chromium(), reason="NO CHROMIUM")
def test_a_quick_run_types_into_the_search_box(quick: tuple[str, Path]):
    found = load(quick[1] / "run.json").sizes[300]
    assert found["search.before.bytes"] == 0
    assert 1 < found["search.first.bytes"] < found["search.bytes"]
    assert found["search.first.ms"] > 1 and 1 < found["search.later.ms"] <= found["search.worst.ms"]
    assert found["plain.search.before"] > found["search.theirs.bytes"]


@pytest.mark.skipif(not find_chromium(), reason="NO CHROMIUM")
def test_a_quick_run_draws_the_lineage(quick: tuple[str, Path]):
    found = load(quick[1] / "run.json").sizes[300]
    assert all(found[key] > 1 for key in ("drawing.40", "drawing.100", "drawing.300", "drawing.trace"))


@pytest.mark.skipif(not find_chromium(), reason="NO CHROMIUM")
def test_where_peers_cannot_be_installed_the_view_is_measured_alone(tmp_path: Path):
    nobody = {
        "npm_config_registry": "http://127.0.0.1:9/",
        "npm_config_fetch_retries": "0",
        "npm_config_cache": str(tmp_path),
    }
    done = bench("--size", "30", "--runs", "2", "--parts", "drawing", **nobody)
    assert "NO PEERS of the lineage view: npm install fails: npm error" in done.stderr
    assert line(done.stdout, "lineage view: 40 datasets, script start to painted").startswith("ms ")
    assert "times ours" not in done.stdout


def test_a_run_keeps_the_rest_of_the_page_and_names_no_place(quick: tuple[str, Path]):
    page = (quick[1] / "speed.md").read_text()
    assert page.startswith("# Speed\n") and page.endswith("End.\n") and "\nold\n" not in page
    assert "| mkdocs build, 3 datasets edited | CPU s |" in page
    saved = (quick[1] / "run.json").read_text()
    assert not re.search(r'["(:=]/|@|localhost', saved), saved
    assert {"python", "cores", "mkdocs"} <= json.loads(saved)["machine"].keys()


def test_a_run_is_compared_with_a_saved_one(quick: tuple[str, Path]):
    saved = load(quick[1] / "run.json")
    saved.sizes[300]["read.cold.bytes"] /= 2
    save(saved, quick[1] / "smaller.json")
    done = bench("--quick", "--parts", "reading", "--compare", str(quick[1] / "smaller.json"))
    after = done.stdout.split("\n\n")[2]
    assert line(after, "read, no cache: files of the book") == "2.00 WORSE"
    assert line(after, "read, unchanged files: cache") == "1.00"
    assert len(after.splitlines()) == 1 + len(part("reading").FIGURES)
    assert "bench: 300 datasets: reading" in done.stderr


def test_without_a_browser_the_rest_is_measured_and_it_says_so(tmp_path: Path):
    done = bench("--size", "30", "--runs", "1", "--parts", "searching", "--folder", str(tmp_path), PATH="", CHROMIUM="")
    assert "NO BROWSER: search is not measured. Install chromium" in done.stderr
    assert line(done.stdout, "search: largest file").endswith("yes")
    assert "first result" not in done.stdout


def test_a_book_can_be_had_alone(tmp_path: Path):
    done = bench("--size", "30,60", "--parts", "none", "--folder", str(tmp_path))
    assert done.stdout == f"the books are in {tmp_path}\n"
    assert len(read_book(WorkingTree(tmp_path / "book-60")).catalogue.datasets) == 60


# The book ------------------------------------------------------------------------------------------------------------


def test_the_book_of_the_bench_is_whole(tmp_path: Path):
    write_book(tmp_path, Shape(300, 15, 9), seed=7)
    book = read_book(WorkingTree(tmp_path))
    assert (len(book.catalogue.datasets), book.catalogue.column_count(), len(book.products)) == (300, 6000, 15)
    assert not book.records.findings
    assert book.lineage.edge_count > 2.4 * 300
    assert not book.lineage.cycles()
    columns = [column for dataset in book.catalogue.datasets.values() for column in dataset.columns.values()]
    assert 0.72 < sum(bool(column.description) for column in columns) / len(columns) < 0.82


@pytest.mark.parametrize(("per_dataset", "distinct"), [(1.2, 12_014), (14.2, 142_004)])
def test_so_many_names_of_columns_are_distinct(per_dataset: float, distinct: int):
    shape = Shape(10_000, 0, 0, names_per_dataset=per_dataset)
    names = [shape.column_names(index) for index in range(shape.datasets)]
    assert all(len(set(one)) == 20 for one in names)
    assert len({name for one in names for name in one}) == distinct


@pytest.mark.parametrize("per_dataset", [1.2, 14.2])
def test_every_dataset_has_the_column_that_is_looked_for(per_dataset: float):
    from _bench.browser import QUERIES

    shape = Shape(300, 0, 0, names_per_dataset=per_dataset)
    assert all(QUERIES[0] in shape.column_names(index) for index in range(300))
    assert any(shape.place(index)[3].startswith(QUERIES[1]) for index in range(30))


def test_one_system_can_be_as_large_as_one_likes(tmp_path: Path):
    shape = Shape(10_000, 0, 0, one_system=2_000)
    systems = [shape.place(index)[1] for index in range(shape.datasets)]
    assert systems.count("system-00") == 2_000
    assert max(systems.count(system) for system in set(systems[2_000:])) < 200
    assert len({shape.identity(index) for index in range(shape.datasets)}) == 10_000
    write_book(tmp_path, Shape(300, 3, 3, names_per_dataset=14.2, one_system=200), seed=7)
    book = read_book(WorkingTree(tmp_path))
    assert len(book.catalogue.datasets) == 300 and not book.records.findings and not book.lineage.cycles()
    assert sum(dataset.system == "system-00" for dataset in book.catalogue.datasets.values()) == 200


def test_three_edits_are_a_description_a_column_and_a_title_in_three_files(tmp_path: Path):
    shape = Shape(300, 15, 9)
    write_book(tmp_path, shape, seed=7)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.yaml")}
    touched = [edit_three(tmp_path, shape, turn, turns=3) for turn in range(3)]
    assert len({index for indices in touched for index in indices}) == 9
    assert sum(content != path.read_bytes() for path, content in before.items()) == 9
    book = read_book(WorkingTree(tmp_path))
    assert not book.records.findings
    described, widened, named = (book.catalogue.datasets[shape.identity(index)] for index in touched[1])
    assert described.description.startswith("Edited 2 ")
    assert widened.columns["edited_2"].description == "Edited 2" and len(widened.columns) == 21
    assert named.title == "Edited 2"


# Measuring -----------------------------------------------------------------------------------------------------------


def test_cpu_of_a_step_is_that_of_its_children_too():
    child = "import time\nwhile time.process_time() < 0.4: pass"
    code = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}], check=True); print('done')"
    used = run_process([sys.executable, "-c", code])
    assert used.said == "done\n"
    assert 0.4 < used.cpu < 20


def test_memory_of_a_step_is_its_peak():
    step = [sys.executable, "-c", "kept = bytearray(200_000_000); del kept"]
    code = f"from _bench.processes import run; print(run({step!r}).memory)"  # not from here: pytest itself is large
    assert 200 < float(run_process([sys.executable, "-c", code]).said) < 260


def test_a_step_that_fails_says_what_to_type():
    with pytest.raises(SystemExit, match=r"run it alone: PYTHONPATH=.* -c exit"):
        run_process([sys.executable, "-c", "exit(3)"])


def test_trees_are_compared_to_the_byte(tmp_path: Path):
    for site in ("one", "other"):
        for name in ("index.html", "a/index.html", "lakebook-search/names.js"):
            (tmp_path / site / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / site / name).write_text(f"content of {name}")
    before = look(tmp_path / "one")
    assert len(before) == 3 and different(tmp_path / "one", tmp_path / "other") == []
    (tmp_path / "one/a/index.html").write_text("Content of a/index.html")
    (tmp_path / "one/more.txt").touch()
    assert different(tmp_path / "one", tmp_path / "other") == ["a/index.html", "more.txt"]
    assert written(before, look(tmp_path / "one")).keys() == {"a/index.html", "more.txt"}


@pytest.mark.parametrize("power", [0, 0.5, 1, 1.5])
def test_growth_is_the_exponent(power: float):
    values = {size: 0.003 * size**power for size in (1_000, 3_000, 10_000)}
    assert exponent(values) == pytest.approx(power)


def test_growth_of_one_size_or_of_nothing_is_not_known():
    assert exponent({1_000: 2.0}) is None
    assert exponent({1_000: 0.0, 3_000: 1.0}) is None


# Saying --------------------------------------------------------------------------------------------------------------

READ = Figure("read.cold.cpu", "read, no cache", CPU, most=1.6)


def a_run(*, slower: float = 1.0, **changed: float) -> Run:
    figures = {"read.cold.cpu": 1.5 * slower, "plain.page": 10 * slower, "plain.pages": 1002, "lineage.edges": 27_000}
    options = {"runs": 3, "products": [500], "decisions": [300], "names_per_dataset": 1.2}
    return Run("2026-01-01T00:00+00:00", {"python": "3.11", "cores": 2}, options, {10_000: {**figures, **changed}})


def test_what_is_not_held_is_said_with_the_size():
    assert verdict(READ, {1_000: 0.2, 10_000: 1.5}, many_names=False) == ("<= 1.6", "yes")
    assert verdict(READ, {1_000: 0.2, 10_000: 1.7}, many_names=False) == ("<= 1.6", "NO, at 10,000")
    assert verdict(READ, {30_000: 9.0}, many_names=False) == ("", "")
    loaded = next(figure for figure in all_figures() if figure.key == "search.first.bytes")
    assert verdict(loaded, {10_000: 600.0}, many_names=False)[1] == "NO, at 10,000"
    assert verdict(loaded, {10_000: 600.0}, many_names=True) == ("<= 700", "yes")
    assert verdict(Figure("x", "x", COUNT, most=0, at_any_size=True), {100_000: 1}, False) == ("0", "NO, at 100,000")


def test_the_table_shows_what_was_measured():
    head, *lines = rows(a_run(), all_figures())
    assert head == ["figure", "unit", "10,000", "grows", "to hold", "held"]
    assert lines[0] == ["read, no cache", "CPU s", "1.50", "", "<= 1.6", "yes"]
    assert len(lines) == 4


def test_a_slower_machine_does_not_make_it_worse():
    edges = Figure("lineage.edges", "edges", COUNT, more_is_better=True)
    lines = compared(a_run(slower=2.0), a_run(), [READ, edges], 1.15)
    assert lines == [["figure", "10,000", ""], ["read, no cache", "1.00", ""], ["edges", "1.00", ""]]
    slow = compared(a_run(slower=2.0, **{"read.cold.cpu": 3.6}), a_run(), [READ, edges], 1.15)
    assert slow[1] == ["read, no cache", "1.20", "WORSE"]
    assert compared(a_run(**{"lineage.edges": 100}), a_run(), [edges], 1.15)[1] == ["edges", "0.00", "WORSE"]


def test_without_the_same_peer_times_are_compared_as_they_are():
    other = a_run(slower=2.0, **{"plain.pages": 302})
    assert compared(other, a_run(), [READ], 1.15)[1] == ["read, no cache", "2.00", "WORSE"]


def test_what_was_nothing_and_is_not_is_worse():
    before = Figure("search.before.bytes", "before", KB, most=0)
    lines = compared(a_run(**{before.key: 3.0}), a_run(**{before.key: 0.0}), [before], 1.15)
    assert lines[1] == ["before", "inf", "WORSE"]


def test_a_file_that_is_no_saved_run_is_refused(tmp_path: Path):
    (tmp_path / "run.json").write_text("{}")
    with pytest.raises(SystemExit, match=r"run\.json is no saved run: .*\nhint: make one with --json"):
        load(tmp_path / "run.json")


# Options -------------------------------------------------------------------------------------------------------------


def test_products_and_decisions_follow_from_the_size():
    wanted = plan(read_options(["--size", "10000,1000", "--parts", "plain,reading"]))
    assert wanted.shapes == (Shape(1_000, 50, 30), Shape(10_000, 500, 300))
    assert wanted.parts == ("reading", "plain")
    assert plan(read_options([])).shapes[-1].datasets == 10_000


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["--size", "1000", "--one-system", "2000"], "does not fit: type --size 4000"),
        (["--size", "5"], "at least 30 datasets"),
        (["--parts", "reading,cooking"], "no part cooking; there are reading, checking"),
        (["--parts", "none"], "say where, with --folder"),
        (["--names-per-dataset", "30"], "at most 16"),
    ],
)
def test_options_that_make_no_sense_are_refused(typed: list[str], said: str, capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as ended:
        read_options(typed)
    assert ended.value.code == 2
    assert said in " ".join(capsys.readouterr().err.split())


def test_each_part_is_a_module_that_measures_figures_of_its_own():
    folder = ROOT / "scripts" / "_bench" / "parts"
    assert {path.stem for path in folder.glob("*.py")} == {"__init__", *parts.NAMES}
    keys = [figure.key for name in parts.NAMES for figure in part(name).FIGURES]
    assert len(keys) == len(set(keys))
    documented = (ROOT / "docs/reference/speed.md").read_text()
    assert all(f"- `{name}`: " in documented for name in parts.NAMES)


def test_modules_are_short_and_say_what_they_are():
    modules = [BENCH, *(ROOT / "scripts" / "_bench").rglob("*.py")]
    assert len(modules) > 20
    for path in modules:
        text = path.read_text()
        assert len(text.splitlines()) <= 250, path
        assert '"""' in text.split("\n\n")[0], path


def test_the_seed_makes_the_book(tmp_path: Path):
    chance = random.Random(1)
    seeds = [chance.randrange(100), chance.randrange(100, 200)]
    for place, seed in (("a", seeds[0]), ("b", seeds[0]), ("c", seeds[1])):
        write_book(tmp_path / place, Shape(60, 3, 2), seed=seed)
    assert different(tmp_path / "a", tmp_path / "b") == []
    assert different(tmp_path / "a", tmp_path / "c")
