"""SARIF 2.1.0, for GitHub code scanning, editors and security tools.

Known findings are suppressed results of the state ``unchanged``. A cell of a workbook is a logical location, since a
region is made of lines.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, TypeAlias

from lakebook import __version__
from lakebook.book import Book
from lakebook.checks import FAMILIES, Check
from lakebook.checks._page import read_page
from lakebook.checks._run import all_checks
from lakebook.diagnostics import Diagnostic, Severity
from lakebook.reporters._repository import folder_in_repository, page_of_check
from lakebook.reporters._wording import address, plain, sentence

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.error: "error", Severity.warning: "warning", Severity.info: "note"}
_ROOT = "%SRCROOT%"

_Json: TypeAlias = dict[str, Any]


def sarif(diagnostics: Iterable[Diagnostic], book: Book) -> str:
    """One log of one run; rules are the checks that found something."""
    listed = list(diagnostics)
    names = {one.name for one in listed}
    checks = [check for name, check in all_checks().items() if name in names]
    indexes = {check.code: index for index, check in enumerate(checks)}
    folder = folder_in_repository(book)
    compared = any(one.known for one in listed)
    run = {
        "tool": {
            "driver": {"name": "Lakebook", "version": __version__, "rules": [_rule(check, book) for check in checks]}
        },
        "automationDetails": {"id": "lakebook/check/"},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The root of the repository."}}},
        "results": [_result(one, indexes[one.code], folder, compared) for one in listed],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=1, ensure_ascii=False) + "\n"


def _rule(check: Check, book: Book) -> _Json:
    page = read_page(check)
    family = check.code.rstrip("0123456789")
    rule: _Json = {
        "id": check.code,
        "name": check.__name__,
        "shortDescription": {"text": page.verdict},
        "fullDescription": {"text": page.reason or page.verdict},
        "help": {"text": page.body or page.verdict, "markdown": page.body or page.verdict},
        "defaultConfiguration": {"level": _LEVELS[check.severity]},
        "properties": {"tags": [FAMILIES.get(family, family)]},
    }
    if address := page_of_check(book, check.code):
        rule["helpUri"] = address
    return rule


def _result(one: Diagnostic, index: int, folder: str, compared: bool) -> _Json:
    result: _Json = {
        "ruleId": one.code,
        "ruleIndex": index,
        "level": _LEVELS[one.severity],
        "message": {"text": sentence(one)},
        "locations": [_location(one, folder)],
        "partialFingerprints": {"lakebook/v1": one.fingerprint, "primaryLocationLineHash": one.fingerprint},
    }
    if compared:
        result["baselineState"] = "unchanged" if one.known else "new"
    if one.known:
        result["suppressions"] = [{"kind": "external", "justification": "Held by the baseline."}]
    return result


def _location(one: Diagnostic, folder: str) -> _Json:
    place = one.location
    region = {"startLine": place.line or 1}
    if place.line and place.column:
        region["startColumn"] = place.column
    found: _Json = {
        "physicalLocation": {
            "artifactLocation": {"uri": address(folder + place.path), "uriBaseId": _ROOT},
            "region": region,
        },
    }
    logical = []
    if place.sheet:
        full = "!".join(part for part in (place.sheet, place.cell) if part)
        kind = "cell" if place.cell else "sheet"
        logical.append({"name": plain(place.cell or place.sheet), "fullyQualifiedName": plain(full), "kind": kind})
    if one.subject:
        logical.append({"fullyQualifiedName": plain(one.subject), "kind": "record"})
    if logical:
        found["logicalLocations"] = logical
    return found
