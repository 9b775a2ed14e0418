"""Which columns of tables each column of a query is made of, as far as that is sure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sqlglot import exp
from sqlglot.optimizer.qualify import qualify
from sqlglot.optimizer.scope import Scope, build_scope
from sqlglot.schema import MappingSchema

from lakebook.importers._sql.dialects import Dialect
from lakebook.importers._sql.name_tables import TABLE, fold_names, number, with_named_columns
from lakebook.importers._sql.outputs import Origin, Output, Outputs
from lakebook.importers._sql.placeholders import HIDDEN
from lakebook.importers._sql.query_parts import real_tables, table_parts
from lakebook.importers._sql.tokens import Part

_UNNAMED = "_col_"


class OutputReader:
    """Reads queries of one statement."""

    def __init__(
        self,
        numbers: Mapping[tuple[Part, ...], int],
        columns: Mapping[int, Iterable[str]],
        dialect: Dialect,
        variables: frozenset[str] | None = None,
        kept: Mapping[str, int] | None = None,
    ) -> None:
        """*numbers* says which table each name means, *columns* which columns a table has, where that is known.

        *variables* are folded names that are no columns where no table is known to have them; *kept* says of some of
        them which table holds their values.
        """
        self._numbers, self._columns, self._dialect = numbers, columns, dialect
        self._variables, self._kept = variables, kept or {}

    def read(self, query: exp.Query, hidden: Mapping[str, str]) -> Outputs:
        """The columns of a query; its AST is changed."""
        for table in list(real_tables(query)):
            if (place := self._numbers.get(table_parts(table, hidden))) is not None:
                number(table, place)
                if self._columns.get(place):
                    with_named_columns(table)
        spelled = fold_names(query, self._dialect.folds)
        parser = self._dialect.parser
        schema = MappingSchema(
            {f"{TABLE}{number}": dict.fromkeys(names, "text") for number, names in self._columns.items() if names},
            normalize=False,
        )
        qualified = qualify(
            query,
            dialect=f"{parser}, normalization_strategy=case_sensitive" if parser else None,
            schema=schema,
            allow_partial_qualification=True,  # a column may have been dropped since
            validate_qualify_columns=False,
            quote_identifiers=False,
        )
        scope = build_scope(qualified)
        if scope is None:
            return Outputs((), False, 0)
        return _Resolver(self._columns, spelled, self._variables, self._kept).read(scope)


_STAR = Output("*", "", frozenset())


class _Resolver:
    """The columns of a query, scope by scope, each looked at once."""

    def __init__(
        self,
        columns: Mapping[int, Iterable[str]],
        spelled: Mapping[str, str],
        variables: frozenset[str] | None,
        kept: Mapping[str, int],
    ) -> None:
        self._variables, self._kept = variables or frozenset(), kept
        self._in_body = variables is not None
        self._given = False
        self._known = {number: frozenset(names) for number, names in columns.items() if names}
        self._spelled = spelled
        self._outputs: dict[int, list[Output]] = {}
        self._by_name: dict[int, dict[str, Output]] = {}
        self._open: set[int] = set()
        self._unsure: set[str] = set()

    def read(self, scope: Scope) -> Outputs:
        listed = self._of(scope)
        found = []
        for output in listed:
            is_named = not output.name.startswith((_UNNAMED, HIDDEN)) and output is not _STAR
            name = output.name if is_named else ""
            found.append(output._replace(name=name, spelled=self._spelled.get(name, "")))
        return Outputs(tuple(found), _STAR not in listed, len(self._unsure), self._given)

    def _of(self, scope: Scope) -> list[Output]:
        known = self._outputs.get(id(scope))
        if known is not None:
            return known
        if id(scope) in self._open:
            return []
        self._open.add(id(scope))
        found = self._of_set(scope) if scope.set_operation_scopes else list(self._of_select(scope))
        self._outputs[id(scope)] = found
        return found

    def _of_set(self, scope: Scope) -> list[Output]:
        first, *others = scope.set_operation_scopes
        found = list(self._of(first))
        self._outputs[id(scope)] = found  # what a recursive CTE finds of itself
        for part in others:
            other = self._of(part)
            if _STAR in found or _STAR in other:  # places can be told up to the first star
                sure = min((listed.index(_STAR) for listed in (found, other) if _STAR in listed), default=0)
                return [*(_both(*pair) for pair in zip(found[:sure], other[:sure], strict=False)), _STAR]
            found = [_both(mine, other[at]) if at < len(other) else mine for at, mine in enumerate(found)]
        return found

    def _of_select(self, scope: Scope) -> Iterator[Output]:
        expression = scope.expression
        selects = expression.selects if isinstance(expression, exp.Query) else []
        for projection in selects:
            if projection.is_star:
                yield _STAR
                continue
            value = projection.unalias()
            as_is = isinstance(value, exp.Column) and self._is_as_is(value, scope)
            yield Output(projection.alias_or_name, "", self._origins(projection, scope), as_is)

    def _is_as_is(self, column: exp.Column, scope: Scope) -> bool:
        source = scope.sources.get(column.table)
        if isinstance(source, Scope) and not source.is_udtf:
            output = self._named(source).get(column.name)
            return output is not None and output.as_is
        return isinstance(source, exp.Table)

    def _origins(self, expression: exp.Expr, scope: Scope) -> frozenset[Origin]:
        found: set[Origin] = set()
        queries = {id(inner.expression): inner for inner in scope.subquery_scopes}
        for node in expression.walk(prune=lambda node: id(node) in queries or isinstance(node, exp.Column)):
            if isinstance(node, exp.Column):
                found |= self._column(node, scope)
            elif self._in_body and isinstance(node, exp.Parameter | exp.Placeholder):
                found |= self._held(f"@{node.name.lower()}")
            elif id(node) in queries:
                found.update(*(output.origins for output in self._of(queries[id(node)])))
        return frozenset(found)

    def _column(self, column: exp.Column, scope: Scope) -> frozenset[Origin]:
        name, table = column.name, column.table
        if name.startswith(HIDDEN):
            return frozenset()
        if not table:
            return self._bare(name, scope)
        source = None
        within: Scope | None = scope
        while table and source is None and within is not None:
            source = within.sources.get(table)
            owner, within = within, within.parent
        if isinstance(source, exp.Table):
            return self._leaf(source, name)
        if not isinstance(source, Scope):
            return self._nowhere(name, table)
        if source.is_udtf:
            return self._origins_of_function(source, owner)
        listed = self._named(source)
        if name not in listed:
            self._unsure.add(name)
            return frozenset()
        return listed[name].origins

    def _bare(self, name: str, scope: Scope) -> frozenset[Origin]:
        """A column whose table is not said: of the only table that has it, or may have it where no other one does."""
        within: Scope | None = scope
        while within is not None:
            has = {alias: self._has(source, name) for alias, (_, source) in within.selected_sources.items()}
            sure = [alias for alias, answer in has.items() if answer]
            maybe = [alias for alias, answer in has.items() if answer is None and name not in self._variables]
            if len(sure) == 1 or (not sure and len(maybe) == 1 and not within.is_subquery):
                return self._column(exp.column(name, table=(sure or maybe)[0]), within)
            if sure or maybe:
                break
            within = within.parent if within.is_subquery else None
        return self._nowhere(name, name)

    def _nowhere(self, name: str, owner: str) -> frozenset[Origin]:
        """A column of no table that is known, or a variable: *owner* is the name that would be one's."""
        if owner in self._variables:
            return self._held(owner)
        self._unsure.add(name)
        return frozenset()

    def _held(self, variable: str) -> frozenset[Origin]:
        """What a variable holds; it is said where that is not known."""
        if variable in self._kept:
            return frozenset({(self._kept[variable], variable)})
        self._given = True
        return frozenset()

    def _has(self, source: exp.Table | Scope, name: str) -> bool | None:
        """Whether a source has a column; None where that is not known."""
        if isinstance(source, exp.Table):
            number = source.name.removeprefix(TABLE)
            known = self._known.get(int(number)) if number.isdigit() else None
            return None if known is None else name in known
        if source.is_udtf:
            return None
        return True if name in self._named(source) else None if "*" in self._named(source) else False

    def _named(self, scope: Scope) -> dict[str, Output]:
        listed = self._by_name.get(id(scope))
        if listed is None:
            listed = {output.name: output for output in self._of(scope)}
            if id(scope) in self._outputs:
                self._by_name[id(scope)] = listed
        return listed

    def _leaf(self, table: exp.Table, name: str) -> frozenset[Origin]:
        if not table.name.startswith(TABLE):
            return frozenset()
        number = int(table.name.removeprefix(TABLE))
        known = self._known.get(number)
        if known is None and name in self._variables:
            return self._nowhere(name, name)
        if known is not None and name not in known:
            return frozenset()
        return frozenset({(number, name)})

    def _origins_of_function(self, source: Scope, scope: Scope) -> frozenset[Origin]:
        """What UNNEST and its like are given."""
        found: set[Origin] = set()
        for column in source.expression.find_all(exp.Column):
            if column.table != source.expression.alias:
                found |= self._column(column, scope)
        return frozenset(found)


def _both(first: Output, second: Output) -> Output:
    """A column of a union."""
    return Output(first.name, first.spelled, first.origins | second.origins)
