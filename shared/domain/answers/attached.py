"""Lists the attachments that answers name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from shared.domain.answers.walk import Answered, answered
from shared.domain.fields.base import Field


@dataclass(frozen=True, slots=True)
class Attached:
    """What an answer says of one attachment. `path`: of the field's answer."""

    path: tuple[str | int, ...]
    id: UUID
    name: str
    type: str
    size: int
    sha256: str


def attached(
    fields: Sequence[Field], answers: dict[str, Any], before: tuple[str | int, ...] = ()
) -> Iterator[Attached]:
    """Every attachment that valid answers name, in the order of the form."""
    return attached_by(answered(fields, answers, before))


def attached_by(walked: Iterable[Answered]) -> Iterator[Attached]:
    """Every attachment that these answers name."""
    for field, value, path in walked:
        if field.attaches:
            for item in value:
                yield Attached(path, UUID(item["id"]), item["name"], item["type"], item["size"], item["sha256"])
