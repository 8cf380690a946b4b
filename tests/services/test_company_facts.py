"""A visit whose company the phone could not look up: the server asks the register before Fasit has it for good."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from functions.commands import submission
from shared.adapters.memory.companies import MemoryRegister
from shared.domain.company import Company, Unit
from shared.domain.delivery_status import Status
from shared.domain.failures import Unavailable, Uncertain
from shared.domain.problems import Conflict
from shared.domain.registration import RegistrationKey
from shared.services.company_facts import REGISTER_PATIENCE
from shared.services.deliver import deliver
from shared.services.submit import submit
from tests.dependencies import MemoryParts
from tests.examples import APP, KAREN, VISIT, uuid7

UNIT = Unit(p_number="1064942212", name="Caféen", address="Vestergade 1, 8000 Aarhus C", active=True)
CEASED = UNIT.model_copy(update={"p_number": "1164942212", "active": False})
OTHER = UNIT.model_copy(update={"p_number": "1264942212"})
OFFLINE = {name: answer for name, answer in VISIT.items() if name != "navn"}


def company(*units: Unit, **facts: str) -> Company:
    reported: dict[str, Any] = {"name": "Café Blåbær ApS", "address": UNIT.address, "industry": "Caféer", **facts}
    reported |= {
        "known_as": "",
        "active": True,
        "industry_code": "563020",
        "municipality": "Aarhus",
        "ad_protected": False,
    }
    return Company(cvr="64942212", units=units, unit_count=len(units), **reported)


async def offline(context: MemoryParts, version: int = 1, **answers: Any) -> RegistrationKey:
    """A visit sent before anybody had asked the register."""
    body = {"version": version, "answers": {**OFFLINE, **answers}}
    entry = await submit(submission(APP, str(uuid7(context.clock())), body), KAREN, context.dependencies)
    return RegistrationKey(person_key=KAREN.key, id=entry.id)


async def test_name_address_and_the_only_unit_are_filled_in_before_the_document_is_made(
    context: MemoryParts,
) -> None:
    context.register = MemoryRegister(company(CEASED, UNIT))
    key = await offline(context)
    assert context.row(key).title == "64942212"
    assert await deliver(key, context.dependencies) is Status.DELIVERED
    facts = {"navn": "Café Blåbær ApS", "adresse": UNIT.address, "branche": "Caféer", "pnummer": "1064942212"}
    assert context.row(key).answers == {**OFFLINE, **facts}
    assert context.row(key).title == "Café Blåbær ApS · 64942212"
    [document] = context.target.documents
    assert document.registration.answers == context.row(key).answers
    assert "Café Blåbær ApS" in str(document.document)


@pytest.mark.parametrize("place", [0, 25], ids=["along with its company", "far down a chain"])
async def test_the_address_of_the_unit_that_was_visited_is_filled_in_and_stands_on_the_card(
    place: int, context: MemoryParts
) -> None:
    units = [UNIT.model_copy(update={"p_number": f"10649422{n:02}", "address": f"Algade {n}"}) for n in range(30)]
    context.register = MemoryRegister(company(*units))
    key = await offline(context, version=2, pnummer=units[place].p_number, besoegstidspunkt="2026-03-02T14:05:00+01:00")
    assert await deliver(key, context.dependencies) is Status.DELIVERED
    assert context.row(key).answers["enhedsadresse"] == f"Algade {place}"
    assert context.row(key).card[0].da == f"Algade {place}"


async def test_what_the_phone_sent_may_still_be_sent_again(context: MemoryParts) -> None:
    context.register = MemoryRegister(company(UNIT))
    key = await offline(context)
    await deliver(key, context.dependencies)
    again = await submit(submission(APP, str(key.id), {"version": 1, "answers": OFFLINE}), KAREN, context.dependencies)
    assert again.title == "Café Blåbær ApS · 64942212"
    with pytest.raises(Conflict):
        await submit(submission(APP, str(key.id), {"version": 1, "answers": VISIT}), KAREN, context.dependencies)


@pytest.mark.parametrize("units", [(), (UNIT, OTHER), (CEASED,)], ids=["none", "two", "ceased"])
async def test_a_unit_that_must_be_chosen_is_left_to_the_person(units: tuple[Unit, ...], context: MemoryParts) -> None:
    context.register = MemoryRegister(company(*units))
    key = await offline(context)
    await deliver(key, context.dependencies)
    assert context.row(key).answers["pnummer"] == "afventer"
    assert context.row(key).answers["navn"] == "Café Blåbær ApS"


async def test_what_the_person_said_of_the_unit_stands_where_the_phone_had_its_answer(
    context: MemoryParts,
) -> None:
    context.register = MemoryRegister(company(UNIT))
    key = await context.waiting()
    await deliver(key, context.dependencies)
    assert context.row(key).answers == VISIT


async def test_a_register_that_is_down_is_waited_for_and_then_done_without(context: MemoryParts) -> None:
    context.register = MemoryRegister(company(UNIT))
    context.register.down = True
    key = await offline(context)
    assert await deliver(key, context.dependencies) is Status.WAITING
    reason = context.row(key).reason
    assert reason is not None
    assert reason.code == "register-unavailable"
    assert context.target.documents == []
    context.clock.pass_(minutes=30)
    context.register.down = False
    assert await deliver(key, context.dependencies) is Status.DELIVERED
    assert context.row(key).answers["navn"] == "Café Blåbær ApS"

    context.register.down = True
    other = await offline(context, notat="Den næste")
    context.clock.now += REGISTER_PATIENCE + timedelta(seconds=1)
    assert await deliver(other, context.dependencies) is Status.DELIVERED
    assert context.row(other).answers == {**OFFLINE, "notat": "Den næste"}


async def test_a_company_that_is_in_no_register_goes_as_it_is(context: MemoryParts) -> None:
    key = await offline(context)
    assert await deliver(key, context.dependencies) is Status.DELIVERED
    assert context.row(key).answers == OFFLINE


@pytest.mark.parametrize("failure", [Unavailable("unavailable"), Uncertain("uncertain")])
async def test_what_the_target_has_seen_is_not_changed_under_it(failure: Exception, context: MemoryParts) -> None:
    """A second try hands over the same document, although the register knows more by now."""
    key = await offline(context)

    def trouble(step: str) -> None:
        if step == "create":
            raise failure

    context.target.trouble = trouble
    await deliver(key, context.dependencies)
    context.register = MemoryRegister(company(UNIT))
    context.target.trouble = lambda step: None
    context.clock.pass_(minutes=30)
    await deliver(key, context.dependencies)
    assert context.row(key).answers == OFFLINE


async def test_a_name_is_cut_to_its_field_and_a_fact_that_breaks_the_form_is_left_out(
    context: MemoryParts,
) -> None:
    context.register = MemoryRegister(company(UNIT, name="Æ" * 300, address="\u0000"))
    key = await offline(context)
    assert await deliver(key, context.dependencies) is Status.DELIVERED
    assert context.row(key).answers["navn"] == "Æ" * 200
    assert "adresse" not in context.row(key).answers
