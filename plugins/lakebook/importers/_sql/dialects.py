"""The dialects of SQL: how each of them quotes, comments, folds names, and which schema it takes when none is said."""

from __future__ import annotations

from typing import Literal, NamedTuple


class Dialect(NamedTuple):
    """What is particular about one dialect."""

    name: str
    """As people type it."""
    parser: str
    """Its name for sqlglot; empty for the tolerant one."""
    schema: str = ""
    """Where a table lies whose schema is not said."""
    folds: Literal["lower", "upper", "all"] = "all"
    """What becomes of a name without quotes; ``all``: case never matters, quotes or not."""
    quotes: str = '"'
    """What names are quoted with, out of ``"``, ````` ````` and ``[``."""
    texts: str = "'"
    """What texts are quoted with."""
    escapes: bool = False
    """Whether a backslash in a text takes the next character with it."""
    dollars: bool = False
    """Whether ``$$`` and ``$word$`` quote texts."""
    nests: bool = False
    """Whether a comment may lie in a comment."""
    comments: tuple[str, ...] = ("--",)
    """What begins a comment that ends with the line."""


_ALL = (
    Dialect("postgres", "postgres", "public", "lower", dollars=True, nests=True),
    Dialect("redshift", "redshift", "public", "all", dollars=True, nests=True),
    Dialect("duckdb", "duckdb", "main", dollars=True),
    Dialect("sqlite", "sqlite", "main", quotes='"`['),
    Dialect("tsql", "tsql", "dbo", quotes='"[', nests=True),
    Dialect("mysql", "mysql", quotes="`", texts="'\"", escapes=True, comments=("-- ", "--\t", "--\n", "#")),
    Dialect("oracle", "oracle", folds="upper"),
    Dialect("snowflake", "snowflake", "PUBLIC", "upper", escapes=True, dollars=True, comments=("--", "//")),
    Dialect("bigquery", "bigquery", quotes="`", texts="'\"", escapes=True, comments=("--", "#")),
    Dialect("databricks", "databricks", "default", quotes="`", texts="'\"", escapes=True),
    Dialect("spark", "spark", "default", quotes="`", texts="'\"", escapes=True),
    Dialect("hive", "hive", "default", quotes="`", texts="'\"", escapes=True),
    Dialect("trino", "trino"),
    Dialect("clickhouse", "clickhouse", "default", quotes='"`', escapes=True),
    Dialect("teradata", "teradata"),
    Dialect("generic", "", quotes='"`[', dollars=True),
)
DIALECTS = {dialect.name: dialect for dialect in _ALL}
"""By name, ``generic`` last: what is taken when the text does not tell."""
