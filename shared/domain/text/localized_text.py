"""A text in both languages, and the frozen, strict model that everything in a definition is made of."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict
from pydantic import Field as Constraint
from typing_extensions import TypedDict

NonEmpty = Annotated[str, Constraint(min_length=1)]


class InLanguages(TypedDict):
    """The same text in Danish and English."""

    da: str
    en: str


class Strict(BaseModel):
    """A frozen model; a misspelt key is an error, and never ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class LocalizedText(Strict):
    """What people read, in Danish and English. Both are required: a missing translation is a fault of the definition,
    not a blank on the phone."""

    da: NonEmpty
    en: NonEmpty

    def in_language(self, language: str) -> str:
        """The text in `da` or `en`; Danish for any other language."""
        return self.en if language == "en" else self.da

    def in_both(self) -> InLanguages:
        """The texts as in JSON."""
        return {"da": self.da, "en": self.en}
