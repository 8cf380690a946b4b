"""A registration with files on its way to Fasit, and into a document."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
import io
import json
from typing import Any
from urllib.request import Request, urlopen
from uuid import UUID, uuid4

from PIL import Image
from pypdf import PdfReader
from pypdf.generic import DictionaryObject
import pytest
import pytest_asyncio

from local.fasit.pdf_check import fault
from local.run.stack import Stack
from shared.adapters.pdf import fitted_pictures, typeset
from shared.adapters.targets.fasit_documents import FasitDocuments
from shared.adapters.targets.fasit_names import attached_name
from shared.domain.access.person import Person
from shared.domain.answers.attached import Attached
from shared.domain.attachments import JPEG, PDF
from shared.domain.delivery_status import Status
from shared.domain.document import Document, Drawing, Line, Picture, Section
from shared.domain.failures import Refused, Unavailable
from shared.domain.output.build_document import build_document
from shared.domain.ports import Consignment
from shared.domain.registration import Registration
from shared.settings import read
from tests.apps.examples import compiled, example, files
from tests.waiting import PATIENCE

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
APP = "rekrutteringsanmodning"


class Notes:
    """A journal that stops the delivery after so many notes, as a machine that is switched off does."""

    def __init__(self, steps: dict[str, str] | None = None, last: int = 99) -> None:
        self.steps, self._left = dict(steps or {}), last

    async def note(self, step: str, value: str = "") -> None:
        self.steps[step] = value
        self._left -= 1
        if not self._left:
            raise Unavailable("stopped")

    async def learned(self, step: str, value: str = "") -> None:
        await self.note(step, value)


def delivery(app: str = APP) -> Consignment:
    registration = Registration(
        id=UUID("0195b3c0-0000-7000-8000-0000000000aa"), app=app, version=1, title="Kok", status=Status.DELIVERING, status_at=NOW,
        received_at=NOW, person=Person(key="a" * 32, name="Karen Kristensen", cvr="64942212"), answers=example(app), digest="",
    )  # fmt: skip
    published = files(app)

    async def content(attached: Attached) -> bytes:
        return published[attached]

    return Consignment(registration, build_document(compiled(app).definition, registration), tuple(published), content)


@pytest_asyncio.fixture
async def fasit(stack: Stack) -> AsyncIterator[FasitDocuments]:
    called(stack, "everything", "DELETE")
    target = FasitDocuments(read(stack.values))
    yield target
    await target.close()


def called(stack: Stack, path: str, method: str = "GET") -> Any:
    with urlopen(Request(f"{stack.fasit}/api/{path}", method=method), timeout=PATIENCE) as answer:
        body = answer.read()
    return json.loads(body) if body else None


@pytest.mark.asyncio
async def test_an_attached_pdf_goes_with_the_document(fasit: FasitDocuments, stack: Stack) -> None:
    await fasit.deliver(delivery(), Notes())
    [document] = called(stack, "everything")["documents"]
    names = [name for name, _ in document["files"]]
    assert names == ["rekrutteringsanmodning-2026-11-23-0000000000aa.pdf", "stillingsopslag-483416.pdf"]
    assert len(called(stack, "everything")["uploads"]) == 2


@pytest.mark.asyncio
async def test_what_stood_before_a_pdf_stays_behind(fasit: FasitDocuments, stack: Stack) -> None:
    """A mark or an empty line first is a PDF to readers, and none to a case system that looks at the first bytes."""
    consignment = delivery()

    async def with_a_mark_first(attached: Attached) -> bytes:
        return b"\xef\xbb\xbf\r\n" + await consignment.content(attached)

    await fasit.deliver(replace(consignment, content=with_a_mark_first), Notes())
    [document] = called(stack, "everything")["documents"]
    assert len(document["files"]) == 2


@pytest.mark.asyncio
@pytest.mark.parametrize("last", range(1, 6))
async def test_wherever_it_stops_the_next_try_goes_on_from_there(
    fasit: FasitDocuments, stack: Stack, last: int
) -> None:
    stopped = Notes(last=last)
    with pytest.raises(Unavailable):
        await fasit.deliver(delivery(), stopped)
    expected = {step: value for step, value in stopped.steps.items() if value and step.startswith("uploaded")}
    again = Notes(dict(fasit.steps_for_retry(stopped.steps)))
    await fasit.deliver(delivery(), again)
    received = called(stack, "everything")
    assert len(received["documents"]) == 1
    assert dict(expected.items() & again.steps.items()) == expected, "what was uploaded before is used again"
    uploads = [upload for _, upload in received["documents"][0]["files"]]
    assert set(expected.values()) <= set(uploads)
    assert len(received["uploads"]) == 2


@pytest.mark.asyncio
async def test_an_attachment_that_is_gone_stops_the_delivery_with_a_reason(fasit: FasitDocuments, stack: Stack) -> None:
    complete = delivery()
    lost = Consignment(complete.registration, complete.document, complete.attached)
    with pytest.raises(Refused) as refused:
        await fasit.deliver(lost, Notes())
    assert refused.value.code == "attachment-missing"
    assert called(stack, "everything")["documents"] == []


@pytest.mark.asyncio
async def test_photos_and_signature_are_drawn_and_the_standards_hold() -> None:
    consignment = delivery("huslejenaevn-besigtigelse")
    content = typeset(consignment.document, await fitted_pictures(consignment))
    assert fault(content) == ""
    reader = PdfReader(io.BytesIO(content))
    assert sum(len(page.images) for page in reader.pages) == 1
    alternatives = [text.encode("latin-1", "ignore") for text in alternative_texts(reader)]
    assert b"skimmel-sovevaerelse.jpg" in alternatives
    assert any(b"Underskrift" in text for text in alternatives)


def alternative_texts(reader: PdfReader) -> list[str]:
    objects = (reader.get_object(number) for number in range(1, 1000))
    return [
        str(attached["/Alt"]) for attached in objects if isinstance(attached, DictionaryObject) and "/Alt" in attached
    ]


def document(*parts: Line | Picture | Drawing) -> Document:
    section = Section(heading="Billeder", parts=parts)
    return Document(title="T", subtitle="S", language="da", author="K", made_at=NOW, facts=(), sections=(section,))


def noise(width: int, height: int, orientation: int = 1) -> bytes:
    buffer, exif = io.BytesIO(), Image.Exif()
    exif[0x0112] = orientation
    exif[0x010E] = "hemmeligt sted"
    Image.effect_noise((width, height), 80).convert("RGB").save(buffer, "JPEG", quality=90, exif=exif)
    return buffer.getvalue()


async def drawn(contents: list[bytes]) -> bytes:
    ids = {
        Attached((), uuid4(), f"foto {n}.jpg", JPEG, len(attached), ""): attached for n, attached in enumerate(contents)
    }

    async def content(attached: Attached) -> bytes:
        return ids[attached]

    pictures = [Picture(label="Foto", attachment=attached.id, name=attached.name) for attached in ids]
    consignment = Consignment(delivery().registration, document(*pictures), tuple(ids), content)
    return typeset(consignment.document, await fitted_pictures(consignment))


@pytest.mark.rare
@pytest.mark.asyncio
async def test_many_huge_photos_still_make_a_document_that_can_be_sent() -> None:
    huge = noise(4000, 3000)
    assert len(huge) > 4_000_000
    content = await drawn([huge] * 12)
    assert len(content) < 20 * 1024 * 1024
    assert fault(content) == ""


@pytest.mark.asyncio
async def test_a_photo_is_turned_upright_and_forgets_where_it_was_taken() -> None:
    content = await drawn([noise(400, 100, orientation=6)])
    [image] = PdfReader(io.BytesIO(content)).pages[0].images
    assert image.image is not None
    assert image.image.size == (100, 400)
    assert b"hemmeligt sted" not in content


@pytest.mark.asyncio
async def test_a_picture_that_cannot_be_read_is_named_instead() -> None:
    content = await drawn([noise(400, 100)[:300]])
    assert fault(content) == ""
    assert "foto 0.jpg (billedet kan ikke vises her)" in PdfReader(io.BytesIO(content)).pages[0].extract_text()


@pytest.mark.parametrize("path", ["M 5 5", "M 0 0 L 300 100", "M1.5 2L3 4M9 9"])
def test_whatever_is_drawn_has_a_place(path: str) -> None:
    assert fault(typeset(document(Drawing(label="Underskrift", path=path, alt="Underskrift: tegnet")))) == ""


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Tilbud på æbler.pdf", "Tilbud-paa-aebler-483416.pdf"),
        ("../../x\r\nX-Evil: 1.PDF", "x-X-Evil-1-483416.pdf"),
        ("文書.pdf", "bilag-483416.pdf"),
        ("a" * 200, f"{'a' * 60}-483416.pdf"),
    ],
)
def test_a_file_name_fits_a_header(name: str, expected: str) -> None:
    id = UUID("ff86e101-cc4b-4aaf-88aa-2e14c9483416")
    assert attached_name(Attached((), id, name, PDF, 1, "")) == expected
