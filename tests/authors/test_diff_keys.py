"""`diff` speaks of every key of the language: a key that nobody has given another value here fails."""

from __future__ import annotations

from typing import Any

import pytest

from feltskema.differences import changes
from shared.domain.authoring.reading import read
from shared.domain.definition.compiled_definition import Compiled
from shared.domain.definition.definition import Definition, Section
from shared.domain.fields import CATALOGUE
from shared.domain.fields.choice import Option
from shared.domain.source.node import unplaced

A, B = {"da": "A", "en": "A"}, {"da": "B", "en": "B"}
FIELDS: list[dict[str, Any]] = [
    {"id": "navn", "type": "text", "label": A},
    {"id": "dag", "type": "date", "label": A},
    {"id": "cvr", "type": "cvr", "label": A},
    {"id": "slags", "type": "choice", "label": A, "options": [{"value": "a", "label": A}, {"value": "b", "label": A}]},
]
FORM: dict[str, Any] = {
    "app": "proeve", "version": 1, "title": A, "description": A, "target": "log", "heading": ["navn"],
    "sections": [{"id": "s", "title": A, "fields": FIELDS}, {"id": "t", "title": A, "fields": [{**FIELDS[0], "id": "andet"}]}],
}  # fmt: skip

NOT_TOLD = {"app", "version", "example", "example_at", "lists"}
"""The names of what is compared, what is the author's alone, and lists with columns: of those there is a test of their own."""

OF_DEFINITIONS: dict[str, Any] = {
    "title": B, "description": B, "submit_label": B, "target": "fasit-documents", "heading": ["navn", "dag"],
    "targets": {"log": {"dag": "dag"}, "fasit-documents": None},
    "heading_text": {"da": "Hos {navn}", "en": "At {navn}"}, "card": ["dag"], "follow_up": "dag", "summary": ["dag"],
    "cpr_in_texts": "forbid", "measures": ["effort"],
    "in_force_on": "dag", "roles": ["teamleder"], "entity": True, "legal_basis": {"cpr": "§ 1"},
    "retention": {"years": 1}, "migrates": [{"from": 1}], "sections": FORM["sections"][::-1],
}  # fmt: skip
OF_SECTIONS: dict[str, Any] = {"title": B, "help": B, "visible_when": "answered(navn)", "fields": []}
OF_OPTIONS: dict[str, Any] = {
    "value": "c", "label": B, "visible_when": "answered(navn)", "from": "2027-01-01", "until": "2027-01-01",
}  # fmt: skip
OF_FIELDS: dict[str, Any] = {
    "label": B, "help": B, "required": True, "required_when": "answered(navn)", "visible_when": "answered(navn)",
    "default": '"x"', "remember": "last", "valid_when": [{"rule": 'andet != "x"', "message": A}],
    "warns_when": [{"rule": 'andet = "x"', "message": A}], "from": "2027-01-01", "until": "2027-01-01",
}  # fmt: skip
OF_TYPES = {"id", "type"}


def sentences(form: dict[str, Any]) -> list[str]:
    """What `diff` says of this form as the next version of the plain one."""
    plain, changed = compiled(FORM), compiled({**form, "version": 2})
    about_number = {"can-be-sent", "stay", "move"}
    return [change.sentence() for change in changes(plain, changed, [1]) if change.key not in about_number]


def compiled(form: dict[str, Any]) -> Compiled:
    if "legal_basis" in form:
        form = {**form, "sections": [*form["sections"], {"id": "c", "title": A, "fields": [cpr()]}]}
    return read(unplaced(form, "proeve"), "proeve")


def cpr() -> dict[str, Any]:
    return {"id": "cpr", "type": "cpr", "label": A}


def test_the_same_form_is_no_change() -> None:
    assert sentences(FORM) == []


@pytest.mark.parametrize("key", sorted(set(Definition.model_fields) - NOT_TOLD))
def test_a_key_of_the_app(key: str) -> None:
    assert key in OF_DEFINITIONS, f"give {key} another value here"
    if key == "migrates":
        [line] = [
            change.sentence()
            for change in changes(compiled(FORM), compiled({**FORM, "migrates": [{"from": 1}], "version": 2}), [1])
            if change.key == "move"
        ]
        assert "kan flyttes" in line
        return
    assert sentences({**FORM, key: OF_DEFINITIONS[key]}), key


@pytest.mark.parametrize("key", sorted(set(Section.model_fields) - {"id"}))
def test_a_key_of_a_section(key: str) -> None:
    assert key in OF_SECTIONS, f"give {key} another value here"
    first, last = FORM["sections"]
    fields = [{**last["fields"][0], "id": "nyt"}]
    changed = {**last, key: fields if key == "fields" else OF_SECTIONS[key]}
    assert sentences({**FORM, "sections": [first, changed]}), key


@pytest.mark.parametrize("key", sorted(key.rstrip("_") for key in Option.model_fields))
def test_a_key_of_an_option(key: str) -> None:
    assert key in OF_OPTIONS, f"give {key} another value here"
    first, last = FORM["sections"]
    *before, choice = first["fields"]
    changed = {**choice, "options": [{**choice["options"][0], key: OF_OPTIONS[key]}, choice["options"][1]]}
    assert sentences({**FORM, "sections": [{**first, "fields": [*before, changed]}, last]}), key


COMMON = {key.rstrip("_") for key in set(CATALOGUE[0].model_fields) & set(CATALOGUE[2].model_fields)}


@pytest.mark.parametrize("key", sorted(COMMON - OF_TYPES - {"minimum", "maximum"}))
def test_a_common_key_of_a_field(key: str) -> None:
    assert key in OF_FIELDS, f"give {key} another value here"
    first, last = FORM["sections"]
    assert sentences({**FORM, "sections": [first, {**last, "fields": [{**last["fields"][0], key: OF_FIELDS[key]}]}]}), (
        key
    )


@pytest.mark.parametrize("kind", CATALOGUE, ids=lambda kind: kind.kind)
def test_a_key_of_a_type_is_told_by_its_name(kind: Any) -> None:
    """Whatever its value is: only the keys that are told of in words of their own are left out."""
    from feltskema.differences.other_keys import OF_FIELDS as ELSEWHERE

    own = {field.alias or name for name, field in kind.model_fields.items()}
    assert own & ELSEWHERE <= {*OF_FIELDS, "id", "type", "fields", "options"}


def test_rows_of_a_list_with_columns() -> None:
    def form(rows: str, version: int) -> Compiled:
        listed = [*FIELDS, {"id": "kommune", "type": "choice", "label": A, "list": "kommuner"}]
        sections = [{"id": "s", "title": A, "fields": listed}, FORM["sections"][1]]
        lists = {"kommuner": f"value;da;region\n{rows}"}
        return compiled({**FORM, "version": version, "lists": lists, "sections": sections})

    old, new = form("kbh;København;H\nfrb;Frederiksberg;H\n", 1), form("kbh;København;H\nodense;Odense;S\n", 2)
    assert {
        "A (kommune) har en ny mulighed: Odense.",
        "A (kommune) har ikke længere muligheden Frederiksberg.",
        "Listen kommuner har andre rækker.",
    } <= {change.sentence() for change in changes(old, new, [1])}
    moved = form("kbh;København;S\nfrb;Frederiksberg;H\n", 2)
    assert "Listen kommuner har andre rækker." in {change.sentence() for change in changes(old, moved, [1])}
