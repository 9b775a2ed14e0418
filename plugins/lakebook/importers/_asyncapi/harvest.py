"""Documents of AsyncAPI as a harvest: channels are topics."""

from __future__ import annotations

from collections.abc import Iterable

from lakebook.importers._asyncapi.channels import Api, ApiReader, Channel, address_of_server
from lakebook.importers._asyncapi.payloads import Payloads
from lakebook.importers._documents.documents import Documents
from lakebook.importers._fields.field import columns_of
from lakebook.importers._foreign_text import as_text, maps, scalar
from lakebook.importers._harvest import Address, Found, Harvest
from lakebook.importers._harvest.completed import each_once
from lakebook.importers._jsonschema.references import Node, References
from lakebook.model.dataset import Dataset
from lakebook.syntax.foreign_yaml import Foreign

_MOST_TOLD = 20


class ApiHarvest:
    """Puts documents together: a channel of one server is one topic, whoever describes it."""

    def __init__(self, documents: Documents, references: References, kind: str, server: str) -> None:
        self._documents = documents
        self._reader = ApiReader(references, documents.notes)
        self._payloads = Payloads(self._reader, references, documents.notes)
        self._kind, self._server = kind, server
        self._found: list[Found] = []
        self._senders: dict[Address, list[str]] = {}
        self._receivers: dict[Address, list[str]] = {}
        self.harvest = Harvest(origin="asyncapi")

    def add(self, node: Node) -> None:
        """Take one document."""
        api = self._reader.read(node)
        for channel in api.channels:
            address = Address(self._space(channel, api), channel.address)
            self._found.append(self._topic(channel, address))
            if channel.sent:
                self._senders.setdefault(address, []).append(api.title)
            if channel.received:
                self._receivers.setdefault(address, []).append(api.title)
        messages = sum(len(channel.messages) for channel in api.channels)
        self.harvest.told.append(
            f"'{api.title}': channels {len(api.channels)}, operations {api.operations}, messages {messages}"
        )

    def finish(self) -> Harvest:
        """The whole."""
        self.harvest.found = each_once(self._found)
        for one in self.harvest.found:
            for key, titles in (("sentBy", self._senders), ("receivedBy", self._receivers)):
                if said := ", ".join(dict.fromkeys(titles.get(one.address, ()))):
                    one.dataset.extra[key] = said
        told = self.harvest.told
        if len(told) > _MOST_TOLD:
            told[_MOST_TOLD:] = [f"and {len(told) - _MOST_TOLD:,} more applications"]
        return self._documents.harvest(self.harvest)

    def _space(self, channel: Channel, api: Api) -> str:
        """Where the channel's server is; the application where there is none."""
        named = dict(self._reader.each(api.node, "servers"))
        chosen = named.get(self._server)
        on = channel.servers or list(named.values())
        if chosen is not None and any(chosen.value is server.value for server in on):
            on = [chosen]
        addresses = [address for server in on if (address := address_of_server(server.value))]
        return addresses[0] if addresses else api.title

    def _topic(self, channel: Channel, address: Address) -> Found:
        value = channel.node.value
        messages = [one.value for one in channel.messages.values()]
        dataset = Dataset(
            name=address.name,
            kind=self._kind,
            title=scalar(value.get("title")),
            description=_description([value, *(messages if len(messages) == 1 else [])]),
            tags=[name for tag in maps(value.get("tags")) if (name := scalar(tag.get("name")))],
            columns=columns_of(self._payloads.fields(channel), f"'{address.name}'", self._documents.notes),
        )
        if len(messages) > 1 or channel.key != channel.address:
            dataset.extra["messages"] = ", ".join(channel.messages)
        if bindings := as_text(value.get("bindings")):
            dataset.extra["bindings"] = bindings
        dataset.extra = {key: text for key, text in dataset.extra.items() if text}
        return Found(address=address, dataset=dataset, location=channel.node.document.locate(value))


def _description(said: Iterable[dict[str, Foreign]]) -> str:
    """The first that says anything; a description before a summary."""
    for value in said:
        for key in ("description", "summary"):
            text = value.get(key)
            if isinstance(text, str) and text.strip():
                return text.strip()
    return ""
