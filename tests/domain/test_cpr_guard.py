"""CPR numbers in texts: the vectors that the phone is held against too, and what every field type says of its texts."""

from __future__ import annotations

import json
from typing import Any

from pydantic import TypeAdapter
import pytest

from local.run.parts import HOME
from shared.domain.answers.cpr_guard import cpr_faults
from shared.domain.fields import AnyField, Field
from shared.domain.text.cpr_numbers import MASK, holds_cpr, masked

VECTORS: dict[str, Any] = json.loads((HOME / "tests" / "vectors" / "cpr-in-texts.json").read_text("utf-8"))


def field(written: dict[str, Any]) -> dict[str, Any]:
    """As a definition has it: `control` is the phone's."""
    return {
        name: [field(inner) for inner in value] if name == "fields" else value
        for name, value in written.items()
        if name != "control"
    }


_ANY_FIELD: TypeAdapter[Field] = TypeAdapter(AnyField)
FIELDS = [_ANY_FIELD.validate_python(field(written)) for written in VECTORS["fields"]]


@pytest.mark.parametrize("vector", VECTORS["texts"], ids=lambda vector: str(vector["what"]))
def test_cpr_numbers_are_found_in_texts_as_the_vectors_say(vector: dict[str, Any]) -> None:
    assert masked(vector["text"]) == vector["masked"]
    assert vector["masked"].count(MASK) == len(vector["found"])
    assert holds_cpr(vector["text"]) == bool(vector["found"])


@pytest.mark.parametrize("vector", VECTORS["answers"], ids=lambda vector: str(vector["what"]))
def test_answers(vector: dict[str, Any]) -> None:
    faults = cpr_faults(FIELDS, vector["answers"], vector["cprInTexts"] == "forbid", vector["notCpr"])
    assert [[fault.path, fault.code] for fault in faults] == vector["faults"]
    assert all(fault.label["da"] for fault in faults)


def test_a_part_is_told_by_its_own_name() -> None:
    [fault] = cpr_faults(FIELDS, {"sted": {"street": "Vej 0101901234", "postcode": "2100", "town": "By"}}, False, ())
    assert fault.label["da"] == "Vej og nummer"


def test_every_type_of_free_text_has_its_texts() -> None:
    """What the type says of its risk and what it says of its texts are one: a new type of text is guarded too."""
    from shared.domain.fields import TYPES
    from shared.domain.fields.base import Risk

    guarded = {kind for kind, type in TYPES.items() if type.free_texts is not Field.free_texts}
    risky = {kind for kind, type in TYPES.items() if type.risk in (Risk.FREE_TEXT, Risk.PICTURE)}
    assert risky <= guarded
    assert guarded == {"text", "long-text", "email", "url", "address", "photo", "file"}
