"""Hosts of sites, and what they take."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from urllib.parse import urlsplit

import msgspec

from lakebook.hosting.amounts import read_count, read_size

HOSTS: dict[str, tuple[int | None, int | None]] = {
    "gitlab.com": (10**9, 200_000),
    "gitlab": (100 * 10**6, 200_000),
    "github": (10**9, None),
    "none": (None, None),
}
"""Name -> bytes and entries that are taken; None where there is no limit.

``gitlab`` is one's own GitLab, as installed: its administrator may raise both. GitLab counts unpacked bytes, in MiB;
here MB is a million, so that we fail before the host does. Sources: documentation of GitLab Pages and GitHub Pages.
"""


class Host(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """Where the site is published, and how much is taken there. ``host: gitlab.com`` says the name alone."""

    name: str = ""
    """``gitlab.com`` (1 GB, 200,000 entries), ``gitlab`` (one's own, as installed: 100 MB, 200,000), ``github``
    (1 GB), ``none`` (no limits); from the address of the repository when absent."""
    bytes: int | None = None
    """Most bytes, such as ``1 GB``; the host's when absent."""
    entries: int | None = None
    """Most files and directories, such as ``200,000``; the host's when absent."""


def read_name(text: object) -> str:
    """The name of a host that *text* says. Raises ValueError with what to type instead."""
    if isinstance(text, str) and (not text or text in HOSTS):
        return text
    near = difflib.get_close_matches(str(text).lower(), HOSTS, n=1)
    hint = f"did you mean '{near[0]}'?" if near else f"use one of {', '.join(HOSTS)}, or give bytes: and entries:"
    raise ValueError(f"there is no host '{text}'; {hint}")


READERS: dict[str, Callable[[object], str | int]] = {"name": read_name, "bytes": read_size, "entries": read_count}
"""Option of ``Host`` -> what reads it as people write it."""


class Limits(msgspec.Struct, kw_only=True, frozen=True):
    """What the host of one book takes."""

    host: str = ""
    """Its name; empty where it is not known."""
    deduced: bool = False
    """Whether the name was taken from the address of the repository."""
    bytes: int | None = None
    entries: int | None = None

    def __str__(self) -> str:
        return f"host '{self.host}'" if self.host else "host"


def limits_of(host: Host, url: str, kind: str) -> Limits:
    """What *host* takes; where it has no name, that of the repository at *url*, of *kind*, decides."""
    name = host.name or deduced(url, kind)
    most_bytes, most_entries = HOSTS.get(name, (None, None))
    return Limits(
        host=name,
        deduced=bool(name) and not host.name,
        bytes=most_bytes if host.bytes is None else host.bytes,
        entries=most_entries if host.entries is None else host.entries,
    )


def deduced(url: str, kind: str) -> str:
    """Name of the host that publishes the sites of the repository at *url*; empty where that cannot be told."""
    server = (urlsplit(url).hostname or "").lower()
    if server in ("gitlab.com", "github.com"):
        return {"gitlab.com": "gitlab.com", "github.com": "github"}[server]
    return "gitlab" if kind == "gitlab" or (not kind and "gitlab" in server) else ""
