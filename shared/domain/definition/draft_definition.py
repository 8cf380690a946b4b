"""The draft of an app: its working file where that differs from the published version.

A draft is an app of its own, named after the app with `_kladde` appended, which no form author can write as a name. So its
registrations, drafts on phones, lists and exports never mix with those of the published app. Only form authors see it, its title
says that it is a draft, and its registrations are delivered to `log`, whatever its targets.
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
"""Registrations of a draft are logged, and delivered to no case system."""


def draft_name(app: str) -> str:
    """The name of an app's draft."""
    return f"{app}{DRAFT_SUFFIX}"


def is_draft(app: str) -> bool:
    return app.endswith(DRAFT_SUFFIX)


def published_name(app: str) -> str:
    """The name of the app that this is the draft of; the app's own name where it is none."""
    return app.removesuffix(DRAFT_SUFFIX)


@dataclass(frozen=True)
class DraftDefinition:
    """A working definition served before it is published."""

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
        """A draft grants access to no other app's list: the published apps decide who may read one."""
        return replace(self.compiled.facts, chooses_from=())

    @property
    def content(self) -> bytes:
        return self.compiled.content

    @property
    def etag(self) -> str:
        return self.compiled.etag


def _marked(title: object, language: str) -> str:
    return text("definition.draft-title", language, title=str(title))
