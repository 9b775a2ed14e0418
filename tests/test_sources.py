"""Where bytes come from: the files of a commit are those a working tree would hold, and what cannot be had is said."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from lakebook.sources.git_commit import GitCommit, GitError, merge_base
from lakebook.sources.working_tree import WorkingTree

AUTHOR = {
    "GIT_AUTHOR_NAME": "A",
    "GIT_AUTHOR_EMAIL": "a@example.org",
    "GIT_COMMITTER_NAME": "A",
    "GIT_COMMITTER_EMAIL": "a@example.org",
    "GIT_CONFIG_GLOBAL": os.devnull,
}


def git(root: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments], cwd=root, env={**os.environ, **AUTHOR}, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


def commit(root: Path, message: str = "one") -> str:
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--allow-empty", "--message", message)
    return git(root, "rev-parse", "HEAD")


def write(root: Path, **files: str | bytes) -> None:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(text if isinstance(text, bytes) else text.encode())


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    root = tmp_path / "repository"
    root.mkdir()
    git(root, "init", "--quiet", "--initial-branch", "main")
    return root


FILES = {
    "lakebook.yaml": "title: A\n",
    "catalogue/sales/crm/orders.yaml": "datasets:\n  a:\n",
    "catalogue/sales/crm/kündigung mit\nZeile.yaml": "datasets:\n  b:\n",
    "catalogue/sales/crm/table.xlsx": bytes(range(256)) * 9,
    "catalogue/sales/.hidden/c.yaml": "",
    "catalogue/sales/~$table.xlsx": "",
    "catalogue-old/d.yaml": "",
    "wids/empty.md": "",
}


@pytest.mark.parametrize("folder", ["", "books/one"])
def test_a_commit_holds_what_the_working_tree_holds(repository: Path, folder: str):
    root = repository / folder
    root.mkdir(parents=True, exist_ok=True)
    write(root, **FILES)
    commit(repository)
    tree, found = WorkingTree(root), GitCommit(root, "main")
    for below in ("", "catalogue", "catalogue/sales/", "wids", "nowhere"):
        assert list(found.paths(below)) == list(tree.paths(below))
    for path in tree.paths():
        assert found.read(path) == tree.read(path)
        assert found.size(path) == tree.size(path)


def test_a_commit_stays_as_it_was(repository: Path):
    write(repository, **FILES)
    before = commit(repository)
    write(repository, **{"wids/new.md": "new", "lakebook.yaml": "title: B\n"})
    (repository / "catalogue/sales/crm/orders.yaml").unlink()
    commit(repository)
    found = GitCommit(repository, before[:12])
    assert found.id == before
    assert found.read("lakebook.yaml") == b"title: A\n"
    assert "catalogue/sales/crm/orders.yaml" in found.paths()
    with pytest.raises(FileNotFoundError):
        found.read("wids/new.md")
    assert found.blob_id("lakebook.yaml") == git(repository, "rev-parse", f"{before}:lakebook.yaml")


def test_links_inside_the_commit_are_followed_and_others_are_not(repository: Path):
    write(repository, **FILES)
    (repository / "wids/link.md").symlink_to("../catalogue/sales/crm/orders.yaml")
    (repository / "wids/out.md").symlink_to("/etc/hostname")
    (repository / "wids/round.md").symlink_to("round.md")
    commit(repository)
    found = GitCommit(repository, "HEAD")
    assert found.read("wids/link.md") == b"datasets:\n  a:\n"
    for path in ("wids/out.md", "wids/round.md"):
        with pytest.raises(OSError):
            found.read(path)


@pytest.mark.parametrize(
    ("reference", "message"),
    [
        ("nowhere", "there is no commit 'nowhere' here"),
        ("--output=stolen", "'--output=stolen' is no name of a commit"),
        ("", "'' is no name of a commit"),
        ("HEAD:lakebook.yaml", "there is no commit 'HEAD:lakebook.yaml' here"),
        ("../other", "there is no commit '../other' here"),
        ("0" * 40, f"there is no commit '{'0' * 40}' here"),
    ],
)
def test_what_is_no_commit_is_said(repository: Path, reference: str, message: str):
    write(repository, **FILES)
    commit(repository)
    with pytest.raises(GitError) as caught:
        GitCommit(repository, reference)
    assert str(caught.value) == message and caught.value.hint
    assert not (repository / "stolen").exists()


def test_a_repository_without_a_commit_and_a_folder_without_a_repository(repository: Path, tmp_path: Path):
    with pytest.raises(GitError, match="no commit yet"):
        GitCommit(repository, "main")
    with pytest.raises(GitError, match="in no Git repository"):
        GitCommit(tmp_path, "main")


def test_a_shallow_clone_says_what_to_fetch(repository: Path, tmp_path: Path):
    write(repository, **FILES)
    first = commit(repository)
    for number in range(3):
        commit(repository, str(number))
    shallow = tmp_path / "shallow"
    git(tmp_path, "clone", "--quiet", "--depth", "1", f"file://{repository}", str(shallow))
    with pytest.raises(GitError) as caught:
        GitCommit(shallow, first)
    assert "git fetch --unshallow" in caught.value.hint
    with pytest.raises(GitError) as caught:
        GitCommit(shallow, "origin/feature")
    assert caught.value.hint == "type 'git fetch --unshallow origin feature'"
    git(shallow, "fetch", "--quiet", "--unshallow")
    assert GitCommit(shallow, first).read("lakebook.yaml") == b"title: A\n"


def test_where_branches_parted(repository: Path):
    write(repository, **FILES)
    base = commit(repository)
    git(repository, "checkout", "--quiet", "-b", "change")
    commit(repository, "two")
    git(repository, "checkout", "--quiet", "main")
    commit(repository, "three")
    assert merge_base(repository, "main", "change") == base
    git(repository, "checkout", "--quiet", "--orphan", "other")
    commit(repository, "four")
    with pytest.raises(GitError, match="no commit in common"):
        merge_base(repository, "main", "other")
