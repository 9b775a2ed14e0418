"""Work over many pieces: serial, in processes, and on a real Dask cluster of two workers."""

from __future__ import annotations

import re

import pytest

from lakebook.importers._harvest.spread import chunks, spread
from lakebook.syntax import Unreadable

PIECES = ["b a", "", "c", "a b c"] * 5


def test_processes_give_what_one_gives():
    assert list(spread(re.escape, PIECES, jobs=2)) == list(spread(re.escape, PIECES))


def test_a_cluster_of_two_workers_gives_the_same():
    from distributed import LocalCluster

    with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster:
        found = list(spread(re.escape, PIECES, scheduler=cluster.scheduler_address))
    assert found == list(spread(re.escape, PIECES))


def test_a_scheduler_that_is_not_there_is_said():
    with pytest.raises(Unreadable, match=r"no Dask scheduler answers at tcp://127\.0\.0\.1:9"):
        list(spread(re.escape, PIECES, scheduler="tcp://127.0.0.1:9"))


def test_chunks_keep_the_order():
    assert [list(chunk) for chunk in chunks([1, 2, 3, 4, 5], 2)] == [[1, 2], [3, 4], [5]]
