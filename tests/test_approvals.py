"""Approvals and the note, against a local server that answers as GitLab documents it, and a real Git repository."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from click.testing import CliRunner, Result
from conftest import ROOT

from lakebook.cli import lakebook

TOKEN = "glpat-secret-of-the-test"
TODAY = ["--today", "2026-11-24"]
PUSHED = "2026-11-24T10:00:00.000Z"


class GitLab(ThreadingHTTPServer):
    """One merge request of one project, its notes and approvals; what it was asked is kept."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answers)
        self.author = "yuki"
        self.approved_by: list[dict[str, Any]] = []
        self.notes: list[dict[str, Any]] = []
        self.asked: list[str] = []
        self.instead: dict[str, tuple[int, bytes, dict[str, str]]] = {}
        """Path -> what is answered instead."""

    @property
    def api(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/api/v4"

    def approve(self, account: str, at: str | None = "2026-11-24T11:00:00.000Z") -> None:
        user = {"id": 1, "name": account, "username": account, "state": "active", "avatar_url": "", "web_url": ""}
        self.approved_by.append({"user": user, **({"approved_at": at} if at else {})})

    def comment(self, body: str, user: int = 42, system: bool = False) -> None:
        self.notes.append(
            {"id": len(self.notes) + 100, "body": body, "system": system, "author": {"id": user, "username": "x"}}
        )


class Answers(BaseHTTPRequestHandler):
    server: GitLab

    def do(self) -> None:
        address = urlsplit(self.path)
        path = address.path.removeprefix("/api/v4/")
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.server.asked.append(f"{self.command} {path}")
        if path in self.server.instead:
            return self.give(*self.server.instead[path])
        if self.headers.get("PRIVATE-TOKEN") != TOKEN:
            return self.give(401, b'{"message":"401 Unauthorized"}')
        whole = "projects/7/merge_requests/5"
        if path == whole:
            said: Any = {
                "id": 155,
                "iid": 5,
                "project_id": 7,
                "state": "opened",
                "author": {"id": 9, "username": self.server.author},
            }
        elif path == f"{whole}/approvals":
            said = {
                "id": 155,
                "iid": 5,
                "project_id": 7,
                "approved": bool(self.server.approved_by),
                "approved_by": self.server.approved_by,
            }
        elif path == f"{whole}/versions":
            said = [
                {"id": 2, "created_at": PUSHED, "head_commit_sha": "b" * 40},
                {"id": 1, "created_at": "2026-11-20T10:00:00.000Z"},
            ]
        elif path == "user":
            said = {"id": 42, "username": "project_7_bot"}
        elif path == f"{whole}/notes" and self.command == "GET":
            return self.page(self.server.notes, address.query)
        elif path == f"{whole}/notes" and self.command == "POST":
            self.server.comment(json.loads(body)["body"])
            return self.give(201, json.dumps(self.server.notes[-1]).encode())
        elif self.command == "PUT" and (found := re.fullmatch(rf"{whole}/notes/(\d+)", path)):
            (said,) = [note for note in self.server.notes if note["id"] == int(found.group(1))]
            said["body"] = json.loads(body)["body"]
        else:
            return self.give(404, b'{"message":"404 Not Found"}')
        return self.give(200, json.dumps(said).encode())

    def page(self, items: list[Any], query: str) -> None:
        said = {key: int(value[0]) for key, value in parse_qs(query).items() if key in ("page", "per_page")}
        start = (said["page"] - 1) * said["per_page"]
        more = str(said["page"] + 1) if start + said["per_page"] < len(items) else ""
        self.give(200, json.dumps(items[start : start + said["per_page"]]).encode(), {"X-Next-Page": more})

    def give(self, code: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(code)
        for name, value in {
            "Content-Type": "application/json",
            "Content-Length": str(len(body)),
            **(headers or {}),
        }.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST = do_PUT = do

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def gitlab(monkeypatch: pytest.MonkeyPatch) -> Iterator[GitLab]:
    server = GitLab()
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    for name in [name for name in os.environ if name.startswith("CI_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("CI_API_V4_URL", server.api)
    monkeypatch.setenv("CI_PROJECT_ID", "7")
    monkeypatch.setenv("CI_MERGE_REQUEST_IID", "5")
    monkeypatch.setenv("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "main")
    monkeypatch.setenv("LAKEBOOK_TOKEN", TOKEN)
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


FILES = {
    "lakebook.yaml": "title: A\n",
    "catalogue/people.yaml": 'people:\n  ann: {name: Ann Durand, handle: "@ann"}\n  bob: {name: Bob Martin, handle: "@Bob"}\n'
    '  yuki: {name: Yuki Tanaka, handle: "@yuki"}\n  dan: {name: Dan Ortiz, handle: "@dan", roles: [data architect]}\n',
    "catalogue/teams.yaml": 'teams:\n  platform: {kind: platform, handle: "@firm/platform", members: [yuki, dan]}\n',
    "catalogue/sales/domain.yaml": "title: Sales\ncustodian: ann\ndeputy: bob\n",
    "catalogue/sales/grants.yaml": "grants:\n",
    "catalogue/sales/crm/core.yaml": "datasets:\n  visits:\n",
    "catalogue/hr/domain.yaml": "title: People\ncustodian: yuki\n",
    ".gitlab-ci.yml": "check: {script: [lakebook check]}\n",
    "docs/index.md": "# A\n",
}


def git(root: Path, *arguments: str) -> str:
    who = {
        f"GIT_{role}_{what}": f"{what}@example.org" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
    }
    environment = {**os.environ, **who, "GIT_CONFIG_GLOBAL": os.devnull}
    return subprocess.run(
        ["git", *arguments], cwd=root, env=environment, check=True, capture_output=True, text=True
    ).stdout.strip()


def change(root: Path, *removed: str, **files: str) -> None:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    for path in removed:
        (root / path).unlink()
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "one")


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone whose branch ``change`` stands where ``origin/main`` stands."""
    upstream, here = tmp_path / "upstream", tmp_path / "here"
    upstream.mkdir()
    git(upstream, "init", "--quiet", "--initial-branch", "main")
    change(upstream, **FILES)
    git(tmp_path, "clone", "--quiet", str(upstream), str(here))
    git(here, "checkout", "--quiet", "-b", "change")
    return here


def run(root: Path, *arguments: str) -> Result:
    result = CliRunner().invoke(lakebook, ["-C", str(root), "approvals", *TODAY, *arguments])
    assert TOKEN not in result.output
    return result


CORE = {"catalogue/sales/crm/core.yaml": "datasets:\n  visits:\n    title: Visits\n"}


def test_a_custodian_is_missing_and_then_is_not(clone: Path, gitlab: GitLab):
    change(clone, **CORE)
    result = run(clone)
    assert result.exit_code == 1
    assert result.output == (
        "missing   Custodians Sales: one of Ann Durand @ann, Bob Martin @Bob\n"
        "          catalogue/sales/crm/core.yaml\n"
        "0 of 1 approvals are there\n"
        "next: they open the merge request and choose 'Approve'; then run this job again\n"
    )
    gitlab.approve("bob")
    result = run(clone)
    assert (result.exit_code, result.output.splitlines()[0]) == (0, "approved  Custodians Sales: @bob")
    assert result.output.endswith("1 of 1 approvals are there: all is well\n")
    assert {line.split()[0] for line in gitlab.asked} == {"GET"}, "it only reads"


def test_others_do_not_count(clone: Path, gitlab: GitLab):
    change(clone, **CORE)
    gitlab.approve("dan")
    gitlab.approve("yuki")
    assert run(clone).exit_code == 1


def test_an_approval_before_the_last_push_is_of_something_else(clone: Path, gitlab: GitLab):
    change(clone, **CORE)
    gitlab.approve("ann", "2026-11-24T09:59:59.000Z")
    result = run(clone)
    assert result.exit_code == 1 and "(before the last push: @ann)" in result.output
    assert run(clone, "--older").exit_code == 0
    gitlab.approved_by.clear()
    gitlab.approve("ann", None)
    assert run(clone).exit_code == 0, "an older GitLab that tells no time"


def test_the_author_approves_nothing_and_others_stand_in(clone: Path, gitlab: GitLab):
    gitlab.author = "ann"
    change(clone, **CORE, **{"catalogue/sales/grants.yaml": "grants: []\n"})
    gitlab.approve("ann")
    result = run(clone)
    assert result.exit_code == 1
    assert (
        "missing   Custodians Sales: one of Bob Martin @Bob\n          catalogue/sales/crm/core.yaml" in result.output
    )
    assert (
        "missing   Custodians Sales: one of Bob Martin @Bob, Dan Ortiz @dan\n          catalogue/sales/grants.yaml"
        in result.output
    )
    gitlab.approve("BOB")
    assert run(clone).exit_code == 0


def test_a_custodian_who_is_author_and_has_no_deputy_needs_an_architect(clone: Path, gitlab: GitLab):
    change(clone, **{"catalogue/hr/domain.yaml": "title: Humans\ncustodian: yuki\n"})
    assert "missing   Custodians People: one of Dan Ortiz @dan" in run(clone).output
    gitlab.approve("dan")
    assert run(clone).exit_code == 0


def test_nobody_names_himself_custodian(clone: Path, gitlab: GitLab):
    """Whoever is custodian in the branch only counts for nothing; and what was custodian's is asked as before."""
    takes_over = FILES["catalogue/sales/domain.yaml"].replace("ann", "yuki")
    change(
        clone,
        **CORE,
        **{"catalogue/sales/domain.yaml": takes_over, "lakebook.yaml": "title: B\nfolders: {catalogue: other}\n"},
    )
    gitlab.author = "eve"
    gitlab.approve("yuki")
    output = run(clone).output
    assert "missing   Custodians Sales: one of Ann Durand @ann, Bob Martin @Bob" in output
    assert "approved  Platform: @yuki" in output


def test_what_was_moved_is_asked_on_both_sides_and_hidden_files_too(clone: Path, gitlab: GitLab):
    change(
        clone,
        "catalogue/sales/crm/core.yaml",
        **{
            "catalogue/hr/crm/core.yaml": "datasets:\n",
            ".gitlab-ci.yml": "check: {script: [true]}\n",
            "catalogue/new/domain.yaml": "title: N\n",
        },
    )
    titles = re.findall(r"^missing   ([^:]+):", run(clone).output, re.MULTILINE)
    assert titles == ["Platform", "Custodians Sales", "Custodians People", "New domains"] or set(titles) == {
        "Platform", "Custodians Sales", "Custodians People", "New domains",
    }  # fmt: skip


def test_what_main_got_meanwhile_is_not_the_matter_of_this_branch(clone: Path, gitlab: GitLab):
    change(clone, **{"docs/index.md": "# B\n"})
    change(clone.parent / "upstream", **CORE)
    git(clone, "fetch", "--quiet")
    result = run(clone)
    assert (result.exit_code, result.output) == (0, "nobody has to approve what changes against origin/main\n")
    assert gitlab.asked == []


def test_without_a_token_it_says_what_it_would_demand(clone: Path, gitlab: GitLab, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("LAKEBOOK_TOKEN")
    change(clone, **CORE)
    result = run(clone)
    assert result.exit_code == 0 and gitlab.asked == []
    assert result.output.splitlines()[0] == "needed    Custodians Sales: one of Ann Durand @ann, Bob Martin @Bob"
    assert "would be demanded" in result.output


def test_a_long_list_is_cut(clone: Path, gitlab: GitLab):
    change(clone, **{f"catalogue/sales/crm/s{number}.yaml": "datasets:\n" for number in range(7)})
    assert "          and 2 more files\n" in run(clone).output


def test_a_shallow_clone_uses_the_base_that_gitlab_names(clone: Path, gitlab: GitLab, monkeypatch: pytest.MonkeyPatch):
    base = git(clone, "rev-parse", "HEAD")
    change(clone, **CORE)
    change(clone, **{"docs/index.md": "# B\n"})
    shallow = clone.parent / "shallow"
    git(clone.parent, "clone", "--quiet", "--depth", "1", "--branch", "change", f"file://{clone}", str(shallow))
    git(shallow, "fetch", "--quiet", "--depth", "1", f"file://{clone.parent}/upstream", "main:refs/remotes/origin/main")
    result = run(shallow)
    assert result.exit_code == 2 and "no commit in common" in result.output
    monkeypatch.setenv("CI_MERGE_REQUEST_DIFF_BASE_SHA", base)
    assert "missing   Custodians Sales" in run(shallow).output


def test_no_branch_and_no_repository(tmp_path: Path, clone: Path, gitlab: GitLab, monkeypatch: pytest.MonkeyPatch):
    result = run(clone, "--target", "origin/nowhere")
    assert (
        result.exit_code == 2
        and "there is no commit 'origin/nowhere' here; type 'git fetch origin nowhere'" in result.output
    )
    monkeypatch.delenv("CI_MERGE_REQUEST_TARGET_BRANCH_NAME")
    assert "lakebook approvals --target origin/main" in run(clone).output
    (tmp_path / "lakebook.yaml").write_text("")
    assert "is in no Git repository" in run(tmp_path, "--target", "main").output


MR = "projects/7/merge_requests/5"


@pytest.mark.parametrize(
    ("path", "answer", "said"),
    [
        (MR, (401, b"{}", {}), "answered 401 Unauthorized; LAKEBOOK_TOKEN must hold a project access token"),
        (MR, (404, b"{}", {}), "answered 404 Not Found; is there such a merge request"),
        (MR, (500, b"<html>", {}), "answered 500 Internal Server Error"),
        (MR, (302, b"", {"Location": "http://127.0.0.1:9/steal"}), "answered 302 Found; it sends us elsewhere"),
        (MR, (200, b"<html>sign in</html>", {}), "gave no JSON; is CI_API_V4_URL the address of the API?"),
        (MR, (200, b"[]", {}), "GitLab names no user as 'author'"),
        (MR, (200, b'{"author": null}', {}), "GitLab names no user as 'author'"),
        (f"{MR}/approvals", (200, b'{"message": "x"}', {}), "have no list 'approved_by'"),
        (f"{MR}/approvals", (200, b'{"approved_by": [1]}', {}), "GitLab names no user as 'user'"),
        (f"{MR}/approvals", (200, b"\xff\xfe", {}), "gave no JSON"),
        (f"{MR}/versions", (200, b"{}", {}), "gave no list"),
    ],
)
def test_what_the_host_does_wrong_is_one_line_and_never_a_pass(
    clone: Path, gitlab: GitLab, path: str, answer: tuple[int, bytes, dict[str, str]], said: str
):
    change(clone, **CORE)
    gitlab.approve("ann")
    gitlab.instead[path] = answer
    result = run_in_process(clone)
    assert result.returncode == 2 and result.stdout == ""
    assert said in result.stderr and len(result.stderr.splitlines()) == 1
    assert TOKEN not in result.stderr


def run_in_process(root: Path) -> subprocess.CompletedProcess[str]:
    code = "from lakebook.cli import main; main()"
    command = [sys.executable, "-c", code, "-C", str(root), "approvals", *TODAY]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("CI_API_V4_URL", "http://127.0.0.1:9/api/v4", "cannot be reached"),
        ("CI_API_V4_URL", "file:///etc/passwd", "is no web address"),
        ("CI_API_V4_URL", "", "CI_API_V4_URL is not set"),
        ("CI_MERGE_REQUEST_IID", "", "CI_MERGE_REQUEST_IID is not set; run this in a merge request pipeline"),
        ("LAKEBOOK_TOKEN", f"{TOKEN}\nX: y", "LAKEBOOK_TOKEN holds characters that no token has"),
        ("LAKEBOOK_TOKEN", "wrong", "answered 401 Unauthorized"),
    ],
)
def test_what_the_variables_get_wrong(
    clone: Path, gitlab: GitLab, monkeypatch: pytest.MonkeyPatch, variable: str, value: str, said: str
):
    change(clone, **CORE)
    monkeypatch.setenv(variable, value)
    result = run_in_process(clone)
    assert result.returncode == 2 and said in result.stderr and TOKEN not in result.stderr + result.stdout


def test_a_server_that_says_nothing_is_not_waited_for(clone: Path, gitlab: GitLab, monkeypatch: pytest.MonkeyPatch):
    import socket

    monkeypatch.setattr("lakebook.hosting.rest.TIMEOUT", 0.2)
    change(clone, **CORE)
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        monkeypatch.setenv("CI_API_V4_URL", f"http://127.0.0.1:{deaf.getsockname()[1]}")
        result = run(clone)
    assert result.exit_code != 0 and "cannot be reached: timed out" in result.output


# The note -------------------------------------------------------------------------------------------------------------


def keep(file: Path, *arguments: str) -> Result:
    result = CliRunner().invoke(lakebook, ["note", str(file), *arguments])
    assert TOKEN not in result.output
    return result


def test_one_note_is_written_updated_and_left(gitlab: GitLab, tmp_path: Path):
    for number in range(230):
        gitlab.comment(f"talk {number}", user=1000 + number)
    gitlab.comment("fake <!-- lakebook: diff -->", user=9)
    report = tmp_path / "diff.md"
    report.write_text("# Two datasets\n")
    assert keep(report).output == "the note of merge request 5 was written\n"
    assert gitlab.notes[-1]["body"] == "# Two datasets\n\n\n<!-- lakebook: diff -->"
    for number in range(5):
        gitlab.comment(f"more {number}", user=1)
    assert keep(report).output == "the note of merge request 5 is as it was\n"
    report.write_text("# Three datasets\n")
    assert keep(report).output == "the note of merge request 5 was updated\n"
    ours = [note["body"] for note in gitlab.notes if note["author"]["id"] == 42]
    assert ours == ["# Three datasets\n\n\n<!-- lakebook: diff -->"]
    assert "fake <!-- lakebook: diff -->" in [note["body"] for note in gitlab.notes], "nobody else's note is touched"
    assert keep(report, "--marker", "budget").output == "the note of merge request 5 was written\n"


def test_a_note_that_is_too_long_is_cut_at_a_line(gitlab: GitLab, tmp_path: Path):
    (tmp_path / "long.md").write_text("one line of the report\n" * 60_000)
    keep(tmp_path / "long.md")
    (body,) = [note["body"] for note in gitlab.notes]
    assert len(body) < 1_000_000 and "report\n\n*The rest is in the artifact of the job.*" in body.replace(
        "\n\n\n", "\n\n"
    )


def test_a_note_without_token_or_file(gitlab: GitLab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    assert keep(tmp_path / "nowhere.md").exit_code == 2
    (tmp_path / "diff.md").write_text("# D\n")
    assert "small letters" in keep(tmp_path / "diff.md", "--marker", "-->").output
    gitlab.instead["user"] = (403, b"{}", {})
    assert "answered 403 Forbidden" in keep(tmp_path / "diff.md").output
    monkeypatch.delenv("LAKEBOOK_TOKEN")
    result = keep(tmp_path / "diff.md")
    assert (result.exit_code, result.output) == (0, "LAKEBOOK_TOKEN is not set: no note was written\n")


def test_one_module_opens_connections():
    doors = {"urllib.request", "http.client", "socket", "ssl", "requests", "httpx", "aiohttp"}
    found = set()
    for path in (ROOT / "plugins/lakebook").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            if doors & set(names):
                found.add(path.relative_to(ROOT / "plugins/lakebook").as_posix())
    assert found == {"hosting/rest.py", "importers/_database/words/postgresql.py"}  # the latter says how to encrypt
