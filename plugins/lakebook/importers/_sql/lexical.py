"""Regular expressions for what holds no statement's end: comments, texts, quoted names, templates."""

from __future__ import annotations

import re
from functools import lru_cache

from lakebook.importers._sql.dialects import Dialect

BLANK = r"(?:\s++|--[^\n]*+(?:\n|\Z)|/\*(?s:.*?)\*/)"
"""White space or a comment."""
TEMPLATE = r"\{\{(?s:.{0,1000}?)\}\}|\{%(?s:.{0,1000}?)%\}|\{\#(?s:.{0,1000}?)\#\}"
VARIABLE = r"\$\{[^{}\n]*\}|\$\([^()\n]*\)|%\(\w+\)s|\#\{[^{}\n]*\}"
"""What another program puts its words in for: ``${name}``, ``$(name)``, ``%(name)s``, ``#{name}``."""


def texts(dialect: Dialect) -> str:
    """Alternatives for texts, the longest way of quoting first; where a text may be cut, its length has a bound."""
    found = []
    if dialect.name in ("bigquery", "databricks", "spark"):
        found += [r"(?s:'''.{0,99999}?'''|\"\"\".{0,99999}?\"\"\")", r"\b[rR]b?(?:'[^'\n]*'|\"[^\"\n]*\")"]
    if dialect.dollars and not dialect.escapes:
        found.append(r"\b[eE]'(?:[^'\\]++|\\(?s:.)|'')*+'")
    if dialect.name == "oracle":
        found.append(
            r"\b[nN]?[qQ]'(?s:\[.{0,99999}?\]|\{.{0,99999}?\}|\(.{0,99999}?\)|<.{0,99999}?>|(?P<q>[^\s\[{(<]).{0,99999}?(?P=q))'"
        )
    for quote in dialect.texts:
        inside = rf"[^{quote}\\]++|\\(?s:.)|{quote}{quote}" if dialect.escapes else rf"[^{quote}]++|{quote}{quote}"
        found.append(rf"{quote}(?:{inside})*+{quote}")
    return "|".join(found)


def names(dialect: Dialect) -> str:
    """Alternatives for quoted names."""
    found = [rf"{quote}(?:[^{quote}]++|{quote}{quote})*+{quote}" for quote in dialect.quotes if quote != "["]
    if "[" in dialect.quotes:
        found.append(r"\[(?:[^\]\n]|\]\])+\]" if dialect.name == "tsql" else r"\[[\w .$#@-]+\]")
    return "|".join(found)


def comments(dialect: Dialect) -> str:
    """Alternatives for comments that end with the line."""
    return "|".join(rf"{re.escape(start)}[^\n]*+" if start[-1] != "\n" else r"--(?=\n)" for start in dialect.comments)


@lru_cache(maxsize=64)
def skipped(dialect: Dialect, delimiter: str, tracked: str) -> re.Pattern[str]:
    """What the splitter stops at; *tracked* are more alternatives, such as words that open and close blocks."""
    parts = [
        rf"(?P<comment>{comments(dialect)})",
        r"(?P<block>/\*)",
        rf"(?P<template>{TEMPLATE}|{VARIABLE})",
        rf"(?P<quoted>{texts(dialect)}|{names(dialect)})",
        r"(?P<dollar>(?<![\w$])\$(?:[^\W\d]\w*)?\$)" if dialect.dollars else "",
        rf"(?P<end>{re.escape(delimiter)})",
        r"(?P<line>^[ \t]*(?:\\[a-z!][^\n]*|DELIMITER[ \t]+[^\n]*|(?:GO|/)(?:[ \t]+\d+)?[ \t]*;?(?:--[^\n]*)?$))",
        tracked,
        rf"(?P<open>[{(dialect.texts + dialect.quotes).replace('[', '')}])",
    ]
    return re.compile("|".join(filter(None, parts)), re.IGNORECASE | re.MULTILINE)


@lru_cache(maxsize=64)
def token_pattern(dialect: Dialect) -> re.Pattern[str]:
    """Tokens of one statement; the group that matched is the kind."""
    template = rf"{TEMPLATE}|{VARIABLE}"
    variable = r"@{1,2}[^\W\d]\w*|:[^\W\d]\w*|&&?\w+\.?"
    parts = [
        rf"(?P<blank>\s++|{comments(dialect)})",
        r"(?P<block>/\*)",
        r"(?P<control>\{%(?s:.{0,1000}?)%\}|\{\#(?s:.{0,1000}?)\#\})",
        rf"(?P<text>[nNbBxX]?(?:{texts(dialect)}))",
        rf"(?P<quoted>{names(dialect)})",
        r"(?P<dollar>(?<![\w$])\$(?:[^\W\d]\w*)?\$)" if dialect.dollars else "",
        r"(?P<symbol>::|:=|<=>|<>|[<>!=]=|\|\|)",
        rf"(?P<word>(?:{template}|{variable}|\#{{0,2}}[^\W\d])(?:{template}|[\w$#@])*+)",
        r"(?P<number>\d[\w.]*)",
        r"(?P<other>.)",
    ]
    return re.compile("|".join(filter(None, parts)), re.DOTALL)


def block_end(text: str, start: int, nests: bool) -> int:
    """Where the comment that begins at *start* with ``/*`` ends; -1 where it does not."""
    if not nests:
        end = text.find("*/", start + 2)
        return end + 2 if end >= 0 else -1
    depth = 0
    for match in re.compile(r"/\*|\*/").finditer(text, start):
        depth += 1 if match.group() == "/*" else -1
        if depth == 0:
            return match.end()
    return -1
