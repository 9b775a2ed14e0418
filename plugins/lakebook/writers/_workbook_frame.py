"""What surrounds the rows of a table: widths, comments, a frozen heading, a filter, grey rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lakebook.writers._workbook_styles import GREYED
from lakebook.writers.workbook_shape import Table

if TYPE_CHECKING:
    from openpyxl.comments import Comment
    from openpyxl.worksheet.worksheet import Worksheet

_BELOW = 1_000
"""Rows below the last one that are greyed, too, once they are filled in."""


def frame_table(frame: Worksheet, table: Table, style: dict[str, int]) -> None:
    """Set everything but the rows."""
    from openpyxl.utils import get_column_letter as letter
    from openpyxl.worksheet.properties import PageSetupProperties

    workbook: Any = frame.parent
    last = letter(len(table.columns))
    for at, column in enumerate(table.columns, 1):
        dimension: Any = frame.column_dimensions[letter(at)]
        dimension.width, dimension.hidden = column.width, column.hidden
        dimension._style = workbook._cell_styles[style[column.kind]]
        if column.about:
            frame.cell(1, at).comment = _comment(column.about)
    for (row, at), text in table.notes.items():
        frame.cell(row + 2, at + 1).comment = _comment(text)
    frame.freeze_panes = f"{letter(table.frozen + 1)}2"
    frame.auto_filter.ref = f"A1:{last}{max(table.count, 1) + 1}"
    frame.print_title_rows = "1:1"
    frame.page_setup.orientation, frame.page_setup.fitToWidth, frame.page_setup.fitToHeight = "landscape", 1, 0
    frame.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    if table.grey_where is not None:
        _grey(frame, table, f"A2:{last}{table.count + 1 + _BELOW}")


def _comment(text: str) -> Comment:
    from openpyxl.comments import Comment

    lines = sum(-(-len(line) // 46) or 1 for line in text.split("\n"))
    return Comment(text, "Lakebook", height=18 * lines + 12, width=330)


def _grey(frame: Worksheet, table: Table, area: str) -> None:
    """Grey the rows that say so themselves, whatever is edited or sorted."""
    from openpyxl.formatting.rule import FormulaRule
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter as letter

    assert table.grey_where is not None
    at, words = table.grey_where
    said = ",".join(f'${letter(at + 1)}2="{word}"' for word in words)
    rule = FormulaRule(formula=[f"OR({said})"], font=Font(color=GREYED, italic=True))  # type: ignore[no-untyped-call]
    frame.conditional_formatting.add(area, rule)
