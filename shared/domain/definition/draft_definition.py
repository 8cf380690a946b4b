"""The draft of an app: its working file where that says something else than what is published.

A draft is an app of its own, named after the app with `_kladde` behind it, which no form author can write as a name. So its
registrations, drafts on phones, lists and exports never mix with those of the published app. Only form authors see it, its title
says that it is a draft, and what is registered with it goes to `log`, whatever its targets.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from shared.domain.access.roles import FORM_AUTHOR
from shared.texts import text

if TYPE_CHECKING:
    from shared.domain.definition.compiled_definition import Compiled
    from shared.domain.definition.facts import Facts

DRAFT_SUFFIX = "_kladde"

DRAFT_TARGET = "log"
"""Where registrations of a draft go: into the log, and to no case system."""


def draft_name(app: str) -> str:
    """What the draft of an app is called."""
    return f"{app}{DRAFT_SUFFIX}"


def is_draft(app: str) -> bool:
    return app.endswith(DRAFT_SUFFIX)


def published_name(app: str) -> str:
    """The app that this is the draft of; the app itself where it is none."""
    return app.removesuffix(DRAFT_SUFFIX)


@dataclass(frozen=True)
class DraftDefinition:
    """A working definition as it is served before it is published."""

    working: Compiled

    @cached_property
    def compiled(self) -> Compiled:
        definition = self.working.definition
        title = {language: _marked(words, language) for language, words in definition.title.in_both().items()}
        marked = {
            "app": draft_name(definition.app),
            "title": type(definition.title).model_validate(title),
            "target": DRAFT_TARGET,
            "targets": None,
            "roles": (FORM_AUTHOR,),
        }
        return replace(self.working, definition=definition.model_copy(update=marked))

    @property
    def facts(self) -> Facts:
        """It opens no other app's list: who may read one is what the published apps say."""
        return replace(self.compiled.facts, chooses_from=())

    @property
    def content(self) -> bytes:
        return self.compiled.content

    @property
    def etag(self) -> str:
        return self.compiled.etag


def _marked(title: object, language: str) -> str:
    return text("definition.draft-title", language, title=str(title))
