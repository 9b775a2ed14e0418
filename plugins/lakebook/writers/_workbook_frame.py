"""What surrounds the rows of a table: widths, comments, a frozen heading, a filter, grey rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lakebook.writers._workbook_styles import GREYED, LINE, MILD
from lakebook.writers.workbook_shape import Prose, Table

if TYPE_CHECKING:
    from openpyxl.comments import Comment
    from openpyxl.worksheet.worksheet import Worksheet

_BELOW = 1_000
"""Rows below the last one that are greyed, too, once they are filled in."""

_A3 = 8
"""Paper on which a whole row is still read: one page wide, as many high as it takes."""


def frame_table(frame: Worksheet, table: Table, style: dict[str, int]) -> None:
    """Set everything but the rows."""
    from openpyxl.utils import get_column_letter as letter
    from openpyxl.worksheet.properties import PageSetupProperties

    workbook: Any = frame.parent
    last = letter(len(table.columns))
    for at, column in enumerate(table.columns, 1):
        dimension: Any = frame.column_dimensions[letter(at)]
        dimension.width, dimension.hidden = column.width, column.hidden
        dimension._style = workbook._cell_styles[style["text" if column.kind == "quiet" else column.kind]]
        if column.about:
            frame.cell(1, at).comment = _comment(column.about)
    for (row, at), text in table.notes.items():
        frame.cell(row + 2, at + 1).comment = _comment(text)
    frame.freeze_panes = f"{letter(table.frozen + 1)}2"
    frame.auto_filter.ref = f"A1:{last}{max(table.count, 1) + 1}"
    frame.print_title_rows = "1:1"
    frame.page_setup.orientation, frame.page_setup.paperSize = "landscape", _A3
    frame.page_setup.fitToHeight = 0
    frame.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    _set_rows(frame, table, f"A2:{last}{table.count + 1 + _BELOW}")


def frame_prose(frame: Worksheet, sheet: Prose) -> None:
    """Set widths and print of a sheet that is read."""
    from openpyxl.utils import get_column_letter as letter
    from openpyxl.worksheet.properties import PageSetupProperties

    for at, width in enumerate(sheet.widths, 1):
        frame.column_dimensions[letter(at)].width = width
    frame.sheet_view.showGridLines = False
    frame.page_setup.orientation, frame.page_setup.fitToHeight = "landscape", 1
    frame.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _comment(text: str) -> Comment:
    from openpyxl.comments import Comment

    lines = sum(-(-len(line) // 46) or 1 for line in text.split("\n"))
    return Comment(text, "Lakebook", height=18 * lines + 12, width=330)


def _set_rows(frame: Worksheet, table: Table, area: str) -> None:
    """Grey rows, and lines between them, by what they say themselves: so both follow what is edited and sorted."""
    from openpyxl.formatting.rule import FormulaRule
    from openpyxl.styles import Border, Font, Side
    from openpyxl.utils import get_column_letter as letter

    if table.grey_where is not None:
        at, words = table.grey_where
        said = ",".join(f'${letter(at + 1)}2="{word}"' for word in words)
        rule = FormulaRule(formula=[f"OR({said})"], font=Font(color=GREYED, italic=True))  # type: ignore[no-untyped-call]
        frame.conditional_formatting.add(area, rule)
    if table.parted_by is not None:
        place = letter(table.parted_by + 1)
        pale = Side(style="thin", color=LINE)
        line = Border(top=Side(style="thin", color=MILD), right=pale, bottom=pale)
        rule = FormulaRule(formula=[f"${place}2<>${place}1"], border=line)  # type: ignore[no-untyped-call]
        frame.conditional_formatting.add(area, rule)
