"""People as sheets name them."""

from __future__ import annotations

from lakebook.model.catalogue import Catalogue


def person_id(catalogue: Catalogue, said: str) -> str:
    """The id of the one person who has this id, name or mail address; empty where nobody has, or two have."""
    word = said.strip().lower()
    found = {
        key
        for key, person in catalogue.people.items()
        if word and word in (key.lower(), person.name.lower(), person.email.lower())
    }
    return found.pop() if len(found) == 1 else ""
