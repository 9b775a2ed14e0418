"""What is not documented fails: each command, option, setting, field and script has its line in the reference."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import msgspec
import pytest
import yaml
from conftest import ROOT

from lakebook import discovery
from lakebook.cli import lakebook
from lakebook.hosting.host import HOSTS, Host
from lakebook.model.dataset import Column, Dataset, Refresh
from lakebook.model.decision import RELATIONS, Decision
from lakebook.model.domain import Domain, Term
from lakebook.model.grant import Grant
from lakebook.model.observation import Observation, ObservedColumn, ObservedEdge
from lakebook.model.person import Person
from lakebook.model.product import Integration, Product, Surface
from lakebook.model.system import System
from lakebook.model.team import Team
from lakebook.settings import Folders, Override, Repository, Settings

REFERENCE = ROOT / "docs" / "reference"
FROM_READER = {"path", "file", "line", "sheet", "cell", "body", "body_line", "sections"}
KINDS: dict[str, tuple[type[msgspec.Struct], set[str]]] = {
    "People": (Person, {*FROM_READER, "id"}),
    "Teams": (Team, {*FROM_READER, "id"}),
    "Domains": (Domain, FROM_READER),
    "Terms": (Term, {"name"}),
    "Grants": (Grant, {*FROM_READER, "domain", "index"}),
    "Systems": (System, FROM_READER),
    "Datasets": (Dataset, {*FROM_READER, "name", "domain", "system", "schema"}),
    "Refresh": (Refresh, set()),
    "Columns": (Column, {"name"}),
    "What importers observed": (
        Observation,
        {*FROM_READER, "name", "domain", "system", "schema", "spaces", "given", "drafts"},
    ),
    "Observed edges": (ObservedEdge, {"name"}),
    "Observed columns": (ObservedColumn, {"name"}),
    "Products": (Product, FROM_READER),
    "Surfaces": (Surface, set()),
    "Integrations": (Integration, set()),
}
"""Heading of the file format -> the Struct it documents, and attributes that nobody types."""


GUIDE = (ROOT / "docs/guides/pipeline.md").read_text(encoding="utf-8")
VARIABLES = {"LAKEBOOK_TOKEN", "LAKEBOOK_APPROVALS", "LAKEBOOK_DAYS_AHEAD"}
"""What people set in the pipeline."""


def text(page: str) -> str:
    return (REFERENCE / f"{page}.md").read_text(encoding="utf-8")


def section(page: str, heading: str) -> str:
    """Text below a heading, up to the next one of any level."""
    found = re.search(rf"^#+ {re.escape(heading)}\n(.*?)(?=^#+ |\Z)", text(page), re.MULTILINE | re.DOTALL)
    assert found, f"docs/reference/{page}.md has no heading '{heading}'"
    return found.group(1)


def rows(markdown: str) -> set[str]:
    """Words in code style in the first cell of each row of the tables."""
    cells = re.findall(r"^\| (`[^|]*) \|", markdown, re.MULTILINE)
    return {word for cell in cells for word in re.findall(r"`([^` ]+)[^`]*`", cell)}


def same(documented: set[str], wanted: set[str], page: str) -> None:
    assert not wanted - documented, f"not in docs/reference/{page}.md: {', '.join(sorted(wanted - documented))}"
    assert not documented - wanted, f"docs/reference/{page}.md has too much: {', '.join(sorted(documented - wanted))}"


def commands() -> Iterator[tuple[str, click.Command]]:
    """Every command with its full name, those of groups too."""
    context = click.Context(lakebook)
    waiting = [(name, lakebook.get_command(context, name)) for name in lakebook.list_commands(context)]
    while waiting:
        name, command = waiting.pop(0)
        assert command is not None, f"commands/{name}.py holds no command of its own name"
        yield name, command
        if isinstance(command, click.Group):
            below = [(child, command.get_command(context, child)) for child in command.list_commands(context)]
            waiting += [(f"{name} {child}", found) for child, found in below]


@pytest.mark.parametrize(("name", "command"), list(commands()), ids=[name for name, _ in commands()])
def test_command_and_its_options(name: str, command: click.Command):
    group, _, source = name.partition(" ")
    documented = section("commands", f"lakebook {group if group == 'drift' else name}")
    options = [parameter for parameter in command.params if isinstance(parameter, click.Option)]
    wanted = {word for option in options for word in (*option.opts, *option.secondary_opts)}
    if "--map" in wanted:  # of whole systems, which share options
        wanted -= rows(section("commands", "Whole systems"))
    if group == "drift" and source:  # what the source itself takes, import documents
        wanted -= rows(section("commands", f"lakebook import {source}"))
    elif group == "drift":
        return
    same({word for word in rows(documented) if word.startswith("-")}, wanted, "commands")
    assert all(option.help for option in options), f"an option of lakebook {name} has no help"
    for parameter in command.params:
        if isinstance(parameter, click.Argument) and parameter.human_readable_name != "...":
            assert parameter.human_readable_name.strip("[].") in documented, (
                f"{parameter.human_readable_name} of lakebook {name}"
            )


def test_no_command_is_documented_that_is_not_there():
    same(
        set(re.findall(r"^## lakebook (.+)$", text("commands"), re.MULTILINE)),
        {name for name, _ in commands() if not name.startswith("drift ")},
        "commands",
    )


def test_options_of_all_commands():
    wanted = {word for option in lakebook.params for word in option.opts}
    assert wanted <= rows(text("commands"))


def test_export_formats():
    formats = {name.replace("_", "-") for name in discovery.names("lakebook.exporters")}
    same(
        {word for word in rows(section("commands", "lakebook export")) if not word.startswith("-")}, formats, "commands"
    )


def test_report_formats():
    names = {name.replace("_", "-") for name in discovery.names("lakebook.reporters")}
    same(set(re.findall(r"^## (.+)$", text("reports"), re.MULTILINE)), names, "reports")
    listed = re.findall(r"^\| \[`([a-z-]+)`\]\(reports\.md#([a-z-]+)\) \|", text("commands"), re.MULTILINE)
    same({name for name, _ in listed}, names, "commands")
    assert all(name == anchor for name, anchor in listed)


def fields(kind: type[msgspec.Struct]) -> dict[str, str]:
    """Attribute -> name in the file."""
    return {field.name: field.encode_name for field in msgspec.structs.fields(kind)}


def test_settings():
    wanted = set(fields(Settings).values())
    wanted |= {f"folders.{name}" for name in fields(Folders).values()}
    wanted |= {f"repository.{name}" for name in fields(Repository).values()}
    wanted |= {f"host.{name}" for name in fields(Host).values()}
    wanted |= {f"overrides.{name}" for name in fields(Override).values()}
    same(rows(text("settings")), wanted, "settings")


def test_hosts_and_their_limits():
    names = re.findall(r"^\| ([a-z.]+)(?::[^|]*)? \| ", section("settings", "Host"), re.MULTILINE)
    assert set(names) - {"key", "name"} == set(HOSTS)


@pytest.mark.parametrize("heading", KINDS)
def test_fields_of_the_file_format(heading: str):
    kind, not_typed = KINDS[heading]
    wanted = {written for attribute, written in fields(kind).items() if attribute not in not_typed}
    same(rows(section("format", heading)), wanted, "format")


def test_fields_of_a_decision():
    from_text = {*FROM_READER, "number", "raw_status", "partial", "relations", "dialect", "deciders"}
    wanted = {name for name in fields(Decision) if name not in from_text} | {"decision-makers"} | RELATIONS.keys()
    same(rows(section("format", "Decisions")), wanted, "format")


def test_examples_of_the_file_format_are_books_without_findings_of_form():
    from lakebook.readers.observed_yaml import observed_yaml
    from lakebook.readers.work_initiation import work_initiation
    from lakebook.readers.yaml_files import yaml_files

    places = {"people": "people.yaml", "title": "finance/domain.yaml", "datasets": "finance/dwh/mart.yaml"}
    examples = re.findall(r"```yaml\n(.*?)```", text("format"), re.DOTALL)
    read = 0
    for example in examples:
        place = next((place for word, place in places.items() if example.startswith(f"{word}:")), "")
        if "    edges:\n" in example:
            found = observed_yaml("catalogue/finance/dwh/mart.observed.yaml", example.encode(), Settings()).findings
        elif place:
            found = yaml_files(f"catalogue/{place}", example.encode(), Settings()).findings
        elif "surfaces:" in example:
            found = work_initiation("wids/demand-forecast.md", example.encode(), Settings()).findings
        else:
            continue
        assert not found, f"{example}\n{found}"
        read += 1
    assert read >= 4


def test_scripts():
    offered = {f"scripts/{path.name}" for path in (ROOT / "scripts").iterdir() if not path.name.startswith(("_", "."))}
    same({word for word in rows(text("scripts")) if "/" in word}, {*offered, ".ci/run"}, "scripts")


def test_scripts_can_be_run():
    for path in [*(ROOT / "scripts").iterdir(), ROOT / ".ci/run"]:
        if path.is_file() and not path.name.startswith("_"):
            assert path.stat().st_mode & 0o111, f"chmod +x {path}"
            assert path.read_text().startswith("#!/usr/bin/env ")


def test_options_of_the_bench():
    said = subprocess.run(
        [sys.executable, ROOT / "scripts/bench", "--help"], capture_output=True, text=True, check=True, timeout=600
    ).stdout
    same(rows(text("speed")), set(re.findall(r"--[a-z][a-z-]+", said)) - {"--help"}, "speed")


# Continuous integration ----------------------------------------------------------------------------------------------


def test_gitlab_runs_what_is_there():
    pipeline = yaml.safe_load((ROOT / ".gitlab-ci.yml").read_text())
    jobs = {name: job for name, job in pipeline.items() if isinstance(job, dict) and "script" in job}
    same(rows(GUIDE.partition("## On GitHub")[0]) - VARIABLES, set(jobs), "../guides/pipeline")
    assert jobs["publish"]["pages"] == {"publish": "site"}
    assert "$CI_PAGES_URL" in jobs["publish"]["script"][0]
    lines = [line for job in jobs.values() for line in job["script"]]
    assert [line for line in lines if line.startswith(("scripts/", ".ci/"))] == [".ci/run"]
    locks = re.findall(r"\S+\.lock", (ROOT / ".gitlab-ci.yml").read_text())
    assert locks and all((ROOT / lock.strip("[]")).is_file() for lock in locks)


def test_variables_of_the_pipeline():
    text = (ROOT / ".gitlab-ci.yml").read_text()
    assert set(re.findall(r"LAKEBOOK_[A-Z_]+", text)) - {"LAKEBOOK_SKIP_FRONTEND"} == VARIABLES


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-test.lock"])
def test_locks_pin_everything_and_name_no_place(lock: str):
    pinned = (ROOT / lock).read_text()
    assert "://" not in pinned and "--index" not in pinned and str(Path.home()) not in pinned
    names = set(re.findall(r"^([a-z0-9-]+)==", pinned, re.MULTILINE))
    needed = {"mkdocs", "mkdocs-material", "msgspec", "click", "hatchling", "editables"}
    assert needed <= names
    assert pinned.count("--hash=sha256:") >= len(names)
    assert ("pytest" in names) == (lock == "requirements-test.lock")


def test_both_locks_agree():
    both = [
        dict(re.findall(r"^([a-z0-9-]+)==(\S+)", (ROOT / lock).read_text(), re.MULTILINE))
        for lock in ("requirements.lock", "requirements-test.lock")
    ]
    assert both[0].items() <= both[1].items()
