"""One table that a source describes in two places."""

from __future__ import annotations

from collections.abc import Iterable

from lakebook.importers._harvest import Address, Found


def each_once(found: Iterable[Found]) -> list[Found]:
    """Each table once, by address: what comes first stands, and later ones fill what it leaves empty."""
    by_address: dict[Address, Found] = {}
    for one in found:
        there = by_address.setdefault(one.address, one)
        if there is not one:
            _complete(there, one)
    return [by_address[address] for address in sorted(by_address)]


def _complete(there: Found, other: Found) -> None:
    dataset, more = there.dataset, other.dataset
    dataset.title = dataset.title or more.title
    dataset.description = dataset.description or more.description
    dataset.location = dataset.location or more.location
    dataset.tags += [tag for tag in more.tags if tag not in dataset.tags]
    dataset.extra = {**more.extra, **dataset.extra}
    spelled = {name.lower(): column for name, column in dataset.columns.items()}
    for name, column in more.columns.items():
        mine = spelled.get(name.lower())
        if mine is None:
            dataset.columns[name] = column
        else:
            mine.type = mine.type or column.type
            mine.description = mine.description or column.description
            mine.key = mine.key or column.key
            mine.required = mine.required or column.required
            mine.values = mine.values or column.values
    for origin, flow in other.flows.items():
        if there.flows.setdefault(origin, flow) is not flow:
            columns = there.flows[origin].columns
            columns.update({name: taken for name, taken in flow.columns.items() if name not in columns})
    there.references = {**other.references, **there.references}
    there.described = there.described or other.described
    there.partial = there.partial and other.partial
