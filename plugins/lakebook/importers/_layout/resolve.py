"""A row of headings -> the field of each: every field once, and none where two would do."""

from __future__ import annotations

from collections.abc import Sequence

from lakebook.importers._layout.borne_out import Below, are_yes_or_no, borne_out
from lakebook.importers._layout.cut_short import meaning_cut_short
from lakebook.importers._layout.group_headings import grouped
from lakebook.importers._layout.heading_meaning import close_meaning, meaning
from lakebook.importers._layout.heading_parts import meaning_of_parts, of_target
from lakebook.importers._layout.heading_questions import meaning_of_question
from lakebook.importers._layout.headings_list import NOTHING, Meaning
from lakebook.importers._layout.names_by_cells import name_by_cells, name_is_identifier, type_by_cells
from lakebook.importers._layout.owners_by_cells import (
    dataset_by_cells,
    listed_by_cells,
    no_table_behind,
    titles_beside_names,
)

COLUMN_FIELDS = (
    "dataset", "dataset_title", "dataset_description", "name", "title", "description", "type", "length", "precision",
    "scale", "required", "optional", "key", "pk", "fk", "uk", "references", "references_dataset", "references_column",
    "classification", "personal", "term", "values", "unit", "example", "tags", "formerly"
)  # fmt: skip
"""What a heading may mean on a sheet that lists columns."""
DATASET_FIELDS = (
    "dataset", "title", "description", "kind", "layer", "status", "custodian", "classification", "personal", "path",
    "url", "retention", "refresh", "terms", "tags", "formerly"
)  # fmt: skip
"""What a heading may mean on a sheet that lists datasets, and in the block above a table."""
SAME_ON_DATASETS = {
    "dataset": "dataset", "dataset_title": "title", "dataset_description": "description", "title": "title",
    "description": "description", "classification": "classification", "personal": "personal", "term": "terms",
    "tags": "tags", "formerly": "formerly"
}  # fmt: skip
"""Field of a sheet of columns -> the dataset's field that the same heading means on a sheet of datasets."""


def meanings(headings: Sequence[str], close: bool = True) -> list[Meaning]:
    """What each may mean; *close* for also those with a typing error."""
    return [_meaning(heading, close) if heading else NOTHING for heading in headings]


def _meaning(heading: str, close: bool) -> Meaning:
    listed = meaning(heading)
    if not listed and "." in heading and (cut := meaning_cut_short(heading)).weak:
        return cut
    if found := listed or meaning_of_parts(heading) or meaning_of_question(heading):
        return found
    if listed.sheets:
        return listed
    return (close_meaning(heading) if close else NOTHING) or meaning_cut_short(heading) or listed


def column_fields(
    headings: Sequence[str],
    filled: Sequence[int] = (),
    close: bool = True,
    below: Below | None = None,
    groups: Sequence[str] = (),
) -> list[str]:
    """The field of each heading of a sheet of columns; empty for one that is not mapped.

    *filled* says in how many rows something stands below each: of two that could be the name, the fuller one is.
    *below* gives what stands below each, which bears out what is doubtful; *groups* what is merged above each.
    """
    found = meanings(headings, close)
    if not any("name" in what.fields for what in found):
        found = _of_targets(headings, found, close)
    for at, group in enumerate(groups):
        found[at] = grouped(found[at], headings[at], group, lambda heading: _meaning(heading, close))
    fields = [""] * len(headings)
    sure, weak = [what.sure for what in found], [{} if what.sure else what.weak for what in found]
    checked: list[dict[str, int]] = []
    if below is not None:
        if sum("name" in ranks for ranks in (*sure, *weak)) > 1:
            named = [at for at, (one, other) in enumerate(zip(sure, weak, strict=True)) if "name" in {*one, *other}]
            poor = _name_nothing(named, below)
            sure = [_but_name(ranks) if at in poor else ranks for at, ranks in enumerate(sure)]
            weak = [_but_name(ranks) if at in poor else ranks for at, ranks in enumerate(weak)]
        doubtful = [{} if what.sure else what.checked for what in found]
        checked = [borne_out(ranks, below(at)) if ranks else {} for at, ranks in enumerate(doubtful)]
        for at, what in enumerate(found):
            if what.asked and are_yes_or_no(below(at)):
                checked[at] = {**checked[at], **what.asked}
        sure = [_but_measured(ranks, below(at)) for at, ranks in enumerate(sure)]
    _give(fields, sure, filled)
    if any("title" in says and "name" in ranks for says, ranks in zip(checked, weak, strict=False)):
        _give(fields, [{"name": says["name"]} if "name" in says else {} for says in checked], filled)
    _give(fields, weak, filled)
    _give(fields, checked)
    if below is not None:
        no_table_behind(fields, found, below)
        type_by_cells(fields, headings, below)
        name_by_cells(fields, headings, below)
        name_is_identifier(fields, found, below)
        dataset_by_cells(fields, headings, below)
        titles_beside_names(fields, headings, found, below)
    return fields


def _but_name(ranks: dict[str, int]) -> dict[str, int]:
    return {field: rank for field, rank in ranks.items() if field != "name"}


def _but_measured(ranks: dict[str, int], texts: Sequence[str]) -> dict[str, int]:
    """Without a precision of 0.01: that is how exact an instrument is, not a number of digits."""
    if "precision" not in ranks or not any(text.startswith(("0.", "0,", "±", "+/-")) for text in texts):
        return ranks
    return {field: rank for field, rank in ranks.items() if field != "precision"}


def _name_nothing(places: Sequence[int], below: Below) -> set[int]:
    """Those of several that could be the name below which numbers stand, or the same few again and again.

    So they do below SPSS's ``Columns``, and below the ``Data element`` of SAP.
    """
    texts = {at: [text for text in below(at) if text] for at in places}
    most = max(len(set(given)) for given in texts.values())
    return {
        at
        for at, given in texts.items()
        if len(set(given)) * 2 < most or sum(text.isdigit() for text in given) * 2 > len(given)
    }


def _of_targets(headings: Sequence[str], found: list[Meaning], close: bool) -> list[Meaning]:
    """What they may mean where the only names are those of a ``Target Column``: that is what is described then."""
    targets = [of_target(heading) for heading in headings]
    instead = [_meaning(target, close) if target else what for target, what in zip(targets, found, strict=True)]
    return instead if any("name" in what.fields for what in instead) else found


def dataset_fields(headings: Sequence[str], close: bool = True, below: Below | None = None) -> list[str]:
    """The field of each heading of a sheet of datasets; *below* gives what stands below each."""
    found = meanings(headings, close)
    fields = [""] * len(headings)
    _give(fields, [what.datasets for what in found])
    same = [
        {SAME_ON_DATASETS[field]: rank for field, rank in what.sure.items() if field in SAME_ON_DATASETS}
        for what in found
    ]
    _give(fields, same)
    weak = [
        {SAME_ON_DATASETS[field]: rank for field, rank in what.weak.items() if field == "description"} for what in found
    ]
    _give(fields, weak)
    _give(fields, [{"dataset": what.weak["name"]} if "name" in what.weak else {} for what in found])
    doubtful = [{**what.weak, **what.checked} for what in found]
    _give(fields, [{"dataset": ranks["dataset"]} if "dataset" in ranks else {} for ranks in doubtful])
    told = ("description", "classification", "personal")
    _give(fields, [{field: rank for field, rank in what.checked.items() if field in told} for what in found])
    if below is not None:
        listed_by_cells(fields, headings, below)
    return fields


def _give(fields: list[str], wanted: Sequence[dict[str, int]], filled: Sequence[int] = ()) -> None:
    """Give each heading the one field that it means, the best heading first; those that fit two get none."""
    taken = set(fields)
    claims: dict[str, list[tuple[int, int, int]]] = {}
    for index, ranks in enumerate(wanted):
        if len(ranks) == 1 and not fields[index]:
            (field, rank), *_ = ranks.items()
            emptiness = -filled[index] if field == "name" and index < len(filled) else 0
            claims.setdefault(field, []).append((emptiness, rank, index))
    for field, claimants in claims.items():
        if field not in taken:
            fields[min(claimants)[2]] = field
