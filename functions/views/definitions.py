"""Response models of the published apps."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from functions.views.base import Shown
from shared.domain.definition.draft_definition import is_draft
from shared.domain.text.localized_text import InLanguages

if TYPE_CHECKING:
    from shared.domain.definition.facts import Facts


class AppShown(Shown):
    """An app. `targets`: where its registrations are delivered, names of the catalogue of targets. `isDraft`: it is not
    published, and its registrations are not delivered; `withdrawn`: the first day on which it takes no new registrations."""

    app: str
    version: int
    targets: tuple[str, ...]
    title: InLanguages
    description: InLanguages
    is_draft: bool
    withdrawn: date | None


class Apps(Shown):
    """The published apps, by name, followed by drafts."""

    items: tuple[AppShown, ...]


def shown_apps(every: Sequence[tuple[Facts, date | None]]) -> Apps:
    """The apps, each with the day from which it is withdrawn."""
    return Apps(
        items=tuple(
            AppShown(
                app=facts.app,
                version=facts.version,
                targets=facts.targets,
                title=facts.title,
                description=facts.description,
                is_draft=is_draft(facts.app),
                withdrawn=withdrawn,
            )
            for facts, withdrawn in every
        )
    )
