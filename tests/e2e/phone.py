"""A consultant's phone: headless Chromium at 360 × 740, controlled by what a person sees on the page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
import re

from playwright.sync_api import Browser, BrowserContext, Locator, Page, Playwright, expect, sync_playwright

from tests.chromium import chromium_program
from tests.e2e.failure_records import Journal

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE = 60_000
"""The time limit for a page in milliseconds, long enough for a busy machine."""

AXE = Path(__file__).parents[2] / "static-web" / "node_modules" / "axe-core" / "axe.min.js"
STILL = """async () => {
  const frame = () => new Promise(requestAnimationFrame);
  const moves = ({playState, effect}) =>
    playState === 'running' && effect.getComputedTiming().iterations !== Infinity;
  // What inherits a colour begins its own way to it when its parent has come there.
  for (let under; (under = document.getAnimations().filter(moves)).length; )
    await Promise.allSettled([...under.map(animation => animation.finished), frame()]);
}"""
"""A script that waits until nothing is on its way to its colour or place. What turns for ever is left out."""
_RULES = "{runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']}"


def chromium(playwright: Playwright, *more: str, whole: bool = False) -> Browser:
    """The installed Chromium or Chrome, instead of one that Playwright brings. `more`: further command line arguments; `whole`:
    not the headless shell."""
    program = chromium_program(whole=whole)
    return playwright.chromium.launch(executable_path=program, args=[*QUIET, *more])


def expect_saved(page: Page) -> None:
    """Wait until the form says that all of it is saved on the phone: a page that is reloaded earlier may lose the last word."""
    expect(page.locator('.saved-note[aria-busy="false"]')).to_contain_text("Gemt på telefonen kl.")


OPEN: list[Phone] = []
"""Every phone that was made, also those of earlier tests."""


def open_phones() -> list[Phone]:
    """The phones whose page is still open."""
    OPEN[:] = [phone for phone in OPEN if not phone.page.is_closed()]
    return OPEN


@contextmanager
def browsing() -> Iterator[Browser]:
    """A browser that is closed at the end of the block."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = chromium(playwright)
        yield browser
        browser.close()


@dataclass
class Phone:
    """A browser profile with one page. `complaints`: errors that the page wrote to its console, and uncaught exceptions;
    `journal`: all that it did."""

    url: str
    context: BrowserContext
    page: Page
    journal: Journal
    complaints: list[str] = field(default_factory=list)

    @classmethod
    def new(cls, browser: Browser, url: str, width: int = 360, height: int = 740, language: str = "da-DK") -> Phone:
        size = {"width": width, "height": height}
        context = browser.new_context(
            viewport=size,  # type: ignore[arg-type]
            locale=language,
            timezone_id="Europe/Copenhagen",
        )
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        phone = cls(url, context, page, Journal(page))
        OPEN.append(phone)
        phone.page.on("pageerror", lambda error: phone.complaints.append(str(error)))
        phone.page.on("console", lambda text: phone.complaints.append(text.text) if text.type == "error" else None)
        return phone

    def open(self, path: str = "/") -> Phone:
        self.page.goto(f"{self.url}{path}")
        return self

    def sign_in(self, person: str = "Karen Kristensen") -> Phone:
        """Sign in with MitID from the page that is open. If the machine was so busy that the product did not wait for the broker,
        the page says "Prøv igen"; that is tapped once."""
        self.button("Log ind med MitID").click()
        # The exact name, since a test's own person may have almost the same.
        choice = self.page.get_by_role("link").filter(has=self.page.get_by_text(person, exact=True))
        no_answer = self.heading("MitID svarer ikke")
        for _ in range(2):
            expect(choice.or_(no_answer)).to_be_visible()
            if not no_answer.is_visible():
                choice.click()
                self.page.wait_for_url(lambda address: address.startswith(self.url))
            if not no_answer.is_visible():
                break
            self.page.get_by_role("link", name="Prøv igen").click()
        return self

    def signed_in(self, person: str = "Karen Kristensen") -> Phone:
        self.open().sign_in(person)
        expect(self.heading("Mine registreringer")).to_be_visible()
        return self

    def heading(self, name: str) -> Locator:
        return self.page.get_by_role("heading", name=name)

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    def field(self, label: str) -> Locator:
        return self.page.get_by_label(label, exact=True).and_(self.page.locator("input, textarea, select"))

    def pick(self, question: str, *options: str) -> None:
        """Tap radio buttons or checkboxes of a question, on their text."""
        group = self.page.get_by_role("group", name=question, exact=True)
        for option in options:
            group.get_by_text(option, exact=True).click()

    def new_visit(self) -> Phone:
        self.page.get_by_role("link", name="Ny registrering", exact=True).click()
        self.page.get_by_role("link", name=re.compile("^Registrering ved virksomhedsbesøg")).click()
        expect(self.heading("Registrering ved virksomhedsbesøg")).to_be_visible()
        return self

    def short_visit(self, note: str = "") -> Phone:
        """Fill in a visit with as few answers as the form accepts."""
        self.field("CVR-nummer").fill("90002759")
        expect(self.page.get_by_text("Café Blåbær ApS").first).to_be_visible()
        self.pick("Kontaktform", "Telefon")
        self.pick("Formål med besøget", "Første kontakt")
        self.pick("Mødte du nogen fra virksomheden?", "Nej")
        self.pick("Udfald", "Ingen truffet")
        self.pick("Skal der følges op?", "Nej")
        if note:
            self.page.get_by_role("textbox", name="Notat").fill(note)
        return self

    def send(self) -> None:
        self.button("Send registrering").click()

    @property
    def registration(self) -> str:
        """The registration's id, from the page's address."""
        return self.page.url.rstrip("/").rpartition("/")[2]

    def faults(self) -> list[str]:
        """What axe finds against WCAG 2.1 A and AA, and a fault if the page is wider than the screen."""
        axe: list[dict[str, object]] = self._axe()
        reported = [f"{entry['id']}: {entry['help']} {entry['where']}" for entry in axe]
        if self.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            reported.append("the page scrolls sideways")
        return reported

    def _axe(self) -> list[dict[str, object]]:
        self.page.evaluate(STILL)
        # Run by the browser's debugger, which the page's Content-Security-Policy does not apply to.
        self.page.evaluate(AXE.read_text("utf-8"))
        evaluated: list[dict[str, object]] = self.page.evaluate(
            f"axe.run(document, {_RULES}).then(r => r.violations.map("
            "v => ({id: v.id, help: v.help, where: v.nodes.map(n => n.target.join(' ')).slice(0, 3)})))"
        )
        return evaluated
