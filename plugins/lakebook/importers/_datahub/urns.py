"""Names of DataHub -> addresses, kinds and columns.

Source: https://docs.datahub.com/docs/what/urn and https://docs.datahub.com/docs/advanced/field-path-spec-v2
"""

from __future__ import annotations

import re
from urllib.parse import unquote

from lakebook.importers._harvest import Address

_DATASET = re.compile(r"urn:li:dataset:\(urn:li:dataPlatform:([^,()]+),(.+),([^,()]+)\)", re.DOTALL)
_FIELD = re.compile(r"urn:li:schemaField:\((urn:li:dataset:\(.+\)),(.+)\)", re.DOTALL)
_TOKEN = re.compile(r"\[([^\[\]]*)\]\.?")
_TOPICS = frozenset(["kafka", "pulsar", "kinesis", "pubsub", "rabbitmq", "eventhub", "mqtt"])
_FILES = frozenset(["s3", "gcs", "gs", "hdfs", "abs", "abfss", "adlsGen1", "adlsGen2", "dbfs", "file", "sftp"])


def platform_of(urn: str) -> str:
    """Such as ``hive``; empty where the urn is that of no dataset."""
    found = _DATASET.fullmatch(urn)
    return found[1] if found else ""


def address_of(urn: str) -> Address | None:
    """``snowflake.db.schema`` and ``table``; None where the urn is that of no dataset.

    Topics keep their dots, files the path below their bucket; an environment other than PROD follows the platform.
    """
    found = _DATASET.fullmatch(urn)
    if found is None:
        return None
    platform, name, environment = found[1], unquote(found[2]), found[3]
    above = platform if environment == "PROD" else f"{platform}.{environment.lower()}"
    if platform in _TOPICS:
        return Address(above, name)
    if platform in _FILES or "/" in name:
        bucket, _, path = name.strip("/").partition("/")
        return Address(f"{above}://{bucket}" if path else above, path or bucket)
    prefix, _, last = name.rpartition(".")
    return Address(f"{above}.{prefix}" if prefix else above, last)


def kind_of(urn: str) -> str:
    """``topic``, ``file`` or ``table``."""
    platform = platform_of(urn)
    return "topic" if platform in _TOPICS else "file" if platform in _FILES else "table"


def field_of(urn: str) -> tuple[str, str]:
    """Urn of the dataset and name of the column that the urn of a field means; both empty for anything else."""
    found = _FIELD.fullmatch(urn)
    return (found[1], column_name(unquote(found[2]))) if found else ("", "")


def column_name(path: str) -> str:
    """``orders[].id`` of the path of a field, in either version."""
    if not path.startswith("[version=2.0]"):
        return path
    names: list[str] = []
    brackets = ""
    for part in _parts(path):
        if part.startswith("["):
            brackets += {"[type=array]": "[]", "[type=map]": "{}"}.get(part, "")
        else:
            names.append(part + brackets)
            brackets = ""
    return ".".join([*names[:-1], *(re.sub(r"(\[\]|\{\})+$", "", name) for name in names[-1:])])


def _parts(path: str) -> list[str]:
    """Tokens in brackets, and names between them."""
    found = []
    while path:
        if token := _TOKEN.match(path):
            found.append(f"[{token[1]}]")
            path = path[token.end() :]
        else:
            name, _, rest = path.partition(".[")
            found.append(name)
            path = f"[{rest}" if rest else ""
    return found
