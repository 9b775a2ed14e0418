"""For each check, one change of the demo book that it finds; what nothing else in the book may speak of."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable

import openpyxl

from lakebook import discovery
from lakebook.book import read_book
from lakebook.sources.in_memory import InMemory
from lakebook.writers.example_workbook import workbook_from_text

Files = dict[str, bytes]
Mutation = Callable[[Files], None]

TODAY = datetime.date(2026, 11, 24)

SETTINGS, PEOPLE, TEAMS = "lakebook.yaml", "catalogue/people.yaml", "catalogue/teams.yaml"
SALES, CRM = "catalogue/sales/domain.yaml", "catalogue/sales/crm/system.yaml"
EXTRA, EXTRA_WID, EXTRA_ADR = "catalogue/sales/crm/extra.yaml", "wids/extra-board.md", "adrs/0091-extra-rule.md"
CORE = "catalogue/sales/crm/core.yaml"
GRANTS, WORKBOOK = "catalogue/sales/grants.yaml", "catalogue/people/hr/core.xlsx"
CODEOWNERS = ".gitlab/CODEOWNERS"


def text(path: str, old: str, new: str) -> Mutation:
    """Exchange a piece of a file for another."""

    def change(files: Files) -> None:
        assert files[path].count(old.encode()) >= 1, f"{path} does not say {old!r} any more"
        files[path] = files[path].replace(old.encode(), new.encode(), 1)

    return change


def without(path: str, first: str, end_before: str) -> Mutation:
    """Take out the lines from one to before another."""

    def change(files: Files) -> None:
        before, found, rest = files[path].partition(first.encode())
        _, end_found, after = rest.partition(end_before.encode())
        assert found and end_found, f"{path} has no longer {first!r} and then {end_before!r}"
        files[path] = before + end_before.encode() + after

    return change


def end(path: str, more: str) -> Mutation:
    """Add to the end of a file."""

    def change(files: Files) -> None:
        files[path] += more.encode()

    return change


def new(path: str, content: str | bytes) -> Mutation:
    """A file that was not there."""

    def change(files: Files) -> None:
        assert path not in files
        files[path] = content.encode() if isinstance(content, str) else content

    return change


def cell(sheet: str, place: str, value: str) -> Mutation:
    """Type into a cell of the demo's workbook."""

    def change(files: Files) -> None:
        book = openpyxl.load_workbook(io.BytesIO(files[WORKBOOK]))
        book[sheet][place] = value
        content = io.BytesIO()
        book.save(content)
        files[WORKBOOK] = content.getvalue()

    return change


_SHEETS = "# Sheet: Datasets\nname,description,kind\nnote,Notes.,topic\n# Sheet: Columns\ndataset,name,key,description\nnote,id,pk,Number.\n"


def workbook(sheets: str) -> Mutation:
    """A schema kept as a workbook, as text."""
    return new("catalogue/sales/crm/extra.xlsx", workbook_from_text(sheets))


def dataset(fields: str = "", columns: str = "", name: str = "note", path: str = EXTRA) -> Mutation:
    """A schema with one sound dataset, and what is added to it."""
    more = "".join(f"    {line}\n" for line in fields.split("\n") if line)
    listed = "".join(f"      {line}\n" for line in (columns or "id: bigint pk | Number of the note.").split("\n"))
    said = "" if "description:" in fields else "    description: Notes of the field team.\n"
    return new(path, f"datasets:\n  {name}:\n{said}{more}    columns:\n{listed}")


_WORDS = "It tells the team each Monday which dealers asked for a visit and who of us goes there in the week that comes next. "
_HEADINGS = ("What it does", "Value proposition", "How it works", "Integration points", "How data is surfaced")
_BODY = "".join(f"## {heading}\n\n{_WORDS * 2}\n\n" for heading in _HEADINGS)
_PERSONAL = f"{_BODY}## Personal data\n\n{_WORDS * 2}\n"


def product(body: str = _BODY, path: str = EXTRA_WID, **fields: str) -> Mutation:
    """A sound product, and what is different about it."""
    front = {
        "id": "extra-board",
        "title": "Extra board",
        "summary": "Tells who visits which dealer.",
        "status": "active",
        "domain": "sales",
        "team": "commercial-analytics",
        "business_contact": "ines.carvalho",
        "technical_contact": "grace.mbeki",
        "reads": "[]",
        "writes": "[lake/gold/sales/extra/]",
        "surfaces": "[]",
        **fields,
    }
    return new(path, "---\n" + "".join(f"{key}: {value}\n" for key, value in front.items()) + f"---\n\n{body}")


_REASONS = "## Decision\n\n" + "We decided it because it was the simplest of all that we looked at together. " * 3


def decision(path: str = EXTRA_ADR, title: str = "Extra rule", body: str = _REASONS, **fields: str) -> Mutation:
    """A sound decision, and what is different about it."""
    front = {"id": "adr-0091", "status": "accepted", "date": "2026-11-02", **fields}
    lines = "".join(f"{key}: {value}\n" for key, value in front.items() if value)
    return new(path, f"---\n{lines}---\n\n# {title}\n\n{body}\n")


def grant(**fields: str) -> Mutation:
    """A sound grant, and what is different about it."""
    said = {
        "product": "otif-monitor",
        "dataset": "sales_lake.silver.order_line",
        "purpose": "Count lines.",
        "until": "2027-12-31",
        **fields,
    }
    lines = "\n    ".join(f"{key}: {value}" for key, value in said.items() if value)
    return end(GRANTS, f"  - {lines}\n")


def person(name: str, fields: str) -> Mutation:
    return end(PEOPLE, f"  {name}: {{{fields}}}\n")


def exported(files: Files) -> None:
    """The CODEOWNERS file that the book asks for."""
    book = read_book(InMemory(dict(files)), today=TODAY)
    files[CODEOWNERS] = str(discovery.load("lakebook.exporters", "codeowners")(book)).encode()


MUTATIONS: dict[str, list[Mutation]] = {
    "policy_changed": [text("catalogue/sales/domain.yaml", "deputy: ", "deputy: grace.mbeki # ")],
    # Files
    "file_unreadable": [new(EXTRA, "datasets:\n\tnote: {}\n")],
    "key_duplicated": [dataset("kind: table\nkind: table")],
    "field_unknown": [dataset("colour: red")],
    "field_missing": [
        end(GRANTS, "  - {product: otif-monitor, dataset: sales_lake.silver.order_line, until: 2027-12-31}\n")
    ],
    "value_malformed": [dataset("terms: {churn: [a]}")],
    "value_not_allowed": [dataset("status: activ")],
    "name_missing": [dataset(columns='id: bigint pk | Number.\n"": text | What?')],
    "name_with_odd_space": [dataset(columns='id: bigint pk | Number.\n"kind\u00a0of": text | What it is about.')],
    "place_contradicted": [text(CRM, "title:", "domain: finance\ntitle:")],
    "file_misplaced": [new("catalogue/notes.yaml", "datasets: {}\n")],
    "front_matter_unreadable": [new(EXTRA_WID, "# No front matter\n")],
    "ignore_without_reason": [dataset("ignore:\n  CAT004:")],
    "check_unknown": [dataset("ignore:\n  CAT999: Nobody knows.")],
    "text_cut": [dataset("description: Number # of notes")],
    "ignore_unused": [dataset("ignore:\n  CAT004: Nobody knows any more.")],
    "override_of_nothing": [end(SETTINGS, "overrides:\n  - below: catalogue/sals\n    severities: {CAT004: off}\n")],
    "baseline_unreadable": [end(SETTINGS, "baseline: known.json\n")],
    "baseline_outdated": [
        end(SETTINGS, "baseline: known.json\n"),
        new(
            "known.json",
            '[{"lakebook-baseline": 1}\n,{"fingerprint": "2e277a6b0fa6ae5e56f4348f5800eec3085b477e4fc36775bfb0a5dd1c3297d7", "code": "CAT004"}\n]\n',
        ),
    ],
    # Catalogue
    "dataset_duplicated": [dataset(name="accounts", path="catalogue/supply-chain/crm/core.yaml")],
    "record_duplicated": [new("catalogue/finance/crm/system.yaml", "title: Another\n")],
    "name_clash_by_case": [dataset(columns="id: bigint pk | Number.\nID: text | Another.")],
    "dataset_without_description": [new(EXTRA, "datasets:\n  note:\n    columns:\n      id: bigint pk | Number.\n")],
    "classification_unknown": [dataset("classification: secret")],
    "kind_unknown": [dataset("kind: tabel")],
    "layer_unknown": [dataset("layer: glod")],
    "term_unknown": [dataset("terms: [chrun]")],
    "personal_category_unknown": [
        dataset(
            "personal: [contct]\nretention: 3 years", "id: {type: bigint, description: Number., personal: [contact]}"
        )
    ],
    "successor_unknown": [dataset("status: deprecated\nsuccessor: notes")],
    "deprecated_without_successor": [dataset("status: deprecated")],
    "former_name_taken": [dataset("formerly: [crm.core.accounts]")],
    "dataset_without_columns": [new(EXTRA, "datasets:\n  note:\n    description: Notes.\n")],
    "dataset_product_unknown": [dataset("product: extra-bord")],
    "term_meanings_differ": [
        text(SALES, "  churn: A dealer", "  scrap: A quote that came to nothing.\n  churn: A dealer"),
        dataset("terms: [scrap]"),
        text("catalogue/manufacturing/domain.yaml", "  scrap: ", "  scrap: Not this, but "),
    ],
    "term_unused": [
        text(SALES, "  churn: A dealer", "  quota: What a representative is to sell in a year.\n  churn: A dealer")
    ],
    "columns_undescribed": [dataset(columns="id: bigint pk")],
    "dataset_without_key": [dataset("layer: silver", "id: bigint | Number.")],
    # Ownership
    "dataset_without_custodian": [
        new(
            "catalogue/legal/domain.yaml",
            "title: Legal\nclassification: internal\nignore: {OWN006: Each system has its own.}\n",
        ),
        dataset(path="catalogue/legal/cases/files.yaml"),
    ],
    "custodian_unknown": [dataset("custodian: tom.brand")],
    "custodian_left": [dataset("custodian: victor.lindgren")],
    "custodian_not_started": [
        person("new.one", "name: New One, email: new.one@rondelle.example, from: 2027-01-01"),
        dataset("custodian: new.one"),
    ],
    "team_member_unknown": [text(TEAMS, "members: [arun.mehta, ", "members: [arun.meta, ")],
    "domain_without_custodian": [new("catalogue/legal/domain.yaml", "title: Legal\n")],
    "domain_without_deputy": [new("catalogue/legal/domain.yaml", "title: Legal\ncustodian: noor.aziz\n")],
    "system_team_unknown": [text(CRM, "team: enterprise-systems", "team: enterprise-system")],
    "custodian_overloaded": [end(SETTINGS, "datasets_per_custodian: 10\n")],
    "data_architect_missing": [text(PEOPLE, "    roles: [data architect]\n", "")],
    "deputy_left": [text(CRM, "deputy: ines.carvalho", "deputy: victor.lindgren")],
    "deputy_is_custodian": [text(CRM, "deputy: ines.carvalho", "deputy: tom.brandt")],
    "person_contact_shared": [person("new.one", "name: New One, email: tom.brandt@rondelle.example")],
    "person_without_contact": [person("new.one", "name: New One")],
    "reporting_cycle": [
        text(
            PEOPLE,
            "    title: Head of sales operations\n",
            "    title: Head of sales operations\n    manager: tom.brandt\n",
        )
    ],
    "team_without_members": [text(TEAMS, "    members: [olivier.renard, joao.pires]\n", "")],
    "team_member_left": [
        text(TEAMS, "members: [olivier.renard, joao.pires]", "members: [olivier.renard, victor.lindgren]")
    ],
    "codeowners_stale": [exported, text(CODEOWNERS, "@tom.brandt", "@grace.mbeki")],
    "codeowners_hidden": [exported, new("CODEOWNERS", "* @everyone\n")],
    "codeowners_without_handle": [
        person("new.one", "name: New One, email: new.one@rondelle.example"),
        dataset("custodian: new.one"),
        exported,
    ],
    # Lineage
    "reference_unknown": [dataset("sources: [core.acounts]")],
    "reference_ambiguous": [
        dataset(columns="id: bigint pk | Number.\nline: text | What."),
        end(
            EXTRA,
            "  note.line:\n    description: Lines.\n    columns: {id: bigint pk | Number.}\n  pad:\n    description: Pads.\n    sources: [note.line]\n    columns: {id: bigint pk | Number.}\n",
        ),
    ],
    "lineage_cycle": [
        dataset("sources: [pad]"),
        end(EXTRA, "  pad:\n    description: Pads.\n    sources: [note]\n    columns: {id: bigint pk | Number.}\n"),
    ],
    "source_undeclared": [
        dataset(
            "sources: [core.accounts]",
            "id: {type: bigint, key: pk, description: Number., from: core.opportunities.opportunity_id}",
        )
    ],
    "last_layer_without_source": [dataset("layer: gold")],
    "layer_order_reversed": [dataset("layer: bronze\nsources: [sales_lake.gold.order_intake_daily]")],
    "column_type_too_narrow": [
        dataset(columns="id: {type: int, key: pk, description: Number., from: core.opportunities.opportunity_id}")
    ],
    "reference_to_no_key": [
        dataset(columns="id: {type: int, key: fk, description: Number., references: core.accounts.postcode}")
    ],
    "source_retired": [
        dataset("status: retired"),
        end(EXTRA, "  pad:\n    description: Pads.\n    sources: [note]\n    columns: {id: bigint pk | Number.}\n"),
    ],
    # Products
    "product_id_differs": [product(id="extra-boards")],
    "product_domain_unknown": [product(domain="sale")],
    "product_contact_unknown": [product(business_contact="ines.carvallo")],
    "product_contacts_same": [product(technical_contact="ines.carvalho")],
    "product_team_unknown": [product(team="commercial-analytic")],
    "product_dataset_unknown": [product(reads="[crm.core.acounts]")],
    "product_writes_shared": [product(writes="[lake/gold/manufacturing/press_alerts/mine/]")],
    "product_directory_malformed": [product(writes="[lake/../gold/]")],
    "product_heading_missing": [product(_BODY.replace("## How it works", "## How it worked"))],
    "product_placeholder_left": [product(summary="TODO")],
    "product_text_short": [product(_BODY.replace(f"## How it works\n\n{_WORDS * 2}", "## How it works\n\nWell."))],
    "product_decision_unknown": [product(adrs="[adr-0099]")],
    "product_duplicated": [
        product(),
        lambda files: files.update({"wids/more/extra-board.md": files[EXTRA_WID].replace(b"/extra/", b"/extra2/")}),
    ],
    "product_review_passed": [product(review_by="2026-11-01")],
    "product_contact_left": [product(business_contact="victor.lindgren")],
    "product_replaces_unknown": [product(replaces="extra-bord")],
    "product_id_malformed": [product(path="wids/Extra.md", id="Extra")],
    "dataset_product_disagrees": [product(), dataset("product: extra-board")],
    "product_reads_ended": [dataset("status: retired"), product(reads="[crm.extra.note]")],
    "retired_product_writes": [dataset(), product(status="retired", writes="[crm.extra.note]")],
    "product_cycle": [
        dataset("sources: [core.accounts]"),
        product(reads="[supply_lake.gold.stock_cover]", writes="[crm.extra.note]"),
        text("wids/stock-cover.md", "reads:\n", "reads:\n  - dataset: crm.extra.note\n"),
    ],
    "product_reads_own_output": [
        dataset("sources: [core.accounts]"),
        product(reads="[crm.extra.note]", writes="[crm.extra.note]"),
    ],
    "product_without_output": [product(writes="[]")],
    "product_decision_not_in_force": [product(adrs="[adr-0010]")],
    "replaced_product_active": [product(replaces="dealer-churn")],
    "dataset_without_product": [
        text(
            "catalogue/sales/sales_lake/gold.yaml",
            "    ignore:\n      dataset_without_product: Loaded",
            "    tags: [daily]\n    retention: >-\n      Loaded",
        )
    ],
    # Decisions
    "decision_duplicate_id": [decision(id="adr-0020")],
    "decision_number_title_mismatch": [decision(title="22. Extra rule")],
    "decision_placeholder_left": [decision(summary="{short summary of the decision}")],
    "decision_front_matter_yaml": [decision(**{"decision-makers": "@ada"})],
    "decision_front_matter_duplicate_key": [decision(summary="One.\nsummary: Two.")],
    "decision_front_matter_not_first": [
        decision(),
        lambda files: files.update({EXTRA_ADR: b"<!-- ours -->\n" + files[EXTRA_ADR]}),
    ],
    "decision_yaml_octal_number": [decision(relates_to="0003")],
    "decision_status_unknown": [decision(status="agreed upon")],
    "decision_status_contradiction": [decision(body="## Status\n\nRejected\n\n" + _REASONS)],
    "decision_link_broken": [decision(relates_to="adr-0099")],
    "decision_superseded_without_successor": [decision(status="superseded")],
    "decision_relation_one_sided": [decision(depends_on="adr-0003")],
    "decision_status_missing": [decision(status="")],
    "decision_date_missing": [decision(date="")],
    "decision_date_not_iso": [decision(date="2 November 2026")],
    "decision_title_missing": [decision(), text(EXTRA_ADR, "# Extra rule\n", "")],
    "decision_several_h1": [decision(body=_REASONS + "\n\n# Another\n\nMore.")],
    "decision_file_name": [decision(path="adrs/0091-extra rule.md")],
    "decision_relation_free_text": [decision(relates_to="the one about layers")],
    "decision_text_missing": [decision(body="## Decision\n")],
    "decision_review_passed": [decision(review="2026-11-01")],
    "decision_dataset_unknown": [decision(datasets="[crm.core.acounts]")],
    "decision_product_unknown": [decision(products="[dealer-chrun]")],
    "decision_relation_cycle": [
        decision(depends_on="adr-0092"),
        decision("adrs/0092-other-rule.md", "Other rule", id="adr-0092", depends_on="adr-0091"),
    ],
    # Security
    "dataset_without_classification": [
        new("catalogue/legal/domain.yaml", "title: Legal\ncustodian: noor.aziz\ndeputy: lena.fischer\n"),
        dataset(path="catalogue/legal/cases/files.yaml"),
    ],
    "personal_data_without_retention": [
        dataset(columns="id: {type: bigint, key: pk, description: Number., personal: [contact]}")
    ],
    "personal_columns_unmarked": [dataset("personal: [contact]\nretention: 3 years")],
    "personal_mark_lost": [
        dataset(
            "classification: confidential",
            "mail: {type: varchar(200), key: pk, description: Address., from: core.contacts.email}",
        )
    ],
    "declassified_without_decision": [dataset("classification: public\nsources:\n  core.accounts: counted")],
    "read_without_decision": [
        product(_PERSONAL, reads="[crm.core.contacts]"),
        grant(product="extra-board", dataset="crm.core.contacts"),
    ],
    "read_without_grant": [
        product(_PERSONAL, reads="[crm.core.contacts]"),
        decision(datasets="[crm.core.contacts]", products="[extra-board]"),
    ],
    "grant_product_unknown": [grant(product="otif-moniter")],
    "grant_dataset_unknown": [grant(dataset="sales_lake.silver.order_lines")],
    "grant_dataset_elsewhere": [grant(dataset="supply_lake.silver.shipment")],
    "grant_column_unknown": [grant(columns="[order_number_of]")],
    "grant_without_end": [grant(until="")],
    "grant_ended": [text(GRANTS, "until: 2027-05-31", "until: 2026-10-31")],
    "grant_decision_unknown": [grant(adr="adr-0099")],
    "grant_decision_not_in_force": [grant(adr="adr-0017")],
    "grant_unused": [grant(dataset="sales_lake.gold.customer_360")],
    "surface_too_open": [
        dataset("classification: confidential"),
        product(reads="[crm.extra.note]", surfaces="[{type: api, name: Notes, audience: public}]"),
    ],
    # Workbooks
    "workbook_unreadable": [new("catalogue/sales/crm/extra.xlsx", b"no workbook")],
    "workbook_cell_error": [cell("Columns", "I39", "#REF!")],
    "workbook_sheet_unknown": [workbook(f"{_SHEETS}# Sheet: Open points\nAsk.\n")],
    "schema_given_twice": [workbook(_SHEETS), dataset(name="pad")],
    "workbook_dataset_unknown": [workbook(f"{_SHEETS}nota,name,,Name of it.\n")],
    "workbook_sheet_hidden": [workbook(_SHEETS.replace("Columns", "Columns (hidden)"))],
    # Site
    "site_over_budget": [end(SETTINGS, "host:\n  bytes: 1 MB\n")],
    # Drift: what changes is not the book but what the database holds, in the words of the book
    "table_not_in_book": [new(EXTRA, "datasets:\n  note:\n    columns: {id: int}\n")],
    "dataset_not_in_source": [without(CORE, "  contacts:\n", "  opportunities:\n")],
    "column_not_in_book": [text(CORE, "    columns:\n", "    columns:\n      account_number: bigint\n")],
    "column_not_in_source": [without(CORE, "      account_name:\n", "      parent_account_id:\n")],
    "column_type_differs": [text(CORE, "type: varchar(120)", "type: varchar(60)")],
    "column_key_differs": [text(CORE, "type: varchar(120)", "type: varchar(120)\n        key: uk")],
    "column_required_differs": [text(CORE, "varchar(120)\n        required: yes", "varchar(120)")],
    "column_reference_differs": [text(CORE, "references: accounts.account_id", "references: accounts.account_name")],
    "schema_not_compared": [lambda files: files.pop(CORE) and None],
    "comment_differs": [text(CORE, "description: Name on the shop sign", "description: Name on the door")],
}
