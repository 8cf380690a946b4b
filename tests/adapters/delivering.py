"""Fasit's target on its stand-in, and what is delivered to it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from shared.adapters.targets.fasit_documents import FasitDocuments
from shared.domain.output.build_document import build_document
from shared.domain.ports import Consignment
from shared.domain.registration import Registration
from shared.settings import read
from tests.dependencies import DEFINITIONS
from tests.examples import registration


@asynccontextmanager
async def fasit(values: dict[str, str], **settings: str) -> AsyncIterator[FasitDocuments]:
    target = FasitDocuments(read({**values, **settings}))
    yield target
    await target.close()


def delivery(stored: Registration | None = None) -> Consignment:
    visit = stored or registration()
    return Consignment(visit, build_document(DEFINITIONS.get(visit.app).definition, visit))
