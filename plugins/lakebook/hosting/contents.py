"""What lies in a folder that is to be published."""

from __future__ import annotations

import os
import zlib
from collections.abc import Callable, Container, Mapping
from pathlib import Path

import msgspec

LEVEL = 6
"""Of gzip: what hosts use."""
TOP = "/"
"""Section of the files that lie in no folder."""


class Section(msgspec.Struct, kw_only=True):
    """Everything below one folder of the site."""

    name: str
    files: int = 0
    directories: int = 0
    bytes: int = 0
    gzipped: int | None = None
    """As it travels to browsers; None where nobody asked."""

    @property
    def entries(self) -> int:
        """What hosts count: directories, too."""
        return self.files + self.directories


class Contents:
    """The files and directories of a site. A link is a file, and is not followed."""

    def __init__(self, sizes: dict[str, int], directories: set[str]) -> None:
        self.sizes = sizes
        """File below the site's folder, with forward slashes -> bytes."""
        self.directories = directories
        """The same for directories; the site's own is the empty one."""

    @property
    def bytes(self) -> int:
        """Of all files, unpacked and uncompressed, as hosts count."""
        return sum(self.sizes.values())

    @property
    def entries(self) -> int:
        """Files and directories, the site's own among them."""
        return len(self.sizes) + len(self.directories)

    def largest(self, most: int) -> list[tuple[str, int]]:
        """The *most* largest files and their bytes, the largest first."""
        return sorted(self.sizes.items(), key=lambda item: (-item[1], item[0]))[:most]

    def sections(self, gzipped: dict[str, int] | None = None) -> list[Section]:
        """By first folder, the largest first; *gzipped* is what ``gzipped_sizes`` found."""
        found: dict[str, Section] = {}
        for uri, size in self.sizes.items():
            section = _section(found, uri.partition("/")[0] if "/" in uri else TOP)
            section.files += 1
            section.bytes += size
            if gzipped is not None:
                section.gzipped = (section.gzipped or 0) + gzipped[uri]
        for uri in self.directories:
            _section(found, uri.partition("/")[0] or TOP).directories += 1
        return sorted(found.values(), key=lambda section: (-section.bytes, section.name))


def _section(found: dict[str, Section], name: str) -> Section:
    if name not in found:
        found[name] = Section(name=name)
    return found[name]


def measure(site: Path, known: Mapping[str, int] | None = None, skip: Container[str] = ()) -> Contents:
    """What lies below *site* now.

    *known* are files there whose bytes need not be asked for; the entries of the site's folder named in *skip* hold
    nothing else, and are not looked into.

    Raises:
        OSError: it is no folder that can be read.
    """
    sizes = dict(known or {})
    directories = {""}
    for uri in sizes:
        folder = uri.rpartition("/")[0]
        while folder not in directories:
            directories.add(folder)
            folder = folder.rpartition("/")[0]
    waiting = [""]
    while waiting:
        prefix = waiting.pop()
        with os.scandir(f"{site}/{prefix}") as entries:
            for entry in entries:
                uri = prefix + entry.name
                if uri in skip or uri in sizes:
                    continue
                if entry.is_dir(follow_symlinks=False):
                    directories.add(uri)
                    waiting.append(f"{uri}/")
                else:
                    sizes[uri] = entry.stat(follow_symlinks=False).st_size
    return Contents(sizes, directories)


def gzipped_sizes(
    site: Path, contents: Contents, progress: Callable[[int, int], object] = lambda done, total: None
) -> dict[str, int]:
    """File -> bytes after gzip, or before where that is less; *progress* is told bytes done and in all.

    Raises:
        OSError: a file is gone, or may not be read.
    """
    found = {}
    done, total = 0, contents.bytes
    for uri, size in contents.sizes.items():
        path = site / uri
        content = b"" if path.is_symlink() else path.read_bytes()
        found[uri] = min(len(_gzipped(content)), len(content))
        done += size
        progress(done, total)
    return found


def _gzipped(content: bytes) -> bytes:
    """As ``gzip.compress``, which would import more and write the time."""
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, 31)
    return packer.compress(content) + packer.flush()
