"""The Work Initiation Document of a product that is not there yet."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping

import msgspec

from lakebook.syntax.strict_yaml import Value
from lakebook.writers.file_names import slug
from lakebook.writers.page_template import page_from
from lakebook.writers.quoting import Plain

PLACEHOLDERS = {
    "title": "<title in a few words>",
    "summary": "<one sentence>",
    "domain": "<domain>",
    "team": "<team>",
    "business_contact": "<person who says why>",
    "technical_contact": "<person who says how>",
}
"""What stands for a key that is still open; the checks find it."""


class NewProduct(msgspec.Struct, kw_only=True):
    """What is known of it."""

    id: str
    texts: Mapping[str, str] = {}
    """Keys of PLACEHOLDERS that are known."""
    status: str = "draft"
    reads: list[Value] = []
    writes: list[Value] = []
    surfaces: list[Value] = []
    personal: list[str] = []
    """Categories of personal data in what it reads."""
    what: str = ""
    """A paragraph of Markdown that says what it does."""
    owner: str = ""
    """Whom a source names as its owner and the book does not know, on one line."""


def document_of(product: NewProduct, today: datetime.date) -> bytes:
    """The file: eleven keys, the dates, and the five headings.

    Raises:
        ValueError: a text cannot be written in YAML.
    """
    texts = {key: product.texts.get(key) or placeholder for key, placeholder in PLACEHOLDERS.items()}
    keys: dict[str, Value] = {
        "id": product.id,
        "title": texts["title"],
        "summary": texts["summary"],
        "status": product.status,
        **{key: texts[key] for key in ("domain", "team", "business_contact", "technical_contact")},
        "reads": product.reads,
        "writes": product.writes,
        "surfaces": product.surfaces,
        "created": Plain(today.isoformat()),
        "review_by": Plain(_in_a_year(today).isoformat()),
    }
    title = product.texts.get("title") or product.id
    words = {"title": title, "personal": ", ".join(product.personal), "what": product.what, "owner": product.owner}
    return page_from("wid", keys, **words)


def suggested_id(title: str) -> str:
    """Id and name of the file, made from a title; empty where no letter or digit is left."""
    joined = slug(title).replace("_", "-")
    return re.sub(r"-+", "-", joined if joined[:1].isalpha() or not joined else f"p-{joined}")


def _in_a_year(day: datetime.date) -> datetime.date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:  # 29 February
        return day.replace(year=day.year + 1, day=28)
