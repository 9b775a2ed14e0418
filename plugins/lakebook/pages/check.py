"""Checks: the list of all of them, and the page of each, which is its docstring."""

from __future__ import annotations

from collections.abc import Iterator

from lakebook.book import Book
from lakebook.checks import FAMILIES
from lakebook.checks._page import parts, read_page
from lakebook.checks._run import all_checks
from lakebook.pages import Article, Context, Heading, Page, SearchEntry, page_kind
from lakebook.pages import _addresses as addresses
from lakebook.pages._html import badge, esc, head, inline, table
from lakebook.pages._links import Links
from lakebook.pages._listing import listed


@page_kind
def check(book: Book, context: Context) -> Iterator[Page]:
    """The list at ``checks/`` and one page a check."""
    checks = all_checks()
    links = Links(book, context, addresses.CHECKS)
    rows = (
        f"<tr><td>{links.to(addresses.of_check(one.code), one.code)}</td><td><code>{esc(name)}</code></td>"
        f"<td>{inline(read_page(one).verdict)}</td><td>{badge(one.severity, one.severity)}</td></tr>"
        for name, one in checks.items()
    )
    shown = listed(table(("Code", "Name", "What it finds", "Severity"), rows), len(checks), "checks")
    content = head("", "", "Checks", "What a good book looks like.") + shown
    yield Page(address=addresses.CHECKS, title="Checks", article=Article(content), section=addresses.CHECKS)
    for name, one in checks.items():
        page = read_page(one)
        address = addresses.of_check(one.code)
        text, headings = _body(context, page.body, f"checks/{name}", address)
        crumb = Links(book, context, address).to(addresses.CHECKS, FAMILIES[one.code.rstrip("0123456789")])
        badges = badge(one.severity, one.severity)
        yield Page(
            address=address,
            title=one.code,
            article=Article(
                head(crumb, "check", one.code, inline(page.verdict), badges, name) + text, page.verdict, headings
            ),
            section=addresses.CHECKS,
            search=[SearchEntry(f"{one.code} {name}", "check", name=name, summary=page.verdict)],
        )


def _body(context: Context, body: str, path: str, address: str) -> tuple[str, list[Heading]]:
    """Prose through the site's Markdown, examples as they are: they must not hang on the site's extensions."""
    html, headings = "", []
    for part in parts(body):
        if isinstance(part, str):
            text, found = context.markdown(part, path, 1, address)
            html += text
            headings += found
        else:
            title, code = part
            caption = f"<figcaption><code>{esc(title)}</code></figcaption>" if title else ""
            html += f'<figure class="lb-example">{caption}<pre><code>{esc(code)}</code></pre></figure>'
    return html, headings
