"""A message -> a tree of fields."""

from __future__ import annotations

from collections.abc import Iterator

from lakebook.diagnostics import Location
from lakebook.importers._fields.field import Field
from lakebook.importers._harvest.note_list import NoteList
from lakebook.importers._protobuf.messages import Message, MessageField, Proto, read_proto
from lakebook.model.dataset import Column


def fields_of_text(text: str, subject: str, location: Location, notes: NoteList) -> Iterator[Field]:
    """Fields of the message that a text is about; *subject* is the dataset, in notes."""
    proto = read_proto(text)
    message = proto.whole()
    if message is None:
        notes.add(location, f"the schema of {subject} holds no message of Protobuf", "write 'message Name { ... }'")
        return
    yield from _Tree(proto, location, notes).of(message, ())


class _Tree:
    def __init__(self, proto: Proto, location: Location, notes: NoteList) -> None:
        self._proto, self._location, self._notes = proto, location, notes

    def of(self, message: Message, above: tuple[str, ...]) -> Iterator[Field]:
        """Its fields; *above* are the messages that it stands in."""
        for field in message.fields:
            yield self._field(field, message, (*above, message.name))

    def _field(self, field: MessageField, message: Message, above: tuple[str, ...]) -> Field:
        named = self._proto.find(field.type, message.name)
        column = Column(
            name=field.name,
            type=_type(field),
            required=field.label == "required",
            description=field.comment,
            values=dict(self._proto.enums.get(named, {})),
        )
        brackets = "{}" if field.key else "[]" if field.label == "repeated" else ""
        inner = self._proto.messages.get(named)
        if inner is not None and inner.name in above:
            what = f"'{field.type}' leads back to where it stands; its columns are listed once"
            self._notes.add(self._location, what)
            inner = None
        inside = self.of(inner, above) if inner is not None else ()
        return Field(column=column, brackets=brackets, inside=inside, location=self._location)


def _type(field: MessageField) -> str:
    if field.key:
        return f"map<{field.key}, {field.type}>"
    return f"repeated {field.type}" if field.label == "repeated" else field.type
