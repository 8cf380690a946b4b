"""A definition as it is served: what roles, lists and the phone need is at hand, the rest is made when it is first asked for.

Nothing here imports the definition language: a process that only shows a form never loads it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from shared.domain.access.roles import CONSULTANT

if TYPE_CHECKING:
    from shared.domain.definition.compiled_definition import Compiled

InLanguages = Mapping[str, str]
"""The same text by language, `da` and `en`."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What lists and roles ask of a definition. `target` and `entity` are the definition's own, `chooses_from` the apps whose
    registrations its fields choose among, `roles` empty where the definition names none."""

    app: str
    version: int
    target: str
    title: InLanguages
    description: InLanguages
    entity: bool
    roles: tuple[str, ...]
    chooses_from: tuple[str, ...]

    def for_roles(self, roles: Sequence[str]) -> bool:
        """Whether somebody with these roles may use the app; where it names none, that is for consultants."""
        return not set(self.roles or (CONSULTANT,)).isdisjoint(roles)


class ServedDefinition(Protocol):
    """A usable definition, from whatever it was read."""

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
