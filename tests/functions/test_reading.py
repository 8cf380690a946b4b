"""What the phone reads: definitions, companies, health."""

from __future__ import annotations

from datetime import timedelta

import pytest

from functions import health, upkeep
from shared import wiring
from shared.adapters.memory.companies import MemoryRegister
from shared.domain.company import Company, Unit
from shared.domain.ports import Handshake
from shared.settings import settings
from tests.examples import APP
from tests.functions.edge import Edge
from tests.stored.forms import newest

CAFE = Company(
    cvr="64942212",
    name="Café Blåbær ApS",
    known_as="",
    address="Bredgade 161, 1260 København K",
    industry="Caféer",
    industry_code="563020",
    municipality="København",
    ad_protected=True,
    active=True,
    units=(Unit(p_number="1090014068", name="Café Blåbær ApS", address="Bredgade 161, 1260 København K", active=True),),
    unit_count=1,
)
UNIT = {
    "pNumber": "1090014068",
    "name": "Café Blåbær ApS",
    "address": "Bredgade 161, 1260 København K",
    "active": True,
}


@pytest.fixture
def with_companies(edge: Edge) -> Edge:
    edge.register = MemoryRegister(CAFE)
    return edge


async def test_the_published_apps_are_listed(edge: Edge) -> None:
    [visit] = [entry for entry in (await edge.definitions()).json["items"] if entry["app"] == APP]
    assert visit["version"] == newest(APP)
    assert visit["title"] == {"da": "Registrering ved virksomhedsbesøg", "en": "Company visit"}
    assert set(visit) == {"app", "version", "targets", "title", "description", "isDraft", "withdrawn"}


async def test_a_definition_and_that_it_is_unchanged(edge: Edge) -> None:
    answer = await edge.definition()
    assert answer.status == 200
    assert answer.json["schema"]["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert answer.json["sections"][0]["fields"][0]["control"] == "cvr"
    assert "private" in answer.headers["cache-control"]
    again = await edge.definition(if_none_match=answer.headers["etag"])
    assert (again.status, again.body) == (304, b"")
    assert (await edge.definition(if_none_match='"another"')).status == 200


@pytest.mark.parametrize("app", ["findes-ikke", "../settings", "%2e%2e", ""])
async def test_a_definition_that_is_not_there(edge: Edge, app: str) -> None:
    answer = await edge.definition(app)
    assert (answer.status, answer.json["code"]) == (404, "unknown-app")


async def test_a_company_is_looked_up(with_companies: Edge) -> None:
    with wiring.override(**with_companies.parts):
        answer = await with_companies.company("64942212")
    assert answer.json == {
        "cvr": "64942212",
        "name": "Café Blåbær ApS",
        "knownAs": "",
        "address": "Bredgade 161, 1260 København K",
        "industry": "Caféer",
        "industryCode": "563020",
        "municipality": "København",
        "adProtected": True,
        "active": True,
        "units": [UNIT],
        "unitCount": 1,
    }


async def test_companies_are_searched_by_name(with_companies: Edge) -> None:
    with wiring.override(**with_companies.parts):
        json = (await with_companies.search(" blåbær ")).json
    assert json == {
        "items": [
            {
                "cvr": "64942212",
                "name": "Café Blåbær ApS",
                "knownAs": "",
                "address": "Bredgade 161, 1260 København K",
                "active": True,
            }
        ]
    }


async def test_a_companys_units_are_listed(with_companies: Edge) -> None:
    with wiring.override(**with_companies.parts):
        assert (await with_companies.units("64942212")).json == {"items": [UNIT], "total": 1, "next": None}
        none = {"items": [], "total": 0, "next": None}
        assert (await with_companies.units("64942212", query="vestergade", limit="1")).json == none
        assert (await with_companies.units("90001000")).json == none


@pytest.mark.parametrize(
    ("cvr", "params", "name"),
    [
        ("64942213", {}, "cvr"),
        ("64942212", {"limit": "51"}, "limit"),
        ("64942212", {"limit": "0"}, "limit"),
        ("64942212", {"query": "x" * 101}, "query"),
        ("64942212", {"after": "x"}, "after"),
    ],
)
async def test_units_asked_for_in_a_way_that_is_none(edge: Edge, cvr: str, params: dict[str, str], name: str) -> None:
    answer = await edge.units(cvr, **params)
    assert (answer.status, answer.json["code"]) == (400, "bad-request")
    assert name in answer.json["detail"]


async def test_a_company_that_nobody_knows(edge: Edge) -> None:
    answer = await edge.company("64942212")
    assert (answer.status, answer.json["code"]) == (404, "unknown-company")
    assert "64942212" in answer.json["detail"]


@pytest.mark.parametrize("cvr", ["64942213", "1", "abcdefgh", "649422120", "٦٤٩٤٢٢١٢"])
async def test_a_number_that_is_no_cvr(edge: Edge, cvr: str) -> None:
    assert (await edge.company(cvr)).json["code"] == "bad-request"


@pytest.mark.parametrize("text", ["", " ", "a", "x" * 101])
async def test_a_search_too_short_or_too_long(edge: Edge, text: str) -> None:
    assert (await edge.search(text)).json["code"] == "bad-request"


async def test_a_register_out_of_reach(edge: Edge) -> None:
    edge.register.down = True
    for answer in (await edge.company("64942212"), await edge.search("blåbær"), await edge.units("64942212")):
        assert (answer.status, answer.json["code"]) == (503, "register-unavailable")
        assert answer.json["detail"] == "Fortsæt uden opslag, eller prøv igen om lidt."


async def test_a_healthy_instance_is_live_and_ready(edge: Edge) -> None:
    live = await edge.call(health.get_live, headers={"cookie": ""})
    assert (live.status, live.json) == (200, {"status": "ok"})
    ready = await edge.ready()
    assert (ready.status, ready.json["status"]) == (200, "ok")
    assert ready.json["checks"] == {"storage": True, "definitions": True}


async def test_a_storage_that_is_down_is_not_ready(edge: Edge) -> None:
    edge.samples.down = True
    ready = await edge.ready()
    assert (ready.status, ready.json["status"]) == (503, "down")
    assert ready.json["checks"]["storage"] is False


async def test_the_latest_look_at_each_dependency(edge: Edge) -> None:
    assert (await edge.checks()).json == {"storage": None, "cvr": None}
    edge.register.down = True
    await health.probe_dependencies(None)
    seen = (await edge.checks()).json
    assert (seen["storage"]["up"], seen["cvr"]["up"]) == (True, False)
    assert seen["cvr"]["at"] == "2026-11-23T13:05:00Z"


async def test_what_has_run_out_is_forgotten(edge: Edge) -> None:
    now = edge.context.clock()
    for minutes in (-1, 1):
        until = now + timedelta(minutes=minutes)
        await edge.handshakes.put(Handshake(f"state-{minutes}", {}, "/", "", until))
        await edge.access.sign_out("a" * 32, f"session-{minutes}", until)
    await upkeep.run_upkeep(None)
    assert list(edge.handshakes.under_way) == ["state-1"]
    assert list(edge.access.signed_out) == [("a" * 32, "session-1")]


async def test_a_setting_that_is_missing_takes_down_what_needs_it_and_tells_nobody_outside(
    edge: Edge, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    cookie = edge.session()
    monkeypatch.delenv("PUBLIC_URL")
    settings.cache_clear()
    edge.cookie = cookie
    answer = await edge.mine()
    assert (answer.status, answer.json["code"]) == (503, "internal")
    assert "PUBLIC_URL" in caplog.text
    assert "PUBLIC_URL" not in answer.body.decode()
