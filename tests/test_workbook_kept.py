"""A workbook of the book is written into: formulas, drawings, and what hangs on the rows that move, are still there."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from libreoffice import Office
from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.table import Table
from sheets import Rows, book, commit, edit_rows, export, git, row_of, run

from lakebook.syntax.workbook import read_workbook
from lakebook.writers.edits import Edit
from lakebook.writers.splice import SpliceError
from lakebook.writers.workbook_edits import edit_workbook

FILE = "catalogue/people/hr/core.xlsx"
HEADINGS = ["Dataset", "Name", "Type", "Title", "Tags", "Description"]
NAMES = ["id", "first_name", "last_name", "zip"]


def made(change: Callable[[Any], Any] = lambda workbook: None) -> bytes:
    """A workbook with five rows on the sheet Columns, and what *change* makes of it."""
    workbook = openpyxl.Workbook()
    sheet: Any = workbook.active
    sheet.title = "Columns"
    sheet.append(HEADINGS)
    for name in NAMES:
        sheet.append(["staff", name, "text", None, None, f"The {name}."])
    change(workbook)
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


def worked_out(content: bytes, values: dict[str, str], part: str = "xl/worksheets/sheet1.xml") -> bytes:
    """The workbook with the values of its formulas, as Excel saves them: openpyxl writes none."""

    def value(match: re.Match[str]) -> str:
        return match[0] if match[1] not in values else f'<c r="{match[1]}" t="str">{match[2]}<v>{values[match[1]]}</v>'

    changed = zipfile.ZipFile(io.BytesIO(content)).read(part).decode()
    return with_parts(content, {part: re.sub(r'<c r="(\w+)">(<f.*?</f>)<v />', value, changed)})


def with_parts(content: bytes, parts: dict[str, str]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(written, "w") as new:
        for name in {**dict.fromkeys(old.namelist()), **parts}:
            new.writestr(name, parts[name] if name in parts else old.read(name))
    return written.getvalue()


def put(*keys: str, value: Any = None, **more: Any) -> Edit:
    return Edit(keys=("datasets", "staff", "columns", *keys), value=value, **more)


ROW_MORE = put("birthday", value={"type": "date"}, after="first_name")
ROW_LESS = put("first_name")
CHANGED = put("zip", "description", value="Where they live.")


def edited(content: bytes, *edits: Edit) -> Any:
    return openpyxl.load_workbook(io.BytesIO(edit_workbook(content, edits)))


def texts(content: bytes, sheet: int = 0) -> dict[str, str]:
    """What a program reads that works nothing out itself."""
    rows = read_workbook(content).sheets[sheet].rows
    return {row.reference(at): cell for row in rows for at, cell in enumerate(row.cells) if cell}


# Formulas -----------------------------------------------------------------------------------------------------------


def in_book(root: Path, content: bytes) -> Path:
    root = book(
        root, {"catalogue/people/domain.yaml": "title: People\n", "catalogue/people/hr/system.yaml": "title: HR\n"}
    )
    (root / FILE).write_bytes(content)
    commit(root)
    return root


def with_formula(workbook: Any) -> None:
    workbook["Columns"]["F3"] = '=CONCATENATE("Given ","name")'
    workbook["Columns"]["E4"] = "=MID(B4,2,0)"
    workbook.create_sheet("_sums")["A1"] = "=COUNTA(Columns!B2:B5)"
    workbook["_sums"].sheet_state = "hidden"


def with_values() -> bytes:
    content = worked_out(made(with_formula), {"F3": "Given name", "E4": ""})
    return worked_out(content, {"A1": "4"}, "xl/worksheets/sheet2.xml")


def test_a_formula_keeps_its_value_when_another_row_comes_back(tmp_path: Path):
    root = in_book(tmp_path / "book", with_values())
    path = export(root, "--schema", "hr.core")

    def change(rows: Rows) -> None:
        row_of(rows, "zip")["description"] = "Where they live."

    edit_rows(path, "Columns", change)
    said = run(root, "import", "excel", path)
    assert said.exit_code == 0, said.output
    after = (root / FILE).read_bytes()
    assert texts(after) == {**texts(with_values()), "F5": "Where they live."}
    assert texts(after, 1) == {"A1": "4"}
    assert openpyxl.load_workbook(io.BytesIO(after))["Columns"]["F3"].value == '=CONCATENATE("Given ","name")'


def test_a_formula_that_is_changed_becomes_the_text(tmp_path: Path):
    sheet = edited(with_values(), put("first_name", "description", value="Given."))["Columns"]
    assert sheet["F3"].value == "Given."


def test_what_would_not_read_back_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A link on a blank cell: openpyxl writes its address into the cell."""
    content = made()
    sheet = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml").decode()
    link = '<hyperlinks><hyperlink ref="D3" location="Columns!A1" /></hyperlinks><pageMargins'
    content = with_parts(content, {"xl/worksheets/sheet1.xml": sheet.replace("<pageMargins", link, 1)})
    root = in_book(tmp_path / "book", content)
    path = export(root, "--schema", "hr.core")
    edit_rows(path, "Columns", lambda rows: row_of(rows, "zip").update(description="Where they live."))
    said = run(root, "import", "excel", path)
    assert said.exit_code == 1, said.output
    assert f"{FILE}: 'staff.first_name.title' would not read back as it should" in said.output
    assert f"hint: make that change in Excel, or keep the schema in YAML: type 'lakebook convert {FILE}'" in said.output
    assert (root / FILE).read_bytes() == content


def test_values_of_every_kind_stay(office: Office, tmp_path: Path):
    def formulas(workbook: Any) -> None:
        sheet = workbook["Columns"]
        for row, text in enumerate(("=2^0.5", "=1=1", "=DATE(2026,10,31)", '="a<b & "&B5'), 2):
            sheet.cell(row, 5, text)
        sheet["E4"].number_format = "yyyy-mm-dd"
        workbook.create_sheet("sums")["B2"] = "=1/0"

    path = tmp_path / "core.xlsx"
    path.write_bytes(made(formulas))
    content = office.resaved(path, tmp_path / "saved.xlsx").read_bytes()
    before = texts(content)
    assert before["E2"].startswith("1.4142135") and before["E4"].startswith("2026-10-31"), before
    assert (before["E3"], before["E5"]) == ("true", "a<b & zip")
    after = edit_workbook(content, [CHANGED])
    assert texts(after) == {**before, "F5": "Where they live."}
    told = [(one.cell, one.message) for one in read_workbook(after).sheets[1].troubles]
    assert told == [("B2", "#DIV/0! stands in the cell: its value is lost")]


def test_formulas_follow_the_rows():
    def formulas(workbook: Any) -> None:
        sheet = workbook["Columns"]
        sheet["F4"] = '=B4&B$5&$A$2&"B4"'
        sheet["E2"] = "=COUNTA(B2:B5)+COUNTA(Columns!B4:B5)+LOG10(10)"
        other = workbook.create_sheet("My sums")
        other["A1"] = "='Columns'!B4"
        other["A4"] = "=A5+Columns!B5+SUM(Columns!B:B)+SUM(Columns!$4:$5)"
        other["B1"] = ArrayFormula("B1:B2", "=Columns!B4:B5")
        workbook.defined_names["all"] = DefinedName("all", attr_text="Columns!$B$2:$B$5")

    more = edited(made(formulas), ROW_MORE)
    assert more["Columns"]["F5"].value == '=B5&B$6&$A$2&"B4"'
    assert more["Columns"]["E2"].value == "=COUNTA(B2:B6)+COUNTA(Columns!B5:B6)+LOG10(10)"
    assert more["My sums"]["A1"].value == "='Columns'!B5"
    assert more["My sums"]["A4"].value == "=A5+Columns!B6+SUM(Columns!B:B)+SUM(Columns!$5:$6)"
    assert (more["My sums"]["B1"].value.ref, more["My sums"]["B1"].value.text) == ("B1:B2", "=Columns!B5:B6")
    assert more.defined_names["all"].attr_text == "Columns!$B$2:$B$6"
    less = edited(made(formulas), ROW_LESS)
    assert less["Columns"]["F3"].value == '=B3&B$4&$A$2&"B4"'
    assert less["Columns"]["E2"].value == "=COUNTA(B2:B4)+COUNTA(Columns!B3:B4)+LOG10(10)"


def test_a_formula_about_a_row_that_goes_is_in_the_way():
    content = made(lambda workbook: workbook["Columns"].__setitem__("F5", "=B3"))
    with pytest.raises(SpliceError, match=r"^the formula in Columns!F5 refers to B3, a row that would be deleted$"):
        edit_workbook(content, [ROW_LESS])


def test_an_array_that_would_be_torn_apart_is_in_the_way():
    content = made(lambda workbook: workbook["Columns"].__setitem__("H2", ArrayFormula("H2:H5", "=B2:B5")))
    with pytest.raises(SpliceError, match=r"^the formula in Columns!H2 fills H2:H5, rows that would move apart$"):
        edit_workbook(content, [ROW_MORE])


def test_a_formula_without_a_value_is_no_blank(tmp_path: Path):
    """Written by a script: nobody has worked it out yet."""
    root = in_book(tmp_path / "book", made())
    path = export(root, "--schema", "hr.core")
    workbook = openpyxl.load_workbook(path)
    sheet = workbook["Columns"]
    cell = next(cell for row in sheet for cell in row if cell.value == "The zip.")
    cell.value = '=UPPER("shop")'
    workbook.save(path)
    said = run(root, "import", "excel", path)
    assert said.exit_code == 1
    assert f"{path.name}!Columns!{cell.coordinate}: the formula in the cell has no value" in said.output.replace(
        "error ", ""
    )
    assert "hint: open the workbook in Excel and save it, or type the value" in said.output
    assert git(root, "status", "--porcelain", "catalogue") == ""


def test_a_formula_without_a_value_in_a_workbook_of_the_book(tmp_path: Path):
    root = in_book(tmp_path / "book", made(with_formula))
    said = run(root, "check").output
    assert f"{FILE}!Columns!F3: error XLS002 the formula in the cell has no value" in said


def test_a_formula_without_a_value_in_a_sheet_of_another_layout(tmp_path: Path):
    root = in_book(tmp_path / "book", made())
    path = tmp_path / "sheet.xlsx"
    path.write_bytes(made(with_formula))
    said = run(root, "import", "excel", path, "--domain", "people", "--system", "hr", "--schema", "other")
    assert "E4, F3: the formula in the cell has no value" in said.output or "F3, E4: the formula" in said.output


# Drawings -----------------------------------------------------------------------------------------------------------


def test_a_workbook_that_libreoffice_saved_is_taken(office: Office, tmp_path: Path):
    """It writes drawings with nothing in them."""
    yaml = "catalogue/people/hr/core.yaml"
    columns = "".join(f"      {name}: text | The {name}.\n" for name in NAMES)
    root = book(tmp_path / "book", {yaml: f"datasets:\n  staff:\n    title: Staff\n    columns:\n{columns}"})
    assert run(root, "convert", root / yaml).exit_code == 0
    commit(root)
    path = export(root, "--schema", "hr.core")
    saved = office.resaved(root / FILE, tmp_path / "saved.xlsx").read_bytes()
    assert "xl/drawings/drawing1.xml" in zipfile.ZipFile(io.BytesIO(saved)).namelist()
    (root / FILE).write_bytes(saved)
    commit(root)

    def change(rows: Rows) -> None:
        row_of(rows, "zip")["description"] = "Where they live."
        rows.append({**row_of(rows, "zip"), "_id": "", "name": "city", "description": "Of the company."})

    edit_rows(path, "Columns", change)
    said = run(root, "import", "excel", path)
    assert said.exit_code == 0, said.output
    assert run(root, "convert", root / FILE).exit_code == 0
    wanted = columns.replace("The zip.", "Where they live.") + "      city: text | Of the company.\n"
    assert (root / yaml).read_text().endswith(wanted)


EMPTY = '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing">{}</xdr:wsDr>'


def test_a_drawing_counts_with_something_in_it():
    empty = with_parts(made(), {"xl/drawings/drawing1.xml": EMPTY.format("")})
    assert edited(empty, CHANGED)["Columns"]["F5"].value == "Where they live."
    full = with_parts(made(), {"xl/drawings/drawing1.xml": EMPTY.format("<xdr:oneCellAnchor></xdr:oneCellAnchor>")})
    with pytest.raises(
        SpliceError, match=r"^the workbook holds a drawing \(xl/drawings/drawing1\.xml\), which would be lost$"
    ):
        edit_workbook(full, [CHANGED])


# What hangs on rows -------------------------------------------------------------------------------------------------

RED = PatternFill("solid", fgColor="FF0000")


def dressed(workbook: Any) -> None:
    sheet = workbook["Columns"]
    sheet.row_dimensions[3].height = 50
    sheet.row_dimensions[4].hidden = True
    sheet["B4"].hyperlink = "https://example.org/last"
    sheet["B4"].value = "last_name"
    sheet["A5"].hyperlink = Hyperlink(ref="A5", location="Columns!B4")
    sheet["A5"].value = "staff"
    sheet["B5"].comment = Comment("Ask Ann", "Ann")
    sheet["C3"].fill = RED
    sheet.conditional_formatting.add("A2:F5", FormulaRule(formula=["$A2<>$A1"], fill=RED))
    sheet.conditional_formatting.add("B4", FormulaRule(formula=["$C4=$C$5"], fill=RED))
    rule = DataValidation("list", formula1="$H$4:$H$5")
    rule.add("C2:C5")
    sheet.add_data_validation(rule)
    sheet.merge_cells("H7:I8")
    sheet.auto_filter.ref = "A1:F5"
    sheet.print_area = "A1:F5"


def dress(sheet: Any) -> dict[str, Any]:
    """What hangs on which row of the sheet."""
    rules = {str(found.sqref): found.rules[0].formula for found in sheet.conditional_formatting}
    drop_down = sheet.data_validations.dataValidation[0]
    return {
        "high": [row for row, one in sheet.row_dimensions.items() if one.height == 50],
        "hidden": [row for row, one in sheet.row_dimensions.items() if one.hidden],
        "links": {cell.coordinate: cell.hyperlink.ref for row in sheet for cell in row if cell.hyperlink},
        "inside": [cell.hyperlink.location for row in sheet for cell in row if cell.hyperlink and cell.hyperlink.location],
        "comments": [cell.coordinate for row in sheet for cell in row if cell.comment],
        "red": [cell.coordinate for row in sheet for cell in row if cell.fill.fill_type == "solid"],
        "rules": rules,
        "drop-down": (str(drop_down.sqref), drop_down.formula1),
        "merged": [str(one) for one in sheet.merged_cells.ranges],
        "filter": sheet.auto_filter.ref,
        "printed": sheet.print_area,
    }  # fmt: skip


def test_what_hangs_on_rows_moves_down_with_them():
    assert dress(edited(made(dressed), ROW_MORE)["Columns"]) == {
        "high": [3],
        "hidden": [5],
        "links": {"B5": "B5", "A6": "A6"},
        "inside": ["Columns!B5"],
        "comments": ["B6"],
        "red": ["C3", "C4"],
        "rules": {"A2:F6": ["$A2<>$A1"], "B5": ["$C5=$C$6"]},
        "drop-down": ("C2:C6", "$H$5:$H$6"),
        "merged": ["H8:I9"],
        "filter": "A1:F6",
        "printed": "'Columns'!$A$1:$F$6",
    }


def test_what_hangs_on_rows_moves_up_with_them():
    assert dress(edited(made(dressed), ROW_LESS)["Columns"]) == {
        "high": [],
        "hidden": [3],
        "links": {"B3": "B3", "A4": "A4"},
        "inside": ["Columns!B3"],
        "comments": ["B4"],
        "red": [],
        "rules": {"A2:F4": ["$A2<>$A1"], "B3": ["$C3=$C$4"]},
        "drop-down": ("C2:C4", "$H$3:$H$4"),
        "merged": ["H6:I7"],
        "filter": "A1:F4",
        "printed": "'Columns'!$A$1:$F$4",
    }


def test_what_ends_with_the_last_row_takes_in_new_ones():
    def table(workbook: Any) -> None:
        dressed(workbook)
        workbook["Columns"].auto_filter.ref = None
        workbook["Columns"].add_table(Table(displayName="Fields", ref="A1:F5"))

    workbook = edited(
        made(table), put("city", value={"type": "text"}, after="zip"), put("land", value={"type": "text"}, after="city")
    )
    sheet = workbook["Columns"]
    assert [sheet.cell(row, 2).value for row in range(2, 8)] == [*NAMES, "city", "land"]
    assert sheet.tables["Fields"].ref == sheet.tables["Fields"].autoFilter.ref == "A1:F7"
    assert dress(sheet)["drop-down"][0] == "C2:C7" and [*dress(sheet)["rules"]] == ["A2:F7", "B4"]


def test_the_first_row_goes():
    """A format is said of its first cell: with another one first, its formula reads otherwise."""
    found = dress(edited(made(dressed), put("id"), put("first_name"))["Columns"])
    assert found["rules"] == {"A2:F3": ["$A2<>$A1"], "B2": ["$C2=$C$3"]}


@pytest.mark.parametrize(("merged", "edit"), [("G3:G4", ROW_MORE), ("G3:G4", ROW_LESS)])
def test_cells_merged_across_rows_are_in_the_way(merged: str, edit: Edit):
    content = made(lambda workbook: workbook["Columns"].merge_cells(merged))
    with pytest.raises(
        SpliceError, match=r"^the cells G3:G4 of sheet Columns are merged, across rows that would move apart$"
    ):
        edit_workbook(content, [edit])


def test_a_merged_cell_holds_no_field():
    content = made(lambda workbook: workbook["Columns"].merge_cells("E5:F5"))
    with pytest.raises(SpliceError, match=r"^the cell Columns!F5 is merged with others$"):
        edit_workbook(content, [CHANGED])


def test_words_in_bold_inside_a_cell_stay():
    bold = (
        '<c r="F2" t="inlineStr"><is><r><t xml:space="preserve">The </t></r><r><rPr><b /></rPr><t>id.</t></r></is></c>'
    )
    content = made()
    sheet = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml").decode()
    assert '<c r="F2" t="inlineStr"><is><t>The id.</t></is></c>' in sheet
    sheet = sheet.replace('<c r="F2" t="inlineStr"><is><t>The id.</t></is></c>', bold)
    after = edit_workbook(with_parts(content, {"xl/worksheets/sheet1.xml": sheet}), [CHANGED, ROW_MORE])
    assert "<b" in zipfile.ZipFile(io.BytesIO(after)).read("xl/worksheets/sheet1.xml").decode()
    assert texts(after)["F2"] == "The id."


def test_what_excel_keeps_in_an_extension_is_refused():
    sheet = zipfile.ZipFile(io.BytesIO(made())).read("xl/worksheets/sheet1.xml").decode()
    more = '<extLst><ext xmlns:x14="x" uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"><x14:dataValidation type="list" /></ext></extLst>'
    content = with_parts(made(), {"xl/worksheets/sheet1.xml": sheet.replace("</worksheet>", f"{more}</worksheet>")})
    with pytest.raises(
        SpliceError, match=r"^the workbook holds a drop-down of the newer kind, with its list on another sheet"
    ):
        edit_workbook(content, [CHANGED])


# What openpyxl does not know ----------------------------------------------------------------------------------------

EXCEL_BOX = (
    '<v:shape id="_x0000_s1025" type="#_x0000_t202" style=\'position:absolute;\n  margin-left:59.25pt;width:210pt;'
    'height:90.75pt;z-index:1;\n  visibility:hidden\' fillcolor="infoBackground [80]"><v:fill color2="#ffffe1"/>'
    '<x:ClientData ObjectType="Note"><x:Anchor>\n 1, 15, 0, 2</x:Anchor><x:Row>4</x:Row><x:Column>1</x:Column>'
    "</x:ClientData></v:shape></xml>"
)


def boxes(content: bytes) -> dict[str, tuple[float, float]]:
    """Cell -> width and height of its comment's box, in pixels."""
    archive = zipfile.ZipFile(io.BytesIO(content))
    drawing = next(archive.read(name).decode() for name in archive.namelist() if name.endswith(".vml"))
    found = re.findall(r"width:([0-9.]+)px;height:([0-9.]+)px.*?Row>(\d+)<.*?Column>(\d+)<", drawing)
    return {
        f"{'ABCDEF'[int(column)]}{int(row) + 1}": (float(width), float(height)) for width, height, row, column in found
    }


def commented(workbook: Any) -> None:
    sheet = workbook["Columns"]
    sheet["B1"].comment = Comment("The name.", "Lakebook", width=330, height=48)
    sheet["B5"].comment = Comment("Ask Ann:\nis it theirs?", "Bob", width=400, height=200)


def test_boxes_of_comments_keep_their_sizes():
    after = edit_workbook(made(commented), [CHANGED, ROW_MORE])
    assert boxes(after) == {"B1": (330, 48), "B6": (400, 200)}
    part = "xl/drawings/commentsDrawing1.vml"
    drawing = zipfile.ZipFile(io.BytesIO(made(commented))).read(part).decode()
    content = with_parts(made(commented), {part: drawing.replace("</xml>", EXCEL_BOX)})
    assert boxes(edit_workbook(content, [CHANGED])) == {"B1": (330, 48), "B5": (280, 121)}


def test_boxes_of_comments_keep_their_sizes_after_libreoffice(office: Office, tmp_path: Path):
    (tmp_path / "a.xlsx").write_bytes(made(commented))
    saved = office.resaved(tmp_path / "a.xlsx", tmp_path / "b.xlsx").read_bytes()
    after = boxes(edit_workbook(saved, [CHANGED]))
    assert {cell: (round(width, -1), round(height, -1)) for cell, (width, height) in after.items()} == {
        "B1": (330, 50),
        "B5": (400, 200),
    }


RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LABEL = "http://schemas.microsoft.com/office/2020/02/relationships/classificationlabels"


def labelled() -> bytes:
    """A workbook with a label, and with what a document library keeps in it."""
    content = made()
    archive = zipfile.ZipFile(io.BytesIO(content))
    names = ("[Content_Types].xml", "_rels/.rels", "xl/_rels/workbook.xml.rels")
    types, package, workbook = (archive.read(name).decode() for name in names)
    label = '<Override PartName="/docMetadata/LabelInfo.xml" ContentType="application/vnd.ms-office.classificationlabels+xml"/>'
    props = '<Override PartName="/customXml/itemProps1.xml" ContentType="application/vnd.x+xml"/>'
    parts = {
        "docMetadata/LabelInfo.xml": '<clbl:labelList xmlns:clbl="x"><clbl:label id="{1}" enabled="1"/></clbl:labelList>',
        "customXml/item1.xml": "<p:properties xmlns:p='x'>kept</p:properties>",
        "customXml/itemProps1.xml": "<ds:datastoreItem xmlns:ds='x'/>",
        "customXml/_rels/item1.xml.rels": "<Relationships/>",
        names[0]: types.replace("</Types>", f"{label}{props}</Types>"),
        names[1]: package.replace(
            "</Relationships>",
            f'<Relationship Id="rId9" Type="{LABEL}" Target="docMetadata/LabelInfo.xml"/></Relationships>',
        ),
        names[2]: workbook.replace(
            "</Relationships>",
            f'<Relationship Id="rId9" Type="{RELATION}/customXml" Target="../customXml/item1.xml"/></Relationships>',
        ),
    }
    return with_parts(content, parts)


def test_labels_and_what_libraries_keep_are_carried_over(office: Office, tmp_path: Path):
    content = labelled()
    after = edit_workbook(content, [CHANGED, ROW_MORE])
    before, now = (zipfile.ZipFile(io.BytesIO(one)) for one in (content, after))
    kept = [name for name in before.namelist() if name.startswith(("docMetadata/", "customXml/"))]
    assert len(kept) == 4 and all(now.read(name) == before.read(name) for name in kept)
    assert len(now.namelist()) == len(set(now.namelist()))
    assert f'Type="{LABEL}" Target="/docMetadata/LabelInfo.xml"/>' in now.read("_rels/.rels").decode()
    related = now.read("xl/_rels/workbook.xml.rels").decode()
    assert f'Type="{RELATION}/customXml" Target="/customXml/item1.xml"/></Relationships>' in related
    types = now.read("[Content_Types].xml").decode()
    assert (
        types.count('PartName="/docMetadata/LabelInfo.xml"') == types.count('PartName="/customXml/itemProps1.xml"') == 1
    )
    assert texts(edit_workbook(after, [put("id", "description", value="It.")]))["F2"] == "It."
    (tmp_path / "a.xlsx").write_bytes(after)
    assert texts(office.resaved(tmp_path / "a.xlsx", tmp_path / "b.xlsx").read_bytes()) == texts(after)


def test_views_and_windows_stay():
    archive = zipfile.ZipFile(io.BytesIO(made()))
    sheet, workbook = (archive.read(f"xl/{name}.xml").decode() for name in ("worksheets/sheet1", "workbook"))
    second = '<sheetViews><sheetView workbookViewId="1" zoomScale="55"/>'
    window = '<workbookView xWindow="7" yWindow="8" windowWidth="300" windowHeight="200"/></bookViews>'
    parts = {
        "xl/worksheets/sheet1.xml": sheet.replace("<sheetViews>", second, 1),
        "xl/workbook.xml": workbook.replace("</bookViews>", window, 1),
    }
    after = edited(with_parts(made(), parts), CHANGED)
    assert sorted(view.zoomScale or 100 for view in after["Columns"].views.sheetView) == [55, 100]
    assert [view.xWindow for view in after.views] == [None, 7]


@pytest.mark.parametrize(
    ("part", "what"),
    [
        ("xl/vbaProject.bin", "a macro"),
        ("xl/macrosheets/sheet1.xml", "a macro"),
        ("xl/threadedComments/threadedComment1.xml", "comments with answers"),
        ("xl/pivotCache/pivotCacheDefinition1.xml", "a pivot table"),
        ("xl/richData/rdrichvalue.xml", "a picture in a cell, or a linked data type"),
        ("xl/featurePropertyBag/featurePropertyBag.xml", "a checkbox in a cell"),
        ("xl/model/item.data", "a data model"),
        ("customUI/customUI14.xml", "a ribbon of its own"),
        ("_xmlsignatures/sig1.xml", "a signature"),
        ("xl/somethingNew/new1.xml", "a part that is not known here"),
    ],
)
def test_what_openpyxl_does_not_write_again_is_refused(part: str, what: str):
    with pytest.raises(SpliceError) as caught:
        edit_workbook(with_parts(made(), {part: "<x/>"}), [CHANGED])
    assert str(caught.value) == f"the workbook holds {what} ({part}), which would be lost"


@pytest.mark.parametrize(
    ("element", "what"),
    [
        ('<protectedRanges><protectedRange sqref="A2" name="r"/></protectedRanges>', "a range that some may edit"),
        ('<x:customSheetViews><x:customSheetView guid="{1}"/></x:customSheetViews>', "a view of its own"),
    ],
)
def test_what_openpyxl_leaves_out_of_a_sheet_is_refused(element: str, what: str):
    sheet = zipfile.ZipFile(io.BytesIO(made())).read("xl/worksheets/sheet1.xml").decode()
    behind = sheet.replace("</sheetData>", f"</sheetData>{element}").replace(
        "<worksheet ", '<worksheet xmlns:x="x" ', 1
    )
    content = with_parts(made(), {"xl/worksheets/sheet1.xml": behind})
    with pytest.raises(SpliceError, match=f"^the workbook holds {what}"):
        edit_workbook(content, [CHANGED])


@pytest.mark.parametrize(
    "part", ["xl/calcChain.xml", "xl/metadata", "xl/printerSettings/printerSettings1.bin", "xl/persons/person.xml"]
)
def test_what_nobody_misses_is_no_obstacle(part: str):
    assert texts(edit_workbook(with_parts(made(), {part: "<x/>"}), [CHANGED]))["F5"] == "Where they live."


def test_macros_are_never_run_and_never_lost(tmp_path: Path):
    """In a sheet that is imported they do not matter; in a workbook of the book they keep us from writing."""
    trap = tmp_path / "ran"
    program = f'\xd0\xcf\x11\xe0 Sub Auto_Open(): Open "{trap}" For Output As #1: End Sub'
    types = zipfile.ZipFile(io.BytesIO(made())).read("[Content_Types].xml").decode()
    types = types.replace("spreadsheetml.sheet.main+xml", "ms-excel.sheet.macroEnabled.main+xml").replace(
        "</Types>", '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>'
    )
    content = with_parts(made(), {"xl/vbaProject.bin": program, "[Content_Types].xml": types})
    root = in_book(tmp_path / "book", content)
    (tmp_path / "sheet.xlsm").write_bytes(content)
    said = run(
        root, "import", "excel", tmp_path / "sheet.xlsm", "--domain", "people", "--system", "hr", "--schema", "x"
    )
    assert said.exit_code == 0 and "1 dataset, 4 columns" in said.output, said.output

    path = export(root, "--schema", "hr.core")
    edit_rows(path, "Columns", lambda rows: row_of(rows, "zip").update(description="Where they live."))
    said = run(root, "import", "excel", path)
    assert said.exit_code == 1
    assert f"{FILE}: the workbook holds a macro (xl/vbaProject.bin), which would be lost" in said.output
    assert f"hint: make that change in Excel, or keep the schema in YAML: type 'lakebook convert {FILE}'" in said.output
    assert (root / FILE).read_bytes() == content and not trap.exists()
