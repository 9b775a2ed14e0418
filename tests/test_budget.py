"""What a site holds, what its host takes, and who says so: the check before a build, the build, and the command."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from _bench.book import write_book
from _bench.shape import Shape
from click.testing import CliRunner, Result
from conftest import ROOT

from lakebook.book import Book, read_book
from lakebook.checks._run import find_check, run_checks
from lakebook.checks.site._predicted import _CHECKS, INACCURACY, predicted
from lakebook.cli import lakebook
from lakebook.diagnostics import Diagnostic
from lakebook.hosting.amounts import read_count, read_size, rounded_size, size
from lakebook.hosting.contents import measure
from lakebook.hosting.host import Limits
from lakebook.settings import read_settings
from lakebook.site.kept import Kept
from lakebook.sources.in_memory import InMemory
from lakebook.sources.working_tree import WorkingTree

FROM_CI = ("CI_PROJECT_URL", "CI_DEFAULT_BRANCH", "GITHUB_SERVER_URL", "GITHUB_REPOSITORY")


@pytest.fixture(autouse=True)
def no_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    """These books say themselves where they are hosted."""
    for name in FROM_CI:
        monkeypatch.delenv(name, raising=False)


# Amounts -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "bytes_"),
    [
        ("1 GB", 1_000_000_000),
        ("500MB", 500_000_000),
        ("1.5 gb", 1_500_000_000),
        ("100 MiB", 104_857_600),
        ("1,024 kb", 1_024_000),
        ("2048", 2048),
    ],
)
def test_a_size_is_read(text: str, bytes_: int):
    assert read_size(text) == bytes_


@pytest.mark.parametrize("text", ["", "much", "1 TB", "1,5 GB", "-1 MB", "1 GB or so", "1e3", ["1 GB"]])
def test_what_is_no_size_says_how_to_write_one(text: object):
    with pytest.raises(ValueError, match="write it as 500 MB or 1 GB"):
        read_size(text)


def test_entries_are_whole_numbers_above_nothing():
    assert read_count("200,000") == read_count("200000") == 200_000
    for text in ("1.5", "1 k", "20,00", "0"):
        with pytest.raises(ValueError, match="write "):
            read_count(text)


def test_sizes_are_said_in_three_figures():
    said = [size(number) for number in (0, 999, 1000, 24_560, 283_700_369, 999_960, 1_000_000_000)]
    assert said == ["0 B", "999 B", "1.00 KB", "24.6 KB", "284 MB", "1.00 MB", "1.00 GB"]
    assert [rounded_size(number) for number in (10**9, 1.5e9, 100e6, 2e6)] == ["1 GB", "1.5 GB", "100 MB", "2 MB"]


# Settings ------------------------------------------------------------------------------------------------------------


def limits(text: str) -> Limits:
    settings, findings = read_settings(InMemory({"lakebook.yaml": text}))
    assert not findings
    return settings.limits


@pytest.mark.parametrize(
    ("text", "host", "bytes_", "entries"),
    [
        ("title: Small", "", None, None),
        ("host: gitlab.com", "gitlab.com", 10**9, 200_000),
        ("host: {name: github}", "github", 10**9, None),
        ("host: {bytes: 1 GB}", "", 10**9, None),
        ("host: {name: gitlab, bytes: 500 MB}", "gitlab", 500 * 10**6, 200_000),
        ("repository: {url: https://gitlab.com/acme/data}", "gitlab.com", 10**9, 200_000),
        ("repository: {url: https://github.com/acme/data}", "github", 10**9, None),
        ("repository: {url: https://gitlab.acme.example/data}", "gitlab", 100 * 10**6, 200_000),
        ("repository: {url: https://code.acme.example/data, kind: gitlab}", "gitlab", 100 * 10**6, 200_000),
        ("repository: {url: https://code.acme.example/data}", "", None, None),
        ("repository: {url: https://git.acme.example/gitlab.com, kind: github}", "", None, None),
        ("repository: {url: https://gitlab.com/acme/data}\nhost: none", "none", None, None),
        ("repository: {url: https://gitlab.com/acme/data}\nhost: {entries: 10}", "gitlab.com", 10**9, 10),
    ],
)
def test_limits_are_said_or_deduced(text: str, host: str, bytes_: int | None, entries: int | None):
    found = limits(text)
    assert (found.host, found.bytes, found.entries) == (host, bytes_, entries)
    assert found.deduced == (bool(host) and "name" not in text and "host: none" not in text and "host: git" not in text)


def test_the_pipeline_says_which_gitlab_it_is(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CI_PROJECT_URL", "https://code.acme.example/data/catalogue")
    assert limits("title: Small").host == "gitlab"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "host: gitlb.com",
            "1:1: error FIL005 option 'host': there is no host 'gitlb.com'\nhint: did you mean 'gitlab.com'?",
        ),
        (
            "host:\n  name: gitlab\n  bytes: plenty",
            "3:3: error FIL005 option 'host': 'plenty' is no size\nhint: write it as 500 MB or 1 GB",
        ),
        (
            "host:\n  entries: many",
            "2:3: error FIL005 option 'host': 'many' is no number of entries\nhint: write it as 200,000",
        ),
        ("host:\n  entires: 10", "2:3: error FIL003 unknown option 'host.entires'\nhint: did you mean 'entries'?"),
        ("repository:\n  urll: x", "2:3: error FIL003 unknown option 'repository.urll'\nhint: did you mean 'url'?"),
    ],
)
def test_a_bad_value_says_where_and_what_to_type(text: str, said: str):
    book = read_book(InMemory({"lakebook.yaml": text}))
    found = [str(diagnostic) for diagnostic in run_checks(book)]
    assert [line.replace(" warning ", " error ") for line in found] == [f"lakebook.yaml:{said}"]


# The check -----------------------------------------------------------------------------------------------------------


def site_budget(book: Book) -> list[Diagnostic]:
    check = find_check("SITE001")
    assert check
    return run_checks(book, [check])


def small(settings: str = "title: Small\n") -> Book:
    return read_book(InMemory({"lakebook.yaml": settings}))


def with_video(root: Path, megabytes: int, settings: str) -> Book:
    """A book with a large file among its hand-written pages."""
    (root / "docs").mkdir(exist_ok=True)
    (root / "lakebook.yaml").write_text(settings)
    with (root / "docs/tour.mp4").open("wb") as video:
        video.truncate(megabytes * 10**6)  # takes no room, as long as nobody reads it
    return read_book(WorkingTree(root))


@pytest.mark.parametrize(
    ("part", "severities"), [(0.5, []), (0.78, []), (0.82, ["warning"]), (1.1, ["warning"]), (1.2, ["error"])]
)
def test_the_nearer_the_limit_the_louder(part: float, severities: list[str]):
    expected = predicted(small())
    found = site_budget(small(f"host:\n  bytes: {int(expected.bytes / part)}\n"))
    assert [diagnostic.severity for diagnostic in found] == severities
    found = site_budget(small(f"host:\n  entries: {int(expected.entries / part)}\n"))
    assert [diagnostic.severity for diagnostic in found] == severities


def test_without_limits_nothing_is_predicted():
    assert not site_budget(small("host: none\n"))
    assert not site_budget(small())


def test_a_deduced_limit_is_told_at_the_repository_and_can_be_denied(tmp_path: Path):
    address = "repository:\n  url: https://gitlab.acme.example/data\n"
    (found,) = site_budget(with_video(tmp_path, 120, address))
    assert str(found.location) == "lakebook.yaml:2:3" and found.severity == "error"
    assert "the host 'gitlab' takes 100 MB" in found.message
    assert "'host: {bytes: 200 MB}'" in found.hint and "'host: none'" in found.hint
    assert not site_budget(with_video(tmp_path, 120, address + "host: none\n"))
    assert not site_budget(with_video(tmp_path, 120, address + "host:\n  bytes: 200 MB\n"))


def test_what_the_hint_says_to_type_silences_the_check():
    for limit in ("bytes: 1 MB", "entries: 100"):
        (found,) = site_budget(small(f"host:\n  name: gitlab\n  {limit}\n"))
        typed = found.hint.split("'")[-2]
        assert typed.startswith(f"host: {{name: gitlab, {limit.split()[0]}")
        assert not site_budget(small(f"{typed}\n"))


def test_gitlab_com_raises_nothing(tmp_path: Path):
    (found,) = site_budget(with_video(tmp_path, 1_200, "host: gitlab.com\n"))
    assert found.hint.startswith("gitlab.com raises it for nobody") and "'host: none'" in found.hint


# Prediction against real sites ---------------------------------------------------------------------------------------


def build(root: Path, site: Path, *options: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name not in FROM_CI}
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--site-dir", str(site), *options],
        cwd=root,
        env=environment | {"PYTHONPATH": str(ROOT / "plugins"), "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        timeout=600,
    )


def off(root: Path, site: Path) -> dict[str, float]:
    """How far the prediction is off, as shares of the real figures."""
    done = build(root, site, "--quiet")
    assert done.returncode == 0, done.stderr
    real, expected = measure(site), predicted(read_book(WorkingTree(root)))
    assert real.entries > 500 and real.bytes > 5_000_000
    return {"bytes": expected.bytes / real.bytes - 1, "entries": expected.entries / real.entries - 1}


FIT_AGAIN = "the site is not what it was: fit the figures of checks/site/_predicted.py again"


def test_the_demo_is_predicted(demo_root: Path, tmp_path: Path):
    found = off(demo_root, tmp_path / "site")
    assert all(abs(share) < INACCURACY for share in found.values()), f"{found}: {FIT_AGAIN}"


def test_a_generated_book_is_predicted(generated: Path, tmp_path: Path):
    found = off(generated, tmp_path / "site")
    assert all(abs(share) < INACCURACY for share in found.values()), f"{found}: {FIT_AGAIN}"


def test_a_sample_of_the_datasets_stands_for_all(generated: Path, monkeypatch: pytest.MonkeyPatch):
    book = read_book(WorkingTree(generated))
    whole = predicted(book)
    monkeypatch.setattr("lakebook.checks.site._predicted._SAMPLE", 50)
    assert predicted(book).bytes == pytest.approx(whole.bytes, rel=0.01)
    assert predicted(book).bytes != whole.bytes


def test_checks_are_counted_with_some_room():
    from lakebook.checks._run import all_checks

    assert len(all_checks()) * 0.8 < _CHECKS < len(all_checks()) * 1.3, "correct _CHECKS in checks/site/_predicted.py"


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book of 300 datasets, made as the bench makes them."""
    root = tmp_path_factory.mktemp("generated")
    write_book(root, Shape(300, 15, 9), seed=7)
    return root


# The build -----------------------------------------------------------------------------------------------------------

BOOK = {
    "lakebook.yaml": "title: Small\n",
    "catalogue/sales/domain.yaml": "title: Sales\ndescription: What is sold, and to whom.\n",
    "catalogue/sales/crm/system.yaml": "title: CRM\ndescription: Customers, orders.\n",
    "catalogue/sales/crm/orders.yaml": "datasets:\n  order:\n    description: One order.\n    formerly: [sale]\n",
    "docs/index.md": "# Small\n\nA small book.\n",
    "docs/decisions/why.md": "# Why\n\nA page in a folder of ours.\n",
    "docs/assets/plan.bin": "x" * 5_000,
    "mkdocs.yml": "site_name: Small\nsite_url: https://example.org/\ntheme: {name: material, font: false}\n"
    "plugins: [search, {lakebook: {strict_checks: false}}]\n",
}


LATER = "search/search_index.json"
"""Material writes it when we have counted; ``lakebook budget`` counts it."""


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A book of one dataset, on disk."""
    for path, text in BOOK.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    return tmp_path


def test_a_build_above_a_limit_warns_and_a_strict_one_fails(book: Path):
    (book / "lakebook.yaml").write_text("host:\n  bytes: 1 MB\n  entries: 900\n")
    done = build(book, book / "site")
    assert done.returncode == 0
    (warning,) = [line for line in done.stderr.splitlines() if "WARNING" in line and "the site has" in line]
    assert "the host takes 1 MB: type 'lakebook budget'" in warning
    assert build(book, book / "site", "--strict").returncode == 1
    (book / "lakebook.yaml").write_text("host: {bytes: 100 MB}\n")
    done = build(book, book / "site", "--strict")
    assert done.returncode == 0 and "the site has" not in done.stderr


def test_a_build_near_a_limit_says_so_and_passes(book: Path):
    assert build(book, book / "site", "--quiet").returncode == 0
    entries = measure(book / "site").entries - len([LATER])
    (book / "lakebook.yaml").write_text(f"host: {{entries: {entries}}}\n")
    done = build(book, book / "site", "--strict")
    assert done.returncode == 0 and f"the site has {entries:,} entries" in done.stderr
    (book / "lakebook.yaml").write_text(f"host: {{entries: {entries - 1}}}\n")
    assert build(book, book / "site", "--strict").returncode == 1


@pytest.mark.parametrize("options", [(), ("--no-directory-urls",)])
def test_a_build_counts_from_what_it_knows_as_if_it_had_looked(book: Path, options: tuple[str, ...]):
    site = book / "site"
    for _ in ("clean", "again"):
        assert build(book, site, "--quiet", *options).returncode == 0
        manifest = Kept(book / ".lakebook").manifest(str(site))
        assert "datasets" in manifest.tops and "decisions" not in manifest.tops
        known = {uri: stamp.size for uri, stamp in manifest.stamps.items()}
        quick, whole = measure(site, known, frozenset(manifest.tops)), measure(site)
        assert whole.sizes == quick.sizes | {LATER: whole.sizes[LATER]}
        assert quick.directories == whole.directories


# The command ---------------------------------------------------------------------------------------------------------

SITE = {
    "index.html": "<p>" * 400,
    "datasets/crm/order/index.html": "<p>order" * 900,
    "assets/a.bin": "x",
    "datasets/a": "",
}


@pytest.fixture
def site(book: Path) -> Path:
    """A site of four files and a link, in a book."""
    for path, text in SITE.items():
        (book / "site" / path).parent.mkdir(parents=True, exist_ok=True)
        (book / "site" / path).write_text(text)
    (book / "site/assets/link").symlink_to("/")
    return book / "site"


def run(book: Path, *arguments: str) -> Result:
    return CliRunner().invoke(lakebook, ["-C", str(book), "budget", *arguments])


def test_the_report_counts_what_is_there(book: Path, site: Path):
    done = run(book, "--format", "json")
    assert done.exit_code == 0
    told = json.loads(done.stdout)
    link = os.lstat(site / "assets/link").st_size
    packed = sum(min(len(gzip.compress(text.encode(), 6)), len(text)) for text in SITE.values())
    assert (told["files"], told["directories"], told["gzipped"]) == (5, 5, packed)
    assert told["budgets"]["entries"] == {"used": 10, "limit": None, "share": 0.0, "verdict": "no limit"}
    assert told["budgets"]["bytes"]["used"] == sum(map(len, SITE.values())) + link
    assert list(told["sections"]) == ["datasets", "/", "assets"]
    assert told["sections"]["datasets"]["directories"] == 3 and told["sections"]["datasets"]["files"] == 2
    assert next(iter(told["largest"].items())) == ("datasets/crm/order/index.html", 7200)
    unpacked = json.loads(run(book, "--format", "json", "--no-gzip").stdout)
    assert unpacked["gzipped"] is None and unpacked["sections"]["datasets"]["gzipped"] is None


@pytest.mark.parametrize(
    ("settings", "code", "said"),
    [
        ("host: {bytes: 5 KB, entries: 100}", 1, "above the limit: 8.40 KB, and the host takes 5 KB"),
        ("host: {bytes: 1 MB, entries: 9}", 1, "write 'host: {entries: 20}' in lakebook.yaml"),
        ("host: {bytes: 1 MB, entries: 12}", 0, "near the limit: 10 entries"),
        ("host: gitlab.com", 0, "it fits: below 80% of what the host 'gitlab.com' takes"),
        ("host: none", 0, "the host 'none' has no limits"),
        ("title: Small", 0, "no limits are known: write 'host: gitlab.com' or another in lakebook.yaml"),
        ("host: {bytes: lots}", 2, "lakebook.yaml:1:8: option 'host': 'lots' is no size; write it as 500 MB or 1 GB"),
    ],
)
def test_the_exit_code_and_the_last_lines_say_whether_it_fits(
    book: Path, site: Path, settings: str, code: int, said: str
):
    (book / "lakebook.yaml").write_text(settings + "\n")
    done = run(book)
    assert done.exit_code == code, done.output
    assert said in " ".join(done.output.split())


def test_a_site_elsewhere_is_measured(book: Path, site: Path, tmp_path: Path):
    site.rename(tmp_path / "public")
    done = run(book)
    assert done.exit_code == 2 and "type 'mkdocs build' first" in done.output
    assert run(book, str(tmp_path / "public")).exit_code == 0


@pytest.mark.parametrize("columns", [80, 200])
def test_the_table_stays_within_the_terminal(book: Path, site: Path, columns: int, monkeypatch: pytest.MonkeyPatch):
    deep = site / "datasets" / ("very_" * 20 + "long") / "index.html"
    deep.parent.mkdir()
    deep.write_text("x" * 10_000)
    monkeypatch.setenv("COLUMNS", str(columns))
    lines = run(book).output.splitlines()
    assert max(map(len, lines)) <= min(columns, 100)
    assert "very_very" in "".join(lines) and not any(line != line.rstrip() for line in lines)
    for number in range(20):
        (site / f"part-{number}").mkdir()
    assert "more" in run(book).output


def test_names_of_files_are_printed_as_they_are(book: Path, site: Path):
    (site / "assets/[red]plan[").mkdir()
    (site / "assets/[red]plan[/old].bin").write_text("x" * 50_000)
    (site / "assets/bell\a.bin").write_text("x" * 40_000)
    said = run(book).output
    assert "assets/[red]plan[/old].bin" in said and "assets/bell\ufffd.bin" in said


def test_the_pipeline_measures_what_it_publishes():
    script = yaml.safe_load((ROOT / ".gitlab-ci.yml").read_text())["publish"]["script"]
    builds = next(number for number, line in enumerate(script) if "mkdocs build" in line)
    assert "lakebook budget" in script[builds + 1]
