"""``lakebook.yaml``: each option documented where it stands."""

from __future__ import annotations

import difflib
import os
import re
from typing import Any, Literal, TypeAlias

import msgspec

from lakebook.diagnostics import Finding, Location, Severity
from lakebook.hosting.host import READERS, Host, Limits, limits_of
from lakebook.sources import Source
from lakebook.syntax import Unreadable
from lakebook.syntax.strict_yaml import Document, KeyPath, parse

FILE = "lakebook.yaml"
_UNKNOWN_BELOW = re.compile(r"Object contains unknown field `(.*)`$")


class Folders(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """Where the parts of the book lie, relative to its root."""

    catalogue: str = "catalogue"
    """People, teams, domains, systems and schemas."""
    products: str = "wids"
    """Work Initiation Documents."""
    decisions: str = "adrs"
    """Architecture decision records."""
    pages: str = "docs"
    """Hand-written pages; the ``docs_dir`` of MkDocs."""


class Repository(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """Where the book is hosted; edit links are made from it. Default: the variables of GitLab CI or GitHub Actions."""

    kind: Literal["", "gitlab", "github"] = ""
    """Decides the shape of edit links; guessed from the address when absent."""
    url: str = ""
    """Web address of the project, without a slash at the end."""
    branch: str = "main"
    """Branch that edit links open."""


Weight: TypeAlias = Literal["error", "warning", "info", "off"]
"""How much a check weighs in a book, or in a folder of it."""


class Override(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """Severities for a part of the book, such as a folder that was taken over as it was."""

    below: str
    """A folder or a file, relative to the root of the book."""
    severities: dict[str, Weight]
    """Check name or code -> severity of what stands there."""

    def covers(self, path: str) -> bool:
        """Whether the file at *path* lies there."""
        folder = self.below.strip("/")
        return path == folder or path.startswith(f"{folder}/")


class Settings(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """All options of a book. An absent file or key means the default given here."""

    title: str = ""
    """Name of the company or platform, shown on the home page; ``site_name`` of mkdocs.yml when absent."""
    classifications: tuple[str, ...] = ("public", "internal", "confidential", "restricted")
    """From open to closed; "lower than" means earlier in this list."""
    kinds: tuple[str, ...] = ("table", "view", "file", "topic", "report", "dashboard", "api")
    """Kinds of dataset."""
    layers: tuple[str, ...] = ("bronze", "silver", "gold")
    """Layers of the lake, in the order data flows through them."""
    personal: tuple[str, ...] = ()
    """Categories of personal data; any word is taken when the list is empty."""
    stack: dict[str, str] = {}
    """Technology -> what the company uses it for; shown on the platform pages."""
    folders: Folders = Folders()
    """Where the parts of the book lie."""
    repository: Repository = Repository()
    """Where the book is hosted."""
    host: Host = Host()
    """Where the site is published, and how much is taken there."""
    severities: dict[str, Weight] = {}
    """Check name or code -> severity in this book."""
    overrides: tuple[Override, ...] = ()
    """Severities for parts of the book; the deepest folder that names a check decides."""
    datasets_per_custodian: int = 250
    """Most datasets that one person can answer for; 0 for any number."""
    columns_described: int = 0
    """Per cent of a dataset's columns that must have a description."""
    decisions: Literal["strict", "compat"] = "strict"
    """``compat``: findings in decisions are warnings at most, for an imported log."""
    baseline: str = ""
    """File of known findings, which fail nothing; relative to the book's root. None when absent."""
    workbooks: int = 100
    """Most datasets in a workbook that the page of a domain or a system offers; 0 for no workbooks."""
    drawn_lineage: int = 30_000
    """Most datasets in a book whose pages draw the lineage; those of larger books list it."""
    site: str = ""
    """Web address of the published site, for links from reports; ``CI_PAGES_URL`` when absent."""

    @property
    def limits(self) -> Limits:
        """How much the host takes."""
        return limits_of(self.host, self.repository.url, self.repository.kind)


def read_settings(source: Source) -> tuple[Settings, list[Finding]]:
    """Settings of the book, and what ``lakebook.yaml`` gets wrong; defaults stand in for what is wrong."""
    try:
        document = parse(source.read(FILE))
    except OSError:
        return _with_repository(Settings()), _under_another_name(source)
    except Unreadable as error:
        found = error.trouble
        location = Location(FILE, found.line, found.column)
        return _with_repository(Settings()), [Finding(location, found.message, found.hint, check=found.check)]
    findings = [_finding(document, (), t.message, t.hint, t.check, (t.line, t.column)) for t in document.troubles]
    if not isinstance(document.value, dict):
        findings.append(_finding(document, (), "expected 'key: value' lines, not a list", "", "value_malformed"))
        return _with_repository(Settings()), findings
    given = {key: value for key, value in document.value.items() if value != ""}
    findings += _read_host(document, given)
    findings += _read_overrides(document, given)
    while True:
        try:
            return _with_repository(msgspec.convert(given, Settings, strict=False)), findings
        except msgspec.ValidationError as error:
            findings.append(_drop_wrong(document, given, str(error)))


def _under_another_name(source: Source) -> list[Finding]:
    """A finding where the settings stand in ``lakebook.yml``, which nobody reads."""
    other = FILE.replace(".yaml", ".yml")
    try:
        source.read(other)
    except OSError:
        return []
    message = f"settings are read from {FILE}, not from {other}"
    return [Finding(Location(other), message, f"call it {FILE}", check="file_misplaced", severity=Severity.error)]


def _drop_wrong(document: Document, given: dict[str, Any], message: str) -> Finding:
    """Take the option that cannot be read out of *given*, and say what is wrong with it."""
    said, _, place = message.partition(" - at `$.")
    keys = tuple(part for part in place.rstrip("`").replace("[...]", "").split(".") if part)
    if not keys or keys[0] not in given:
        keys = next(((key,) for key in given if key not in Settings.__struct_fields__), (next(iter(given)),))
    del given[keys[0]]
    if keys[0] not in Settings.__struct_fields__:
        return _unknown(document, keys, Settings)
    if below := _UNKNOWN_BELOW.match(said):
        return _unknown(document, (*keys, below.group(1)), type(getattr(Settings(), keys[0])))
    return _malformed(document, keys, said)


def _malformed(document: Document, keys: KeyPath, said: str) -> Finding:
    """What *said* says of the value at *keys*; the hint follows a semicolon."""
    said, _, hint = said.partition("; ")
    return _finding(document, keys, f"option '{keys[0]}': {said[0].lower()}{said[1:]}", hint, "value_malformed")


def _read_host(document: Document, given: dict[str, Any]) -> list[Finding]:
    """Put numbers into ``host:`` where people write ``1 GB``; what is no number is taken out, and told."""
    host = given.get("host")
    host = {"name": host} if isinstance(host, str) else host
    if not isinstance(host, dict):
        return []
    given["host"], findings = dict(host), []
    for key, read in READERS.items():
        try:
            if key in host:
                given["host"][key] = read(host[key])
        except ValueError as error:
            del given["host"][key]
            findings.append(_malformed(document, ("host", key), str(error)))
    return findings


def _read_overrides(document: Document, given: dict[str, Any]) -> list[Finding]:
    """Take the entries out of ``overrides:`` that cannot be read, each with a finding of its own."""
    listed = given.get("overrides")
    if not isinstance(listed, list):
        return []
    kept, findings = [], []
    for index, entry in enumerate(listed):
        try:
            msgspec.convert(entry, Override, strict=False)
            kept.append(entry)
        except msgspec.ValidationError as error:
            said = str(error).partition(" - at `$")[0]
            unknown = _UNKNOWN_BELOW.match(said)
            said = f"Unknown field '{unknown.group(1)}'; use below and severities" if unknown else said
            findings.append(_malformed(document, ("overrides", index), said))
    given["overrides"] = kept
    return findings


def _unknown(document: Document, keys: tuple[str, ...], kind: type[msgspec.Struct]) -> Finding:
    """The last of *keys* is no option of *kind*."""
    known = kind.__struct_fields__
    near = difflib.get_close_matches(keys[-1], known, n=1)
    hint = f"did you mean '{near[0]}'?" if near else f"use one of {', '.join(known)}"
    return _finding(document, keys, f"unknown option '{'.'.join(keys)}'", hint, "field_unknown")


def _finding(
    document: Document, keys: KeyPath, message: str, hint: str, check: str, place: tuple[int, int] | None = None
) -> Finding:
    location = Location(FILE, *(place or document.position(keys)))
    return Finding(location, message, hint, field=".".join(map(str, keys)), check=check)


def _with_repository(settings: Settings) -> Settings:
    """The same settings, with repository and site from the CI's variables where the file does not say them."""
    settings = msgspec.structs.replace(settings, site=settings.site or os.environ.get("CI_PAGES_URL", ""))
    if settings.repository.url:
        return settings
    if url := os.environ.get("CI_PROJECT_URL"):
        found = Repository(kind="gitlab", url=url, branch=os.environ.get("CI_DEFAULT_BRANCH", "main"))
    elif (server := os.environ.get("GITHUB_SERVER_URL")) and (name := os.environ.get("GITHUB_REPOSITORY")):
        found = Repository(kind="github", url=f"{server}/{name}", branch=settings.repository.branch)
    else:
        return settings
    return msgspec.structs.replace(settings, repository=found)
