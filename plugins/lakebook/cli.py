"""The command ``lakebook``: finds commands by file name and imports the one that is asked for."""

from __future__ import annotations

import io
import os
import sys
import traceback
from pathlib import Path

import click

from lakebook import __version__, discovery
from lakebook.commands._unknown import Choosing
from lakebook.sources.working_tree import find_root
from lakebook.syntax.typed_addresses import without_passwords

COMMANDS = "lakebook.commands"


class _Commands(Choosing):
    """Commands of the room ``commands``; ``import_`` and the like are typed without the underscore."""

    def list_commands(self, context: click.Context) -> list[str]:
        return sorted(name.rstrip("_").replace("_", "-") for name in discovery.names(COMMANDS))

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        plain = name.replace("-", "_")
        for module in (plain, f"{plain}_"):
            if module in discovery.names(COMMANDS):
                command = discovery.load(COMMANDS, module)
                return command if isinstance(command, click.Command) else None
        return None


@click.command(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("-C", "directory", metavar="DIR", type=click.Path(file_okay=False, path_type=Path), default=Path(),
              help="Work on the book at or above DIR instead of this folder.")  # fmt: skip
@click.version_option(__version__, prog_name="lakebook")
@click.pass_context
def lakebook(context: click.Context, directory: Path) -> None:
    """A company's data platform, written down in one Git repository."""
    start = directory.resolve()
    if not start.is_dir():
        raise click.UsageError(f"no folder {directory}")
    context.obj = find_root(start) or start


def main() -> None:
    """Run the command. Exit codes: 0 clean, 1 errors found, 2 wrong usage, 3 our bug."""
    try:
        sys.exit(lakebook(standalone_mode=False) or 0)
    except click.ClickException as error:
        shown = io.StringIO()
        error.show(shown)
        click.echo(_printable(shown.getvalue()), nl=False, err=True)
        sys.exit(2)
    except click.Abort:
        click.echo("stopped", err=True)
        sys.exit(130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:
        if os.environ.get("LAKEBOOK_TRACEBACK"):
            click.echo(_printable(traceback.format_exc()), err=True)
            sys.exit(3)
        click.echo(_printable(f"lakebook: a bug of ours: {type(error).__name__}: {error}"), err=True)
        click.echo("hint: set LAKEBOOK_TRACEBACK=1, run it again, and send us what it prints", err=True)
        sys.exit(3)


def _printable(text: str) -> str:
    return without_passwords(text, sys.argv[1:])


if __name__ == "__main__":
    main()
