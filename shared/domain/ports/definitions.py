"""The definitions of the apps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from shared.domain.definition.compiled_definition import Compiled


class Definitions(Protocol):
    """The definitions, working and published. One that cannot be used never takes another down."""

    def all(self) -> Sequence[Compiled]:
        """Every usable one, newest version of each app, by app."""
        ...

    def get(self, app: str, version: int | None = None) -> Compiled:
        """One app's newest, or the version asked. Raises `UnknownApp`, `UnknownVersion`."""
        ...
