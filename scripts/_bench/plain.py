"""The peer: the same datasets as ordinary Markdown pages, for MkDocs + Material alone."""

from __future__ import annotations

import random
from pathlib import Path

from _bench.book import MARKDOWN_EXTENSIONS, SITE, THEME
from _bench.shape import SENTENCES, TYPES, Shape, prose, write


def write_plain(root: Path, shape: Shape, pages: int, seed: int) -> None:
    """The first *pages* datasets of the book, as pages below *root*."""
    chance = random.Random(seed)
    write(root / "mkdocs.yml", f"{SITE}{THEME}{MARKDOWN_EXTENSIONS}plugins: [search]\n")
    write(root / "docs/index.md", "# Bench\n")
    for index in range(pages):
        domain, system, schema, name = shape.place(index)
        sources = shape.sources(index, chance)
        links = "".join(f"- [{shape.identity(s)}]({_from_page(shape, s)})\n" for s in sources)
        rows = "".join(
            f"| `{column}` | {TYPES[n % len(TYPES)]} | {chance.choice(SENTENCES) if chance.random() < 0.75 else ''} |\n"
            for n, column in enumerate(shape.column_names(index))
        )
        text = (
            f"# {name}\n\n{prose(chance, 2)}\n\n| | |\n|---|---|\n| Custodian | person.{index % shape.people} |\n"
            "| Layer | silver |\n| Classification | internal |\n\n"
            "## Columns\n\n| name | type | description |\n|---|---|---|\n"
            f"{rows}\n## Upstream\n\n{links}\n"
        )
        write(root / "docs" / domain / system / f"{schema}.{name}.md", text)


def _from_page(shape: Shape, index: int) -> str:
    domain, system, schema, name = shape.place(index)
    return f"../../{domain}/{system}/{schema}.{name}.md"
