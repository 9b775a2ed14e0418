"""Files that are handed in packed."""

from __future__ import annotations

import gzip
import subprocess
import sys
from pathlib import Path

import pytest

from lakebook.importers._harvest import source_files
from lakebook.importers._harvest.source_files import read_bytes
from lakebook.syntax import Unreadable

MEGABYTE = 1 << 20


def test_a_packed_file_is_read_with_all_of_its_parts(tmp_path: Path):
    (tmp_path / "a.sql.gz").write_bytes(gzip.compress(b"SELECT 1;") + gzip.compress(b"SELECT 2;"))
    assert read_bytes(tmp_path / "a.sql.gz") == b"SELECT 1;SELECT 2;"


def test_what_compresses_well_is_read(tmp_path: Path):
    content = b"INSERT INTO t VALUES (1);\n" * 400_000
    (tmp_path / "a.sql.gz").write_bytes(gzip.compress(content))
    assert read_bytes(tmp_path / "a.sql.gz") == content


def test_what_unpacks_to_very_much_is_refused_without_unpacking_it(tmp_path: Path):
    (tmp_path / "a.sql.gz").write_bytes(gzip.compress(bytes(300 * MEGABYTE), 9))
    code = (
        "import resource, sys; from pathlib import Path\n"
        "from lakebook.importers._harvest.source_files import read_bytes\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "try: read_bytes(Path(sys.argv[1]))\n"
        "except Exception as error: print(error.trouble.message)\n"
        "print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)\n"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "a.sql.gz")]
    said, grown = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    assert said == "unpacks to more than 300 times its size: no text does that"
    assert int(grown) < 50


@pytest.mark.parametrize("packed", [True, False])
def test_what_is_larger_than_the_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, packed: bool):
    monkeypatch.setattr(source_files, "LARGEST", MEGABYTE)
    content = bytes(MEGABYTE + 1)
    (tmp_path / "a.sql").write_bytes(gzip.compress(content) if packed else content)
    with pytest.raises(Unreadable, match="larger than"):
        read_bytes(tmp_path / "a.sql")


def test_what_is_cut_off_is_refused(tmp_path: Path):
    (tmp_path / "a.sql.gz").write_bytes(gzip.compress(b"SELECT 1;" * 1000)[:-9])
    with pytest.raises(Unreadable, match="cannot be read"):
        read_bytes(tmp_path / "a.sql.gz")
