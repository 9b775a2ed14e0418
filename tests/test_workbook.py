"""Workbooks: what is refused before reading, what survives reading, and a schema kept as one."""

from __future__ import annotations

import datetime
import io
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.styles import Font

from lakebook.book import Book, read_book
from lakebook.checks._run import run_checks
from lakebook.model.reference import Reference
from lakebook.sources.in_memory import InMemory
from lakebook.syntax import SyntaxTrouble, Unreadable
from lakebook.syntax._sheet_scan import column_letters, column_number
from lakebook.syntax.workbook import Sheet, read_workbook
from lakebook.syntax.workbook_guard import guard_workbook
from lakebook.writers.example_workbook import workbook_from_text

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TABLE = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>'
PATH = "catalogue/sales/crm/orders.xlsx"


def sheet_xml(rows: str, before: str = "", dimension: str = "") -> str:
    size = f'<dimension ref="{dimension}"/>' if dimension else ""
    return f'<?xml version="1.0"?>{before}<worksheet xmlns="{MAIN}">{size}<sheetData>{rows}</sheetData></worksheet>'


def by_hand(sheet: str | bytes, more: dict[str, str | bytes] | None = None) -> bytes:
    """An .xlsx with one sheet, Columns, whose XML is *sheet*."""
    parts: dict[str, str | bytes] = {
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>'
        '<sheet name="Columns" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" '
        f'Type="{RELATIONS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": sheet,
    }
    return zipped({**parts, **(more or {})})


def zipped(parts: dict[str, str | bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return content.getvalue()


def archive_text(part: str | bytes) -> str:
    return part if isinstance(part, str) else part.decode()


def saved(workbook: openpyxl.Workbook) -> bytes:
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


def refused(content: bytes) -> SyntaxTrouble:
    """What the reader says, without reading on for minutes."""
    start = time.process_time()
    with pytest.raises(Unreadable) as caught:
        read_workbook(content)
    assert time.process_time() - start < 20
    assert caught.value.trouble.check == "workbook_unreadable"
    assert caught.value.trouble.hint
    return caught.value.trouble


def cell(place: str, value: str = "<v>1</v>") -> str:
    return f'<row r="{place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")}"><c r="{place}">{value}</c></row>'


# Refused


@pytest.mark.parametrize("place", ["XFD1048576", "A1048576", "XFD1", "ZZZZZZ4294967295"])
def test_a_stray_value_is_refused_by_its_cell(place: str) -> None:
    trouble = refused(by_hand(sheet_xml(TABLE + cell(place))))
    assert (trouble.sheet, trouble.cell) == ("Columns", place)
    assert f"a value in {place} lies" in trouble.message and "away from the rest of the sheet" in trouble.message


@pytest.mark.parametrize(
    "rows",
    [
        "<x:row r='1048576'><x:c\n s='1' r='XFD1048576'><x:v>1</x:v></x:c></x:row>",
        '<x:row r="1048576"><x:c r="XFD&#49;048576" a=">"><x:is><x:t>a</x:t></x:is></x:c></x:row>',
        '<!-- <c r="A1 --><x:row><x:c r="XFD1048576"><x:f>1+1</x:f></x:c></x:row>',
        '<x:row r="1048576"><x:c><x:v>1</x:v></x:c></x:row>',
    ],
)
def test_a_stray_value_is_found_however_its_xml_is_spelt(rows: str) -> None:
    xml = f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData>{rows}</x:sheetData></x:worksheet>'
    assert "1048576 lies" in refused(by_hand(xml)).message
    assert "1048576 lies" in refused(by_hand(f'<?xml version="1.0" encoding="UTF-16"?>{xml}'.encode("utf-16"))).message


def test_a_styled_blank_in_the_last_row_passes() -> None:
    workbook = openpyxl.Workbook()
    workbook.active["A1"] = "name"
    workbook.active["A1048576"].font = Font(bold=True)
    assert [row.cells for row in read_workbook(saved(workbook)).sheets[0].rows] == [["name"]]


def test_a_stray_value_is_found_where_the_package_says_its_workbook_lies() -> None:
    decoy = by_hand(sheet_xml(TABLE))
    with zipfile.ZipFile(io.BytesIO(decoy)) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    parts["_rels/.rels"] = archive_text(parts["_rels/.rels"]).replace("xl/workbook.xml", "Other/Book.txt")
    parts["Other/Book.txt"] = parts["xl/workbook.xml"]
    parts["Other/_rels/Book.txt.rels"] = parts["xl/_rels/workbook.xml.rels"]
    parts["Other/worksheets/sheet1.xml"] = sheet_xml(TABLE + cell("XFD1048576"))
    assert refused(zipped(parts)).cell == "XFD1048576"


def test_stepping_stones_do_not_lead_to_a_huge_sheet() -> None:
    rows = "".join(cell(f"A{row}") for row in range(1, 1_040_000, 9_000)) + cell("Z1040000")
    trouble = refused(by_hand(sheet_xml(rows)))
    assert trouble.message == "the workbook spans 27,040,000 cells; 5,000,000 are taken"
    assert trouble.cell == "Z1040000"


def test_over_five_million_cells_are_refused_early() -> None:
    block = b"".join(b"<c ><v>%d</v></c>" % (number * 7919) for number in range(50_000))
    content = by_hand(b"<worksheet><row>" + block * 101 + b"</row></worksheet>")
    assert refused(content).message == "the workbook has over 5,000,000 cells"


def test_zip_bombs_are_refused() -> None:
    strings = b'<sst xmlns="%s"><si><t>' % MAIN.encode() + b"a" * (60 << 20) + b"</t></si></sst>"
    bomb = by_hand(sheet_xml(TABLE), {"xl/sharedStrings.xml": strings})
    assert "zip bomb" in refused(bomb).message
    assert len(bomb) < 100_000


def test_a_bomb_that_lies_about_its_size_is_refused() -> None:
    true_size = 60 << 20
    bomb = by_hand(sheet_xml(TABLE), {"xl/sharedStrings.xml": b"a" * true_size})
    assert "damaged" in refused(bomb.replace(true_size.to_bytes(4, "little"), (1000).to_bytes(4, "little"))).message


DOCTYPES = {
    "foreign file": '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
    "entity bomb": '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY c "&b;&b;&b;">]>',
}


@pytest.mark.parametrize("doctype", DOCTYPES.values(), ids=DOCTYPES)
@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"])
def test_doctypes_are_refused(doctype: str, part: str) -> None:
    assert "DOCTYPE" in refused(by_hand(sheet_xml(TABLE), {part: f"{doctype}<a/>"})).message


GOOD = workbook_from_text("# Sheet: Columns\ndataset,name\norder,id\n")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
FOREIGN = {
    "empty": (b"", "the file is empty"),
    "truncated": (GOOD[: len(GOOD) // 2], "the workbook is damaged or cut short"),
    "flipped": (GOOD[:80] + bytes(40) + GOOD[120:], "the workbook is damaged"),
    "password": (OLE + "EncryptedPackage".encode("utf-16-le"), "the workbook is protected by a password"),
    "old xls": (OLE + "Workbook".encode("utf-16-le"), "the old .xls format"),
    "older xls": (b"\x09\x08\x10\x00\x00\x06", "the old .xls format"),
    "html": (b"\xef\xbb\xbf \n<html><table>", "the file is HTML, not a workbook"),
    "xml": (b'<?xml version="1.0"?><Workbook/>', "the file is XML, not a workbook"),
    "text": (b"name;type\n", "the file is not a workbook"),
    "other zip": (zipped({"word/document.xml": "<a/>"}), "not an Excel workbook"),
    "xlsb": (zipped({"xl/workbook.bin": "a"}), "a binary workbook (.xlsb)"),
    "no xml": (by_hand("<worksheet><row>"), "the workbook is damaged"),
    "no place": (by_hand(sheet_xml(cell("A1").replace('"A1"', '"1A"'))), "'1A' is not the place of a cell"),
}


@pytest.mark.parametrize(("content", "message"), FOREIGN.values(), ids=FOREIGN)
def test_what_is_no_sound_workbook_is_refused_in_plain_words(content: bytes, message: str) -> None:
    assert message in refused(content).message


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(GOOD)), st.binary(max_size=8), st.booleans())
def test_damaged_bytes_are_read_or_refused_but_never_crash(at: int, junk: bytes, cut: bool) -> None:
    try:
        read_workbook(GOOD[:at] + junk + (b"" if cut else GOOD[at + len(junk) :]))
    except Unreadable as error:
        assert error.trouble.message


# Read


def rows_of(sheet: Sheet) -> dict[str, str]:
    return {row.reference(i): text for row in sheet.rows for i, text in enumerate(row.cells) if text}


def test_values_are_given_as_a_person_would_type_them() -> None:
    workbook = openpyxl.Workbook()
    typed = {
        "A1": (12, "12"),
        "B1": (12.5, "12.5"),
        "C1": ("00123", "00123"),
        "D1": (True, "true"),
        "E1": (datetime.date(2026, 10, 31), "2026-10-31"),
        "F1": (datetime.datetime(2026, 10, 31, 8, 30), "2026-10-31T08:30:00"),
        "G1": (datetime.time(8, 30), "08:30:00"),
        "H1": ("\u00a0 a\u00a0b \u200b\ufeff", "a\u00a0b"),
        "I1": ("été 🛞", "été 🛞"),
        "J1": ("-3", "-3"),
        "K1": (10**15, "1000000000000000"),
    }
    for place, (value, _) in typed.items():
        workbook.active[place] = value
    assert rows_of(read_workbook(saved(workbook)).sheets[0]) == {place: text for place, (_, text) in typed.items()}


def test_line_ends_rich_text_and_formulas() -> None:
    strings = (
        f'<sst xmlns="{MAIN}"><si><t xml:space="preserve">l1_x000D_\nl2</t></si>'
        '<si><r><t>bold</t></r><r><t xml:space="preserve"> and not</t></r></si></sst>'
    )
    texts = '<c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>'
    formulas = '<c r="C1"><f>1+1</f><v>2</v></c><c r="D1"><f>1</f></c>'
    content = by_hand(sheet_xml(f'<row r="1">{texts}{formulas}</row>'), {"xl/sharedStrings.xml": strings})
    assert rows_of(read_workbook(content).sheets[0]) == {"A1": "l1\nl2", "B1": "bold and not", "C1": "2"}


def test_cells_keep_their_places_when_the_table_starts_at_c5() -> None:
    workbook = openpyxl.Workbook()
    workbook.active["C5"], workbook.active["D5"], workbook.active["D8"] = "dataset", "name", "id"
    sheet = read_workbook(saved(workbook)).sheets[0]
    assert rows_of(sheet) == {"C5": "dataset", "D5": "name", "D8": "id"}
    assert [row.number for row in sheet.rows] == [5, 8]


@pytest.mark.parametrize("dimension", ["A1", "A1:XFD1048576"])
def test_a_wrong_dimension_loses_nothing_and_costs_nothing(dimension: str) -> None:
    start = time.process_time()
    sheet = read_workbook(by_hand(sheet_xml(TABLE, dimension=dimension))).sheets[0]
    assert rows_of(sheet) == {"A1": "1", "B1": "2"}
    assert time.process_time() - start < 10


def test_error_cells_are_told_and_read_as_blank() -> None:
    sheet = read_workbook(workbook_from_text("# Sheet: Columns\nname,type\nid,#REF!\n#N/A,text\n")).sheets[0]
    assert [(error.cell, error.message.split()[0]) for error in sheet.troubles] == [("B2", "#REF!"), ("A3", "#N/A")]
    assert rows_of(sheet) == {"A1": "name", "B1": "type", "A2": "id", "B3": "text"}


@pytest.mark.parametrize(
    ("cell", "known"),
    [
        ('<c r="A1"><f>1+1</f><v>2</v></c>', True),
        ('<c r="A1"><f>1+1</f><v>\n</v></c>', False),
        ('<c r="A1"><f>1+1</f><v></v></c>', False),
        ('<c r="A1"><f>1+1</f></c>', False),
        ('<c r="A1"><f t="shared" si="0"/></c>', False),
        ('<c r="A1" t="n"><f>1+1</f><v/></c>', False),
        ('<c r="A1" t="str"><f>""</f><v></v></c>', True),
        ('<c r="A1" t="str"><f>""</f></c>', False),
        ('<c r="A1" t="inlineStr"><f>"a"</f><is><t>a</t></is></c>', True),
        ('<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>', True),
    ],
)
@pytest.mark.parametrize("after", ["", "<c r='B1'><v>1</v></c>", "</row><row r='2'><c r='A2'/>"])
def test_formulas_without_a_value_are_told(cell: str, known: bool, after: str) -> None:
    """An empty text is a value; nothing at all is none."""
    sheet = by_hand(
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        f'<row r="1">{cell}{after}</row></sheetData><headerFooter><oddFooter>12</oddFooter></headerFooter></worksheet>'
    )
    told = [error.cell for error in guard_workbook(sheet) if "formula" in error.message]
    assert told == ([] if known else ["A1"])


def test_hidden_merged_and_chart_sheets() -> None:
    workbook = openpyxl.Workbook()
    workbook.active["A1"] = "merged"
    workbook.active.merge_cells("A1:B3")
    workbook.create_sheet("lists").sheet_state = "veryHidden"
    workbook.create_chartsheet("chart")
    sheets = read_workbook(saved(workbook)).sheets
    assert [(sheet.name, sheet.visible) for sheet in sheets] == [("Sheet", True), ("lists", False)]
    assert rows_of(sheets[0]) == {"A1": "merged"}


@given(st.integers(1, 10**7))
def test_column_letters_and_numbers_are_inverse(number: int) -> None:
    assert column_number(column_letters(number)) == number


def test_two_thousand_rows_take_no_time() -> None:
    lines = "".join(f"order_{n // 20},col_{n},varchar(20),Text of the column number {n}\n" for n in range(2_000))
    content = workbook_from_text(f"# Sheet: Columns\ndataset,name,type,description\n{lines}")
    start = time.process_time()
    assert len(read_workbook(content).sheets[0].rows) == 2_001
    assert time.process_time() - start < 10


def test_commands_that_read_no_workbook_load_no_excel_library() -> None:
    code = (
        "import sys; import lakebook.readers.excel_workbook, lakebook.writers.example_workbook;"
        "print([m for m in ('python_calamine', 'openpyxl') if m in sys.modules])"
    )
    plugins = str(Path(read_book.__code__.co_filename).parent.parent)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env={"PYTHONPATH": plugins})
    assert done.stdout == "[]\n", done.stderr


def test_the_real_workbooks_are_read_and_their_error_cells_found(corpus: Path) -> None:
    found = {}
    for file in sorted((corpus / "excel").glob("*.xlsx")):
        workbook = read_workbook(file.read_bytes())
        assert any(sheet.rows for sheet in workbook.sheets), file.name
        found[file.stem] = [trouble for sheet in workbook.sheets for trouble in sheet.troubles]
    assert len(found) == 7
    errors = found.pop("omop_cdm6_dqchecks")
    assert len(errors) == 81 and all(error.message.startswith("#NAME? stands") for error in errors)
    assert errors[0].sheet == "FIELD LEVEL" and errors[0].cell == "S2"
    unknown = found.pop("odcs_shipments")
    assert [(error.sheet, error.cell) for error in unknown] == [("Custom Properties", "B5")]
    assert unknown[0].message.startswith("the formula in the cell has no value")
    assert not any(found.values())


# A schema kept as a workbook


def book_of(content: str | bytes) -> Book:
    return read_book(InMemory({PATH: workbook_from_text(content) if isinstance(content, str) else content}))


def findings(content: str | bytes) -> list[tuple[str, str, str]]:
    """Check, place within the file, and message."""
    prefix = f"{PATH}!"
    return [(f.check, str(f.location).removeprefix(prefix), f.message) for f in book_of(content).records.findings]


WHOLE = """\
# Sheet: Read me
This is how we fill it in
# Sheet: Datasets
Name,Kind,Layer,Path,Description,Personal,REFRESH,Status,Tags,Formerly,Sources
order,view,silver,lake/o,"Orders: all","name, contact",batch|at 02:00,deprecated,"a,b; c",ord;orders,"erp.sd.vbak: all
erp.sd.vbap"
event,,,,,,,,,,
# Sheet: Columns
dataset,name,type,Key,Required,description,from,values,example,personal
order,id,bigint,"pk, fk",yes,Number,erp.sd.vbak.vbeln: leading zeros: gone,,00123,
order,state,char(1),,no,,,0 = open; 1 = closed = done,0,
event,at,timestamp,,,,,,,health
# Sheet: lists (hidden)
pk
"""


def test_datasets_and_columns_are_read_where_they_lie() -> None:
    book = book_of(WHOLE)
    assert book.records.findings == []
    order, event = book.catalogue.datasets.values()
    assert (order.id, order.domain, order.kind, order.layer) == ("crm.orders.order", "sales", "view", "silver")
    assert (order.file, order.sheet, order.cell, order.line) == (PATH, "Datasets", "A2", 0)
    assert (order.location, order.description) == ("lake/o", "Orders: all")
    assert (order.personal, order.tags, order.formerly) == (["name", "contact"], ["a", "b", "c"], ["ord", "orders"])
    assert (str(order.refresh), order.status) == ("batch, at 02:00", "deprecated")
    assert order.sources == [Reference("erp.sd.vbak", "all"), Reference("erp.sd.vbap")]
    number, state = order.columns.values()
    assert (number.type, number.key, number.required, number.example) == ("bigint", ("pk", "fk"), True, "00123")
    assert number.from_ == (Reference("erp.sd.vbak.vbeln", "leading zeros: gone"),)
    assert (state.required, state.values) == (False, {"0": "open", "1": "closed = done"})
    assert (event.id, event.sheet, event.cell) == ("crm.orders.event", "Datasets", "A3")
    assert event.columns["at"].personal == ("health",)


def test_errors_name_sheet_and_cell_and_the_rest_is_read() -> None:
    text = """\
# Sheet: Datasets
name,status,refresh,descripton,title,title
order,actve,weekly | mondays,x,Orders,
,active,,,Nameless,
order,draft,,,Again,
customer,,,,Customers,
# Sheet: Columns
dataset,name,key,required,values,type,
order,id,pkk,perhaps,open,#REF!,note
order,id,,,,int,
order,,,,,int,
,lost,,,,int,
customer,id,pk,yes,a = b; a = c,int,
"""
    assert findings(text) == [
        ("workbook_cell_error", "Columns!F2", "#REF! stands in the cell: its value is lost"),
        ("field_unknown", "Datasets!D1", "unknown heading 'descripton'"),
        ("key_duplicated", "Datasets!F1", "heading 'title' is given twice"),
        ("value_not_allowed", "Datasets!B2", "'actve' is not one of draft, active, deprecated, retired"),
        ("value_not_allowed", "Datasets!C2", "'weekly' is not one of batch, file, event, stream, manual"),
        ("name_missing", "Datasets!A3", "a dataset without a name"),
        ("key_duplicated", "Datasets!A4", "'order' is given twice in this sheet (first in A2)"),
        ("field_unknown", "Columns!G2", "a value in a column without a heading"),
        ("value_malformed", "Columns!E2", "'open' is not 'code = meaning'"),
        ("value_not_allowed", "Columns!C2", "'pkk' is not one of pk, uk, fk"),
        ("value_malformed", "Columns!D2", "'required' takes yes or no, not 'perhaps'"),
        ("key_duplicated", "Columns!B3", "'id' is given twice in this sheet (first in B2)"),
        ("name_missing", "Columns!B4", "a column without a name"),
        ("name_missing", "Columns!A5", "column 'lost' has no dataset"),
        ("key_duplicated", "Columns!E6", "'a' is given twice in this cell"),
    ]
    book = book_of(text)
    hints = [finding.hint for finding in book.records.findings]
    assert {f"did you mean '{word}'?" for word in ("description", "active", "pk")} <= set(hints)
    about = next(finding for finding in book.records.findings if "pkk" in finding.message)
    assert (about.subject, about.field) == ("crm.orders.order", "columns.id.key")
    assert book.catalogue.datasets["crm.orders.order"].title == "Orders"
    assert book.catalogue.datasets["crm.orders.customer"].columns["id"].values == {"a": "b"}


def test_a_table_at_c5_is_read_and_its_errors_keep_their_cells() -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "columns"
    for row, cells in enumerate((("Dataset", "Name", "Key"), ("order", "id", "pkk")), 5):
        for column, text in enumerate(cells, 3):
            sheet.cell(row, column, text)
    assert findings(saved(workbook)) == [("value_not_allowed", "columns!E6", "'pkk' is not one of pk, uk, fk")]


def test_without_the_headings_that_matter_one_finding_says_so() -> None:
    found = findings("# Sheet: Columns\nName,Type\nid,int\nat,date\n")
    assert found == [("field_missing", "Columns!A1", "sheet Columns has no heading 'dataset'")]


def test_findings_about_a_column_point_at_its_own_row() -> None:
    text = (
        "# Sheet: Columns\ndataset,name,type,classification,from,key\norder,id,int,,,\norder,total,int,secret,nowhere,\n"
        "order,Id,int,,,\n# Sheet: Datasets\nname,classification\nother,\n"
    )
    wanted = {"classification_unknown": "D3", "reference_unknown": "E3", "name_clash_by_case": "B4"}
    said = {d.name: str(d.location) for d in run_checks(book_of(text)) if d.name in wanted}
    assert said == {name: f"{PATH}!Columns!{cell}" for name, cell in wanted.items()}


def test_findings_about_a_dataset_point_at_the_field_else_at_the_name() -> None:
    text = "# Sheet: Datasets\nlayer,name\n,order\ntin,customer\n# Sheet: Columns\ndataset,name\nloose,id\n"
    book = book_of(text)
    cells = {d.subject: str(d.location) for d in run_checks(book) if d.name in ("layer_unknown",)}
    assert cells == {"crm.orders.customer": f"{PATH}!Datasets!A3"}
    places = {d.subject: str(d.location) for d in run_checks(book) if d.name == "dataset_without_classification"}
    assert places["crm.orders.order"] == f"{PATH}!Datasets!B2"
    assert places["crm.orders.loose"] == f"{PATH}!Columns!A2"


def test_columns_alone_describe_datasets_but_not_beside_a_sheet_that_lists_others() -> None:
    columns = "# Sheet: Columns\ndataset,name\nabsences,id\nabsence,at\nabsence,why\n"
    assert list(book_of(columns).catalogue.datasets) == ["crm.orders.absences", "crm.orders.absence"]
    for without_rows in ("", "# Sheet: Datasets\nname\n", "# Sheet: Dataset\nname\nabsences\n"):
        assert "workbook_dataset_unknown" not in {check for check, _, _ in findings(without_rows + columns)}
    for text in (f"# Sheet: Datasets\nname\nabsences\n{columns}", f"{columns}# Sheet: Datasets\nname\nabsences\n"):
        said = ("workbook_dataset_unknown", "Columns!A3", "dataset 'absence' of 2 columns is not in sheet Datasets")
        assert findings(text) == [said]
        assert book_of(text).records.findings[0].hint == "did you mean 'absences'?"


@pytest.mark.parametrize(
    ("sheets", "hint", "severity"),
    [
        (["Columns", "Dataset"], "call it Datasets", "error"),
        (["Datasets", "COLUMN S.", "Notes (hidden)"], "call it Columns", "error"),
        (["Columns", "Colums"], "call it Datasets, Columns or Read me, or hide it", None),
        (["Columns", "Data owners"], "call it Datasets, Columns or Read me, or hide it", None),
        (["Colums"], "call it Columns", "error"),
    ],
)
def test_a_sheet_called_nearly_like_one_that_is_missing_is_an_error(
    sheets: list[str], hint: str, severity: str | None
) -> None:
    rows = {"Datasets": "name\norder\n"}
    text = "".join(f"# Sheet: {sheet}\n{rows.get(sheet, 'dataset,name')}\n" for sheet in sheets)
    assert [(f.check, f.hint, f.severity) for f in book_of(text).records.findings] == [
        ("workbook_sheet_unknown", hint, severity)
    ]


def test_sheets_that_are_not_read_are_told() -> None:
    assert findings("# Sheet: Datasets\nname\norder\n# Sheet: Notes\nhello\n") == [
        ("workbook_sheet_unknown", "Notes", "sheet 'Notes' is not read")
    ]
    found = findings("# Sheet: Columns (hidden)\nname\n# Sheet: README\nhello\n")
    assert found == [("workbook_unreadable", PATH, "the workbook has neither a sheet Datasets nor a sheet Columns")]


def test_a_hostile_workbook_is_one_finding_and_the_rest_of_the_book_is_read() -> None:
    stray = by_hand(sheet_xml(TABLE + cell("XFD1048576")))
    book = read_book(InMemory({PATH: stray, "catalogue/sales/crm/calls.yaml": "datasets:\n  call:\n    kind: topic\n"}))
    assert list(book.catalogue.datasets) == ["crm.calls.call"]
    said = [str(d).splitlines()[0] for d in run_checks(book) if d.location.path == PATH]
    assert said == [
        f"{PATH}!Columns!XFD1048576: error XLS001 a value in XFD1048576 lies 1,048,574 rows and 16,381 columns "
        "away from the rest of the sheet"
    ]


def test_the_guard_gives_back_nothing_for_a_sound_workbook() -> None:
    assert guard_workbook(GOOD) == []
