"""The installed app without a network, and a new build that comes while a form is open, in Chromium with a profile on disk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, expect, sync_playwright
import pytest

from tests.chromium import chromium_program
from tests.e2e.phone import PATIENCE, QUIET, expect_saved
from tests.offline.phone_site import APP, DIST, PERSON, PhoneSite, phone_site
from tests.offline.rebuilt import rebuilt

pytestmark = pytest.mark.starts

Opening = Callable[[], Page]


@pytest.fixture(scope="module")
def opening(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opening]:
    """A function that closes the browser and starts it again with the same profile."""
    profile = tmp_path_factory.mktemp("profile")
    program = chromium_program()
    with sync_playwright() as playwright, ExitStack() as running:
        expect.set_options(timeout=PATIENCE)
        opened: list[BrowserContext] = []

        def again() -> Page:
            for item in opened:
                item.close()
            context = playwright.chromium.launch_persistent_context(
                profile,
                executable_path=program,
                args=list(QUIET),
                locale="da-DK",
                viewport={"width": 360, "height": 740},
            )
            context.set_default_timeout(PATIENCE)
            context.add_init_script(f"localStorage.setItem('feltskema.person', '{PERSON}')")
            opened[:] = [context]
            running.callback(context.close)
            return context.pages[0]

        yield again


@pytest.fixture
def site() -> Iterator[PhoneSite]:
    with phone_site() as new_site:
        yield new_site


def note(page: Page) -> str:
    box = page.get_by_role("textbox", name="Notat")
    expect(box).to_be_visible()
    return box.input_value()


def test_signed_in_once_everything_opens_without_a_network(opening: Opening, site: PhoneSite) -> None:
    page = opening()
    page.goto(site.url)
    expect(page.get_by_text("Klar til brug uden net.")).to_be_visible()
    site.cut, site.requests = True, []

    page.reload()
    page.get_by_role("link", name="Ny registrering", exact=True).click()
    page.get_by_role("textbox", name="Notat").fill("Fra kælderen")
    expect_saved(page)
    page.reload()
    assert note(page) == "Fra kælderen"

    page = opening()
    page.goto(site.url)
    expect(page.get_by_role("button", name="menu for Mette Holm")).to_be_visible()
    expect(page.get_by_text("Klar til brug uden net.")).to_be_visible()
    page.get_by_role("region", name="Kladder på telefonen").get_by_role("link").click()
    assert note(page) == "Fra kælderen"
    page.goto(f"{site.url}/ny/{APP}")
    assert note(page) == ""


def test_a_new_build_waits_for_the_form_and_takes_none_of_its_files_away(
    opening: Opening, site: PhoneSite, tmp_path: Path
) -> None:
    page = opening()
    page.goto(site.url)
    expect(page.get_by_text("Klar til brug uden net.")).to_be_visible()
    page.get_by_role("link", name="Ny registrering", exact=True).click()
    page.get_by_role("textbox", name="Notat").fill("Midt i det hele")

    site.site.builds = [rebuilt(DIST, tmp_path / "next")]
    # Coming back to the app does the same.
    page.evaluate("navigator.serviceWorker.getRegistration().then(r => r.update())")
    page.get_by_role("link", name="Mine registreringer").click()
    expect(page.get_by_text("En ny version af Feltskema er klar.")).to_be_visible()
    page.go_back()
    assert note(page) == "Midt i det hele"
    other = page.context.new_page()
    other.goto(page.url)
    assert note(other) == "Midt i det hele"
    page.get_by_role("link", name="Mine registreringer").click()
    page.get_by_role("button", name="Tag den i brug").click()
    expect(page.get_by_text("Et skema er åbent i et andet vindue.")).to_be_visible()
    other.close()
    before = page.evaluate("document.querySelector('script[type=module]').src")
    with page.expect_navigation():
        page.get_by_role("button", name="Tag den i brug").click()
    expect(page.get_by_role("heading", name="Mine registreringer")).to_be_visible()
    assert page.evaluate("document.querySelector('script[type=module]').src") != before
    # Once no page needs the old build, none of its files is left.
    site.cut = True
    page.get_by_role("region", name="Kladder på telefonen").get_by_role("link").click()
    assert note(page) == "Midt i det hele"
