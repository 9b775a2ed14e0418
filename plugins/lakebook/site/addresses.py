"""Addresses (``datasets/crm/sales/customer/``) as URLs and files of the built site."""

from __future__ import annotations

import re

_SAFE = re.compile(r"(?:[a-z0-9_=~-][a-z0-9_.=~-]*/)+")


def is_safe(address: str) -> bool:
    """Whether *address* stays inside the site and is the same on every file system."""
    return _SAFE.fullmatch(address) is not None


def url_of(address: str, directories: bool) -> str:
    """URL below the site's root: the address itself, or ``datasets/crm/sales/customer.html``; ``""`` is home."""
    if directories:
        return address
    return address[:-1] + ".html" if address else "index.html"


def file_of(address: str, directories: bool) -> str:
    """File below the site's folder, with forward slashes."""
    return address + "index.html" if directories or not address else address[:-1] + ".html"


def way_up(address: str, directories: bool) -> str:
    """From the page at *address* to the root of the site: ``../../`` or empty."""
    depth = address.count("/")
    return "../" * (depth if directories or not depth else depth - 1)
