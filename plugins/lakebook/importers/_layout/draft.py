"""A mapping to be completed by hand, where no row of headings says which of them is the name of the columns."""

from __future__ import annotations

from collections.abc import Iterable

from lakebook.diagnostics import Finding, Location
from lakebook.importers._layout.header_row import texts_of
from lakebook.importers._layout.heading_meaning import meaning
from lakebook.importers._layout.layouts import NO_HEADINGS, NO_NAMES, Layouts
from lakebook.importers._layout.saved_mapping import Saved
from lakebook.importers._layout.sheet_layout import LeftOut, SheetLayout
from lakebook.importers._layout.tables import tables_of
from lakebook.syntax import SyntaxTrouble, Unreadable
from lakebook.syntax.workbook import Row, Sheet

_LOOKED_AT = 40
"""Rows from the top among which the headings are."""
_LONGEST = 60
_MOST_NAMED = 8


def drafted(layouts: Layouts, sheets: Iterable[Sheet]) -> Layouts | None:
    """The sheet whose best row is most like headings, read by that row; None where no row is."""
    unread = {left.name for left in layouts.left_out if left.reason in (NO_HEADINGS, NO_NAMES)}
    rows = [(_known(row), sheet, at) for sheet in sheets if sheet.name in unread for at, row in _candidates(sheet)]
    known, sheet, at = max(rows, key=lambda row: row[0], default=(0, None, 0))
    if sheet is None or not known:
        return None
    tables = tables_of(sheet, [at], "columns")
    for heading in tables[0].headings:
        if heading.field == "name":
            heading.field = ""  # by a mapping that names it the sheet would be read, though nobody has looked at it
    from_ = "heading" if tables[0].index("dataset") >= 0 else "sheet"
    draft = SheetLayout(sheet, "columns", tables, from_, [])
    return Layouts([draft], [left for left in layouts.left_out if left.name != sheet.name])


def to_complete(path: str, draft: Layouts, left_out: list[LeftOut], mapping: str) -> Finding:
    """What to say of a sheet that waits for its mapping to be completed."""
    sheet = draft.sheets[0]
    where = f"row {sheet.tables[0].header} of '{sheet.sheet.name}'"
    hint = f"{where} looks like headings: in {mapping}, write 'name' behind that of the columns' names; import again"
    return Finding(Location(path), _message(left_out), hint)


def without_columns(left_out: list[LeftOut], saved: Saved) -> Unreadable:
    """Why the file as a whole is not taken."""
    hint = "a row of headings such as 'Table', 'Column', 'Type', 'Description' is looked for above the rows"
    if saved.mapping is not None and saved.mapping.sheets:
        hint = f"in {saved.path}, write 'name' behind the heading of the columns' names, or delete it to start again"
    return Unreadable(SyntaxTrouble("workbook_unreadable", _message(left_out), hint))


def _message(left_out: list[LeftOut]) -> str:
    reasons = "; ".join(f"'{left.name}': {left.reason}" for left in left_out[:_MOST_NAMED])
    more = f" and {len(left_out) - _MOST_NAMED} more" if len(left_out) > _MOST_NAMED else ""
    return f"no sheet lists columns ({reasons}{more})" if left_out else "the workbook has no sheet"


def _candidates(sheet: Sheet) -> Iterable[tuple[int, Row]]:
    """Rows of three and more short texts, none twice, with rows below."""
    for at, row in enumerate(sheet.rows[:_LOOKED_AT]):
        given = [text for text in texts_of(row) if text]
        if 2 < len(given) == len(set(given)) and max(map(len, given)) <= _LONGEST and at + 2 < len(sheet.rows):
            yield at, row


def _known(row: Row) -> int:
    return sum(bool(meaning(text).fields) for text in texts_of(row) if text)
