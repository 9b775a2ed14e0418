"""A group of commands that has one subcommand for each plug of a room."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from lakebook import discovery
from lakebook.commands._unknown import Choosing


def subcommands(
    room: str, command: Callable[[str, Any], click.Command], takes: Callable[[Any], bool] | None = None
) -> type[Choosing]:
    """The class of a group for *room*; *command* is given a plug's name as it is typed, and the plug.

    Where *takes* is given, only the plugs are there that it takes.
    """

    class Formats(Choosing):
        kind = "format"

        def list_commands(self, context: click.Context) -> list[str]:
            names = (name for name in discovery.names(room) if takes is None or takes(discovery.load(room, name)))
            return [name.replace("_", "-") for name in names]

        def get_command(self, context: click.Context, name: str) -> click.Command | None:
            if name.replace("-", "_") not in discovery.names(room):
                return None
            plug = discovery.load(room, name.replace("-", "_"))
            return command(name, plug) if takes is None or takes(plug) else None

    return Formats
