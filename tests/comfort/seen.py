"""A page on a new phone, with canned answers of the server."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, Page, expect

from tests.comfort.answers import STATUSES, nobody, registrations
from tests.e2e.phone import PATIENCE
from tests.offline.phone_site import APP, PERSON, PhoneSite

_REPORTS = """addEventListener('securitypolicyviolation', ({ effectiveDirective, sample }) =>
  sessionStorage.reports = (sessionStorage.reports ?? '') + `${effectiveDirective}: ${sample}\\n`)"""


@dataclass
class Seen:
    page: Page
    site: PhoneSite

    @classmethod
    def new(cls, browser: Browser, site: PhoneSite) -> Seen:
        context = browser.new_context(locale="da-DK", timezone_id="Europe/Copenhagen")
        context.set_default_timeout(PATIENCE)
        context.add_init_script(_REPORTS)
        return cls(context.new_page(), site)

    def reports(self) -> list[str]:
        evaluated: str = self.page.evaluate("sessionStorage.reports ?? ''")
        return evaluated.splitlines()

    def open(self, path: str = "/", *answers: dict[str, Any], expected: str | None = PERSON) -> Page:
        """Open a path with these answers, as the person `expected`, who was signed in here last; None for nobody."""
        for answer in answers:
            self.site.answers |= answer
        if expected:
            self.page.context.add_init_script(f"localStorage['feltskema.person'] ??= '{expected}'")
        self.page.goto(f"{self.site.url}{path}")
        expect(self.page.get_by_role("heading", level=1)).to_be_visible()
        return self.page

    def form(self) -> Page:
        self.open(f"/ny/{APP}")
        expect(self.page.get_by_role("textbox", name="Notat")).to_be_visible()
        return self.page

    def list(self, *statuses: str) -> Page:
        self.open("/", registrations(statuses or STATUSES))
        expect(self.page.locator(".entry-card").first).to_be_visible()
        return self.page

    def signed_out(self) -> Page:
        return self.open("/", nobody(), expected=None)
