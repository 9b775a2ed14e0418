"""Where the book lies: in its repository, as CI sees paths, and on the web."""

from __future__ import annotations

from pathlib import Path

from lakebook.book import Book


def folder_in_repository(book: Book) -> str:
    """The book's folder below the root of its Git repository, with a slash at the end; empty where they are one.

    GitLab and GitHub take paths relative to the repository, a book may be a folder of it.
    """
    root = getattr(book.source, "root", None)
    if not isinstance(root, Path):
        return ""
    root = root.resolve()
    for folder in (root, *root.parents):
        if (folder / ".git").exists():
            return f"{root.relative_to(folder).as_posix()}/" if folder != root else ""
    return ""


def page_of_check(book: Book, code: str) -> str:
    """Web address of the check's page on the published site; empty where the site's address is not known."""
    site = book.settings.site.rstrip("/")
    return f"{site}/checks/{code.lower()}/" if site.startswith(("https://", "http://")) else ""
