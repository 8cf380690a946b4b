"""Files attached to the registration."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field as Constraint

from shared.domain.attachments import PDF, TYPES
from shared.domain.document import Line, Part, Picture
from shared.domain.fields.photo import Attaching, AttachingControl
from shared.texts import text


class FileControl(AttachingControl):
    control: Literal["file"]


class File(Attaching):
    """A PDF goes to the target as a file of its own; a picture is drawn in the document."""

    kind: ClassVar[str] = "file"
    remembers: ClassVar[frozenset[str]] = frozenset()

    type: Literal["file"]
    types: Annotated[tuple[Literal["pdf", "png", "jpeg"], ...], Constraint(min_length=1)] = ("pdf", "png", "jpeg")

    def media_types(self) -> Sequence[str]:
        return tuple(TYPES[ending] for ending in self.types)

    def control(self) -> FileControl:
        return {"control": "file", **self.bounds()}

    def parts(self, value: Any, language: str) -> Iterable[Part]:
        label = self.label.in_language(language)
        for attachment in value:
            if attachment["type"] == PDF:
                yield Line(label=label, text=text("document.file-beside", language, name=attachment["name"]))
            else:
                yield Picture(label=label, attachment=attachment["id"], name=attachment["name"])
