"""The definitions of the apps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import date

    from shared.domain.definition.compiled_definition import Compiled
    from shared.domain.definition.facts import Facts


class ServedDefinition(Protocol):
    """A usable definition, from whatever source: what roles, lists and the phone need is at hand, the rest is made on first
    use."""

    @property
    def facts(self) -> Facts: ...

    @property
    def content(self) -> bytes:
        """The JSON from which the phone draws the form."""
        ...

    @property
    def etag(self) -> str:
        """The ETag of the content, quoted."""
        ...

    @property
    def compiled(self) -> Compiled:
        """The model, the validator and everything else. The first use in a process loads the definition language."""
        ...


class Definitions(Protocol):
    """The definitions that are served. One that cannot be used does not affect the others."""

    def all(self) -> Sequence[ServedDefinition]:
        """The newest usable version of each app, by app."""
        ...

    def get(self, app: str, version: int | None = None) -> ServedDefinition:
        """An app's newest version, or the requested one. Raises `UnknownApp`, `UnknownVersion`."""
        ...

    def withdrawn(self, app: str) -> date | None:
        """The first day on which an app takes no new registrations; None where it is not withdrawn."""
        ...
