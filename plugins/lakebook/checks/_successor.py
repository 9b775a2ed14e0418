"""What holds in the place of something that does not hold any more."""

from __future__ import annotations

from lakebook.book import Book
from lakebook.model.decision import Decision


def what_follows(book: Book, decision: Decision) -> str:
    """Id of the decision at the end of its ``superseded_by``; empty for none."""
    seen = {decision.id}
    found = ""
    while decision is not None:
        after = next((relation.decision for relation in decision.related("superseded_by") if relation.decision), "")
        following = book.decisions.find(after) if after and after not in seen else None
        if following is None:
            return found
        seen.add(following.id)
        decision, found = following, following.id
    return found
