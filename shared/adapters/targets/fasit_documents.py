"""Delivers a registration to Fasit's documents service: a PDF, and an OIO document that puts it on the case.

Steps in the journal, each noted before and after its call:

uploading          upload2 is in progress; a lost response leaves an unused upload, which does no harm
uploaded = id      the PDF is uploaded under this id
uploading/…        the same for each attached PDF, by the attachment's id
uploaded/… = id
creating = sent    opret is in progress: the outcome is unknown until a response comes
creating = none    opret has certainly created nothing; a later try may call it again
unanswered         an earlier opret had no response and was tried again (`FASIT_UNCERTAIN=retry`): whatever the later responses
say, there may be a document

The outcome of `opret` is known after a success, after the statuses in `NOTHING_MADE`, and when nothing was sent. After any other
response (500, 502, 503, a web page with 200, …) or none it is unknown.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
import logging
from uuid import UUID

import httpx

from shared.adapters.pdf import fitted_pictures, pdf
from shared.adapters.pdf.letterhead import Letterhead
from shared.adapters.targets.calls import AnswerLost
from shared.adapters.targets.fasit_answers import NOTHING_MADE, id_of, is_fasits, may_be_of_an_upload
from shared.adapters.targets.fasit_client import FasitClient
from shared.adapters.targets.fasit_names import attached_name, file_name, letter_date, party_urn
from shared.adapters.targets.http_answers import asked_pause, content_of, elsewhere, failure_of, id_in
from shared.adapters.targets.oio import OioDocument, opret_input
from shared.domain.answers.attached import Attached
from shared.domain.attachments import PDF, from_its_header
from shared.domain.definition.needs import Need
from shared.domain.delivery import Receipt
from shared.domain.document import Document
from shared.domain.failures import Unavailable, Uncertain
from shared.domain.ports import Consignment, Journal, WriteConflict
from shared.domain.target_state import Limit
from shared.settings import Settings

log = logging.getLogger("feltskema.fasit")

CONCURRENCY = 4
"""Attached files of one delivery that are uploaded in parallel."""

Draw = Callable[[Document, Mapping[UUID, bytes], Letterhead], Awaitable[bytes]]
"""Makes a document into a PDF, as `pdf` does."""


def _now() -> datetime:
    return datetime.now(UTC)


class FasitDocuments:
    """Implements `Target`. Its document has a primary party; `FASIT_PARTY_URN` says how its URN is made from the mapped
    values."""

    needs: Sequence[Need] = (Need("cvr", ("cvr",)),)

    def __init__(
        self,
        settings: Settings,
        clock: Callable[[], datetime] = _now,
        draw: Draw = pdf,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._settings, self._clock, self._draw = settings, clock, draw
        self._client = FasitClient(settings, transport)
        self._letterhead = Letterhead(settings.municipality_name, settings.municipality_logo)
        self._large_documents = asyncio.Semaphore(1)

    async def deliver(self, consignment: Consignment, journal: Journal) -> Receipt:
        steps = journal.steps
        if steps.get("creating") == "sent" and self._settings.fasit_uncertain == "ask":
            raise Uncertain("uncertain")
        party = party_urn(self._settings.fasit_party_urn, consignment)
        earlier_uploads = any(step.startswith("uploaded") for step in steps)
        answer = await self._create(consignment, party, await self._uploads(consignment, journal), journal)
        if not answer.is_success and earlier_uploads and may_be_of_an_upload(answer):
            # Fasit may have deleted the uploads, and nothing was created: upload again, once. A second refusal is final.
            log.warning("%s: uploaded again, since Fasit may have forgotten", consignment.registration.key)
            answer = await self._create(
                consignment, party, await self._uploads(consignment, journal, anew=True), journal
            )
        if not answer.is_success:
            raise failure_of(answer)
        return Receipt(id=id_of(answer) or journal.steps["uploaded"], at=self._clock())

    def has_nothing(self, steps: Mapping[str, str]) -> bool:
        # An upload has no effect until a document refers to it.
        return steps.get("creating") != "sent" and "unanswered" not in steps

    def steps_for_retry(self, steps: Mapping[str, str]) -> Mapping[str, str]:
        return {step: value for step, value in steps.items() if step not in ("creating", "unanswered")}

    async def probe(self) -> None:
        """Send an upload without headers and body, which Fasit answers with 400: the known client tests the connection so."""
        answer = await self._client.upload(None, {})
        if answer.status_code != 400:
            raise Unavailable("unavailable", f"HTTP {answer.status_code}")

    async def _uploads(
        self, consignment: Consignment, journal: Journal, anew: bool = False
    ) -> tuple[tuple[str, str], ...]:
        """Upload every file of the registration, the document first; gives each one's name and upload id. `anew`: upload those
        again that were uploaded before."""
        earlier = {} if anew else journal.steps
        main = (
            file_name(consignment.registration),
            earlier.get("uploaded") or await self._document(consignment, journal),
        )
        return (main, *await self._files(consignment, journal, earlier))

    async def _document(self, consignment: Consignment, journal: Journal) -> str:
        if any(file.type != PDF for file in consignment.attached):
            # Decoded pictures take many times their size in memory, so only one such document is made at a time.
            async with self._large_documents:
                content = await self._draw(consignment.document, await fitted_pictures(consignment), self._letterhead)
        else:
            content = await self._draw(consignment.document, {}, self._letterhead)
        return await self._upload(file_name(consignment.registration), content, journal)

    async def _files(
        self, consignment: Consignment, journal: Journal, earlier: Mapping[str, str]
    ) -> list[tuple[str, str]]:
        """Upload the attached PDFs, some in parallel; gives each one's name and upload id, in the order of the form. After a
        failure no more uploads begin, but those in progress are finished, so that they need not be repeated."""
        places, failures = asyncio.Semaphore(CONCURRENCY), list[Exception]()

        async def upload(file: Attached) -> tuple[str, str]:
            async with places:
                if failures:
                    return "", ""
                try:
                    return await self._file(file, consignment, journal, earlier)
                except Exception as failure:
                    failures.append(failure)
                    return "", ""

        uploads = await asyncio.gather(*(upload(file) for file in consignment.attached if file.type == PDF))
        for failure in sorted(failures, key=lambda failure: not isinstance(failure, WriteConflict)):
            raise failure
        return uploads

    async def _file(
        self, file: Attached, consignment: Consignment, journal: Journal, earlier: Mapping[str, str]
    ) -> tuple[str, str]:
        name, suffix = attached_name(file), f"/{file.id}"
        if earlier_upload := earlier.get(f"uploaded{suffix}"):
            return name, earlier_upload
        return name, await self._upload(name, from_its_header(await consignment.content(file)), journal, suffix)

    async def _upload(self, name: str, content: bytes, journal: Journal, suffix: str = "") -> str:
        """Upload one file; gives its id. `suffix`: the suffix of the journal's steps for an attached file."""
        await journal.note(f"uploading{suffix}")
        headers = {"Content-Type": "application/pdf", "X-Filename": name, "X-Title": name.removesuffix(".pdf")}
        answer = await self._client.upload(content, headers)
        if not answer.is_success:
            raise elsewhere(answer) or failure_of(answer)
        upload = id_in(content_of(answer)) if answer.status_code == 201 else ""
        if not upload:
            raise Unavailable("unavailable", f"HTTP {answer.status_code}, and no upload id")
        await journal.learned(f"uploaded{suffix}", upload)
        return upload

    async def _create(
        self, consignment: Consignment, party: str, files: tuple[tuple[str, str], ...], journal: Journal
    ) -> httpx.Response:
        """Put the uploads on the case. The response is a success, or one after which nothing was created."""
        message = self._message(consignment, party, files)
        # Cancelled in the middle, the outcome would be uncertain.
        if consignment.seconds_left() < self._client.creating.longest:
            raise Unavailable("took-too-long")
        self._client.check_certificate()  # Before the note: a certificate that cannot be used makes nothing uncertain.
        if journal.steps.get("creating") == "sent":
            await journal.note("unanswered")
        await journal.note("creating", "sent")
        try:
            answer = await self._client.create(message)
        except Unavailable:
            await journal.learned("creating", "none")
            raise
        except AnswerLost as lost:
            raise self._unknown_outcome(str(lost)) from None
        if answer.status_code in NOTHING_MADE:
            await journal.learned("creating", "none")
        elif not answer.is_success or not is_fasits(answer):
            raise self._unknown_outcome(f"HTTP {answer.status_code}", asked_pause(answer))
        return answer

    def _message(self, consignment: Consignment, party: str, files: tuple[tuple[str, str], ...]) -> bytes:
        registration = consignment.registration
        return opret_input(
            OioDocument(
                title=f"{consignment.document.subtitle}: {consignment.document.title}",
                description=f"{consignment.document.subtitle}, {registration.person.name}".rstrip(", "),
                letter_date=letter_date(registration),
                user_key=str(registration.id) if self._settings.fasit_user_key else "",
                party=party,
                files=files,
            )
        )

    def _unknown_outcome(self, message: str, pause: timedelta = timedelta(0)) -> Uncertain | Unavailable:
        """The failure to raise when it is unknown whether there is a document: uncertain, or tried again where the settings
        prefer a duplicate. `pause`: the one that the response asks for."""
        if self._settings.fasit_uncertain == "retry":
            return Unavailable("unavailable", message, not_before=pause)
        return Uncertain("uncertain", message, asked_pause=pause)

    async def close(self) -> None:
        await self._client.close()


def fasit_limit(settings: Settings) -> Limit:
    return Limit(settings.fasit_at_once, settings.fasit_per_minute)
