"""Screens that depend on the phone: what it remembers, its storage, its clock, its browser, a new build."""

from __future__ import annotations

from pathlib import Path
import tempfile

from playwright.sync_api import Page, expect

from tests.comfort.answers import registration, registrations, whole
from tests.comfort.screens import SCREENS, group, screen
from tests.comfort.seen import Seen
from tests.offline.phone_site import APP, DIST
from tests.offline.rebuilt import rebuilt

__all__ = ["SCREENS"]

BOATYARD = "90005405"
COMPANY = {
    **{"cvr": BOATYARD, "name": "Refshaleøens Bådebyggeri A/S", "knownAs": "", "active": True, "adProtected": False},
    **{"address": "Valby Langgade 11, 2500 Valby", "industry": "Bygning af både", "industryCode": "301200"},
    **{"municipality": "København", "unitCount": 2},
    "units": [
        {"pNumber": "1090042389", "name": "Værftet", "address": "Refshalevej 163A, 1432 København K", "active": True},
        {"pNumber": "1090042390", "name": "Lageret", "address": "Valby Langgade 11, 2500 Valby", "active": True},
    ],
}
YEAR_AHEAD = "2031-03-02T14:05:00+01:00"


def visit(seen: Seen) -> Page:
    """A form that is filled in and ready to be sent."""
    seen.site.answers[f"/api/companies/{BOATYARD}"] = COMPANY
    page = seen.form()
    page.get_by_label("CVR-nummer", exact=True).and_(page.locator("input")).fill(BOATYARD)
    group(page, "Produktionsenhed (P-nummer)").get_by_text("Refshalevej 163A").click()
    group(page, "Kontaktform").get_by_text("Telefon", exact=True).click()
    group(page, "Formål med besøget").get_by_text("Andet", exact=True).click()
    group(page, "Mødte du nogen fra virksomheden?").get_by_text("Ja", exact=True).click()
    person = page.get_by_role("group", name="Kontaktperson 1", exact=True)
    person.get_by_label("Navn", exact=True).fill("Anne-Charlotte Frederiksen-Christoffersen")
    group(page, "Emner").get_by_text("Virksomhedspraktik", exact=True).click()
    for label, figure in (("Ordinært ansatte", "25"), ("Ansatte med støtte", "1")):
        page.get_by_label(label, exact=True).and_(page.locator("input")).fill(figure)
    group(page, "Udfald").get_by_text("Ingen truffet", exact=True).click()
    group(page, "Skal der følges op?").get_by_text("Nej", exact=True).click()
    return page


def remembered(seen: Seen) -> Page:
    """A new form after a visit was sent."""
    page = visit(seen)
    page.get_by_role("button", name="Send registrering").click()
    page.wait_for_url("**/registrering/**")
    assert seen.site.registered
    seen.form()
    expect(page.locator(".chip-name").first).to_be_visible()
    return page


@screen
def company_chips(seen: Seen) -> None:
    remembered(seen)


@screen
def chips(seen: Seen) -> None:
    """Chips with the last answers at the unit and with common days; one of each is chosen."""
    page = remembered(seen)
    page.locator(".chip").first.click()
    group(page, "Mødte du nogen fra virksomheden?").get_by_text("Ja", exact=True).click()
    page.locator(".chip", has_text="Anne-Charlotte").click()
    group(page, "Emner").get_by_text("Virksomhedspraktik", exact=True).click()
    group(page, "Skal der følges op?").get_by_text("Ja", exact=True).click()
    page.locator(".chip", has_text="+14 dage").click()


@screen
def waiting(seen: Seen) -> None:
    """The page before the server has answered who is signed in."""
    seen.site.unanswered = {"/api/auth/me"}
    seen.page.goto(seen.site.url)
    expect(seen.page.locator(".loading")).to_be_visible()


@screen
def opening(seen: Seen) -> None:
    """The page before any script has arrived."""
    page = seen.page
    page.route("**/assets/*.js", lambda route: route.abort())
    page.goto(seen.site.url)
    expect(page.get_by_role("link", name="Genindlæs siden")).to_be_visible()


@screen
def unsent(seen: Seen) -> None:
    """A registration in the outbox of a phone without a network."""
    page = visit(seen)
    seen.site.cut = True
    page.context.set_offline(True)
    page.get_by_role("button", name="Send registrering").click()
    page.wait_for_url("**/registrering/**")
    expect(page.get_by_role("button", name="Prøv nu")).to_be_visible()


@screen
def home_unsent(seen: Seen) -> None:
    unsent(seen)
    seen.page.get_by_role("link", name="Mine registreringer").first.click()
    expect(seen.page.locator("#outbox")).to_be_visible()


@screen
def update_notice(seen: Seen) -> None:
    page = seen.list("delivered")
    expect(page.get_by_text("Klar til brug uden net.")).to_be_visible()
    with tempfile.TemporaryDirectory() as folder:
        seen.site.site.builds = [rebuilt(DIST, Path(folder) / "next")]
        page.evaluate("navigator.serviceWorker.getRegistration().then(worker => worker.update())")
        expect(page.get_by_text("En ny version af Feltskema er klar.")).to_be_visible()


@screen
def storage_broken(seen: Seen) -> None:
    seen.page.context.add_init_script(
        "IDBFactory.prototype.open = () => { throw new DOMException('', 'UnknownError') }"
    )
    page = seen.form()
    page.get_by_role("textbox", name="Notat").fill("Et ord")
    expect(page.locator(".not-kept")).to_be_visible()


@screen
def in_app_browser(seen: Seen) -> None:
    teams = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Teams/6.1"
    own = seen.page.context
    browser = own.browser
    assert browser
    seen.page = browser.new_context(locale="da-DK", user_agent=teams).new_page()
    own.close()
    expect(seen.signed_out().get_by_role("heading", name="Åbn siden i Safari")).to_be_visible()


@screen
def corrected(seen: Seen) -> None:
    """A registration that was refused, corrected and sent again; its earlier answers are shown."""
    now = whole("received")
    reasons = [("received", None), ("refused", "Fasit afviste registreringen"), ("received", "Den er rettet")]
    codes = ("", "refused", "corrected")
    history = [
        {**now["history"][0], "status": status, "reason": {"code": code, "message": message} if message else None}
        for (status, message), code in zip(reasons, codes, strict=True)
    ]
    path = f"/api/registrations/{APP}/{registration('received')}"
    shown = {**registrations(("received",)), path: {**now, "revision": 2, "history": history}}
    seen.open(f"/registrering/{APP}/{registration('received')}", shown)
    seen.page.get_by_role("button", name="Vis, hvad der stod før").click()
    expect(seen.page.locator(".earlier")).to_be_focused()


@screen
def correcting(seen: Seen) -> None:
    """The form while a refused registration is corrected."""
    seen.open(f"/registrering/{APP}/{registration('refused')}", registrations())
    seen.page.get_by_role("button", name="Ret og send igen").click()
    expect(seen.page.get_by_role("textbox", name="Notat")).to_be_visible()


@screen
def wrong_clock(seen: Seen) -> None:
    """A form on a phone whose clock is years ahead; it uses the server's clock."""
    seen.page.clock.set_fixed_time(YEAR_AHEAD)
    page = seen.form()
    expect(page.get_by_text("Telefonens ur går forkert")).to_be_visible()
    expect(page.get_by_label("Tidspunkt for besøget")).not_to_have_value("2031-03-02T14:05")
