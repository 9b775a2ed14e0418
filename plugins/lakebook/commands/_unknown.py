"""What commands say of a word they do not know."""

from __future__ import annotations

from collections.abc import Iterable

import click


def unknown(kind: str, word: str, known: Iterable[str], lists: str) -> click.UsageError:
    """The error for *word*, which is no *kind* of ours; the command *lists* prints them all."""
    from lakebook.readers._hints import closest  # imported on use: only a slip needs it

    near = closest(word, known)
    hint = f"did you mean '{near}'?" if near else f"'{lists}' lists them"
    return click.UsageError(f"no {kind} '{word}'; {hint}")


class Choosing(click.Group):
    """A group that says so in our words when it is given a subcommand it does not have."""

    kind = "command"

    def resolve_command(
        self, context: click.Context, arguments: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = arguments[0]
        if not name.startswith("-") and self.get_command(context, name) is None and not context.resilient_parsing:
            listing = f"{context.command_path}{'' if self.invoke_without_command else ' -h'}"
            error = unknown(self.kind, name, self.list_commands(context), listing)
            error.ctx = context
            raise error
        return super().resolve_command(context, arguments)
