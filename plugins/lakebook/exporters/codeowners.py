"""``.gitlab/CODEOWNERS``: whom GitLab asks for approval, by custodians, deputies and teams.

A section a domain, each with its own approval; within one, the last pattern that covers a file counts. Taking a domain
out of *New domains* needs GitLab 17.11; an older one asks the data architects as well.
Source: docs.gitlab.com, *Code Owners syntax and error handling*.
"""

from __future__ import annotations

from lakebook.book import Book
from lakebook.exporters import belongs_at
from lakebook.exporters._codeowners_lines import PLACES, header, with_sections


@belongs_at(PLACES["codeowners"])
def codeowners(book: Book) -> str:
    """Who approves what, as GitLab's .gitlab/CODEOWNERS."""
    about = "# Each section asks for one approval of its own. GitLab ignores who is no direct member of the project."
    return "\n".join([header("codeowners"), about, *with_sections(book)]) + "\n"
