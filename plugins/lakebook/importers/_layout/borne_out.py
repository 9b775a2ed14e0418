"""What stands below a heading tells whether it means what it may mean: ``Format`` is a type where types stand there."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from lakebook.importers._layout.cell_words import Flags, flag, is_blank, looks_like_type, values_of
from lakebook.syntax.workbook import Row

_LOOKED_AT = 200
"""Rows below the headings that are looked at."""
_LONGEST_NAME = 64
_IDENTIFIER = re.compile(r"[^\W\d][\w.$#]+")


def texts_below(rows: Sequence[Row], index: int) -> list[str]:
    """What stands below a heading; blank cells, which may be merged with the one above, are empty."""
    cells = (row.cells[index] if index < len(row.cells) else "" for row in rows[:_LOOKED_AT])
    return ["" if is_blank(text) else text for text in cells]


def borne_out(ranks: dict[str, int], texts: Sequence[str]) -> dict[str, int]:
    """Those of the fields that *texts*, standing below the heading, speak for."""
    return {field: rank for field, rank in ranks.items() if _TELLS[field](texts)}


def _are_types(texts: Sequence[str]) -> bool:
    given = [text for text in texts if text]
    return bool(given) and sum(map(looks_like_type, given)) * 2 > len(given)


def _are_owners(texts: Sequence[str]) -> bool:
    """Whether they name what the rows belong to: short, some of them for several rows, none in two places."""
    given = [text for text in texts if text]
    runs = [text for at, text in enumerate(given) if at == 0 or text != given[at - 1]]
    return (
        bool(texts and texts[0])
        and len(runs) == len(set(runs)) < len(texts)
        and not any(len(text) > _LONGEST_NAME or text.count(" ") > 3 for text in runs)
        and not any(flag(text) is not None or looks_like_type(text) or text.isdigit() for text in runs)
    )


def _are_codes(texts: Sequence[str]) -> bool:
    return any(texts) and all(values_of(text) for text in texts if text)


def _are_identifiers(texts: Sequence[str]) -> bool:
    given = [text for text in texts if text]
    return len(given) * 2 > len(texts) and all(_IDENTIFIER.fullmatch(text) for text in given)


def _are_labels(texts: Sequence[str]) -> bool:
    """Whether they are words of people: blanks stand in a fourth of them."""
    given = [text for text in texts if text]
    return bool(given) and sum(" " in text for text in given) * 4 >= len(given)


def _are_counts(texts: Sequence[str]) -> bool:
    given = [text for text in texts if text]
    return bool(given) and all(text.isdigit() and len(text) < 6 for text in given)


def _are_counts_here_and_there(texts: Sequence[str]) -> bool:
    return any(texts) and all(text.isdigit() and len(text) < 3 for text in texts if text)


def _are_answers(texts: Sequence[str]) -> bool:
    """Whether each says that a value must be given or may be absent: yes and no alone would not tell."""
    given = {text for text in texts if text}
    flags = Flags(given)
    return bool(given) and all(flags.required(text) is not None for text in given)


def _are_flags(texts: Sequence[str]) -> bool:
    given = {text for text in texts if text}
    flags = Flags(given)
    return bool(given) and all(flags.truth(text) is not None or flags.required(text) is not None for text in given)


def _are_tables_referred_to(texts: Sequence[str]) -> bool:
    """Whether they are names, here and there only, as most columns refer to nothing."""
    given = [text for text in texts if text]
    return 0 < len(given) * 2 < len(texts) and all(_IDENTIFIER.fullmatch(text) for text in given)


_TELLS: dict[str, Callable[[Sequence[str]], bool]] = {
    "name": _are_identifiers,
    "title": _are_labels,
    "type": _are_types,
    "dataset": _are_owners,
    "values": _are_codes,
    "description": _are_labels,
    "length": _are_counts,
    "precision": _are_counts_here_and_there,
    "scale": _are_counts_here_and_there,
    "required": _are_answers,
    "optional": _are_flags,
    "personal": _are_flags,
    "pk": _are_flags,
    "references": _are_tables_referred_to,
    "references_dataset": _are_tables_referred_to,
}
"""Field -> what speaks for it; a field under ``checked`` in the lists has its own."""
