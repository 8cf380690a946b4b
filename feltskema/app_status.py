"""An app's status: which version is live, whether the working file is a draft, and from which day it is withdrawn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from feltskema.texts import phrase
from shared.adapters.definition_files import DefinitionFiles


@dataclass(frozen=True, slots=True)
class AppStatus:
    """An app's status. `live`: the newest published version; `draft`: the version number of the working file, if its content is
    not published; `published`: all published versions; `withdrawn`: the first day on which nothing new may be registered."""

    app: str
    live: int | None
    draft: int | None
    published: tuple[int, ...]
    withdrawn: date | None

    @property
    def is_settled(self) -> bool:
        """Whether a version is live, and there is neither a draft nor a withdrawal."""
        return self.live is not None and self.draft is None and self.withdrawn is None

    def sentence(self) -> str:
        """The status on one line."""
        lines = [
            phrase("standing.live", version=self.live) if self.live else phrase("standing.none"),
            *([phrase("standing.draft", version=self.draft)] if self.draft else []),
            *([phrase("standing.withdrawn", day=self.withdrawn)] if self.withdrawn else []),
        ]
        return f"{self.app}: {', '.join(lines)}"

    def as_object(self) -> dict[str, Any]:
        return {
            "app": self.app,
            "live": self.live,
            "draft": self.draft,
            "published": list(self.published),
            "withdrawn": self.withdrawn.isoformat() if self.withdrawn else None,
        }


def app_status(app: str, files: DefinitionFiles) -> AppStatus:
    """The status of an app in these definitions."""
    published, draft = tuple(files.published(app)), files.draft(app)
    return AppStatus(
        app=app,
        live=published[-1] if published else None,
        draft=draft.definition.version if draft else None,
        published=published,
        withdrawn=files.withdrawn(app),
    )
