"""The drop folder of the guide: its job is valid for GitLab, and runs for real against a repository that takes push options."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
import pytest
import yaml
from conftest import ROOT
from sheets import book, edit_rows, git, row_of, run, write
from test_pipeline import check_schema

GUIDE = (ROOT / "docs/guides/excel.md").read_text(encoding="utf-8")
SNIPPET = re.findall(r'```yaml title="\.gitlab-ci\.yml"\n(.*?)```', GUIDE, re.DOTALL)[0]
JOB: dict[str, Any] = yaml.safe_load(SNIPPET)["inbox"]
FILE = "catalogue/sales/crm/core.yaml"
FILES = {
    FILE: "datasets:\n  orders:\n    columns:\n      id: bigint pk | Key.\n      total: int\n",
    "catalogue/sales/domain.yaml": "title: Sales\n",
    "catalogue/sales/crm/system.yaml": "title: CRM\n",
}
HOOK = """\
#!/bin/sh
i=0
while [ "$i" -lt "${GIT_PUSH_OPTION_COUNT:-0}" ]; do eval "echo \\$GIT_PUSH_OPTION_$i" >> ../options; i=$((i + 1)); done
"""


class Host(NamedTuple):
    """A host of the repository, as far as Git is concerned."""

    folder: Path

    @property
    def root(self) -> Path:
        return self.folder / "upstream"

    def runs(self, pipeline: int) -> subprocess.CompletedProcess[str]:
        """The job, in a fresh clone, as a runner does it."""
        clone = self.folder / f"clone-{pipeline}"
        git(self.folder, "clone", "-q", self.bare, str(clone))
        git(clone, "checkout", "-q", "--detach")
        address = "https://inbox:glpat-secret@gitlab.example.org/data/catalogue.git"
        variables = {
            "CI_SERVER_HOST": "gitlab.example.org",
            "CI_PROJECT_PATH": "data/catalogue",
            "CI_DEFAULT_BRANCH": "main",
            "CI_PIPELINE_ID": str(pipeline),
            "LAKEBOOK_INBOX_TOKEN": "glpat-secret",
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_COUNT": "1",
            "GIT_CONFIG_KEY_0": f"url.{self.bare}.insteadOf",
            "GIT_CONFIG_VALUE_0": address,
        }
        script = "\n".join(JOB["script"])
        return subprocess.run(["bash", "-eo", "pipefail", "-c", script], cwd=clone, env={**os.environ, **variables},
                              capture_output=True, text=True, timeout=600, check=False)  # fmt: skip

    @property
    def bare(self) -> str:
        return str(self.folder / "host.git")

    def upload(self, path: Path) -> None:
        """What a custodian does in the browser."""
        git(self.root, "fetch", "-q", "origin")
        git(self.root, "checkout", "-q", "-B", "inbox", "origin/inbox")
        (self.root / path.name).write_bytes(path.read_bytes())
        git(self.root, "add", path.name)
        git(self.root, "commit", "-qm", f"Upload {path.name}")
        git(self.root, "push", "-q", "origin", "inbox")
        git(self.root, "checkout", "-q", "main")

    def sheets(self) -> list[str]:
        return git(self.folder / "host.git", "ls-tree", "--name-only", "inbox").splitlines()

    def said(self, branch: str) -> str:
        return git(self.folder / "host.git", "log", "-1", "--format=%B", branch)


@pytest.fixture
def host(tmp_path: Path) -> Host:
    made = Host(tmp_path)
    book(made.root, FILES)
    git(tmp_path, "init", "-q", "--bare", "-b", "main", "host.git")
    git(tmp_path / "host.git", "config", "receive.advertisePushOptions", "true")
    (tmp_path / "host.git/hooks/pre-receive").write_text(HOOK)
    (tmp_path / "host.git/hooks/pre-receive").chmod(0o755)
    git(made.root, "remote", "add", "origin", made.bare)
    git(made.root, "push", "-q", "origin", "main")
    git(made.root, "switch", "-q", "--orphan", "inbox")
    git(made.root, "commit", "-q", "--allow-empty", "-m", "Sheets")
    git(made.root, "push", "-qu", "origin", "inbox")
    git(made.root, "checkout", "-q", "main")
    return made


def exported(host: Host, **cells: str) -> Path:
    """A workbook of the book, with cells of the column total edited."""
    path = host.folder / "orders.xlsx"
    assert run(host.root, "export", "excel", "-o", path).exit_code == 0
    edit_rows(path, "Columns", lambda rows: row_of(rows, "total").update(cells))
    return path


def test_gitlab_takes_the_job(tmp_path: Path):
    (tmp_path / ".gitlab-ci.yml").write_text((ROOT / ".gitlab-ci.yml").read_text() + "\n" + SNIPPET)
    check_schema("vendor.gitlab-ci", tmp_path / ".gitlab-ci.yml")
    assert JOB["extends"] in yaml.safe_load((ROOT / ".gitlab-ci.yml").read_text())


def test_a_workbook_that_is_uploaded_becomes_a_merge_request(host: Host):
    host.upload(exported(host, description="Net of taxes."))
    done = host.runs(7)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "secret" not in done.stdout + done.stderr
    options = ["merge_request.create", "merge_request.target=main", "merge_request.remove_source_branch"]
    assert (host.folder / "options").read_text().splitlines() == options
    assert (
        git(host.folder / "host.git", "diff", "--stat", "main", "inbox-7")
        .strip()
        .endswith("1 insertion(+), 1 deletion(-)")
    )
    assert "total: int | Net of taxes." in git(host.folder / "host.git", "show", f"inbox-7:{FILE}")
    assert host.said("inbox-7").startswith("Sheets handed in\n\n    inbox/orders.xlsx: 3 rows read: 1 changed\n")
    assert host.sheets() == []
    again = host.runs(8)
    assert again.returncode == 0 and "no sheets in inbox" in again.stdout
    assert "inbox-8" not in git(host.folder / "host.git", "branch")


def test_a_sheet_that_cannot_be_taken_stays_and_the_others_go_on(host: Host):
    host.upload(exported(host, type="bigint"))
    (host.folder / "empty.xlsx").write_bytes(b"")
    host.upload(host.folder / "empty.xlsx")
    done = host.runs(7)
    assert done.returncode == 1 and "inbox/empty.xlsx: error the file is empty" in done.stdout
    assert "total: bigint" in git(host.folder / "host.git", "show", f"inbox-7:{FILE}")
    assert host.sheets() == ["empty.xlsx", "orders.xlsx"]


def test_a_conflict_fails_the_job_and_changes_nothing(host: Host):
    host.upload(exported(host, type="bigint"))
    write(host.root, {FILE: FILES[FILE].replace("total: int", "total: text")})
    git(host.root, "commit", "-qam", "Others")
    git(host.root, "push", "-q", "origin", "main")
    done = host.runs(7)
    assert done.returncode == 1 and "inbox/orders.xlsx!Columns!E3: conflict in orders.total.type" in done.stdout
    assert "inbox-7" not in git(host.folder / "host.git", "branch")
    assert host.sheets() == ["orders.xlsx"]


def test_a_sheet_of_their_own_goes_by_itself_from_the_second_time_on(host: Host):
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    for row in (
        ["Table", "Column", "Type", "Description"],
        ["calls", "id", "int", "Number"],
        ["calls", "at", "date", "Day"],
    ):
        sheet.append(row)
    workbook.save(host.folder / "calls.xlsx")
    host.upload(host.folder / "calls.xlsx")
    done = host.runs(7)
    assert done.returncode == 1
    assert "hint: lakebook import excel inbox/calls.xlsx --domain NAME --system NAME" in done.stdout
    git(host.root, "fetch", "-q", "origin")
    git(host.root, "branch", "-qf", "inbox", "origin/inbox")
    git(host.root, "worktree", "add", "-q", "inbox", "inbox")
    said = run(host.root, "import", "excel", host.root / "inbox/calls.xlsx", "--domain", "sales", "--system", "crm")
    assert said.exit_code == 0, said.output
    for folder, what in ((host.root / "inbox", "."), (host.root, "catalogue")):
        git(folder, "add", what)
        git(folder, "commit", "-qm", "Calls")
    git(host.root, "push", "-q", "origin", "main", "inbox")
    git(host.root, "worktree", "remove", "--force", "inbox")
    sheet.append(["calls", "length", "int", "Seconds"])
    workbook.save(host.folder / "calls.xlsx")
    host.upload(host.folder / "calls.xlsx")
    done = host.runs(9)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "length: int | Seconds" in git(host.folder / "host.git", "show", "inbox-9:catalogue/sales/crm/calls.yaml")
    assert host.sheets() == ["calls.import.yaml"]
