"""Pages that are made new: front matter from values, text from a template of this package."""

from __future__ import annotations

import importlib.resources
from collections.abc import Mapping

from lakebook.syntax.strict_yaml import Value
from lakebook.writers.yaml_text import entry


def page_from(template: str, keys: Mapping[str, Value], **words: str) -> bytes:
    """The page of ``_templates/<template>.md`` with these keys in its front matter; it may add comments there.

    Raises:
        ValueError: a text cannot be written in YAML.
    """
    import jinja2  # imported on use: few commands need it

    source = importlib.resources.files("lakebook.writers").joinpath("_templates", f"{template}.md")
    rules = jinja2.Environment(trim_blocks=True, keep_trailing_newline=True, undefined=jinja2.StrictUndefined)
    entries = {key: entry(key, value) for key, value in keys.items()}
    return rules.from_string(source.read_text(encoding="utf-8")).render(entries=entries, **words).encode()
