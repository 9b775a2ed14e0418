"""``lakebook new wid``: the Work Initiation Document of a product."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, get_args, get_type_hints

import click

from lakebook.book import Book
from lakebook.checks.products._writers import shared_with
from lakebook.commands import _names
from lakebook.commands._ask import ask, ask_several, on_terminal
from lakebook.commands._book import TODAY, open_book
from lakebook.commands._names import Names
from lakebook.commands._page_template import write_new
from lakebook.model.product import ID_FORM, Product, Surface
from lakebook.syntax.strict_yaml import Value
from lakebook.writers.file_names import tidy_name
from lakebook.writers.new_product import NewProduct, document_of, suggested_id

_STATUSES: list[str] = [word for word in get_args(get_type_hints(Product)["status"]) if word]
_SURFACES: list[str] = [word for word in get_args(get_type_hints(Surface)["type"]) if word]


@click.command()
@click.argument("name", metavar="[TITLE]", default="")
@click.option("--title", default="", help="Title, at most 80 letters; or give it as TITLE.")
@click.option(
    "--id", "product_id", default="", metavar="ID", help="Id and name of the file; from the title when absent."
)
@click.option("--summary", default="", help="What it is, in one sentence.")
@click.option("--status", type=click.Choice(_STATUSES), default="draft", show_default=True, help="Where it stands.")
@click.option("--domain", default="", help="The functional domain it belongs to.")
@click.option("--team", default="", help="The team that builds and runs it.")
@click.option("--business-contact", default="", metavar="PERSON", help="Who answers why it exists.")
@click.option("--technical-contact", default="", metavar="PERSON", help="Who answers how it works.")
@click.option("--reads", multiple=True, metavar="DATASET[=WHY]", help="A dataset it reads; may be repeated.")
@click.option(
    "--writes", multiple=True, metavar="DATASET|PATH/", help="A dataset or directory it writes; may be repeated."
)
@click.option(
    "--surfaces", multiple=True, metavar="TYPE=NAME", help=f"Where its data is seen ({', '.join(_SURFACES)})."
)
@TODAY
@click.pass_obj
def wid(root: Path, /, name: str, today: datetime.datetime | None, **given: Any) -> None:
    """Write the Work Initiation Document of a new product.

    On a terminal it asks for what is not given; elsewhere placeholders are left, which the checks find.
    """
    book = open_book(root, today)
    answers = _answers(
        book, {**given, "title": tidy_name(name or given["title"]), "summary": tidy_name(given["summary"])}
    )
    product_id = _product_id(book, answers)
    write_new(root, f"{book.settings.folders.products}/{product_id}.md", _document(book, product_id, answers))
    if left := [key for key in (*_QUESTIONS, "reads", "writes", "surfaces") if _is_open(book, answers, key)]:
        click.echo(f"open: {', '.join(left)}")
    click.echo("next: write below the five headings, then 'lakebook check'")


_QUESTIONS = {
    "title": "Title",
    "summary": "What it is, in one sentence",
    "domain": "Domain",
    "team": "Team",
    "business_contact": "Business contact",
    "technical_contact": "Technical contact",
}


_NAMES = {
    "domain": _names.domains,
    "team": _names.teams,
    "business_contact": _names.people,
    "technical_contact": _names.people,
    "reads": _names.datasets,
}


def _answers(book: Book, given: dict[str, Any]) -> dict[str, Any]:
    """The options, completed by asking where somebody can answer."""
    asking, answers = on_terminal(), dict(given)
    for key, question in _QUESTIONS.items():
        if asking and not answers[key]:
            answers[key] = ask(question, _names_for(book, answers, key))
        elif answers[key]:
            _tell(book, answers, key)
    _tell(book, answers, "reads")
    _tell(book, answers, "writes")
    if asking:
        answers["reads"] = answers["reads"] or ask_several("Dataset it reads", _names.datasets(book))
        answers["writes"] = answers["writes"] or _ask_writes(book, answers)
        answers["surfaces"] = answers["surfaces"] or _ask_surfaces()
    return answers


def _names_for(book: Book, answers: dict[str, Any], key: str) -> Names | None:
    """The names that the question for *key* knows; none where any text will do."""
    if key == "writes":
        return _names.datasets_to_write(book, answers["domain"])
    return _NAMES[key](book) if key in _NAMES else None


def _doubts(book: Book, answers: dict[str, Any], key: str) -> Iterator[str]:
    """A line for each name given for *key* that leads nowhere, or that another product writes."""
    names = _names_for(book, answers, key)
    if names is None:
        return
    said = [answers[key]] if isinstance(answers[key], str) else answers[key]
    if key == "reads":
        said = [_split(entry)[0] for entry in said]
    yield from filter(None, (names.doubt(name) for name in said if name))
    if key == "writes":
        yield from shared_with(book, said)


def _tell(book: Book, answers: dict[str, Any], key: str) -> None:
    for doubt in _doubts(book, answers, key):
        click.echo(f"{key}: {doubt}", err=True)


def _is_open(book: Book, answers: dict[str, Any], key: str) -> bool:
    """Whether something is left to do about *key*."""
    return not answers[key] or any(_doubts(book, answers, key))


def _ask_writes(book: Book, answers: dict[str, Any]) -> list[str]:
    def tell(name: str) -> None:
        for doubt in _doubts(book, {**answers, "writes": [name]}, "writes"):
            click.echo(f"  {doubt}")

    return ask_several("Dataset or directory/ it writes", tell=tell)


def _ask_surfaces() -> list[str]:
    said = ask_several(f"Where it is seen, as TYPE=NAME ({', '.join(_SURFACES)})")
    for wrong in [one for one in said if not _is_surface(one)]:
        click.echo(f"  left out: '{wrong}' is not TYPE=NAME")
    return [one for one in said if _is_surface(one)]


def _is_surface(said: str) -> bool:
    kind, name = _split(said)
    return kind in _SURFACES and bool(name)


def _product_id(book: Book, answers: dict[str, Any]) -> str:
    suggested = suggested_id(answers["title"])
    product_id: str = answers["product_id"]
    while True:
        chosen = product_id or (ask("Id", default=suggested) if on_terminal() else suggested)
        problem = _problem(book, chosen)
        if not problem:
            return chosen
        if product_id or not on_terminal():
            raise click.UsageError(problem)
        click.echo(f"  {problem}")


def _problem(book: Book, product_id: str) -> str:
    """Why a new product cannot have this id; empty where it can."""
    if not product_id:
        return "give a title, or --id: it names the file"
    if not ID_FORM.fullmatch(product_id):
        return f"id '{product_id}' must have 3 to 63 small letters, digits and '-', and start with a letter"
    there = book.products.get(product_id)
    return f"the product '{product_id}' is there already: {there.path}" if there else ""


def _document(book: Book, product_id: str, answers: dict[str, Any]) -> bytes:
    product = NewProduct(
        id=product_id,
        texts=answers,
        status=answers["status"],
        reads=_reads(answers["reads"]),
        writes=[{"path": name} if "/" in name else {"dataset": name} for name in answers["writes"]],
        surfaces=[_surface(said) for said in answers["surfaces"]],
        personal=_personal(book, [_split(dataset)[0] for dataset in answers["reads"]]),
    )
    try:
        return document_of(product, book.today)
    except ValueError as error:
        raise click.UsageError(str(error)) from None


def _split(said: str) -> tuple[str, str]:
    name, _, why = said.partition("=")
    return name.strip(), tidy_name(why)


def _reads(said: Iterable[str]) -> list[Value]:
    return [{"dataset": name, "why": why} if why else {"dataset": name} for name, why in map(_split, said)]


def _surface(said: str) -> dict[str, Value]:
    kind, name = _split(said)
    if not _is_surface(said):
        raise click.UsageError(f"--surfaces '{said}': write TYPE=NAME, TYPE being one of {', '.join(_SURFACES)}")
    return {"type": kind, "name": name}


def _personal(book: Book, read: Iterable[str]) -> list[str]:
    """Categories of personal data in the datasets that are read."""
    found: set[str] = set()
    for name in read:
        if (dataset := book.catalogue.resolve(name).dataset) is not None:
            found.update(dataset.personal_categories())
    return sorted(found)
