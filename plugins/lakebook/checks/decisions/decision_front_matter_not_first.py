"""The front matter does not stand at the top of the file.

Below a comment, a blank line or the title it is ordinary text to MkDocs, GitLab and every editor: they print
it, and know neither status nor date. It is read here all the same.

## Fails

```markdown title="adrs/0005-mask-names.md"
<!-- SPDX-License-Identifier: CC-BY-4.0 -->

---
status: accepted
date: 2026-03-02
---
# Mask names
```

```output
adrs/0005-mask-names.md:3:1: error ADR006 front matter does not start on line 1, so other tools print it as text
hint: move it to the top of the file
```

## Passes

```markdown title="adrs/0005-mask-names.md"
---
status: accepted
date: 2026-03-02
---
<!-- SPDX-License-Identifier: CC-BY-4.0 -->

# Mask names
```
"""

from __future__ import annotations

from lakebook.book import Book
from lakebook.checks import check
from lakebook.diagnostics import Finding


@check("ADR006")
def decision_front_matter_not_first(book: Book) -> list[Finding]:
    """Front matter that starts below line 1."""
    return book.findings_of("decision_front_matter_not_first")
