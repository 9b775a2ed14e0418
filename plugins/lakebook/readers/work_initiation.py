"""Work Initiation Documents: the front matter of ``wids/<id>.md`` and the headings below it."""

from __future__ import annotations

import posixpath

from lakebook.diagnostics import Finding, Location
from lakebook.model.product import Product, Section
from lakebook.readers import Records, reader
from lakebook.readers._findings import Trouble, Troubles, from_syntax, from_troubles
from lakebook.readers._typed import read_struct
from lakebook.settings import Settings
from lakebook.syntax import Unreadable, front_matter, markdown_outline


def _claims(path: str, settings: Settings) -> bool:
    folder, name = posixpath.split(path)
    inside = folder == settings.folders.products or folder.startswith(f"{settings.folders.products}/")
    return inside and name.lower().endswith(".md") and name.lower() not in ("readme.md", "index.md")


@reader(_claims)
def work_initiation(path: str, content: bytes, settings: Settings) -> Records:
    """The product of one Work Initiation Document."""
    records = Records()
    try:
        page = front_matter.split(content)
    except Unreadable as error:
        records.findings.append(from_syntax(path, error.trouble))
        return records
    records.findings += [from_syntax(path, trouble) for trouble in (*page.troubles, *page.cut)]
    stem = posixpath.splitext(posixpath.basename(path))[0]
    if page.document is None:
        if not page.troubles:
            hint = f"start the file with '---', 'id: {stem}' and the other keys (see 'lakebook new wid')"
            finding = Finding(Location(path, 1, 1), "no front matter", hint, stem, check="front_matter_unreadable")
            records.findings.append(finding)
        return records
    troubles: Troubles = []
    if not isinstance(page.document.value, dict):
        hint = f"start with 'id: {stem}', without a dash"
        troubles.append(Trouble("value_malformed", (), "expected 'key: value' lines, not a list", hint))
        page.document.value = {}
    product = read_struct(Product, page.document.value, (), troubles, path=path, line=page.front_line)
    product.id = product.id or stem
    product.body, product.body_line = page.body, page.body_line
    product.sections = _sections(page)
    records.products.append(product)
    records.findings += from_troubles(path, page.document, troubles, product.id, page.front_line)
    return records


def _sections(page: front_matter.Page) -> list[Section]:
    lines = page.body.split("\n")
    headings = [heading for heading in markdown_outline.outline(page.body) if heading.level <= 2]
    ends = [heading.line - 1 for heading in headings[1:]] + [len(lines)]
    found = []
    for heading, end in zip(headings, ends, strict=False):
        if heading.level == 2:
            text = "\n".join(lines[heading.first - 1 : end])
            line = page.body_line + heading.line - 1
            words = markdown_outline.words(text)
            found.append(Section(heading=heading.text, line=line, words=words, text=text))
    return found
