"""The catalogue of field types: one line for each type, and its import."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Union

from pydantic import Field as Constraint

from shared.domain.fields.address import Address
from shared.domain.fields.base import Field
from shared.domain.fields.calculated import Calculated
from shared.domain.fields.choice import Choice
from shared.domain.fields.choices import Choices
from shared.domain.fields.cpr import Cpr
from shared.domain.fields.cvr import Cvr
from shared.domain.fields.date import Date
from shared.domain.fields.date_time import DateTime
from shared.domain.fields.decimal import Decimal
from shared.domain.fields.duration import Duration
from shared.domain.fields.email import Email
from shared.domain.fields.file import File
from shared.domain.fields.format import Format
from shared.domain.fields.group import Group
from shared.domain.fields.integer import Integer
from shared.domain.fields.long_text import LongText
from shared.domain.fields.money import Money
from shared.domain.fields.note import Note
from shared.domain.fields.p_number import PNumber
from shared.domain.fields.phone import Phone
from shared.domain.fields.photo import Photo
from shared.domain.fields.position import Position
from shared.domain.fields.signature import Signature
from shared.domain.fields.text import Text
from shared.domain.fields.time import Time
from shared.domain.fields.url import Url
from shared.domain.fields.yes_no import YesNo

CATALOGUE: tuple[type[Field], ...] = (
    Text,
    LongText,
    Integer,
    Decimal,
    Money,
    YesNo,
    Choice,
    Choices,
    Date,
    Time,
    DateTime,
    Duration,
    Email,
    Phone,
    Address,
    Cvr,
    PNumber,
    Cpr,
    Url,
    Photo,
    File,
    Signature,
    Position,
    Group,
    Calculated,
    Note,
)

TYPES: dict[str, type[Field]] = {field.kind: field for field in CATALOGUE}
"""The types by their names in definitions."""

_FORMATS: dict[str, Format] = {name: format for field in CATALOGUE for name, format in field.formats.items()}

FORMATS = {name: format.check for name, format in _FORMATS.items()}
"""The check of each text format that schemas name; the phone has its counterparts."""

FORMAT_SCHEMAS: dict[str, dict[str, Any]] = {name: format.schema for name, format in _FORMATS.items()}
"""The part of each format that JSON Schema can express."""

if TYPE_CHECKING:
    AnyField = Field
else:
    AnyField = Annotated[Union[CATALOGUE], Constraint(discriminator="type")]  # noqa: UP007 (made of the catalogue)

Group.model_rebuild(_types_namespace={"AnyField": AnyField})

__all__ = ["CATALOGUE", "FORMATS", "FORMAT_SCHEMAS", "TYPES", "AnyField", "Field", "Group"]
