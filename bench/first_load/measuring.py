"""Milliseconds from going to a page until its first field can be typed in, on a phone four times slower, on slow 4G."""

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

# Told by the page itself: when the field is there, can be written in, and the browser has painted it.
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
    """A browser profile of its own, on disk, so that it can be closed and opened."""

    context: BrowserContext
    built: Built
    url: str

    def prepare(self) -> None:
        """A first visit: ours is signed in and has fetched ahead, all have been seen once."""
        page = self.context.new_page()
        page.goto(self.url + self.built.path)
        page.locator(self.built.box).first.wait_for()
        if self.built.name == "ours":
            page.goto(self.url)
            page.get_by_text("Klar til brug uden net.").wait_for()
        page.close()

    def forget(self) -> None:
        """As if the app had never been opened here, but for who has signed in."""
        page = self.context.new_page()
        session = self.context.new_cdp_session(page)
        session.send("Network.clearBrowserCache")
        kept = "service_workers,cache_storage,indexeddb"
        session.send("Storage.clearDataForOrigin", {"origin": self.url, "storageTypes": kept})
        page.close()

    def open(self, offline: bool = False) -> float:
        page = self.context.new_page()
        session = self.context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", {"offline": offline, **SLOW_4G})
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        page.add_init_script(f"({_WATCH})({self.built.box!r})")
        page.goto(self.url + self.built.path, wait_until="commit")
        taken = float(page.evaluate(_WAIT))
        _rest(page, session)
        return taken


def _rest(page: Page, session: CDPSession) -> None:
    """What the page still does must not disturb the next."""
    session.detach()
    page.close()


@contextmanager
def phone(playwright: Playwright, built: Built, url: str) -> Iterator[Phone]:
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
