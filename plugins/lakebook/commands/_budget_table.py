"""What ``lakebook budget`` prints for people."""

from __future__ import annotations

import click
from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from lakebook.commands._printable import printable
from lakebook.hosting.amounts import size
from lakebook.hosting.contents import TOP, Section
from lakebook.hosting.host import Limits
from lakebook.hosting.shares import NEAR, Share

_STYLES = {"over": "bold red", "near": "bold yellow", "ok": "green", "no limit": "dim"}
_WIDEST = 100
"""Columns; a wider terminal only pulls figures away from what they count."""
_BAR = 30
_SECTIONS = 14
_UNKNOWN = "no limits are known: write 'host: gitlab.com' or another in lakebook.yaml"


def print_table(
    site: str, limits: Limits, used: tuple[Share, ...], sections: list[Section], largest: list[tuple[str, int]]
) -> None:
    """Print the report on standard output: budgets, sections, largest files, and what to do."""
    console = Console(highlight=False)
    console.width = min(console.width, _WIDEST)
    with console.capture() as capture:
        for part in (_head(site, limits), _budgets(used), _sections(sections), _largest(largest)):
            console.print(part)
            console.print()
        for line in _verdicts(used, limits):
            console.print(line, soft_wrap=not console.is_terminal)
    for printed in capture.get().splitlines():
        click.echo(printed.rstrip())


def _head(site: str, limits: Limits) -> Text:
    text = Text(overflow="fold").append(site, "bold")
    if limits.host:
        text.append(f"  host {limits.host}").append(", where the repository is" if limits.deduced else "", "dim")
    return text


def _budgets(used: tuple[Share, ...]) -> Table:
    table = Table.grid(padding=(0, 2))
    for name in ("what", "used", "limit", "bar", "share"):
        table.add_column(name, justify="right" if name in ("used", "share") else "left", no_wrap=True)
    for share in used:
        amount = size(share.used) if share.of == "bytes" else f"{share.used:,}"
        style = _STYLES[share.verdict]
        most = f"of {share.most.removesuffix(' entries')}" if share.limit is not None else "no limit"
        bar: RenderableType = _bar(share) if share.limit is not None else ""
        part = _percent(share.part) if share.limit is not None else ""
        table.add_row(f"  {share.of}", Text(amount, "bold"), Text(most, "dim"), bar, Text(part, style))
    return table


def _bar(share: Share) -> Text:
    """Blocks up to the share used; a whole one at least, and never past the end."""
    filled = min(max(round(share.part * _BAR), 1), _BAR)
    return Text("━" * filled, _STYLES[share.verdict]).append("─" * (_BAR - filled), "bright_black")


def _name(name: str) -> Text:
    """A name of a file as it is, brackets too; what would move the cursor is replaced."""
    return Text(f"  {printable(name)}")


def _percent(part: float) -> str:
    return "<1%" if 0 < part < 0.005 else f"{part:,.0%}"


def _sections(sections: list[Section]) -> Table:
    gzipped = all(section.gzipped is not None for section in sections)
    table = Table(box=None, padding=(0, 1), pad_edge=False, show_footer=True, header_style="dim", footer_style="bold")
    total = _sum("total", sections)
    figures = [("files", f"{total.files:,}"), ("directories", f"{total.directories:,}"), ("bytes", size(total.bytes))]
    if gzipped:
        figures.append(("gzipped", size(total.gzipped or 0)))
    table.add_column("  section", "  total", overflow="ellipsis", no_wrap=True, min_width=18)
    for name, sum_of_all in [*figures, ("share", "")]:
        table.add_column(name, sum_of_all, justify="right", no_wrap=True)
    shown, rest = sections[:_SECTIONS], sections[_SECTIONS:]
    shown = [*shown, _sum(f"{len(rest)} more", rest)] if len(rest) > 1 else sections
    for section in shown:
        name = "at the top" if section.name == TOP else section.name
        row = [f"{section.files:,}", f"{section.directories:,}", size(section.bytes)]
        row += [size(section.gzipped or 0)] if gzipped else []
        table.add_row(_name(name), *row, _percent(section.bytes / max(total.bytes, 1)))
    return table


def _sum(name: str, sections: list[Section]) -> Section:
    gzipped = [section.gzipped for section in sections if section.gzipped is not None]
    return Section(
        name=name,
        files=sum(section.files for section in sections),
        directories=sum(section.directories for section in sections),
        bytes=sum(section.bytes for section in sections),
        gzipped=sum(gzipped) if gzipped else None,
    )


def _largest(largest: list[tuple[str, int]]) -> Table:
    table = Table(box=None, padding=(0, 1), pad_edge=False, header_style="dim")
    table.add_column("  largest files", overflow="fold")
    table.add_column("bytes", justify="right", no_wrap=True)
    for uri, bytes_ in largest:
        table.add_row(_name(uri), size(bytes_))
    return table


def _verdicts(used: tuple[Share, ...], limits: Limits) -> list[Text]:
    lines = []
    for share in used:
        if share.verdict not in ("over", "near"):
            continue
        word = "above" if share.verdict == "over" else "near"
        said = f"{word} the limit: {share.amount}, and the {limits} takes {share.most}"
        lines.append(Text(said, _STYLES[share.verdict]))
        lines.append(Text("hint: ", "cyan").append(share.hint(limits), "default"))
    if lines:
        return lines
    if all(share.limit is None for share in used):
        known = f"the {limits} has no limits" if limits.host else _UNKNOWN
        return [Text(known, "green" if limits.host else "yellow")]
    return [Text(f"it fits: below {NEAR:.0%} of what the {limits} takes", "green")]
