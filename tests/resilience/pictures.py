"""Pictures of what a consultant and an operator see when the host is killed, an answer is lost, and the target is down:
`python -m tests.resilience.pictures --out FOLDER`, a minute. For people to look at; the tests say what must be there."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
import tempfile

from playwright.sync_api import Browser, Route, expect

from tests.e2e.phone import Phone, browsing
from tests.resilience.sweeping import SHORT_WAITS, settled
from tests.stack.consultant import Consultant, new_id
from tests.stack.running import Running, running
from tests.waiting import until

SIZES = {"phone": (360, 740), "desk": (1280, 800)}


_DRAWN = """() => document.fonts.ready.then(
  () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))))"""
"""Settled when the page is drawn anew, in its own letters."""


class Album:
    """Two people's browsers, and the folder that their pictures go to."""

    def __init__(self, product: Running, browser: Browser, out: Path) -> None:
        self.product, self._out = product, out
        self.karen = product.consultant("karen")
        self.consultant = Phone.new(browser, product.stack.url).signed_in("Karen Kristensen")
        self.operator = Phone.new(browser, product.stack.url).signed_in("Dorte Holm")

    def keep(self, phone: Phone, name: str) -> None:
        """The whole page, as it is on a phone and at a desk."""
        for size, (width, height) in SIZES.items():
            phone.page.set_viewport_size({"width": width, "height": height})
            phone.page.evaluate(_DRAWN)
            phone.page.screenshot(path=self._out / f"{name}-{size}.png", full_page=True)

    def registration(self, id: str, name: str, words: str) -> None:
        """The consultant's page of one registration, once it says so; then their front page."""
        self.consultant.open(f"/registrering/virksomhedsbesoeg/{id}")
        expect(self.consultant.page.get_by_text(words).first).to_be_visible()
        self.keep(self.consultant, f"{name}-consultant-registration")
        self.consultant.open()
        expect(self.consultant.page.locator(".entry").first).to_be_visible()
        self.keep(self.consultant, f"{name}-consultant-home")

    def board(self, name: str, words: str) -> None:
        """The operator's page, once it says so; then the first delivery of its list."""
        self.operator.open("/drift")
        expect(self.operator.page.get_by_text(words).first).to_be_visible()
        expect(self.operator.page.locator(".delivery").first).to_be_visible()
        self.keep(self.operator, f"{name}-operator-board")
        self.operator.page.locator(".delivery a.entry").first.click()
        expect(self.operator.heading("Forløb")).to_be_visible()
        self.keep(self.operator, f"{name}-operator-delivery")


def lost(album: Album) -> None:
    """Fasit does the work, and its answer is lost: only who looks there knows."""
    album.product.fasit.fail(opret={"mode": "drop-after-work", "times": 1})
    id = sent(album.karen)
    album.karen.wait(id, "uncertain")
    album.registration(id, "lost", "Uvis")
    album.board("lost", "Uvis")
    album.karen.settle(id, "delivered", album.product.fasit.documents(id)[0]["id"])


def kill(album: Album) -> None:
    """The host is killed while Fasit works: first nothing answers, then it is uncertain too."""
    album.product.fasit.fail(opret={"mode": "hold", "times": 1})
    id = sent(album.karen)
    album.product.fasit.wait_until_held()
    album.consultant.open(f"/registrering/virksomhedsbesoeg/{id}")
    expect(album.consultant.heading("Café Blåbær")).to_be_visible()
    album.operator.open("/drift")
    expect(album.operator.heading("Modtagere")).to_be_visible()
    album.product.stack.kill("functions")
    album.consultant.page.reload()
    album.operator.page.reload()
    for phone in (album.consultant, album.operator):
        expect(phone.page.get_by_text("Der er ingen forbindelse til Feltskema").first).to_be_visible()
    album.keep(album.consultant, "kill-during-consultant-registration")
    album.keep(album.operator, "kill-during-operator-board")
    album.product.stack.start_part("functions")
    album.product.fasit.release()
    assert settled(album.product, album.karen, id)["status"] == "uncertain"
    album.registration(id, "kill", "Uvis")
    album.board("kill", "Uvis")
    album.karen.settle(id, "delivered", album.product.fasit.documents(id)[0]["id"])


def down(album: Album) -> None:
    """Fasit answers nothing but 503: what is sent waits, and goes out by itself when it answers again."""
    album.product.fasit.fail(**{call: {"mode": "status", "status": 503} for call in ("upload2", "opret")})
    ids = [sent(album.karen) for _ in range(8)]
    album.karen.wait(ids[0], "waiting")
    album.registration(ids[0], "down", "Venter på Fasit")
    # Nothing is tried while the circuit is open.
    album.registration(ids[-1], "down-untried", "Modtaget")
    album.board("down", "Svarer ikke.")
    album.product.fasit.fail()


def many(album: Album) -> None:
    """Fasit is down, and an operator lays all that waits aside at once, and takes it back."""
    album.product.fasit.fail(**{call: {"mode": "status", "status": 503} for call in ("upload2", "opret")})
    for _ in range(60):  # They wait, or stay received: the circuit may be open still from the scene before.
        sent(album.karen)
    operator, page = album.operator, album.operator.page
    operator.open("/drift")
    operator.button("Vælg alle viste").click()
    page.get_by_role("button", name="også dem der ikke vises").click()
    album.keep(operator, "many-chosen")
    held = list[Route]()
    page.route("**/api/operations/moves", lambda route: held.append(route))  # noqa: PLW0108 (the library marks it)
    done(operator, "Læg til side", "Fasit er nede til i morgen")
    until(lambda: page.title() and held)
    held.pop(0).continue_()
    until(lambda: page.title() and held)
    album.keep(operator, "many-progress")
    held.pop(0).continue_()
    page.unroute("**/api/operations/moves")
    expect(operator.button("Fortryd")).to_be_visible()
    album.keep(operator, "many-done")
    operator.button("Fortryd").click()
    expect(page.get_by_text("Tag op igen:", exact=False).filter(has_text="gjort")).to_be_visible()
    expect(page.locator(".delivery [data-status=parked]")).to_have_count(0)
    album.keep(operator, "many-undone")
    album.product.fasit.fail()


def handed(album: Album) -> None:
    """An uncertain one is handed to the operator, whose page and front page tell it."""
    album.product.fasit.fail(opret={"mode": "drop-after-work", "times": 1})
    id = sent(album.karen)
    album.karen.wait(id, "uncertain")
    operator, page = album.operator, album.operator.page
    operator.open("/drift")
    page.locator(".delivery a.entry").first.click()
    operator.button("Giv videre").click()
    page.get_by_label("Til", exact=True).select_option(label="Dorte Holm")
    album.keep(operator, "handed-dialog")
    page.get_by_role("dialog").get_by_role("button", name="Giv videre").click()
    expect(operator.heading("Forløb")).to_be_visible()
    album.keep(operator, "handed-delivery")
    operator.open("/")
    expect(page.get_by_text("1 levering er givet til dig.")).to_be_visible()
    album.keep(operator, "handed-home")
    page.get_by_role("link", name="Vis", exact=True).click()
    expect(page.get_by_label("Givet til")).to_have_value("me")
    album.keep(operator, "handed-board")
    album.karen.settle(id, "delivered", album.product.fasit.documents(id)[0]["id"])


def done(phone: Phone, act: str, reason: str) -> None:
    phone.button(act).click()
    phone.page.get_by_label("Hvorfor").fill(reason)
    phone.page.get_by_role("dialog").get_by_role("button", name=act).click()


def sent(karen: Consultant) -> str:
    id = new_id()
    assert karen.put(id).status_code == 201
    return id


SCENES: tuple[Callable[[Album], None], ...] = (lost, kill, handed, down, many)


@contextmanager
def opened(out: Path) -> Iterator[Album]:
    with tempfile.TemporaryDirectory() as folder, running(Path(folder), SHORT_WAITS) as product, browsing() as browser:
        yield Album(product, browser, out)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.resilience.pictures", description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("scenes", nargs="*", help=" ".join(scene.__name__ for scene in SCENES) + " (none: all)")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    with opened(options.out) as album:
        for scene in SCENES:
            if scene.__name__ in options.scenes or not options.scenes:
                scene(album)


if __name__ == "__main__":
    main()
