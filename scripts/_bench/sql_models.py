"""SQL scripts of a made-up warehouse: tables, and views of CTEs and joins over one another."""

from __future__ import annotations

import random
from pathlib import Path

_TABLE = "CREATE TABLE raw.source_{number} (id bigint PRIMARY KEY, {columns}, amount numeric(10, 2), at timestamp);\n"
_VIEW = """\
CREATE VIEW mart.model_{number} AS
WITH base AS (
  SELECT * FROM {first}
), sums AS (
  SELECT s.id, s.c1, SUM(s.amount) AS total, MAX(s.at) AS last_at
  FROM {second} AS s WHERE s.c3 IS NOT NULL GROUP BY s.id, s.c1
), ranked AS (
  SELECT base.*, sums.total, sums.last_at, ROW_NUMBER() OVER (PARTITION BY base.c1 ORDER BY base.at DESC) AS nth
  FROM base LEFT JOIN sums ON base.id = sums.id
)
SELECT r.id, {columns}, COALESCE(r.c10, x.c10) AS c10, CASE WHEN r.c11 = 'a' THEN x.c11 ELSE r.c11 END AS c11,
  r.c12 || x.c12 AS c12, r.c13, r.amount * 1.2 AS amount, r.at, r.total AS total_{number}
FROM ranked AS r JOIN {third} AS x ON r.id = x.id
WHERE r.nth = 1;
"""


def write_sql_models(folder: Path, views: int, seed: int) -> None:
    """Write a tenth as many tables as views, and each view into a file of its own."""
    folder.mkdir(parents=True)
    chosen = random.Random(seed)
    columns = ", ".join(f"c{at} varchar(20)" for at in range(14))
    made = [f"raw.source_{number}" for number in range(max(3, views // 10))]
    tables = (_TABLE.format(number=number, columns=columns) for number in range(len(made)))
    (folder / "tables.sql").write_text("".join(tables), encoding="utf-8")
    handed_on = ", ".join(f"r.c{at}" for at in range(10))
    for number in range(views):
        first, second, third = chosen.sample(made[-600:], 3)
        text = _VIEW.format(number=number, first=first, second=second, third=third, columns=handed_on)
        (folder / f"model_{number:05}.sql").write_text(text, encoding="utf-8")
        made.append(f"mart.model_{number}")
