"""GitLab's REST API, spoken to with the standard library: the only module that opens a connection."""

from __future__ import annotations

import http.client
import json
import os
import ssl
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

TOKEN = "LAKEBOOK_TOKEN"
"""Environment variable that holds a project access token."""
TIMEOUT = 30.0
"""Seconds for one request."""
_MOST_BYTES = 20 * 10**6
_MOST_PAGES = 100


class HostError(Exception):
    """The host did not do what was asked; ``str`` says what, ``hint`` what to do. Neither holds the token."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class _Stay(urllib.request.HTTPRedirectHandler):
    """Follows nowhere: the standard library would take the token along to another server."""

    def redirect_request(self, *_: Any) -> None:
        return None


class Rest:
    """Requests below one address, with one token."""

    def __init__(self, address: str, token: str) -> None:
        """*address* is that of the API, such as ``https://gitlab.example.org/api/v4``.

        Raises:
            HostError: the address is no web address, or the token cannot be one.
        """
        if urlsplit(address).scheme not in ("http", "https") or not urlsplit(address).hostname:
            raise HostError(f"'{address}' is no web address", "CI_API_V4_URL must hold one")
        if not token.isascii() or not token.isprintable() or " " in token:
            raise HostError(f"{TOKEN} holds characters that no token has", "copy the token again, without line breaks")
        self._address = address.rstrip("/")
        self._token = token
        handlers: list[urllib.request.BaseHandler] = [_Stay(), urllib.request.HTTPSHandler(context=_context())]
        self._opener = urllib.request.build_opener(*handlers)

    def get(self, path: str) -> Any:
        """What lies at *path*, from JSON. Raises HostError."""
        return self._request("GET", path)[0]

    def pages(self, path: str) -> Iterator[Any]:
        """The items of all pages of a list. Raises HostError."""
        page = "1"
        for _ in range(_MOST_PAGES):
            listed, following = self._request("GET", f"{path}{'&' if '?' in path else '?'}per_page=100&page={page}")
            if not isinstance(listed, list):
                raise HostError(f"{self._place(path)} gave no list")
            yield from listed
            if not following:
                return
            page = following

    def send(self, method: str, path: str, body: dict[str, str]) -> Any:
        """Send *body* as JSON, and give back the answer. Raises HostError."""
        return self._request(method, path, json.dumps(body).encode())[0]

    def _request(self, method: str, path: str, body: bytes | None = None) -> tuple[Any, str]:
        """The answer, and the number of the page that follows."""
        headers = {"PRIVATE-TOKEN": self._token, "Accept": "application/json", "User-Agent": "lakebook"}
        if body is not None:
            headers["Content-Type"] = "application/json"
        request = urllib.request.Request(f"{self._address}/{path}", body, headers, method=method)
        try:
            with self._opener.open(request, timeout=TIMEOUT) as answer:
                said = answer.read(_MOST_BYTES + 1)
                following = answer.headers.get("X-Next-Page", "")
        except urllib.error.HTTPError as error:
            with error:
                raise self._refused(error.code, path) from None
        except (OSError, http.client.HTTPException) as error:
            reason = getattr(error, "reason", error)
            raise HostError(f"{self._place(path)} cannot be reached: {reason or type(error).__name__}") from None
        if len(said) > _MOST_BYTES:
            raise HostError(f"{self._place(path)} gave more than {_MOST_BYTES:,} bytes")
        try:
            return json.loads(said), following if following.isdecimal() else ""
        except ValueError:
            raise HostError(f"{self._place(path)} gave no JSON", "is CI_API_V4_URL the address of the API?") from None

    def _refused(self, code: int, path: str) -> HostError:
        said = f"{self._place(path)} answered {code} {http.client.responses.get(code, '')}".rstrip()
        if code in (401, 403):
            return HostError(said, f"{TOKEN} must hold a project access token with the scope api that has not expired")
        if code == 404:
            return HostError(said, f"is there such a merge request, and may the token of {TOKEN} see it?")
        return HostError(said, "it sends us elsewhere; use the address it has today" if 300 <= code < 400 else "")

    def _place(self, path: str) -> str:
        return f"{self._address}/{path.partition('?')[0]}"


def _context() -> ssl.SSLContext:
    """The certificates of this machine, and that of a GitLab which signed its own: ``CI_SERVER_TLS_CA_FILE``."""
    context = ssl.create_default_context()
    if own := os.environ.get("CI_SERVER_TLS_CA_FILE"):
        try:
            context.load_verify_locations(own)
        except OSError as error:
            raise HostError(f"CI_SERVER_TLS_CA_FILE: {error.strerror or error}") from None
    return context
