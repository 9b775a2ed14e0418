"""Whether the site that was just built fits where it will be published."""

from __future__ import annotations

import contextlib
import logging
from pathlib import Path

from lakebook.hosting.contents import measure
from lakebook.hosting.host import Limits
from lakebook.hosting.shares import shares
from lakebook.site.manifest import Manifest

log = logging.getLogger("mkdocs.lakebook")


def warn_over_budget(limits: Limits, manifest: Manifest, site: str) -> None:
    """Warn, so that a strict build fails, where *site* is above what its host takes; say so where it is near.

    *manifest* is what was stamped: the size of those files is known, so that only the others are looked at. What
    other plugins write after us is not counted; ``lakebook budget`` counts it.
    """
    if limits.bytes is None and limits.entries is None:
        return
    with contextlib.suppress(OSError):  # another build may be at work in the folder
        _warn(limits, Path(site), manifest)


def _warn(limits: Limits, site: Path, manifest: Manifest) -> None:
    known = {uri: stamp.size for uri, stamp in manifest.stamps.items()}
    contents = measure(site, known, frozenset(manifest.tops))
    for share in shares(limits, used_bytes=contents.bytes, used_entries=contents.entries):
        said = f"the site has {share.amount}; the {limits} takes {share.most}: type 'lakebook budget' to see of what"
        if share.verdict == "over":
            log.warning(said)
        elif share.verdict == "near":
            log.info(said)
