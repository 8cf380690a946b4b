"""How many sequential round trips and how many bytes a form needs before it can be typed in."""

from __future__ import annotations

from collections.abc import Iterator
import gzip
import re

from playwright.sync_api import Browser, Page, expect
import pytest

from tests.e2e.phone import PATIENCE, browsing
from tests.offline.phone_site import APP, DIST, PERSON, PhoneSite, phone_site

pytestmark = pytest.mark.starts

BUDGET = 80_000
"""The limit for gzipped bytes of script and style that are needed to draw a form. The list, sending the outbox and questions
about a newer form are in files that are loaded later (docs/decisions/0037-one-worker-one-script.md)."""

WERE = {"core.js": 31_430, "core.css": 10_470, "da.js": 6_070, "form.js": 25_770}
"""The size of each file when the budget was last set, so that a failure can name the file that has grown."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsing() as chromium_browser:
        yield chromium_browser


@pytest.fixture
def site() -> Iterator[PhoneSite]:
    with phone_site() as new_site:
        yield new_site


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page on a phone on which the person has signed in before, with nothing else stored."""
    context = browser.new_context(locale="da-DK", viewport={"width": 360, "height": 740})
    context.set_default_timeout(PATIENCE)
    context.add_init_script(f"localStorage.setItem('feltskema.person', '{PERSON}')")
    yield context.new_page()
    context.close()


def files_of_the_form() -> set[str]:
    """The scripts and styles that `index.html` names for a form, in Danish."""
    html = re.sub(r'data-(en|home)="[^"]*"', "", (DIST / "index.html").read_text("utf-8"))
    return set(re.findall(r"/assets/[\w-]+\.(?:js|css)", html))


def typed(page: Page, text: str) -> None:
    box = page.get_by_role("combobox", name="CVR-nummer")
    box.fill(text)
    expect(box).to_have_value(text)


def test_a_form_can_be_typed_in_after_two_round_trips(page: Page, site: PhoneSite) -> None:
    together = {*files_of_the_form(), "/api/auth/me", f"/api/definitions/{APP}"}
    site.answer_in_rounds({f"/ny/{APP}"}, together)
    page.goto(f"{site.url}/ny/{APP}", wait_until="commit")
    typed(page, "Bager")


def test_script_and_style_of_a_form_stay_within_the_budget() -> None:
    sizes = {_part(name): len(gzip.compress((DIST / name.lstrip("/")).read_bytes())) for name in files_of_the_form()}
    grown = {part: f"+{size - WERE.get(part, 0)}" for part, size in sizes.items() if size > WERE.get(part, 0)}
    assert sum(sizes.values()) <= BUDGET, (
        f"{sum(sizes.values())} of {BUDGET} bytes; grown since it was looked at: {grown}"
    )


def _part(name: str) -> str:
    """The file's name without its hash: `/assets/core-D2D_NRJH.css` gives `core.css`."""
    return re.sub(r"^/assets/(.+)-[\w-]{8}(\.\w+)$", r"\1\2", name)
