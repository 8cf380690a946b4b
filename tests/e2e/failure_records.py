"""Stores what a phone showed when a test failed in `.local/failures`: screen, address, text, console and requests."""

from __future__ import annotations

from pathlib import Path
import re
from time import perf_counter
from typing import TYPE_CHECKING

from playwright.sync_api import Error, Page

if TYPE_CHECKING:
    from tests.e2e.phone import Phone

FOLDER = Path(__file__).parents[2] / ".local" / "failures"
_MOST = 400
"""How many lines of the journal are kept, the last ones."""
_TAPS = """
for (const kind of ['pointerdown', 'pointerup', 'click'])
  addEventListener(kind, ({target, clientX, clientY}) => {
    const link = target.closest?.('a, button, label, input') ?? target;
    console.debug('tap', kind, Math.round(clientX), Math.round(clientY), link.nodeName, (link.textContent ?? '').slice(0, 40));
  }, true);
"""


class Journal:
    """A log of what a page did; each line has the seconds since it was opened."""

    def __init__(self, page: Page) -> None:
        self.lines: list[str] = []
        self._began = perf_counter()
        page.on("request", lambda request: self.note(f"asked   {request.method} {request.url}"))
        page.on("response", lambda answer: self.note(f"answer  {answer.status} {answer.request.method} {answer.url}"))
        page.on("requestfailed", lambda request: self.note(f"failed  {request.url}: {request.failure}"))
        page.on("framenavigated", lambda frame: self.note(f"address {frame.url}"))
        page.on("console", lambda message: self.note(f"console {message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.note(f"thrown  {error}"))
        page.add_init_script(_TAPS)

    def note(self, line: str) -> None:
        self.lines.append(f"{perf_counter() - self._began:8.3f} {line}")


def keep(test: str, phones: list[Phone]) -> list[Path]:
    """Store a folder for each phone, named by the test: `screen.png`, `page.html`, `journal.txt`. Gives the folders."""
    folders = []
    for place, phone in enumerate(phones):
        folder = FOLDER / f"{re.sub(r'[^A-Za-z0-9]+', '-', test).strip('-')}-{place}"
        folder.mkdir(parents=True, exist_ok=True)
        journal = [f"at {phone.page.url}", *phone.journal.lines[-_MOST:]]
        (folder / "journal.txt").write_text("\n".join(journal), "utf-8")
        try:
            (folder / "page.html").write_text(phone.page.content(), "utf-8")
            phone.page.screenshot(path=folder / "screen.png", timeout=10_000)
        except Error as error:
            (folder / "not-kept.txt").write_text(str(error), "utf-8")
        folders.append(folder)
    return folders
