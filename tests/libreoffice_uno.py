"""What a person does in LibreOffice Calc, over UNO: run by the Python that has ``uno``, never imported by the tests.

``python3 libreoffice_uno.py PIPE GROUP`` answers one request a line of standard input, ``[operation, arguments...]`` as JSON, with one
line ``{"answer": ...}`` or ``{"error": ...}``. The operations are the functions of ``OPERATIONS``; one workbook is open at a time.
When the input ends, so does GROUP, the processes of LibreOffice.
Cells and columns are named as the sheet shows them (``F3``, ``F``), rows are counted from 1, headings are found by their text.
"""

import contextlib
import json
import os
import re
import signal
import sys
import time

import uno
from com.sun.star.beans import NamedValue, PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.sheet import TableFilterField
from com.sun.star.sheet.FilterOperator import EQUAL
from com.sun.star.table import TableSortField
from com.sun.star.task import ErrorCodeIOException

FILTERS = {
    "xlsx": "Calc MS Excel 2007 XML",
    "xlsm": "Calc MS Excel 2007 VBA XML",
    "xls": "MS Excel 97",
    "ods": "calc8",
    "csv": "Text - txt - csv (StarCalc)",
    "html": "HTML (StarCalc)",
    "pdf": "calc_pdf_Export",
}
KINDS = {"EMPTY": "empty", "VALUE": "number", "FORMULA": "formula"}
SECONDS_TO_START = 500
document = None


def named(**values):
    """Options as UNO takes them."""
    return tuple(PropertyValue(name, 0, value, 0) for name, value in values.items())


def connect(pipe):
    """The desktop of the LibreOffice that listens on *pipe*, as soon as it does."""
    here = uno.getComponentContext()
    resolver = here.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", here)
    until = time.monotonic() + SECONDS_TO_START
    while True:
        try:
            there = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return there.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", there)
        except NoConnectException:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)  # nobody tells when it listens


def sheet_of(name):
    return document.Sheets.getByName(name)


def cell_of(sheet, place):
    return sheet_of(sheet).getCellRangeByName(place)


def letters(index):
    """Letters of a column counted from 0."""
    text = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        text = chr(65 + rest) + text
    return text


def used_area(sheet):
    cursor = sheet_of(sheet).createCursor()
    cursor.gotoEndOfUsedArea(False)
    return cursor.RangeAddress.EndColumn, cursor.RangeAddress.EndRow


def heading_place(sheet, heading):
    """Column and row, from 0, of the topmost cell that says *heading*."""
    last_column, last_row = used_area(sheet)
    for row in range(min(last_row, 30) + 1):
        for column in range(last_column + 1):
            if sheet_of(sheet).getCellByPosition(column, row).String.strip() == heading:
                return column, row
    raise LookupError(f"no heading '{heading}' in sheet {sheet}")


# Operations -----------------------------------------------------------------------------------------------------------


def open_workbook(url, password=""):
    """Open a file in a window that nobody sees (without one, the frozen heading would be lost), its macros off."""
    global document
    close()
    options = named(MacroExecutionMode=0, **({"Password": password} if password else {}))
    document = desktop.loadComponentFromURL(url, "_blank", 0, options)
    if document is None:
        raise LookupError(f"LibreOffice cannot open {url}")
    return sheets()


def new():
    """A new workbook with one sheet."""
    global document
    close()
    document = desktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, named(Hidden=True))


def save(url, suffix, password=""):
    """Save under another name; the suffix says the format."""
    options = {"FilterName": FILTERS[suffix], "Overwrite": True}
    if suffix == "csv":
        options["FilterOptions"] = "59,34,76,1"  # semicolons, quotes, UTF-8
    if password and suffix in ("xls", "ods"):
        options["Password"] = password
    elif password:  # what the dialogue "Save with password" hands on for .xlsx
        said = (NamedValue("CryptoType", "Standard"), NamedValue("OOXPassword", password))
        options["EncryptionData"] = uno.Any("[]com.sun.star.beans.NamedValue", said)
    try:
        document.storeToURL(url, named(**options))
    except ErrorCodeIOException as error:
        raise OSError(f"LibreOffice cannot save {url}: {error.Message}") from None


def close():
    """Close the workbook that is open, if any."""
    global document
    if document is not None:
        document.close(True)
        document = None


def sheets():
    """Sheet -> whether it is visible, in the order of the tabs."""
    return {name: sheet_of(name).IsVisible for name in document.Sheets.ElementNames}


def text(sheet, place):
    """What a cell shows."""
    return cell_of(sheet, place).String


def kind(sheet, place):
    """``text``, ``number``, ``formula`` or ``empty``."""
    return KINDS.get(cell_of(sheet, place).Type.value, "text")


def table(sheet):
    """The texts of all cells that are used, row by row, from A1 on."""
    last_column, last_row = used_area(sheet)
    area = sheet_of(sheet)
    return [[area.getCellByPosition(c, r).String for c in range(last_column + 1)] for r in range(last_row + 1)]


def find(sheet, heading, said):
    """The cell below *heading* that says *said*: ``B7``."""
    column, row = heading_place(sheet, heading)
    for below in range(row + 1, used_area(sheet)[1] + 1):
        if sheet_of(sheet).getCellByPosition(column, below).String == said:
            return f"{letters(column)}{below + 1}"
    raise LookupError(f"no '{said}' below '{heading}' in sheet {sheet}")


def column(sheet, heading):
    """Letters of the column with this heading."""
    return letters(heading_place(sheet, heading)[0])


def set_text(sheet, place, said):
    """Put text into a cell, whatever it looks like; a text that was numbers' stays text."""
    cell_of(sheet, place).String = said


def enter(sheet, place, said):
    """Type into a cell and press Enter: numbers become numbers, ``=`` begins a formula."""
    cell_of(sheet, place).FormulaLocal = said


def clear(sheet, place):
    """Select the cell and press Delete."""
    cell_of(sheet, place).clearContents(1 | 2 | 4 | 16)  # numbers, dates, texts, formulas; the comment stays


def sort(sheet, heading, descending=False):
    """Sort the whole rows below the heading by its column."""
    column, row = heading_place(sheet, heading)
    last_column, last_row = used_area(sheet)
    _sort(sheet_of(sheet).getCellRangeByPosition(0, row + 1, last_column, last_row), column, descending)


def sort_alone(sheet, heading, descending=False):
    """Sort the cells below the heading and leave the columns beside it as they are: the classic accident."""
    column, row = heading_place(sheet, heading)
    _sort(sheet_of(sheet).getCellRangeByPosition(column, row + 1, column, used_area(sheet)[1]), 0, descending)


def _sort(area, column, descending):
    field = TableSortField()
    field.Field, field.IsAscending = column, not descending
    fields = uno.Any("[]com.sun.star.table.TableSortField", (field,))
    area.sort(named(SortFields=fields, ContainsHeader=False))


def filter_rows(sheet, heading, said):
    """Show only the rows that say *said* below the heading, as the arrow in its cell does. Gives the number of rows hidden."""
    column, row = heading_place(sheet, heading)
    last_column, last_row = used_area(sheet)
    area = sheet_of(sheet).getCellRangeByPosition(0, row, last_column, last_row)
    wanted = area.createFilterDescriptor(True)
    wanted.ContainsHeader = True
    field = TableFilterField()
    field.Field, field.Operator, field.IsNumeric, field.StringValue = column, EQUAL, False, said
    wanted.setFilterFields((field,))
    area.filter(wanted)
    return sum(not sheet_of(sheet).Rows.getByIndex(index).IsVisible for index in range(last_row + 1))


def insert_rows(sheet, number, count=1):
    """Insert blank rows above row *number*."""
    sheet_of(sheet).Rows.insertByIndex(number - 1, count)


def delete_rows(sheet, number, count=1):
    """Delete rows from row *number* on."""
    sheet_of(sheet).Rows.removeByIndex(number - 1, count)


def insert_column(sheet, name):
    """Insert a blank column before column *name*."""
    sheet_of(sheet).Columns.insertByIndex(cell_of(sheet, f"{name}1").CellAddress.Column, 1)


def delete_column(sheet, name):
    """Delete a column."""
    sheet_of(sheet).Columns.removeByIndex(cell_of(sheet, f"{name}1").CellAddress.Column, 1)


def copy_row(sheet, number, to):
    """Copy row *number*, insert a row above row *to* and paste there."""
    insert_rows(sheet, to)
    source = number + 1 if number >= to else number
    last_column = used_area(sheet)[0]
    area = sheet_of(sheet)
    below = area.getCellByPosition(0, to - 1).CellAddress
    area.copyRange(below, area.getCellRangeByPosition(0, source - 1, last_column, source - 1).RangeAddress)


def merge(sheet, area):
    """Merge cells such as ``A2:A9``."""
    sheet_of(sheet).getCellRangeByName(area).merge(True)


def delete_sheet(sheet):
    """Delete a sheet."""
    document.Sheets.removeByName(sheet)


def rename_sheet(sheet, name):
    """Rename a sheet's tab."""
    sheet_of(sheet).Name = name


def hidden_columns(sheet):
    """Headings, in row 1, of the columns that are hidden."""
    area = sheet_of(sheet)
    shown = range(used_area(sheet)[0] + 1)
    return [area.getCellByPosition(c, 0).String for c in shown if not area.Columns.getByIndex(c).IsVisible]


def comments(sheet):
    """Cell -> the comment that stands at it."""
    area = sheet_of(sheet)
    found = {}
    for note in area.Annotations:
        found[f"{letters(note.Position.Column)}{note.Position.Row + 1}"] = note.String
    return found


def choices(sheet, place):
    """What the drop-down of a cell offers; None where it has none."""
    rule = cell_of(sheet, place).Validation
    if rule.Type.value != "LIST":
        return None
    formula = rule.getFormula1()
    if formula.startswith('"'):
        return formula.strip('"').split('";"') if '";"' in formula else re.split("[;,]", formula.strip('"'))
    if document.NamedRanges.hasByName(formula):
        formula = document.NamedRanges.getByName(formula).Content
    name, _, area = formula.lstrip("=").replace("$", "").rpartition(".")
    cells = document.Sheets.getByName(name.strip("'")).getCellRangeByName(area).getDataArray()
    return [value for row in cells for value in row if value != ""]


def end():
    """End LibreOffice."""
    close()
    desktop.terminate()


OPERATIONS = {
    operation.__name__: operation
    for operation in (
        *(
            open_workbook,
            new,
            save,
            close,
            sheets,
            text,
            kind,
            table,
            find,
            column,
            set_text,
            enter,
            clear,
            sort,
            sort_alone,
        ),
        *(
            filter_rows,
            insert_rows,
            delete_rows,
            insert_column,
            delete_column,
            copy_row,
            merge,
            delete_sheet,
            rename_sheet,
        ),
        *(hidden_columns, comments, choices, end),
    )
}


def answer(line):
    name, *arguments = json.loads(line)
    try:
        return {"answer": OPERATIONS[name](*arguments)}
    except Exception as error:  # whatever UNO raises is the answer: the test that asked fails with it
        return {"error": f"{name}: {type(error).__name__}: {error}"}


if __name__ == "__main__":
    try:
        desktop = connect(sys.argv[1])
        print(json.dumps({"answer": "listening"}), flush=True)
        for request in sys.stdin:
            print(json.dumps(answer(request)), flush=True)
    finally:  # who asked is gone, kindly or not
        with contextlib.suppress(ProcessLookupError):
            os.killpg(int(sys.argv[2]), signal.SIGKILL)
