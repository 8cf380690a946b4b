"""Photos, taken with the phone or chosen on it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
import json
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field as Constraint
from typing_extensions import TypedDict

from shared.domain.attachments import JPEG, MAX_ATTACHMENT_BYTES, PNG
from shared.domain.document import Part, Picture
from shared.domain.fields.base import Cell, Field, Risk, bounds_faults
from shared.domain.fields.text import NOT_BLANK
from shared.domain.identifiers import UUID
from shared.domain.source.faults import FaultText

MEGABYTE = 1024 * 1024
MAX_NAME_LENGTH = 200


class AttachingControl(TypedDict):
    types: Annotated[list[str], Constraint(description="Media types.")]
    minItems: int
    maxItems: int
    maxBytes: Annotated[int, Constraint(description="Of each.")]


class PhotoControl(AttachingControl):
    control: Literal["photo"]


class Attaching(Field):
    """What `photo` and `file` have in common. The answer tells of each attachment; the attachment itself is stored before
    (`PUT /api/attachments/…`), and the answers are refused until it is there with the same size and SHA-256."""

    risk: ClassVar[Risk] = Risk.PICTURE
    attaches: ClassVar[bool] = True

    min_items: Annotated[int, Constraint(ge=1)] = 1
    max_items: Annotated[int, Constraint(ge=1, le=20)] = 5
    max_mb: Annotated[int, Constraint(ge=1, le=MAX_ATTACHMENT_BYTES // MEGABYTE)] = MAX_ATTACHMENT_BYTES // MEGABYTE

    def media_types(self) -> Sequence[str]:
        raise NotImplementedError

    def json_schema(self) -> dict[str, Any]:
        properties = {
            "id": {"type": "string", "pattern": UUID},
            "name": {"type": "string", "minLength": 1, "maxLength": MAX_NAME_LENGTH, "pattern": NOT_BLANK},
            "type": {"enum": list(self.media_types())},
            "size": {"type": "integer", "minimum": 1, "maximum": self.max_mb * MEGABYTE},
            "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
        }
        return {
            "type": "array",
            "minItems": self.min_items,
            "maxItems": self.max_items,
            "items": {
                "type": "object",
                "properties": properties,
                "required": list(properties),
                "additionalProperties": False,
            },
        }

    def bounds(self) -> AttachingControl:
        """The bounds that both controls get."""
        return {
            "types": list(self.media_types()),
            "minItems": self.min_items,
            "maxItems": self.max_items,
            "maxBytes": self.max_mb * MEGABYTE,
        }

    def parse(self, text: str) -> Any:
        """Parse JSON: people cannot type an attachment."""
        return json.loads(text)

    def free_texts(self, value: Any) -> Iterable[tuple[tuple[str, ...], str]]:
        """The names of the files on the phone."""
        yield from (((), attachment["name"]) for attachment in value)

    def show(self, value: Any, language: str) -> str:
        return ", ".join(attachment["name"] for attachment in value)

    def cells(self, value: Any, language: str) -> Sequence[Cell]:
        return (self.show(value, language),)

    def faults(self) -> Iterable[FaultText]:
        yield from bounds_faults(self, "min_items", "max_items")


class Photo(Attaching):
    """Drawn in the document, the name as alternative text."""

    kind: ClassVar[str] = "photo"
    remembers: ClassVar[frozenset[str]] = frozenset()

    type: Literal["photo"]

    def media_types(self) -> Sequence[str]:
        return (JPEG, PNG)

    def control(self) -> PhotoControl:
        return {"control": "photo", **self.bounds()}

    def parts(self, value: Any, language: str) -> Iterable[Part]:
        label = self.label.in_language(language)
        for attachment in value:
            yield Picture(label=label, attachment=attachment["id"], name=attachment["name"])
