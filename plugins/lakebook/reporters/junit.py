"""JUnit report (``artifacts:reports:junit`` of GitLab, and most CI servers).

A suite a family of what was run: that of drift where a source was asked, else all others. In it a passed test for each
check that found nothing, so that a clean run is not empty, and a test a finding: errors fail; warnings, information and
known findings are skipped. No two tests share a class and a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.etree import ElementTree

from lakebook.book import Book
from lakebook.checks import FAMILIES, OF_SOURCES
from lakebook.checks._run import all_checks
from lakebook.diagnostics import Diagnostic
from lakebook.reporters._repository import folder_in_repository

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit(diagnostics: Iterable[Diagnostic], book: Book) -> str:
    """XML with a declaration."""
    of_sources = book.drift is not None
    checks = {name: one for name, one in all_checks().items() if (_family(one.code) == OF_SOURCES) == of_sources}
    by_family: dict[str, list[Diagnostic]] = {_family(check.code): [] for check in checks.values()}
    for one in diagnostics:
        by_family.setdefault(_family(one.code), []).append(one)
    folder = folder_in_repository(book)
    suites = ElementTree.Element("testsuites", name=f"lakebook {'drift' if of_sources else 'check'}")
    for family, found in by_family.items():
        suite = ElementTree.SubElement(suites, "testsuite", name=FAMILIES.get(family, family))
        names = {one.name for one in found}
        for name, check in checks.items():
            if _family(check.code) == family and name not in names:
                passed = {"classname": suite.get("name", ""), "name": f"{check.code} {name}", "time": "0"}
                ElementTree.SubElement(suite, "testcase", passed)
        taken: set[tuple[str, str]] = set()
        for one in found:
            suite.append(_case(one, folder, taken))
        _count(suite, [suite])
    _count(suites, list(suites))
    ElementTree.indent(suites, " ")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ElementTree.tostring(suites, encoding="unicode")}\n'


def _family(code: str) -> str:
    return code.rstrip("0123456789")


def _case(one: Diagnostic, folder: str, taken: set[tuple[str, str]]) -> ElementTree.Element:
    """The test that a finding is; *taken* are classes and names of others."""
    path = _visible(folder + one.location.path)
    about = " ".join(part for part in (one.code, one.subject, one.field) if part)
    name = _visible(f"{about} ({one.occurrence + 1})" if one.occurrence else about)
    if (path, name) in taken:  # a subject may hold what parts it from the field
        name = f"{name} {one.fingerprint}"
    taken.add((path, name))
    case = ElementTree.Element("testcase", classname=path, name=name, file=path, time="0")
    message = _visible(f"known: {one.message}" if one.known else one.message)
    if one.fails:
        failure = ElementTree.SubElement(case, "failure", type=one.name, message=message)
        failure.text = _visible(str(one))
    else:
        ElementTree.SubElement(case, "skipped", message=message)
    return case


def _count(element: ElementTree.Element, suites: list[ElementTree.Element]) -> None:
    for name, path in (("tests", "testcase"), ("failures", "testcase/failure"), ("skipped", "testcase/skipped")):
        element.set(name, str(sum(len(suite.findall(path)) for suite in suites)))
    element.set("errors", "0")
    element.set("time", "0")


def _visible(text: str) -> str:
    """*text* with what XML cannot hold written out, such as ``\\x07``."""
    return _NOT_XML.sub(lambda found: found.group().encode("unicode_escape").decode(), text)
