"""The measured book, written file by file."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from _bench.shape import LAYERS, MADE_OF_OTHERS, SENTENCES, TYPES, Shape, prose, write

SITE = "site_name: Bench\nsite_url: https://example.org/\n"
MARKDOWN_EXTENSIONS = "markdown_extensions: [admonition, attr_list, tables, toc: {permalink: true}]\n"
THEME = """theme:
  name: material
  font: false
  features: [navigation.tabs, navigation.indexes, navigation.top, navigation.prune, toc.follow, search.suggest,
             search.highlight, content.code.copy, content.action.edit]
  palette:
    - {scheme: default, toggle: {icon: material/weather-night, name: Dark}}
    - {scheme: slate, toggle: {icon: material/weather-sunny, name: Light}}
"""


def write_book(root: Path, shape: Shape, seed: int) -> None:
    """A whole book below *root*; the same for the same seed."""
    chance = random.Random(seed)
    catalogue = root / "catalogue"
    write(root / "lakebook.yaml", "title: Bench\n")
    write(root / "docs/index.md", "# Bench\n\nA book made to be measured.\n")
    write(root / "mkdocs.yml", f"{SITE}{THEME}{MARKDOWN_EXTENSIONS}plugins: [search, lakebook]\n")
    people = "".join(f"  person.{n}: Person {n} <person.{n}@example.org>\n" for n in range(shape.people))
    write(catalogue / "people.yaml", f"people:\n{people}")
    teams = "".join(
        f"  team-{n}:\n    title: Team {n}\n    channel: '#team-{n}'\n    members: [person.{n}]\n"
        for n in range(shape.domains)
    )
    write(catalogue / "teams.yaml", f"teams:\n{teams}")
    for number in range(shape.domains):
        write(catalogue / f"domain-{number:02}/domain.yaml", f"title: Domain {number}\ncustodian: person.{number}\n"
              f"description: All that department {number} answers for.\nclassification: internal\n")  # fmt: skip
    for file, indices in groupby(range(shape.datasets), shape.file):
        lines = (line for index in indices for line in _dataset_lines(shape, index, chance))
        write(root / file, "datasets:\n" + "".join(lines))
        write(root / file.parent / "system.yaml", f"title: {file.parent.name.title()}\nkind: warehouse\n")
    _write_products(root, shape, chance)
    _write_decisions(root, shape, chance)


def _dataset_lines(shape: Shape, index: int, chance: random.Random) -> Iterator[str]:
    """One dataset of a schema file."""
    domain, _, _, name = shape.place(index)
    yield f"  {name}:\n    title: {name.replace('_', ' ').capitalize()}\n"
    yield f"    layer: {LAYERS[index * 3 // shape.datasets]}\n"
    yield f"    description: >-\n      {chance.choice(SENTENCES)}\n      {chance.choice(SENTENCES)}\n"
    if chance.random() < 0.2:
        yield f"    custodian: person.{int(domain[-2:])}\n"
    yield f"    refresh: batch | every night at 0{chance.randrange(1, 6)}:00\n"
    sources = shape.sources(index, chance)
    if sources:
        yield "    sources:\n" + "".join(f"      {shape.identity(source)}: full load\n" for source in sources)
    yield "    columns:\n"
    for position, column in enumerate(shape.column_names(index)):
        yield from _column_lines(shape, column, position, sources, chance)


def _column_lines(shape: Shape, name: str, position: int, sources: list[int], chance: random.Random) -> Iterator[str]:
    kind = TYPES[position % len(TYPES)]
    key = " pk" if position == 0 else ""
    if sources and position and shape.woven:
        some = chance.choices(sources, k=2) if len(sources) < 2 else chance.sample(sources, 2)
        origins = ", ".join(f"{shape.identity(one)}.{shape.column_names(one)[position]}" for one in dict.fromkeys(some))
        yield f"      {name}:\n        type: {kind}\n        from: [{origins}]\n"
    elif sources and position in MADE_OF_OTHERS:
        source = shape.identity(chance.choice(sources))
        yield f"      {name}:\n        type: {kind}\n        description: {chance.choice(SENTENCES)}\n"
        yield f"        from: {source}.{name}\n"
    elif chance.random() < 0.75:
        yield f"      {name}: {kind}{key} | {chance.choice(SENTENCES)}\n"
    else:
        yield f"      {name}: {kind}{key}\n"


def _write_products(root: Path, shape: Shape, chance: random.Random) -> None:
    headings = ("What it does", "Value proposition", "How it works", "Integration points", "How data is surfaced")
    for number in range(shape.products):
        domain = number % shape.domains
        reads = sorted(chance.sample(range(shape.datasets), min(3, shape.datasets)))
        read_lines = "".join(f"  - {{dataset: {shape.identity(read)}, why: to plan}}\n" for read in reads)
        front = (
            f"id: product-{number:04}\ntitle: Product {number}\nsummary: Plans what department {domain} does next.\n"
            f"status: active\ndomain: domain-{domain:02}\nteam: team-{domain}\nbusiness_contact: person.{domain}\n"
            f"technical_contact: person.{domain + shape.domains}\nreads:\n{read_lines}"
            f"writes:\n  - path: /lake/product-{number:04}\n"
            "surfaces:\n  - {type: dashboard, name: Overview, audience: company}\n"
        )
        body = "\n".join(f"## {heading}\n\n{prose(chance, 4)}\n" for heading in headings)
        write(root / f"wids/product-{number:04}.md", f"---\n{front}---\n\n{body}")


def _write_decisions(root: Path, shape: Shape, chance: random.Random) -> None:
    for number in range(1, shape.decisions + 1):
        front = f"status: accepted\ndate: 2026-0{number % 9 + 1}-11\n"
        front += f"decision-makers: [Person {number % shape.people}]\n"
        body = f"# Use option {number}\n\n## Context and Problem Statement\n\n{prose(chance, 5)}\n\n"
        body += "## Considered Options\n\n* Option A\n* Option B\n\n"
        body += f"## Decision Outcome\n\nChosen option: Option A. {prose(chance, 3)}\n"
        write(root / f"adrs/{number:04}-use-option-{number}.md", f"---\n{front}---\n\n{body}")
