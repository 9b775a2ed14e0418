"""New WIDs and ADRs, as their authors meet them."""

from __future__ import annotations

import datetime
import os
import pty
import re
import select
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from conftest import ROOT

from lakebook.book import Book, read_book
from lakebook.checks._run import run_checks
from lakebook.cli import lakebook
from lakebook.sources.working_tree import WorkingTree

TODAY = datetime.date(2026, 11, 24)
BOOK = {
    "lakebook.yaml": "title: Small\n",
    "catalogue/people.yaml": "people:\n  ann.durand: Ann Durand <ann@example.org>\n  raj.patel: Raj Patel <raj@example.org>\n"
    "  old.hand: {name: Old Hand, until: 2026-01-31}\n",
    "catalogue/teams.yaml": "teams:\n  churn: {title: Churn, members: [raj.patel], channel: '#churn'}\n",
    "catalogue/sales/domain.yaml": "title: Sales\ncustodian: ann.durand\ndeputy: raj.patel\ndescription: What is sold.\n",
    "catalogue/sales/crm/system.yaml": "title: CRM\ndescription: Customers.\nclassification: internal\n",
    "catalogue/sales/crm/base.yaml": """datasets:
  account:
    description: One row per customer.
    retention: 2 years
    columns:
      id: bigint pk | Key.
      email: {type: text, description: Address., personal: [contact]}
  score:
    description: Churn score.
    columns:
      id: bigint pk | Key.
""",
}
WORDS = " ".join(f"word{number}" for number in range(30))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small book whose checks are clean."""
    for path, text in BOOK.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    assert problems(tmp_path) == []
    return tmp_path


def book_at(root: Path) -> Book:
    return read_book(WorkingTree(root), today=TODAY)


def problems(root: Path) -> list[str]:
    return [str(found) for found in run_checks(book_at(root))]


def new(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(lakebook, ["-C", str(root), "new", *arguments, "--today", "2026-11-24"])


def fill_in(path: Path) -> None:
    """Write text in place of every prompt."""
    path.write_text(re.sub(r"<!--.*?-->", WORDS, path.read_text(encoding="utf-8"), flags=re.DOTALL), encoding="utf-8")


# WIDs ---------------------------------------------------------------------------------------------------------------

ALL = [
    "Churn score", "--summary", "Which customers may leave: a number a week.", "--status", "proposed",
    "--domain", "sales", "--team", "churn", "--business-contact", "ann.durand", "--technical-contact", "raj.patel",
    "--reads", "crm.base.account=who buys", "--writes", "crm.base.score", "--writes", "lake/churn/",
    "--surfaces", "dashboard=Churn board",
]  # fmt: skip


def test_a_wid_with_all_options_passes_every_check_once_filled_in(root: Path):
    said = new(root, "wid", *ALL)
    assert said.exit_code == 0, said.output
    assert said.output.startswith("wrote wids/churn-score.md\nnext:") and "open:" not in said.output
    fill_in(root / "wids/churn-score.md")
    assert [problem for problem in problems(root) if "SEC" not in problem] == []
    product = book_at(root).products["churn-score"]
    assert (product.title, product.summary) == ("Churn score", "Which customers may leave: a number a week.")
    assert [(reference.target, reference.note) for reference in product.reads] == [("crm.base.account", "who buys")]
    assert [write.dataset or write.path for write in product.writes] == ["crm.base.score", "lake/churn/"]
    assert [(surface.type, surface.name) for surface in product.surfaces] == [("dashboard", "Churn board")]
    assert (product.created, product.review_by) == (TODAY, datetime.date(2027, 11, 24))
    assert [section.heading for section in product.sections] == [
        "What it does", "Value proposition", "How it works", "Integration points", "How data is surfaced", "Personal data",
    ]  # fmt: skip


def test_headings_without_text_count_as_empty(root: Path):
    new(root, "wid", *ALL)
    assert [section.words for section in book_at(root).products["churn-score"].sections] == [0] * 6


def test_personal_data_is_asked_for_only_where_it_is_read(root: Path):
    new(root, "wid", "Other", "--reads", "crm.base.score")
    assert "## Personal data" not in (root / "wids/other.md").read_text()
    new(root, "wid", "One", "--reads", "crm.base.account")
    assert "It reads personal data (contact)." in (root / "wids/one.md").read_text()


def test_what_is_not_given_is_left_as_a_placeholder_and_named(root: Path):
    said = new(root, "wid", "Churn score", "--domain", "sales")
    assert "open: summary, team, business_contact, technical_contact, reads, writes, surfaces" in said.output
    text = (root / "wids/churn-score.md").read_text()
    assert 'team: "<team>"' in text and "reads: []" in text


def test_an_unknown_dataset_is_warned_about_and_the_rest_is_written(root: Path):
    said = new(root, "wid", "Churn score", "--reads", "crm.base.acount=who buys", "--reads", "crm.base.score",
               "--reads", "crm.nowhere.nothing", "--writes", "lims.lab.score")  # fmt: skip
    assert said.exit_code == 0
    assert said.output.count("did you mean") == 1 and "did you mean 'crm.base.account'?" in said.output
    assert (
        "writes: 'lims.lab.score' is not a known dataset; add 'score' to catalogue/<domain>/lims/lab.yaml"
        in said.output
    )
    assert "open: summary, domain, team, business_contact, technical_contact, reads, writes, surfaces\n" in said.output
    product = book_at(root).products["churn-score"]
    assert [read.target for read in product.reads] == ["crm.base.acount", "crm.base.score", "crm.nowhere.nothing"]
    decided = new(root, "adr", "Keep scores", "--datasets", "crm.base.scor", "--datasets", "crm.base.account")
    assert "datasets: 'crm.base.scor' is not a known dataset; did you mean 'crm.base.score'?" in decided.output
    assert [decision.datasets for decision in book_at(root).decisions] == [["crm.base.scor", "crm.base.account"]]


def test_unknown_names_are_said_with_what_was_meant(root: Path):
    said = new(
        root, "wid", "Churn score", "--domain", "sale", "--reads", "crm.base.acount", "--business-contact", "old.hand"
    )
    assert "domain: 'sale' is not in the catalogue; did you mean 'sales'?" in said.output
    assert "did you mean 'crm.base.account'?" in said.output
    assert "business_contact: 'old.hand' left on 2026-01-31; name someone who is here" in said.output


def test_names_that_lead_nowhere_stay_open_and_are_said_as_the_checks_say_them(root: Path):
    said = new(root, "wid", *ALL, "--team", "chrn", "--technical-contact", "raj.patl", "--reads", "crm.base.acount")
    assert said.exit_code == 0 and "open: team, technical_contact, reads\n" in said.output
    assert "team: 'chrn' is not in the teams file; did you mean 'churn'?" in said.output
    assert "technical_contact: 'raj.patl' is not in the people file; did you mean 'raj.patel'?" in said.output
    found = "\n".join(problems(root))
    assert "team 'chrn' is not in the teams file" in found
    assert "technical contact 'raj.patl' is not in the people file" in found


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("crm.base.mould_life", "add 'mould_life' to catalogue/sales/crm/base.yaml, with 'status: draft' until"),
        ("crm.mart.score", "add 'score' to catalogue/sales/crm/mart.yaml, with 'status: draft' until"),
        ("lake.gold.score", "add 'score' to catalogue/sales/lake/gold.yaml, with 'status: draft' until"),
        (
            "crm.base.scores",
            "did you mean 'crm.base.score'? If it is new, add 'scores' to catalogue/sales/crm/base.yaml",
        ),
        ("crm.bse.score", "did you mean 'crm.base.score'? If it is new, add 'score' to catalogue/sales/crm/bse.yaml"),
        ("crm.base.score.idd", "did you mean 'crm.base.score'? If it is new"),
        ("score", "did you mean 'crm.base.score'?"),
        ("mould", "write it as system.schema.dataset, or as a directory/"),
    ],
)
def test_a_dataset_to_write_is_added_to_its_file_in_the_words_of_the_check(root: Path, name: str, hint: str):
    said = new(root, "wid", "Churn score", "--domain", "sales", "--writes", name)
    assert f"writes: '{name}' is not a known dataset; {hint}" in said.output
    found = [problem for problem in problems(root) if "WID006" in problem]
    assert len(found) == 1 and f"hint: {hint}" in found[0]


def test_what_another_product_writes_is_said_at_once_and_found_at_the_newcomer(root: Path):
    new(root, "wid", "Score board", "--status", "active", "--writes", "crm.base.score", "--writes", "lake/churn/all/")
    said = new(root, "wid", *ALL, "--id", "a-new-one", "--status", "draft")
    assert "writes: dataset 'crm.base.score' is written by product 'score-board' already\n" in said.output
    held = "directory 'lake/churn/' holds 'lake/churn/all/', which product 'score-board' writes"
    assert f"writes: {held}\n" in said.output and "open: writes\n" in said.output
    found = [problem for problem in problems(root) if "WID007" in problem]
    assert len(found) == 2 and all(problem.startswith("wids/a-new-one.md:") for problem in found)
    assert held in found[1]


def test_the_front_matter_names_what_may_be_added_and_each_example_is_valid(root: Path):
    said = new(root, "adr", "Allow it", "--status", "accepted")
    fill_in(root / "adrs/0001-allow-it.md")
    new(root, "wid", *ALL)
    page = root / "wids/churn-score.md"
    fill_in(page)
    quiet = problems(root)
    page.write_text(re.sub(r"^#( {3}- | (?=(integrations|adrs|type|links):))", lambda match: "  - " if "-" in match[1]
                           else "", page.read_text(), flags=re.MULTILINE))  # fmt: skip
    assert problems(root) == quiet, said.output
    product = book_at(root).products["churn-score"]
    assert product.adrs and product.type and product.integrations and product.links
    assert product.surfaces[1].audience == "company"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Prévision d'été", "prevision-d-ete"),
        ("Größe & Maß", "grosse-mass"),
        ("3D_print", "p-3d-print"),
        ("Łódź", "lodz"),
    ],
)
def test_the_id_comes_from_the_title(root: Path, title: str, name: str):
    assert new(root, "wid", title).exit_code == 0
    assert book_at(root).products[name].title == title


@pytest.mark.parametrize(
    ("arguments", "said"),
    [([], "give a title"), (["中文"], "give a title"), (["x", "--id", "Bad Id"], "small letters"),
     (["xyz", "--surfaces", "tv=x"], "write TYPE=NAME"), (["x", "--status", "odd"], "'odd' is not one of")],
)  # fmt: skip
def test_wrong_usage_writes_nothing(root: Path, arguments: list[str], said: str):
    result = new(root, "wid", *arguments)
    assert result.exit_code == 2 and said in result.output
    assert not (root / "wids").exists()


def test_a_file_that_is_there_is_never_overwritten(root: Path):
    (root / "wids").mkdir()
    (root / "wids/churn-score.md").write_text("mine\n")
    result = new(root, "wid", "Churn score")
    assert result.exit_code == 2 and "is there already" in result.output
    assert (root / "wids/churn-score.md").read_text() == "mine\n"


def test_a_terminal_is_asked_with_suggestions(root: Path):
    answers = ["Churn score", "Who may leave", "sale", "y", "churn", "ann.durand", "raj.patel", "crm.base.account", "",
               "crm.base.score", "", "dashboard=Churn board", "radio", "", ""]  # fmt: skip
    said = on_terminal(root, "new", "wid", "--today", "2026-11-24", answers=answers)
    assert "known: sales" in said and "did you mean 'sales'?" in said
    assert "old.hand" not in said, "who has left is not suggested"
    assert "left out: 'radio' is not TYPE=NAME" in said
    assert "Id [churn-score]" in said and "wrote wids/churn-score.md" in said and "open:" not in said
    product = book_at(root).products["churn-score"]
    assert (product.domain, product.team, product.technical_contact) == ("sales", "churn", "raj.patel")
    assert [reference.target for reference in product.reads] == ["crm.base.account"]


def test_another_answer_may_be_typed_where_one_is_suggested(root: Path):
    answers = [
        "Churn score",
        "Who may leave",
        "sale",
        "sale",
        "n",
        "sales",
        "",
        "",
        "",
        "",
        "crm.base.mould_life",
        "",
        "",
        "",
    ]
    said = on_terminal(root, "new", "wid", "--today", "2026-11-24", answers=answers)
    assert said.count("did you mean 'sales'? [Y/n]") == 2 and "Error" not in said
    assert "  'crm.base.mould_life' is not a known dataset; add 'mould_life' to catalogue/sales/crm/base.yaml" in said
    assert "open: team, business_contact, technical_contact, reads, writes, surfaces" in said
    assert book_at(root).products["churn-score"].domain == "sales"


def test_a_part_of_a_name_is_enough_where_many_are_known(root: Path):
    many = "".join(f"  press_{number:02}: {{title: Press {number}}}\n" for number in range(20))
    (root / "catalogue/sales/crm/plant.yaml").write_text(f"datasets:\n{many}")
    answers = ["Wear", "Which press wears", "", "", "", "", "PRESS", "Press 17", "", "acc", "y", "", "", "", ""]
    said = on_terminal(root, "new", "wid", "--today", "2026-11-24", answers=answers)
    assert "22 are known; type a part of a name to see those that hold it" in said
    assert "'PRESS' is in crm.plant.press_00, crm.plant.press_01" in said and "crm.plant.press_11, and 8 more" in said
    read = [reference.target for reference in book_at(root).products["wear"].reads]
    assert read == ["crm.plant.press_17", "crm.base.account"]


def on_terminal(root: Path, *arguments: str, answers: list[str]) -> str:
    """What the command prints on a real terminal, where each question that it asks gets the next answer."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "lakebook.cli", "-C", str(root), *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "plugins"), "TERM": "dumb"}
    process = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment)
    os.close(theirs)
    said, waiting = "", list(answers)
    while True:
        ready, _, _ = select.select([ours], [], [], 300)
        assert ready, f"it waits for more than {answers}:\n{said}"
        try:
            part = os.read(ours, 4096).decode()
        except OSError:  # the other side is closed
            break
        if not part:
            break
        said += part
        if re.search(r"(: |\]: )$", said) and waiting:
            os.write(ours, f"{waiting.pop(0)}\n".encode())
            said += "\n"
    os.close(ours)
    assert process.wait(300) == 0, said
    return said.replace("\r", "")


# ADRs ---------------------------------------------------------------------------------------------------------------


def add_adr(root: Path, name: str, text: str) -> Path:
    (root / "adrs").mkdir(exist_ok=True)
    (root / "adrs" / name).write_text(text, encoding="utf-8")
    return root / "adrs" / name


def test_the_first_adr(root: Path):
    said = new(root, "adr", "Store events: as Iceberg", "--datasets", "crm.base.account", "--deciders", "@ada")
    assert said.exit_code == 0 and "wrote adrs/0001-store-events-as-iceberg.md" in said.output
    assert [problem.split(", ")[0] for problem in problems(root)] == [
        "adrs/0001-store-events-as-iceberg.md:3: warning ADR020 the decision is proposed"
    ]
    fill_in(root / "adrs/0001-store-events-as-iceberg.md")
    assert problems(root) == []
    decision = next(iter(book_at(root).decisions))
    assert (decision.id, decision.number, decision.title) == ("adr-0001", 1, "Store events: as Iceberg")
    assert (decision.status, decision.date, decision.deciders) == ("proposed", TODAY, ["@ada"])
    assert decision.datasets == ["crm.base.account"]


def test_an_adr_holds_no_empty_keys(root: Path):
    assert new(root, "adr", "Store events as Iceberg").exit_code == 0
    front = (root / "adrs/0001-store-events-as-iceberg.md").read_text().split("---\n")[1]
    assert re.findall(r"^[\w-]+", front, re.MULTILINE) == ["id", "title", "status", "date"]
    with_one = new(root, "adr", "Second", "--products", "churn-score")
    assert with_one.exit_code == 0 and "products: [churn-score]" in (root / "adrs/0002-second.md").read_text()


def test_the_next_number_is_above_all_names_ids_and_titles(root: Path):
    add_adr(root, "0003-x.md", "# 3. X\n\nDate: 2026-01-01\n\n## Status\n\nAccepted\n")
    add_adr(root, "20260301-y.md", "---\nid: adr-0017\nstatus: accepted\n---\n# Y\n")
    add_adr(root, "0021-broken.md", "---\nstatus: [\n---\n")
    assert "wrote adrs/0022-z.md" in new(root, "adr", "Z").output


@pytest.mark.parametrize(
    ("title", "name"),
    [("Événements à l'été", "0001-evenements-a-l-ete.md"), ("Template", "0001-template.md"), ("中文", "0001-decision.md"),
     ("../../etc/passwd", "0001-etc-passwd.md"), ("word " * 40, "0001-" + "-".join(["word"] * 12) + ".md")],
)  # fmt: skip
def test_file_names(root: Path, title: str, name: str):
    assert f"wrote adrs/{name}" in new(root, "adr", title).output
    assert [decision.title for decision in book_at(root).decisions] == [title.strip()]


OLD = "---\nid: adr-0001\ntitle: Old  # kept\nstatus: accepted  # by Ann\ndate: 2026-01-01\n---\n\n# Old\n\n## Context\n\nText.\n"


def test_an_accepted_successor_is_written_into_the_old_decision(root: Path):
    old = add_adr(root, "0001-old.md", OLD)
    assert new(root, "adr", "New", "--status", "accepted", "--supersedes", "1").exit_code == 0
    assert old.read_text() == OLD.replace("status: accepted", "status: superseded").replace(
        "2026-01-01\n", "2026-01-01\nsuperseded_by: adr-0002\n"
    )
    fill_in(root / "adrs/0002-new.md")
    assert problems(root) == []


def test_a_proposed_successor_leaves_the_old_decision_and_says_what_to_write(root: Path):
    old = add_adr(root, "0001-old.md", OLD)
    said = new(root, "adr", "New", "--supersedes", "adr-0001")
    assert (
        "once it is accepted, write 'status: superseded' and 'superseded_by: adr-0002' in adrs/0001-old.md"
        in said.output
    )
    assert old.read_text() == OLD


def test_an_old_decision_in_another_dialect_is_left_to_its_author(root: Path):
    text = "# 1. Old\n\nDate: 2026-01-01\n\n## Status\n\nAccepted\n"
    old = add_adr(root, "0001-old.md", text)
    said = new(root, "adr", "New", "--status", "accepted", "--supersedes", "0001-old.md")
    assert "say in adrs/0001-old.md that adr-0002 supersedes it" in said.output and old.read_text() == text


@pytest.mark.parametrize(("arguments", "said"), [([], "give a title"), (["X", "--supersedes", "9"], "no decision '9'")])
def test_wrong_usage_of_adr_writes_nothing(root: Path, arguments: list[str], said: str):
    result = new(root, "adr", *arguments)
    assert result.exit_code == 2 and said in result.output and not (root / "adrs").exists()
