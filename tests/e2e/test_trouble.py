"""What the consultant sees when something fails, and that nothing written is lost."""

from __future__ import annotations

from playwright.sync_api import expect
import pytest

from tests.e2e.phone import Phone, expect_saved
from tests.stack.running import Fasit, Running


def test_a_draft_survives_a_reload_and_stands_on_the_front_page(phone: Phone) -> None:
    phone.signed_in().new_visit().short_visit(note="Husk nøglen")
    expect_saved(phone.page)
    phone.page.reload()
    expect(phone.page.get_by_role("textbox", name="Notat")).to_have_value("Husk nøglen")
    expect(phone.page.get_by_role("radio", name="Telefon")).to_be_checked()
    phone.open()
    expect(phone.heading("Kladder på telefonen")).to_be_visible()
    phone.page.get_by_role("region", name="Kladder på telefonen").get_by_role(
        "link", name="Café Blåbær ApS"
    ).first.click()
    expect(phone.page.get_by_role("textbox", name="Notat")).to_have_value("Husk nøglen")


def test_without_a_connection_it_is_kept_and_sent_once_from_whatever_page(phone: Phone, fasit: Fasit) -> None:
    phone.signed_in().new_visit().short_visit(note="Fra kælderen")
    phone.context.set_offline(True)
    phone.send()
    expect(phone.heading("Venter på at blive sendt")).to_be_visible()
    assert phone.faults() == []
    sent = phone.registration
    phone.page.get_by_role("link", name="Mine registreringer").click()
    expect(phone.heading("Ikke sendt endnu")).to_be_visible()
    waiting = phone.page.locator(f'a[href$="{sent}"]')
    expect(waiting).to_contain_text("Der er ikke hul igennem lige nu.")
    assert phone.faults() == []
    phone.context.set_offline(False)
    expect(waiting).to_contain_text("I Fasit")
    expect(phone.heading("Ikke sendt endnu")).to_be_hidden()
    [document] = fasit.documents(sent)
    assert "Fra kælderen" in fasit.text(document)


def test_what_waits_is_taken_back_on_purpose_and_sent_once_corrected(phone: Phone, fasit: Fasit) -> None:
    phone.signed_in().new_visit().short_visit(note="Forkert")
    phone.context.set_offline(True)
    phone.send()
    phone.button("Tag den tilbage som kladde").click()
    phone.page.get_by_role("textbox", name="Notat").fill("Rettet")
    phone.context.set_offline(False)
    phone.send()
    expect(phone.page.get_by_text("I Fasit", exact=True).first).to_be_visible()
    [document] = fasit.documents(phone.registration)
    assert "Rettet" in fasit.text(document)


def test_a_session_that_ended_costs_a_sign_in_and_nothing_else(phone: Phone, fasit: Fasit) -> None:
    phone.signed_in().new_visit().short_visit(note="Før pausen")
    phone.context.clear_cookies(name="__Host-feltskema")
    phone.send()
    expect(phone.page.get_by_text("En registrering venter på at blive sendt.")).to_be_visible()
    phone.sign_in()
    # The person has tapped "Send" once already, and need not do so again.
    expect(phone.page.get_by_text("I Fasit", exact=True).first).to_be_visible()
    [document] = fasit.documents(phone.registration)
    assert "Før pausen" in fasit.text(document)


def test_a_refusal_is_shown_with_fasits_reason_and_can_be_sent_again_and_corrected(phone: Phone, fasit: Fasit) -> None:
    fasit.fail(opret={"mode": "refuse", "reason": "Parten er ukendt", "times": 2})
    phone.signed_in().new_visit().short_visit(note="Første forsøg").send()
    expect(phone.page.get_by_text("Afvist", exact=True).first).to_be_visible()
    expect(phone.page.get_by_text("Parten er ukendt").first).to_be_visible()
    # The cause is put right, and the consultant sends it again.
    phone.button("Send igen").click()
    phone.page.get_by_role("dialog").get_by_role("button", name="Send igen").click()
    expect(phone.page.get_by_role("dialog")).to_have_count(0)
    # It is refused again. This time the consultant corrects it, and is stopped by what looks like a CPR number.
    phone.button("Ret og send igen").click()
    phone.page.get_by_role("textbox", name="Notat").fill("Rettet, ring til 010190-1234")
    phone.send()
    expect(phone.page.get_by_role("alert")).to_contain_text("Notat: ligner et CPR-nummer.")
    phone.button("Fjern nummeret").click()
    phone.send()
    expect(phone.page.get_by_role("heading", name="I Fasit")).to_be_visible()
    [document] = fasit.documents(phone.registration)
    assert "Rettet, ring til" in fasit.text(document)
    assert "010190" not in fasit.text(document)
    phone.button("Vis, hvad der stod før").click()
    expect(phone.page.get_by_text("Første forsøg")).to_be_visible()


def test_fasit_that_is_down_is_told_of_and_tried_again(phone: Phone, fasit: Fasit) -> None:
    fasit.fail(upload2={"mode": "status", "status": 503})
    phone.signed_in().new_visit().short_visit().send()
    expect(phone.page.get_by_text("Venter på Fasit", exact=True).first).to_be_visible()
    fasit.fail()
    expect(phone.page.get_by_text("I Fasit", exact=True).first).to_be_visible()
    assert len(fasit.documents(phone.registration)) == 1


@pytest.mark.parametrize("there", [True, False], ids=["it is there", "it is not"])
def test_when_nobody_knows_the_consultant_settles_it(phone: Phone, fasit: Fasit, there: bool) -> None:
    fasit.fail(opret={"mode": "drop-after-work" if there else "drop-before-work", "times": 1})
    phone.signed_in().new_visit().short_visit().send()
    expect(phone.page.get_by_text("Uvis", exact=True).first).to_be_visible()
    phone.button("Den er i Fasit" if there else "Send igen").click()
    dialog = phone.page.get_by_role("dialog")
    dialog.get_by_role("button").filter(has_not_text="Annullér").last.click()
    expect(phone.page.get_by_text("I Fasit", exact=True).first).to_be_visible()
    assert len(fasit.documents(phone.registration)) == 1


@pytest.mark.parametrize(
    ("person", "reason"),
    [("Lars Lav", "sikringsniveau"), ("Anna Anden", "ikke ansat i kommunen")],
    ids=["loa", "company"],
)
def test_who_may_not_come_in_is_told_why(phone: Phone, person: str, reason: str) -> None:
    phone.open().sign_in(person)
    expect(phone.page.get_by_role("main")).to_contain_text(reason)
    phone.page.get_by_role("link", name="Prøv igen").click()
    expect(phone.button("Log ind med MitID")).to_be_visible()


def test_a_sign_in_that_is_given_up_leads_back(phone: Phone) -> None:
    phone.open()
    phone.button("Log ind med MitID").click()
    phone.page.get_by_role("link", name="Afbryd").click()
    phone.page.get_by_role("link", name="Prøv igen").click()
    expect(phone.button("Log ind med MitID")).to_be_visible()


def test_the_register_that_is_down_does_not_stop_a_visit_but_its_delivery(
    phone: Phone, product: Running, fasit: Fasit
) -> None:
    product.stack.stop_part("cvr")
    try:
        phone.signed_in().new_visit()
        phone.field("CVR-nummer").fill("90002759")
        expect(phone.button("Prøv igen").first).to_be_visible()
        phone.pick("Kontaktform", "Telefon")
        phone.pick("Formål med besøget", "Andet")
        phone.pick("Mødte du nogen fra virksomheden?", "Nej")
        phone.pick("Udfald", "Ingen truffet")
        phone.pick("Skal der følges op?", "Nej")
        phone.send()
        expect(phone.page.get_by_text("CVR-registret svarer ikke").first).to_be_visible()
    finally:
        product.stack.start_part("cvr")
    # A document in Fasit cannot be changed, so the delivery waits until the company's name is known.
    expect(phone.page.get_by_text("I Fasit", exact=True).first).to_be_visible()
    [document] = fasit.documents(phone.registration)
    assert "Café Blåbær ApS" in fasit.text(document)
