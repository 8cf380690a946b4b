"""The facts of a definition that lists and roles need, so that a process that only shows a form need not load the definition
language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shared.domain.access.roles import CONSULTANT

if TYPE_CHECKING:
    from shared.domain.text.localized_text import InLanguages


@dataclass(frozen=True, slots=True)
class Facts:
    """`targets` and `entity` are the definition's own, `chooses_from` the apps whose
    registrations its fields choose among, `roles` empty where the definition names none."""

    app: str
    version: int
    targets: tuple[str, ...]
    title: InLanguages
    description: InLanguages
    entity: bool
    roles: tuple[str, ...]
    chooses_from: tuple[str, ...]

    def for_roles(self, roles: Sequence[str]) -> bool:
        """Whether a person with these roles may use the app; where it names none, it is for consultants."""
        return not set(self.roles or (CONSULTANT,)).isdisjoint(roles)
