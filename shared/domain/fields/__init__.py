"""The catalogue of field types: one line a type."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field as Constraint

from shared.domain.fields.base import Field
from shared.domain.fields.choice import Choice
from shared.domain.fields.choices import Choices
from shared.domain.fields.cvr import Cvr, is_cvr
from shared.domain.fields.date import Date, is_date
from shared.domain.fields.date_time import DateTime, is_date_time
from shared.domain.fields.group import Group
from shared.domain.fields.long_text import LongText
from shared.domain.fields.number import Number
from shared.domain.fields.p_number import PNumber
from shared.domain.fields.text import Text
from shared.domain.fields.yes_no import YesNo

AnyField = Annotated[
    Text | LongText | Number | YesNo | Choice | Choices | Date | DateTime | Cvr | PNumber | Group,
    Constraint(discriminator="type"),
]

FORMATS = {"cvr": is_cvr, "date": is_date, "date-time": is_date_time}
"""Formats that the schemas use, each checked by one function here and its twin on the phone."""

Group.model_rebuild(_types_namespace={"AnyField": AnyField})

__all__ = ["FORMATS", "AnyField", "Field", "Group"]
