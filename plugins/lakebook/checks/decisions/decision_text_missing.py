"""A decision has hardly a word below its headings.

The template was saved and never written: nobody can tell what was decided, or why. A proposal is warned about;
once it is accepted, deprecated or superseded, it is an error. Comments, headings and a template's brackets do not
count. Drafts and rejected proposals are left alone, and so is a short text in which nothing of a template is left.

## Fails

```markdown title="adrs/0005-mask-names.md"
---
status: accepted
date: 2026-03-02
---
# Mask names

## Context and Problem Statement

<!-- Two or three sentences, or a question: what has to be decided, and why now? -->

## Decision Outcome

{Which option was chosen, and why}
```

```markdown title="adrs/0006-keep-events.md"
---
status: proposed
date: 2026-03-03
---
# Keep events

## Decision Outcome

<!-- Which option, and because of what? -->

Two years.
```

```output
adrs/0005-mask-names.md:5: error ADR020 the decision is accepted, and there is no text below its headings
hint: write what was decided and why, 20 words or more, or set its status to draft
adrs/0006-keep-events.md:5: warning ADR020 the decision is proposed, and there are only 2 words below its headings
hint: write what was decided and why, 20 words or more, or set its status to draft
```

## Passes

```markdown title="adrs/0005-mask-names.md"
---
status: accepted
date: 2026-03-02
---
# Mask names

## Decision Outcome

Names are masked on arrival, because nobody downstream needs them, and because a table without names may be copied
to other systems without asking anybody.
```

```markdown title="adrs/0006-keep-events.md"
---
status: accepted
date: 2026-03-03
---
# Keep events

## Decision Outcome

Two years.
```
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import check
from lakebook.diagnostics import Finding, Location, Severity
from lakebook.syntax.markdown_outline import outline

_FEWEST = 20
_WEIGHS = {
    "proposed": Severity.warning,
    "accepted": Severity.error,
    "deprecated": Severity.error,
    "superseded": Severity.error,
}
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_LEFT = re.compile(r"\{[^{}]*\}|\[[^\[\]]*\](?![(\[:])")
_WORD = re.compile(r"[^\W\u0000-\u0dff]|\w[\w'’-]*")
"""A word; a letter of a script that is written without blanks, from Thai on, counts as one."""


@check("ADR020")
def decision_text_missing(book: Book) -> Iterable[Finding]:
    """Decisions beyond the draft that say next to nothing."""
    for decision in book.decisions:
        severity = _WEIGHS.get(decision.status)
        text, left = _text(decision.body) if severity else ("", [])
        count = len(_WORD.findall(text))
        if severity and count < _FEWEST and (left or not count):
            counted = {0: "is no text", 1: "is only 1 word"}.get(count, f"are only {count} words")
            message = f"the decision is {decision.status}, and there {counted} below its headings"
            hint = f"write what was decided and why, {_FEWEST} words or more, or set its status to draft"
            place = Location(decision.path, decision.line)
            yield Finding(place, message, hint, decision.id, "text", severity=severity)


def _text(body: str) -> tuple[str, list[str]]:
    """The body without headings, comments and a template's brackets; what of a template is left below the headings.

    Code stays: a decision may be a drawing.
    """
    lines, headings = body.split("\n"), outline(body)
    for heading in headings:
        lines[heading.line - 1] = ""
    above = "\n".join(lines[: headings[0].line] if headings else [])
    text, left = "\n".join(lines), []
    for pattern in (_COMMENT, _LEFT):
        left += [found for found in pattern.findall(text) if found not in above and len(_WORD.findall(found)) > 2]
        text = pattern.sub("", text)
    return text, left
