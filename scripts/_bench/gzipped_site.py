"""A site as a host serves it: compressed, and it remembers what was asked for."""

from __future__ import annotations

import contextlib
import gzip
import http.server
import mimetypes
import threading
import time
import urllib.parse
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

OURS, THEIRS = "lakebook-search/", "search/search_index.json"
"""Where search indexes lie: ours, and Material's."""


class Request(NamedTuple):
    """One that was answered."""

    path: str
    """File of the site, with forward slashes."""
    size: int
    """Bytes of the body, compressed."""
    moment: float
    """Seconds on the monotonic clock."""


class GzippedSite:
    """The files of *site*, each compressed once; those of the search before the first request."""

    def __init__(self, site: Path) -> None:
        self._site = site
        self.requests: list[Request] = []
        self.compressed = cache(self._compressed)
        for file in site.rglob("*"):
            if file.is_file() and (path := file.relative_to(site).as_posix()).startswith((OURS, THEIRS)):
                self.compressed(path)

    def _compressed(self, path: str) -> bytes | None:
        file = self._site / path
        return gzip.compress(file.read_bytes(), 6) if file.is_file() else None

    def loaded(self, below: str) -> int:
        """Compressed bytes of files that begin with *below* and were asked for."""
        return sum(request.size for request in self.requests if request.path.startswith(below))

    @contextlib.contextmanager
    def served(self) -> Iterator[str]:
        """Its address, as long as it lasts."""
        handler = type("_Handler", (_Handler,), {"site": self})
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            server.server_close()


class _Handler(http.server.BaseHTTPRequestHandler):
    site: GzippedSite
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        path = urllib.parse.unquote(urllib.parse.urlsplit(self.path).path).lstrip("/")
        path = f"{path}index.html" if not path or path.endswith("/") else path
        body = self.site.compressed(path) if ".." not in path.split("/") else None
        self.send_response(200 if body is not None else 404)
        if body is not None:
            self.send_header("Content-Type", mimetypes.guess_type(path)[0] or "application/octet-stream")
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body or b"")))
        self.end_headers()
        self.wfile.write(body or b"")
        self.site.requests.append(Request(path, len(body or b""), time.monotonic()))

    def log_message(self, *arguments: object) -> None:
        pass
