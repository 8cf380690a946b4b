"""The definitions of the apps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import date

    from shared.domain.definition.compiled_definition import Compiled
    from shared.domain.definition.facts import Facts


class ServedDefinition(Protocol):
    """A usable definition, from whatever it was read: what roles, lists and the phone need is at hand, the rest is made when it
    is first asked for."""

    @property
    def facts(self) -> Facts: ...

    @property
    def content(self) -> bytes:
        """The JSON that the phone draws the form from."""
        ...

    @property
    def etag(self) -> str:
        """Of the content, quoted."""
        ...

    @property
    def compiled(self) -> Compiled:
        """The model, the validator and all else. The first use in a process loads the definition language."""
        ...


class Definitions(Protocol):
    """The definitions that people are served. One that cannot be used never takes another down."""

    def all(self) -> Sequence[ServedDefinition]:
        """Every usable one, newest version of each app, by app."""
        ...

    def get(self, app: str, version: int | None = None) -> ServedDefinition:
        """One app's newest, or the version asked. Raises `UnknownApp`, `UnknownVersion`."""
        ...

    def withdrawn(self, app: str) -> date | None:
        """The first day on which nothing new is registered with an app; None where it goes on."""
        ...
