"""Lines of a CODEOWNERS file, which both hosts read in nearly the same way."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lakebook.book import Book
from lakebook.owners import Party, Rule, sections

PLACES = {"codeowners": ".gitlab/CODEOWNERS", "codeowners_github": ".github/CODEOWNERS"}
"""Exporter -> where its file lies."""
_SPECIAL = re.compile(r"([ #\\*?\[\]!])")
_UNWRITABLE = re.compile(r"[^\S ]|[\x00-\x1f\x7f]")


def header(form: str) -> str:
    """First line of the file that the exporter *form* writes; it tells ours from those of others."""
    return f"# Written by 'lakebook export {form.replace('_', '-')}'. Do not edit it: the next time it is written anew."


def written_by(text: str) -> str:
    """The exporter that wrote the file with this text; empty where that was none of ours."""
    first = text.partition("\n")[0].strip()
    return next((form for form in PLACES if first == header(form)), "")


def pattern(path: str) -> str:
    """*path* as a pattern from the root of the repository; a line break in a name can be any letter."""
    return "/" + _UNWRITABLE.sub("?", _SPECIAL.sub(r"\\\1", path))


def with_sections(book: Book) -> Iterator[str]:
    """GitLab's form: sections, each of which asks for an approval of its own."""
    for section in sections(book):
        owned = [rule for rule in section.rules if rule.party is not None and rule.party.owners]
        if owned:
            default = _owners(owned[0].party)
            yield f"\n[{section.title}][1] {default}"
            for rule in section.rules:
                yield from _line(rule, default)
        elif any(rule.party for rule in section.rules):
            yield f"\n# {section.title}: nobody"
            for rule in section.rules:
                yield from _reasons(rule)


def without_sections(book: Book) -> Iterator[str]:
    """GitHub's form: one list, the last line that covers a file counts, and any of its owners may approve."""
    owners: dict[str, list[str]] = {}
    for section in sections(book):
        for rule in section.rules:
            yield from _reasons(rule)
            if rule.party is not None and rule.party.owners:
                owners.setdefault(rule.path, []).extend(rule.party.owners)
    for path in sorted(owners, key=lambda path: (path.rstrip("/").count("/"), path)):
        yield f"{pattern(path)} {' '.join(dict.fromkeys(owners[path]))}"


def _line(rule: Rule, default: str) -> Iterator[str]:
    yield from _reasons(rule)
    if rule.party is None:
        yield f"!{pattern(rule.path)}"
    elif rule.party.owners:
        owners = _owners(rule.party)
        yield pattern(rule.path) if owners == default else f"{pattern(rule.path)} {owners}"


def _reasons(rule: Rule) -> Iterator[str]:
    """Comments on those who should be named and are not."""
    if rule.party is not None and rule.party.lacking:
        words = "" if rule.party.owners else "nobody is asked here: "
        yield f"# {pattern(rule.path)} {words}{_one_line('; '.join(rule.party.lacking))}"


def _owners(party: Party | None) -> str:
    return " ".join(party.owners) if party else ""


def _one_line(text: str) -> str:
    return " ".join(text.split())
