"""A changed book judged twice: by its own rules, and by those of the book it is to be merged into."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from lakebook.book import Book
from lakebook.changes.gate import under_rules_of
from lakebook.checks._baseline import Baseline, BaselineError, own_baseline
from lakebook.checks._run import POLICY, all_checks, in_order, run_checks, unsilenced
from lakebook.diagnostics import Diagnostic

_AFTER = (
    "what would allow it is in this request: have that merged first by whoever answers for it, or have a maintainer "
    "look and run the check with --accept-policy"
)


def run_gate(
    target: Book,
    book: Book,
    name: str,
    *,
    baseline: Baseline | None = None,
    accept: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> list[Diagnostic]:
    """What must hold before *book* may become *target*, which is called *name*.

    What is found under either rules is reported, and what the request changes of the rules comes first. A finding is
    known only where the baselines of both books know it. With *accept*, somebody has looked at the changes of policy,
    and the book is judged by its own rules alone.
    """
    allowed = None if accept else _baseline_of(target)
    found = {one.fingerprint: one for one in run_checks(book, progress=progress, baseline=baseline, allowed=allowed)}
    if not accept:
        gated = under_rules_of(target, book)
        for one in run_checks(gated, progress=progress, baseline=baseline, allowed=allowed):
            known = found.get(one.fingerprint)
            if known is None or (one.fails and not known.fails):
                said = f"{one.message} (by the rules of {name})"
                found[one.fingerprint] = msgspec.structs.replace(one, message=said, hint=_AFTER)
    return in_order([*found.values(), *_policy(target, book)])


def _policy(target: Book, book: Book) -> list[Diagnostic]:
    """What *book* changes of the rules, by the settings of *target*: a request cannot silence it."""
    check = all_checks()[POLICY]
    book.target = target
    try:
        return unsilenced(target, check, list(check(book)))
    finally:
        book.target = None


def _baseline_of(target: Book) -> Baseline:
    """The baseline of *target*; an empty one where it has none that can be read: then everything is new."""
    try:
        return own_baseline(target)
    except BaselineError:
        return Baseline()
