"""Words that another program puts its own in for: hidden from the parser, and given back in names."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lakebook.importers._sql.dialects import Dialect
from lakebook.importers._sql.lexical import token_pattern

HIDDEN = "lakebook_hidden_"
_ANY = re.compile(r"\{\{|\{%|\{#|\$[{(]|%\(|#\{|&\w|[@:][^\W\d]\w*\s*\.")
_CALL = re.compile(r"\{\{-?\s*(\w+)\s*\((.*?)\)\s*-?\}\}", re.DOTALL)
_TEXT = re.compile(r"['\"]([^'\"]*)['\"]")
_GIVEN_BACK = re.compile(HIDDEN + r"\d+_", re.IGNORECASE)


def hide(text: str, dialect: Dialect) -> tuple[str, Mapping[str, str]]:
    """A statement that a parser can read, with what each name in it stands for."""
    if not _ANY.search(text):
        return text, {}
    hidden: dict[str, str] = {}
    done: list[str] = []
    at = 0
    pattern = token_pattern(dialect)
    while match := pattern.match(text, at):
        found, at = match.group(), match.end()
        if match.lastgroup == "block":
            end = text.find("*/", at)
            at = end + 2 if end >= 0 else len(text)
            found = text[match.start() : at]
        elif match.lastgroup == "control":
            found = _blank(found)
        elif match.lastgroup == "word" and _ANY.search(text[match.start() : at + 1]):
            found = _replaced(found, hidden)
        done.append(found)
    return "".join(done), hidden


def _replaced(word: str, hidden: dict[str, str]) -> str:
    call = _CALL.fullmatch(word)
    if call:
        names = _TEXT.findall(call[2])
        if call[1] in ("config", "set", "log"):
            return _blank(word)
        if call[1] == "ref" and names:
            return str(names[-1])
        if call[1] == "source" and len(names) == 2:
            return ".".join(names)
    name = f"{HIDDEN}{len(hidden)}_"
    hidden[name] = " ".join(word.split())
    return name + "\n" * word.count("\n")


def _blank(text: str) -> str:
    return " " + "\n" * text.count("\n")


def given_back(name: str, hidden: Mapping[str, str]) -> str:
    """A name as it was written."""
    if not hidden:
        return name
    return _GIVEN_BACK.sub(lambda match: hidden.get(match.group().lower(), match.group()), name)
