"""One visit through every interruption in turn (no network, closed browser, new build, new form, ended session): all that was
written arrives in Fasit, once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
import io
from pathlib import Path
import re
import shutil

import httpx
from playwright.sync_api import BrowserContext, Locator, Page, expect, sync_playwright
from pypdf import PdfReader
import pytest

from local.run.parts import HOME
from tests.chromium import chromium_program
from tests.e2e.every_field import file, picture
from tests.e2e.failure_records import Journal
from tests.e2e.phone import PATIENCE, QUIET, Phone, expect_saved
from tests.offline.phone_site import APP, DIST
from tests.offline.rebuilt import rebuilt
from tests.stack.running import Running, running

pytestmark = pytest.mark.starts

Opening = Callable[[], Phone]
PHOTOS = """      - id: billeder
        type: photo
        label: {da: Billeder, en: Photos}
        max_items: 3
"""


@pytest.fixture
def product(tmp_path: Path) -> Iterator[Running]:
    """A stack with its own copy of pages and definitions, which the test changes."""
    shutil.copytree(DIST, tmp_path / "data" / "site")
    shutil.copytree(HOME / "shared" / "definitions", tmp_path / "definitions")
    publish(tmp_path / "definitions", "      - id: notat\n", f"{PHOTOS}      - id: notat\n")
    settings = {"DEFINITIONS": str(tmp_path / "definitions")}
    with running(tmp_path / "data", settings) as stack:
        yield stack


@pytest.fixture
def opening(product: Running, tmp_path: Path) -> Iterator[Opening]:
    """A function that closes the browser and starts it again with the same profile."""
    executable = chromium_program()
    with sync_playwright() as playwright, ExitStack() as open_until_the_end:
        expect.set_options(timeout=PATIENCE)
        contexts: list[BrowserContext] = []

        def again() -> Phone:
            for context in contexts:
                context.close()
            context = playwright.chromium.launch_persistent_context(
                tmp_path / "profile",
                executable_path=executable,
                args=list(QUIET),
                locale="da-DK",
                timezone_id="Europe/Copenhagen",
                viewport={"width": 360, "height": 740},
            )
            context.set_default_timeout(PATIENCE)
            contexts[:] = [context]
            open_until_the_end.callback(context.close)
            page = context.pages[0]
            return Phone(product.stack.url, context, page, Journal(page))

        yield again


def test_a_visit_outlives_all_that_comes_in_its_way(product: Running, opening: Opening, tmp_path: Path) -> None:
    phone = opening().signed_in()
    expect(phone.page.get_by_text("Klar til brug uden net.")).to_be_visible()
    the_network_is_cut_in_a_form(phone, product)

    # The browser is closed, and started again while there is no network.
    phone = opening().open()
    drafts(phone.page).get_by_role("link").click()
    holds_all(phone.page)

    all_is_new_and_the_session_over(phone, product, tmp_path)
    the_draft_is_moved_and_sent(phone)
    in_fasit_once_and_whole(product, phone.registration)
    phone.open()
    expect(phone.heading("Kladder på telefonen")).to_be_hidden()


def the_network_is_cut_in_a_form(phone: Phone, product: Running) -> None:
    phone.new_visit()
    phone.pick("Kontaktform", "Telefon")
    product.stack.stop_part("front")
    write_the_rest(phone)
    attach_a_photo(phone)
    expect_saved(phone.page)
    phone.page.reload()
    holds_all(phone.page)


def all_is_new_and_the_session_over(phone: Phone, product: Running, folder: Path) -> None:
    """The network is back, the session is over, and the phone gets a new build and a new version of the form."""
    rebuild(folder)
    publish(folder / "definitions", "label: {da: Notat, en: Note}", "label: {da: Notat fra besøget, en: Note of it}")
    product.stack.stop_part("functions")
    product.stack.start_part("functions")
    product.stack.start_part("front")
    phone.context.clear_cookies()
    phone.open()
    expect(phone.button("Log ind med MitID").first).to_be_visible()
    phone.sign_in()
    expect(phone.heading("Mine registreringer")).to_be_visible()
    take_the_new_build(phone)


def the_draft_is_moved_and_sent(phone: Phone) -> None:
    drafts(phone.page).get_by_role("link").click()
    holds_all(phone.page)
    phone.button("Flyt til den nye formular").click()
    expect(phone.page.get_by_text("Notat fra besøget")).to_be_visible()
    holds_all(phone.page, note="Notat fra besøget")
    phone.send()
    expect(phone.page.get_by_text("I Fasit", exact=True).first).to_be_visible()


def write_the_rest(phone: Phone) -> None:
    """Without a network the company cannot be looked up, so only its number is filled in."""
    phone.field("CVR-nummer").fill("90002759")
    phone.pick("Formål med besøget", "Første kontakt")
    phone.pick("Mødte du nogen fra virksomheden?", "Nej")
    phone.pick("Udfald", "Ingen truffet")
    phone.pick("Skal der følges op?", "Nej")
    phone.page.get_by_role("textbox", name="Notat").fill("Fra kælderen, før det hele")


def attach_a_photo(phone: Phone) -> None:
    photos(phone.page).get_by_label("Vælg billeder").set_input_files(file("kaelder.jpg", "image/jpeg", picture()))
    expect(photos(phone.page).locator("img")).to_be_visible()


def drafts(page: Page) -> Locator:
    return page.get_by_role("region", name="Kladder på telefonen")


def photos(page: Page) -> Locator:
    return page.get_by_role("group", name=re.compile("^Billeder"))


def holds_all(page: Page, note: str = "Notat") -> None:
    expect(page.get_by_role("textbox", name=note)).to_have_value("Fra kælderen, før det hele")
    expect(page.get_by_role("radio", name="Telefon")).to_be_checked()
    expect(photos(page).locator("img")).to_be_visible()


def rebuild(folder: Path) -> None:
    rebuilt(DIST, folder / "next")
    shutil.rmtree(folder / "data" / "site")
    (folder / "next").rename(folder / "data" / "site")


def publish(definitions: Path, old: str, new: str) -> None:
    """Publish the newest version with `old` replaced by `new`, under the next number."""
    versions = definitions / "published" / APP
    newest = max(int(path.stem) for path in versions.glob("*.yaml"))
    text = (versions / f"{newest}.yaml").read_text("utf-8")
    for before, after in (
        (f"version: {newest}\n", f"version: {newest + 1}\n"),
        ("migrates:\n", f"migrates:\n  - from: {newest}\n"),
        (old, new),
    ):
        assert before in text, before
        text = text.replace(before, after, 1)
    (versions / f"{newest + 1}.yaml").write_text(text, "utf-8")


def take_the_new_build(phone: Phone) -> None:
    page = phone.page
    script = "document.querySelector('script[type=module]').src"
    before = page.evaluate(script)
    # Coming back to the app does the same.
    page.evaluate("navigator.serviceWorker.getRegistration().then(worker => worker.update())")
    with page.expect_navigation():
        phone.button("Tag den i brug").click()
    expect(phone.heading("Mine registreringer")).to_be_visible()
    assert page.evaluate(script) != before


def in_fasit_once_and_whole(product: Running, registration: str) -> None:
    [document] = product.fasit.documents(registration)
    text = product.fasit.text(document)
    # The company's name from the register is there too, though the phone could not look it up when the visit was written.
    for words in ("Fra kælderen, før det hele", "Café Blåbær ApS", "90002759", "Notat fra besøget"):
        assert words in text, text
    assert pictures_in(product, document), "the photo is not in the document"


def pictures_in(product: Running, document: dict[str, str]) -> list[str]:
    content = httpx.get(f"{product.fasit.url}{document['pdf']}").content
    return [image.name for page in PdfReader(io.BytesIO(content)).pages for image in page.images]
