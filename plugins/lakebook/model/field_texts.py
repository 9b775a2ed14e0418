"""What a field means, as its attribute's docstring says it: the one source of hover texts and heading comments."""

from __future__ import annotations

import ast
import inspect
import sys
from functools import cache
from itertools import pairwise

import msgspec


@cache
def field_texts(kind: type[msgspec.Struct]) -> dict[str, str]:
    """Attribute -> the text that stands below it in the class."""
    tree = ast.parse(inspect.getsource(sys.modules[kind.__module__]))
    body = next(node.body for node in tree.body if isinstance(node, ast.ClassDef) and node.name == kind.__name__)
    found = {}
    for node, below in pairwise(body):
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and isinstance(below, ast.Expr):
            text = below.value.value if isinstance(below.value, ast.Constant) else None
            if isinstance(text, str):
                found[node.target.id] = plain(text)
    return found


def class_text(kind: type[msgspec.Struct]) -> str:
    """The docstring of the class."""
    return plain(kind.__doc__ or "")


def plain(text: str) -> str:
    """A docstring on one line, in the Markdown that editors show."""
    return " ".join(text.replace("``", "`").split())
