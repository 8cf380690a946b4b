"""Fasit's documents service as a case system keeps it, by the contract of its stand-in (`local/fasit/contract.py`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

import httpx

from local.fasit.contract import Deviation, Parsed, parsed
from tests.simulation.targets import Served, json_answer

if TYPE_CHECKING:
    from tests.simulation.world import World

SETTINGS = {
    "FASIT_URL": "https://fasit.example",
    "FASIT_TENANT": "kk",
    "FASIT_PARTY_URN": "urn:schultz:dokument:1.0:primaerpart:cvr:{cvr}",
}


@dataclass(frozen=True, slots=True)
class Document:
    """What Fasit has: `content` of its files, the document first; `at` the loop's time."""

    id: str
    message: Parsed
    content: tuple[bytes, ...]
    at: float


class Fasit:
    """`documents` by the registration's id, which the user's key carries."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.uploads: dict[str, bytes] = {}
        self.documents: dict[str, list[Document]] = {}

    def serve(self, request: httpx.Request) -> Served:
        name = request.url.path.rpartition("/")[2]
        if request.method != "POST" or name not in ("upload2", "opret"):
            return 404, {}, b""
        return self._upload(request) if name == "upload2" else self._create(request)

    def _upload(self, request: httpx.Request) -> Served:
        if not request.content.startswith(b"%PDF-"):
            return 400, {}, b"the upload is no PDF"
        if self._world.faults.happens("target forgets"):
            self.uploads.clear()
        upload = self._world.new_id()
        self.uploads[upload] = request.content
        return json_answer(201, {"id": upload})

    def _create(self, request: httpx.Request) -> Served:
        if self._world.faults.refuses():
            return 400, {}, b"parten er ukendt"
        try:
            message = parsed(request.content, self.uploads)
        except Deviation as deviation:
            return 400, {}, str(deviation).encode()
        UUID(message.user_key)
        content = tuple(self.uploads[upload] for _, upload in message.files)
        document = Document(self._world.new_id(), message, content, self._world.loop.time())
        self.documents.setdefault(message.user_key, []).append(document)
        self._world.trace(f"fasit has {message.user_key[-12:]}")
        named = f"<S:UUIDIdentifikator>{document.id}</S:UUIDIdentifikator>"
        body = f'<OpretOutput xmlns:S="urn:oio:sagdok:3.0.0">{named}</OpretOutput>'
        return 200, {"Content-Type": "application/xml"}, body.encode()
