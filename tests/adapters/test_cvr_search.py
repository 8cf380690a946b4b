"""Companies are found by what people call them, and where they are."""

from __future__ import annotations

from typing import Any

import pytest

from tests.adapters.registers import company, registered, unit

pytestmark = pytest.mark.starts

NOVO = company("NOVO NORDISK A/S", unit("NOVO NORDISK A/S"))
PEOPLE_CALL_IT = [
    ("Tømrer & Snedker", "Østerbro Tømrer & Snedker A/S"),
    ("tømrer og snedker", "Østerbro Tømrer & Snedker A/S"),
    ("murer & maler", "Murer og Maler Hansen"),
    ("og arkitekter", "OG Arkitekter"),
    ("Novo Nordisk A/S", "NOVO NORDISK A/S"),
    ("novo nordisk", "NOVO NORDISK A/S"),
    ("Novo A/S", "NOVO NORDISK A/S"),
    ("H&M", "H & M HENNES & MAURITZ A/S"),
    ("h & m", "H & M HENNES & MAURITZ A/S"),
    ("7-Eleven", "REITAN CONVENIENCE A/S"),
    ("7 eleven", "REITAN CONVENIENCE A/S"),
    ("A.P. Møller", "A.P. MØLLER - MÆRSK A/S"),
    ("mærsk", "A.P. MØLLER - MÆRSK A/S"),
    ("maersk", "A.P. MØLLER - MÆRSK A/S"),
    ("Coca-Cola", "COCA-COLA DANMARK ApS"),
    ("coca cola", "COCA-COLA DANMARK ApS"),
    ("COCA", "COCA-COLA DANMARK ApS"),
    ("Åbenrå", "AABENRAA MURER ApS"),
    ("aabenr", "AABENRAA MURER ApS"),
    ("Aagaard", "Ågård Møbler"),
    ("agentur (dk)", "Agentur (DK) ApS"),
    ("kiosk24", "Døgnkiosken ApS"),
    ("sidste dans", "Diskotek Nyt Navn ApS"),
    ("café havfruen", "Sydhavnens Drift ApS"),
    ("cafe\u0301 havfr", "Sydhavnens Drift ApS"),
    ("refshalevej", "Kranens Køkken ApS"),
    ("refshalevej 167A", "Kranens Køkken ApS"),
    ("køkken 1432", "Kranens Køkken ApS"),
    ("CVR: 90100777", "Nummer ApS"),
    ("90.10.07.77", "Nummer ApS"),
    ("DK 90100777.", "Nummer ApS"),
    ("1090123456", "Nummer ApS"),
]


@pytest.fixture(scope="module")
def names_of_tests() -> list[dict[str, Any]]:
    island = {"street": "Refshalevej", "house": 167, "letter": "A", "postcode": 1432, "town": "København K"}
    return [
        company("Østerbro Tømrer & Snedker A/S"),
        company("Murer og Maler Hansen"),
        company("OG Arkitekter"),
        NOVO,
        company("H & M HENNES & MAURITZ A/S"),
        company("REITAN CONVENIENCE A/S", unit("7-Eleven, Vesterbrogade")),
        company("A.P. MØLLER - MÆRSK A/S"),
        company("COCA-COLA DANMARK ApS"),
        company("AABENRAA MURER ApS"),
        company("Ågård Møbler"),
        company("Agentur (DK) ApS"),
        company("Døgnkiosken ApS", secondary=["Kiosk24 ApS"]),
        company("Diskotek Nyt Navn ApS", former=["Sidste Dans ApS"]),
        company("Sydhavnens Drift ApS", unit("Café Havfruen")),
        company("Kranens Køkken ApS", address=island),
        company("Nummer ApS", unit("Lageret", p=1090123456), cvr=90100777),
    ]


@pytest.mark.parametrize(("typed", "name"), PEOPLE_CALL_IT)
async def test_it_is_found_as_people_call_it(names_of_tests: list[dict[str, Any]], typed: str, name: str) -> None:
    async with registered(*names_of_tests) as register:
        hits = await register.virk.search(typed)
    assert hits[0].name == name
    assert len(hits) <= 2


@pytest.mark.parametrize(
    ("typed", "known_as"),
    [
        ("café havfruen", "Café Havfruen"),
        ("sidste dans", "Sidste Dans ApS"),
        ("kiosk24", "Kiosk24 ApS"),
        ("7 eleven", "7-Eleven, Vesterbrogade"),
        ("maersk", ""),
        ("refshalevej", ""),
        ("1090123456", "Lageret"),
    ],
)
async def test_the_name_that_it_was_found_by_is_told(
    names_of_tests: list[dict[str, Any]], typed: str, known_as: str
) -> None:
    async with registered(*names_of_tests) as register:
        hits = await register.virk.search(typed)
    assert hits[0].known_as == known_as


async def test_those_in_being_come_first_and_the_others_are_marked() -> None:
    gone = [company(f"Kaffe {n} ApS", ceased="2020-01-01", status="OPLØSTEFTERKONKURS") for n in range(12)]
    async with registered(
        *gone, company("Nordens Kaffe ApS"), company("Kaffe Syd ApS", status="UNDERKONKURS")
    ) as register:
        hits = await register.virk.search("kaffe")
    assert len(hits) == 10
    assert {item.name for item in hits[:2]} == {"Nordens Kaffe ApS", "Kaffe Syd ApS"}
    assert [item.active for item in hits] == [True] * 2 + [False] * 8


async def test_those_found_by_a_door_have_room_among_those_that_have_the_name() -> None:
    named = [company(f"Netto {n} ApS") for n in range(12)]
    async with registered(*named, company("Dagligvarer A/S", unit("Netto Amagerbro"))) as register:
        hits = await register.virk.search("netto")
    assert len(hits) == 10
    assert [(item.name, item.known_as) for item in hits if item.known_as] == [("Dagligvarer A/S", "Netto Amagerbro")]


async def test_ten_companies_are_asked_for_by_field_and_weigh_little() -> None:
    async with registered(*(company(f"Bageriet {n} ApS", unit(f"Bageriet {n}")) for n in range(20))) as register:
        hits = await register.virk.search("bageriet")
        calls = await register.calls()
    assert len(hits) == 10
    assert len("".join(item.model_dump_json() for item in hits).encode()) < 10_000
    for call in calls:
        assert call["bytes"] < 10_000, call["index"]
        assert call["body"]["_source"], "whole documents are asked for"
        assert "query_string" not in str(call["body"])


async def test_what_a_person_types_is_a_text_and_never_a_query() -> None:
    async with registered(company("Alt (og) Intet ApS")) as register:
        typed = 'alt (OR) -intet "x" ~* [a TO b] \\ /re/ AND NOT : {"match_all":{}}'
        assert list(await register.virk.search(typed)) == []
        [hits] = await register.virk.search("alt (og) ")
        for call in await register.calls():
            assert set(call["body"]["query"]) <= {"bool", "terms"}
            assert "query_string" not in str(call["body"])
    assert hits.name == "Alt (og) Intet ApS"


async def test_twenty_words_are_no_burden(names_of_tests: list[dict[str, Any]]) -> None:
    async with registered(*names_of_tests) as register:
        assert list(await register.virk.search("ord " * 20)) == []
        assert all(call["status"] == 200 for call in await register.calls())


def test_the_names_of_a_test_are_the_stand_ins_own(names_of_tests: list[dict[str, Any]]) -> None:
    """The index finds nothing by a prefix that it has not analysed: the trap that these tests are for."""
    from local.cvr.documents import documents
    from local.cvr.engine import Engine

    engine, path = Engine(documents(names_of_tests)["virksomhed"]), "Vrvirksomhed.virksomhedMetadata.nyesteNavn.navn"
    for typed in ("a/s", "&", "coca-", "Novo", "a.p."):
        assert engine.search({"prefix": {path: typed}}) == {}
    assert engine.search({"term": {"Vrvirksomhed.virksomhedMetadata.sammensatStatus": "NORMAL"}}) == {}
    assert engine.search({"match": {"Vrvirksomhed.findesIkke": "x"}}) == {}
