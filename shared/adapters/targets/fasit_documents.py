"""Fasit's documents service: the registration as a PDF, and an OIO document that puts it on the case.

Steps in the journal, each noted before and after its call:

    uploading          upload2 is under way; a lost answer leaves an orphan upload, which does no harm
    uploaded = id      the PDF is made ready under this id
    uploading/…        the same for each attached PDF, by the attachment's id
    uploaded/… = id
    creating = sent    opret is under way: from here nobody knows, until an answer comes
    creating = none    opret is known to have made nothing; a later try may call it again

Whether `opret` made something is known only from 200, from a plain no (4xx), from 503, and when nothing was sent. Any other
answer (500, 502, 504, …) and no answer at all leave it unknown.

A request looks as that of the one client known to work (OS2Forms' `os2forms_fasit`), down to its headers.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cached_property
import logging
import re
import ssl
import unicodedata
from zoneinfo import ZoneInfo

import httpx

from shared.adapters.certificate import client_context
from shared.adapters.pdf import fitted_pictures, pdf
from shared.adapters.targets.fasit_answers import MAX_ID_LENGTH, elsewhere, failure_of, id_of
from shared.adapters.targets.oio import OioDocument, opret_input
from shared.domain.answers.attached import Attached
from shared.domain.attachments import PDF, from_its_header
from shared.domain.failures import Refused, Unavailable, Uncertain
from shared.domain.ports import Delivery, Journal, WriteConflict
from shared.domain.registration import Receipt, Registration
from shared.settings import Settings

log = logging.getLogger("feltskema.fasit")

_UNASKED_HEADERS = ("Accept", "Accept-Encoding", "Connection")
"""What httpx adds and the known client does not send."""

_PLACE = re.compile(r"\{([A-Za-z0-9]+)\}")
_FIT = re.compile(r"[A-Za-z0-9._:-]+")
_LETTERS = {ord(letter): plain for letter, plain in zip("æøåÆØÅ", ("ae", "oe", "aa", "Ae", "Oe", "Aa"), strict=True)}
CONCURRENCY = 4
"""Attached files of one delivery that are uploaded at the same time."""


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
        files = await self._files(delivery, journal)
        return await self._create(delivery, party, (main, *files), journal)

    def again(self, steps: Mapping[str, str]) -> Mapping[str, str]:
        return {step: value for step, value in steps.items() if step != "creating"}

    async def probe(self) -> None:
        """An upload without headers and body is answered 400: the known client's way to test the connection."""
        answer = await self._reached("upload2", None, {})
        if answer.status_code != 400:
            raise Unavailable("unavailable", f"HTTP {answer.status_code}")

    async def _document(self, delivery: Delivery, journal: Journal) -> str:
        content = await pdf(delivery.document, await fitted_pictures(delivery))
        return await self._upload(file_name(delivery.registration), content, journal)

    async def _files(self, delivery: Delivery, journal: Journal) -> list[tuple[str, str]]:
        """The attached PDFs, each with its upload's id, in the order of the form; some at the same time. After a failure no more
        begin, and those under way come to their end, so that they need not be sent again."""
        places, failures = asyncio.Semaphore(CONCURRENCY), list[Exception]()

        async def one(file: Attached) -> tuple[str, str]:
            async with places:
                if failures:
                    return "", ""
                try:
                    return await self._file(file, delivery, journal)
                except Exception as failure:
                    failures.append(failure)
                    return "", ""

        found = await asyncio.gather(*(one(file) for file in delivery.attached if file.type == PDF))
        for failure in sorted(failures, key=lambda failure: not isinstance(failure, WriteConflict)):
            raise failure
        return found

    async def _file(self, one: Attached, delivery: Delivery, journal: Journal) -> tuple[str, str]:
        name, below = attached_name(one), f"/{one.id}"
        known = journal.steps.get(f"uploaded{below}")
        if known:
            return name, known
        return name, await self._upload(name, from_its_header(await delivery.content(one)), journal, below)

    async def _upload(self, name: str, content: bytes, journal: Journal, below: str = "") -> str:
        """Its id. `below` tells the notes of an attached file from those of the document."""
        await journal.note(f"uploading{below}")
        headers = {"Content-Type": "application/pdf", "X-Filename": name, "X-Title": name.removesuffix(".pdf")}
        answer = await self._reached("upload2", content, headers)
        if answer.status_code != 201:
            raise elsewhere(answer) or failure_of(answer)
        try:
            upload = str(answer.json()["id"])[:MAX_ID_LENGTH]
        except (ValueError, KeyError, TypeError):
            raise Unavailable("unavailable", "upload2 gave no id") from None
        await journal.learned(f"uploaded{below}", upload)
        return upload

    async def _reached(self, call: str, content: bytes | None, headers: dict[str, str]) -> httpx.Response:
        """As `_post`, for a call whose lost answer does no harm."""
        try:
            return await self._post(call, content, headers)
        except _Lost as lost:
            raise Unavailable("unavailable", str(lost)) from None

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
        # What is broken off in the middle would be uncertain.
        if delivery.seconds_left() < self._settings.fasit_timeout_seconds:
            raise Unavailable("took-too-long")
        self._usable_client()  # Before the note: a certificate that cannot be used makes nothing uncertain.
        await journal.note("creating", "sent")
        try:
            answer = await self._post("oio/3.0.0/opret", message, {"Content-Type": "application/xml"})
        except Unavailable:
            await journal.learned("creating", "none")
            raise
        except _Lost as lost:
            raise self._unknown(str(lost)) from None
        if answer.status_code >= 500 and answer.status_code != 503:
            raise self._unknown(f"HTTP {answer.status_code}")
        # Any other success is a document, too: sent again it would be two.
        if not answer.is_success:
            await journal.learned("creating", "none")
            raise failure_of(answer)
        return Receipt(id=id_of(answer) or files[0][1], at=datetime.now(UTC))

    def _unknown(self, message: str) -> Uncertain | Unavailable:
        """Whether there is a document now is not known: ask a person, or try again where a double is preferred."""
        if self._settings.fasit_uncertain == "retry":
            return Unavailable("unavailable", message)
        return Uncertain("uncertain", message)

    async def _post(self, call: str, content: bytes | None, headers: dict[str, str]) -> httpx.Response:
        """Its answer, whatever its status. `Unavailable` when nothing was sent, `_Lost` when it was and no answer came."""
        client, sent = self._usable_client(), asyncio.Event()

        async def watch(event: str, _facts: object) -> None:
            if event == "http11.send_request_headers.started":
                sent.set()

        try:
            async with asyncio.timeout(self._settings.fasit_timeout_seconds):
                answer = await client.post(
                    f"{self._base}/{call}", content=content, headers=headers, extensions={"trace": watch}
                )
        # OSError as well: what TLS says of our certificate comes through httpx as it is.
        except (httpx.HTTPError, OSError) as error:
            if _certificate_refused(error):
                raise Unavailable("unauthorized", "TLS") from None
            if not sent.is_set():
                raise Unavailable("unavailable", type(error).__name__) from None
            raise _Lost(type(error).__name__) from None
        log.info("%s: HTTP %d", call, answer.status_code)
        return answer

    def _usable_client(self) -> httpx.AsyncClient:
        try:
            return self._client
        except (OSError, ValueError) as error:
            log.error("FASIT_CLIENT_CERTIFICATE or FASIT_CA cannot be used: %s", type(error).__name__)
            raise Unavailable("unauthorized", "certificate") from None

    @cached_property
    def _client(self) -> httpx.AsyncClient:
        # Between two bytes httpx waits so long; `_post` sees to the whole call.
        timeout = self._settings.fasit_timeout_seconds
        trust = client_context(self._settings.fasit_client_certificate, self._settings.fasit_ca)
        client = httpx.AsyncClient(verify=trust, timeout=timeout, trust_env=False)
        for name in _UNASKED_HEADERS:
            del client.headers[name]
        return client

    async def close(self) -> None:
        if "_client" in self.__dict__:
            await self._client.aclose()


class _Lost(Exception):
    """Sent, and no answer came."""


def _certificate_refused(error: BaseException) -> bool:
    """Whether the other end closed the connection over our certificate: under TLS 1.3 that is known only when the answer is
    read, and nothing of the request has been looked at then."""
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, ssl.SSLError) and "ALERT" in (seen.reason or ""):
            return True
        seen = seen.__cause__ or seen.__context__
    return False


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
