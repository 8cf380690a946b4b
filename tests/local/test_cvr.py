"""The CVR stand-in answers as the real index does, its traps and limits included."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from local.cvr.analysis import words
from local.run.ports import free_ports
from local.run.settings import CVR_USER
from local.run.stack import Stack
from shared.adapters.cvr import VirkIndex, VirkRegister
from shared.domain.fields import FORMATS

pytestmark = pytest.mark.starts

NAME = "Vrvirksomhed.virksomhedMetadata.nyesteNavn.navn"
STATUS = "Vrvirksomhed.virksomhedMetadata.sammensatStatus"
P_NUMBER = "VrproduktionsEnhed.pNummer"
CHAIN = {"term": {"VrproduktionsEnhed.produktionsEnhedMetadata.nyesteCvrNummerRelation": 90022091}}


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    folder = tmp_path_factory.mktemp("cvr")
    stack = Stack(free_ports(), folder, folder, lambda name, line: None)
    try:
        stack.start_part("cvr")
        yield stack
    finally:
        stack.stop()


def post(stack: Stack, path: str, password: str = "", **body: Any) -> httpx.Response:
    access = (CVR_USER, password or stack.keys.read("cvr-password"))
    return httpx.post(f"http://127.0.0.1:{stack.ports.cvr}/{path}", json=body, auth=access)


def companies(stack: Stack, query: object, **body: Any) -> httpx.Response:
    return post(stack, "cvr-permanent/virksomhed/_search", query=query, **body)


def units(stack: Stack, query: object, **body: Any) -> httpx.Response:
    return post(stack, "cvr-permanent/produktionsenhed/_search", query=query, **body)


def total(answer: httpx.Response) -> int:
    result: int = answer.json()["hits"]["total"]
    return result


def test_an_answer_has_the_members_that_its_users_read(stack: Stack) -> None:
    answer = companies(stack, {"term": {"Vrvirksomhed.cvrNummer": 90002759}}).json()
    assert (answer["hits"]["total"], answer["timed_out"], answer["_shards"]["failed"]) == (1, False, 0)
    result = answer["hits"]["hits"][0]["_source"]["Vrvirksomhed"]
    assert result["cvrNummer"] == 90002759
    assert {"reklamebeskyttet", "penheder", "livsforloeb", "navne", "binavne", "deltagerRelation"} <= result.keys()
    facts = result["virksomhedMetadata"]
    assert facts["nyesteNavn"]["navn"] == "Café Blåbær ApS"
    parts = {"vejnavn", "husnummerFra", "husnummerTil", "etage", "sidedoer", "bynavn", "conavn", "fritekst", "kommune"}
    assert parts <= facts["nyesteBeliggenhedsadresse"].keys()
    assert {"branchekode", "branchetekst"} <= facts["nyesteHovedbranche"].keys()


def test_a_unit_that_was_sold_has_its_former_owner_in_its_history(stack: Stack) -> None:
    history, now = "virksomhedsrelation.cvrNummer", "produktionsEnhedMetadata.nyesteCvrNummerRelation"
    sold = {"term": {P_NUMBER: 1090210301}}
    [hit] = units(stack, sold).json()["hits"]["hits"]
    relations = hit["_source"]["VrproduktionsEnhed"]["virksomhedsrelation"]
    assert [relation["cvrNummer"] for relation in relations] == [90022490, 90022504]
    assert relations[0]["periode"]["gyldigTil"]
    for path, owners in ((history, (1, 1)), (now, (0, 1))):
        query = [{"term": {f"VrproduktionsEnhed.{path}": cvr}} for cvr in (90022490, 90022504)]
        result = tuple(total(units(stack, {"bool": {"filter": [sold, item]}})) for item in query)
        assert result == owners


def test_whole_documents_are_heavy_and_what_is_asked_for_is_light(stack: Stack) -> None:
    everything: dict[str, Any] = {"match_all": {}}
    assert len(companies(stack, everything, size=10).content) > 300_000
    light = companies(stack, everything, size=10, _source=[NAME, "Vrvirksomhed.findesIkke"])
    assert len(light.content) < 3_000
    [facts] = light.json()["hits"]["hits"][0]["_source"]["Vrvirksomhed"].values()
    assert facts.keys() == {"nyesteNavn"}


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("Novo Nordisk A/S", ["novo", "nordisk", "a", "s"]),
        ("H&M, 7-Eleven", ["h", "m", "7", "eleven"]),
        ("A.P. Møller - Mærsk", ["a.p", "møller", "mærsk"]),
        ("Bo's 3.000 m2.", ["bo's", "3.000", "m2"]),
        (" & - / ", []),
    ],
)
def test_texts_are_kept_by_their_words(text: str, result: list[str]) -> None:
    assert words(text) == result


@pytest.mark.parametrize(
    ("query", "result"),
    [
        ({"match": {STATUS: "OPLØSTEFTERKONKURS"}}, 1),
        ({"term": {STATUS: "OPLØSTEFTERKONKURS"}}, 0),
        ({"prefix": {NAME: "Fiskeb"}}, 0),
        ({"prefix": {NAME: "fiskeb"}}, 2),
        ({"prefix": {NAME: "&"}}, 0),
        ({"match_phrase_prefix": {NAME: "Fiskebil A"}}, 1),
        ({"match_phrase_prefix": {NAME: {"query": "H", "max_expansions": 1}}}, 3),
        ({"match": {NAME: "&"}}, 0),
        ({"match": {"Vrvirksomhed.findesIkke": "havnens"}}, 0),
        ({"match": {"Vrvirksomhed.binavne.navn": "kiosk24"}}, 1),
        ({"match": {"Vrvirksomhed.navne.navn": "isbar"}}, 1),
        ({"term": {"Vrvirksomhed.cvrNummer": "90002759"}}, 1),
    ],
)
def test_a_query_finds_what_the_index_would_find(stack: Stack, query: object, result: int) -> None:
    assert total(companies(stack, query)) == result


@pytest.mark.parametrize(
    "body",
    [
        {"query": {"query_string": {"query": "havnens*"}}},
        {"query": {"match": {"Vrvirksomhed.cvrNummer": "havnens"}}},
        {"query": {"term": {NAME: "a"}, "match_all": {}}},
        {"query": {"match_all": {}}, "sort": [{NAME: "asc"}]},
        {"query": {"match_all": {}}, "sort": [{"Vrvirksomhed.findesIkke": "asc"}]},
        {"query": {"match_all": {}}, "search_after": [1]},
        {"query": {"match_all": {}}, "limit": 3},
        {"query": {"match": "x"}},
    ],
)
def test_a_query_that_it_does_not_answer_is_a_400(stack: Stack, body: dict[str, Any]) -> None:
    refused = post(stack, "cvr-permanent/virksomhed/_search", **body)
    assert (refused.status_code, refused.json()["error"]["type"]) == (400, "parsing_exception")


def test_from_and_size_end_at_3000_and_search_after_does_not(stack: Stack) -> None:
    sort = [{P_NUMBER: "asc"}]
    assert units(stack, CHAIN, size=3000).status_code == 200
    too_far = units(stack, CHAIN, size=1, **{"from": 3000})
    assert (too_far.status_code, too_far.json()["error"]["type"]) == (500, "search_phase_execution_exception")
    page = units(stack, CHAIN, size=2, sort=sort, search_after=[1091000500], _source=[P_NUMBER]).json()["hits"]
    assert [hit["sort"] for hit in page["hits"]] == [[1091000501], [1091000502]]
    assert page["total"] == 2001


def test_a_wrong_path_answers_and_finds_nothing_or_is_not_there(stack: Stack) -> None:
    astray = post(stack, "cvr-permanent/virksomhed/virksomhed/_search", query={"match_all": {}})
    assert (astray.status_code, total(astray)) == (200, 0)
    outside = post(stack, "cvr/virksomhed/_search", query={"match_all": {}})
    assert (outside.status_code, outside.headers["content-type"].partition(";")[0]) == (404, "text/html")


def test_a_wrong_password_is_refused_by_the_web_server(stack: Stack) -> None:
    refused = post(stack, "cvr-permanent/virksomhed/_search", password="forkert", query={"match_all": {}})
    assert (refused.status_code, "401 Authorization Required" in refused.text) == (401, True)


async def test_the_companies_are_enough_to_show_every_case(stack: Stack) -> None:
    url = f"http://127.0.0.1:{stack.ports.cvr}"
    register = VirkRegister(VirkIndex(url, CVR_USER, stack.keys.read("cvr-password")), "64942212")
    names = await register.search("københavn", 100)
    result = [company for name in names if (company := await register.company(name.cvr))]
    assert len(result) >= 24
    assert all(FORMATS["cvr"](name.cvr) for name in names)
    assert any(item.ad_protected for item in result)
    assert any(1 < item.unit_count < 20 for item in result)
    assert any(item.unit_count == 2001 for item in result)
    assert any(not item.active for item in result)
    assert any(not unit.active for item in result for unit in item.units)
    protected = await register.search("malermester solvej")
    assert [item.address for item in protected] == [""]
    assert await register.company("90001019") is None
    await register.close()
