"""Where each record's page stands. Addresses are in directory form, and do not name the domain of a dataset.

A name becomes a path segment by ``slug``: small ASCII letters, digits, ``-``, ``_`` and inner dots stay; capitals are
made small and their places kept behind ``~`` as a hexadecimal bit field; every other byte of the UTF-8 text is written
``=xx``. So two names never share an address, also on file systems that fold case or normalise Unicode, and what
Windows reserves (``con``, a final dot) is never a file name.
"""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from urllib.parse import quote

from lakebook.model.dataset import Dataset
from lakebook.model.identity import Identity

_PLAIN = re.compile(r"[a-z0-9_][a-z0-9_-]*(?:\.[a-z0-9_-]+)*")
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9]|index)(\..*)?")
_LONGEST = 120
_IN_FRAGMENT = re.compile(r"[A-Za-z0-9_.~-]*")


@lru_cache(maxsize=65536)
def slug(name: str) -> str:
    """The path segment of *name*: injective, and safe where case is folded."""
    if _PLAIN.fullmatch(name) and not _RESERVED.fullmatch(name) and len(name) <= _LONGEST:
        return name
    capitals = sum(1 << place for place, character in enumerate(name) if "A" <= character <= "Z")
    lowered = "".join(chr(ord(character) + 32) if "A" <= character <= "Z" else character for character in name)
    safe = re.sub(r"[^a-z0-9_.-]|^[.-]|\.$|(?<=\.)\.", _bytes, lowered)
    if _RESERVED.fullmatch(safe):
        safe = _bytes_of(safe[0]) + safe[1:]
    if len(safe) > _LONGEST:
        return f"{safe[:80]}={hashlib.blake2b(name.encode('utf-8', 'surrogatepass'), digest_size=12).hexdigest()}"
    return (f"{safe}~{capitals:x}" if capitals else safe) or "="


def _bytes(match: re.Match[str]) -> str:
    return _bytes_of(match.group())


def _bytes_of(text: str) -> str:
    return "".join(f"={byte:02x}" for byte in text.encode("utf-8", "surrogatepass"))


@lru_cache(maxsize=65536)
def in_fragment(anchor: str) -> str:
    """*anchor* as a link has it behind ``#``, safe in HTML, too: browsers drop line breaks and final blanks."""
    return anchor if _IN_FRAGMENT.fullmatch(anchor) else quote(anchor, safe="", errors="replace")


def of_dataset(dataset: Dataset | Identity) -> str:
    """``datasets/<system>/<schema>/<dataset>/``."""
    return _of_dataset(dataset.system, dataset.schema, dataset.name)


@lru_cache(maxsize=65536)
def _of_dataset(system: str, schema: str, name: str) -> str:
    return f"datasets/{slug(system)}/{slug(schema)}/{slug(name)}/"


def of_domain(domain_id: str) -> str:
    """``domains/<domain>/``."""
    return f"domains/{slug(domain_id)}/"


def of_system(system_id: str) -> str:
    """``systems/<system>/``."""
    return f"systems/{slug(system_id)}/"


def of_schema(system_id: str, schema: str) -> str:
    """``systems/<system>/<schema>/``; only large systems have such pages."""
    return f"systems/{slug(system_id)}/{slug(schema)}/"


def of_part(address: str, listed: str, number: int) -> str:
    """``<page>/<list>/<n>/`` for part *number* of a list of the page at *address*; the page itself for the first.

    No record's page stands there: records lie one segment below an index, and nothing with a name lies below them.
    """
    return f"{address}{listed}/{number}/" if number > 1 else address


def of_person(person_id: str) -> str:
    """``people/<person>/``."""
    return f"people/{slug(person_id)}/"


def of_team(team_id: str) -> str:
    """``teams/<team>/``."""
    return f"teams/{slug(team_id)}/"


def of_product(product_id: str) -> str:
    """``products/<product>/``."""
    return f"products/{slug(product_id)}/"


def of_decision(decision_id: str) -> str:
    """``decisions/<decision>/``."""
    return f"decisions/{slug(decision_id)}/"


def of_check(code: str) -> str:
    """``checks/<code>/``, the code in small letters."""
    return f"checks/{slug(code.lower())}/"


DOMAINS, PRODUCTS, DECISIONS, PEOPLE, CHECKS = "domains/", "products/", "decisions/", "people/", "checks/"
SEARCH = "search/"
"""Index pages."""
EXPLORER, MAP = "lineage/", "lineage/map/"
"""Lineage from any dataset on, and between domains and products."""
IMPACT = "lineage/impact/"
"""Everything downstream of a dataset, which stands behind ``?dataset=``."""
