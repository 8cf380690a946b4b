"""What every company register does."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable

import pytest

from local.cvr.documents import listed_companies, units
from shared.adapters.cvr import VirkIndex, VirkRegister
from shared.adapters.memory.companies import MemoryRegister
from shared.domain.company import Company, Unit
from shared.domain.ports import CompanyRegister
from shared.domain.problems import DependencyUnavailable
from tests.servers import Servers

BAKERY = Company(
    cvr="90001000",
    name="Nørrebro Håndværkerbageri ApS",
    known_as="",
    address="Vesterbrogade 102, 1620 København V",
    industry="Fremstilling af friskt bageri",
    industry_code="107110",
    municipality="København",
    ad_protected=False,
    active=True,
    units=(
        Unit(
            p_number="1090004393",
            name="Nørrebro Håndværkerbageri ApS",
            address="Vesterbrogade 102, 1620 København V",
            active=True,
        ),
    ),
    unit_count=1,
)
CHAIN = "90022091"
"""2000 shops and the head office; every tenth shop is closed."""
Breaks = Callable[[], None]


@pytest.fixture(params=["memory", "virk"])
async def register(request: pytest.FixtureRequest, servers: Servers) -> AsyncIterator[tuple[CompanyRegister, Breaks]]:
    """A register, and what makes it fail."""
    if request.param == "memory":
        memory = MemoryRegister(
            BAKERY, BAKERY.model_copy(update={"cvr": "90001523", "name": "Nørrebro Cykler ApS"}), chain()
        )
        yield memory, lambda: setattr(memory, "down", True)
        return
    cvr = servers.cvr()
    virk = VirkRegister(VirkIndex(cvr["CVR_URL"], cvr["CVR_USER"], cvr["CVR_PASSWORD"]), "64942212")
    yield virk, lambda: servers.cvr_fails(status=503)
    servers.cvr_fails()
    await virk.close()


def chain() -> Company:
    """As the stand-in has it."""
    chain = next(company for company in listed_companies() if str(company["cvr"]) == CHAIN)
    shops = tuple(
        Unit(
            p_number=str(unit["p"]),
            name=unit["name"],
            address=f"{unit['address']['street']} {unit['address']['house']}",
            active="ceased" not in unit,
        )
        for unit in units(chain)
    )
    return BAKERY.model_copy(update={"cvr": CHAIN, "name": chain["name"], "units": shops, "unit_count": len(shops)})


async def test_a_company_is_looked_up_with_all_its_facts(register: tuple[CompanyRegister, Breaks]) -> None:
    assert await register[0].company("90001000") == BAKERY


async def test_a_number_that_nobody_has(register: tuple[CompanyRegister, Breaks]) -> None:
    assert await register[0].company("10000009") is None


async def test_a_search_by_the_beginning_of_words(register: tuple[CompanyRegister, Breaks]) -> None:
    [hits] = await register[0].search("håndv nørre")
    assert (hits.cvr, hits.name, hits.address) == (BAKERY.cvr, BAKERY.name, BAKERY.address)


async def test_a_search_by_number_finds_the_company(register: tuple[CompanyRegister, Breaks]) -> None:
    assert [hit.cvr for hit in await register[0].search("90001000")] == ["90001000"]


@pytest.mark.parametrize("text", ["CVR: 90001000", "90.00.10.00", "DK 90001000.", "dk-90 00 10 00", "CVR-nr. 90001000"])
async def test_a_number_however_it_is_written(register: tuple[CompanyRegister, Breaks], text: str) -> None:
    assert [hit.cvr for hit in await register[0].search(text)] == ["90001000"]


async def test_a_chain_comes_with_its_first_units_and_their_number(register: tuple[CompanyRegister, Breaks]) -> None:
    company = await register[0].company(CHAIN)
    assert company is not None
    assert (len(company.units), company.unit_count) == (20, 2001)
    assert all(unit.active for unit in company.units)


async def test_every_unit_of_a_chain_by_pages_those_in_being_first(register: tuple[CompanyRegister, Breaks]) -> None:
    seen: list[Unit] = []
    after: str | None = None
    while True:
        page = await register[0].units(CHAIN, limit=400, after=after)
        assert page.total == 2001
        seen += page.items
        if (after := page.next) is None:
            break
    assert len({unit.p_number for unit in seen}) == 2001
    assert [unit.active for unit in seen] == [True] * 1801 + [False] * 200


@pytest.mark.parametrize(
    ("text", "numbers"),
    [("amagerbrogade 12", ["1091000091"]), ("1091001999", ["1091001999"]), ("findes-ikke", [])],
)
async def test_a_chains_unit_by_street_or_number(
    register: tuple[CompanyRegister, Breaks], text: str, numbers: list[str]
) -> None:
    page = await register[0].units(CHAIN, text)
    assert [unit.p_number for unit in page.items] == numbers


async def test_a_company_that_nobody_has_has_no_units(register: tuple[CompanyRegister, Breaks]) -> None:
    page = await register[0].units("10000009")
    assert (page.items, page.total, page.next) == ((), 0, None)


async def test_no_more_than_asked_for(register: tuple[CompanyRegister, Breaks]) -> None:
    assert len(await register[0].search("nørrebro", limit=1)) == 1


@pytest.mark.parametrize("text", ["<", "<>", '"', "nørrebro) OR (*", "\\", "findes-ikke", "AND", "&", "*"])
async def test_whatever_is_typed_is_no_query_of_its_own(register: tuple[CompanyRegister, Breaks], text: str) -> None:
    assert list(await register[0].search(text)) == []


async def test_a_register_that_is_down_is_out_of_reach(register: tuple[CompanyRegister, Breaks]) -> None:
    companies, breaks = register
    await companies.probe()
    breaks()
    calls = (companies.probe, lambda: companies.company("90001000"), lambda: companies.search("nørrebro"))
    for call in (*calls, lambda: companies.units(CHAIN)):
        with pytest.raises(DependencyUnavailable) as problem:
            await call()
        assert problem.value.code == "register-unavailable"
