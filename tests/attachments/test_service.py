"""From accepted to delivered, with files and chosen entities on the way."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
import io
from urllib.request import urlopen

from pypdf import PdfReader
import pytest
import pytest_asyncio

from functions.commands import submission
from local.run.stack import Stack
from shared.adapters.storage import Account
from shared.adapters.targets.fasit_documents import FasitDocuments
from shared.domain.attachments import AttachmentKey, Stored
from shared.domain.delivery_status import Status
from shared.domain.entities import Entity
from shared.domain.registration import RegistrationKey
from shared.services.deliver import deliver
from shared.services.dependencies import Dependencies
from shared.services.submit import submit
from shared.settings import read
from tests.apps.examples import compiled, example, files
from tests.apps.storing import KAREN, ids, storing
from tests.attachments.test_delivery import called
from tests.waiting import PATIENCE

pytestmark = pytest.mark.asyncio


@pytest_asyncio.fixture
async def dependencies(stack: Stack, account: Account) -> AsyncIterator[Dependencies]:
    called(stack, "everything", "DELETE")
    target = FasitDocuments(read(stack.values))
    async with storing(account) as stores:
        yield replace(stores, targets=lambda name: target)
    await target.close()


async def accepted(app: str, dependencies: Dependencies) -> RegistrationKey:
    """The app's example, its files sent before it."""
    registration_key = RegistrationKey(person_key=KAREN.key, id=next(ids()))
    for file, content in files(app).items():
        facts = Stored(file.type, file.size, file.sha256)
        await dependencies.attachments.put(AttachmentKey(KAREN.key, registration_key.id, file.id), content, facts)
    form = compiled(app).definition
    body = {"version": form.version, "answers": example(app), "answeredAt": form.example_at}
    await submit(submission(app, str(registration_key.id), body), KAREN, dependencies)
    return registration_key


async def test_files_are_read_from_the_store_and_reach_fasit(dependencies: Dependencies, stack: Stack) -> None:
    registration_key = await accepted("indgangsportal", dependencies)
    assert await deliver(registration_key, dependencies) is Status.DELIVERED
    [document] = called(stack, "everything")["documents"]
    assert [name.rpartition("-")[0] for name, _ in document["files"]][1:] == ["stillingsopslag"]
    stored = await dependencies.registrations.get(registration_key)
    assert stored is not None
    assert sum(step.startswith("uploaded") for step in stored.delivery.journal) == 2, "each upload is noted by itself"


async def test_a_file_that_is_gone_is_told_of_and_the_registration_kept(
    dependencies: Dependencies, stack: Stack
) -> None:
    registration_key = await accepted("indgangsportal", dependencies)
    dependencies.attachments.files.clear()  # type: ignore[attr-defined]
    assert await deliver(registration_key, dependencies) is Status.REFUSED
    stored = await dependencies.registrations.get(registration_key)
    assert stored is not None
    assert stored.reason is not None
    assert stored.reason.code == "attachment-missing"
    assert called(stack, "everything")["documents"] == []


async def test_a_chosen_entity_is_printed_by_its_title(dependencies: Dependencies, stack: Stack) -> None:
    [chosen] = example("kandidatbehov")["kandidater"]
    await dependencies.entities.save("kandidat", Entity(chosen, "Erfaren køkkenassistent · K-004217"), "b" * 32)
    assert await deliver(await accepted("kandidatbehov", dependencies), dependencies) is Status.DELIVERED
    [document] = called(stack, "everything")["documents"]
    printed = printed_of(f"{stack.fasit}/pdf/{document['upload']}")
    assert "Erfaren køkkenassistent" in printed
    assert chosen not in printed


def printed_of(url: str) -> str:
    with urlopen(url, timeout=PATIENCE) as answer:
        return "".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.read())).pages)
