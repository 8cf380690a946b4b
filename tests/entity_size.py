"""How many bytes an entity takes in Azure Table Storage, as it is billed.

Microsoft, "Understanding Windows Azure Storage Billing": 4 bytes, which cover the service's own time; 2 for each sign of both
keys; and for each property 8, 2 for each sign of its name, and its value: a text 4 and 2 for each UTF-16 unit, bytes 4 and as
many as there are, a moment, a 64-bit integer and a double 8, a 32-bit integer 4, a truth value 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from azure.data.tables import EntityProperty


def entity_size(row: Mapping[str, object]) -> int:
    """The bytes of one entity. Raises `TypeError` for a value that no property can hold."""
    keys = f"{row['PartitionKey']}{row['RowKey']}"
    properties = ((name, value) for name, value in row.items() if name not in ("PartitionKey", "RowKey"))
    return 4 + _text(keys) + sum(8 + _text(name) + _value(value) for name, value in properties)


def _text(text: str) -> int:
    return len(text.encode("utf-16-le"))


def _value(value: object) -> int:
    if isinstance(value, EntityProperty):
        return 8  # A 64-bit integer, as the SDK gives it.
    if isinstance(value, bool):
        return 1
    if isinstance(value, int):
        return 4
    if isinstance(value, (float, datetime)):
        return 8
    if isinstance(value, str):
        return 4 + _text(value)
    if isinstance(value, bytes):
        return 4 + len(value)
    raise TypeError(f"no property holds a {type(value).__name__}")
