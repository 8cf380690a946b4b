"""The form of every field type (`definitions/alle-felter.yaml`), filled in as a person does."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image
from playwright.sync_api import FilePayload, Locator, expect

from tests.e2e.filling import choose, draw, tap
from tests.e2e.form_fields import named
from tests.e2e.phone import Phone

TOWN_HALL = {"latitude": 55.675757, "longitude": 12.569020, "accuracy": 11.4}
PDF = (Path(__file__).parents[2] / "shared/definitions/examples/stillingsopslag.pdf").read_bytes()


def opened(phone: Phone) -> Phone:
    phone.open("/ny/alle-felter")
    expect(phone.heading("Alle felter")).to_be_visible()
    return phone


def group(phone: Phone, name: str) -> Locator:
    return phone.page.get_by_role("group", name=named(name))


def optional(phone: Phone, label: str) -> Locator:
    return phone.page.get_by_label(f"{label} (valgfrit)", exact=True)


def picture(width: int = 3000, height: int = 1500) -> bytes:
    """A JPEG like a camera's: stored in landscape, with EXIF data for the rotation and the position."""
    image = Image.new("RGB", (width, height), (30, 90, 160))
    image.paste((240, 200, 40), (0, 0, width // 2, height // 2))
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x8825] = {1: "N", 2: (55.0, 40.0, 32.7)}
    content = io.BytesIO()
    image.save(content, "JPEG", exif=exif)
    return content.getvalue()


def file(name: str, type: str, content: bytes) -> FilePayload:
    return {"name": name, "mimeType": type, "buffer": content}


def fill_in(phone: Phone) -> None:
    page = phone.page
    optional(phone, "Lang tekst").fill("To\nlinjer")
    phone.field("Antal deltagere").fill("12.500")
    optional(phone, "Kørt afstand").fill("7,5")
    optional(phone, "Pris pr. deltager").fill("1.234,50")
    expect(page.get_by_text("15.431.250,00 kr.")).to_be_visible()
    tap(group(phone, "Er der aftalt praktik?"), "Ja")
    tap(group(phone, "Farve"), "Grøn, lys")
    optional(phone, "Måned").select_option("Marts")
    choose(optional(phone, "Sprog"), "Polsk", typed="pol")
    for subject in ("Mentor", "Praktik"):
        tap(group(phone, "Emner"), subject)
    optional(phone, "Startdato").fill("2026-12-24")
    optional(phone, "Mødetid").fill("09:05")
    optional(phone, "Tidspunkt for samtalen").fill("2026-11-23T14:05")
    group(phone, "Varighed").get_by_label("minutter").fill("90")
    fill_in_contact(phone)
    phone.button("Tilføj deltager").click()
    group(phone, "Deltagere").get_by_label("Navn").fill("Åse Ærø")


def fill_in_contact(phone: Phone) -> None:
    phone.field("CVR-nummer").fill("90002759")
    expect(phone.page.get_by_text("Café Blåbær ApS").first).to_be_visible()
    optional(phone, "E-mail").fill("aase@firma.dk ")
    optional(phone, "Telefon").fill("33663366")
    optional(phone, "Hjemmeside").fill("www.firma.dk")
    expect(optional(phone, "Telefon")).to_have_value("+45 33 66 33 66")
    address = group(phone, "Mødested")
    address.get_by_label("Vej og nummer").fill("Vesterbrogade 12, 3. tv.")
    address.get_by_label("Postnummer").fill("1620")
    address.get_by_label("By", exact=True).fill("København V")
    optional(phone, "CPR-nummer").press_sequentially("0101601234")
    expect(optional(phone, "CPR-nummer")).to_have_value("010160-1234")


def attach(phone: Phone) -> None:
    photos = group(phone, "Billeder")
    photos.get_by_label("Tag billede").set_input_files(file("IMG_1.jpeg", "image/jpeg", picture()))
    expect(photos.get_by_text("IMG_1.jpeg", exact=False).first).to_be_visible()
    group(phone, "Filer").get_by_label("Vælg filer").set_input_files(file("Aftale.pdf", "application/pdf", PDF))
    expect(group(phone, "Filer").get_by_text("Aftale.pdf").first).to_be_visible()
    group(phone, "Position").get_by_role("button", name="Brug min position").click()
    expect(phone.page.get_by_text("55,67576° bredde")).to_be_visible()
    group(phone, "Foto").get_by_label("Vælg billede").set_input_files(file("ansigt.png", "image/png", small_png()))
    expect(group(phone, "Foto").get_by_text("ansigt.jpg").first).to_be_visible()
    draw(group(phone, "Underskrift"))


def small_png() -> bytes:
    content = io.BytesIO()
    Image.new("RGBA", (60, 80), (200, 30, 30, 90)).save(content, "PNG")
    return content.getvalue()
