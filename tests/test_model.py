"""What the catalogue answers."""

from __future__ import annotations

import pytest

from lakebook.model.catalogue import Catalogue
from lakebook.model.dataset import Column, Dataset
from lakebook.settings import Settings


def catalogue(*datasets: Dataset) -> Catalogue:
    return Catalogue([], [], [], [], datasets, Settings())


CLIENT = Dataset(domain="sales", system="crm", schema="orders", name="client", columns={"id": Column(name="id")})
ELSEWHERE = Dataset(domain="sales", system="erp", schema="sales", name="item")


@pytest.mark.parametrize(
    ("old", "identities"),
    [
        ("customer", ["crm.orders.customer"]),
        ("orders.v1", ["crm.orders.orders.v1"]),
        ("crm.orders.customer", ["crm.orders.customer"]),
        ("crm.orders.customer.v1", ["crm.orders.customer.v1"]),
        ("crm.old.customer", ["crm.old.customer"]),
        ("erp.sales.customer", ["erp.sales.customer"]),
        ("legacy.sales.customer", ["legacy.sales.customer", "crm.orders.legacy.sales.customer"]),
        ("customers.export.csv", ["customers.export.csv", "crm.orders.customers.export.csv"]),
    ],
)
def test_an_old_name_resolves_whatever_system_it_was_in(old: str, identities: list[str]):
    client = Dataset(**{name: getattr(CLIENT, name) for name in ("domain", "system", "schema", "name", "columns")})
    client.formerly = [old]
    known = catalogue(client, ELSEWHERE)
    assert [identity.id for identity, _ in known.former()] == identities
    for identity in identities:
        assert known.resolve(identity).dataset is client
        assert known.resolve(f"{identity}.id").column == "id"
    assert known.resolve(old, near=client).dataset is client


def test_the_parts_of_an_old_identity_are_told_apart():
    old = ["crm.orders.a.b", "erp.sales.a.b", "gone.sales.a.b"]
    dataset = Dataset(domain="sales", system="crm", schema="orders", name="client", formerly=old)
    found = [(one.system, one.schema, one.name) for one, _ in catalogue(dataset, ELSEWHERE).former()]
    assert found[:3] == [("crm", "orders", "a.b"), ("erp", "sales", "a.b"), ("gone", "sales", "a.b")]
