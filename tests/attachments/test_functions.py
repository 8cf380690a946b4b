"""Attachments and entity lists over HTTP, with Azurite behind."""

from __future__ import annotations

from collections.abc import AsyncIterator
import io
from typing import Any
from uuid import uuid4

from PIL import Image
import pytest
import pytest_asyncio

from local.run.stack import Stack
from shared import wiring
from shared.adapters.memory.access import MemoryAccess
from shared.settings import settings
from tests.apps.examples import compiled, example, files
from tests.apps.storing import NOON
from tests.attachments.edge import Phone, uuid7
from tests.examples import KAREN, MEHMET

pytestmark = pytest.mark.asyncio(loop_scope="module")

PDF = b"%PDF-1.7\n1 0 obj\n%%EOF\n"


@pytest_asyncio.fixture(scope="module", loop_scope="module", autouse=True)
async def environment(stack: Stack) -> AsyncIterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in stack.values.items():
            patch.setenv(name, value)
        settings.cache_clear()
        # The day that the examples are answered on, whatever day it is.
        with wiring.override(clock=lambda: NOON, access=MemoryAccess(KAREN, MEHMET)):
            yield
            dependencies = wiring.dependencies()
            opened: list[Any] = [
                dependencies.registrations,
                dependencies.delivery_queue,
                dependencies.attachments,
                dependencies.entities,
            ]
            for adapter in opened:
                await adapter.close()
    settings.cache_clear()


def picture(kind: str) -> bytes:
    buffer = io.BytesIO()
    Image.radial_gradient("L").save(buffer, kind)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "type"),
    [(PDF, "application/pdf"), (picture("PNG"), "image/png"), (picture("JPEG"), "image/jpeg")],
    ids=["pdf", "png", "jpeg"],
)
async def test_a_file_is_taken_in_and_given_back(content: bytes, type: str) -> None:
    phone, registration, id = Phone(), uuid7(), str(uuid4())
    answer = await phone.put_file(registration, id, content)
    assert (answer.status, answer.json["type"], answer.json["size"]) == (201, type, len(content))
    again = await phone.put_file(registration, id, content)
    assert (again.status, again.json) == (201, answer.json)
    back = await phone.get_file(registration, id)
    assert (back.status, back.type, back.body) == (200, type, content)


async def test_a_browser_shows_it_apart_and_keeps_it_under_a_name_of_ours() -> None:
    phone, registration, id = Phone(), uuid7(), str(uuid4())
    await phone.put_file(registration, id, PDF)
    headers = (await phone.get_file(registration, id)).headers
    assert headers["Content-Disposition"] == f'inline; filename="{id}.pdf"'
    assert headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert headers["X-Content-Type-Options"] == "nosniff"


async def test_other_bytes_under_the_same_id_are_a_conflict() -> None:
    phone, registration, id = Phone(), uuid7(), str(uuid4())
    await phone.put_file(registration, id, PDF)
    answer = await phone.put_file(registration, id, PDF + b"x")
    assert (answer.status, answer.json["code"]) == (409, "attachment-conflict")
    assert (await phone.get_file(registration, id)).body == PDF


@pytest.mark.parametrize(
    ("content", "status", "message"),
    [
        (b"GIF89a", 415, "PNG"),
        (b"<html>", 415, "PDF"),
        (b"%PDF-MZ\x90" + b"\0" * 200, 415, "PDF"),
        (picture("JPEG")[:400], 422, "ødelagt"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, 422, "ødelagt"),
        (PDF + b"\0" * (8 * 1024 * 1024), 413, "8192"),
        (b"", 400, "body"),
    ],
    ids=["gif", "html", "program", "cut", "no picture", "too large", "empty"],
)
async def test_what_cannot_be_used_is_refused_in_danish(content: bytes, status: int, message: str) -> None:
    phone, registration, id = Phone(), uuid7(), str(uuid4())
    answer = await phone.put_file(registration, id, content)
    assert (answer.status, answer.type) == (status, "application/problem+json")
    assert message in answer.json["detail"]
    assert (await phone.get_file(registration, id)).status == 404


async def test_an_attachment_is_shown_to_nobody_else() -> None:
    registration, id = uuid7(), str(uuid4())
    await Phone().put_file(registration, id, PDF)
    assert (await Phone(MEHMET).get_file(registration, id)).status == 404


@pytest.mark.parametrize("id", ["1", "../x", "72575460-8B09-470D-975F-26633F7433AF"])
async def test_an_id_that_is_none_is_refused(id: str) -> None:
    assert (await Phone().put_file(uuid7(), id, PDF)).status == 422


async def test_a_registration_waits_for_its_files() -> None:
    phone, id, app = Phone(), uuid7(), "indgangsportal"
    at = compiled(app).definition.example_at
    refused = await phone.put(app, id, example(app), at)
    assert (refused.status, refused.faults) == (422, {("/bilag", "not-uploaded")})
    assert "Bilag" in refused.json["errors"][0]["message"]
    for file, content in files(app).items():
        assert (await phone.put_file(id, str(file.id), content)).status == 201
    assert (await phone.put(app, id, example(app), at)).status == 201


async def test_a_file_that_is_not_the_one_answered_is_not_there() -> None:
    phone, id, app = Phone(), uuid7(), "indgangsportal"
    for file in files(app):
        await phone.put_file(id, str(file.id), PDF)
    refused = await phone.put(app, id, example(app), compiled(app).definition.example_at)
    assert refused.faults == {("/bilag", "not-uploaded")}


async def test_one_apps_registrations_are_the_options_of_another() -> None:
    phone, candidate, need = Phone(), uuid7(), "kandidatbehov"
    answers = {**example(need), "kandidater": [candidate], "foersteValg": candidate}
    at = compiled(need).definition.example_at
    refused = await phone.put(need, uuid7(), answers, at)
    assert refused.faults == {("/kandidater", "not-an-option"), ("/foersteValg", "not-an-option")}
    assert (await phone.put("kandidat", candidate, example("kandidat"))).status == 201
    listed = (await phone.list("kandidat")).json["items"]
    assert {"value": candidate, "label": "Erfaren køkkenassistent, 30 timer · K-004217"} in listed
    assert (await phone.put(need, uuid7(), answers, at)).status == 201


async def test_an_app_that_is_no_list_has_none() -> None:
    assert (await Phone().list("indgangsportal")).status == 404
    assert (await Phone().list("ukendt")).status == 404
