"""The files of one commit, read straight from Git: nothing is checked out, and nothing is fetched."""

from __future__ import annotations

import os
import posixpath
import subprocess
import weakref
from bisect import bisect_left
from collections.abc import Iterable
from pathlib import Path

import msgspec

from lakebook.sources import Source
from lakebook.sources.left_behind import is_left_behind
from lakebook.sources.working_tree import WorkingTree

_LINK, _SUBMODULE = "120000", "160000"
_LINKS_FOLLOWED = 8


class GitError(Exception):
    """Git cannot give what was asked for; ``str`` says what and ``hint`` what to type."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class _Blob(msgspec.Struct, frozen=True, gc=False):
    mode: str
    id: str
    size: int


class GitCommit:
    """A Source over the part of a commit that lies below the book's root. Bytes are as stored: no filter is applied."""

    def __init__(self, root: Path, reference: str) -> None:
        """*root* is the book's folder in a working tree, *reference* a branch, a tag, or the hash of a commit.

        Raises:
            GitError: there is no Git, no repository, or no such commit in it.
        """
        self.root = root
        self.reference = reference
        self.id = commit_id(root, reference)
        """Hash of the commit."""
        self._blobs = _blobs(root, self.id)
        self._paths = sorted(path for path in self._blobs if not _is_hidden(path))
        self._reader = BlobReader(root)

    def paths(self, below: str = "") -> Iterable[str]:
        if not below:
            return self._paths
        prefix = below.rstrip("/") + "/"
        if _is_hidden(prefix):  # asked for by name
            named = (path for path in self._blobs if path.startswith(prefix))
            return sorted(path for path in named if not _is_hidden(path.removeprefix(prefix)))
        return self._paths[bisect_left(self._paths, prefix) : bisect_left(self._paths, prefix[:-1] + "0")]

    def read(self, path: str) -> bytes:
        return self._reader.read(self._found(path).id, path)

    def size(self, path: str) -> int:
        return self._found(path).size

    def blob_id(self, path: str) -> str:
        """Git's own hash of the file's bytes. Raises OSError as ``read``."""
        return self._found(path).id

    def blob_ids(self) -> dict[str, str]:
        """Path -> Git's hash of the bytes, for every file below the root, hidden ones too; a link counts as itself."""
        return {path: blob.id for path, blob in self._blobs.items()}

    def _found(self, path: str) -> _Blob:
        """The file, where *path* leads to through symbolic links inside the commit."""
        for _ in range(_LINKS_FOLLOWED):
            blob = self._blobs.get(path)
            if blob is None:
                raise FileNotFoundError(path)
            if blob.mode != _LINK:
                return blob
            target = self._reader.read(blob.id, path).decode("utf-8", "surrogateescape")
            path = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
        raise OSError(f"{path}: too many symbolic links")


def commit_id(root: Path, reference: str) -> str:
    """Hash of the commit that *reference* names in the repository around *root*.

    Raises:
        GitError: as ``GitCommit``.
    """
    inside = _git(root, "rev-parse", "--is-inside-work-tree")
    if inside.returncode:
        raise GitError(f"{root} is in no Git repository", "type 'git init', commit, and try again")
    if not reference or reference.startswith("-"):
        raise GitError(f"'{reference}' is no name of a commit", "name a branch, a tag or the hash of a commit")
    found = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{reference}^{{commit}}")
    if found.returncode == 0:
        return found.stdout.decode().strip()
    if _git(root, "rev-parse", "--verify", "--quiet", "HEAD").returncode:
        raise GitError("the repository has no commit yet", "commit the book first")
    raise GitError(f"there is no commit '{reference}' here", _how_to_get(root, reference))


def checked_out(source: Source) -> str:
    """Hash of the commit that *source* is, or that is checked out where it is a working tree; empty for none."""
    if isinstance(source, GitCommit):
        return source.id
    if not isinstance(source, WorkingTree):
        return ""
    try:
        return commit_id(source.root, "HEAD")
    except GitError:
        return ""


def merge_base(root: Path, first: str, second: str) -> str:
    """Hash of the commit where two branches parted.

    Raises:
        GitError: one of the two is no commit, or they have none in common here.
    """
    ids = commit_id(root, first), commit_id(root, second)
    found = _git(root, "merge-base", *ids)
    if found.returncode:
        raise GitError(f"'{first}' and '{second}' have no commit in common here", _how_to_get(root, first))
    return found.stdout.decode().split()[0]


def folder_of(root: Path) -> str:
    """The folder *root* below the top of its repository, with a slash at the end; empty where they are one."""
    return _git(root, "rev-parse", "--show-prefix").stdout.removesuffix(b"\n").decode("utf-8", "surrogateescape")


def _how_to_get(root: Path, reference: str) -> str:
    """What to type so that the commit is there."""
    shallow = _git(root, "rev-parse", "--is-shallow-repository").stdout.strip() == b"true"
    remote, _, branch = reference.partition("/")
    remotes = _git(root, "remote").stdout.decode("utf-8", "replace").split()
    if remote in remotes and branch:
        return f"type 'git fetch {'--unshallow ' if shallow else ''}{remote} {branch}'"
    if shallow:
        return "this is a shallow clone: type 'git fetch --unshallow', or set GIT_DEPTH: 0 in the pipeline"
    return f"type 'git fetch {remotes[0]}', or see 'git branch --all'" if remotes else "see 'git branch' and 'git tag'"


def _blobs(root: Path, commit: str) -> dict[str, _Blob]:
    """Path below *root* -> what is there; submodules left out."""
    prefix = folder_of(root)
    tree = f"{commit}:{prefix}" if prefix else commit
    listed = _git(root, "ls-tree", "-r", "-z", "-l", "--full-tree", tree.rstrip("/") if prefix else tree)
    found = {}
    for line in listed.stdout.split(b"\0"):
        if not line:
            continue
        about, _, path = line.partition(b"\t")
        mode, kind, blob, size = about.decode("ascii").split()
        if kind == "blob" and mode != _SUBMODULE:
            found[path.decode("utf-8", "surrogateescape")] = _Blob(mode, blob, int(size))
    return found


def _is_hidden(path: str) -> bool:
    *folders, name = path.split("/")
    return is_left_behind(name) or any(folder.startswith(".") for folder in folders)


def _git(root: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(
            ["git", *arguments],
            cwd=root,
            env=git_environment(),
            capture_output=True,
            stdin=subprocess.DEVNULL,
            check=False,
        )
    except FileNotFoundError:
        raise GitError("git is not installed", "install Git, and try again") from None


def git_environment() -> dict[str, str]:
    """Git in English, without locks, prompts, or a fetch of what a partial clone left out."""
    plain = {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1"}
    return {**os.environ, **plain}


class BlobReader:
    """Bytes of blobs, one after the other, from one process of Git."""

    def __init__(self, root: Path) -> None:
        self._process = subprocess.Popen(
            ["git", "cat-file", "--batch"],
            cwd=root,
            env=git_environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        weakref.finalize(self, _end, self._process)

    def read(self, blob: str, path: str) -> bytes:
        """Bytes of a blob. Raises OSError where it is not in this clone."""
        asked, answered = self._process.stdin, self._process.stdout
        assert asked is not None and answered is not None
        asked.write(f"{blob}\n".encode())
        asked.flush()
        head = answered.readline().split()
        if len(head) != 3:
            raise OSError(f"{path}: Git has no bytes of it here")
        content = answered.read(int(head[2]))
        answered.read(1)
        return content


def _end(process: subprocess.Popen[bytes]) -> None:
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            pipe.close()
    process.wait()
