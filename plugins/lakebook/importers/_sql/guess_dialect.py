"""Which dialect a script is written in, by what only that dialect has."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from lakebook.importers._sql.dialects import DIALECTS, Dialect

_LOOKED_AT = 400_000
"""Characters of a script that are looked at."""
_ENOUGH = 2
"""What a script must look like a dialect at least."""
_CLEAR = 3
"""The same where the others look like another one."""
_UNLIKE_OTHERS = ("oracle", "tsql", "mysql", "sqlite")
"""Dialects of which ``_ENOUGH`` is clear where a script has nothing of the usual one."""
_MARKS: dict[str, dict[str, int]] = {
    "postgres": {
        r"^\\(?:connect|copy|c|i|ir|set|pset|echo|restrict)\b": 3,
        r"\bFROM\s+stdin\b": 3,
        r"\bCREATE\s+EXTENSION\b|\bplpgsql\b|\bsearch_path\b": 3,
        r"\b(?:BIG|SMALL)?SERIAL\b|\bjsonb\b|\bbytea\b|\btimestamptz\b|\bOWNER\s+TO\b|\bnextval\s*\(": 2,
        r"\bALTER\s+TABLE\s+ONLY\b|\bUSING\s+(?:btree|gin|gist)\s*\(|\bINHERITS\s*\(|\bPARTITION\s+OF\b": 2,
        r"\bwith(?:out)?\s+time\s+zone\b|\w::\w|\bCREATE\s+DOMAIN\b": 1,
        r"\bMATERIALIZED\s+VIEW\b|\bGENERATED\s+(?:ALWAYS|BY\s+DEFAULT)\s+AS\s+IDENTITY\b": 1,
    },
    "tsql": {
        r"^\s*GO\s*(?:--.*)?$": 3,
        r"\]\.\[|\bsp_addextendedproperty\b|\bsp_rename\b|\bFROM\s+sys\.": 3,
        r"\bdbo\.|\bN?VARCHAR\s*\(\s*MAX\s*\)|\bDATETIME2\b|\bUNIQUEIDENTIFIER\b|\bNVARCHAR\b": 2,
        r"\bIDENTITY\s*\(\s*\d|\b(?:NON)?CLUSTERED\b|\bSET\s+(?:ANSI_NULLS|QUOTED_IDENTIFIER|NOCOUNT)\b": 2,
        r"\bGETDATE\s*\(|\bISNULL\s*\(|\bSELECT\s+TOP\b|\bCROSS\s+APPLY\b|\bINTO\s+#": 2,
        r"\bWITH\s*\(NOLOCK\)": 2,
        r"\bDECLARE\s+@\w|@@(?:ROWCOUNT|ERROR|TRANCOUNT|IDENTITY)\b|\bBEGIN\s+TRY\b|\bRAISERROR\b": 3,
        r"`\w+`": -9,
    },
    "mysql": {
        r"\bAUTO_INCREMENT\b": 3,
        r"\bENGINE\s*=\s*(?:InnoDB|MyISAM|MEMORY|Aria)\b|^\s*DELIMITER\s|/\*!\d{5}": 3,
        r"\bDEFAULT\s+(?:CHARSET|CHARACTER\s+SET)\b|\bON\s+DUPLICATE\s+KEY\b|\bDEFINER\s*=": 3,
        r"\bint\s*\(\d+\)|\bunsigned\b|\b(?:tiny|medium|long)(?:int|text|blob)\b": 2,
        r"`[^`\n]+`": 1,
    },
    "oracle": {
        r"\bN?VARCHAR2\b": 3,
        r":(?:NEW|OLD)\.\w|\bDBMS_\w+\.|\bBULK\s+COLLECT\b|\bCREATE\s+(?:OR\s+REPLACE\s+)?PACKAGE\b": 3,
        r"^/\s*$|\bFROM\s+DUAL\b|^(?:PROMPT|REM|SET\s+DEFINE|WHENEVER)\b": 2,
        r"\bSYSDATE\b|\bNVL\s*\(|\bTABLESPACE\b|\bPCTFREE\b|\bNUMBER\s*\(": 1,
    },
    "snowflake": {
        r"\bTIMESTAMP_(?:NTZ|LTZ|TZ)\b|\bLATERAL\s+FLATTEN\b|\bFILE_FORMAT\b|\bTRANSIENT\s+TABLE\b": 3,
        r"\bVARIANT\b|\bUSE\s+(?:SCHEMA|WAREHOUSE|DATABASE)\b|\bNUMBER\s*\(38,\s*0\)|\bWAREHOUSE\b": 2,
        r"\bCLUSTER\s+BY\s*\(|\bDYNAMIC\s+TABLE\b|\bCHANGE_TRACKING\b": 2,
        r"\bCREATE\s+OR\s+REPLACE\s+TABLE\b|\bQUALIFY\b|\bCOPY\s+INTO\b|\bNUMBER\s*\(\s*38": 1,
        r"\)\s*COMMENT\s*=\s*'": 1,
    },
    "bigquery": {
        r"\b(?:INT64|FLOAT64|BIGNUMERIC)\b|`[\w-]+\.[\w-]+(?:\.[\w-]+)?`|\bINTERLEAVE\s+IN\s+PARENT\b": 3,
        r"\bOPTIONS\s*\(|\bSAFE_CAST\b|\bDATETIME_(?:ADD|SUB|DIFF|TRUNC)\s*\(|\bUNNEST\s*\(|\bSAFE_DIVIDE\b": 2,
        r"\bSTRUCT<|`": 1,
    },
    "databricks": {
        r"\bUSING\s+DELTA\b|\bSTRUCT<\s*\w+\s*:|\bdelta\.`": 3,
        r"\bTBLPROPERTIES\b|\bSTRING\s+COMMENT\s+'|\bZORDER\b": 2,
        r"\bSTRING\b|`": 1,
    },
    "sqlite": {
        r"^PRAGMA\b|\bWITHOUT\s+ROWID\b|\bCREATE\s+VIRTUAL\s+TABLE\b": 3,
        r"\bAUTOINCREMENT\b|\bsqlite_": 2,
    },
    "clickhouse": {
        r"\bENGINE\s*=\s*\w*(?:MergeTree|Distributed)\b|\bLowCardinality\(|\bNullable\(": 4,
    },
}
_PATTERNS = {
    name: [(re.compile(pattern, re.IGNORECASE | re.MULTILINE), weight) for pattern, weight in marks.items()]
    for name, marks in _MARKS.items()
}


_COMMENT_OR_TEXT = re.compile(r"--[^\n]*|/\*(?!!)(?s:.*?)\*/|'(?:[^'\\]|\\(?s:.)|'')*'")


def marks(text: str) -> dict[str, int]:
    """How much a script looks like each dialect; what stands in comments and texts does not count."""
    start = _COMMENT_OR_TEXT.sub(lambda match: "''" if match.group().startswith("'") else " ", text[:_LOOKED_AT])
    return {
        name: sum(weight for pattern, weight in patterns if pattern.search(start))
        for name, patterns in _PATTERNS.items()
    }


def guess_dialects(marks_of: Sequence[Mapping[str, int]]) -> list[Dialect]:
    """The dialect of each of some scripts that are read together.

    It is the one that all of them together look like most, except where a script by itself tells another one clearly.
    """
    together = Counter[str]()
    for one in marks_of:
        together.update({name: score for name, score in one.items() if score > 0})
    usual = together.most_common(1)[0][0] if together and max(together.values()) >= _ENOUGH else "generic"
    return [DIALECTS[_clear(one, usual) or usual] for one in marks_of]


def _clear(one: Mapping[str, int], usual: str) -> str:
    best, second = sorted(one.values(), reverse=True)[:2]
    name = max(one, key=lambda dialect: one[dialect])
    enough = _ENOUGH if name in _UNLIKE_OTHERS and one.get(usual, 0) <= 0 else _CLEAR
    is_clear = best >= enough and best > second and best > one.get(usual, 0) + 1
    return name if is_clear else ""
