"""The number of taps, keys and swipes that six scripted visits need, counted by the page, each with a limit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import expect

from tests.e2e.phone import Phone
from tests.e2e.thumb import Effort, Thumb
from tests.stack.running import Running

TITLE = "Registrering ved virksomhedsbesøg"
BOATYARD, CAFE = "Refshaleøens Bådebyggeri", "Café Blåbær"


@dataclass(frozen=True)
class Visit:
    """A scripted visit. `most`: the limit for taps, keys and swipes."""

    name: str
    write: Callable[[Thumb], None]
    most: Effort
    sent: dict[str, Any]


def _end(thumb: Thumb, outcome: str, follow_up: str = "", statements: str = "") -> None:
    thumb.pick("Udfald", outcome)
    if outcome == "Aftale indgået":
        card = thumb.phone.page.get_by_role("group", name="Aftale 1", exact=True)
        thumb.write(card.get_by_label("Hvad er aftalt?"), "Praktik i fire uger fra januar, 37 timer")
        thumb.chip("aftaler-0-frist", "+14 dage")
    if statements:
        thumb.pick("Skriftlige erklæringer", statements)
    thumb.pick("Skal der følges op?", "Ja" if follow_up else "Nej")
    if follow_up:
        thumb.chip("opfoelgningDato", follow_up)


def _note(thumb: Thumb, text: str) -> None:
    thumb.write(thumb.phone.page.get_by_role("textbox", name="Notat"), text)


def _first_of_all(thumb: Thumb) -> None:
    """The first visit: nothing is remembered yet, so everything is typed. Later visits reuse its answers."""
    page = thumb.phone.page
    thumb.tap(page.get_by_role("link", name="Ny registrering", exact=True))
    thumb.tap(page.locator("a.entry", has_text=TITLE))
    thumb.write(thumb.phone.field("CVR-nummer"), "90005405")
    expect(page.get_by_text(f"{BOATYARD} A/S").first).to_be_visible()
    thumb.pick("Kontaktform", "Fysisk møde")
    thumb.pick("Formål med besøget", "Rekruttering")
    thumb.pick("Mødte du nogen fra virksomheden?", "Ja")
    card = page.get_by_role("group", name="Kontaktperson 1", exact=True)
    for label, text in (("Navn", "Henrik Tang"), ("Rolle (valgfrit)", "Formand"), ("Telefon (valgfrit)", "26171819")):
        thumb.write(card.get_by_label(label, exact=True), text)
    thumb.pick("Emner", "Virksomhedspraktik")
    thumb.write(thumb.phone.field("Ordinært ansatte"), "25")
    thumb.write(thumb.phone.field("Ansatte med støtte"), "1")
    _end(thumb, "Interesse, ingen aftale endnu", "+1 uge")


def _known(thumb: Thumb, company: str) -> None:
    """From the home page to a form for a company and address that were visited before."""
    thumb.tap(thumb.phone.page.get_by_role("link", name=f"Ny: {TITLE}"))
    thumb.chip("cvr", company)
    expect(thumb.phone.page.locator(".company-note")).not_to_contain_text("Søger")


def _full(thumb: Thumb) -> None:
    page = thumb.phone.page
    _known(thumb, BOATYARD)
    thumb.pick("Mødte du nogen fra virksomheden?", "Ja")
    thumb.chip("kontaktpersoner", "Henrik Tang, Formand")
    thumb.pick("Emner", "Rekruttering", "Virksomhedspraktik")
    card = page.get_by_role("group", name="Stilling 1", exact=True)
    thumb.write(card.get_by_label("Titel"), "Bådebygger")
    thumb.write(card.get_by_label("Antal"), "2")
    thumb.chip("behov-0-start", "+1 måned")
    thumb.write(card.get_by_label("Timer om ugen"), "37")
    thumb.write(card.get_by_label("Beskrivelse"), "Reparation af træskibe. Erfaring med limtræ er en fordel.")
    thumb.chip("ordinaertAnsatte", "25")
    thumb.chip("stoettede", "1")
    _end(thumb, "Aftale indgået", "+1 uge", "Fra arbejdsgiveren")
    _note(thumb, "Parkér ved port 3; hovedporten er lukket.")


def _placement(thumb: Thumb) -> None:
    """A visit with the answers that VITAS needs: the unit, the person responsible, the numbers employed and supported, work and
    dates."""
    _known(thumb, BOATYARD)
    thumb.pick("Mødte du nogen fra virksomheden?", "Ja")
    thumb.chip("kontaktpersoner", "Henrik Tang, Formand")
    thumb.pick("Emner", "Virksomhedspraktik")
    thumb.chip("ordinaertAnsatte", "25")
    thumb.chip("stoettede", "1")
    _end(thumb, "Aftale indgået", "+14 dage", "Fra arbejdsgiveren")


def _new_company(thumb: Thumb) -> None:
    """A contact by telephone with a company that is found by its name."""
    page = thumb.phone.page
    thumb.tap(page.get_by_role("link", name=f"Ny: {TITLE}"))
    thumb.write(thumb.phone.field("CVR-nummer"), "blåbær")
    thumb.tap(page.get_by_role("option").first)
    thumb.tap(page.get_by_role("button", name="Favorit"))
    thumb.pick("Kontaktform", "Telefon")
    thumb.pick("Formål med besøget", "Første kontakt", "Rekruttering")
    thumb.pick("Mødte du nogen fra virksomheden?", "Nej")
    _end(thumb, "Ikke relevant nu")
    _note(thumb, "Ring igen efter nytår.")


def _short(thumb: Thumb) -> None:
    _known(thumb, CAFE)
    thumb.pick("Mødte du nogen fra virksomheden?", "Nej")
    _end(thumb, "Ingen truffet")


def _again_later(thumb: Thumb) -> None:
    """A second visit to a company that is first in the list, since it is a favourite."""
    _known(thumb, CAFE)
    thumb.pick("Mødte du nogen fra virksomheden?", "Nej")
    _end(thumb, "Ingen truffet", "+1 måned")


HENRIK = {"navn": "Henrik Tang", "rolle": "Formand", "telefon": "+4526171819"}
VISITS = [
    Visit("the first of all", _first_of_all, Effort(25, 50, 25), {"kontaktpersoner": [HENRIK], "stoettede": 1}),
    Visit("full", _full, Effort(25, 220, 25), {"kontaktpersoner": [HENRIK], "pnummer": "1090042389", "stoettede": 1}),
    Visit("agreed placement", _placement, Effort(25, 60, 20), {"kontaktpersoner": [HENRIK], "ordinaertAnsatte": 25}),
    Visit("new company by telephone", _new_company, Effort(14, 40, 15), {"kontaktform": "telefon"}),
    Visit("short", _short, Effort(6, 0, 12), {"kontaktform": "telefon", "pnummer": "1090014068"}),
    Visit("short with a date", _again_later, Effort(7, 0, 12), {"opfoelgning": True}),
]


def test_six_visits_cost_no_more_than_they_may(phone: Phone, product: Running) -> None:
    thumb = Thumb(phone)
    thumb.begin()
    phone.signed_in()
    karen = product.consultant("karen")
    costs: dict[str, Effort] = {}
    for visit in VISITS:
        phone.open()
        expect(phone.heading("Mine registreringer")).to_be_visible()
        visit.write(thumb)
        thumb.tap(phone.button("Send registrering"))
        phone.page.wait_for_url("**/registrering/**")
        costs[visit.name] = thumb.effort
        answers = karen.look(phone.registration)["answers"]
        assert {name: answers.get(name) for name in visit.sent} == visit.sent, visit.name
    over = {
        visit.name: cost
        for visit in VISITS
        if (cost := costs[visit.name]).taps > visit.most.taps
        or cost.keys > visit.most.keys
        or cost.swipes > visit.most.swipes
    }
    assert over == {}, costs
