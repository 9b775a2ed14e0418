"""Grants: what a custodian lets a product read, why, and until when."""

from __future__ import annotations

import datetime

import msgspec


class Grant(msgspec.Struct, kw_only=True, omit_defaults=True):
    """One entry of ``catalogue/<domain>/grants.yaml``, which the custodians of that domain own."""

    product: str
    """Id of the product that may read."""
    dataset: str
    """The dataset, looked up as a reference; one of the file's own domain."""
    columns: list[str] = []
    """Names of the columns that may be read; all of them when absent."""
    purpose: str
    """What it may be used for, in one sentence."""
    adr: str = ""
    """Id of the decision that allows it."""
    until: datetime.date | None = None
    """Last day on which it holds; without one it holds on none."""
    from_: datetime.date | None = msgspec.field(default=None, name="from")
    """First day on which it holds; open when absent."""
    ignore: dict[str, str] = {}
    """Check name or code -> reason why it does not apply here."""
    domain: str = ""
    """Domain whose folder the file lies in."""
    index: int = 0
    """Its place in the file's list, from 0."""
    path: str = ""
    line: int = 0

    @property
    def id(self) -> str:
        """What findings call it."""
        return f"{self.domain}/{self.product}/{self.dataset}"

    def holds(self, today: datetime.date) -> bool:
        """Whether *today* is one of its days."""
        return self.until is not None and today <= self.until and (self.from_ is None or self.from_ <= today)

    def covers(self, column: str) -> bool:
        """Whether the column may be read."""
        return not self.columns or column in self.columns
