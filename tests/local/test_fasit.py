"""The Fasit stand-in lets nothing pass that the public documents contract does not list."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
import ssl

import httpx
import pytest
import typst

from local.run.keys import Keys, keys
from local.run.ports import free_ports
from local.run.stack import Stack
from shared.adapters.targets.oio import OioDocument, S, opret_input

pytestmark = pytest.mark.starts

PAGE = b'#set document(title: "t", date: datetime(year: 2026, month: 1, day: 1))\n#set text(lang: "da")\n= Hej\nDu.'


@dataclass
class Client:
    """Fasit's two calls with a client certificate."""

    http: httpx.Client
    base: str
    page: str

    def upload(self, content: bytes, **headers: str) -> httpx.Response:
        usual = {"Content-Type": "application/pdf", "X-Filename": "a.pdf", "X-Title": "a"}
        fields = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.http.post(f"{self.base}/upload2", content=content, headers={**usual, **fields})

    def create(self, message: bytes, content_type: str = "application/xml") -> httpx.Response:
        return self.http.post(f"{self.base}/oio/3.0.0/opret", content=message, headers={"Content-Type": content_type})

    def documents(self) -> int:
        return len(httpx.get(f"{self.page}/api/everything").json()["documents"])


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    folder = tmp_path_factory.mktemp("fasit")
    stack = Stack(free_ports(), folder, folder, lambda name, line: None)
    try:
        stack.start_part("fasit")
        yield stack
    finally:
        stack.stop()


def trusted(stack: Stack, certificate: Keys | None) -> httpx.Client:
    context = ssl.create_default_context(cafile=str(stack.keys.file("ca.pem")))
    if certificate:
        context.load_cert_chain(certificate.file("fasit-client.pem"))
    client = httpx.Client(verify=context, trust_env=False)
    # What httpx adds by itself is more than the known message has.
    for name in ("Accept", "Accept-Encoding", "Connection"):
        del client.headers[name]
    return client


@pytest.fixture(scope="module")
def fasit(stack: Stack) -> Iterator[Client]:
    with trusted(stack, stack.keys) as http:
        yield Client(http, f"https://localhost:{stack.ports.fasit}/kk/v2/documents", stack.fasit)


@pytest.fixture(scope="module")
def good_pdf() -> bytes:
    pdf: bytes = typst.compile(PAGE, pdf_standards=["a-2a", "ua-1"])
    return pdf


@pytest.fixture(scope="module")
def good(fasit: Client, good_pdf: bytes) -> str:
    """A message that is taken, as text."""
    return message(fasit.upload(good_pdf).json()["id"])


def message(upload: str) -> str:
    party = "urn:schultz:dokument:1.0:primaerpart:cvr:90002759"
    document = OioDocument("Titel", "Beskrivelse", date(2026, 11, 24), "nøgle", party, (("a.pdf", upload),))
    return opret_input(document).decode()


def test_a_good_document_is_taken_and_answered_with_an_id(fasit: Client, good: str) -> None:
    before = fasit.documents()
    answer = fasit.create(good.encode())
    assert answer.status_code == 200
    assert "UUIDIdentifikator" in answer.text
    assert fasit.documents() == before + 1


def without(text: str) -> Callable[[str], str]:
    return lambda message: replaced(message, text, "")


def replaced(message: str, old: str, new: str) -> str:
    assert old in message, f"{old} is not in {message}"
    return message.replace(old, new, 1)


def swapped(message: str) -> str:
    """Title before date."""
    start, middle = message.index("<BrevDato"), message.index("<TitelTekst")
    end = message.index("</TitelTekst>") + len("</TitelTekst>")
    return message[:start] + message[middle:end] + message[start:middle] + message[end:]


DEVIATIONS: dict[str, tuple[Callable[[str], str], str]] = {
    "an element is missing": (
        without(f'<BrevDato xmlns="{S}">2026-11-24</BrevDato>'),
        "S:BrevDato expected, S:TitelTekst found",
    ),
    "an element is out of order": (swapped, "S:BrevDato expected, S:TitelTekst found"),
    "an element too many": (lambda m: replaced(m, "</OpretInput>", "<Ekstra/></OpretInput>"), "has too many elements"),
    "a wrong namespace": (
        lambda m: replaced(m, f'<TitelTekst xmlns="{S}">', "<TitelTekst>"),
        "S:TitelTekst expected, D:TitelTekst found",
    ),
    "another version of the standard": (
        lambda m: m.replace("urn:oio:sagdok:dokument:2.0.0", "urn:oio:sagdok:dokument:3.0.0"),
        "D:DelEgenskaber",
    ),
    "an attribute": (lambda m: replaced(m, "<TitelTekst ", '<TitelTekst lang="da" '), "has attributes"),
    "a date that does not exist": (lambda m: replaced(m, "2026-11-24", "2026-02-30"), "S:BrevDato says"),
    "an empty title": (lambda m: replaced(m, ">Titel<", "><"), "S:TitelTekst says"),
    "a party that is none": (lambda m: replaced(m, "urn:schultz", "urn:other"), "S:UUIDIdentifikator says"),
    "an upload that does not exist": (
        lambda m: replaced(m, f'<IndholdTekst xmlns="{S}">', f'<IndholdTekst xmlns="{S}">x'),
        "does not exist",
    ),
    "another state": (lambda m: replaced(m, "Modtaget", "Afsendt"), "expected 'Modtaget'"),
    "text between elements": (lambda m: replaced(m, "<AttributListe>", "hej<AttributListe>"), "may hold no text"),
    "a document type": (lambda m: replaced(m, "<OpretInput", "<!DOCTYPE a><OpretInput"), "document type"),
    "not XML": (lambda m: m[:-5], "not XML"),
    "a prefixed name": (
        lambda m: m.replace(f'<BrevDato xmlns="{S}">', f'<S:BrevDato xmlns:S="{S}">').replace(
            "</BrevDato>", "</S:BrevDato>"
        ),
        "a prefixed name",
    ),
    "another declaration": (lambda m: replaced(m, ' encoding="UTF-8"', ""), "the XML declaration"),
}


@pytest.mark.parametrize("deviation", DEVIATIONS)
def test_a_message_that_leaves_the_contract_is_refused_with_the_place(fasit: Client, good: str, deviation: str) -> None:
    change, reason = DEVIATIONS[deviation]
    before = fasit.documents()
    answer = fasit.create(change(good).encode())
    assert answer.status_code == 400
    assert reason in answer.text
    assert answer.text
    assert fasit.documents() == before


def test_a_message_in_another_encoding_is_refused(fasit: Client, good: str) -> None:
    assert fasit.create(good.encode("latin-1")).text == "the message is not UTF-8"
    for kind in ("text/xml", "application/xml; charset=utf-8", "application/xml; charset=latin-1"):
        assert "Content-Type must be application/xml, and nothing after it" in fasit.create(good.encode(), kind).text


def test_an_upload_with_no_headers_and_no_body_is_a_400_as_a_test_of_the_connection(fasit: Client) -> None:
    assert fasit.http.post(f"{fasit.base}/upload2").status_code == 400
    # Of an empty upload with headers nobody has told the answer.
    assert fasit.upload(b"").status_code == 500


def test_a_request_has_the_headers_of_the_known_message_and_no_more(fasit: Client, good: str, good_pdf: bytes) -> None:
    assert "accept" in fasit.upload(good_pdf, Accept="*/*").text
    bare = fasit.http.post(f"{fasit.base}/upload2", content=good_pdf, headers={"Content-Type": "application/pdf"})
    assert (bare.status_code, "x-title" in bare.text) == (400, True)
    answer = fasit.http.post(
        f"{fasit.base}/oio/3.0.0/opret",
        content=good.encode(),
        headers={"Content-Type": "application/xml", "X-Title": "a"},
    )
    assert (answer.status_code, "x-title" in answer.text) == (400, True)


def test_a_body_in_chunks_is_refused(fasit: Client, good_pdf: bytes) -> None:
    headers = {"Content-Type": "application/pdf", "X-Filename": "a.pdf", "X-Title": "a"}
    assert fasit.http.post(f"{fasit.base}/upload2", content=iter([good_pdf]), headers=headers).status_code == 411


@pytest.mark.parametrize(
    ("headers", "reason"),
    [
        ({"Content_Type": "application/octet-stream"}, "Content-Type must be application/pdf"),
        ({"X_Filename": "a"}, "X-Filename must end in .pdf"),
        ({"X_Title": "b"}, "X-Title be the name without it"),
    ],
)
def test_an_upload_with_other_headers_is_refused(
    fasit: Client, good_pdf: bytes, headers: dict[str, str], reason: str
) -> None:
    answer = fasit.upload(good_pdf, **headers)
    assert answer.status_code == 400
    assert reason in answer.text


@pytest.mark.parametrize(
    ("standards", "reason"), [([], "PDF/A-2a"), (["a-2b"], "PDF/A-2a"), (["a-2a"], "PDF/UA-1"), (["ua-1"], "PDF/A-2a")]
)
def test_a_pdf_that_cannot_be_archived_or_read_aloud_is_refused(
    fasit: Client, standards: list[str], reason: str
) -> None:
    upload = fasit.upload(typst.compile(PAGE, pdf_standards=standards)).json()["id"]  # type: ignore[arg-type]
    answer = fasit.create(message(upload).encode())
    assert answer.status_code == 400
    assert reason in answer.text


def test_what_is_no_pdf_is_refused(fasit: Client, good_pdf: bytes) -> None:
    assert fasit.upload(b"<html>").text == "not a PDF"
    assert fasit.upload(good_pdf[:200]).status_code == 400


def test_a_certificate_that_is_not_on_the_list_is_refused(stack: Stack, tmp_path: Path, good_pdf: bytes) -> None:
    base = f"https://localhost:{stack.ports.fasit}/kk/v2/documents"
    # The server's own certificate has the right issuer, and not the right thumbprint.
    listed = ssl.create_default_context(cafile=str(stack.keys.file("ca.pem")))
    listed.load_cert_chain(stack.keys.file("fasit-server.pem"))
    with httpx.Client(verify=listed, trust_env=False) as http:
        answer = Client(http, base, "").upload(good_pdf)
        assert (answer.status_code, answer.text) == (403, "the client certificate is not on the list")
    for stranger in (None, keys(tmp_path)):
        with trusted(stack, stranger) as http, pytest.raises(httpx.TransportError):
            Client(http, base, "").upload(good_pdf)


def test_other_tenants_versions_and_paths_are_not_there(fasit: Client, stack: Stack, good_pdf: bytes) -> None:
    root = f"https://localhost:{stack.ports.fasit}"
    for path in ("/aarhus/v2/documents/upload2", "/kk/v3/documents/upload2", "/kk/v2/documents/upload"):
        assert fasit.http.post(root + path, content=good_pdf).status_code == 404
    assert fasit.http.get(f"{fasit.base}/upload2").status_code == 404


def test_the_page_shows_what_was_received_and_what_was_refused(fasit: Client, good: str) -> None:
    fasit.create(good.encode())
    fasit.create(good.replace("2026-11-24", "2026-02-30").encode())
    page = httpx.get(fasit.page).text
    assert "urn:schultz:dokument:1.0:primaerpart:cvr:90002759" in page
    assert "S:BrevDato says" in page
