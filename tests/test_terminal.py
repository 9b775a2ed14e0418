"""Questions on a real terminal: what a quick user types, Ctrl-C, Ctrl-D, a terminal that is closed."""

from __future__ import annotations

import os
import select
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sheets import Rows, book, commit, edit_rows, export, git, row_of, write

pty = pytest.importorskip("pty")
termios = pytest.importorskip("termios")

FILE = "catalogue/sales/crm/shop.yaml"
YAML = """datasets:
  orders:
    columns:
      id: int pk | The id.
      total: decimal | The total.
      city: text | The city.
"""
SECONDS = 600
"""The longest that the program may be silent."""
QUESTION = "take (s)heet, (b)ook, or (l)eave it: "


class Terminal:
    """A command that runs on a terminal of its own."""

    def __init__(self, *arguments: str | Path, program: str = "lakebook") -> None:
        command = [str(Path(sys.executable).with_name(program)), *map(str, arguments)]
        self.said = ""
        self._seen = 0
        self._process, self._screen = pty.fork()
        if self._process == 0:
            os.execv(command[0], command)
        self._before = termios.tcgetattr(self._screen)

    def until(self, text: str) -> None:
        """Wait until the screen shows *text* once more."""
        while (at := self.said.find(text, self._seen)) < 0:
            assert self._read(), f"no '{text}' after:\n{self.said}"
        self._seen = at + len(text)

    def type(self, keys: str) -> None:
        os.write(self._screen, keys.encode())

    def close(self) -> None:
        """What closing the window does."""
        os.close(self._screen)
        self._screen = -1

    def ended(self) -> int:
        """Wait for the end: the exit code, negative for a signal. The terminal is as it was."""
        while self._screen >= 0 and self._read():
            pass
        if self._screen >= 0:
            assert termios.tcgetattr(self._screen) == self._before
            self.close()
        return os.waitstatus_to_exitcode(os.waitpid(self._process, 0)[1])

    def _read(self) -> bool:
        assert select.select([self._screen], [], [], SECONDS)[0], f"nothing more after:\n{self.said}"
        try:
            read = os.read(self._screen, 4096)
        except OSError:  # nobody holds the other end any more
            read = b""
        self.said += read.decode(errors="replace").replace("\r\n", "\n")
        return bool(read)


@pytest.fixture
def in_conflict(tmp_path: Path) -> Iterator[Callable[[], Terminal]]:
    """Starts an import with three conflicts: two of fields, one of a column that the book has deleted."""
    folders = {"catalogue/sales/domain.yaml": "title: Sales\n", "catalogue/sales/crm/system.yaml": "title: CRM\n"}
    root = book(tmp_path / "book", {FILE: YAML, **folders})
    path = export(root, "--schema", "crm.shop")

    def change(rows: Rows) -> None:
        for name in ("id", "total", "city"):
            row_of(rows, name)["description"] = f"Sheet: {name}."

    edit_rows(path, "Columns", change)
    lines = YAML.replace("The id", "Book's id").replace("The total", "Book's total").splitlines(keepends=True)
    write(root, {FILE: "".join(lines[:-1])})
    commit(root)
    yield lambda: Terminal("-C", root, "import", "excel", path)
    assert not list(tmp_path.rglob("*.tmp"))


def unchanged(tmp_path: Path) -> bool:
    return git(tmp_path / "book", "status", "--porcelain", "catalogue") == ""


@pytest.mark.parametrize("answers", ["", "sB"])
@pytest.mark.parametrize("keys", ["\x03", "s\x03", "\x04"])
def test_who_stops_has_written_nothing(in_conflict: Callable[[], Terminal], tmp_path: Path, answers: str, keys: str):
    """The key comes as soon as the question is shown, before anybody could have begun to read."""
    terminal = in_conflict()
    for answer in answers:
        terminal.until(QUESTION)
        terminal.type(f"{answer}\n")
    terminal.until(QUESTION)
    terminal.type(keys)
    assert terminal.ended() == 130
    assert terminal.said.endswith(f"\n{tmp_path / 'out.xlsx'}: nothing was written\nstopped\n"), terminal.said
    assert unchanged(tmp_path)


def test_a_terminal_that_is_closed(in_conflict: Callable[[], Terminal], tmp_path: Path):
    terminal = in_conflict()
    terminal.until(QUESTION)
    terminal.close()
    assert terminal.ended() in (-1, 130)
    assert unchanged(tmp_path)


def test_each_conflict_is_asked(in_conflict: Callable[[], Terminal], tmp_path: Path):
    terminal = in_conflict()
    for answer in ("sheet", "what", "b", "S"):
        terminal.until(QUESTION)
        terminal.type(f"{answer}\n")
    assert terminal.ended() == 0, terminal.said
    assert "what\ntype s, b or l\n" in terminal.said
    text = (tmp_path / "book" / FILE).read_text()
    assert "Sheet: id." in text and "Book's total." in text and "Sheet: city." in text


def test_one_that_is_left_open_stops_the_questions(in_conflict: Callable[[], Terminal], tmp_path: Path):
    terminal = in_conflict()
    for answer in "sl":
        terminal.until(QUESTION)
        terminal.type(f"{answer}\n")
    assert terminal.ended() == 1
    assert terminal.said.count(QUESTION) == 2
    assert "2 conflicts: nothing was written\nhint: decide with --take sheet or --take book" in terminal.said
    assert unchanged(tmp_path)


INTERRUPTED = """
import rich.live
from lakebook.commands._book import progress

shown = rich.live.Live.refresh

def refresh(live):
    rich.live.Live.refresh = shown
    raise KeyboardInterrupt

rich.live.Live.refresh = refresh
with progress("Reading"):
    pass
"""


def test_the_cursor_comes_back_where_the_bar_was_interrupted_while_it_appeared():
    terminal = Terminal("-c", INTERRUPTED, program=Path(sys.executable).name)
    terminal.ended()
    assert "KeyboardInterrupt" in terminal.said and "\x1b[?25l" in terminal.said
    assert terminal.said.rindex("\x1b[?25h") > terminal.said.rindex("\x1b[?25l")
