"""Builds that follow builds: after any edits, interrupted or side by side, the site is what a clean build makes."""

from __future__ import annotations

import hashlib
import os
import random
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT

BOOK = ("catalogue", "wids", "adrs", "docs", "lakebook.yaml", "mkdocs.yml")
COMMAND = [sys.executable, "-m", "mkdocs", "build"]
ENVIRONMENT = {
    **os.environ,
    "NO_MKDOCS_2_WARNING": "1",
    "SOURCE_DATE_EPOCH": "1795478400",
    "CI_PAGES_URL": "https://example.org/data/",
}


@pytest.fixture
def book(tmp_path: Path, demo_root: Path) -> Path:
    """The demo, in a folder of its own."""
    return _copy(demo_root, tmp_path / "book")


def _copy(source: Path, target: Path) -> Path:
    target.mkdir()
    for name in BOOK:
        if (source / name).is_dir():
            shutil.copytree(source / name, target / name)
        else:
            shutil.copy2(source / name, target / name)
    return target


def _start(root: Path, *options: str, package: Path | None = None) -> subprocess.Popen[str]:
    environment = {**ENVIRONMENT, **({"PYTHONPATH": str(package)} if package else {})}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    return subprocess.Popen([*COMMAND, *options], cwd=root, env=environment, text=True, **pipes)


def _built(root: Path, *options: str, package: Path | None = None) -> str:
    """Build the book at *root*; what was said."""
    process = _start(root, *options, package=package)
    said, _ = process.communicate(timeout=600)
    assert process.returncode == 0, said
    return said


def _tree(site: Path) -> dict[str, str]:
    """Every file of the site -> hash of its bytes."""
    return {
        path.relative_to(site).as_posix(): hashlib.blake2b(path.read_bytes()).hexdigest()
        for path in site.rglob("*")
        if path.is_file()
    }


def _clean(root: Path, *options: str, package: Path | None = None) -> dict[str, str]:
    """What a build from nothing makes of the same book."""
    fresh = root.parent / "fresh"
    shutil.rmtree(fresh, ignore_errors=True)
    _built(_copy(root, fresh), *options, package=package)
    return _tree(fresh / "site")


def _differences(found: dict[str, str], wanted: dict[str, str]) -> list[str]:
    return sorted(path for path in found.keys() | wanted.keys() if found.get(path) != wanted.get(path))


def _times(site: Path) -> dict[str, int]:
    return {path.relative_to(site).as_posix(): path.stat().st_mtime_ns for path in site.rglob("*") if path.is_file()}


def _replace(path: Path, pattern: str, new: str, count: int = 1) -> None:
    text, done = re.subn(pattern, new, path.read_text(encoding="utf-8"), count=count, flags=re.MULTILINE)
    assert done, (path, pattern)
    path.write_text(text, encoding="utf-8")


# Random edits ---------------------------------------------------------------------------------------------------------


def _schemas(root: Path) -> list[Path]:
    names = {"domain.yaml", "system.yaml", "people.yaml", "teams.yaml", "grants.yaml"}
    paths = (root / "catalogue").rglob("*.yaml")
    return sorted(path for path in paths if path.name not in names and not path.name.endswith(".observed.yaml"))


def _names(schema: Path) -> list[str]:
    return re.findall(r"^  ([a-z_0-9]+):$", schema.read_text(encoding="utf-8"), re.MULTILINE)


def _retitle(root: Path, chance: random.Random) -> None:
    """Another title for the first dataset of a schema."""
    _replace(chance.choice(_schemas(root)), r"^    title: .*$", f"    title: Changed to {chance.random()}")


def _retitle_system(root: Path, chance: random.Random) -> None:
    _replace(
        chance.choice(sorted(root.glob("catalogue/*/*/system.yaml"))), r"^title: .*$", f"title: Other {chance.random()}"
    )


def _move_custodian(root: Path, chance: random.Random) -> None:
    people = re.findall(r"^  ([a-z.-]+):", (root / "catalogue/people.yaml").read_text(encoding="utf-8"), re.MULTILINE)
    domain = chance.choice(sorted(root.glob("catalogue/*/domain.yaml")))
    _replace(domain, r"^custodian: .*$", f"custodian: {chance.choice(people)}")


def _rename_dataset(root: Path, chance: random.Random) -> None:
    path = chance.choice(_schemas(root))
    name = chance.choice(_names(path))
    _replace(path, rf"^  {name}:$", f"  {name}_new:\n    formerly: [{name}]")


def _add_dataset(root: Path, chance: random.Random) -> None:
    path, source = chance.choice(_schemas(root)), chance.choice(_schemas(root))
    system, schema = source.parent.name, source.stem
    name = _names(source)[0]
    new = f"  added_{chance.randrange(10**6)}:\n    title: Added\n    sources: [{system}.{schema}.{name}]\n"
    _replace(path, r"^datasets:\n", f"datasets:\n{new}")


def _add_column(root: Path, chance: random.Random) -> None:
    _replace(
        chance.choice(_schemas(root)),
        r"^    columns:\n",
        f"    columns:\n      added_{chance.randrange(99)}: int | New.\n",
    )


def _remove_schema(root: Path, chance: random.Random) -> None:
    chance.choice(_schemas(root)).unlink()


def _move_schema(root: Path, chance: random.Random) -> None:
    path = chance.choice(_schemas(root))
    path.rename(path.with_name(f"{path.stem}_moved.yaml"))


def _observe(root: Path, chance: random.Random) -> None:
    """What an importer saw of a schema, in the place of what one saw before."""
    plain = [path for path in _schemas(root) if _names(path)]
    path, source = chance.choice(plain), chance.choice(plain)
    edge = f"{source.parent.name}.{source.stem}.{chance.choice(_names(source))}: sql"
    seen = f"datasets:\n  {chance.choice(_names(path))}:\n    edges: {{{edge}}}\n"
    path.with_name(f"{path.stem}.observed.yaml").write_text(seen, encoding="utf-8")


def _see_no_more(root: Path, chance: random.Random) -> None:
    """What an importer saw is forgotten."""
    seen = sorted((root / "catalogue").rglob("*.observed.yaml"))
    if seen:
        chance.choice(seen).unlink()


def _edit_product(root: Path, chance: random.Random) -> None:
    _replace(chance.choice(sorted(root.glob("wids/*.md"))), r"^summary: .*$", f"summary: Changed {chance.random()}.")


def _remove_product(root: Path, chance: random.Random) -> None:
    chance.choice(sorted(root.glob("wids/*.md"))).unlink()


def _edit_decision(root: Path, chance: random.Random) -> None:
    _replace(chance.choice(sorted(root.glob("adrs/*.md"))), r"^# (.*)$", rf"# \1 {chance.randrange(99)}")


def _edit_person(root: Path, chance: random.Random) -> None:
    _replace(root / "catalogue/people.yaml", r"^    name: (.*)$", rf"    name: \1-{chance.randrange(99)}")


def _edit_page(root: Path, chance: random.Random) -> None:
    with (root / "docs/guides/analyst.md").open("a", encoding="utf-8") as file:
        file.write(f"\nMore words: {chance.random()}.\n")


def _edit_settings(root: Path, chance: random.Random) -> None:
    _replace(root / "lakebook.yaml", r"^title: .*$", f"title: Rondelle {chance.randrange(99)}")


def _edit_theme(root: Path, chance: random.Random) -> None:
    _replace(root / "mkdocs.yml", r"primary: \w+", f"primary: {chance.choice(['teal', 'red', 'lime'])}")


EDITS: list[Callable[[Path, random.Random], None]] = [
    _retitle, _retitle_system, _move_custodian, _rename_dataset, _add_dataset, _add_column, _remove_schema, _move_schema,
    _edit_product, _remove_product, _edit_decision, _edit_person, _edit_page, _edit_settings, _edit_theme,
    _observe, _observe, _observe, _see_no_more,
]  # fmt: skip


@pytest.mark.parametrize("seed", [3, 4])
def test_after_random_edits_the_site_is_that_of_a_clean_build(book: Path, seed: int):
    chance = random.Random(seed)
    _built(book)
    edits = chance.sample(EDITS, len(EDITS))
    while edits:
        now, edits = edits[:3], edits[3:]
        for edit in now:
            edit(book, chance)
        _built(book)
        assert _differences(_tree(book / "site"), _clean(book)) == [], [edit.__name__ for edit in now]


def test_only_pages_that_show_an_edit_are_written(book: Path):
    _built(book)
    site = book / "site"
    before = _times(site)
    said = _built(book)
    assert ": 0 written, 0 deleted" in said
    path = next(path for path in _schemas(book) if "\n    description: " in path.read_text(encoding="utf-8"))
    name = re.findall(r"^  ([a-z_0-9]+):$", path.read_text(encoding="utf-8"), re.MULTILINE)[0]
    _replace(path, r"^    title: .*$", "    title: Zebra crossing")
    _built(book)
    after = _times(site)
    ours = {
        page for page in after if after[page] != before.get(page) and re.match(r"(datasets|systems|lakebook-)", page)
    }
    page = f"datasets/{path.parent.name}/{path.stem}/{name}/index.html"
    assert page in ours and f"systems/{path.parent.name}/index.html" in ours
    shows = {
        other for other in after if other.endswith(".html") and "Zebra crossing" in (site / other).read_text("utf-8")
    }
    assert {other for other in ours if other.endswith(".html")} <= shows
    assert sum(other.startswith("lakebook-search/") for other in ours) < sum(
        o.startswith("lakebook-search/") for o in after
    )


def test_another_version_of_lakebook_makes_every_page_anew(book: Path, tmp_path: Path):
    _built(book)
    package = tmp_path / "package"
    shutil.copytree(ROOT / "plugins/lakebook", package / "lakebook", ignore=shutil.ignore_patterns("__pycache__"))
    _replace(package / "lakebook/pages/_html.py", "lb-scroll", "lb-scroll lb-other")
    _built(book, package=package)
    assert _differences(_tree(book / "site"), _clean(book, package=package)) == []


def test_addresses_of_the_other_form_are_made_anew(book: Path):
    _built(book)
    _built(book, "--no-directory-urls")
    assert _differences(_tree(book / "site"), _clean(book, "--no-directory-urls")) == []


# Interrupted, and side by side ------------------------------------------------------------------------------------------


def test_a_build_killed_at_any_moment_leaves_what_the_next_one_makes_right(book: Path):
    chance = random.Random(11)
    began = time.monotonic()
    _built(book)
    whole = time.monotonic() - began
    for number in range(8):
        _retitle(book, chance)
        if number == 3:
            shutil.rmtree(book / "site")
        process = _start(book)
        time.sleep(whole * (0.3 + 0.7 * number / 8))
        process.kill()
        process.communicate()
        _built(book)
        if number % 2:
            assert _differences(_tree(book / "site"), _clean(book)) == [], number


def test_builds_at_once_wait_for_each_other(book: Path):
    chance = random.Random(5)
    for _ in range(2):
        _retitle(book, chance)
        builds = [_start(book), _start(book), _start(book)]
        said = [build.communicate(timeout=600)[0] for build in builds]
        assert [build.returncode for build in builds] == [0, 0, 0], said
        assert "another build writes to" in "".join(said)
        assert _differences(_tree(book / "site"), _clean(book)) == []


def test_builds_of_one_book_into_two_folders_do_not_wait(book: Path):
    builds = [_start(book, "--site-dir", f"site-{number}") for number in range(2)]
    said = [build.communicate(timeout=600)[0] for build in builds]
    assert [build.returncode for build in builds] == [0, 0], said
    assert "another build" not in "".join(said)
    wanted = _clean(book)
    for number in range(2):
        assert _differences(_tree(book / f"site-{number}"), wanted) == []


@pytest.mark.parametrize("name", ["stamped", "words", "checks", "markdown"])
def test_what_a_build_keeps_may_be_spoilt(book: Path, name: str):
    _built(book)
    for file in (book / ".lakebook").glob(f"{name}*.msgpack"):
        file.write_bytes(b"spoilt")
    _retitle(book, random.Random(2))
    _built(book)
    assert _differences(_tree(book / "site"), _clean(book)) == []
