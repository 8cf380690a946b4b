"""A production unit, picked among a company's units in the CVR register, never typed: an activity on a P-number
that does not exist is not counted when *rimelighed* is (VITAS, star.dk 2020)."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from typing_extensions import TypedDict

from shared.domain.company import AWAITING
from shared.domain.expressions.kinds import Kind
from shared.domain.fields.base import Field, Name
from shared.domain.layout import described
from shared.domain.text.pasted import without_marks
from shared.texts import LANGUAGES, text


@described
class PNumberControl(TypedDict):
    """Few units are seen at once, a chain's are searched for, and `afventer` can always be chosen."""

    control: Literal["p-number"]
    company: str
    """The id of the `cvr` field of the same object."""


class PNumber(Field):
    """`company` names the `cvr` field beside it. Ten digits; no modulus 11, since one series has wrong weights."""

    kind: ClassVar[str] = "p-number"
    remembers: ClassVar[frozenset[str]] = frozenset({"last"})
    operand: ClassVar[Kind] = Kind.TEXT

    type: Literal["p-number"]
    company: Name

    def json_schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": f"^([0-9]{{10}}|{AWAITING})$"}

    def control(self) -> PNumberControl:
        return {"control": "p-number", "company": self.company}

    def parse(self, text: str) -> Any:
        word = without_marks(text)
        return AWAITING if word in _awaiting() else word.replace(" ", "")

    def show(self, value: Any, language: str) -> str:
        return text("answer.awaiting", language) if value == AWAITING else str(value)


def _awaiting() -> tuple[str, ...]:
    return tuple(text("answer.awaiting", language) for language in LANGUAGES)
