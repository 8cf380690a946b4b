"""The CVR stand-in answers our adapter's queries in the real index's shape."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import httpx
import pytest

from local.run.ports import free_ports
from local.run.stack import Stack
from local.run.values import CVR_USER
from shared.adapters.cvr import VirkRegister
from shared.domain.fields import FORMATS


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    folder = tmp_path_factory.mktemp("cvr")
    made = Stack(free_ports(), folder, folder, lambda name, line: None)
    try:
        made.start_part("cvr")
        yield made
    finally:
        made.stop()


def asked(stack: Stack, index: str, query: object, password: str = "") -> httpx.Response:
    url = f"http://127.0.0.1:{stack.ports.cvr}/cvr-permanent/{index}/_search"
    return httpx.post(
        url, json={"query": query, "size": 3}, auth=(CVR_USER, password or stack.keys.read("cvr-password"))
    )


def test_an_answer_has_the_members_that_its_users_read(stack: Stack) -> None:
    answer = asked(stack, "virksomhed", {"term": {"Vrvirksomhed.cvrNummer": 90002759}}).json()
    assert answer["hits"]["total"] == 1
    found = answer["hits"]["hits"][0]["_source"]["Vrvirksomhed"]
    assert found["cvrNummer"] == 90002759
    assert {"reklamebeskyttet", "penheder", "livsforloeb", "navne", "beliggenhedsadresse"} <= found.keys()
    facts = found["virksomhedMetadata"]
    assert facts["nyesteNavn"] == {"navn": "Café Blåbær ApS"}
    assert {"vejnavn", "husnummerFra", "postnummer", "postdistrikt", "kommune"} <= facts[
        "nyesteBeliggenhedsadresse"
    ].keys()
    assert {"branchekode", "branchetekst"} == facts["nyesteHovedbranche"].keys()
    units = asked(stack, "produktionsenhed", {"term": {"VrproduktionsEnhed.virksomhedsrelation.cvrNummer": 90002759}})
    assert units.json()["hits"]["hits"][0]["_source"]["VrproduktionsEnhed"]["pNummer"] == 1090014068


def test_a_wrong_password_or_query_is_refused(stack: Stack) -> None:
    assert asked(stack, "virksomhed", {}, password="forkert").status_code == 401
    refused = asked(stack, "virksomhed", {"match": {"navn": "x"}})
    assert refused.status_code == 400
    assert refused.json()["error"]["type"] == "parsing_exception"


def test_the_companies_are_enough_to_show_every_case(stack: Stack) -> None:
    found = asked(stack, "virksomhed", {"query_string": {"query": "*", "default_field": _NAME}}).json()
    assert found["hits"]["total"] >= 24
    assert len(found["hits"]["hits"]) == 3

    async def all_of_them() -> None:
        register = VirkRegister(f"http://127.0.0.1:{stack.ports.cvr}", CVR_USER, stack.keys.read("cvr-password"))
        names = await register.search("a", 100)
        companies = [await register.company(name.cvr) for name in names]
        assert all(FORMATS["cvr"](name.cvr) for name in names)
        assert any(company and company.ad_protected for company in companies)
        assert any(company and len(company.units) > 1 for company in companies)
        assert any(company and not company.active for company in companies)
        assert await register.company("90001019") is None

    asyncio.run(all_of_them())


_NAME = "Vrvirksomhed.virksomhedMetadata.nyesteNavn.navn"
