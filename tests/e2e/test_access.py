"""A new employee's first day: signed in without a role, let in by the operator with a tap, and at work."""

from __future__ import annotations

from collections.abc import Callable
import re

from playwright.sync_api import expect

from tests.e2e.phone import Phone
from tests.stack.running import Fasit, Running

MAX_LENGTH = "Virksomhedskonsulenterne/beskæftigelsesindsatsen/Nordvest"
"""A team name that a narrow screen can only break within words."""


def test_a_new_employee_is_let_in_and_registers(phones: Callable[..., Phone], product: Running, fasit: Fasit) -> None:
    name = product.employ("Nanna Ny").name
    nanna, dorte = phones(), phones()
    nanna.open().sign_in(name)
    expect(nanna.heading("Du mangler kun at blive lukket ind")).to_be_visible()
    message = nanna.page.get_by_text(f"Jeg skal bruge adgang til Feltskema: {name}, nummer")
    expect(message).to_be_visible()
    expect(nanna.page.get_by_text("Spørg: Dorte Holm")).to_be_visible()
    assert nanna.faults() == []
    number = (message.text_content() or "").rpartition(" ")[2]

    dorte.signed_in("Dorte Holm")
    dorte.page.get_by_role("button", name="menu for Dorte Holm").click()
    dorte.page.get_by_role("link", name="Hvem har adgang").click()
    expect(dorte.page.get_by_role("region", name="Venter på adgang")).to_contain_text(f"Nummer {number}")
    assert dorte.faults() == []
    dorte.button(f"Luk ind som Konsulent: {name}").click()
    expect(dorte.page.get_by_role("region", name="Alle andre")).to_contain_text(name)

    # Her page notices without a reload.
    expect(nanna.heading("Mine registreringer")).to_be_visible()
    nanna.new_visit().short_visit().send()
    expect(nanna.page.get_by_text("I Fasit", exact=True).first).to_be_visible()
    [document] = fasit.documents(nanna.registration)
    expect(nanna.page.get_by_text(document["id"]).first).to_be_visible()


def test_an_operator_changes_ends_and_takes_access(phones: Callable[..., Phone], product: Running) -> None:
    name = product.employ("Eva Bruun", "konsulent", "evaluator").name
    dorte, eva = phones().signed_in("Dorte Holm"), phones().signed_in(name)
    dorte.open("/adgang")
    dorte.page.get_by_role("searchbox").fill(name.lower())
    expect(dorte.page.locator("a.entry")).to_have_count(1)
    dorte.page.get_by_role("link", name=name).click()
    expect(dorte.heading(name)).to_be_visible()
    assert dorte.faults() == []
    dorte.page.get_by_label("Teamleder").check()
    dorte.page.get_by_label("Team (valgfrit)").fill(MAX_LENGTH)
    dorte.page.get_by_label("Sidste dag (valgfrit)").fill("2099-06-30")
    dorte.button("Gem").click()
    line = dorte.page.get_by_role("link", name=re.compile(f"^{name}"))
    expect(line).to_contain_text(f"Konsulent, Teamleder, Evaluator · {MAX_LENGTH} · til og med 30.6.2099")
    assert dorte.faults() == []
    line.click()
    dorte.button("Log ud overalt").click()
    dialog = dorte.page.get_by_role("dialog")
    expect(dialog.get_by_role("button", name="Log ud overalt")).to_be_disabled()
    dialog.get_by_label("Begrundelse").fill("Mistet telefon")
    assert dorte.faults() == []
    dialog.get_by_role("button", name="Log ud overalt").click()
    trail = dorte.page.get_by_role("region", name="Hvad der er sket")
    expect(trail.get_by_role("listitem").first).to_contain_text("Mistet telefon")
    expect(trail.get_by_role("listitem").nth(1)).to_contain_text("Før: Konsulent, Evaluator")
    assert dorte.faults() == []

    eva.page.reload()
    expect(eva.button("Log ind med MitID")).to_be_visible()
    dorte.button("Fjern adgangen").click()
    dialog.get_by_label("Begrundelse").fill("Holdt op")
    dialog.get_by_role("button", name="Fjern adgangen").click()
    expect(trail.get_by_role("listitem").first).to_contain_text("Holdt op")
    expect(dorte.page.get_by_text("Uden adgang", exact=True)).to_be_visible()
    eva.open().sign_in(name)
    expect(eva.heading("Du mangler kun at blive lukket ind")).to_be_visible()
