"""Every field type by all its faces; a type without a sample fails the first test."""

from __future__ import annotations

from datetime import UTC, date, datetime
import json
from typing import Any

import pytest

from shared.domain.authoring.reading import read
from shared.domain.definition.compiled_definition import Compiled
from shared.domain.document import Drawing, Items, Line, Part, Picture
from shared.domain.expressions.evaluation_context import EvaluationContext
from shared.domain.fields import TYPES, Field
from shared.domain.fields.base import Risk
from shared.domain.source.node import unplaced
from shared.texts import author_text, field_fault
from tests.fields.samples import SAMPLES, A

AROUND = EvaluationContext.at(datetime(2026, 11, 23, 10, tzinfo=UTC))
COMPANY = {"id": "cvr", "type": "cvr", "label": A}
ANSWERS = [(kind, *good) for kind, sample in SAMPLES.items() for good in sample.good]
FAULTS = [(kind, *bad) for kind, sample in SAMPLES.items() for bad in sample.bad]
WRITTEN = [(kind, text) for kind, sample in SAMPLES.items() for text in sample.written]


def app(kind: str, **keys: Any) -> Compiled:
    fields = [
        *([COMPANY] if kind == "p-number" else []),
        {"id": "felt", "type": kind, "label": A, **SAMPLES[kind].keys, **keys},
    ]
    content = {
        "app": "proeve",
        "version": 1,
        "title": A,
        "description": A,
        "target": "log",
        "heading": ["felt"] if TYPES[kind].has_answer and not TYPES[kind].needs_legal_basis else ["andet"],
        "legal_basis": {"cpr": "prøve"} if kind == "cpr" else {},
        "sections": [
            {"id": "a", "title": A, "fields": fields},
            {"id": "b", "title": A, "fields": [{"id": "andet", "type": "text", "label": A}]},
        ],
    }
    return read(unplaced(content, "proeve.yaml"), "proeve.yaml")


def field(kind: str) -> Field:
    return next(field for field in app(kind).definition.fields if field.id == "felt")


def faults(kind: str, value: Any) -> dict[str, str]:
    return {fault.path: fault.code for fault in app(kind).validator.faults({"felt": value}, AROUND)}


def test_every_type_of_the_catalogue_has_a_sample() -> None:
    assert SAMPLES.keys() == TYPES.keys()


@pytest.mark.parametrize(("kind", "answer", "danish", "english"), ANSWERS)
def test_a_good_answer_is_taken_and_shown(kind: str, answer: Any, danish: str, english: str) -> None:
    assert faults(kind, answer) == {}
    assert (field(kind).show(answer, "da"), field(kind).show(answer, "en")) == (danish, english)


@pytest.mark.parametrize(("kind", "answer", "code", "below"), FAULTS)
def test_a_bad_answer_is_told_of_by_path_and_code(kind: str, answer: Any, code: str, below: str) -> None:
    assert faults(kind, answer).get(f"/felt{below}") == code


@pytest.mark.parametrize("code", sorted({code for _, _, code, _ in FAULTS}))
def test_every_code_has_words_that_name_the_field(code: str) -> None:
    assert field_fault(code, "da", "Felt", 3).startswith("Felt: ")
    assert field_fault(code, "en", "Field", 3).startswith("Field: ")


@pytest.mark.parametrize("kind", [kind for kind, sample in SAMPLES.items() if sample.from_words])
def test_what_it_shows_in_danish_can_be_read_back(kind: str) -> None:
    for answer, danish, _ in SAMPLES[kind].good:
        assert field(kind).parse(danish) == answer


@pytest.mark.parametrize(("kind", "text"), WRITTEN)
def test_an_answer_is_read_however_people_write_it(kind: str, text: str) -> None:
    assert field(kind).parse(text) == SAMPLES[kind].good[0][0]


@pytest.mark.parametrize(
    "kind", ["integer", "decimal", "money", "date", "time", "date-time", "duration", "choice", "yes-no"]
)
def test_a_text_that_is_no_answer_of_the_type_is_refused(kind: str) -> None:
    with pytest.raises(ValueError, match="sludder"):
        field(kind).parse("sludder")


@pytest.mark.parametrize("kind", ["photo", "file", "position"])
def test_what_nobody_writes_by_hand_is_read_from_json(kind: str) -> None:
    answer = SAMPLES[kind].good[0][0]
    assert field(kind).parse(json.dumps(answer)) == answer


@pytest.mark.parametrize("kind", [kind for kind in SAMPLES if kind != "note"])
def test_a_cell_for_each_column(kind: str) -> None:
    item, answer = field(kind), SAMPLES[kind].good[0][0]
    cells = item.cells(answer, "da")
    assert len(cells) == len(item.columns())
    assert [str(cell) if isinstance(cell, date) else cell for cell in cells] == SAMPLES[kind].cells
    assert all(column.id.split(".")[0] == "felt" and column.label.da.startswith("Felt") for column in item.columns())


@pytest.mark.parametrize("kind", SAMPLES)
def test_the_phone_is_told_what_to_draw(kind: str) -> None:
    drawn = json.loads(app(kind).content)["sections"][0]["fields"][-1]
    assert (drawn["type"], drawn["control"], drawn["label"]) == (kind, SAMPLES[kind].control, A)
    assert not any("_" in key for key in drawn)


@pytest.mark.parametrize(("kind", "answer", "danish", "_english"), ANSWERS)
def test_the_document_says_the_answer(kind: str, answer: Any, danish: str, _english: str) -> None:
    parts = list(field(kind).parts(answer, "da"))
    assert parts
    assert (
        all(words in text_of(parts) for words in ("Åse", "Bo"))
        if kind == "group"
        else danish in text_of(parts) + danish_drawn(parts)
    )


def text_of(parts: list[Part]) -> str:
    return "\n".join(text_of([inner for item in part.items for inner in item.parts]) if isinstance(part, Items) else words(part)
                     for part in parts)  # fmt: skip


def words(line: Line | Picture | Drawing) -> str:
    match line:
        case Line():
            return line.text
        case Picture():
            return line.name
        case Drawing():
            return line.alt


def danish_drawn(parts: list[Part]) -> str:
    """A signature is drawn; what is read aloud names the field."""
    return "Underskrevet" if any(isinstance(part, Drawing) and "Felt" in part.alt for part in parts) else ""


@pytest.mark.parametrize(
    ("kind", "risk"),
    [
        ("long-text", Risk.FREE_TEXT),
        ("email", Risk.CONTACT),
        ("phone", Risk.CONTACT),
        ("address", Risk.CONTACT),
        ("cpr", Risk.IDENTITY),
        ("signature", Risk.IDENTITY),
        ("position", Risk.WHEREABOUTS),
        ("photo", Risk.PICTURE),
        ("file", Risk.PICTURE),
        ("yes-no", Risk.NONE),
    ],
)
def test_a_type_knows_what_personal_data_it_may_hold(kind: str, risk: Risk) -> None:
    assert TYPES[kind].risk is risk


def test_a_cpr_number_is_in_no_export() -> None:
    assert field("cpr").columns() == ()


def test_a_fault_at_a_part_names_field_and_part() -> None:
    answers = {"felt": {"street": "V 1", "postcode": "162", "town": "K"}}
    [fault] = app("address").validator.faults(answers, AROUND)
    assert fault.label["da"] == "Postnummer"


@pytest.mark.parametrize(
    ("many", "control"), [(2, "radio"), (6, "radio"), (7, "select"), (20, "select"), (21, "search")]
)
def test_many_options_are_drawn_otherwise_than_few(many: int, control: str) -> None:
    options = [{"value": f"v{number}", "label": A} for number in range(many)]
    assert (
        TYPES["choice"].model_validate({**BARE, "type": "choice", "options": options}).control()["control"] == control
    )


@pytest.mark.parametrize(("many", "control"), [(20, "checkboxes"), (21, "search")])
def test_many_options_to_tick_are_searched_among(many: int, control: str) -> None:
    options = [{"value": f"v{number}", "label": A} for number in range(many)]
    drawn = TYPES["choices"].model_validate({**BARE, "type": "choices", "options": options}).control()
    assert (drawn["control"], drawn["multiple"]) == (control, True)


@pytest.mark.parametrize("type", ["choice", "choices"])
def test_another_apps_registrations_as_options(type: str) -> None:
    field = TYPES[type].model_validate({**BARE, "type": type, "options_from": {"app": "kandidat"}})
    assert (field.control()["control"], field.control()["optionsFrom"]) == ("entity", "kandidat")


BARE = {"id": "felt", "label": A}
WRONG: list[tuple[str, dict[str, Any], str]] = [
    ("text", {"min_length": 9, "max_length": 3}, "bounds"),
    ("text", {"pattern": "^($", "pattern_help": A}, "pattern-broken"),
    ("text", {"pattern": r"^\d+$", "pattern_help": A}, "pattern-differs"),
    ("text", {"pattern": "^(?=a)$", "pattern_help": A}, "pattern-differs"),
    ("text", {"pattern": "^(a+)+$", "pattern_help": A}, "pattern-slow"),
    ("text", {"pattern": "^(a{999}){999}$", "pattern_help": A}, "pattern-large"),
    ("text", {"pattern": "^[0-9]+$"}, "pattern-help"),
    ("integer", {"minimum": 5, "maximum": 1}, "bounds"),
    ("decimal", {"minimum": 5, "maximum": 1}, "bounds"),
    ("money", {"minimum": 5, "maximum": 1}, "bounds"),
    ("duration", {"minimum": 50, "maximum": 10}, "bounds"),
    ("choice", {}, "no-options"),
    ("choices", {"options": [{"value": "a", "label": A}] * 2}, "option-twice"),
    ("photo", {"min_items": 6}, "above-default-bound"),
    ("note", {"text": A, "required": True}, "note-asks"),
    ("calculated", {"calculate": "1", "as": "integer", "required": True}, "calculated-required"),
]


@pytest.mark.parametrize(("kind", "keys", "key"), WRONG)
def test_a_field_that_cannot_work_is_told_of(kind: str, keys: dict[str, Any], key: str) -> None:
    faults = list(TYPES[kind].model_validate({**BARE, "type": kind, **keys}).faults())
    assert key in {item.key for item in faults}
    assert all(author_text(item.key, language, **item.values) for item in faults for language in ("da", "en"))


def test_a_text_that_is_too_long_is_told_so_before_its_pattern() -> None:
    compiled = app("text", pattern="^[^-]*-[^x]*x$", pattern_help=A, max_length=9)
    assert compiled.schema["properties"]["felt"]["allOf"] == [{"pattern": "^[^-]*-[^x]*x$"}]
    assert [fault.code for fault in compiled.validator.faults({"felt": "-" * 10}, AROUND)] == ["too-long"]
    assert [fault.code for fault in compiled.validator.faults({"felt": "-" * 9}, AROUND)] == ["pattern"]
