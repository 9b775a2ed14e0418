"""What somebody should look at: what waits, what ends, what the checks found. Dates are the book's own."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator

from lakebook.checks._page import read_page
from lakebook.checks._run import all_checks
from lakebook.diagnostics import Diagnostic, Severity
from lakebook.model.dataset import Dataset
from lakebook.pages import _addresses as addresses
from lakebook.pages._html import badge, date, esc, item, plural
from lakebook.pages._links import Links

_SOON = datetime.timedelta(days=90)


def needing_care(links: Links, found: Iterable[Diagnostic]) -> list[str]:
    """Lines of HTML, the most pressing first; empty where all is well."""
    return [*_findings(links, found), *_unanswered(links), *_leaving(links), *_old_data(links), *_waiting(links)]


def _findings(links: Links, found: Iterable[Diagnostic]) -> Iterator[str]:
    counts = Counter((one.severity, one.code, one.name) for one in found)
    checks = all_checks()
    order = [Severity.error, Severity.warning, Severity.info]
    for (severity, code, name), number in sorted(counts.items(), key=lambda entry: order.index(entry[0][0])):
        said = read_page(checks[name]).verdict if name in checks else name.replace("_", " ")
        yield item(
            "check",
            links.to(addresses.of_check(code), said.rstrip(".")),
            f"{esc(code)}, {plural(number, 'time')}",
            badge(severity, severity),
        )


def _unanswered(links: Links) -> Iterator[str]:
    orphans = links.book.catalogue.answered_by("")
    if orphans:
        link = links.to(addresses.PEOPLE, plural(len(orphans), "dataset"), "nobody")
        yield item("person", link, "nobody answers for them")


def _leaving(links: Links) -> Iterator[str]:
    book = links.book
    for person in book.catalogue.people.values():
        answered = book.catalogue.answered_by(person.id)
        if person.until and book.today <= person.until <= book.today + _SOON and answered:
            yield item(
                "person",
                links.to(addresses.of_person(person.id), person.name),
                f"until {date(person.until)}, answers for {plural(len(answered), 'dataset')}",
            )


def _old_data(links: Links) -> Iterator[str]:
    """Deprecated datasets that live products still read."""
    for dataset in links.book.catalogue.datasets.values():
        if dataset.status in ("deprecated", "retired") and (readers := _readers(links, dataset)):
            note = f"still read by {', '.join(readers)}"
            yield item(dataset.kind, links.dataset(dataset, dataset.display_title), note, _status(dataset.status))


def _readers(links: Links, dataset: Dataset) -> list[str]:
    return [
        links.product(product)
        for product, writes in links.book.products_of(dataset.id)
        if not writes and product.status in ("active", "proposed")
    ]


def _waiting(links: Links) -> Iterator[str]:
    """What was proposed and is not yet settled."""
    for decision in links.book.decisions:
        if decision.status == "proposed":
            yield item("decision", links.decision(decision), "waits for a decision", _status("proposed"))
    for product in links.book.products.values():
        if product.status == "proposed":
            yield item("product", links.product(product), "waits to be taken on", _status("proposed"))


def _status(status: str) -> str:
    return badge(status, status)
