"""Measures the milliseconds from opening a page until its first field can be typed in, on a phone that is four times slower, on
slow 4G."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import BrowserContext, CDPSession, Page, Playwright

from bench.first_load.pages import Page as Built
from tests.chromium import chromium_program
from tests.e2e.phone import PATIENCE, QUIET
from tests.offline.phone_site import PERSON

SLOWER = 4
SLOW_4G = {"latency": 562.5, "downloadThroughput": 180_000, "uploadThroughput": 84_375}
"""Milliseconds and bytes a second: what Chromium's developer tools call slow 4G."""

# Runs in the page: notes when the field is there, can be written in, and the browser has painted it.
_WATCH = """
(box) => {
  const look = () => {
    const field = document.querySelector(box);
    if (!field || field.disabled || field.closest('[inert]')) return requestAnimationFrame(look);
    requestAnimationFrame(() => setTimeout(() => (window.typable = performance.now())));
  };
  look();
}
"""

_WAIT = """
() => new Promise((resolve) => {
  const look = () => (window.typable === undefined ? setTimeout(look, 50) : resolve(window.typable));
  look();
})
"""


@dataclass
class Phone:
    """A browser with a profile of its own, on the page `built` at `url`."""

    context: BrowserContext
    built: Built
    url: str

    def prepare(self) -> None:
        """Visit the page once, so that its files are cached; ours also until it can be used offline."""
        page = self.context.new_page()
        page.goto(self.url + self.built.path)
        page.locator(self.built.box).first.wait_for()
        if self.built.name == "ours":
            page.goto(self.url)
            page.get_by_text("Klar til brug uden net.").wait_for()
        page.close()

    def forget(self) -> None:
        """Delete everything that the page has stored, except who is signed in."""
        page = self.context.new_page()
        session = self.context.new_cdp_session(page)
        session.send("Network.clearBrowserCache")
        storage_types = "service_workers,cache_storage,indexeddb"
        session.send("Storage.clearDataForOrigin", {"origin": self.url, "storageTypes": storage_types})
        page.close()

    def open(self, offline: bool = False) -> float:
        """Open the page in a new tab; gives the milliseconds until its first field can be typed in."""
        page = self.context.new_page()
        session = self.context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", {"offline": offline, **SLOW_4G})
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        page.add_init_script(f"({_WATCH})({self.built.box!r})")
        page.goto(self.url + self.built.path, wait_until="commit")
        milliseconds = float(page.evaluate(_WAIT))
        _rest(page, session)
        return milliseconds


def _rest(page: Page, session: CDPSession) -> None:
    """Close the page, so that what it still does cannot disturb the next one."""
    session.detach()
    page.close()


@contextmanager
def phone(playwright: Playwright, built: Built, url: str) -> Iterator[Phone]:
    """A phone with a new browser profile, for the page `built` at `url`."""
    chromium = chromium_program(whole=True)
    with TemporaryDirectory() as profile:
        context = playwright.chromium.launch_persistent_context(
            Path(profile),
            executable_path=chromium,
            args=list(QUIET),
            locale="da-DK",
            viewport={"width": 360, "height": 740},
        )
        context.set_default_timeout(PATIENCE)
        if built.name == "ours":
            context.add_init_script(f"localStorage.setItem('feltskema.person', '{PERSON}')")
        try:
            yield Phone(context, built, url)
        finally:
            context.close()
