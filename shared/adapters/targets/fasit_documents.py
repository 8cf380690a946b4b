"""Fasit's documents service: the registration as a PDF, and an OIO document that puts it on the case.

Steps in the journal, each noted before and after its call:

    uploading          upload2 is under way; a lost answer leaves an orphan upload, which does no harm
    uploaded = id      the PDF is made ready under this id
    uploading/…        the same for each attached PDF, by the attachment's id
    uploaded/… = id
    creating = sent    opret is under way: from here nobody knows, until an answer comes
    creating = none    opret is known to have made nothing; a later try may call it again
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
import json
import logging
from pathlib import Path
import re
import ssl
import tempfile
import unicodedata
from zoneinfo import ZoneInfo

import httpx

from shared.adapters.pdf import fitted_pictures, pdf
from shared.adapters.targets.oio import OioDocument, opret_input
from shared.domain.attachments import PDF, Attached
from shared.domain.failures import Refused, Unavailable, Uncertain
from shared.domain.ports import Delivery, Journal
from shared.domain.registration import Receipt, Registration
from shared.settings import Settings

log = logging.getLogger("feltskema.fasit")

_NOTHING_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)
_GATEWAY = frozenset({502, 504})
"""Answers of something in between: whether Fasit did the work is not known."""
_TRY_AGAIN = frozenset({408, 425, 429})
_PLACE = re.compile(r"\{([A-Za-z0-9]+)\}")
_FIT = re.compile(r"[A-Za-z0-9._:-]+")
_LETTERS = {ord(letter): plain for letter, plain in zip("æøåÆØÅ", ("ae", "oe", "aa", "Ae", "Oe", "Aa"), strict=True)}
LONGEST_MESSAGE = 300


class FasitDocuments:
    """Implements `Target`."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._base = f"{settings.fasit_url}/{settings.fasit_tenant}/{settings.fasit_version}/documents"

    async def deliver(self, delivery: Delivery, journal: Journal) -> Receipt:
        steps = journal.steps
        if steps.get("creating") == "sent" and self._settings.fasit_uncertain == "ask":
            raise Uncertain("uncertain")
        party = _party(self._settings.fasit_party_urn, delivery.registration)
        main = (file_name(delivery.registration), steps.get("uploaded") or await self._document(delivery, journal))
        files = [await self._file(one, delivery, journal) for one in delivery.attached if one.type == PDF]
        return await self._create(delivery, party, (main, *files), journal)

    def again(self, steps: Mapping[str, str]) -> Mapping[str, str]:
        return {step: value for step, value in steps.items() if step != "creating"}

    async def probe(self) -> None:
        """An empty upload is answered 400: Fasit's own way to test the connection."""
        answer = await self._post("upload2", b"", {"Content-Type": "application/pdf"}, Unavailable)
        if answer.status_code != 400:
            raise Unavailable("unavailable", f"HTTP {answer.status_code}")

    async def _document(self, delivery: Delivery, journal: Journal) -> str:
        content = await pdf(delivery.document, await fitted_pictures(delivery))
        return await self._upload(file_name(delivery.registration), content, journal)

    async def _file(self, one: Attached, delivery: Delivery, journal: Journal) -> tuple[str, str]:
        name, below = attached_name(one), f"/{one.id}"
        known = journal.steps.get(f"uploaded{below}")
        return name, known or await self._upload(name, await delivery.content(one), journal, below)

    async def _upload(self, name: str, content: bytes, journal: Journal, below: str = "") -> str:
        """Its id. `below` tells the notes of an attached file from those of the document."""
        await journal.note(f"uploading{below}")
        headers = {"Content-Type": "application/pdf", "X-Filename": name, "X-Title": name.removesuffix(".pdf")}
        answer = await self._post("upload2", content, headers, Unavailable)
        if answer.status_code != 201:
            raise _failure(answer)
        try:
            upload = str(answer.json()["id"])
        except (ValueError, KeyError, TypeError):
            raise Unavailable("unavailable", "upload2 gave no id") from None
        await journal.note(f"uploaded{below}", upload)
        return upload

    async def _create(
        self, delivery: Delivery, party: str, files: tuple[tuple[str, str], ...], journal: Journal
    ) -> Receipt:
        registration = delivery.registration
        message = opret_input(
            OioDocument(
                title=f"{delivery.document.subtitle}: {delivery.document.title}",
                description=f"{delivery.document.subtitle}, {registration.person.name}".rstrip(", "),
                letter_date=registration.received_at.astimezone(ZoneInfo("Europe/Copenhagen")).date(),
                user_key=str(registration.id) if self._settings.fasit_user_key else "",
                party=party,
                files=files,
            )
        )
        await journal.note("creating", "sent")
        headers = {"Content-Type": "application/xml; charset=utf-8"}
        try:
            answer = await self._post("oio/3.0.0/opret", message, headers, Uncertain)
        except Unavailable:
            await journal.note("creating", "none")
            raise
        if answer.status_code in _GATEWAY:
            raise Uncertain("uncertain", f"HTTP {answer.status_code}")
        if answer.status_code != 200:
            await journal.note("creating", "none")
            raise _failure(answer)
        return Receipt(id=_id_of(answer) or files[0][1], at=registration.status_at)

    async def _post(
        self, call: str, content: bytes, headers: dict[str, str], lost: type[Unavailable] | type[Uncertain]
    ) -> httpx.Response:
        """Its answer, whatever its status. `Unavailable` when nothing was sent; `lost` when it was and no answer came."""
        try:
            answer = await self._client.post(f"{self._base}/{call}", content=content, headers=headers)
        except _NOTHING_SENT as error:
            raise Unavailable("unavailable", type(error).__name__) from None
        except httpx.HTTPError as error:
            raise lost("uncertain" if lost is Uncertain else "unavailable", type(error).__name__) from None
        log.info("%s: HTTP %d", call, answer.status_code)
        return answer

    @cached_property
    def _client(self) -> httpx.AsyncClient:
        timeout = self._settings.fasit_timeout_seconds
        return httpx.AsyncClient(verify=self._trust(), timeout=timeout, trust_env=False)

    def _trust(self) -> ssl.SSLContext:
        context = ssl.create_default_context()
        if self._settings.fasit_ca:
            context.load_verify_locations(cadata=self._settings.fasit_ca)
        # OpenSSL reads a client certificate from a file only: one that nobody else can read, gone at once.
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "client.pem"
            file.touch(mode=0o600)
            file.write_text(self._settings.fasit_client_certificate)
            context.load_cert_chain(file)
        return context


def file_name(registration: Registration) -> str:
    """ASCII only, since it goes into a header."""
    day = registration.received_at.astimezone(ZoneInfo("Europe/Copenhagen")).date()
    return f"{registration.app}-{day.isoformat()}-{str(registration.id)[-12:]}.pdf"


def attached_name(attached: Attached) -> str:
    """As the person called it, in the letters that a header can hold, told apart by the end of its id."""
    plain = attached.name.translate(_LETTERS).removesuffix(".pdf").removesuffix(".PDF")
    folded = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    stem = re.sub("[^A-Za-z0-9]+", "-", folded).strip("-")[:60]
    return f"{stem or 'bilag'}-{str(attached.id)[-6:]}.pdf"


def _party(template: str, registration: Registration) -> str:
    """The party's URN, its braces filled from the top-level answers."""

    def fill(place: re.Match[str]) -> str:
        value = registration.answers.get(place[1])
        if not isinstance(value, str) or not _FIT.fullmatch(value):
            raise Refused("party-missing", place[1])
        return value

    return _PLACE.sub(fill, template)


def _failure(answer: httpx.Response) -> Unavailable | Refused:
    status = answer.status_code
    if status in (401, 403):
        return Unavailable("unauthorized", f"HTTP {status}")
    if status >= 500 or status in _TRY_AGAIN:
        return Unavailable("unavailable", f"HTTP {status}")
    plain = re.sub(r"<[^>]*>", " ", answer.text)
    message = " ".join("".join(c if c.isprintable() else " " for c in plain).split())[:LONGEST_MESSAGE]
    return Refused("refused", message or f"HTTP {status}")


def _id_of(answer: httpx.Response) -> str:
    """The document's id where the answer carries one, in JSON or XML; its body is not documented."""
    try:
        body = json.loads(answer.text)
        return str(body.get("id") or "") if isinstance(body, dict) else ""
    except ValueError:
        found = re.search(r"<(?:\w+:)?(?:UUIDIdentifikator|Id|ID|id)>([^<]{1,100})</", answer.text)
        return found[1].strip() if found else ""
