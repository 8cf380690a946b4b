"""Every screen in each of its states: a function for each that brings the page there."""

from __future__ import annotations

from collections.abc import Callable
import re

from playwright.sync_api import Locator, Page, expect

from tests.comfort.answers import access, laid_aside, person, registration, registrations
from tests.comfort.seen import Seen
from tests.e2e.phone import expect_saved
from tests.offline.phone_site import APP

Screen = Callable[[Seen], object]
SCREENS: dict[str, Screen] = {}


def screen(show: Screen) -> Screen:
    SCREENS[show.__name__.replace("_", "-")] = show
    return show


@screen
def sign_in(seen: Seen) -> None:
    expect(seen.signed_out().get_by_role("button", name="Log ind med MitID")).to_be_visible()


@screen
def who(seen: Seen) -> None:
    seen.open(expected=None)
    expect(seen.page.get_by_role("heading", name="Er du Mette Holm?")).to_be_visible()


@screen
def no_role(seen: Seen) -> None:
    seen.open("/", person(roles=[], contact="Dorte Holm, lokal 1234"))
    expect(seen.page.get_by_role("heading", name="Du mangler kun at blive lukket ind")).to_be_visible()


@screen
def home_empty(seen: Seen) -> None:
    seen.open("/", registrations(()))
    expect(seen.page.get_by_text("Du har ikke sendt noget endnu")).to_be_visible()
    expect(seen.page.get_by_text("Klar til brug uden net.")).to_be_visible()


@screen
def home(seen: Seen) -> None:
    seen.list()
    expect(seen.page.get_by_role("heading", name="Kræver handling")).to_be_visible()


@screen
def home_searched(seen: Seen) -> None:
    page = seen.list("delivered")
    seen.site.answers |= registrations((), next=None)
    page.get_by_role("searchbox").fill("Findes ikke")
    expect(page.get_by_text("Ingen registreringer passer.")).to_be_visible()


@screen
def menu(seen: Seen) -> None:
    page = seen.list()
    page.get_by_role("button", name="menu for Mette Holm").click()
    expect(page.get_by_role("button", name="Log ud")).to_be_visible()


@screen
def drafts(seen: Seen) -> None:
    """The list of drafts just after one was deleted."""
    for note in ("En", "To"):
        seen.form().get_by_role("textbox", name="Notat").fill(note)
        expect_saved(seen.page)
    page = seen.list("delivered")
    expect(page.locator(".draft-entry")).to_have_count(2)
    page.locator(".draft-delete").first.click()
    expect(page.get_by_text("Kladden er slettet")).to_be_visible()


@screen
def leaving(seen: Seen) -> None:
    """The question at signing out of a phone that holds a draft."""
    seen.form().get_by_role("textbox", name="Notat").fill("Et ord")
    expect_saved(seen.page)
    seen.page.get_by_role("button", name="menu for Mette Holm").click()
    seen.page.get_by_role("button", name="Log ud").click()
    expect(seen.page.get_by_role("dialog")).to_be_visible()


@screen
def choose(seen: Seen) -> None:
    seen.open("/ny")
    expect(seen.page.locator("a.entry").first).to_be_visible()


@screen
def form(seen: Seen) -> None:
    page = seen.form()
    group(page, "Mødte du nogen fra virksomheden?").get_by_text("Ja", exact=True).click()
    group(page, "Udfald").get_by_text("Aftale indgået", exact=True).click()
    group(page, "Skal der følges op?").get_by_text("Ja", exact=True).click()
    expect(page.get_by_role("group", name="Kontaktperson 1", exact=True)).to_be_visible()


@screen
def form_faults(seen: Seen) -> None:
    page = seen.form()
    page.get_by_role("button", name="Send registrering").click()
    expect(page.get_by_role("alert").filter(has_text="ting at rette")).to_be_focused()


@screen
def form_cpr(seen: Seen) -> None:
    page = seen.form()
    page.get_by_role("textbox", name="Notat").fill("Hun hedder Ida, 010203-1234")
    page.get_by_role("textbox", name="Notat").blur()
    expect(page.get_by_role("button", name="Fjern nummeret")).to_be_visible()


@screen
def form_discarding(seen: Seen) -> None:
    page = seen.form()
    page.get_by_role("button", name="Kassér kladde").click()
    expect(page.get_by_role("button", name="Ja, kassér")).to_be_visible()


@screen
def form_in_two_windows(seen: Seen) -> None:
    seen.form().get_by_role("textbox", name="Notat").fill("Et ord")
    expect_saved(seen.page)
    address = seen.page.url
    seen.page = seen.page.context.new_page()
    seen.page.goto(address)
    expect(seen.page.get_by_text("Kladden er åben i et andet vindue").first).to_be_visible()


@screen
def offline(seen: Seen) -> None:
    page = seen.form()
    page.context.set_offline(True)
    expect(page.get_by_text("Du er offline.")).to_be_visible()


def _status(status: str) -> Screen:
    def show(seen: Seen) -> None:
        seen.open(f"/registrering/{APP}/{registration(status)}", registrations())
        expect(seen.page.get_by_role("heading", name="Forløb")).to_be_visible()

    return show


SCREENS |= {
    f"registration-{status}": _status(status) for status in ("received", "delivered", "waiting", "uncertain", "refused")
}


@screen
def settling(seen: Seen) -> None:
    _status("uncertain")(seen)
    seen.page.get_by_role("button", name="Den er i Fasit").click()
    expect(seen.page.get_by_role("dialog")).to_be_visible()


@screen
def registration_unknown(seen: Seen) -> None:
    seen.open(f"/registrering/{APP}/{registration('received')}")
    expect(seen.page.get_by_role("heading", name="Registreringen findes ikke")).to_be_visible()


@screen
def access_list(seen: Seen) -> None:
    seen.open("/adgang", person(roles=["operatoer", "konsulent"]), access())
    expect(seen.page.get_by_role("button", name=re.compile("^Luk ind")).first).to_be_visible()


@screen
def access_person(seen: Seen) -> None:
    seen.open("/adgang/key-3", person(roles=["operatoer", "konsulent"]), access())
    expect(seen.page.get_by_role("heading", name="Hvad der er sket")).to_be_visible()


@screen
def access_declining(seen: Seen) -> None:
    seen.open("/adgang/key-1", person(roles=["operatoer", "konsulent"]), access())
    seen.page.get_by_role("button", name="Afvis", exact=True).click()
    expect(seen.page.get_by_role("dialog")).to_be_visible()


@screen
def registration_held(seen: Seen) -> None:
    acts = ["try-now", "withdraw", "close"]
    held = laid_aside("waiting", acts, held="Fasit flytter til nye servere", assigned="Tove Teamleder")
    seen.open(f"/registrering/{APP}/{registration('waiting')}", registrations(), held)
    expect(seen.page.get_by_role("button", name="Træk tilbage")).to_be_visible()


@screen
def registration_closed(seen: Seen) -> None:
    reason = {"code": "handled-otherwise", "message": "Lukket, fordi den er håndteret på en anden måde: tastet ind"}
    closed = laid_aside("closed", ["reopen"], reason=reason)
    seen.open(f"/registrering/{APP}/{registration('waiting')}", registrations(), closed)
    expect(seen.page.get_by_role("button", name="Åbn igen")).to_be_visible()


@screen
def unknown_page(seen: Seen) -> None:
    seen.open("/findes/ikke")


def group(page: Page, name: str) -> Locator:
    return page.get_by_role("group", name=name, exact=True)
