"""Registering a visit by keyboard only (Tab, arrows, Enter, Space, letters), with focus visible at every step."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, expect

from tests.e2e.phone import Phone
from tests.stack.running import Fasit, Running
from tests.waiting import until

MAX_TABS = 60
"""The most presses of Tab from any element of a page to any other."""

FAULT = Path(__file__).with_name("focus_fault.js").read_text("utf-8")
"""A script that gives what is wrong with the focused element's visibility, or an empty text."""


@dataclass(frozen=True)
class Keyboard:
    """Presses keys, and checks after each that the focused element is visible with a focus ring."""

    phone: Phone

    def press(self, *keys: str) -> None:
        for key in keys:
            self.phone.page.keyboard.press(key)
            self.look(f"after {key}")

    def type(self, text: str) -> None:
        self.phone.page.keyboard.type(text)
        self.look(f"after typing {text}")

    def to(self, target: Locator, key: str = "Tab") -> None:
        """Press Tab, or `key`, until the target has focus."""
        target.wait_for()
        passed: list[str] = []
        for _ in range(MAX_TABS):
            self.press(key)
            if target.evaluate("element => element === document.activeElement"):
                return
            passed.append(self.phone.page.evaluate("document.activeElement.id || document.activeElement.textContent"))
        raise AssertionError(f"{key} never comes to {target}: {passed}")

    def lands(self, target: Locator) -> None:
        """Check that something new on the page got focus automatically."""
        expect(target).to_be_focused()
        self.look("after a move")

    def look(self, when: str) -> None:
        # Wait while the page scrolls, or redraws the element that had focus.
        until(lambda: not self._fault(), lambda: f"{when}: {self._fault()}")

    def _fault(self) -> str:
        return str(self.phone.page.evaluate(FAULT))


def test_a_short_visit_by_keyboard_alone(phone: Phone, product: Running, fasit: Fasit) -> None:
    phone.signed_in(product.employ("Tove Tast", "konsulent").name)
    phone.open()
    expect(phone.heading("Mine registreringer")).to_be_visible()
    keyboard = Keyboard(phone)
    _to_the_form(keyboard)
    _the_company(keyboard)
    _who_was_met(keyboard)
    _what_is_missing_is_led_to(keyboard)
    _not_deleted_after_all(keyboard)
    keyboard.to(phone.button("Send registrering"), "Shift+Tab")
    phone.page.keyboard.press("Enter")
    phone.page.wait_for_url("**/registrering/**")
    keyboard.lands(phone.page.get_by_role("heading", level=1))
    expect(phone.page.get_by_text("I Fasit", exact=True).first).to_be_visible()
    keyboard.look("with the receipt")
    [document] = fasit.documents(phone.registration)
    reported = ("Café Blåbær ApS", "Telefon", "Første kontakt; Fastholdelse", "Ingen truffet", "Ring igen efter nytår.")
    assert [text for text in reported if text not in fasit.text(document)] == []


def _to_the_form(keyboard: Keyboard) -> None:
    """Skip the header by its skip link, then follow two links."""
    page = keyboard.phone.page
    keyboard.press("Tab")
    keyboard.lands(page.locator("a.skipnav"))
    keyboard.press("Enter")
    keyboard.lands(page.get_by_role("main"))
    keyboard.to(page.get_by_role("link", name="Ny registrering", exact=True))
    page.keyboard.press("Enter")
    keyboard.lands(page.get_by_role("heading", level=1, name="Ny registrering"))
    keyboard.to(page.locator("a.entry", has_text="Registrering ved virksomhedsbesøg"))
    page.keyboard.press("Enter")
    keyboard.lands(page.get_by_role("heading", level=1, name="Registrering ved virksomhedsbesøg"))


def _the_company(keyboard: Keyboard) -> None:
    """Search the company by name, and choose it in the list of matches."""
    phone = keyboard.phone
    keyboard.to(phone.field("CVR-nummer"))
    keyboard.type("blåbær")
    expect(phone.page.get_by_role("option").first).to_be_visible()
    keyboard.press("ArrowDown", "Enter")
    expect(phone.field("CVR-nummer")).to_have_value("90002759")
    expect(phone.page.get_by_text("Café Blåbær ApS").first).to_be_visible()
    keyboard.to(_option(phone, "Kontaktform", "Fysisk møde"))
    keyboard.press("ArrowDown")
    expect(_option(phone, "Kontaktform", "Telefon")).to_be_checked()
    for purpose in ("Første kontakt", "Fastholdelse"):
        keyboard.to(_option(phone, "Formål med besøget", purpose))
        keyboard.press("Space")
        expect(_option(phone, "Formål med besøget", purpose)).to_be_checked()


def _who_was_met(keyboard: Keyboard) -> None:
    """Add a contact person, add a second, delete that, and then choose that nobody was met."""
    phone, met = keyboard.phone, "Mødte du nogen fra virksomheden?"
    keyboard.to(_option(phone, met, "Ja"))
    keyboard.press("Space")
    keyboard.to(phone.field("Navn"))
    keyboard.type("Åse Ærø")
    keyboard.to(phone.button("Tilføj kontaktperson"))
    keyboard.press("Enter")
    keyboard.lands(phone.field("Navn").nth(1))
    keyboard.type("Bo")
    keyboard.to(phone.button("Fjern Kontaktperson 2"), "Shift+Tab")
    keyboard.press("Enter")
    keyboard.lands(phone.button("Fortryd"))
    keyboard.press("Enter")
    keyboard.lands(phone.field("Navn").nth(1))
    expect(phone.field("Navn").nth(1)).to_have_value("Bo")
    keyboard.to(_option(phone, met, "Ja"), "Shift+Tab")
    keyboard.press("ArrowDown")
    expect(_option(phone, met, "Nej")).to_be_checked()
    expect(phone.field("Navn")).to_have_count(0)


def _what_is_missing_is_led_to(keyboard: Keyboard) -> None:
    """Send too early: the list of missing answers gets focus, and its link leads to the field."""
    phone = keyboard.phone
    keyboard.to(phone.button("Send registrering"))
    phone.page.keyboard.press("Enter")
    summary = phone.page.get_by_role("alert").filter(has_text="ting at rette")
    keyboard.lands(summary)
    keyboard.to(summary.get_by_role("link").first)
    keyboard.press("Enter")
    keyboard.lands(_option(phone, "Udfald", "Aftale indgået"))
    keyboard.press("ArrowUp")
    expect(_option(phone, "Udfald", "Ingen truffet")).to_be_checked()
    keyboard.to(_option(phone, "Skal der følges op?", "Ja"))
    keyboard.press("ArrowDown")
    expect(_option(phone, "Skal der følges op?", "Nej")).to_be_checked()
    keyboard.to(phone.page.get_by_role("textbox", name="Notat"))
    keyboard.type("Ring igen efter nytår.")


def _not_deleted_after_all(keyboard: Keyboard) -> None:
    phone = keyboard.phone
    keyboard.to(phone.button("Kassér kladde"))
    keyboard.press("Enter")
    keyboard.lands(phone.button("Behold"))
    keyboard.press("Enter")
    keyboard.lands(phone.button("Kassér kladde"))


def _option(phone: Phone, question: str, name: str) -> Locator:
    group = phone.page.get_by_role("group", name=question, exact=True)
    return group.get_by_role("radio", name=name, exact=True).or_(group.get_by_role("checkbox", name=name, exact=True))
