"""What stands below a heading tells whether it means what it may mean: ``Format`` is a type where types stand there."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from lakebook.importers._layout.cell_words import Flags, flag, is_blank, keys_of, looks_like_type, values_of
from lakebook.importers._layout.type_codes import are_type_codes
from lakebook.syntax.workbook import Row

_LOOKED_AT = 200
"""Rows below the headings that are looked at."""
_LONGEST_NAME = 64
_LONGEST_WORD = 40
_MOST_WORDS = 12
"""Different words of a scale of confidentiality, or of categories of personal data."""
_LONGEST_UNIT = 20
_FEW = 3
"""Numbers that may be in order by chance."""
_IDENTIFIER = re.compile(r"[^\W\d][\w.$#]+")

Below = Callable[[int], Sequence[str]]
"""The place of a heading among the others -> what stands below it."""


def texts_below(rows: Sequence[Row], index: int) -> list[str]:
    """What stands below a heading; blank cells, which may be merged with the one above, are empty."""
    cells = (row.cells[index] if index < len(row.cells) else "" for row in rows[:_LOOKED_AT])
    return ["" if is_blank(text) else text for text in cells]


def borne_out(ranks: dict[str, int], texts: Sequence[str]) -> dict[str, int]:
    """Those of the fields that *texts*, standing below the heading, speak for."""
    return {field: rank for field, rank in ranks.items() if _TELLS[field](texts)}


def _are_types(texts: Sequence[str]) -> bool:
    given = [text for text in texts if text]
    return bool(given) and (sum(map(looks_like_type, given)) * 2 > len(given) or are_type_codes(given))


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
    is_telling = len(set(given)) * 3 > len(given)  # the same few again and again are codes
    return is_telling and len(given) * 2 > len(texts) and all(_IDENTIFIER.fullmatch(text) for text in given)


def _are_labels(texts: Sequence[str]) -> bool:
    """Whether they are words of people: blanks stand in a fourth of them."""
    given = [text for text in texts if text]
    return bool(given) and sum(" " in text for text in given) * 4 >= len(given)


def _are_counts(texts: Sequence[str]) -> bool:
    given = [text for text in texts if text]
    return bool(given) and all(text.isdigit() and len(text) < 6 for text in given) and not _are_places(given)


def _are_places(given: Sequence[str]) -> bool:
    """Whether each number is greater than the one above, as where fields begin in a line: lengths go up and down."""
    numbers = [int(text) for text in given]
    return len(numbers) > _FEW and numbers == sorted(set(numbers))


def _are_counts_here_and_there(texts: Sequence[str]) -> bool:
    return any(texts) and all(text.isdigit() and len(text) < 3 for text in texts if text)


def _are_answers(texts: Sequence[str]) -> bool:
    """Whether each says that a value must be given or may be absent: yes and no alone would not tell."""
    given = {text for text in texts if text}
    flags = Flags(given)
    return bool(given) and all(flags.required(text) is not None for text in given)


def are_yes_or_no(texts: Sequence[str]) -> bool:
    """Whether each says yes or no, or whether a value must be given."""
    given = {text for text in texts if text}
    flags = Flags(given)
    return bool(given) and all(flags.truth(text) is not None or flags.required(text) is not None for text in given)


def _are_pointed_to(texts: Sequence[str]) -> bool:
    """Whether they are names, here and there only, as most columns refer to nothing."""
    given = [text for text in texts if text]
    return (
        0 < len(given) * 2 < len(texts)
        and all(_IDENTIFIER.fullmatch(text) for text in given)
        and not all(flag(text) is not None or keys_of(text) is not None for text in given)
    )


def _are_keys(texts: Sequence[str]) -> bool:
    """Whether each is a kind of key, or no key, and some are."""
    found = [keys_of(text) for text in texts if text]
    return any(found) and None not in found


def _are_key_flags(texts: Sequence[str]) -> bool:
    return are_yes_or_no(texts) or (_are_keys(texts) and not any(text.isdigit() for text in texts))


def _are_few_words(texts: Sequence[str]) -> bool:
    """Whether they are short and the same again and again, as those of a scale or of categories are."""
    given = [text for text in texts if text]
    return (
        bool(given)
        and max(map(len, given)) <= _LONGEST_WORD
        and len(set(given)) <= _MOST_WORDS
        and not all(text.isdigit() or flag(text) is not None for text in given)
        and not _are_types(given)
    )


def _are_categories(texts: Sequence[str]) -> bool:
    return are_yes_or_no(texts) or _are_few_words(texts)


def _are_units(texts: Sequence[str]) -> bool:
    given = [text for text in texts if text]
    return bool(given) and max(map(len, given)) <= _LONGEST_UNIT and not any(text.isdigit() for text in given)


def _are_examples(texts: Sequence[str]) -> bool:
    """Whether something stands there that answers no yes or no, and is no list of types."""
    given = [text for text in texts if text]
    return len(set(given)) > 1 and not are_yes_or_no(given) and not _are_types(given)


def _are_said_of_owners(texts: Sequence[str]) -> bool:
    """Whether the same words of people stand beside all columns of a table."""
    given = [text for text in texts if text]
    runs = [text for at, text in enumerate(given) if at == 0 or text != given[at - 1]]
    return _are_labels(runs) and len(runs) == len(set(runs)) < len(texts)


def _are_terms(texts: Sequence[str]) -> bool:
    given = [text for text in texts if text]
    return bool(given) and max(map(len, given)) <= _LONGEST_NAME and not are_yes_or_no(given)


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
    "optional": are_yes_or_no,
    "personal": _are_categories,
    "key": _are_keys,
    "pk": _are_keys,
    "fk": _are_key_flags,
    "uk": _are_key_flags,
    "references": _are_pointed_to,
    "references_dataset": _are_pointed_to,
    "references_column": _are_pointed_to,
    "classification": _are_few_words,
    "unit": _are_units,
    "example": _are_examples,
    "term": _are_terms,
    "dataset_title": _are_said_of_owners,
    "dataset_description": _are_said_of_owners,
}
"""Field -> what speaks for it; a field under ``checked`` in the lists has its own."""
