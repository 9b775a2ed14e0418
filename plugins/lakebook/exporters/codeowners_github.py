"""``.github/CODEOWNERS``: whom GitHub asks for review, by custodians, deputies and teams.

GitHub knows no sections and no counts: where several custodians answer for one file, one of them is enough.
Source: docs.github.com, *About code owners*.
"""

from __future__ import annotations

from lakebook.book import Book
from lakebook.exporters import belongs_at
from lakebook.exporters._codeowners_lines import PLACES, header, without_sections


@belongs_at(PLACES["codeowners_github"])
def codeowners_github(book: Book) -> str:
    """Who reviews what, as GitHub's .github/CODEOWNERS."""
    about = "# The last line that covers a file counts. GitHub ignores who cannot write to the repository.\n"
    return "\n".join([header("codeowners_github"), about, *without_sections(book)]) + "\n"
