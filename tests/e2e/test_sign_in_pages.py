"""The pages that a sign-in can end on, on the smallest phone: every word and the button are visible."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from functions.sign_in_page import refused
from shared.domain.access.sign_in_errors import KNOWN
from shared.domain.problems import SignInRefused

WIDTH, HEIGHT = 360, 740
CODES = {
    *("sign-in-expired", "sign-in-elsewhere", "sign-in-failed", "loa-too-low", "other-company"),
    *("broker-unavailable", "storage-unavailable", "busy"),
    *KNOWN.values(),
}
"""The problems that a sign-in ends with: our own, a dependency's, and those of the broker's errors."""


def test_every_page_keeps_within_a_small_phone(browser: Browser) -> None:
    page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
    for code in sorted(CODES):
        for language in ("da", "en"):
            page.set_content(refused(SignInRefused(code), language).body)
            size = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]")
            assert size == [WIDTH, HEIGHT], f"{code} in {language}: {size}"
            expect(page.get_by_role("link")).to_be_in_viewport(ratio=1)
            expect(page.get_by_role("heading", level=1)).to_have_count(1)
    page.close()
