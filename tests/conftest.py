"""What all tests share: the corpus of real inputs, and books held in memory."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CORPUS = (ROOT / os.environ.get("LAKEBOOK_CORPUS", "../shared/inputs")).resolve()


@pytest.fixture
def corpus() -> Path:
    """Folder of real inputs that nobody here wrote; the test is skipped where it is absent."""
    if not CORPUS.is_dir():
        pytest.skip(f"no corpus at {CORPUS} (set LAKEBOOK_CORPUS)")
    return CORPUS
