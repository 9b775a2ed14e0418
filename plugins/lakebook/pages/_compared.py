"""Declared against observed: what people say that a dataset is made of, beside what importers saw."""

from __future__ import annotations

from collections.abc import Iterator

from lakebook.lineage.edges import Standing, standing
from lakebook.model.dataset import Dataset
from lakebook.model.observation import Observation
from lakebook.pages._html import badge, esc, esc_name, plural, table
from lakebook.pages._lineage.comparison import Difference, differences
from lakebook.pages._links import Links
from lakebook.writers.yaml_text import entry

_ORDER: tuple[Standing, ...] = ("observed", "declared", "both")
_BADGES: dict[Standing, str] = {
    "observed": badge("only observed", "warning"),
    "declared": badge("only declared", "info"),
    "both": badge("declared and observed", "active"),
}
_MOST = 30
"""Rows of a table."""


def compared(links: Links, record: Dataset) -> str:
    """HTML of both sides; empty where nothing was observed of what the dataset is made of."""
    seen = links.book.observations.get(record.id)
    if seen is None or not seen.edges:
        return ""
    known = _sources(links, record)
    listed = sorted(known, key=lambda source: (_ORDER.index(known[source]), source))
    columns = list(differences(links.book, record, _columns_seen(links, seen)))
    who = esc(", ".join(sorted({origin for edge in seen.edges.values() for origin in edge.origin})))
    if not columns and all(found == "both" for found in known.values()):
        return f"<p>{_all_of(len(known))} declared, and observed by {who}.</p>"
    if all(found == "observed" for found in known.values()) and not any(one.from_ for one in record.columns.values()):
        copy = f'<details class="lb-rest"><summary>Declare</summary>{_to_declare(record, listed)}</details>'
        return f"<p>{_all_of(len(known))} only observed, by {who}; nobody declares any.</p>{copy}"
    rows = (_row(links, record, seen, source, known[source]) for source in listed[:_MOST])
    shown = table(("Source", "Known", "Seen in"), rows, "lb-compared") + _more(len(listed))
    return (
        shown + _to_declare(record, [one for one in listed if known[one] == "observed"]) + _column_part(links, columns)
    )


def _all_of(count: int) -> str:
    return "What it comes from is" if count == 1 else f"All {plural(count, 'source')} are"


def _sources(links: Links, record: Dataset) -> dict[str, Standing]:
    """Ids, and names that lead to no dataset, with how each is known."""
    lineage = links.book.lineage
    found = {source: edge.standing for source, edge in lineage.edges_into(record.id).items()}
    return found | {name: standing(known) for name, known in lineage.loose_names_of(record.id).items()}


def _columns_seen(links: Links, seen: Observation) -> dict[str, tuple[str, ...]]:
    resolve = links.book.catalogue.resolve
    found = ((resolve(name).dataset, edge) for name, edge in seen.edges.items())
    return {dataset.id: tuple(edge.columns) for dataset, edge in found if dataset is not None}


def _row(links: Links, record: Dataset, seen: Observation, source: str, known: Standing) -> str:
    dataset = links.book.catalogue.datasets.get(source)
    name = links.dataset(dataset, dataset.display_title) if dataset else esc(source)
    code = f"<small><code>{esc(source)}</code></small>" if dataset else "<small>not in the catalogue</small>"
    edge = links.book.lineage.edge(source, record.id)
    origins = edge.origins if edge else seen.edges[source].origin if source in seen.edges else ()
    return f"<tr><td>{name}{code}</td><td>{_BADGES[known]}{_meaning(known)}</td><td>{esc(', '.join(origins))}</td></tr>"


def _meaning(known: Standing) -> str:
    if known == "declared":
        return "<small>Perhaps outdated, or not seen yet.</small>"
    return "<small>Nobody has declared it.</small>" if known == "observed" else ""


def _more(count: int) -> str:
    return f"<p>and {count - _MOST:,} more</p>" if count > _MOST else ""


def _to_declare(record: Dataset, sources: list[str]) -> str:
    """What to copy into the file."""
    if not sources:
        return ""
    lines = entry("sources", dict.fromkeys(sources[:_MOST], "")).rstrip("\n")
    place = f"under <code>{esc(record.name)}</code>"
    if record.sheet:
        lines, place = (
            "\n".join(sources[:_MOST]),
            f"in the cell <code>sources</code> of <code>{esc(record.name)}</code>",
        )
    said = f"<p>If it is meant to be read, declare it {place} in <code>{esc(record.file)}</code>:</p>"
    return f"{said}<pre><code>{esc(lines)}</code></pre>"


def _column_part(links: Links, found: list[Difference]) -> str:
    if not found:
        return ""
    shown = table(("Column", "Made of", "Known"), _column_rows(links, found[:_MOST]), "lb-compared")
    return f"<h3>Columns on which they differ</h3>{shown}{_more(len(found))}"


def _column_rows(links: Links, found: list[Difference]) -> Iterator[str]:
    datasets = links.book.catalogue.datasets
    for one in found:
        made_of = links.column(datasets[one.source], one.other) + f"<small><code>{esc(one.source)}</code></small>"
        name = esc_name(one.column)
        yield f"<tr><td><code>{name}</code></td><td>{made_of}</td><td>{_BADGES[one.standing]}</td></tr>"
