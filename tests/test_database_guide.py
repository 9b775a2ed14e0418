"""The tour from a database to a site: each command of the page is run for real, and prints what the page shows."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT
from databases import PASSWORD, Postgres

GUIDE = (ROOT / "docs/guides/from-a-database.md").read_text(encoding="utf-8")
STEPS = re.findall(r"```console\n\$ (.+?)\n(.*?)```", GUIDE, re.DOTALL)
URL = "postgresql://ann@db.example.org/shop"
SHOP = (
    "CREATE TABLE dealer (id bigint PRIMARY KEY, name varchar(80) NOT NULL, country char(2) NOT NULL)",
    "COMMENT ON TABLE dealer IS 'Who sells our tyres.'",
    "CREATE TABLE purchase (id bigint PRIMARY KEY, dealer bigint NOT NULL REFERENCES dealer, ordered timestamptz NOT NULL,"
    " net numeric(12,2), gross numeric(12,2) GENERATED ALWAYS AS (net * 1.2) STORED)",
    "COMMENT ON COLUMN purchase.net IS 'Without tax.'",
    "CREATE VIEW sales AS SELECT d.country, d.name, count(*) AS purchases, sum(p.net) AS net"
    " FROM purchase p JOIN dealer d ON d.id = p.dealer GROUP BY 1, 2",
)


@pytest.fixture(scope="module")
def server(postgres: Postgres) -> str:
    """The shop's database, which ann may read: its address without the password."""
    postgres.fresh("shop", *SHOP)
    postgres.run("DROP ROLE IF EXISTS ann", f"CREATE ROLE ann LOGIN PASSWORD '{PASSWORD}'")
    return postgres.url("shop", user="ann", password=None)


def type_in(command: str, folder: Path, server: str) -> str:
    """What the command prints, with the server's address and version as on the page."""
    programs = Path(sys.executable).parent
    environment = {
        **os.environ,
        "PATH": f"{programs}:{os.environ['PATH']}",
        "LAKEBOOK_DATABASE_PASSWORD": PASSWORD,
        "PIP_NO_INDEX": "1",  # all that the page installs is there already
        "SOURCE_DATE_EPOCH": "1795478400",
        "NO_MKDOCS_2_WARNING": "1",
    }
    arguments = shlex.split(command.replace(URL, server))
    done = subprocess.run(
        arguments, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=600
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    said = done.stdout + "".join(
        line for line in done.stderr.splitlines(keepends=True) if line.startswith(("wrote", "compared"))
    )
    return re.sub(r"shop \([\d.]+\)", "shop (15.18)", said.replace(server, URL))


def test_each_command_of_the_tour_does_what_the_page_shows(server: str, tmp_path: Path):
    password, *tour, drift = STEPS
    assert password[0].startswith("read -rs") and len(tour) == 5
    for command, shown in tour:
        said = type_in(command, tmp_path, server)
        assert not shown or said == shown, command
    site = tmp_path / "shop-book/site"
    page = (site / "datasets/shop/public/purchase.html").read_text(encoding="utf-8")
    assert "Without tax." in page and "numeric(12,2)" in page
    view = (site / "datasets/shop/public/sales.html").read_text(encoding="utf-8")
    assert "purchase.html" in view and "dealer.html" in view, "the page of a view leads to its tables"
    assert "The shop&#39;s data" in (site / "index.html").read_text(encoding="utf-8")
    assert type_in(drift[0], tmp_path, server) == drift[1]


def test_the_pipeline_of_a_new_book_is_one(server: str, tmp_path: Path):
    type_in(STEPS[2][0], tmp_path, server)
    schema = ("-m", "check_jsonschema", "--builtin-schema", "vendor.gitlab-ci")
    done = subprocess.run(
        [sys.executable, *schema, tmp_path / "shop-book/.gitlab-ci.yml"],
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert done.returncode == 0, done.stdout


def test_a_new_book_writes_over_nothing(server: str, tmp_path: Path):
    (tmp_path / "shop-book").mkdir()
    (tmp_path / "shop-book/mkdocs.yml").write_text("site_name: Ours\n")
    with pytest.raises(AssertionError, match=r"mkdocs\.yml is there already; nothing was written"):
        type_in(STEPS[2][0], tmp_path, server)
    assert [path.name for path in (tmp_path / "shop-book").iterdir()] == ["mkdocs.yml"]
