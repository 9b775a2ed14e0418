"""The work on queries that may be spread over processes: pure functions, texts in, results that can be pickled out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple, Protocol

from lakebook.importers._sql.dialects import DIALECTS
from lakebook.importers._sql.parsing import NotUnderstood, filled, real_tables, table_parts
from lakebook.importers._sql.tokens import Part

CHUNK = 40
"""Statements that go to a process at once."""


class Text(NamedTuple):
    """A statement to look at."""

    text: str
    dialect: str
    whole: bool


class Seen(NamedTuple):
    """Which tables a statement names."""

    targets: tuple[tuple[tuple[Part, ...], tuple[Part, ...]], ...]
    """Each table it fills, with the columns of it; in the order of its queries."""
    sources: tuple[tuple[Part, ...], ...]
    """Tables it reads, each once."""
    error: str = ""
    line: int = 0
    """Of the error, counted from 0 at the first line of the statement."""


class Work(NamedTuple):
    """A statement, and what is known of the tables it names."""

    text: Text
    numbers: Mapping[tuple[Part, ...], int]
    columns: Mapping[int, tuple[str, ...]]


class Answer(NamedTuple):
    """What the queries of one statement are made of, as plain values; see ``column_flow.Outputs``."""

    outputs: tuple[Any, ...] = ()
    error: str = ""


class Mapper(Protocol):
    """Applies a function to each of some chunks, here or elsewhere; results in the order of the chunks."""

    def __call__(self, function: Callable[[Any], Any], chunks: Sequence[Any]) -> Iterable[Any]: ...


def see(texts: Sequence[Text]) -> list[Seen]:
    """Which tables statements name."""
    return [_see(text) for text in texts]


def _see(text: Text) -> Seen:
    try:
        found = filled(text.text, text.dialect, whole=text.whole)
        tables = [table_parts(table, one.hidden) for one in found for table in real_tables(one.query)]
    except NotUnderstood as error:
        return Seen((), (), str(error), error.line)
    except Exception as error:  # a parser's own mistakes cost one statement, too
        return Seen((), (), _failed(error))
    targets = tuple((one.target, one.columns) for one in found)
    return Seen(targets, tuple(dict.fromkeys(filter(None, tables))))


def resolve(work: Sequence[Work]) -> list[Answer]:
    """What the columns of statements are made of."""
    return [_resolve(one) for one in work]


def _resolve(work: Work) -> Answer:
    from lakebook.importers._sql.column_flow import column_outputs

    dialect = DIALECTS[work.text.dialect]
    try:
        found = filled(work.text.text, work.text.dialect, whole=work.text.whole)
        outputs = tuple(
            column_outputs(one.query, work.numbers, work.columns, dialect.parser, dialect.folds, one.hidden)
            for one in found
        )
    except Exception as error:  # as above: the tables of the statement are known all the same
        return Answer(error=_failed(error))
    return Answer(outputs)


def _failed(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    lines = str(error).splitlines()
    return f"sqlglot fails on it: {lines[0][:80] if lines else type(error).__name__}"


def spread(mapper: Mapper, function: Callable[[Any], Any], items: Sequence[Any]) -> list[Any]:
    """Results of a function over chunks, for each item, in order."""
    chunks = [items[start : start + CHUNK] for start in range(0, len(items), CHUNK)]
    return [result for results in mapper(function, chunks) for result in results]


@contextmanager
def mapping(jobs: int) -> Iterator[Mapper]:
    """A mapper over so many processes; one works here."""
    if jobs <= 1:
        yield map
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(jobs) as pool:
        yield pool.map
