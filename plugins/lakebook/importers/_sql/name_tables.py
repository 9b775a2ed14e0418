"""Names in a query, made the same wherever they mean the same: tables by number, all else folded."""

from __future__ import annotations

from sqlglot import exp

from lakebook.importers._sql.placeholders import HIDDEN
from lakebook.importers._sql.tables import fold
from lakebook.importers._sql.tokens import Part

TABLE = "lakebook_table_"
_OURS = (TABLE, HIDDEN)


def number(table: exp.Table, place: int) -> None:
    """Let a table go by its number instead of its name."""
    if not table.alias:
        table.set("alias", exp.TableAlias(this=table.this.copy()))
    table.set("this", exp.to_identifier(f"{TABLE}{place}", quoted=True))
    table.set("db", None)
    table.set("catalog", None)


def with_named_columns(table: exp.Table) -> None:
    """``FROM name AS x(a, b)``: the table as a query, of which it is known what such columns are."""
    alias = table.args["alias"]
    if not alias.args.get("columns") or not isinstance(table.parent, exp.From | exp.Join):
        return
    inner = exp.Table(this=table.this.copy(), alias=exp.TableAlias(this=table.this.copy()))
    query = exp.Select(expressions=[exp.Star()]).from_(inner, copy=False)
    place = exp.Subquery(this=query, alias=alias.copy())
    for key in ("joins", "laterals"):
        place.set(key, table.args.get(key))
    table.replace(place)


def fold_names(query: exp.Query, folds: str) -> dict[str, str]:
    """Fold all names as their dialect does; gives back how each was spelled first."""
    spelled: dict[str, str] = {}
    for identifier in query.find_all(exp.Identifier):
        name = identifier.name
        if name.startswith(_OURS):
            continue
        folded = fold(Part(name, bool(identifier.args.get("quoted"))), folds)
        spelled.setdefault(folded, name)
        identifier.set("this", folded)
        identifier.set("quoted", True)
    for column in query.find_all(exp.Column):
        if column.args.get("db") is not None:
            column.set("db", None)
            column.set("catalog", None)
    return spelled
