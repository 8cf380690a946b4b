"""What is told of a company, whatever its documents lack; whose address is not shown; whose units they are."""

from __future__ import annotations

import json
from typing import Any

import pytest

from shared.adapters.cvr.documents import address, is_active
from shared.domain.company import Company
from tests.adapters.registers import KNOWN, Registered, company, registered, unit

pytestmark = pytest.mark.starts

HOME = {"street": "Gammel Jernbanevej", "house": 21, "letter": "B", "postcode": 2500, "town": "Valby", "floor": "1"}
SHOP = {**HOME, "house": 22}


async def company_of(register: Registered, document: dict[str, Any]) -> Company:
    company = await register.virk.company(f"{document['cvr']:08d}")
    assert company is not None
    return company


@pytest.mark.parametrize(
    ("result", "shown"),
    [
        ({"vejnavn": "Bredgade", "husnummerFra": 161, "postnummer": 1260}, "Bredgade 161, 1260"),
        ({"vejnavn": "Bredgade", "husnummerFra": 1, "bogstavFra": "B"}, "Bredgade 1B"),
        ({"postnummer": 800, "postdistrikt": "Høje Taastrup"}, "0800 Høje Taastrup"),
        ({"postnummer": "0800", "postdistrikt": "Høje Taastrup"}, "0800 Høje Taastrup"),
        ({"vejnavn": None, "postnummer": None}, ""),
        ({"vejnavn": "Algade", "husnummerFra": "2", "husnummerTil": 4, "bogstavTil": "C"}, "Algade 2-4C"),
        ({"vejnavn": "Algade", "husnummerFra": 2, "husnummerTil": 2}, "Algade 2"),
        ({"vejnavn": "Algade", "husnummerFra": 2, "etage": "2", "sidedoer": "tv"}, "Algade 2, 2. tv."),
        ({"vejnavn": "Algade", "husnummerFra": 2, "etage": "st", "sidedoer": "0012"}, "Algade 2, st. 0012"),
        ({"vejnavn": "Algade", "husnummerFra": 2, "etage": "KL"}, "Algade 2, kl."),
        ({"vejnavn": "Algade", "husnummerFra": 2, "sidedoer": "mf."}, "Algade 2, mf."),
        (
            {"vejnavn": "Arne Jacobsens Allé", "husnummerFra": 12, "bynavn": "Ørestad", "postnummer": 2300},
            "Arne Jacobsens Allé 12, Ørestad, 2300",
        ),
        ({"conavn": "Nohr", "vejnavn": "Algade", "husnummerFra": 2}, "c/o Nohr, Algade 2"),
        ({"conavn": "C/O Nohr", "vejnavn": "Algade"}, "C/O Nohr, Algade"),
        ({"postboks": "99", "postnummer": 2150, "postdistrikt": "Nordhavn"}, "Postboks 99, 2150 Nordhavn"),
        ({"fritekst": "10 Dock Road\r\n London  E16 ", "landekode": "GB"}, "10 Dock Road, London E16, GB"),
        ({"vejnavn": {"odd": 1}, "husnummerFra": True, "postnummer": "xx"}, ""),
    ],
)
def test_an_address_whole_and_of_whatever_parts_there_are(result: dict[str, Any], shown: str) -> None:
    assert address(result) == shown


@pytest.mark.parametrize(
    ("state", "active"),
    [
        ("NORMAL", True),
        ("Aktiv", True),
        ("UNDERKONKURS", True),
        ("UNDERTVANGSOPLØSNING", True),
        ("", True),
        ("OPHØRT", False),
        ("Ophørt", False),
        ("TVANGSOPLØST", False),
        ("OPLØSTEFTERKONKURS", False),
        ("OPLØSTEFTERFRIVILLIGLIKVIDATION", False),
        ("SLETTET", False),
    ],
)
def test_a_companys_status_says_whether_it_is_active(state: str, active: bool) -> None:
    assert is_active({"virksomhedMetadata": {"sammensatStatus": state}}) is active


def test_without_a_status_its_life_tells() -> None:
    assert not is_active({"livsforloeb": [{"periode": {"gyldigFra": "2015-01-01", "gyldigTil": "2020-01-01"}}]})
    assert is_active({"livsforloeb": [{"periode": {"gyldigTil": "2020-01-01"}}, {"periode": {"gyldigTil": None}}]})


async def test_a_unit_that_was_sold_is_its_new_owners_alone() -> None:
    seller = company("Sælger ApS", unit("Den der blev"))
    buyer = company("Køber ApS", unit("Den solgte", before=[seller["cvr"]]))
    async with registered(seller, buyer) as register:
        assert [unit.name for unit in (await company_of(register, seller)).units] == ["Den der blev"]
        assert [unit.name for unit in (await company_of(register, buyer)).units] == ["Den solgte"]
        assert [hit.name for hit in await register.virk.search("den solgte")] == ["Køber ApS"]


async def test_units_that_have_ceased_come_last_and_marked() -> None:
    document = company("To ApS", unit("Lukket", ceased="2020-01-01"), unit("Åben"))
    async with registered(document) as register:
        result = await company_of(register, document)
    assert [(unit.name, unit.active) for unit in result.units] == [("Åben", True), ("Lukket", False)]
    assert result.unit_count == 2


async def test_more_units_than_the_index_gives_from_a_place_on() -> None:
    """`from + size` ends at 3000: an HTTP 500."""
    document = company("Kæde A/S", shops="Butik", first=1_091_000_000, chain=3100)
    cvr, seen, after = f"{document['cvr']:08d}", 0, None
    async with registered(document) as register:
        while page := await register.virk.units(cvr, limit=1000, after=after):
            seen, after = seen + len(page.items), page.next
            if after is None:
                break
        assert all(call["status"] == 200 for call in await register.calls())
    assert (seen, page.total) == (3100, 3100)


@pytest.mark.parametrize("cursor", ["x", "a12", "1", "a1091000001 ", "A1091000001"])
async def test_a_cursor_that_is_none(cursor: str) -> None:
    async with registered() as register:
        with pytest.raises(ValueError, match="after"):
            await register.virk.units(str(KNOWN), after=cursor)


async def everything_shown(register: Registered, document: dict[str, Any]) -> str:
    cvr = f"{document['cvr']:08d}"
    parts = [
        await company_of(register, document),
        await register.virk.units(cvr),
        *await register.virk.search(document["name"]),
    ]
    return json.dumps([part.model_dump() for part in parts], ensure_ascii=False)


async def test_a_protected_address_is_not_told_anywhere() -> None:
    document = company(
        "Maler Solvej", unit("Maler Solvej", address=HOME), address=HOME, form="ENK", owner={"secret": True}
    )
    async with registered(document) as register:
        text = await everything_shown(register, document)
    for part in ("Jernbanevej", "21", "2500", "Valby", "København"):
        assert part not in text.replace(f"{document['cvr']:08d}", "").replace(str(document["units"][0]["p"]), ""), part


@pytest.mark.parametrize("owner", [{"secret": True}, {"home": True}])
async def test_nobody_is_found_by_an_address_that_is_not_told(owner: dict[str, bool]) -> None:
    document = company("Maler Solvej", unit("Maler Solvej", address=HOME), address=HOME, form="ENK", owner=owner)
    cvr = f"{document['cvr']:08d}"
    async with registered(document) as register:
        for text in ("jernbanevej", "gammel jernbanevej 21b", "solvej jernbanevej", "maler 2500"):
            assert list(await register.virk.search(text)) == [], text
            page = await register.virk.units(cvr, text)
            assert (page.items, page.total) == ((), 0), text
        assert [hit.cvr for hit in await register.virk.search("solvej")] == [cvr]
        assert [hit.cvr for hit in await register.virk.search(cvr)] == [cvr]
        assert (await register.virk.units(cvr, "solvej")).total == 1
        assert (await register.virk.units(cvr)).total == 1


async def test_a_sole_proprietors_home_is_told_by_its_town_and_the_shop_whole() -> None:
    document = company(
        "Fodpleje v/ Ditte",
        unit("Hjemme", address=HOME),
        unit("Klinikken", address=SHOP),
        address=HOME,
        form="ENK",
        owner={"home": True},
    )
    async with registered(document) as register:
        result = await company_of(register, document)
        [hit] = await register.virk.search("fodpleje")
    assert (result.address, hit.address) == ("2500 Valby", "2500 Valby")
    assert {unit.name: unit.address for unit in result.units} == {
        "Hjemme": "2500 Valby",
        "Klinikken": "Gammel Jernbanevej 22B, 1., 2500 Valby",
    }


async def test_a_sole_proprietors_shop_is_told_whole() -> None:
    document = company("Skrædder Lund", form="ENK")
    async with registered(document) as register:
        assert (await company_of(register, document)).address == "Bredgade 1, 1260 København K"


async def test_the_owners_of_other_companies_are_not_asked_for() -> None:
    document = company("Aktier A/S", unit("Aktier A/S"))
    async with registered(document) as register:
        await company_of(register, document)
        calls = await register.calls()
    assert not any("deltager" in str(call["body"]["_source"]) for call in calls)
    assert sum(call["bytes"] for call in calls) < 4_000


async def test_a_company_of_which_little_is_known() -> None:
    bare: dict[str, Any] = {"street": None, "house": None, "postcode": None, "town": None, "municipality": None}
    document = company("", address=bare, industry=[None, None])
    async with registered(document) as register:
        result = await company_of(register, document)
    assert (result.name, result.address, result.industry, result.industry_code, result.municipality) == ("",) * 5
    assert (result.active, result.ad_protected, result.units, result.unit_count) == (True, False, (), 0)


async def test_numbers_written_as_texts_are_read() -> None:
    document = company("Tekst ApS", unit("Butik"), cvr=10_000_009)
    async with registered(document) as register:
        plain = await company_of(register, document)
        await register.fails(texts=True)
        assert await company_of(register, document) == plain
        assert [hit.cvr for hit in await register.virk.search("tekst")] == ["10000009"]
        assert (await register.virk.units("10000009")).total == 1
    assert plain.address == "Bredgade 1, 1260 København K"
    assert plain.units[0].p_number == str(document["units"][0]["p"])
