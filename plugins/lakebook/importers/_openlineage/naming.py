"""Namespace and name of a dataset -> where it lies, in the words of Address.

Rules of https://openlineage.io/docs/spec/naming: a name below a database is ``database.schema.table``; below a store of
files it is a path, and below a broker a topic, both of which may hold dots.
"""

from __future__ import annotations

import re

from lakebook.importers._harvest import Address

_FILES = frozenset(
    ["abfs", "abfss", "adl", "dbfs", "file", "ftp", "gcs", "gs", "hdfs", "s3", "s3a", "s3n", "sftp", "wasb", "wasbs"]
)
_TOPICS = frozenset(["eventhubs", "kafka", "kinesis", "pubsub", "pulsar"])
_PASSWORD = re.compile(r"(//[^/@:]*):[^/@]*@")
_GLUE = re.compile(r"table/([^/]+)/([^/]+)")


def kind_of(namespace: str, name: str) -> str:
    """``file``, ``topic`` or ``table``."""
    scheme = re.split(r"[:.]", namespace.lower(), maxsplit=1)[0]
    if scheme in _TOPICS:
        return "topic"
    return "file" if scheme in _FILES or ("/" in name and not _is_glue(namespace, name)) else "table"


def address_of(namespace: str, name: str, *, table: bool = False) -> Address:
    """Where it lies: ``postgres://host:5432`` + ``db.schema.table`` is ``table`` in ``postgres://host:5432/db.schema``.

    What is no table keeps its whole name. With *table*, it is one whatever the namespace is, as symlinks say.
    """
    space = without_password(namespace).rstrip("/")
    if _is_glue(namespace, name) and (glue := _GLUE.fullmatch(name)):
        return Address(f"{space}/{glue[1]}", glue[2])
    above, dot, last = name.rpartition(".")
    if not (dot and above and last) or not (table or kind_of(namespace, name) == "table"):
        return Address(space, name)
    return Address(f"{space}/{above}", last)


def without_password(namespace: str) -> str:
    """The namespace without a password, and without what stands behind a question mark."""
    return _PASSWORD.sub(r"\1@", namespace).partition("?")[0]


def _is_glue(namespace: str, name: str) -> bool:
    return namespace.startswith("arn:aws:glue") and bool(_GLUE.fullmatch(name))
