"""What every company register does."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable

import pytest

from shared.adapters.cvr import VirkRegister
from shared.domain.company import Company, Unit
from shared.domain.ports import CompanyRegister
from shared.domain.problems import OutOfReach
from tests.fakes.companies import MemoryRegister
from tests.servers import Servers

BAKERY = Company(
    cvr="90001000",
    name="Nørrebro Håndværkerbageri ApS",
    address="Vesterbrogade 102, 1620 København V",
    industry="Fremstilling af friskt bageri",
    industry_code="107110",
    municipality="København",
    ad_protected=False,
    active=True,
    units=(
        Unit(
            p_number="1090004393", name="Nørrebro Håndværkerbageri ApS", address="Vesterbrogade 102, 1620 København V"
        ),
    ),
)
Breaks = Callable[[], None]


@pytest.fixture(params=["fake", "virk"])
async def register(request: pytest.FixtureRequest, servers: Servers) -> AsyncIterator[tuple[CompanyRegister, Breaks]]:
    """A register, and what makes it fail."""
    if request.param == "fake":
        memory = MemoryRegister(BAKERY, BAKERY.model_copy(update={"cvr": "90001523", "name": "Nørrebro Cykler ApS"}))
        yield memory, lambda: setattr(memory, "down", True)
        return
    known = servers.cvr()
    virk = VirkRegister(known["CVR_URL"], known["CVR_USER"], known["CVR_PASSWORD"])
    yield virk, lambda: servers.cvr_fails(status=503)
    servers.cvr_fails()
    await virk.close()


async def test_a_company_whole(register: tuple[CompanyRegister, Breaks]) -> None:
    assert await register[0].company("90001000") == BAKERY


async def test_a_number_that_nobody_has(register: tuple[CompanyRegister, Breaks]) -> None:
    assert await register[0].company("10000009") is None


async def test_a_search_by_the_beginning_of_words(register: tuple[CompanyRegister, Breaks]) -> None:
    [found] = await register[0].search("håndv nørre")
    assert (found.cvr, found.name, found.address) == (BAKERY.cvr, BAKERY.name, BAKERY.address)


async def test_a_search_by_number(register: tuple[CompanyRegister, Breaks]) -> None:
    assert [one.cvr for one in await register[0].search("90001000")] == ["90001000"]


async def test_no_more_than_asked_for(register: tuple[CompanyRegister, Breaks]) -> None:
    assert len(await register[0].search("nørrebro", limit=1)) == 1


@pytest.mark.parametrize("text", ["<", "<>", '"', "nørrebro) OR (*", "\\", "findes-ikke", "AND"])
async def test_whatever_is_typed_is_no_query_of_its_own(register: tuple[CompanyRegister, Breaks], text: str) -> None:
    assert list(await register[0].search(text)) == []


async def test_a_register_that_is_down_is_out_of_reach(register: tuple[CompanyRegister, Breaks]) -> None:
    companies, breaks = register
    await companies.probe()
    breaks()
    for call in (companies.probe(), companies.company("90001000"), companies.search("nørrebro")):
        with pytest.raises(OutOfReach) as problem:
            await call
        assert problem.value.code == "register-unavailable"
