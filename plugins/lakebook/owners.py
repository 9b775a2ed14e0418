"""Who must approve a change of a file: custodians, deputies, data architects and teams, by path.

What ``lakebook export codeowners`` writes and ``lakebook approvals`` demands comes from here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

from lakebook.book import Book
from lakebook.model.dataset import Dataset
from lakebook.model.domain import Domain
from lakebook.model.system import System
from lakebook.model.team import Team
from lakebook.settings import FILE

CODEOWNERS = ("CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS", ".github/CODEOWNERS")
"""Where hosts look for owners; of the first three GitLab reads the first that is there."""
PLATFORM_FILES = (
    FILE, "mkdocs.yml", ".gitlab-ci.yml", ".gitlab/", ".github/", *CODEOWNERS[:2], "plugins/", "scripts/", ".ci/",
    "pyproject.toml", "hatch_build.py", "requirements.lock", "requirements-test.lock", "requirements-frontend.lock",
)  # fmt: skip
"""What decides how a book is checked and built, and who is asked; the baseline, too, where the settings name one."""
_HANDLE = re.compile(r"@?(\w[\w.-]*(?:/\w[\w.-]*)*)", re.ASCII)


class Party(msgspec.Struct, frozen=True):
    """Those of whom one must approve."""

    owners: tuple[str, ...]
    """Accounts and groups of the host, with ``@``; empty where nobody can be named."""
    people: tuple[str, ...]
    """Ids of the people behind them."""
    stand_ins: tuple[str, ...] = ()
    """Ids of people who approve where nobody of these may."""
    lacking: tuple[str, ...] = ()
    """Why some are not among the owners: ``custodian 'ann' has no handle``."""


class Rule(msgspec.Struct, frozen=True):
    """Who must approve a change at a path; the last rule of a section that covers the path counts."""

    path: str
    """Relative to the book's root; a folder ends in a slash."""
    party: Party | None
    """None takes the path out of its section."""

    def covers(self, path: str) -> bool:
        """Whether *path* is the file, or lies in the folder."""
        return path.startswith(self.path) if self.path.endswith("/") else path == self.path


class Section(msgspec.Struct, frozen=True):
    """Rules under one heading; each section asks for approvals of its own."""

    title: str
    rules: list[Rule]

    def rule_of(self, path: str) -> Rule | None:
        """The rule that counts for *path*: the last one with an owner; where there is none, the last one."""
        covering = [rule for rule in self.rules if rule.covers(path)]
        if not covering or any(rule.party is None for rule in covering):
            return None
        return next((rule for rule in reversed(covering) if rule.party and rule.party.owners), covering[-1])


def account(handle: str) -> str:
    """*handle* without its ``@``; empty where it is none, or cannot be one."""
    match = _HANDLE.fullmatch(handle.strip())
    return match.group(1) if match else ""


def sections(book: Book) -> list[Section]:
    """All sections, and in each the most specific path last. The same book gives the same."""
    architects, platform = _architects(book), _platform(book)
    architects, platform = (
        (architects if architects.owners else platform),
        (platform if platform.owners else architects),
    )
    catalogue, decisions = book.settings.folders.catalogue, book.settings.folders.decisions
    baseline = book.settings.baseline
    deciding = [*PLATFORM_FILES, *([baseline] if baseline else [])]
    shared = [f"{catalogue}/people.yaml", f"{catalogue}/teams.yaml"]
    owned = list(_of_domains(book, architects))
    answered = [Rule(path, None) for path in shared]
    answered += [Rule(section.rules[0].path, None) for section in owned if _has_owner(section.rules[0])]
    return [
        Section("New domains", [Rule(f"{catalogue}/", architects), *answered]),
        Section("Platform", [Rule(path, platform) for path in deciding]),
        Section("Data architects", [Rule(path, architects) for path in (*shared, f"{decisions}/")]),
        *owned,
        Section("Products", list(_of_products(book))),
    ]


def _has_owner(rule: Rule) -> bool:
    return rule.party is not None and bool(rule.party.owners)


def _of_domains(book: Book, architects: Party) -> Iterator[Section]:
    """A section a domain, then one for each custodian of single datasets in files that several answer for."""
    titles: set[str] = set()
    beside: dict[str, list[Rule]] = {}
    for _, domain in sorted(book.catalogue.domains.items()):
        folder = f"{book.settings.folders.catalogue}/{domain.id}/"
        main = _pair(book, domain)
        rules = [Rule(folder, _people(book, *main, architects))]
        for system in sorted(book.catalogue.systems.values(), key=lambda system: system.id):
            if system.domain == domain.id and _pair(book, system) != main:
                rules.append(Rule(f"{folder}{system.id}/", _people(book, *_pair(book, system), architects)))
        for path, pairs in _files_of_others(book, domain):
            rules.append(Rule(path, _people(book, *pairs[0], architects)))
            for custodian, deputy in pairs[1:]:
                beside.setdefault(custodian, []).append(Rule(path, _people(book, custodian, deputy, architects)))
        rules.append(Rule(f"{folder}grants.yaml", _granting(book, *main, architects)))
        yield Section(_unique(f"Custodians {domain.title or domain.id}", domain.id, titles), rules)
    for custodian, rules in sorted(beside.items()):
        person = book.catalogue.people.get(custodian)
        name = person.name if person else custodian or "missing"
        yield Section(_unique(f"Custodian {name}", custodian, titles), rules)


def _unique(title: str, key: str, taken: set[str]) -> str:
    """The title of a section; hosts merge sections whose titles differ in case alone."""
    title = " ".join(re.sub(r"[\[\]]", " ", title).split())
    title = title if title.casefold() not in taken else f"{title} ({key})"
    taken.add(title.casefold())
    return title


def _files_of_others(book: Book, domain: Domain) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Files of the domain for whose datasets others answer than for the folder, with custodian and deputy of each."""
    by_file: dict[str, list[Dataset]] = {}
    for dataset in book.catalogue.datasets_of(domain):
        by_file.setdefault(dataset.file, []).append(dataset)
    for path, datasets in sorted(by_file.items()):
        system = book.catalogue.systems[datasets[0].system]
        folder = _pair(book, system if system.domain == domain.id else domain)
        pairs = dict.fromkeys(_pair(book, dataset) for dataset in datasets)
        if list(pairs) != [folder]:
            yield path, sorted(pairs, key=lambda pair: (pair != folder, pair))


def _of_products(book: Book) -> Iterator[Rule]:
    for product in sorted(book.products.values(), key=lambda product: product.path):
        team = book.catalogue.teams.get(product.team)
        missing = Party((), (), (), (f"team '{product.team}' is not in the teams file",))
        yield Rule(product.path, _team(book, team) if team else missing)


def _pair(book: Book, record: Domain | System | Dataset) -> tuple[str, str]:
    """Ids of custodian and deputy."""
    return book.catalogue.custodian_of(record), book.catalogue.deputy_of(record)


def _people(book: Book, custodian: str, deputy: str, architects: Party) -> Party:
    named = [("custodian", custodian), *([("deputy", deputy)] if deputy and deputy != custodian else [])]
    return _party(book, named, architects.people)


def _granting(book: Book, custodian: str, deputy: str, architects: Party) -> Party:
    """The custodian alone, as long as they are there; else the deputy."""
    alone = _party(book, [("custodian", custodian)], (deputy, *architects.people))
    return alone if alone.owners or not deputy else _people(book, custodian, deputy, architects)


def _party(book: Book, named: Iterable[tuple[str, str]], stand_ins: tuple[str, ...] = ()) -> Party:
    """The party of people, given as role and id."""
    people, lacking = [], []
    for role, key in named:
        if trouble := why_not(book, key):
            lacking.append(f"{role} '{key}' {trouble}" if key else f"there is no {role}")
        else:
            people.append(key)
    owners = tuple(f"@{account(book.catalogue.people[key].handle)}" for key in people)
    others = tuple(key for key in dict.fromkeys(stand_ins) if key not in people and not why_not(book, key))
    return Party(owners, tuple(people), others, tuple(lacking))


def why_not(book: Book, key: str) -> str:
    """Why the person of this id can approve nothing today; empty where they can."""
    person = book.catalogue.people.get(key)
    if person is None:
        return "is not in the people file"
    if person.has_left(book.today):
        return f"left on {person.until}"
    if not person.has_started(book.today):
        return f"starts on {person.from_}"
    if account(person.handle):
        return ""
    return f"has the handle '{person.handle}', which no account can have" if person.handle else "has no handle"


def _team(book: Book, team: Team) -> Party:
    """The team's group; its members where it has none."""
    members = _party(book, [("member", key) for key in team.members], _architects(book).people)
    if group := account(team.handle):
        return Party((f"@{group}",), members.people, members.stand_ins)
    lacking = (f"team '{team.id}' has no handle", *members.lacking)
    return Party(members.owners, members.people, members.stand_ins, lacking)


def _architects(book: Book) -> Party:
    every = sorted(book.catalogue.people.values(), key=lambda person: person.id)
    named = [one.id for one in every if any(role.strip().lower() == "data architect" for role in one.roles)]
    if not named:
        return Party((), (), (), ("nobody has the role 'data architect'",))
    return _party(book, [("data architect", key) for key in named if not _gone(book, key)])


def _gone(book: Book, key: str) -> bool:
    return book.catalogue.people[key].has_left(book.today)


def _platform(book: Book) -> Party:
    teams = [team for _, team in sorted(book.catalogue.teams.items()) if team.kind == "platform"]
    if not teams:
        return Party((), (), (), ("no team is of kind 'platform'",))
    parties = [_team(book, team) for team in teams]
    architects = _architects(book).people
    people = tuple(dict.fromkeys(key for party in parties for key in party.people))
    return Party(
        tuple(dict.fromkeys(owner for party in parties for owner in party.owners)),
        people,
        tuple(key for key in architects if key not in people),
        tuple(reason for party in parties for reason in party.lacking),
    )
