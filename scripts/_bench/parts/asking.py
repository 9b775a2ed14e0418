"""A PostgreSQL server with 1,000 tables is imported and compared; nothing is measured where there is no server."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from _bench.figures import COUNT, CPU, MB, WALL, Figure, Figures
from _bench.parts import Bench
from _bench.processes import SCRIPTS, medians, run

_TABLES, _COLUMNS = 1_000, 20
FIGURES = (
    Figure("database.import.wall", "import database: 1,000 tables, 20,000 columns", WALL, most=10, at_any_size=True),
    Figure("database.import.cpu", "import database, without the server", CPU),
    Figure("database.import.memory", "import database: peak", MB),
    Figure("database.tables", "import database: tables", COUNT, more_is_better=True),
    Figure("database.drift.wall", "drift database, nothing changed", WALL, most=10, at_any_size=True),
)


def measure(bench: Bench) -> Figures:
    """Of the whole processes, as one types them; the size of the book plays no part."""
    sys.path.append(str(SCRIPTS.parent / "tests"))  # where the server of the tests is
    from databases import Postgres, find_postgres, own_folder

    if not find_postgres():
        bench.tell("NO POSTGRESQL: databases are not measured. Install postgresql")
        return {}
    bench.tell("a database of 1,000 tables")
    with _running(Postgres(own_folder("bench"))) as server:
        url = server.fresh("bench", *_statements())
        return medians([_asked(bench.folder / "asked", url) for _ in range(bench.runs)])


@contextmanager
def _running(server: Any) -> Iterator[Any]:
    try:
        yield server
    finally:
        server.stop()


def _statements() -> Iterator[str]:
    """Tables that point to each other, a view for ten of them."""
    yield "CREATE TABLE t0 (id bigint PRIMARY KEY)"
    columns = ", ".join(f"c{number} varchar({number + 10})" for number in range(_COLUMNS - 2))
    for first in range(1, _TABLES, 100):
        made = range(first, min(first + 100, _TABLES))
        tables = [f"CREATE TABLE t{n} (id bigint PRIMARY KEY, up bigint REFERENCES t{n - 1}, {columns})" for n in made]
        comments = [f"COMMENT ON COLUMN t{n}.c0 IS 'What it says in table {n}.'" for n in made]
        views = [f"CREATE VIEW v{n} AS SELECT id, c0 || c1 AS both FROM t{n}" for n in made[::10]]
        yield ";".join((*tables, *comments, *views))


def _asked(root: Path, url: str) -> Figures:
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir(parents=True)
    (root / "lakebook.yaml").write_text("title: Bench\n", encoding="utf-8")
    command = (sys.executable, "-m", "lakebook.cli", "-C", str(root))
    began = time.perf_counter()
    used = run([*command, "import", "database", url, "--domain", "sales", "--system", "shop"], quiet=True)
    imported = time.perf_counter()
    run([*command, "drift", "database", url], quiet=True)
    return {
        "database.import.wall": imported - began,
        "database.import.cpu": used.cpu,
        "database.import.memory": used.memory,
        "database.tables": int(used.said.partition(" tables")[0].rpartition(" ")[2].replace(",", "")),
        "database.drift.wall": time.perf_counter() - imported,
    }
