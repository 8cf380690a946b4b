"""Consignment to Fasit, against a stand-in that checks the public contract strictly; what each fault leads to."""

from __future__ import annotations

import asyncio
from dataclasses import replace
import io
from typing import Any

from pypdf import PdfReader
import pytest

from shared.adapters.memory.journal import MemoryJournal
from shared.adapters.targets.fasit_names import file_name
from shared.domain.failures import Refused, Unavailable, Uncertain
from shared.domain.output.build_document import build_document
from shared.domain.ports import Consignment
from tests.adapters.delivering import delivery, fasit
from tests.dependencies import DEFINITIONS
from tests.examples import NOW, VISIT, registration
from tests.servers import Servers


async def test_one_document_with_every_answer_and_the_right_party(values: dict[str, str], servers: Servers) -> None:
    journal, consignment = MemoryJournal(), delivery()
    async with fasit(values) as target:
        receipt = await target.deliver(consignment, journal)
    [document] = servers.fasit_has()["documents"]
    assert receipt.id == document["id"]
    assert document["party"] == "urn:schultz:dokument:1.0:primaerpart:cvr:64942212"
    assert document["userKey"] == str(consignment.registration.id)
    assert document["title"] == "Registrering ved virksomhedsbesøg: Café Blåbær ApS · 64942212"
    assert document["letterDate"] == "2026-11-23"
    assert document["fileName"] == file_name(consignment.registration)
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(servers.fasit_pdf(document["pdf"]))).pages)
    for words in ("Åse Ærø", "12 34 56 78", "Kok", "37 timer", "Fysisk møde", "Ελληνικά"):
        assert words in text
    assert [step for step, _ in journal.notes] == ["uploading", "uploaded", "creating"]
    assert dict(journal.notes)["creating"] == "sent"


async def test_the_letter_is_of_the_danish_day(values: dict[str, str], servers: Servers) -> None:
    late = NOW.replace(hour=23, minute=30)
    async with fasit(values) as target:
        await target.deliver(delivery(registration(at=late)), MemoryJournal())
    [document] = servers.fasit_has()["documents"]
    assert document["letterDate"] == "2026-11-24"
    assert "2026-11-24" in document["fileName"]


async def test_no_user_key_where_it_is_not_wanted(values: dict[str, str], servers: Servers) -> None:
    async with fasit(values, FASIT_USER_KEY="false") as target:
        await target.deliver(delivery(), MemoryJournal())
    [document] = servers.fasit_has()["documents"]
    assert document["userKey"] == ""


@pytest.mark.parametrize(
    ("faults", "receipt"),
    [({"opret": {"mode": "status", "status": 201}}, "uploaded"), ({"opret": {"mode": "empty-body"}}, "uploaded")],
)
async def test_any_success_of_opret_is_a_document(
    values: dict[str, str], servers: Servers, faults: dict[str, Any], receipt: str
) -> None:
    """Its body is not documented: where no id can be read, the receipt is the upload's. Other troubles: `tests/conformance`."""
    servers.fasit_fails(**faults)
    journal = MemoryJournal()
    async with fasit(values) as target:
        assert (await target.deliver(delivery(), journal)).id == journal.steps[receipt]


@pytest.mark.parametrize("faults", [{"mode": "status", "status": 200}, {"mode": "empty-body"}])
async def test_an_upload_is_made_ready_only_by_201_with_an_id(
    values: dict[str, str], servers: Servers, faults: dict[str, Any]
) -> None:
    servers.fasit_fails(upload2=faults)
    async with fasit(values) as target:
        with pytest.raises((Refused, Unavailable)):
            await target.deliver(delivery(), MemoryJournal())
    assert servers.fasit_has()["documents"] == []


async def test_the_reason_of_a_no_is_told_plain_and_short(values: dict[str, str], servers: Servers) -> None:
    servers.fasit_fails(opret={"mode": "refuse", "reason": "<html><b>Ukendt\r\n part</b>\0" + "x" * 1000})
    async with fasit(values) as target:
        with pytest.raises(Refused) as failure:
            await target.deliver(delivery(), MemoryJournal())
    assert failure.value.message.startswith("Ukendt part")
    assert len(failure.value.message) <= 300


async def test_after_a_known_failure_there_is_one_upload_and_one_document(
    values: dict[str, str], servers: Servers
) -> None:
    consignment, journal = delivery(), MemoryJournal()
    servers.fasit_fails(opret={"mode": "status", "status": 429, "times": 1})
    async with fasit(values) as target:
        with pytest.raises(Unavailable):
            await target.deliver(consignment, journal)
        await target.deliver(consignment, journal)
    has = servers.fasit_has()
    assert (len(has["uploads"]), len(has["documents"])) == (1, 1)


async def test_a_create_that_was_sent_is_never_sent_again_by_itself(values: dict[str, str], servers: Servers) -> None:
    async with fasit(values) as target:
        with pytest.raises(Uncertain):
            await target.deliver(delivery(), MemoryJournal({"uploaded": "x", "creating": "sent"}))
    assert servers.fasit_has()["calls"] == []


async def test_where_doubles_are_preferred_it_is_tried_again(values: dict[str, str], servers: Servers) -> None:
    consignment, journal = delivery(), MemoryJournal()
    servers.fasit_fails(opret={"mode": "drop-after-work", "times": 1})
    async with fasit(values, FASIT_UNCERTAIN="retry") as target:
        with pytest.raises(Unavailable):
            await target.deliver(consignment, journal)
        await target.deliver(consignment, journal)
    has = servers.fasit_has()
    assert (len(has["uploads"]), len(has["documents"])) == (1, 2)


async def test_what_was_refused_before_a_document_could_be_made_is_not_there(
    values: dict[str, str], servers: Servers
) -> None:
    journal = MemoryJournal()
    servers.fasit_fails(opret={"mode": "refuse", "reason": "ukendt part"})
    async with fasit(values) as target:
        with pytest.raises(Refused):
            await target.deliver(delivery(), journal)
        assert target.has_nothing(journal.steps)
        assert target.has_nothing({"uploading": "", "uploaded": "an orphan"})
        assert not target.has_nothing({"uploaded": "x", "creating": "sent"})
    assert servers.fasit_has()["documents"] == []


async def test_after_a_create_without_an_answer_a_later_no_does_not_say_that_nothing_is_there(
    values: dict[str, str], servers: Servers
) -> None:
    journal = MemoryJournal()
    servers.fasit_fails(opret={"mode": "drop-after-work", "times": 1})
    async with fasit(values, FASIT_UNCERTAIN="retry") as target:
        with pytest.raises(Unavailable):
            await target.deliver(delivery(), journal)
        servers.fasit_fails(opret={"mode": "refuse", "reason": "ukendt part"})
        with pytest.raises(Refused):
            await target.deliver(delivery(), journal)
        assert not target.has_nothing(journal.steps)
        assert target.has_nothing(target.steps_for_retry(journal.steps)), "a person has looked, and it is not there"
    assert len(servers.fasit_has()["documents"]) == 1


async def test_a_fasit_that_cannot_be_reached_is_unavailable(values: dict[str, str]) -> None:
    journal = MemoryJournal({"uploaded": "some-upload"})
    async with fasit(values, FASIT_URL="https://localhost:9") as target:
        with pytest.raises(Unavailable):
            await target.probe()
        with pytest.raises(Unavailable) as failure:
            await target.deliver(delivery(), journal)
    assert failure.value.code == "unavailable"
    assert journal.steps["creating"] == "none"


@pytest.mark.parametrize(
    ("template", "answers", "party"),
    [
        ("urn:x:{cvr}", VISIT, "urn:x:64942212"),
        ("urn:x:{cvr}:{pnummer}", VISIT, "urn:x:64942212:afventer"),
        ("urn:x", {}, "urn:x"),
    ],
)
def test_the_party_is_named_by_its_urn(template: str, answers: dict[str, Any], party: str) -> None:
    from shared.adapters.targets.fasit_names import party_urn

    consignment = delivery(registration(answers=answers))
    assert party_urn(template, consignment) == party
    mapped = replace(consignment, mapped={"cvr": "10000009"})
    assert party_urn(template, mapped) == party.replace("64942212", "10000009")


@pytest.mark.parametrize("answers", [{}, {"cvr": 64942212}, {"cvr": "6494 2212"}, {"cvr": "<x>"}, {"cvr": ""}])
async def test_a_party_that_is_missing_is_a_no_before_anything_is_sent(
    values: dict[str, str], servers: Servers, answers: dict[str, Any]
) -> None:
    stored = registration()
    document = build_document(DEFINITIONS.get(stored.app).definition, stored)
    async with fasit(values) as target:
        with pytest.raises(Refused) as failure:
            await target.deliver(Consignment(registration(answers=answers), document), MemoryJournal())
    assert (failure.value.code, failure.value.message) == ("party-missing", "cvr")
    assert servers.fasit_has()["calls"] == []


async def test_ten_deliveries_at_once_all_succeed(values: dict[str, str], servers: Servers) -> None:
    async with fasit(values) as target:
        receipts = await asyncio.gather(*(target.deliver(delivery(), MemoryJournal()) for _ in range(10)))
    assert len({receipt.id for receipt in receipts}) == 10
    assert len(servers.fasit_has()["documents"]) == 10
