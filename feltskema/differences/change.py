"""One consequence of a change of a definition."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from feltskema.texts import phrase

ABOUT = ("drafts", "data", "document", "consultant")


@dataclass(frozen=True, slots=True)
class Change:
    """One consequence of a change. `about`: what it concerns, one of `ABOUT`; `key`: names its text, `tool.diff.<about>.<key>`;
    `values`: fill the text's braces; `breaks`: whether something is lost or refused."""

    about: str
    key: str
    values: dict[str, Any] = field(default_factory=dict)
    breaks: bool = False

    def sentence(self) -> str:
        """The change in words, in the reader's language."""
        return phrase(f"diff.{self.about}.{self.key}", **self.values)

    def as_object(self) -> dict[str, Any]:
        values = {name: str(value) for name, value in self.values.items()}
        return {"about": self.about, "change": self.key, **values, "breaks": self.breaks, "sentence": self.sentence()}
