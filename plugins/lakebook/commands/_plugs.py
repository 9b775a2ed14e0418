"""A group of commands that has one subcommand for each plug of a room."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from lakebook import discovery
from lakebook.commands._unknown import Choosing


def subcommands(room: str, command: Callable[[str, Any], click.Command]) -> type[Choosing]:
    """The class of a group for *room*; *command* is given a plug's name as it is typed, and the plug."""

    class Formats(Choosing):
        kind = "format"

        def list_commands(self, context: click.Context) -> list[str]:
            return [name.replace("_", "-") for name in discovery.names(room)]

        def get_command(self, context: click.Context, name: str) -> click.Command | None:
            plug = name.replace("-", "_")
            return command(name, discovery.load(room, plug)) if plug in discovery.names(room) else None

    return Formats
