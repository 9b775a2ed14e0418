"""Libraries that draw the same graph, with their layout: installed by npm where that works, and bundled as ours is."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

_ROOT = Path(__file__).resolve().parents[2]
_SOURCES = Path(__file__).resolve().parent / "peers"
_GIVEN_UP = 180
"""Seconds after which npm is not waited for any longer."""
_VERSIONS = {
    "@dagrejs/dagre": "3.1.3",
    "@xyflow/react": "12.12.1",
    "cytoscape": "3.34.4",
    "cytoscape-dagre": "4.0.1",
    "esbuild": "0.28.2",
    "react": "19.3.1",
    "react-dom": "19.3.1",
}


class Peer(NamedTuple):
    """One of them."""

    key: str
    """Also the name of its script in ``peers``."""
    title: str
    drawn: str
    """JavaScript that is true once its cards stand in the page."""


PEERS = (
    Peer("cytoscape", "cytoscape + dagre", "globalThis.peerDrawn"),
    Peer("flow", "React Flow + dagre", "document.querySelector('.react-flow__node')?.style.visibility === 'visible'"),
)


def bundle_peers(folder: Path) -> str:
    """Put ``<key>.js`` of each into *folder*; why that cannot be done, else nothing."""
    work = folder / "npm"
    shutil.copytree(_SOURCES, work)
    options = "--bundle --minify --format=iife --target=es2020 --outdir=.."
    bundle = f"esbuild {' '.join(f'{peer.key}.js' for peer in PEERS)} {options}"
    package = {"private": True, "dependencies": _VERSIONS, "scripts": {"bundle": bundle}}
    (work / "package.json").write_text(json.dumps(package), encoding="utf-8")
    install = ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    return _npm(work, install) or _npm(work, ["run", "--silent", "bundle"])


def _npm(folder: Path, arguments: list[str]) -> str:
    """The first line of what it says where it fails; empty where it does not."""
    command = [sys.executable, str(_ROOT / "hatch_build.py"), "--npm", "--prefix", str(folder), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=_GIVEN_UP)
    except subprocess.TimeoutExpired:
        return f"npm {arguments[0]} takes more than {_GIVEN_UP} s"
    said = [line for line in (done.stderr + done.stdout).splitlines() if line.strip()]
    return f"npm {arguments[0]} fails: {said[0] if said else 'it does not say why'}" if done.returncode else ""
