"""Registering a visit as the consultant sees it: from the first tap to *I Fasit*."""

from __future__ import annotations

from collections.abc import Callable
import re

from playwright.sync_api import expect

from tests.e2e.phone import Phone
from tests.stack.running import Fasit, Running


def test_a_visit_lands_in_fasit(phone: Phone, product: Running, fasit: Fasit) -> None:
    phone.signed_in().new_visit()
    phone.field("CVR-nummer").fill("90002759")
    expect(phone.page.get_by_text("Café Blåbær ApS").first).to_be_visible()
    phone.pick("Kontaktform", "Fysisk møde")
    phone.pick("Formål med besøget", "Rekruttering", "Fastholdelse")
    expect(phone.page.get_by_role("group", name="Emner", exact=True)).to_be_hidden()
    phone.pick("Mødte du nogen fra virksomheden?", "Ja")
    phone.field("Navn").fill("Åse Ærø")
    phone.page.get_by_label("Telefon (valgfrit)").fill("+45 33 66 33 66")
    phone.button("Tilføj kontaktperson").click()
    phone.field("Navn").nth(1).fill("Ελένη عمر 😀")
    phone.pick("Emner", "Rekruttering", "Virksomhedspraktik")
    phone.field("Titel").fill("Bagersvend")
    phone.field("Antal").fill("2")
    phone.field("Beskrivelse").fill("Fuld tid, også weekend.\nGerne en, der kan lide surdej.")
    phone.field("Ordinært ansatte").fill("25")
    phone.field("Ansatte med støtte").fill("1")
    phone.pick("Udfald", "Aftale indgået")
    phone.field("Hvad er aftalt?").fill("Vi sender tre kandidater.")
    phone.pick("Skriftlige erklæringer", "Fra arbejdsgiveren")
    phone.pick("Skal der følges op?", "Ja")
    phone.field("Dato for opfølgning").fill("2026-12-24")
    phone.page.get_by_role("textbox", name="Notat").fill("Kaffen var god.")
    phone.send()

    expect(phone.page.get_by_text("I Fasit", exact=True).first).to_be_visible()
    [document] = fasit.documents(phone.registration)
    expect(phone.page.get_by_text(document["id"]).first).to_be_visible()
    assert document["party"] == "urn:schultz:dokument:1.0:primaerpart:cvr:90002759"
    shown = fasit.text(document)
    reported = (
        *("Café Blåbær ApS", "90002759", "Fysisk møde", "Rekruttering; Fastholdelse", "Åse Ærø", "+45 33 66 33 66"),
        *("Ελένη", "[GRINNING FACE]", "Rekruttering; Virksomhedspraktik", "Bagersvend", "Fuld tid, også weekend."),
        *("Gerne en, der kan lide surdej.", "25", "Vi sender tre kandidater.", "24.12.2026", "Kaffen var god."),
    )
    assert [text for text in reported if text not in shown] == []


def test_an_empty_form_says_what_is_missing_and_leads_there(phone: Phone) -> None:
    phone.signed_in().new_visit().send()
    summary = phone.page.get_by_role("alert").filter(has_text="ting at rette")
    expect(summary).to_be_focused()
    expect(summary.get_by_role("link")).to_have_count(7)
    summary.get_by_role("link", name="Udfyld CVR-nummer.").click()
    expect(phone.field("CVR-nummer")).to_be_focused()
    phone.field("CVR-nummer").fill("12345678")
    phone.send()
    expect(summary.get_by_role("link", name="er ikke et gyldigt CVR-nummer")).to_be_visible()


def test_what_is_hidden_again_is_not_sent_but_kept_for_its_return(phone: Phone, fasit: Fasit) -> None:
    phone.signed_in().new_visit().short_visit()
    phone.pick("Mødte du nogen fra virksomheden?", "Ja")
    phone.field("Navn").fill("Hemmelig Person")
    phone.pick("Mødte du nogen fra virksomheden?", "Nej")
    expect(phone.page.get_by_label("Navn", exact=True)).to_have_count(0)
    phone.pick("Mødte du nogen fra virksomheden?", "Ja")
    expect(phone.field("Navn")).to_have_value("Hemmelig Person")
    phone.pick("Mødte du nogen fra virksomheden?", "Nej")
    phone.send()
    expect(phone.page.get_by_text("I Fasit", exact=True).first).to_be_visible()
    [document] = fasit.documents(phone.registration)
    assert "Hemmelig" not in fasit.text(document)


def test_a_double_tap_sends_once(phone: Phone, fasit: Fasit) -> None:
    phone.signed_in().new_visit().short_visit()
    phone.button("Send registrering").dblclick()
    expect(phone.page.get_by_text("I Fasit", exact=True).first).to_be_visible()
    assert len(fasit.documents(phone.registration)) == 1


def test_mine_are_listed_newest_first_and_are_only_mine(phone: Phone, phones: Callable[..., Phone]) -> None:
    phone.signed_in("Mehmet Østergaard").new_visit().short_visit().send()
    expect(phone.page.get_by_text("I Fasit", exact=True).first).to_be_visible()
    sent = phone.registration
    phone.open()
    expect(phone.page.locator(f'a[href$="{sent}"]')).to_contain_text("Café Blåbær ApS")
    expect(phone.page.locator(f'a[href$="{sent}"]')).to_contain_text("I Fasit")
    other = phones().signed_in("Dorte Holm")
    expect(other.page.get_by_text("Du har ikke sendt noget endnu")).to_be_visible()
    other.open(f"/registrering/virksomhedsbesoeg/{sent}")
    expect(other.heading("Registreringen findes ikke")).to_be_visible()


def test_a_visit_can_be_registered_in_english(phone: Phone) -> None:
    phone.signed_in().button("English").click()
    expect(phone.heading("My registrations")).to_be_visible()
    phone.page.get_by_role("link", name="New registration", exact=True).click()
    phone.page.get_by_role("link", name=re.compile("^Company visit")).click()
    expect(phone.heading("Company visit")).to_be_visible()
    phone.page.get_by_role("button", name="Send").click()
    expect(phone.page.get_by_role("link", name="Fill in CVR number.")).to_be_visible()
