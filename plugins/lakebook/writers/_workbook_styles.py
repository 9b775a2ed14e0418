"""How a workbook looks: fonts, colours, borders."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.styles import NamedStyle

INK, QUIET, ACCENT, MILD, LINE = "FF1F2933", "FF6B7785", "FF1F4E79", "FF5B7C99", "FFD5DCE4"
FINDING = "FFFDF3DC"
"""Colours as Excel writes them: opacity, red, green, blue."""
GREYED = "FF9AA5B1"
NAMES = (
    "heading", "required", "text", "prose", "quiet",
    "title", "lead", "section", "fact", "plain", "grey", "finding", "sample_required", "sample_optional",
)  # fmt: skip


def styles(workbook: Workbook) -> dict[str, int]:
    """Name -> index of the style in *workbook*, into which all are put."""
    found = {}
    sheet: Any = workbook.worksheets[0]
    for at, name in enumerate(NAMES, 1):
        cell = sheet.cell(1, at)  # one cell each: openpyxl keeps the style itself, not a copy
        made = _named(name)
        cell.font, cell.fill, cell.alignment, cell.border = made.font, made.fill, made.alignment, made.border
        cell.number_format = "@" if name in ("text", "prose") else "General"
        found[name] = cell.style_id
    return found


def _named(name: str) -> NamedStyle:
    from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side

    sizes = {"title": 20, "lead": 11, "section": 13}
    bold = name in ("heading", "required", "title", "section", "fact", "sample_required", "sample_optional")
    colour = {"title": ACCENT, "section": ACCENT, "lead": QUIET, "quiet": QUIET, "grey": GREYED}.get(name, INK)
    fill = {"heading": MILD, "sample_optional": MILD, "required": ACCENT, "sample_required": ACCENT,
            "quiet": FINDING, "finding": FINDING}.get(name)  # fmt: skip
    if name in ("heading", "required", "sample_required", "sample_optional"):
        colour = "FFFFFFFF"
    side = Side(style="thin", color=LINE)
    return NamedStyle(
        name,
        font=Font(name="Calibri", size=sizes.get(name, 10 if name == "quiet" else 11), bold=bold, color=colour),
        fill=PatternFill("solid", fgColor=fill) if fill else PatternFill(),
        alignment=Alignment(
            vertical="center" if name in ("heading", "required") else "top",
            wrap_text=name not in ("text", "title", "lead", "section"),
        ),
        border=Border(bottom=side, right=side) if name in ("text", "prose", "quiet") else Border(),
    )
