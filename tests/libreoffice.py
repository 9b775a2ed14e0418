"""LibreOffice, the spreadsheet program that people here have: started once for all tests that ask for ``office``.

It runs headless with a profile folder of its own, listens on a pipe, and is driven over UNO by ``libreoffice_uno.py``, which
the system's Python runs: an environment of ours has no ``uno``.
"""

from __future__ import annotations

import contextlib
import functools
import json
import os
import queue
import shutil
import signal
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

DRIVER = Path(__file__).with_name("libreoffice_uno.py")
SECONDS = 600
"""The longest that one operation may take, starting included."""


@functools.cache
def find_office() -> tuple[str, str]:
    """Paths of LibreOffice and of a Python that has ``uno``; empty where either is missing.

    ``SOFFICE`` and ``UNO_PYTHON`` name others than those of the system.
    """
    office = shutil.which(os.environ.get("SOFFICE", "soffice")) or ""
    python = shutil.which(os.environ.get("UNO_PYTHON", "/usr/bin/python3")) or ""
    if not office or not python:
        return "", ""
    done = subprocess.run([python, "-Ic", "import uno"], capture_output=True, check=False, timeout=SECONDS)
    return (office, python) if done.returncode == 0 else ("", "")


class OfficeError(Exception):
    """LibreOffice could not do what was asked, or did not answer."""


class Office:
    """A LibreOffice that runs. Each operation of ``libreoffice_uno.py`` is a method: ``office.set_text("Columns", "B2", "id")``."""

    def __init__(self, folder: Path) -> None:
        """Start it; its profile lies in *folder*."""
        office, python = find_office()
        pipe = f"lakebook_{os.getpid()}"
        options = ["--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck"]
        self._program = subprocess.Popen(
            [office, *options, f"-env:UserInstallation={folder.as_uri()}", f"--accept=pipe,name={pipe};urp;"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # it starts the real program as its child; both are ended as one group
        )
        self._driver = subprocess.Popen(
            [python, "-I", str(DRIVER), pipe, str(self._program.pid)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,  # it outlives tests that are stopped, and ends LibreOffice then
        )
        self._answers: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()
        self._answer("starting")

    def _listen(self) -> None:
        assert self._driver.stdout is not None
        for line in self._driver.stdout:
            self._answers.put(line)
        self._answers.put("")

    def _answer(self, asked: str) -> Any:
        try:
            line = self._answers.get(timeout=SECONDS)
        except queue.Empty:
            raise OfficeError(f"{asked}: no answer in {SECONDS} s") from None
        if not line:
            raise OfficeError(f"{asked}: the driver of LibreOffice ended, its message is above")
        found = json.loads(line)
        if "error" in found:
            raise OfficeError(found["error"])
        return found["answer"]

    def __getattr__(self, operation: str) -> Any:
        if operation.startswith("_"):
            raise AttributeError(operation)
        return functools.partial(self._ask, operation)

    def _ask(self, operation: str, *arguments: Any) -> Any:
        assert self._driver.stdin is not None
        try:
            self._driver.stdin.write(json.dumps([operation, *arguments]) + "\n")
            self._driver.stdin.flush()
        except BrokenPipeError:
            raise OfficeError(f"{operation}: LibreOffice is gone") from None
        return self._answer(operation)

    @contextlib.contextmanager
    def opened(self, path: Path, password: str = "") -> Iterator[Office]:
        """The workbook at *path*, open until the end of the block."""
        self.open_workbook(path.as_uri(), password)
        try:
            yield self
        finally:
            self.close()

    def save_as(self, path: Path, password: str = "") -> Path:
        """Save what is open; the suffix says the format."""
        self.save(path.as_uri(), path.suffix.removeprefix("."), password)
        return path

    def resaved(self, path: Path, target: Path) -> Path:
        """Open, save under another name, close: what everybody does who "only looked"."""
        with self.opened(path):
            return self.save_as(target)

    def pictured(self, path: Path, folder: Path) -> list[Path]:
        """Pages of a workbook as PNG, for people to look at; its PDF where there is no ``pdftoppm`` (poppler-utils)."""
        pdf = self.resaved(path, folder / f"{path.stem}.pdf")
        if not (converter := shutil.which("pdftoppm")):
            return [pdf]
        subprocess.run([converter, "-png", "-r", "80", pdf, folder / path.stem], check=True, timeout=SECONDS)
        return sorted(folder.glob(f"{path.stem}-*.png"))

    def quit(self) -> None:
        """End it: kindly, else by the id of its group."""
        with contextlib.suppress(OfficeError):
            self.end()
        for process in (self._driver, self._program):
            assert process.stdin is None or process.stdin.close() is None
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL) if process is self._program else process.kill()
                process.wait(10)
