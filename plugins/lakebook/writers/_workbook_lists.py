"""Drop-downs: words on a hidden sheet, a name for each list of them, and a rule for each column that has one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from lakebook.syntax._sheet_scan import column_letters
from lakebook.writers.workbook_shape import Choices, Table

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.datavalidation import DataValidation

_LAST_ROW = 1_048_576


def add_lists(workbook: Workbook, tables: Iterable[Table], sheet: str) -> list[list[str]]:
    """Give each column with choices its drop-down; the rows of the hidden *sheet*, made here, where there are any."""
    from openpyxl.workbook.defined_name import DefinedName

    names: dict[tuple[str, ...], str] = {}
    for table in tables:
        for at, column in enumerate(table.columns):
            if column.choices is None or not column.choices.words:
                continue
            words = column.choices.words
            name = names.setdefault(words, f"list_{len(names) + 1}")
            rule = _rule(name, column.heading, column.choices)
            rule.add(f"{column_letters(at + 1)}2:{column_letters(at + 1)}{_LAST_ROW}")
            workbook[table.name].add_data_validation(rule)
    if not names:
        return []
    workbook.create_sheet(sheet).sheet_state = "hidden"
    for at, (words, name) in enumerate(names.items(), 1):
        letter = column_letters(at)
        place = f"{sheet}!${letter}$1:${letter}${len(words)}"
        workbook.defined_names[name] = DefinedName(name, attr_text=place)
    longest = max(len(words) for words in names)
    return [[words[row] if row < len(words) else "" for words in names] for row in range(longest)]


def _rule(name: str, heading: str, choices: Choices) -> DataValidation:
    """The rule of one column; *name* without ``=`` in front of it, which Excel takes for damage."""
    from openpyxl.worksheet.datavalidation import DataValidation

    asked = (
        f"'{heading}' takes one of the list." if choices.closed else "This is not in the list. Keep it all the same?"
    )
    return DataValidation(
        type="list",
        formula1=name,
        allow_blank=True,
        showErrorMessage=not choices.several,
        errorStyle="stop" if choices.closed else "warning",
        errorTitle=heading,
        error=asked,
    )
