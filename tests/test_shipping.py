"""What is installed: a wheel and an sdist carry the built scripts, and need no Node."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = (
    "search-worker.js",
    "search-page.js",
    "search-offline.js",
    "search-box.js",
    "impact.js",
    "lineage.js",
    "lineage-more.js",
)
DEMO = ("catalogue", "wids", "adrs", "docs", "mkdocs.yml", "lakebook.yaml")


def run(*command: str | Path, cwd: Path, path: str = "") -> None:
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1795478400", "NO_MKDOCS_2_WARNING": "1"}
    environment.pop("PYTHONPATH", None)
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={**environment, "PATH": path or environment["PATH"]},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a wheel and an sdist of this very tree."""
    folder = tmp_path_factory.mktemp("dist")
    for target in ("wheel", "sdist"):
        run(sys.executable, "-m", "hatchling", "build", "-t", target, "-d", folder, cwd=ROOT)
    return folder


def test_wheel_and_sdist_carry_the_built_scripts(packed: Path):
    with zipfile.ZipFile(next(packed.glob("*.whl"))) as wheel, tarfile.open(next(packed.glob("*.tar.gz"))) as sdist:
        shipped, sources = wheel.namelist(), sdist.getnames()
        sizes = {name: wheel.getinfo(f"lakebook/static/{name}").file_size for name in SCRIPTS}
    assert all(size > 500 for size in sizes.values()), sizes
    assert sum(sizes.values()) < 135_000, sizes
    assert not [name for name in shipped if name.endswith(".ts")]
    for name in (*SCRIPTS, "frontend.stamp"):
        assert any(source.endswith(f"plugins/lakebook/static/{name}") for source in sources), name
    assert any(source.endswith("plugins/frontend/src/worker.ts") for source in sources)
    assert not [source for source in sources if "node_modules" in source]


def test_a_fresh_environment_without_node_builds_the_demo_from_the_wheel(packed: Path, tmp_path: Path):
    environment = tmp_path / "venv"
    run(sys.executable, "-m", "venv", environment, cwd=tmp_path)
    programs = environment / "bin"
    assert shutil.which("node", path=str(programs)) is None
    run(
        programs / "python",
        "-m",
        "pip",
        "install",
        "-qq",
        "--require-hashes",
        "-r",
        ROOT / "requirements.lock",
        cwd=tmp_path,
    )
    run(programs / "python", "-m", "pip", "install", "-qq", "--no-deps", next(packed.glob("*.whl")), cwd=tmp_path)
    for name in DEMO:
        source = ROOT / name
        shutil.copytree(source, tmp_path / name) if source.is_dir() else shutil.copy(source, tmp_path / name)
    run(programs / "mkdocs", "build", "--strict", cwd=tmp_path, path=str(programs))
    assert list((tmp_path / "site/assets/lakebook").glob("search-worker.*.js"))
    assert (tmp_path / "site/lakebook-search/names.js").is_file()
