"""The committed CODEOWNERS file does not say what the book says.

The host asks those whom the file names: someone who no longer answers for the data, and not the one who does. What
depends on the day, such as a custodian who has left, makes a file stale as well. A file that `lakebook export` did not write
is left alone.

## Fails

```yaml title="catalogue/people.yaml"
people:
  ann.durand:
    name: Ann Durand
    handle: "@ann.durand"
  bob.martin:
    name: Bob Martin
    handle: "@bob.martin"
```

```yaml title="catalogue/sales/domain.yaml"
custodian: bob.martin
```

```text title=".github/CODEOWNERS"
# Written by 'lakebook export codeowners-github'. Do not edit it: the next time it is written anew.
# The last line that covers a file counts. GitHub ignores who cannot write to the repository.

/catalogue/sales/ @ann.durand
/catalogue/sales/grants.yaml @ann.durand
```

```output
.github/CODEOWNERS:4: warning OWN030 the file says '/catalogue/sales/ @ann.durand' where the book says '/catalogue/sales/ @bob.martin'
hint: type 'lakebook export codeowners-github' and commit the file
```

## Passes

```yaml title="catalogue/people.yaml"
people:
  bob.martin:
    name: Bob Martin
    handle: "@bob.martin"
    roles: [data architect]
```

```text title=".github/CODEOWNERS"
# Written by 'lakebook export codeowners-github'. Do not edit it: the next time it is written anew.
# The last line that covers a file counts. GitHub ignores who cannot write to the repository.

/.ci/ @bob.martin
/.github/ @bob.martin
/.gitlab-ci.yml @bob.martin
/.gitlab/ @bob.martin
/CODEOWNERS @bob.martin
/adrs/ @bob.martin
/catalogue/ @bob.martin
/hatch_build.py @bob.martin
/lakebook.yaml @bob.martin
/mkdocs.yml @bob.martin
/plugins/ @bob.martin
/pyproject.toml @bob.martin
/requirements-frontend.lock @bob.martin
/requirements-test.lock @bob.martin
/requirements.lock @bob.martin
/scripts/ @bob.martin
/catalogue/people.yaml @bob.martin
/catalogue/teams.yaml @bob.martin
/docs/CODEOWNERS @bob.martin
```
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Iterable

from lakebook import discovery
from lakebook.book import Book
from lakebook.checks import check
from lakebook.checks.ownership._codeowners import ours
from lakebook.diagnostics import Finding, Location, Severity


@check("OWN030", severity=Severity.warning)
def codeowners_stale(book: Book) -> Iterable[Finding]:
    """Files that would be written differently today."""
    for path, text, form in ours(book):
        said, due = text.splitlines(), str(discovery.load("lakebook.exporters", form)(book)).splitlines()
        if said != due:
            number, message = _difference(said, due)
            hint = f"type 'lakebook export {form.replace('_', '-')}' and commit the file"
            yield Finding(Location(path, number), message, hint, "", path)


def _difference(said: list[str], due: list[str]) -> tuple[int, str]:
    """Line and words of what weighs most: a rule that is wrong, one that is missing, anything else."""
    for number, line in enumerate(said, 1):
        if _is_rule(line) and line not in due:
            same = [other for other in due if _is_rule(other) and other.split()[0] == line.split()[0]]
            if same:
                return number, f"the file says '{line}' where the book says '{same[0]}'"
            return number, f"the file says '{line}', and the book does not"
    missing = [line for line in due if _is_rule(line) and line not in said]
    return 0, f"the file lacks the line '{missing[0]}'" if missing else "the file is not as it would be written today"


def _is_rule(line: str) -> bool:
    return bool(line) and not line.startswith("#")
