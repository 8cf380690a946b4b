"""Texts with answers in them read the same on the phone: its tests read `tests/vectors/value-texts.json` too.

`python -m tests.fields.test_value_texts` writes it anew.
"""

from __future__ import annotations

from collections.abc import Sequence
import json
from pathlib import Path
from typing import Any

from shared.adapters.pdf.tables import table_of
from shared.domain.authoring.reading import read
from shared.domain.definition.compiled_definition import Compiled
from shared.domain.document import Items
from shared.domain.expressions.evaluation_context import EvaluationContext
from shared.domain.fields.worded import Wording
from shared.domain.output.build_document import build_document
from shared.domain.output.export_tables import tables
from shared.domain.source.node import unplaced
from shared.domain.text.localized_text import LocalizedText
from tests.examples import registration

VECTORS = Path(__file__).parents[1] / "vectors" / "value-texts.json"
NOW = EvaluationContext("2026-11-23", "2026-11-23T10:00:00Z", {})
W = {"da": "Ord", "en": "Words"}


def field(id: str, type: str, da: str, en: str, **own: Any) -> dict[str, Any]:
    return {"id": id, "type": type, "label": {"da": da, "en": en}, **own}


FIELDS = [
    field("navn", "text", "Navn", "Name"),
    field("hos", "text", "Kontakt hos {navn}", "Contact at {navn}"),
    field("pris", "money", "Pris", "Price"),
    field("areal", "decimal", "Areal", "Area", unit={"da": "m²", "en": "m²"}),
    field("dag", "date", "Dag", "Day"),
    field("klokken", "time", "Klokken", "Hour"),
    field("varer", "duration", "Varer", "Lasts"),
    field("ja", "yes-no", "Er det?", "Is it?"),
    field("sted", "address", "Sted", "Place"),
    field("cpr", "cpr", "CPR", "CPR"),
    field(
        "udfald",
        "choice",
        "Udfald",
        "Outcome",
        options=[
            {"value": "a", "label": {"da": "Aftale", "en": "Agreement"}},
            {"value": "b", "label": {"da": "Intet", "en": "None"}},
        ],
    ),
    field("rum", "group", "Rum", "Rooms", item_label=W, add_label=W, fields=[field("navn", "text", "Rum", "Room")]),
]
TEXTS: Sequence[tuple[str, str]] = (
    ("", "Om {navn}"),
    ("", "{navn}, {navn}: {pris}, {areal}, {dag}, {klokken}, {varer}, {ja}, {sted}, {udfald}"),
    ("", "{hos} og {form.navn}"),
    ("", "{{navn}} er {{{navn}}}, { navn } og {Navn} og {} står"),
    ("", "{cpr} og {rum} ses aldrig, {ukendt} og {form.ukendt} kendes ikke"),
    ("/rum/0", "{navn} hos {form.navn}, men ikke {pris}"),
    ("/rum/1", "{navn} hos {form.navn}"),
)
ANSWERS: Sequence[dict[str, Any]] = (
    {},
    {
        "navn": "Åse {pris} **fed**",
        "hos": "Kim",
        "pris": 1250050,
        "areal": 12.5,
        "dag": "2026-11-23",
        "klokken": "08:30",
        "varer": 90,
        "ja": False,
        "sted": {"street": "Vesterbrogade 12", "postcode": "1620", "town": "København V"},
        "cpr": "0101011234",
        "udfald": "a",
        "rum": [{"navn": "Stue {form.navn}"}, {}],
    },
)


def form(title: str = "S", fields: Sequence[dict[str, Any]] = FIELDS) -> Compiled:
    """A form of these fields."""
    whole = {
        "app": "proeve",
        "version": 1,
        "title": W,
        "description": W,
        "target": "log",
        "heading": ["navn"],
        "legal_basis": {"cpr": "§ 1"} if fields is FIELDS else {},
        "sections": [{"id": "s", "title": {"da": title, "en": title}, "fields": fields}],
    }
    return read(unplaced(whole, "proeve"), "proeve")


def vectors() -> dict[str, Any]:
    compiled = form()
    cases = []
    for answers in ANSWERS:
        for at, text in TEXTS:
            names = tuple(int(part) if part.isdigit() else part for part in at.split("/")[1:])
            wording = Wording.of_form(compiled.definition.fields, answers).at((*names, "x"))
            if names and len(answers.get("rum", ())) <= int(names[1]):
                continue
            worded = {language: wording.text(text, language) for language in ("da", "en")}
            cases.append({"object": at, "text": text, "answers": answers, **worded})
    return {"fields": json.loads(compiled.content)["sections"][0]["fields"], "cases": cases}


def test_the_phone_is_tested_against_what_the_server_says() -> None:
    assert json.loads(VECTORS.read_text("utf-8")) == vectors(), "write it anew: python -m tests.fields.test_value_texts"


def test_a_text_says_what_is_answered_and_names_what_is_not() -> None:
    text = {(case["object"], case["text"], bool(case["answers"])): case for case in vectors()["cases"]}
    assert text["", "Om {navn}", False]["da"] == "Om [Navn]"
    assert text["", "{hos} og {form.navn}", False]["en"] == "[Contact at …] og [Name]"
    every = text["", TEXTS[1][1], True]
    assert every["da"].endswith(
        ": 12.500,50 kr., 12,50 m², 23.11.2026, 08.30, 1 t. 30 min., Nej, Vesterbrogade 12, 1620 København V, Aftale"
    )
    assert "DKK 12,500.50" in every["en"]
    assert "0101011234" not in json.dumps(vectors()["cases"], ensure_ascii=False).replace('"cpr": "0101011234"', "")
    # What somebody has answered is shown, never read for names.
    assert text["", "Om {navn}", True]["da"] == "Om Åse {pris} **fed**"
    assert text["/rum/0", TEXTS[5][1], True]["da"].startswith("Stue {form.navn} hos Åse {pris} **fed**")


VISIT = form(
    "Hos {navn}",
    [
        *FIELDS[:2],
        field(
            "pris",
            "money",
            "Pris hos {navn}",
            "Price at {navn}",
            valid_when=[{"rule": "pris > 100 kr", "message": {"da": "{pris} er for lidt til {navn}.", "en": "m"}}],
        ),
        field(
            "rum",
            "group",
            "Rum hos {navn}",
            "Rooms",
            item_label=W,
            add_label=W,
            fields=[
                field("slags", "text", "Slags", "Kind", required=True),
                field("areal", "integer", "{slags} hos {form.navn}", "{slags}"),
            ],
        ),
    ],
)
ANSWERED = {"navn": "Åse{x}", "pris": 20000, "rum": [{"slags": "Stue", "areal": 12}, {"slags": "Bad", "areal": 4}]}


def test_the_document_has_the_answers_in_its_headings_and_labels() -> None:
    document = build_document(VISIT.definition, registration(answers=ANSWERED))
    assert [section.heading for section in document.sections] == ["Hos Åse{x}"]
    labels = [answer.label for answer in document.answers()]
    assert labels == ["Navn", "Pris hos Åse{x}", "Slags", "Stue hos Åse{x}", "Slags", "Bad hos Åse{x}"]
    [items] = [part for part in document.sections[0].parts if isinstance(part, Items)]
    # A label of each item's own heads no column: nothing of it would be seen in a table.
    assert (items.label, table_of(items)) == ("Rum hos Åse{x}", None)


def test_a_fault_names_the_answers_of_the_right_form() -> None:
    wrong = {"navn": "Åse", "pris": 100, "rum": [{"areal": "x", "slags": "Bad"}, {"areal": 1}]}
    faults = {fault.path: fault for fault in VISIT.validator.faults(wrong, NOW)}
    assert faults["/pris"].message["da"] == "1,00 kr. er for lidt til Åse."
    assert faults["/rum/0/areal"].label == {"da": "Bad hos Åse", "en": "Bad"}
    assert faults["/rum/1/slags"].label["da"] == "Slags"
    broken = {fault.path: fault for fault in VISIT.validator.faults({"navn": 1, "pris": 100}, NOW)}
    assert broken["/pris"].message["da"] == "1,00 kr. er for lidt til [Navn]."


def test_a_table_of_many_registrations_has_gaps_in_its_heads() -> None:
    fields = VISIT.definition.fields
    main, rooms = tables([fields], [(registration(answers=ANSWERED), fields)], "da")
    assert main.columns["pris"].label.da == "Pris hos [Navn]"
    assert rooms.columns["areal"].label.da == "[Slags] hos [Navn]"


def test_a_list_names_a_registration_in_the_authors_words() -> None:
    named = VISIT.definition.model_copy(update={"heading_text": LocalizedText(da="Besøg: {navn}", en="Visit: {navn}")})
    assert named.name({"navn": "Åse 010190-1234\nBO"}) == "Besøg: Åse ••••••-•••• BO"
    assert named.name({"navn": "Åse"}, "en") == "Visit: Åse"
    assert named.name({}) == "Ord"


if __name__ == "__main__":
    VECTORS.write_text(json.dumps(vectors(), ensure_ascii=False, indent=1) + "\n", "utf-8")
