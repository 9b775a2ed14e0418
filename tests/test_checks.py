"""Every check's page is its test; then what is true of all checks, and of the command that runs them."""

from __future__ import annotations

import datetime
import importlib
import os
import subprocess
import sys
from pathlib import Path, PurePosixPath

import pytest
from click.testing import CliRunner
from conftest import ROOT

from lakebook import discovery
from lakebook.book import Book, read_book
from lakebook.checks import FAMILIES
from lakebook.checks._nearest import Nearest
from lakebook.checks._page import read_page, run_example
from lakebook.checks._run import ROOM, all_checks, find_check, run_checks
from lakebook.cli import lakebook
from lakebook.diagnostics import Diagnostic
from lakebook.sources.in_memory import InMemory
from lakebook.sources.working_tree import WorkingTree
from lakebook.writers.example_workbook import workbook_from_text

CHECKS = all_checks()
FOLDERS = {
    "FIL": "files",
    "CAT": "catalogue",
    "OWN": "ownership",
    "LIN": "lineage",
    "WID": "products",
    "ADR": "decisions",
    "SEC": "security",
    "XLS": "workbooks",
    "SITE": "site",
    "DRF": "drift",
}
TODAY = datetime.date(2026, 11, 1)


def book_of(**files: str | bytes) -> Book:
    """A book of a schema, people, settings or WID named in short."""
    paths = {
        "settings": "lakebook.yaml",
        "people": "catalogue/people.yaml",
        "domain": "catalogue/sales/domain.yaml",
        "system": "catalogue/sales/crm/system.yaml",
        "orders": "catalogue/sales/crm/orders.yaml",
        "wid": "wids/demand-forecast.md",
        "other_wid": "wids/stock-alert.md",
    }
    return read_book(InMemory({paths[name]: text for name, text in files.items()}), today=TODAY)


def found(book: Book, name: str) -> list[Diagnostic]:
    return run_checks(book, [CHECKS[name]])


def messages(book: Book, name: str) -> list[str]:
    return [diagnostic.message for diagnostic in found(book, name)]


# The pages


@pytest.mark.parametrize("name", CHECKS)
def test_examples_say_what_the_check_does(name: str) -> None:
    check = CHECKS[name]
    examples = read_page(check).examples
    assert {example.fails for example in examples} == {True, False}
    for example in examples:
        assert run_example(check, example) == example.output
        assert bool(example.output) == example.fails


@pytest.mark.parametrize("name", CHECKS)
def test_page_has_a_verdict_of_one_line_and_a_reason(name: str) -> None:
    page = read_page(CHECKS[name])
    assert page.verdict.endswith(".") and len(page.verdict) < 100
    assert len(page.reason.split()) >= 8


def test_codes_are_distinct_and_of_a_family() -> None:
    codes = [check.code for check in CHECKS.values()]
    assert len(set(codes)) == len(codes)
    assert {code.rstrip("0123456789") for code in codes} <= set(FAMILIES)


@pytest.mark.parametrize("name", CHECKS)
def test_file_function_and_folder_agree(name: str) -> None:
    module = importlib.import_module(discovery.names(ROOM)[name])
    file = PurePosixPath(Path(str(module.__file__)).as_posix())
    assert CHECKS[name].__name__ == name == file.stem
    assert file.parent.name == FOLDERS[CHECKS[name].code.rstrip("0123456789")]


def test_a_check_is_found_by_name_or_code_in_any_spelling() -> None:
    wanted = [find_check(word) for word in ("own001", "OWN001", "dataset-without-custodian")]
    assert wanted == [CHECKS["dataset_without_custodian"]] * 3
    assert find_check("OWN999") is None


# What readers leave

BROKEN: dict[str, str | bytes] = {
    "lakebook.yaml": "titel: Rondelle\nlayers: {a: b}\n",
    "catalogue/people.yaml": "people:\n  ann: {email: a@example.org}\n  bo: {name: Bo, until: soon}\n  bo: {name: Bo}\n",
    "catalogue/sales/domain.yaml": "domain: finance\n",
    "catalogue/sales/crm/orders.yaml": (
        'datasets:\n  order: {status: activ, layr: gold}\n  " item": {}\n  "": {}\n  line: {columns: {"": int}}\n'
    ),
    "catalogue/sales/crm/latin.yaml": "datasets:\n  caf\xe9: {}\n".encode("latin-1"),
    "catalogue/sales/crm/tabs.yaml": "datasets:\n\torder: {}\n",
    "catalogue/sales/crm/book.xlsx": b"not a workbook",
    "catalogue/sales/crm/cells.xlsx": workbook_from_text(
        "# Sheet: Datasets\nname,description,colour\norder,#REF!,red\n,nameless,\n\n# Sheet: Colums\nname\nid\n"
    ),
    "catalogue/orders.yaml": "datasets: {}\n",
    "catalogue/sales/crm/system.yaml": "description: Number # of items\n",
    "wids/open.md": "---\nid: open\n",
    "wids/none.md": "# No front matter\n",
    "wids/octal.md": "---\nid: octal\nstatus: live\n---\n",
    "adrs/0001-broken.md": "---\nid: 0010\nid: 0010\n---\n# 2. Title\n\n# Another\n\nStatus: [proposed | accepted]\n",
    "adrs/0002-fence.md": "---\ndeciders: @ada\n---\n# 2. Fence\n",
}


def test_whatever_readers_leave_has_its_check() -> None:
    left = set(read_book(InMemory(BROKEN), today=TODAY).checks_with_findings())
    assert left <= set(CHECKS)
    assert left >= {name for name, check in CHECKS.items() if check.code.startswith("FIL")} - {
        "ignore_without_reason",
        "check_unknown",
        "baseline_unreadable",
        "baseline_outdated",
        "ignore_unused",
        "override_of_nothing",
    }


def test_nothing_that_readers_leave_is_lost() -> None:
    book = read_book(InMemory(BROKEN), today=TODAY)
    reported = {(diagnostic.name, diagnostic.location) for diagnostic in run_checks(book)}
    assert {(finding.check, finding.location) for finding in book.records.findings} <= reported


def test_the_other_files_of_a_broken_book_are_read() -> None:
    sound = {"catalogue/sales/crm/sound.yaml": "datasets:\n  order:\n    description: Orders.\n"}
    book = read_book(InMemory({**BROKEN, **sound}), today=TODAY)
    assert "crm.sound.order" in book.catalogue.datasets
    assert book.catalogue.datasets["crm.sound.order"].description == "Orders."


def test_all_errors_of_one_file_come_at_once() -> None:
    orders = (
        "datasets:\n"
        "  order:\n"
        "    layr: gold\n"
        "    status: activ\n"
        "    kind: tabel\n"
        "    layer: glod\n"
        "    layer: gold\n"
        "    classification: secret\n"
        "    columns:\n"
        "      id: {type: int, requird: yes, from: nowhere.id}\n"
    )
    lines = {(diagnostic.location.line, diagnostic.name) for diagnostic in run_checks(book_of(orders=orders))}
    assert lines >= {
        (3, "field_unknown"),
        (4, "value_not_allowed"),
        (5, "kind_unknown"),
        (6, "layer_unknown"),
        (7, "key_duplicated"),
        (8, "classification_unknown"),
        (10, "field_unknown"),
        (10, "reference_unknown"),
    }


@pytest.mark.parametrize(
    ("key", "hints"),
    [
        ("primary", ["did you mean 'pk'?"]),
        ("Primary Key", ["did you mean 'pk'?"]),
        ("unique_key, foreign", ["did you mean 'fk'?", "did you mean 'uk'?"]),
        ("[foreign key]", ["did you mean 'fk'?"]),
        ("PK", ["did you mean 'pk'?"]),
        ("surrogate", ["write one of these, or leave it out"]),
        ("pk, fk", []),
    ],
)
def test_keys_by_another_name_are_told_how_to_be_written(key: str, hints: list[str]) -> None:
    said = key if key.startswith("[") else f'"{key}"'
    book = book_of(orders=f"datasets:\n  order:\n    columns:\n      id: {{type: int, key: {said}}}\n")
    assert [d.hint for d in found(book, "value_not_allowed")] == hints


# Severity, silence, fingerprints

NOBODY = "datasets:\n  order:\n    description: Orders.\n"
NONE_NEEDED = "ignore: {OWN006: Each system has its own custodian.}\n"


@pytest.mark.parametrize(
    ("severities", "expected"),
    [
        ("{}", ["error"]),
        ("{OWN001: warning}", ["warning"]),
        ("{dataset_without_custodian: info}", ["info"]),
        ("{dataset_without_custodian: off}", []),
        ("{OWN001: off}", []),
    ],
)
def test_settings_decide_on_severity(severities: str, expected: list[str]) -> None:
    book = book_of(settings=f"severities: {severities}\n", domain=NONE_NEEDED, orders=NOBODY)
    assert [diagnostic.severity.value for diagnostic in found(book, "dataset_without_custodian")] == expected


@pytest.mark.parametrize(
    ("ignore", "silent"),
    [
        ("{OWN001: Moves to finance in May.}", True),
        ("{dataset_without_custodian: Moves to finance in May.}", True),
        ('{OWN001: ""}', False),
        ("{OWN002: Moves to finance in May.}", False),
    ],
)
def test_a_record_silences_a_check_with_a_reason(ignore: str, silent: bool) -> None:
    book = book_of(domain=NONE_NEEDED, orders=f"{NOBODY}    ignore: {ignore}\n")
    assert (found(book, "dataset_without_custodian") == []) is silent


def test_a_column_silences_for_itself_alone() -> None:
    orders = (
        "datasets:\n  order:\n    columns:\n"
        "      a.b: {type: int, classification: secret, ignore: {CAT005: Renamed next year.}}\n"
        "      c: {type: int, classification: secret}\n"
    )
    assert [d.field for d in found(book_of(orders=orders), "classification_unknown")] == ["columns.c.classification"]


@pytest.mark.parametrize(("silent", "heard"), [("domain", "sales/sales/system.yaml"), ("system", "sales/domain.yaml")])
def test_a_domain_and_a_system_of_one_name_silence_for_themselves(silent: str, heard: str) -> None:
    paths = {"domain": "catalogue/sales/domain.yaml", "system": "catalogue/sales/sales/system.yaml"}
    files = dict.fromkeys(paths.values(), "classification: secret\n")
    files[paths[silent]] += "ignore: {CAT005: Renamed next year.}\n"
    book = read_book(InMemory(files), today=TODAY)
    assert [diagnostic.location.path for diagnostic in found(book, "classification_unknown")] == [f"catalogue/{heard}"]


def test_fingerprints_differ_and_survive_moves() -> None:
    orders = "datasets:\n  order:\n    sources: [nowhere, nowhere, elsewhere]\n"
    before = [diagnostic.fingerprint for diagnostic in found(book_of(orders=orders), "reference_unknown")]
    after = [
        diagnostic.fingerprint for diagnostic in found(book_of(orders="# moved\n\n" + orders), "reference_unknown")
    ]
    assert len(set(before)) == 3 and before == after


def test_a_finding_may_weigh_more_than_its_check_and_the_settings_outweigh_it() -> None:
    workbook = workbook_from_text("# Sheet: Colums\ndataset,name\norder,id\n# Sheet: Datasets\nname\norder\n")
    for said, severity in (("{}", "error"), ("{XLS003: info}", "info"), ("{XLS003: off}", "")):
        files = {"lakebook.yaml": f"severities: {said}\n", "catalogue/sales/crm/orders.xlsx": workbook}
        weights = [d.severity.value for d in found(read_book(InMemory(files)), "workbook_sheet_unknown")]
        assert weights == ([severity] if severity else [])


# Lineage


def test_unknown_references_are_located_in_every_spelling() -> None:
    orders = (
        "datasets:\n"
        "  a:\n"
        "    sources: [b, nope]\n"
        "  b:\n"
        "    sources:\n"
        "      nope: because\n"
        "    columns:\n"
        "      id: {type: int, from: nope}\n"
        "      key: {type: int, references: b.nope}\n"
    )
    places = [str(diagnostic.location) for diagnostic in found(book_of(orders=orders), "reference_unknown")]
    assert places == [f"catalogue/sales/crm/orders.yaml:{place}" for place in ("3:18", "6:7", "8:23", "9:24")]


def test_columns_that_could_not_be_read_are_missed_once() -> None:
    misspelt = workbook_from_text("# Sheet: Datasets\nname\norder\n# Sheet: Colums\ndataset,name\norder,id\n")
    files: dict[str, str | bytes] = {
        "catalogue/sales/crm/orders.xlsx": misspelt,
        "catalogue/sales/crm/daily.yaml": "datasets:\n  daily:\n    sources: [crm.orders.order]\n    columns:\n"
        "      id: {from: crm.orders.order.id}\n      at: {references: crm.orders.order.at}\n",
    }
    errors = [d for d in run_checks(read_book(InMemory(files), today=TODAY)) if d.code in ("XLS003", "LIN001")]
    assert [(d.code, d.severity.value) for d in errors] == [("XLS003", "error")]
    files["catalogue/sales/crm/other.yaml"] = "datasets:\n  other:\n    sources: [crm.orders.order.id]\n"
    assert len(found(read_book(InMemory(files)), "reference_unknown")) == 1, "a source is a dataset"


def test_systems_outside_need_no_dataset() -> None:
    orders = "datasets:\n  a:\n    sources: [crm.anything.at.all]\n"
    assert found(book_of(orders=orders, system="external: true\n"), "reference_unknown") == []
    assert len(found(book_of(orders=orders), "reference_unknown")) == 1


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("crm.orders.ordr", "crm.orders.order"),
        ("crm.sales.order", "crm.orders.order"),
        ("cmr.orders.order", "crm.orders.order"),
        ("visits", "crm.orders.visit"),
        ("erp.orders.order", "erp.sd.order"),
        ("erp.sd.odrer", "erp.sd.order"),
        ("crm.orders.order.idd", "crm.orders.order.id"),
        ("crm.ordrs.order.id", "crm.orders.order.id"),
        ("crm.orders.stock", ""),
        ("lims.lab.order", ""),
    ],
)
def test_only_what_is_close_is_suggested_and_the_same_system_first(name: str, meant: str) -> None:
    columns = "    columns:\n      id: int\n      at: date\n"
    files: dict[str, str | bytes] = {
        "catalogue/sales/crm/orders.yaml": f"datasets:\n  order:\n{columns}  visit:\n{columns}",
        "catalogue/finance/erp/sd.yaml": f"datasets:\n  order:\n{columns}  delivery:\n{columns}",
    }
    assert Nearest(read_book(InMemory(files))).meant(name) == meant


def test_hints_stop_where_they_would_cost_too_much() -> None:
    lines = "".join(f"  d{number}:\n    sources: [dd{number}]\n" for number in range(80))
    hints = [diagnostic.hint for diagnostic in found(book_of(orders="datasets:\n" + lines), "reference_unknown")]
    assert len(hints) == 80
    assert sum(hint.startswith("did you mean") for hint in hints) == 50


@pytest.mark.parametrize(
    ("sources", "expected"),
    [
        ({"a": "a"}, ["dataset 'crm.orders.a' comes from itself"]),
        ({"a": "b", "b": "c", "c": "a"}, ["datasets come from one another"]),
        ({"a": "b", "b": "a", "c": "d", "d": "c"}, ["datasets come from one another"] * 2),
        ({"a": "b", "c": "b", "d": "a"}, []),
    ],
)
def test_circles_of_datasets(sources: dict[str, str], expected: list[str]) -> None:
    datasets = "".join(f"  {name}:\n    sources: [{source}]\n" for name, source in sources.items())
    missing = "".join(f"  {name}: {{}}\n" for name in set(sources.values()) - set(sources))
    found_messages = messages(book_of(orders=f"datasets:\n{datasets}{missing}"), "lineage_cycle")
    assert [message.split(":")[0] for message in found_messages] == expected


def test_circle_through_a_product_is_shown_in_its_document() -> None:
    orders = "datasets:\n  a:\n    sources: [b]\n  b: {}\n"
    wid = "---\nid: demand-forecast\nstatus: active\nreads: [crm.orders.a]\nwrites: [crm.orders.b]\n---\n"
    (diagnostic,) = found(book_of(orders=orders, wid=wid), "lineage_cycle")
    assert str(diagnostic.location) == "wids/demand-forecast.md:5:1"


def test_circles_of_columns() -> None:
    orders = "datasets:\n  a:\n    columns:\n      x: {from: a.y}\n      y: {from: a.z}\n      z: {from: a.x}\n"
    (message,) = messages(book_of(orders=orders), "lineage_cycle")
    assert message.startswith("columns of 'crm.orders.a' come from one another: ")


# Ownership


def test_a_deputy_who_left_does_not_stand_in() -> None:
    people = (
        "people:\n  a: {name: A, until: 2026-03-01, deputy: b}\n  b: {name: B, until: 2026-03-02}\n  c: {name: C}\n"
    )
    (diagnostic,) = found(book_of(people=people, domain="custodian: a\n"), "custodian_left")
    assert diagnostic.message == "custodian 'a' of domain 'sales' left on 2026-03-01"
    assert diagnostic.hint == "set custodian: to one of c"


def test_the_last_day_still_counts() -> None:
    people = "people:\n  a: {name: A, until: 2026-11-01, from: 2026-11-01}\n"
    book = book_of(people=people, domain="custodian: a\n")
    assert found(book, "custodian_left") == found(book, "custodian_not_started") == []


def test_every_person_named_must_be_known() -> None:
    people = "people:\n  a: {name: A, deputy: x, manager: y}\n"
    domain = "custodian: a\ndeputy: z\nterms:\n  order: {definition: A wish., owner: w}\n"
    book = book_of(people=people, domain=domain, system="custodian: v\n", orders=f"{NOBODY}    custodian: u\n")
    named = [message.split("'")[1] for message in messages(book, "custodian_unknown")]
    assert sorted(named) == ["u", "v", "w", "x", "y", "z"]


def test_a_line_missing_in_a_domain_is_one_finding() -> None:
    people = "people:\n  a: {name: A}\n"
    orders = "datasets:\n  order: {}\n  line: {}\n  customer: {custodian: a}\n"
    for domain, codes in (("title: Sales\n", ["OWN006"]), (NONE_NEEDED, ["OWN001"] * 2), ("custodian: a\n", [])):
        book = book_of(people=people, domain=domain, orders=orders)
        assert [d.code for d in run_checks(book) if d.code in ("OWN001", "OWN006")] == codes
    silent = book_of(settings="severities: {OWN006: off}\n", people=people, orders=orders)
    assert [d.subject for d in found(silent, "dataset_without_custodian")] == ["crm.orders.order", "crm.orders.line"]


# Products


def wid(text: str = "", **keys: str) -> str:
    front = {"id": "demand-forecast", "status": "active", **keys}
    return "---\n" + "".join(f"{key}: {value}\n" for key, value in front.items()) + "---\n" + text


@pytest.mark.parametrize(
    "text",
    [
        "see [add a dealer](https://example.org/add)",
        "mail <ann@example.org> or open <https://example.org/a?b=c>",
        "one line<br>and another, <span class='x'>small</span>",
        "the type `List<your type>`, and List<String>",
        "if a < b and c > d",
        "and so on…",
        "- [ ] asked\n- [x] answered",
        "```\nTODO\n<your team>\n```",
        "<!-- TODO describe it -->",
        "a footnote[^1]\n\n[^1]: Add it up.",
    ],
)
def test_prose_is_not_taken_for_a_placeholder(text: str) -> None:
    assert messages(book_of(wid=wid(f"## What it does\n\n{text}\n")), "product_placeholder_left") == []


@pytest.mark.parametrize(
    "text",
    [
        "TODO",
        "we write TBD here",
        "<your team>",
        "runs for <team>",
        "[describe the product]",
        "[…]",
        "…",
        "- ...",
        "| orders | … |",
        "Lorem ipsum dolor",
        "Which number will move?",
    ],
)
def test_what_templates_leave_is_found_beyond_the_draft(text: str) -> None:
    body = f"## What it does\n\n{text}\n"
    assert len(messages(book_of(wid=wid(body)), "product_placeholder_left")) == 1
    assert messages(book_of(wid=wid(body, status="draft")), "product_placeholder_left") == []


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("demand-forcast", "did you mean 'demand-forecast'?"),
        ("Forecast of demand", "write 'demand-forecast', its id"),
        ("tyre-genealogy", "type 'lakebook new wid --id tyre-genealogy', or delete the line"),
        ("Tyre genealogy", "type 'lakebook new wid \"Tyre genealogy\"', or delete the line"),
    ],
)
def test_a_product_that_is_not_there_is_named_or_begun(name: str, hint: str) -> None:
    orders = f"datasets:\n  order:\n    product: {name}\n"
    book = book_of(orders=orders, wid=wid(title="Forecast of demand"))
    assert [d.hint for d in found(book, "dataset_product_unknown")] == [hint]


def test_headings_left_empty_are_one_finding_and_short_texts_one_each() -> None:
    text = "## What it does\n\n## Value proposition\n\nA lot.\n\n## How it works\n\n<!-- Five to ten sentences. -->\n"
    assert messages(book_of(wid=wid(text)), "product_text_short") == [
        "no word below '## What it does', '## How it works'",
        "only 2 words below '## Value proposition'",
    ]


def test_an_open_value_is_reported_once() -> None:
    book = book_of(wid=wid(domain="<domain>", team="<team>", business_contact="<person who says why>", status="draft"))
    about = [d.name for d in run_checks(book) if d.field in ("domain", "team", "business_contact")]
    assert about == ["product_placeholder_left"] * 3


@pytest.mark.parametrize(
    ("first", "second", "shared"),
    [
        ("lake/crm", "lake/crm/", True),
        ("lake/crm", "LAKE/Crm", True),
        ("lake/crm/", "lake/crm/events", True),
        ("lake/crm/events/", "lake/crm", True),
        ("lake/crm", "lake/crm-events", False),
        ("s3://lake/crm", "s3://lake/crm/a/b", True),
        ("s3://lake/crm", "s3://other/crm", False),
        ("./lake//crm", "lake/crm", True),
    ],
)
def test_directories_are_compared_in_one_form(first: str, second: str, shared: bool) -> None:
    other = wid(writes=f'["{second}"]', id="stock-alert")
    assert bool(found(book_of(wid=wid(writes=f'["{first}"]'), other_wid=other), "product_writes_shared")) is shared
    retired = wid(writes=f'["{second}"]', id="stock-alert", status="retired")
    assert found(book_of(wid=wid(writes=f'["{first}"]'), other_wid=retired), "product_writes_shared") == []


@pytest.mark.parametrize(
    ("first", "second", "at"),
    [
        ({"status": "draft"}, {"status": "active"}, "demand-forecast"),
        ({"status": "active"}, {"status": "draft"}, "stock-alert"),
        ({"status": "deprecated"}, {"status": "active"}, "demand-forecast"),
        ({"status": "draft"}, {"status": "proposed"}, "stock-alert"),
        ({"created": "2026-05-01"}, {"created": "2025-05-01"}, "demand-forecast"),
        ({"created": "2025-05-01"}, {"created": "2026-05-01"}, "stock-alert"),
        ({"status": "draft", "created": "2025-05-01"}, {"created": "2026-05-01"}, "demand-forecast"),
        ({"created": "2026-05-01"}, {}, "demand-forecast"),
        ({}, {}, "stock-alert"),
    ],
)
@pytest.mark.parametrize(("one", "other"), [("crm.orders.order", "crm.orders.order"), ("lake/a/", "lake/"),
                                            ("lake/", "lake/a/"), ("lake/a/", "lake/a/")])  # fmt: skip
def test_the_product_that_gives_way_hears_of_what_is_shared(
    first: dict[str, str], second: dict[str, str], at: str, one: str, other: str
) -> None:
    pages = {
        "wid": wid(**{"status": "active", "writes": f"[{one}]", **first}),
        "other_wid": wid(**{"id": "stock-alert", "status": "active", "writes": f"[{other}]", **second}),
    }
    said = found(book_of(orders="datasets:\n  order: {}\n", **pages), "product_writes_shared")
    assert [d.subject for d in said] == [at]
    mine, theirs = (one, other) if at == "demand-forecast" else (other, one)
    assert f"'{mine}'" in said[0].message and ("holds" in said[0].message) == (len(mine) < len(theirs))


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("bigint primary", "bigint pk"),
        ("bigint PRIMARY KEY | Key.", "bigint pk"),
        ("bigint PK", "bigint pk"),
        ("bigint unique required", "bigint uk required"),
        ("int not null primary key", "int required pk"),
        ("foreign key", ""),
        ("timestamp with time zone", ""),
        ("int null", ""),
        ("primary", ""),
    ],
)
def test_a_key_that_the_short_form_would_take_for_the_type_is_an_error(line: str, meant: str) -> None:
    book = book_of(orders=f"datasets:\n  order:\n    columns:\n      id: {line}\n")
    assert [d.hint for d in found(book, "value_malformed")] == ([f"write '{meant}'"] if meant else [])
    assert line.startswith(book.catalogue.datasets["crm.orders.order"].columns["id"].type), "nothing is guessed"


def test_one_product_may_write_a_directory_and_what_lies_in_it() -> None:
    assert found(book_of(wid=wid(writes="[lake/crm/, lake/crm/events/]")), "product_writes_shared") == []


# Files as other programs save them

SOUND = {
    "catalogue/people.yaml": "people:\n  a: A <a@example.org>\n  b: B <b@example.org>\n",
    "catalogue/sales/domain.yaml": "custodian: a\ndeputy: b\ndescription: What is sold.\n",
    "catalogue/sales/crm/system.yaml": "classification: internal\n",
    "catalogue/sales/crm/orders.yaml": f"{NOBODY}    columns:\n      id: int pk | Key.\n",
    "wids/demand-forecast.md": "---\nid: demand-forecast\nstatus: draft\nreads: [crm.orders.order]\n---\n## What it does\n",
    "adrs/0001-mask-names.md": f"---\nstatus: accepted\ndate: 2026-03-02\n---\n# Mask names\n\n{'word ' * 20}\n",
}


def said_of(root: Path, files: dict[str, str | bytes]) -> list[str]:
    for path, content in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content.encode() if isinstance(content, str) else content)
    said = run_checks(read_book(WorkingTree(root), today=TODAY))
    return [str(diagnostic) for diagnostic in said if diagnostic.name != "field_missing"]


@pytest.mark.parametrize(("mark", "newline"), [(b"", b"\r\n"), (b"\xef\xbb\xbf", b"\n"), (b"\xef\xbb\xbf", b"\r\n")])
def test_files_with_the_marks_of_windows_are_sound(tmp_path: Path, mark: bytes, newline: bytes) -> None:
    files: dict[str, str | bytes] = {path: mark + text.encode().replace(b"\n", newline) for path, text in SOUND.items()}
    assert said_of(tmp_path, files) == []


@pytest.mark.parametrize("ending", [".yml", ".YAML", ".Yml"])
def test_yaml_is_read_whatever_its_ending_looks_like(tmp_path: Path, ending: str) -> None:
    files = {path.replace(".yaml", ending).replace(".md", ".MD"): text for path, text in SOUND.items()}
    assert said_of(tmp_path, dict(files)) == []
    assert list(read_book(WorkingTree(tmp_path)).catalogue.datasets) == ["crm.orders.order"]
    wrong = said_of(tmp_path, {f"catalogue/sales/crm/orders{ending}": "datasets:\n  order:\n    layer: glod\n"})
    assert any(said.startswith(f"catalogue/sales/crm/orders{ending}:3:5: error CAT007") for said in wrong)


def test_a_workbook_with_a_large_ending_is_read(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = dict(SOUND)
    del files["catalogue/sales/crm/orders.yaml"]
    sheets = "# Sheet: Datasets\nname,description\norder,Orders.\n# Sheet: Columns\ndataset,name\norder,id\n"
    files["catalogue/sales/crm/orders.XLSX"] = workbook_from_text(sheets)
    assert said_of(tmp_path, files) == []


def test_what_programs_leave_behind_is_passed_over(tmp_path: Path) -> None:
    left = ("~$core.xlsx", "Thumbs.db", ".DS_Store", "desktop.ini", "orders.yaml~", ".~lock.orders.xlsx#")
    places = ("catalogue", "catalogue/sales", "catalogue/sales/crm", "wids", "adrs")
    rubbish = {f"{place}/{name}": b"\0\xff" for place in places for name in left}
    assert said_of(tmp_path, {**SOUND, **rubbish}) == []


def test_settings_under_another_name_are_told(tmp_path: Path) -> None:
    (problem,) = said_of(tmp_path, {**SOUND, "lakebook.yml": "title: Rondelle\n"})
    assert problem == (
        "lakebook.yml: error FIL010 settings are read from lakebook.yaml, not from lakebook.yml\nhint: call it lakebook.yaml"
    )
    assert said_of(tmp_path, {"lakebook.yaml": "title: Rondelle\n"}) == []


# The command


def command(root: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    paths = os.pathsep.join([str(ROOT / "plugins"), *filter(None, [environment.pop("also", "")])])
    return subprocess.run(
        [sys.executable, "-m", "lakebook.cli", "-C", str(root), *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "PYTHONPATH": paths, **environment},
    )


def write(root: Path, **files: str) -> None:
    for path, text in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def test_exit_code_0_when_there_is_no_error(tmp_path: Path) -> None:
    write(tmp_path, **{"lakebook.yaml": "title: Rondelle\n"})
    done = command(tmp_path, "check")
    assert (done.returncode, done.stdout) == (0, "0 datasets, 0 products, 0 decisions checked: all is well\n")


def test_warnings_do_not_fail(tmp_path: Path) -> None:
    write(tmp_path, **{"catalogue/orders.yaml": "datasets: {}\n"})
    done = command(tmp_path, "check")
    assert done.returncode == 0 and "FIL010" in done.stdout


def test_exit_code_1_and_the_place_when_there_is_an_error(tmp_path: Path) -> None:
    write(tmp_path, **{"catalogue/sales/crm/orders.yaml": NOBODY})
    done = command(tmp_path, "check", "--quiet")
    assert done.returncode == 1
    assert done.stdout.startswith("catalogue/sales/domain.yaml: error OWN006 ")


@pytest.mark.parametrize("arguments", [["check"], ["check", "--today", "soon"], ["chek"]])
def test_exit_code_2_when_used_wrongly(tmp_path: Path, arguments: list[str]) -> None:
    done = command(tmp_path, *arguments)
    assert done.returncode == 2 and "Error" in done.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["chek"], "no command 'chek'; did you mean 'check'?"),
        (["zzz"], "no command 'zzz'; 'lakebook -h' lists them"),
        (["new", "wod"], "no command 'wod'; did you mean 'wid'?"),
        (["import", "fax"], "no format 'fax'; 'lakebook import' lists them"),
        (["import", "odc"], "no format 'odc'; did you mean 'odcs'?"),
        (["export", "tableau"], "no format 'tableau'; 'lakebook export' lists them"),
        (["export", "linage"], "no format 'linage'; did you mean 'lineage'?"),
        (["explain", "OWN999"], "no check 'OWN999'; 'lakebook explain' lists them"),
        (["explain", "custodian_unknow"], "no check 'custodian_unknow'; did you mean 'custodian_unknown'?"),
    ],
)
def test_a_word_that_is_not_known_is_answered_in_one_wording(words: list[str], said: str) -> None:
    result = CliRunner().invoke(lakebook, words)
    assert result.exit_code == 2 and result.output.splitlines()[-1] == f"Error: {said}"
    assert result.output.startswith("Usage: lakebook")


def test_exit_code_3_when_a_check_of_another_package_breaks(tmp_path: Path) -> None:
    plug = (
        "from lakebook.checks import check\n\n\n"
        "@check('SITE999')\ndef broken_elsewhere(book):\n    raise RuntimeError('tyre burst')\n"
    )
    also = tmp_path / "also"
    write(
        also,
        **{
            "broken_elsewhere.py": plug,
            "elsewhere-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: elsewhere\nVersion: 1.0\n",
            "elsewhere-1.0.dist-info/entry_points.txt": "[lakebook.checks]\nbroken_elsewhere = broken_elsewhere\n",
        },
    )
    write(tmp_path, **{"lakebook.yaml": "title: Rondelle\n"})
    done = command(tmp_path, "check", also=str(also))
    assert done.returncode == 3 and "a bug of ours: RuntimeError: tyre burst" in done.stderr
    assert command(tmp_path, "check").returncode == 0


def test_today_decides_who_has_left(tmp_path: Path) -> None:
    files = {
        "catalogue/people.yaml": "people:\n  a: {name: A, until: 2026-03-01, deputy: b}\n  b: {name: B}\n",
        "catalogue/sales/domain.yaml": "custodian: a\n",
    }
    write(tmp_path, **files)
    assert command(tmp_path, "check", "--today", "2026-03-01").returncode == 0
    assert command(tmp_path, "check", "--today", "2026-03-02").returncode == 1
    assert command(tmp_path, "check", SOURCE_DATE_EPOCH="1772323200").returncode == 0


@pytest.mark.parametrize("code", ["OWN001", "dataset_without_custodian"])
def test_explain_prints_the_page(tmp_path: Path, code: str) -> None:
    done = command(tmp_path, "explain", code)
    assert done.returncode == 0
    assert "OWN001" in done.stdout and "## Fails" in done.stdout and "domain.yaml" in done.stdout
