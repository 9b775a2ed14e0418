"""``mkdocs serve``: seconds from saving a YAML file to the page that shows it."""

from __future__ import annotations

import contextlib
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator

from _bench.edits import edit
from _bench.figures import WALL, Figure, Figures
from _bench.parts import Bench
from _bench.processes import ended, environment

FIGURES = (Figure("serve.edit", "mkdocs serve: from edit to page", WALL, most=2),)
_EDITS = 3
_STARTS_IN, _SHOWS_IN = 900, 300
"""Seconds until the server, or an edit, is given up."""
_POLL = 0.05


def measure(bench: Bench) -> Figures:
    """The median of three edits, by the clock."""
    bench.tell("mkdocs serve")
    with _server(bench) as address:
        return {"serve.edit": statistics.median(_shown_after(bench, address, turn) for turn in range(_EDITS))}


@contextlib.contextmanager
def _server(bench: Bench) -> Iterator[str]:
    """Address of a server that has built the site; its own copy of it is removed with it."""
    temporary = bench.folder / "served"
    temporary.mkdir(exist_ok=True)
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{found.getsockname()[1]}"
    command = [sys.executable, "-m", "mkdocs", "serve", "--quiet", "-f", str(bench.root / "mkdocs.yml"), "-a", place]
    process = subprocess.Popen(
        command,
        env={**environment(), "TMPDIR": str(temporary)},
        stdout=subprocess.DEVNULL,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    try:
        _wait_for(f"http://{place}/", "</html>", _STARTS_IN, process)
        yield f"http://{place}/"
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
            ended(process)
        shutil.rmtree(temporary, ignore_errors=True)


def _shown_after(bench: Bench, address: str, turn: int) -> float:
    """Seconds until a page shows a description that was just written."""
    index = (2 * turn + 1) * bench.shape.datasets // (2 * _EDITS)
    page, said = address + bench.shape.address(index), f"Served in turn {turn + 1} {time.time_ns()}."
    _wait_for(page, "</html>", _SHOWS_IN)
    time.sleep(0.17 * turn)  # not always at the same moment between two looks of the server at its files
    edit(bench.root, bench.shape, index, "description", said)
    began = time.monotonic()
    _wait_for(page, said, _SHOWS_IN)
    return time.monotonic() - began


def _wait_for(url: str, text: str, seconds: float, process: subprocess.Popen[bytes] | None = None) -> None:
    """Ask until the page holds *text*. Raises SystemExit when it takes too long, or the server ended."""
    ends = time.monotonic() + seconds
    while text not in _answer(url):
        if time.monotonic() > ends:
            raise SystemExit(f"bench: {url} did not show what was written within {seconds} s")
        if process is not None and process.poll() is not None:
            raise SystemExit("bench: mkdocs serve ended before it answered; see above")
        time.sleep(_POLL)


def _answer(url: str) -> str:
    """The page; empty while nobody answers."""
    try:
        with urllib.request.urlopen(url, timeout=_SHOWS_IN) as answer:
            return str(answer.read().decode())
    except (urllib.error.URLError, ConnectionError):
        return ""
