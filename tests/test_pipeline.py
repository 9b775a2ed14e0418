"""The pipelines: valid for their hosts, and the scripts of their jobs run for real in a fresh clone of this repository."""

from __future__ import annotations

import copy
import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import ROOT
from databases import PASSWORD, Postgres
from test_approvals import TOKEN, GitLab, git

PIPELINE: dict[str, Any] = yaml.safe_load((ROOT / ".gitlab-ci.yml").read_text(encoding="utf-8"))
GUIDE = (ROOT / "docs/guides/pipeline.md").read_text(encoding="utf-8")
WORKFLOW = re.findall(r'```yaml title="\.github/workflows/lakebook\.yml"\n(.*?)```', GUIDE, re.DOTALL)[0]
PROGRAMS = Path(sys.executable).parent
KEYWORDS = {"stages", "workflow", "default", "variables"}
WHEN = {
    "merge request": {"CI_PIPELINE_SOURCE": "merge_request_event", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main"},
    "default branch": {"CI_PIPELINE_SOURCE": "push", "CI_COMMIT_BRANCH": "main"},
    "schedule": {"CI_PIPELINE_SOURCE": "schedule", "CI_COMMIT_BRANCH": "main"},
}
JOBS = {
    "merge request": {"check", "diff", "approvals", "test", "preview"},
    "default branch": {"check", "test", "publish"},
    "schedule": {"check", "ahead", "publish"},
}


def merged(below: Any, above: Any) -> Any:
    """As ``extends`` merges: maps key by key, all else is replaced."""
    if not (isinstance(below, dict) and isinstance(above, dict)):
        return above
    return {
        key: merged(below[key], above[key]) if key in below and key in above else {**below, **above}[key]
        for key in {**below, **above}
    }


def job(name: str) -> dict[str, Any]:
    said = copy.deepcopy(PIPELINE[name])
    return merged(job(said["extends"]), said) if "extends" in said else said  # type: ignore[no-any-return]


def holds(condition: str, variables: dict[str, str]) -> bool:
    left, operator, right = re.fullmatch(r'\$(\w+) (==|!=) (\$\w+|"[^"]*")', condition).groups()  # type: ignore[union-attr]
    wanted = right.strip('"') if right.startswith('"') else variables.get(right[1:])
    return (variables.get(left) == wanted) is (operator == "==")


def is_run(name: str, variables: dict[str, str]) -> bool:
    """Whether the job's rules let it run: the first that holds decides."""
    for rule in job(name).get("rules", [{}]):
        if holds(rule["if"], variables) if "if" in rule else True:
            return rule.get("when") != "never"
    return False


def jobs() -> list[str]:
    return [name for name in PIPELINE if name not in KEYWORDS and not name.startswith(".")]


@pytest.mark.parametrize("when", WHEN)
def test_which_jobs_run_when(when: str):
    variables = {"CI_DEFAULT_BRANCH": "main", **WHEN[when]}
    assert any(holds(rule["if"], variables) for rule in PIPELINE["workflow"]["rules"])
    assert {name for name in jobs() if is_run(name, variables)} == JOBS[when]
    assert "approvals" not in {name for name in jobs() if is_run(name, {**variables, "LAKEBOOK_APPROVALS": "off"})}


def check_schema(schema: str, file: Path) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_gitlab_takes_the_pipeline():
    check_schema("vendor.gitlab-ci", ROOT / ".gitlab-ci.yml")


def test_a_slip_in_the_pipeline_is_seen(tmp_path: Path):
    text = (ROOT / ".gitlab-ci.yml").read_text().replace("expose_as: What changes", "expose_as: [What changes]")
    (tmp_path / ".gitlab-ci.yml").write_text(text)
    with pytest.raises(AssertionError, match="expose_as"):
        check_schema("vendor.gitlab-ci", tmp_path / ".gitlab-ci.yml")


def test_only_parsed_files_and_downloads_are_kept():
    for name in jobs():
        kept = job(name).get("cache", [])
        paths = [path for one in (kept if isinstance(kept, list) else [kept]) for path in one["paths"]]
        assert set(paths) <= {".cache/pip", ".lakebook/cache.sqlite"}, name


def test_what_is_shown_in_a_merge_request():
    artifacts = {name: job(name).get("artifacts", {}) for name in jobs()}
    assert {one["expose_as"]: one["paths"] for one in artifacts.values() if "expose_as" in one} == {
        "Lakebook check": ["lakebook-check.md"],
        "What changes": ["lakebook-diff.md"],
        "Preview": ["site/"],
    }
    assert artifacts["check"]["when"] == "always" and artifacts["check"]["expire_in"] == "3 months"
    assert "rules" not in job("check"), "GitLab compares findings with those of the default branch"


# Run ------------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def upstream(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This repository as it lies here, with a branch that changes a schema and a WID."""
    root = tmp_path_factory.mktemp("pipeline") / "upstream"
    root.mkdir()
    listed = subprocess.run(
        ["git", "ls-files", "-coz", "--exclude-standard"], cwd=ROOT, check=True, capture_output=True
    ).stdout
    for path in filter(None, listed.decode().split("\0")):
        if (ROOT / path).is_file():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / path, root / path)
    git(root, "init", "--quiet", "--initial-branch", "main")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "main")
    git(root, "checkout", "--quiet", "-b", "change")
    schema = root / "catalogue/sales/crm/core.yaml"
    schema.write_text(
        schema.read_text().replace(
            "datasets:\n",
            "datasets:\n  new_one:\n    description: Written by a test.\n    columns: {id: bigint pk | Key.}\n",
            1,
        )
    )
    git(root, "commit", "--quiet", "--all", "--message", "change")
    git(root, "checkout", "--quiet", "main")
    (root / "docs/later.md").write_text("# Later\n")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "main goes on")
    return root


@pytest.fixture
def clone(upstream: Path, tmp_path: Path) -> Path:
    git(tmp_path, "clone", "--quiet", "--single-branch", "--branch", "change", str(upstream), "project")
    return tmp_path / "project"


def without_pip(lines: list[str]) -> list[str]:
    return [line for line in lines if not re.search(r"\bpip install\b", line)]


def run(name: str, clone: Path, when: str, **more: str) -> subprocess.CompletedProcess[str]:
    """The job's script in one shell, as a runner does it, but for what pip installs."""
    variables = {
        **{key: str(value) for key, value in {**PIPELINE["variables"], **job(name).get("variables", {})}.items()},
        "CI": "true", "CI_PROJECT_DIR": str(clone), "CI_DEFAULT_BRANCH": "main", "CI_COMMIT_REF_SLUG": "change",
        "CI_COMMIT_TIMESTAMP": "2026-11-24T12:00:00+00:00", "CI_PAGES_URL": "https://data.example.org/book",
        "CI_PROJECT_URL": "https://gitlab.example.org/data/book", "SOURCE_DATE_EPOCH": "1795478400",
        **WHEN[when], **more,
    }  # fmt: skip
    if when == "merge request":
        variables["CI_MERGE_REQUEST_DIFF_BASE_SHA"] = git(clone, "rev-parse", "HEAD~1")
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("CI_", "GITHUB_", "LAKEBOOK_"))}
    script = "\n".join(["set -eo pipefail", *without_pip([*job(name).get("before_script", []), *job(name)["script"]])])
    environment = {**kept, "PATH": f"{PROGRAMS}:{os.environ['PATH']}", **variables}
    done = subprocess.run(
        ["bash", "-c", script], cwd=clone, env=environment, capture_output=True, text=True, check=False, timeout=600
    )
    for path in job(name).get("artifacts", {}).get("paths", []):
        assert done.returncode or (clone / path).exists(), f"{name} promises {path}"
    return done


@pytest.mark.parametrize("when", ["merge request", "default branch", "schedule"])
def test_check(clone: Path, when: str):
    done = run("check", clone, when)
    assert done.returncode == 0, done.stdout + done.stderr
    assert isinstance(json.loads((clone / "gl-code-quality-report.json").read_text()), list)
    assert "<testsuite" in (clone / "lakebook.xml").read_text()
    believes = when != "merge request"  # which might bring the file along
    assert (clone / ".lakebook/cache.sqlite").is_file() is believes


def test_check_fails_and_still_reports(clone: Path):
    (clone / "catalogue/sales/domain.yaml").write_text("title: Sales\ncustodian: nobody.known\n")
    done = run("check", clone, "default branch")
    assert done.returncode == 1 and "OWN002" in done.stdout
    assert "OWN002" in (clone / "gl-code-quality-report.json").read_text()


def test_ahead_finds_who_will_have_left(clone: Path):
    people = clone / "catalogue/people.yaml"
    soon = subprocess.run(["date", "-d", "+10 days", "+%F"], check=True, capture_output=True, text=True).stdout.strip()
    people.write_text(people.read_text().replace("    title: CRM lead\n", f"    title: CRM lead\n    until: {soon}\n"))
    done = run("ahead", clone, "schedule")
    assert done.returncode == 1 and f"left on {soon}" in done.stdout


@pytest.fixture
def gitlab() -> Iterator[GitLab]:
    server = GitLab()
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def host(server: GitLab) -> dict[str, str]:
    return {"CI_API_V4_URL": server.api, "CI_PROJECT_ID": "7", "CI_MERGE_REQUEST_IID": "5", "LAKEBOOK_TOKEN": TOKEN}


def test_diff_is_an_artifact_and_one_note(clone: Path, gitlab: GitLab):
    assert run("diff", clone, "merge request").returncode == 0
    assert "new_one" in (clone / "lakebook-diff.md").read_text()
    for _ in range(2):
        done = run("diff", clone, "merge request", **host(gitlab))
        assert done.returncode == 0, done.stderr
    assert len(gitlab.notes) == 1 and "new_one" in gitlab.notes[0]["body"]


def test_approvals_in_a_fresh_clone_that_does_not_know_the_target(clone: Path, gitlab: GitLab):
    done = run("approvals", clone, "merge request")
    assert (done.returncode, done.stderr) == (0, "")
    assert "needed    Custodians Sales: one of Tom Brandt @tom.brandt, Inês Carvalho @ines.carvalho" in done.stdout
    done = run("approvals", clone, "merge request", **host(gitlab))
    assert done.returncode == 1 and "missing   Custodians Sales" in done.stdout
    gitlab.approve("ines.carvalho")
    done = run("approvals", clone, "merge request", **host(gitlab))
    assert done.returncode == 0, done.stdout + done.stderr


def test_preview_opens_from_the_artifact(clone: Path):
    done = run("preview", clone, "merge request")
    assert done.returncode == 0, done.stderr
    page = clone / "site/datasets/crm/core/new_one.html"
    links = re.findall(r'href="([^"#?:]+\.html)"', page.read_text(encoding="utf-8"))
    assert links and all((page.parent / link).resolve().is_file() for link in links)


def test_publish_builds_the_site_for_its_address_and_measures_it(clone: Path):
    done = run("publish", clone, "default branch")
    assert done.returncode == 0, done.stderr
    assert "it fits: below 80% of what the host 'gitlab' takes" in done.stdout
    assert '<link rel="canonical" href="https://data.example.org/book/' in (clone / "site/index.html").read_text(
        encoding="utf-8"
    )


# Drift, a job that the guide adds -------------------------------------------------------------------------------------

NIGHTLY: dict[str, Any] = yaml.safe_load(
    re.findall(r'```yaml title="\.gitlab-ci\.yml: drift"\n(.*?)```', GUIDE, re.DOTALL)[0]
)


def test_gitlab_takes_the_job_that_looks_for_drift(tmp_path: Path):
    file = tmp_path / ".gitlab-ci.yml"
    file.write_text((ROOT / ".gitlab-ci.yml").read_text() + yaml.safe_dump(NIGHTLY))
    check_schema("vendor.gitlab-ci", file)
    assert holds(NIGHTLY["drift"]["rules"][0]["if"], WHEN["schedule"])
    assert not holds(NIGHTLY["drift"]["rules"][0]["if"], WHEN["merge request"])


def test_drift_in_a_schedule(clone: Path, postgres: Postgres, monkeypatch: pytest.MonkeyPatch):
    """Of the demo's core of the CRM, a database has the accounts, with a column more."""
    monkeypatch.setitem(PIPELINE, "drift", NIGHTLY["drift"])
    postgres.fresh("crm", "CREATE SCHEMA core", "CREATE TABLE core.accounts (account_id bigint PRIMARY KEY, iban text)")
    observed = "spaces: [crm.core]\ndatasets:\n  accounts:\n    seen:\n      database:\n        columns:\n          account_id: bigint pk\n"
    (clone / "catalogue/sales/crm/core.observed.yaml").write_text(observed)
    address = {"LAKEBOOK_DATABASE_URL": postgres.url("crm", password=None), "LAKEBOOK_DATABASE_PASSWORD": PASSWORD}
    done = run("drift", clone, "schedule", **address)
    assert done.returncode == 1 and "lacks the column 'iban' of the database, which has it as text" in done.stdout
    assert "DRF003" in (clone / "gl-code-quality-report.json").read_text()
    assert "DRF002" in (clone / "lakebook-drift.xml").read_text() and PASSWORD not in done.stdout + done.stderr


# GitHub ---------------------------------------------------------------------------------------------------------------


def test_github_takes_the_workflow(tmp_path: Path):
    (tmp_path / "lakebook.yml").write_text(WORKFLOW)
    check_schema("vendor.github-workflows", tmp_path / "lakebook.yml")


def github(clone: Path, job_name: str, *steps: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Steps of a job of the workflow, each in a shell of its own, as GitHub runs them."""
    said = yaml.safe_load(WORKFLOW)["jobs"][job_name]
    scripts = {step.get("name", ""): step["run"] for step in said["steps"] if "run" in step}
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("CI_", "GITHUB_", "LAKEBOOK_"))}
    environment = {
        **kept, "PATH": f"{PROGRAMS}:{os.environ['PATH']}", "NO_MKDOCS_2_WARNING": "1", "GITHUB_SERVER_URL": "https://github.com",
        "GITHUB_REPOSITORY": "firm/book", "GITHUB_REPOSITORY_OWNER": "firm", "GITHUB_STEP_SUMMARY": str(clone.parent / "summary.md"), **variables,
    }  # fmt: skip
    for step in steps:
        done = subprocess.run(
            ["bash", "-e", "-o", "pipefail", "-c", scripts[step]],
            cwd=clone,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=600,
        )
        if done.returncode:
            break
    return done


def test_github_checks_a_pull_request(clone: Path):
    git(clone, "fetch", "--quiet", "origin", "+refs/heads/main:refs/remotes/origin/main")
    done = github(clone, "check", "Check", "Changes", GITHUB_BASE_REF="main", SOURCE_DATE_EPOCH="1795478400")
    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads((clone / "lakebook.sarif").read_text())["version"] == "2.1.0"
    assert "new_one" in (clone.parent / "summary.md").read_text()


def test_github_builds_the_site(clone: Path):
    done = github(clone, "site", "Site")
    assert done.returncode == 0, done.stdout + done.stderr
    assert '<link rel="canonical" href="https://firm.github.io/book/' in (clone / "site/index.html").read_text(
        encoding="utf-8"
    )


# pre-commit -----------------------------------------------------------------------------------------------------------


def pre_commit(*arguments: str, cwd: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, **variables}
    command = [sys.executable, "-m", "pre_commit", *arguments]
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False, timeout=600)


def test_the_hook_is_one_that_pre_commit_knows():
    done = pre_commit("validate-manifest", ".pre-commit-hooks.yaml", cwd=ROOT)
    assert done.returncode == 0, done.stdout


def test_the_hook_runs_before_a_commit(clone: Path, tmp_path: Path):
    """With the hook's own words and this environment; only the installation, which needs the network, is left out."""
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    assert {hook["language"] for hook in hooks} == {"python"}
    config = {"repos": [{"repo": "local", "hooks": [{**hook, "language": "system"} for hook in hooks]}]}
    (tmp_path / "config.yaml").write_text(yaml.safe_dump(config))
    variables = {
        "PATH": f"{PROGRAMS}:{os.environ['PATH']}",
        "PRE_COMMIT_HOME": str(tmp_path / "home"),
        "SOURCE_DATE_EPOCH": "1795478400",
    }

    def hooked() -> subprocess.CompletedProcess[str]:
        git(clone, "add", "--all")
        return pre_commit("run", "--config", str(tmp_path / "config.yaml"), cwd=clone, **variables)

    (clone / "docs/other.md").write_text("# Not of the book\n")
    assert "Skipped" in hooked().stdout
    (clone / "catalogue/sales/crm/system.yaml").write_text("title: CRM\nclassification: internal\n")
    done = hooked()
    assert done.returncode == 0 and "Lakebook check" in done.stdout and "Passed" in done.stdout, done.stdout
    (clone / "catalogue/sales/crm/system.yaml").write_text("title: CRM\ncustodian: nobody.known\n")
    done = hooked()
    assert done.returncode == 1 and "OWN002" in done.stdout, done.stdout
    (clone / "catalogue/sales/crm/system.yaml").write_text("title:   CRM\nclassification: 'internal'\n")
    done = hooked()
    assert "files were modified by this hook" in done.stdout and "wrote catalogue/sales/crm/system.yaml" in done.stdout
    assert (clone / "catalogue/sales/crm/system.yaml").read_text() == "title: CRM\nclassification: internal\n"
