"""The gate: what a merge request changes of the rules does not count in that merge request."""

from __future__ import annotations

import datetime

import pytest

from lakebook.book import Book, read_book
from lakebook.changes.gate import under_rules_of
from lakebook.checks._run import run_checks
from lakebook.sources.in_memory import InMemory

TODAY = datetime.date(2026, 11, 24)
PEOPLE = """people:
  ann: {name: Ann Durand}
  bob: {name: Bob Martin}
  eve: {name: Eve Petit, until: 2026-01-31}
"""
DOMAIN = "title: Sales\ncustodian: ann\ndeputy: bob\ndescription: What is sold.\n"
SYSTEM = "title: CRM\nclassification: internal\n"
SCHEMA = """datasets:
  visits:
    description: Visits.
    columns:
      id: int pk | Number.
"""
GRANTS = """grants:
  - {product: churn, dataset: crm.core.visits, purpose: Count., until: 2027-01-31}
"""
FILES = {
    "lakebook.yaml": "title: A\n",
    "catalogue/people.yaml": PEOPLE,
    "catalogue/sales/domain.yaml": DOMAIN,
    "catalogue/sales/grants.yaml": GRANTS,
    "catalogue/sales/crm/system.yaml": SYSTEM,
    "catalogue/sales/crm/core.yaml": SCHEMA,
}


def book_of(**changed: str) -> Book:
    """The small book with other files; an empty text takes the file away."""
    files = {**FILES, **changed}
    return read_book(InMemory({path: text for path, text in files.items() if text}), today=TODAY)


def gate(**changed: str) -> Book:
    return under_rules_of(book_of(), book_of(**changed))


def codes(book: Book) -> set[str]:
    return {found.code for found in run_checks(book) if found.severity != "info"}


def test_what_changes_nothing_is_the_same_book():
    same = gate()
    assert [str(found) for found in run_checks(same)] == [str(found) for found in run_checks(book_of())]
    assert [grant.id for grant in same.grants] == [grant.id for grant in book_of().grants]


def test_nobody_names_himself_custodian():
    mine = {
        "catalogue/sales/domain.yaml": DOMAIN.replace("ann", "bob"),
        "catalogue/sales/crm/system.yaml": SYSTEM + "custodian: bob\n",
        "catalogue/sales/crm/core.yaml": SCHEMA.replace("visits:\n", "visits:\n    custodian: bob\n", 1),
    }
    catalogue = gate(**mine).catalogue
    assert catalogue.custodian_of(catalogue.datasets["crm.core.visits"]) == "ann"
    assert catalogue.custodian_of(catalogue.systems["crm"]) == "ann"


def test_a_renamed_dataset_keeps_its_custodian_and_a_new_one_inherits():
    own = SCHEMA.replace("visits:\n", "visits:\n    custodian: ann\n", 1)
    renamed = SCHEMA.replace("visits:\n", "calls:\n    formerly: visits\n    custodian: bob\n", 1)
    added = "  mine:\n    description: Mine.\n    custodian: bob\n"
    target = book_of(**{"catalogue/sales/crm/core.yaml": own})
    changed = book_of(**{"catalogue/sales/crm/core.yaml": renamed + added})
    datasets = under_rules_of(target, changed).catalogue.datasets
    assert datasets["crm.core.calls"].custodian == "ann"
    assert datasets["crm.core.mine"].custodian == ""


def test_a_new_domain_has_the_custodian_it_names():
    new = {
        "catalogue/labs/domain.yaml": DOMAIN.replace("ann", "bob"),
        "catalogue/labs/lims/raw.yaml": SCHEMA.replace("visits:\n", "probes:\n    custodian: ann\n", 1),
    }
    catalogue = gate(**new).catalogue
    assert catalogue.domains["labs"].custodian == "bob"
    assert catalogue.datasets["lims.raw.probes"].custodian == "ann"


def test_who_has_left_does_not_come_back():
    back = PEOPLE.replace(", until: 2026-01-31", "")
    target = book_of(**{"catalogue/sales/domain.yaml": DOMAIN.replace("ann", "eve")})
    changed = book_of(**{"catalogue/sales/domain.yaml": DOMAIN.replace("ann", "eve"), "catalogue/people.yaml": back})
    assert "OWN003" in codes(target) and "OWN003" not in codes(changed)
    assert "OWN003" in codes(under_rules_of(target, changed))


def test_new_people_are_there_and_people_taken_away_are_not():
    people = gate(**{"catalogue/people.yaml": PEOPLE.replace("bob", "zoe")}).catalogue.people
    assert set(people) == {"ann", "zoe", "eve"}


@pytest.mark.parametrize(
    ("grants", "until"),
    [
        (GRANTS.replace("2027", "2099"), ["2027-01-31"]),
        (GRANTS + GRANTS.partition("\n")[2].replace("churn", "mine"), ["2027-01-31"]),
        (GRANTS.replace("churn", "mine"), []),
        ("", []),
    ],
)
def test_nobody_grants_himself_data(grants: str, until: list[str]):
    found = gate(**{"catalogue/sales/grants.yaml": grants}).grants
    assert [str(grant.until) for grant in found] == until


def test_nobody_silences_a_check():
    bare = SCHEMA.replace("    description: Visits.\n", "")
    silenced = bare.replace("visits:\n", "visits:\n    ignore: {CAT004: I do not feel like it}\n", 1)
    target = book_of(**{"catalogue/sales/crm/core.yaml": bare})
    changed = book_of(**{"catalogue/sales/crm/core.yaml": silenced})
    assert "CAT004" in codes(target) and "CAT004" not in codes(changed)
    assert "CAT004" in codes(under_rules_of(target, changed))
    assert "CAT004" not in codes(under_rules_of(changed, changed))


def test_nobody_changes_the_severity_of_a_check():
    wrong = SCHEMA.replace("visits:\n", "visits:\n    kind: heap\n", 1)
    changed = {"lakebook.yaml": "severities: {CAT006: off}\n", "catalogue/sales/crm/core.yaml": wrong}
    assert "CAT006" not in codes(book_of(**changed))
    assert "CAT006" in codes(gate(**changed))


def test_files_are_looked_for_where_they_lie_now():
    moved = {path.replace("catalogue/", "data/"): text for path, text in FILES.items() if path.startswith("catalogue/")}
    gone = {path: "" for path in FILES if path.startswith("catalogue/")}
    found = gate(**{**gone, **moved, "lakebook.yaml": "folders: {catalogue: data}\n"})
    assert set(found.catalogue.datasets) == {"crm.core.visits"}
