"""Decisions: the 61 files of the corpus, positions, broken files, and what must never count as accepted."""

from __future__ import annotations

import datetime
import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lakebook.book import Book, read_book
from lakebook.checks._run import all_checks, run_checks
from lakebook.diagnostics import Diagnostic
from lakebook.model.decision import RELATIONS, STATUSES, Decision
from lakebook.readers import Records
from lakebook.readers.decision_record import decision_record
from lakebook.settings import Settings
from lakebook.sources.in_memory import InMemory

TODAY = datetime.date(2026, 11, 1)


def book_of(files: dict[str, str | bytes]) -> Book:
    return read_book(InMemory(files), today=TODAY)


def findings(book: Book) -> list[Diagnostic]:
    return run_checks(book, [check for check in all_checks().values() if check.code.startswith("ADR")])


def read(text: str | bytes, path: str = "adrs/0005-mask-names.md") -> Records:
    return decision_record(path, text.encode() if isinstance(text, str) else text, Settings())


def only(text: str | bytes, path: str = "adrs/0005-mask-names.md") -> Decision:
    return read(text, path).decisions[0]


def said(text: str | bytes) -> list[str]:
    return [str(found) for found in findings(book_of({"adrs/0005-mask-names.md": text}))]


def status_of(words: str) -> str:
    return only(f"# 5. Mask names\n\n## Status\n\n{words}\n").status


@pytest.fixture(scope="module")
def expected() -> dict[str, Any]:
    from conftest import CORPUS

    if not (CORPUS / "adrs").is_dir():
        pytest.skip(f"no corpus at {CORPUS} (set LAKEBOOK_CORPUS)")
    found: dict[str, Any] = json.loads((CORPUS / "adrs" / "expected.json").read_text())
    return found


@pytest.fixture(scope="module")
def log(expected: dict[str, Any]) -> Book:
    from conftest import CORPUS

    return book_of({f"adrs/{name}": (CORPUS / "adrs" / name).read_bytes() for name in expected})


def test_every_file_of_the_corpus_is_a_decision_or_is_passed_over(log: Book, expected: dict[str, Any]) -> None:
    wanted = {f"adrs/{name}" for name, facts in expected.items() if not facts.get("skip")}
    assert len(expected) == 61
    assert {decision.path for decision in log.decisions} == wanted


def test_each_decision_of_the_corpus_says_what_its_file_says(log: Book, expected: dict[str, Any]) -> None:
    differences = []
    for decision in log.decisions:
        for key, wanted in expected[decision.path.removeprefix("adrs/")].items():
            if key in ("seen", "findings"):
                continue
            found = fact(decision, key)
            if found != wanted:
                differences.append(f"{decision.path}: {key} is {found!r}, expected {wanted!r}")
    assert differences == []


def fact(decision: Decision, key: str) -> Any:
    if key in RELATIONS:
        return [relation.target for relation in decision.related(key)]
    value = getattr(decision, key)
    if isinstance(value, datetime.date):
        return value.isoformat()
    return None if key == "status" and not value else value


def test_each_file_of_the_corpus_gets_its_findings_and_no_others(log: Book, expected: dict[str, Any]) -> None:
    found: dict[str, set[str]] = {f"adrs/{name}": set() for name in expected}
    for diagnostic in findings(log):
        if diagnostic.name == "decision_review_passed":
            continue  # the days of the corpus are long gone
        found[diagnostic.location.path].add(diagnostic.name.removeprefix("decision_").replace("_", "-"))
    wanted = {f"adrs/{name}": set(facts["findings"]) for name, facts in expected.items()}
    assert found == wanted


def test_the_corpus_shows_every_check_of_the_family(log: Book) -> None:
    family = {check.code for check in all_checks().values() if check.code.startswith("ADR")}
    of_a_book = {"ADR022", "ADR023", "ADR024"}
    shown = {diagnostic.code for diagnostic in findings(log)}
    assert len(family) == 24
    assert shown == family - {"ADR020"} - of_a_book, "all of them have text, and none names datasets or products"


def test_only_a_plain_acceptance_is_accepted() -> None:
    for words in (
        "Accepted",
        "✅ **Approved**",
        "Decided. Open to change.",
        "Accepted (2026-01-02)",
        "ACCEPTED Not Implemented",
    ):
        assert status_of(words) == "accepted", words
    doubtful = (
        "Not accepted",
        "Accepted, pending legal",
        "Accepted unless legal objects",
        "Partly accepted",
        "Accepted: no",
        "To be accepted",
        "~~Accepted~~",
        "Accepted, superseded by ADR-9",
        "Partly superseded, accepted otherwise",
        "proposed | accepted",
        "vigente",
        "",
    )
    for words in doubtful:
        assert status_of(words) != "accepted", words


@given(st.text(max_size=40))
def test_no_status_outside_the_list(words: str) -> None:
    assert status_of(words) in ("", *STATUSES)


def test_a_successor_outweighs_an_accepted_status() -> None:
    text = "---\nstatus: accepted\ndate: 2026-03-02\nsuperseded_by: adr-0009\n---\n# Mask names\n"
    assert only(text).status == "superseded"
    assert any(line.startswith("adrs/0005-mask-names.md:2:1: error ADR009") for line in said(text))


def test_positions_count_from_the_top_of_the_file_with_windows_line_endings_and_bom() -> None:
    text = "---\nstatus: on hold\ndate: 2.3.2026\n---\n\n# 4. Mask names\n\nReplaces: [x](gone.md)\n"
    wanted = [
        "adrs/0005-mask-names.md:2:1: error ADR008 status 'on hold' is not one that is known",
        "adrs/0005-mask-names.md:3:1: warning ADR015 date '2.3.2026' is not written the ISO way",
        "adrs/0005-mask-names.md:6:1: error ADR002 the title says 4, the file name says 5",
        "adrs/0005-mask-names.md:8:11: error ADR010 supersedes 'gone.md', which is not in the book",
    ]
    for content in (text.encode(), b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()):
        assert [line.partition("\nhint")[0] for line in said(content)] == wanted


def test_a_date_in_bold_on_one_line_is_placed_at_its_column() -> None:
    lines = said("# Mask names\n\n**Status:** Accepted | **Date:** 31/01/2026\n")
    assert [line.split(" ")[0] for line in lines] == ["adrs/0005-mask-names.md:3:34:"]


def test_broken_front_matter_leaves_the_body() -> None:
    text = "---\nstatus: accepted\ndeciders: @ada\n---\n# Mask names\n\nDate: 2026-03-02\n\n## Status\n\nProposed\n"
    decision = only(text)
    assert (decision.title, decision.date, decision.status) == ("Mask names", datetime.date(2026, 3, 2), "proposed")
    assert [line.partition(" not YAML")[0] for line in said(text)] == ["adrs/0005-mask-names.md:3:11: error ADR004"]


def test_front_matter_that_is_never_closed_or_is_a_list_is_one_error() -> None:
    for text in ("---\nstatus: accepted\n# Mask names\n", "---\n- accepted\n---\n# Mask names\n\nDate: 2026-03-02\n"):
        assert [found.check for found in read(text).findings if "yaml" in found.check] == ["decision_front_matter_yaml"]
        assert only(text).status == ""


def test_broken_front_matter_below_a_comment_is_not_believed_either() -> None:
    text = "<!-- a -->\n---\nstatus: accepted\ndeciders: @ada\n---\n# Mask names\n"
    assert only(text).status == ""
    assert [line.split(" ")[0:3:2] for line in said(text)] == [
        ["adrs/0005-mask-names.md:2:1:", "ADR006"],
        ["adrs/0005-mask-names.md:4:11:", "ADR004"],
    ]


def test_a_file_that_is_not_utf8_is_reported_and_the_log_goes_on() -> None:
    files = {"adrs/0001-a.md": b"# 1. Caf\xe9\n", "adrs/0002-b.md": b"# 2. B\n\n## Status\n\nAccepted\n"}
    book = book_of(files)
    assert [decision.id for decision in book.decisions] == ["adr-0002"]
    assert [str(found.location) for found in book.findings_of("file_unreadable")] == ["adrs/0001-a.md:1:1"]


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        "---\nstatus: " + "[" * 100_000 + "\n---\n# A\n",
        "# A\n\n## Status\n\nSuperseded by " + "[" * 100_000,
        "# A\n\n## Status\n\nSuperseded by [](" + "a" * 100_000,
        "# A\n\n## Status\n\nSuperseded by " + "1" * 100_000 + "!",
        "# A" + " " * 100_000 + "b\n",
        "<!--" * 25_000,
        "---\nid: " + "9" * 100_000 + "\nsupersedes: " + "0" * 100_000 + "\n---\n# A\n",
        "| Status " + "|" * 100_000,
        "**Status:** " + " | **" * 25_000,
        "{a " * 30_000,
        "# A\n\nDate: " + "9" * 100_000,
    ],
    ids=lambda text: text[:24].strip(),
)
def test_a_hundred_kilobytes_of_malice_take_no_time(text: str) -> None:
    start = time.process_time()
    decision = only(text)
    findings(book_of({"adrs/0005-mask-names.md": text}))
    assert decision.status != "accepted"
    assert time.process_time() - start < 20  # a pattern that backtracks takes hours


@given(st.binary(max_size=200))
def test_no_bytes_make_the_reader_raise(content: bytes) -> None:
    for front in (b"", b"---\nstatus: accepted\n", b"# 5. A\n\n## Status\n\n"):
        assert len(read(front + content).decisions) <= 1


def test_what_is_no_decision_gives_no_records_and_what_is_one_is_never_lost() -> None:
    text = "# Text\n\n## Decision\n\nYes.\n"
    for path in ("README.md", "index.md", "adr-template.md", "template.md", "EMPTY-ADR.md", "templates/0001-a.md"):
        assert read(text, f"adrs/{path}").decisions == [], path
    assert read("# Figures\n", "adrs/2022-02-07-tracing/figures.md") == Records()
    assert read("# Glossary\n", "adrs/glossary.md") == Records()
    for path in (
        "0012-adr-template.md",
        "2024/0001-a.md",
        "01-security/use-keys.md",
        "css/index.md",
        "0012-a/README.md",
    ):
        assert len(read(text, f"adrs/{path}").decisions) == 1, path


def test_ids_come_from_front_matter_then_from_the_name() -> None:
    text = "# A\n\n## Decision\n\nYes.\n"
    named = {"12-a.md": "adr-0012", "ADR-012.md": "adr-0012", "20240304-a.md": "20240304-a", "use-keys.md": "use-keys"}
    assert {name: only(text, f"adrs/{name}").id for name in named} == named
    assert only("---\nid: D-7\n---\n# A\n", "adrs/0012-a.md").id == "D-7"
    assert only("---\nid: 7\n---\n# A\n", "adrs/0012-a.md").id == "adr-0012"


def test_relations_lead_to_decisions_in_any_spelling() -> None:
    files: dict[str, str | bytes] = {"adrs/0007-raw.md": "# 7. Raw\n", "adrs/2026-01-02-log/README.md": "# Log\n"}
    spellings = {
        "[x](0007-raw.md)": "adr-0007",
        "[x](./0007-raw.md#status)": "adr-0007",
        "ADR-7": "adr-0007",
        "ADR 0007": "adr-0007",
        "[[0007-raw]]": "adr-0007",
        "[x](2026-01-02-log/)": "2026-01-02-log",
        "[x](2026-01-02-log/README.md)": "2026-01-02-log",
        "[x](0008-gone.md)": "",
        "ADR-70": "",
    }
    for written, wanted in spellings.items():
        book = book_of({**files, "adrs/0001-a.md": f"# 1. A\n\n## Status\n\nAccepted\n\nAmends {written}\n"})
        assert [relation.decision for relation in next(iter(book.decisions)).relations] == [wanted], written


def test_front_matter_names_everything_a_decision_holds() -> None:
    text = """---
id: adr-0005
title: "Mask names: at once"
status: accepted
date: 2026-03-02
review: 2027-03-02
decision-makers: ["@ada", Grace]
consulted: Linus, Edsger
informed: [everyone]
summary: In the context of exports, we mask names.
tags: [privacy]
datasets: [crm.sales.customer]
products: [churn-score]
supersedes: [adr-0004, adr-0003]
ignore:
  ADR010: the old log stayed where it was
---
Text.
"""
    decision = only(text)
    assert decision.title == "Mask names: at once"
    assert decision.deciders == ["@ada", "Grace"]
    assert (decision.consulted, decision.informed) == (["Linus", "Edsger"], ["everyone"])
    assert (decision.datasets, decision.products, decision.tags) == (
        ["crm.sales.customer"],
        ["churn-score"],
        ["privacy"],
    )
    assert decision.summary == "In the context of exports, we mask names."
    assert decision.review == datetime.date(2027, 3, 2)
    assert [relation.target for relation in decision.related("supersedes")] == ["adr-0004", "adr-0003"]
    assert decision.body.strip() == "Text."
    assert [one for one in said(text) if "is not a known" not in one] == []


def test_an_imported_log_is_only_warned_about() -> None:
    files: dict[str, str | bytes] = {"lakebook.yaml": "decisions: compat\n", "adrs/0003-a.md": "# 9. A\n"}
    assert {str(found.severity) for found in findings(book_of(files))} == {"warning"}


WORDS = " ".join(["word"] * 20)


@pytest.mark.parametrize(
    ("status", "text", "severity"),
    [
        ("accepted", f"<!--\n{WORDS}\n-->", "error"),
        ("superseded", f"{{{WORDS}}} [{WORDS}]\n\n## {WORDS}\n\n{WORDS}\n---\n", "error"),
        ("deprecated", "<!-- Which one, and why? -->\n\nOne short line.", "error"),
        ("proposed", "", "warning"),
        ("accepted", "One short line. <!-- sic -->", None),
        ("draft", "", None),
        ("rejected", "", None),
        ("accepted", WORDS, None),
        ("accepted", f"```sql\n{WORDS}\n```", None),
        ("accepted", f"[{WORDS}](https://example.org/a)", None),
        ("accepted", "名前は到着時に隠す。下流では誰も必要としないからである。", None),
    ],
)
def test_a_decision_without_text_is_found(status: str, text: str, severity: str | None) -> None:
    relation = "superseded_by: adr-0006\n" if status == "superseded" else ""
    content = f"---\nstatus: {status}\ndate: 2026-03-02\n{relation}---\n# Mask names\n\n## Decision\n\n{text}\n"
    about = [d for d in findings(book_of({"adrs/0005-mask-names.md": content})) if d.name == "decision_text_missing"]
    assert [d.severity.value for d in about] == ([severity] if severity else [])


def test_a_list_of_deciders_below_its_key() -> None:
    assert only("# A\n\n* Status: accepted\n* Deciders:\n  * Ada\n  * Grace\n* Date: 2026-03-02\n").deciders == [
        "Ada",
        "Grace",
    ]


def test_the_outline_passes_over_comments_and_fences_in_each_other() -> None:
    text = "# A\n\n```\n<!--\n```\n\n## Status\n\nAccepted\n\n<!--\n```\n-->\n\n## Links\n\n- Amends [x](gone.md)\n"
    decision = only(text)
    assert decision.status == "accepted"
    assert [relation.target for relation in decision.relations] == ["gone.md"]


# The summary

Y_STATEMENT = """\
In the context of **order exports**, facing partners who must not see names,
we decided for [masking](masking.md) and against `hashing`, to achieve v1.2 compatibility,
accepting that joins take *longer*."""
ONE_SENTENCE = (
    "In the context of order exports, facing partners who must not see names, we decided for masking and against "
    "`hashing`, to achieve v1.2 compatibility, accepting that joins take longer."
)


@pytest.mark.parametrize(
    "body",
    [Y_STATEMENT, f"{Y_STATEMENT} This was not easy.", "> " + Y_STATEMENT.replace("\n", "\n> "), f"- {Y_STATEMENT}"],
)
def test_a_y_statement_is_the_summary(body: str):
    assert only(f"# Mask names\n\n## Decision\n\nShort.\n\n{body}\n\nMore.\n").summary == ONE_SENTENCE


def test_a_summary_of_its_own_goes_before_a_y_statement():
    assert only(f"---\nsummary: Names are masked.\n---\n# Mask names\n\n{Y_STATEMENT}\n").summary == "Names are masked."


@pytest.mark.parametrize(
    "body",
    [
        "In the context of exports, names are masked.",
        "In the context of {use case}, facing {concern}, we decided for {option}.",
        "In the context of <use case>, facing <concern>, we decided for <option>.",
        f"```\n{Y_STATEMENT}\n```",
    ],
)
def test_a_sentence_of_another_kind_is_no_summary(body: str):
    assert only(f"# Mask names\n\n{body}\n").summary == ""
