"""Run as a program of its own: an old or open workbook on stdin -> its sheets as JSON on stdout.

python-calamine reads .xls and .ods without a guard before it; what fills the memory or crashes it ends here.
Nothing of lakebook is imported: the process starts in a few hundredths of a second.
"""

from __future__ import annotations

import datetime
import io
import json
import sys
from typing import Any


def _limit(megabytes: int, seconds: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has none: there the parent's clock is the only limit
        return
    resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _plain(value: Any) -> Any:
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return str(value) if isinstance(value, datetime.timedelta) else value


def _read(content: bytes, most_cells: int) -> dict[str, Any]:
    import python_calamine as calamine

    sheets = []
    cells = 0
    with calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
        for listed in book.sheets_metadata:
            if listed.typ != calamine.SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_name(listed.name)
            cells += sheet.total_height * sheet.total_width
            if cells > most_cells:
                return {"cells": cells}
            rows = [[_plain(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
            try:
                merged = [(*first, *last) for first, last in sheet.merged_cell_ranges or ()]
            except Exception:  # not every format tells them
                merged = []
            visible = listed.visible == calamine.SheetVisibleEnum.Visible
            sheets.append({"name": listed.name, "visible": visible, "rows": rows, "merged": merged})
    return {"sheets": sheets}


def _main() -> None:
    _limit(int(sys.argv[1]), int(sys.argv[2]))
    try:
        said = _read(sys.stdin.buffer.read(), int(sys.argv[3]))
    except MemoryError:
        sys.exit(9)
    except BaseException as error:  # a panic in Rust is no Exception
        said = {"error": type(error).__name__, "said": " ".join(str(error).split())[:200]}
    sys.stdout.buffer.write(json.dumps(said).encode())


if __name__ == "__main__":
    _main()
