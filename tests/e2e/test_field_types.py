"""A field of every type, as the consultant fills them in: on the phone, on the registration's page and in the document."""

from __future__ import annotations

from collections.abc import Iterator
import io
from pathlib import Path
import re
from typing import Any

from PIL import Image
from playwright.sync_api import Route, expect
import pytest

from tests.domain.folder import published
from tests.e2e.every_field import PDF, TOWN_HALL, attach, file, fill_in, group, opened, optional, small_png
from tests.e2e.phone import Phone, expect_saved
from tests.stack.running import Fasit, Running

DEFINITIONS = Path(__file__).parent / "definitions"
SHOWN = (
    *("Fra Karen Kristensen", "12.500 personer", "7,5 km", "1234,50 kr.", "15.431.250,00 kr."),
    *("Grøn, lys", "Marts", "Polsk", "Praktik; Mentor"),
    *("24.12.2026", "09.05", "23. november 2026 kl. 14.05", "1 t. 30 min."),
    *(
        "90002759",
        "aase@firma.dk",
        "+45 33 66 33 66",
        "https://www.firma.dk",
        "Vesterbrogade 12, 3. tv., 1620 København V",
    ),
    *("010160-1234", "55,67576° bredde, 12,56902° længde (inden for 12 m)", "Åse Ærø"),
)
"""The lines that both the page and the document must have."""


@pytest.fixture(scope="module")
def product(product: Running, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The stack with these definitions, published, instead of the shipped ones."""
    folder = published(DEFINITIONS, tmp_path_factory.mktemp("definitions"))
    with product.under(DEFINITIONS=str(folder)):
        yield product


@pytest.fixture
def form(phone: Phone) -> Phone:
    """The form with every field type, open on a phone with a position."""
    phone.context.grant_permissions(["geolocation"])
    phone.context.set_geolocation(TOWN_HALL)  # type: ignore[arg-type]
    return opened(phone.signed_in())


def landed(phone: Phone) -> None:
    """Wait until the registration is delivered: with photos, a document and a file it takes longer than a visit."""
    expect(phone.page.get_by_text("I Fasit", exact=True).first).to_be_visible()


def test_every_type_is_filled_in_sent_shown_and_printed(form: Phone, fasit: Fasit) -> None:
    fill_in(form)
    attach(form)
    form.send()
    landed(form)

    shown = form.page.locator(".answers")
    expect(shown.first).to_be_visible()
    reported = " ".join(" ".join(shown.all_inner_texts()).split())
    assert [text for text in SHOWN if text not in reported] == []
    [document] = fasit.documents(form.registration)
    printed = fasit.text(document)
    assert [text for text in SHOWN if text not in printed] == []
    [beside] = [name for name, _ in document["files"][1:]]
    assert re.fullmatch(r"Aftale(-[0-9a-f]+)?\.pdf", beside)
    assert form.faults() == []


def test_photos_arrive_small_upright_and_without_what_the_camera_wrote(form: Phone) -> None:
    fill_in(form)
    attach(form)
    form.send()
    landed(form)
    source = form.page.get_by_alt_text("IMG_1.jpeg").get_attribute("src")
    answer = form.page.request.get(f"{form.url}{source}")
    arrived = Image.open(io.BytesIO(answer.body()))
    assert arrived.format == "JPEG"
    assert arrived.size == (1000, 2000)
    assert len(arrived.getexif()) == 0
    red, green, blue = arrived.convert("RGB").getpixel((900, 100))  # type: ignore[misc]
    assert (red > 200, green > 150, blue < 100) == (True, True, True), "the yellow corner is not where the eye saw it"


def test_what_was_filled_in_is_there_when_the_draft_is_opened_again(form: Phone) -> None:
    fill_in(form)
    attach(form)
    expect_saved(form.page)
    form.page.reload()
    expect(optional(form, "Pris pr. deltager")).to_have_value("1234,50")
    expect(optional(form, "Sprog")).to_have_value("Polsk")
    expect(optional(form, "CPR-nummer")).to_have_value("010160-1234")
    expect(group(form, "Varighed").get_by_label("timer")).to_have_value("1")
    expect(group(form, "Billeder").locator("img")).to_have_attribute("src", re.compile("^data:image/jpeg"))
    expect(group(form, "Underskrift").get_by_text("Underskrevet")).to_be_visible()
    group(form, "Billeder").get_by_role("button", name="Fjern IMG_1.jpeg").click()
    expect(group(form, "Billeder").locator("img")).to_have_count(0)
    group(form, "Position").get_by_role("button", name="Fjern positionen").click()
    expect(form.page.get_by_text("55,67576° bredde")).to_have_count(0)
    group(form, "Underskrift").get_by_role("button", name="Slet underskriften").click()
    expect(group(form, "Underskrift").get_by_text("Ikke underskrevet")).to_be_visible()


def test_attachments_wait_for_the_network_and_go_on_where_they_stopped(form: Phone, fasit: Fasit) -> None:
    fill_in(form)
    attach(form)
    sent: list[str] = []

    def second_fails(route: Route) -> None:
        # The registration's page asks for the pictures at the same addresses, which is not sending.
        if route.request.method == "PUT":
            sent.append(route.request.url)
            if len(sent) == 2:
                return route.abort()
        route.continue_()

    form.page.route("**/api/attachments/**", second_fails)
    form.send()
    # The registration waits, and goes on automatically.
    landed(form)
    first, second, third = dict.fromkeys(sent)
    assert sent == [first, second, second, third], "what had arrived went again"
    [document] = fasit.documents(form.registration)
    assert len(document["files"]) == 2


def test_what_cannot_be_taken_is_told_of(form: Phone) -> None:
    files = group(form, "Filer")
    files.get_by_label("Vælg filer").set_input_files(file("vejr.txt", "text/plain", b"regn"))
    expect(files.get_by_text("vejr.txt er ikke af en slags, der kan sendes her. Vælg PDF.")).to_be_visible()
    files.get_by_label("Vælg filer").set_input_files(
        file("stor.pdf", "application/pdf", PDF[:9] + b" " * 1_100_000 + PDF[9:])
    )
    expect(files.get_by_text("stor.pdf fylder for meget. En fil må højst fylde 1 MB.")).to_be_visible()
    photos = group(form, "Billeder")
    photos.get_by_label("Vælg billeder").set_input_files(file("x.jpg", "image/jpeg", b"\xff\xd8\xff no picture"))
    expect(photos.get_by_text("x.jpg kan ikke læses som et billede.")).to_be_visible()
    four = [file(f"{n}.png", "image/png", small_png()) for n in range(4)]
    photos.get_by_label("Vælg billeder").set_input_files(four)
    expect(photos.get_by_text("Der kan højst være 3. 1 er ikke taget med.")).to_be_visible()
    expect(photos.locator("img")).to_have_count(3)


def test_faults_stand_where_they_are(form: Phone) -> None:
    group(form, "Mødested").get_by_label("Postnummer").fill("16")
    optional(form, "CPR-nummer").fill("300260-1234")
    optional(form, "Telefon").fill("1234")
    optional(form, "Pris pr. deltager").fill("0,25")
    form.send()
    summary = form.page.get_by_role("alert").filter(has_text="ting at rette")
    expect(summary.get_by_role("link", name="Pris pr. deltager: skal være mindst 0,50 kr.")).to_be_visible()
    for name in ("Telefon: er ikke et telefonnummer", "CPR-nummer: er ikke et CPR-nummer", "Udfyld by"):
        expect(summary.get_by_role("link", name=name)).to_be_visible()
    summary.get_by_role("link", name="Postnummer: skriv 4 cifre").click()
    expect(group(form, "Mødested").get_by_label("Postnummer")).to_be_focused()
    assert form.faults() == []


def test_a_position_that_the_phone_withholds_is_explained(phone: Phone) -> None:
    phone.context.clear_permissions()
    opened(phone.signed_in())
    group(phone, "Position").get_by_role("button", name="Brug min position").click()
    expect(phone.page.get_by_text("Telefonen giver ikke siden lov til at bruge positionen.")).to_be_visible()


def test_another_apps_registrations_are_chosen_also_offline(form: Phone, fasit: Fasit) -> None:
    for name in ("Ærø Bådebyggeri", "Zebra & Søn"):
        form.open("/ny/praktiksted")
        form.field("Stedets navn").fill(name)
        form.send()
        expect(form.page.get_by_text("Sendt").first).to_be_visible()
        expect(form.page.get_by_role("heading", name=name)).to_be_visible()
    opened(form)
    expect(form.page.get_by_text("2 på listen").first).to_be_visible()
    form.page.route("**/api/entities/**", lambda route: route.abort())
    form.page.reload()
    expect(form.page.get_by_text("Ingen forbindelse. 2 på listen").first).to_be_visible()
    optional(form, "Praktiksted").fill("aero")
    form.page.keyboard.press("ArrowDown")
    form.page.keyboard.press("Enter")
    expect(optional(form, "Praktiksted")).to_have_value("Ærø Bådebyggeri")
    others = group(form, "Andre praktiksteder")
    others.get_by_role("combobox").click()
    others.get_by_role("option", name="Zebra & Søn").click()
    expect(others.get_by_role("button", name="Fjern Zebra & Søn")).to_be_visible()
    form.page.unroute("**/api/entities/**")
    form.field("Antal deltagere").fill("1")
    form.field("CVR-nummer").fill("90002759")
    expect(form.page.get_by_text("Café Blåbær ApS").first).to_be_visible()
    form.send()
    landed(form)
    expect(form.page.get_by_text("Ærø Bådebyggeri")).to_be_visible()
    printed = fasit.text(fasit.documents(form.registration)[0])
    assert "Ærø Bådebyggeri" in printed
    assert "Zebra & Søn" in printed


def test_a_receipt_asks_once_and_what_the_form_took_goes_along(phone: Phone) -> None:
    page = phone.signed_in().page
    put: Any = _sent(phone)
    effort = put.post_data_json["effort"]
    # The field and the button; four letters, each a change.
    assert (effort["taps"], effort["keys"]) == (2, 4)
    assert 0 <= effort["seconds"] < 60
    expect(phone.heading("Hvad synes du om appen?")).to_be_visible()
    assert phone.faults() == []
    for question in ("Appen kan det, jeg har brug for.", "Appen er let at bruge."):
        page.get_by_role("group", name=question).get_by_role("radio", name="5").check()
    with page.expect_response("**/api/survey") as received:
        phone.button("Send svar").click()
    assert received.value.status == 204
    opinion: Any = received.value.request.post_data_json
    assert set(opinion) == {"id", "app", "quarter", "needs", "easy"}
    expect(page.locator(".survey").get_by_text("Tak for svaret.")).to_be_visible()
    assert page.evaluate("localStorage['feltskema.survey.waiting']") is None
    _sent(phone)
    expect(phone.page.get_by_text("Forløb")).to_be_visible()
    expect(phone.heading("Hvad synes du om appen?")).to_have_count(0)


def _sent(phone: Phone) -> Any:
    """The request that a new place is sent by, written as a person does."""
    phone.open("/ny/praktiksted")
    name = phone.page.get_by_role("textbox", name="Stedets navn")
    name.click()
    name.press_sequentially("Krog")
    with phone.page.expect_request(lambda request: request.method == "PUT") as sent:
        phone.send()
    return sent.value
