"""A .proto text -> its messages and enums by their full names."""

from __future__ import annotations

import msgspec

from lakebook.importers._protobuf.proto_tokens import ProtoTokens

_LABELS = ("repeated", "optional", "required")
_MOST = 50_000
"""Fields and values of one text."""

_DEEPEST = 50
"""Messages inside of messages."""


class MessageField(msgspec.Struct):
    """A field as it is written."""

    name: str
    type: str
    label: str = ""
    key: str = ""
    """Type of the keys, where it is a map."""
    comment: str = ""


class Message(msgspec.Struct):
    """A message."""

    name: str
    """Full: package and outer messages before it."""
    comment: str = ""
    fields: list[MessageField] = []


class Proto(msgspec.Struct):
    """What a text holds."""

    messages: dict[str, Message] = {}
    """By full name, outer ones before those inside of them."""
    enums: dict[str, dict[str, str]] = {}
    """Full name -> value -> what it means."""

    def find(self, name: str, within: str) -> str:
        """Full name of the message or enum that *name* means inside of the message *within*; empty for none."""
        if name.startswith("."):
            return name[1:] if name[1:] in self.messages or name[1:] in self.enums else ""
        scope = within
        while True:
            whole = f"{scope}.{name}" if scope else name
            if whole in self.messages or whole in self.enums:
                return whole
            if not scope:
                return ""
            scope = scope.rpartition(".")[0]

    def whole(self) -> Message | None:
        """The message that all others are parts of; the first one where there are several such, as clients take it."""
        used = {self.find(field.type, one.name) for one in self.messages.values() for field in one.fields}
        inner = {name for name in self.messages if name.rpartition(".")[0] in self.messages}
        top = [one for name, one in self.messages.items() if name not in inner]
        return next((one for one in top if one.name not in used), top[0] if top else None)


def read_proto(text: str) -> Proto:
    """Messages of a text; what is no message or enum is passed over."""
    reader = _Reader(text)
    reader.block("")
    return reader.proto


class _Reader:
    def __init__(self, text: str) -> None:
        self._tokens = ProtoTokens(text)
        self._left, self._depth = _MOST, 0
        self.proto = Proto()

    def block(self, scope: str) -> None:
        """Read up to the brace that closes the message *scope*, or to the end."""
        tokens = self._tokens
        while not tokens.ended and self._left > 0:
            word = tokens.peek()
            if word == "}":
                tokens.take()
                return
            if word == "package" and not scope:
                tokens.take()
                scope = tokens.take()
            elif word in ("message", "enum") and tokens.peek(1).isidentifier() and self._opens_at(2):
                self._named(scope)
            elif word == "oneof" and self._opens_at(2):
                tokens.at += 3
                self._inside(scope)
            elif scope in self.proto.messages and word not in ("option", "reserved", "extensions", "extend", ";"):
                self._field(self.proto.messages[scope])
            else:
                tokens.skip_statement()

    def _named(self, scope: str) -> None:
        tokens = self._tokens
        comment, kind, name = tokens.comment(), tokens.take(), tokens.take()
        tokens.take()
        whole = f"{scope}.{name}" if scope else name
        if kind == "message":
            self.proto.messages[whole] = Message(whole, comment)
            self._inside(whole)
        else:
            self.proto.enums[whole] = self._values()

    def _opens_at(self, ahead: int) -> bool:
        return self._tokens.peek(ahead) == "{" and self._depth < _DEEPEST

    def _inside(self, scope: str) -> None:
        self._depth += 1
        self.block(scope)
        self._depth -= 1

    def _values(self) -> dict[str, str]:
        tokens, found = self._tokens, dict[str, str]()
        while not tokens.ended and tokens.peek() != "}" and self._left > 0:
            self._left -= 1
            comment, name = tokens.comment(), tokens.peek()
            is_value = tokens.peek(1) == "="
            tokens.skip_statement()
            if is_value:
                found[name] = comment or tokens.comment_behind()
        tokens.take()
        return found

    def _field(self, message: Message) -> None:
        tokens = self._tokens
        self._left -= 1
        field = MessageField("", "", comment=tokens.comment())
        if tokens.peek() in _LABELS:
            field.label = tokens.take()
        field.type = tokens.take()
        if field.type == "map" and tokens.peek() == "<":
            tokens.take()
            field.key = tokens.take()
            tokens.take()
            field.type = tokens.take()
            tokens.take()
        field.name = tokens.take()
        is_field = tokens.peek() == "="
        tokens.skip_statement()
        field.comment = field.comment or tokens.comment_behind()
        if is_field:
            message.fields.append(field)
