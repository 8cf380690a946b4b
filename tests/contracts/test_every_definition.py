"""Every definition that ships × the target that it names: its own example arrives there whole, files among it."""

from __future__ import annotations

import io

from pypdf import PdfReader
import pytest

from shared.adapters.memory.journal import MemoryJournal
from shared.adapters.targets import make_target
from shared.domain.answers.attached import Attached
from shared.domain.document import Line
from shared.domain.output.build_document import build_document
from shared.domain.ports import Consignment
from shared.settings import read
from tests.apps.examples import APPS, compiled, files
from tests.apps.storing import received
from tests.servers import Servers


def delivery(app: str) -> Consignment:
    registration, contents = received(app), files(app)

    async def content(attached: Attached) -> bytes:
        return contents[attached]

    return Consignment(registration, build_document(compiled(app).definition, registration), tuple(contents), content)


GOES_TO = [(app, target) for app in APPS for target in compiled(app).definition.destinations]


@pytest.mark.parametrize(("app", "name"), GOES_TO)
async def test_its_example_arrives_at_its_target(app: str, name: str, servers: Servers) -> None:
    target = make_target(name, read(servers.fasit()))
    consignment = delivery(app)
    try:
        await target.probe()
        receipt = await target.deliver(consignment, MemoryJournal())
    finally:
        close = getattr(target, "close", None)
        if close is not None:
            await close()
    assert receipt.id
    documents = servers.fasit_has()["documents"]
    if name == "log":
        assert (receipt.id, documents) == (str(consignment.registration.id), [])
        return
    [document] = documents
    assert receipt.id == document["id"]
    pages = PdfReader(io.BytesIO(servers.fasit_pdf(document["pdf"]))).pages
    text = "".join("".join(page.extract_text() for page in pages).split())
    lines = [part for section in consignment.document.sections for part in section.parts if isinstance(part, Line)]
    assert lines
    assert [line.label for line in lines if "".join(line.label.split()) not in text] == []
