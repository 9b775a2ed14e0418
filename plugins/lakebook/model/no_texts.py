"""The one empty map that all records without texts share: an empty one each would be a fifth of a large book."""

from __future__ import annotations

from typing import Any, NoReturn


class _NoTexts(dict[str, str]):
    """Equal to any empty map. Who has texts to add makes a map of their own; this one takes none."""

    def _refuse(self, *_: Any, **__: Any) -> NoReturn:
        raise TypeError("all records share this empty map: give the record one of its own")

    __setitem__ = __ior__ = update = setdefault = _refuse

    def __reduce__(self) -> str:
        """Copied, or sent to another process, it stays the one that all share."""
        return "NO_TEXTS"


NO_TEXTS: dict[str, str] = _NoTexts()
