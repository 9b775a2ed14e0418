"""Channels of one document, in the same words for version 2 and version 3."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import msgspec

from lakebook.importers._foreign_text import scalar
from lakebook.importers._harvest.note_list import NoteList
from lakebook.importers._jsonschema.references import Node, References
from lakebook.syntax.foreign_yaml import Foreign

_LONGEST = 50
"""References to references."""


class Channel(msgspec.Struct, kw_only=True, eq=False):
    """Where messages go."""

    key: str
    """Its name in the file."""
    address: str
    """That on the server; the name where it has none that is known beforehand."""
    node: Node
    messages: dict[str, Node] = {}
    servers: list[Node] = []
    """Those that it is on; empty where it is on all of them."""
    sent: bool = False
    """Whether the application sends to it."""
    received: bool = False


class Api(msgspec.Struct, kw_only=True, eq=False):
    """One application."""

    node: Node
    title: str
    channels: list[Channel] = []
    operations: int = 0


class ApiReader:
    """Reads documents; keeps nothing."""

    def __init__(self, references: References, notes: NoteList) -> None:
        self._references = references
        self._notes = notes

    def read(self, node: Node) -> Api:
        """What the document *node* describes."""
        api = Api(node=node, title=scalar(self._of(node, "info").value.get("title")) or node.document.stem)
        version_2 = scalar(node.value.get("asyncapi")).startswith(("1", "2"))
        for key, channel in self.each(node, "channels"):
            api.channels.append(
                self._channel_2(key, channel, node, api) if version_2 else self._channel_3(key, channel)
            )
        _name_apart(api.channels)
        if not version_2:
            by_id = {id(channel.node.value): channel for channel in api.channels}
            for _, operation in self.each(node, "operations"):
                api.operations += 1
                self._operate(operation, by_id)
        return api

    def each(self, node: Node, key: str) -> Iterator[tuple[str, Node]]:
        """Entries of a map of *node*, references followed; those that lead nowhere are empty."""
        holder = self._of(node, key)
        for name, value in holder.value.items():
            yield name, self.follow(holder.inside(value) or Node({}, node.document, node.base))

    def follow(self, node: Node) -> Node:
        """What *node* refers to, or itself; nothing in it where the reference leads nowhere or in a circle."""
        for _ in range(_LONGEST):
            ref = node.value.get("$ref")
            if not isinstance(ref, str):
                return node
            found = self._references.find(ref, node)
            if found is None:
                place, hint = node.document.locate(node.value), "nothing is fetched from the network"
                self._notes.add(
                    place, f"'{ref}' leads nowhere in these files", f"name the folder that holds it; {hint}"
                )
                break
            node = found
        return Node({}, node.document, node.base)

    def _channel_2(self, key: str, node: Node, root: Node, api: Api) -> Channel:
        channel = Channel(key=key, address=key, node=node)
        for verb in ("publish", "subscribe"):
            operation = node.inside(node.value.get(verb))
            if operation is None:
                continue
            api.operations += 1
            operation = self.follow(operation)
            channel.received = channel.received or verb == "publish"
            channel.sent = channel.sent or verb == "subscribe"
            message = operation.inside(operation.value.get("message"))
            if message is not None:
                message = self.follow(message)
                several = [self.follow(one) for one in message.each(message.value.get("oneOf"))]
                for number, one in enumerate(several or [message], 1):
                    channel.messages.setdefault(_message_name(one) or f"{verb} {number}", one)
        names = node.value.get("servers")
        by_name = dict(self.each(root, "servers"))
        channel.servers = [by_name[name] for name in names if name in by_name] if isinstance(names, list) else []
        return channel

    def _channel_3(self, key: str, node: Node) -> Channel:
        channel = Channel(key=key, address=scalar(node.value.get("address")) or key, node=node)
        channel.messages = dict(self.each(node, "messages"))
        channel.servers = [self.follow(one) for one in node.each(node.value.get("servers"))]
        return channel

    def _operate(self, operation: Node, channels: dict[int, Channel]) -> None:
        sends = scalar(operation.value.get("action")) == "send"
        reply = operation.inside(operation.value.get("reply"))
        ways = [(operation, sends)] + ([(self.follow(reply), not sends)] if reply is not None else [])
        for holder, out in ways:
            target = holder.inside(holder.value.get("channel"))
            channel = channels.get(id(self.follow(target).value)) if target is not None else None
            if channel is not None:
                channel.sent = channel.sent or out
                channel.received = channel.received or not out

    def _of(self, node: Node, key: str) -> Node:
        found = node.inside(node.value.get(key))
        return self.follow(found) if found is not None else Node({}, node.document, node.base)


def _name_apart(channels: list[Channel]) -> None:
    """Channels of one address, such as those of a web socket, go by their names."""
    often = Counter(channel.address for channel in channels)
    for channel in channels:
        if often[channel.address] > 1:
            channel.address = channel.key


def _message_name(message: Node) -> str:
    value = message.value
    return scalar(value.get("name")) or scalar(value.get("messageId")) or scalar(value.get("title"))


def address_of_server(server: dict[str, Foreign]) -> str:
    """``kafka://broker.example.org:9092``; empty where it has no host. A secured Kafka is the same broker."""
    host = scalar(server.get("host")) or scalar(server.get("url"))
    path = scalar(server.get("pathname"))
    protocol = scalar(server.get("protocol")).replace("kafka-secure", "kafka")
    whole = host + path if not path or path.startswith("/") else f"{host}/{path}"
    whole = whole.rstrip("/")
    return whole if "://" in whole or not (whole and protocol) else f"{protocol}://{whole}"
