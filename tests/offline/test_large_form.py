"""A form of more than 60 fields on a phone: what is out of sight is not laid out."""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import Page, expect
import pytest

from bench.first_load.pages import Page as Built
from bench.first_load.pages import served
from bench.large_form.definition import APP, layout
from tests.e2e.phone import PATIENCE, browsing
from tests.offline.phone_site import ANSWERS, DIST, PERSON, listed

pytestmark = pytest.mark.starts

LAID_OUT = """
() => [...document.querySelectorAll('.item-card')].filter((card) => card.checkVisibility({ contentVisibilityAuto: true })
  && card.querySelector('input').checkVisibility({ contentVisibilityAuto: true })).length
"""


@pytest.fixture
def page() -> Iterator[Page]:
    """The form, drawn to its end."""
    definition = layout()
    api = {**ANSWERS, "/api/definitions": {"items": [listed(definition)]}, f"/api/definitions/{APP}": definition}
    built = Built("ours", DIST, f"/ny/{APP}", "#felt-felt0", api)
    with browsing() as browser, served(built) as url:
        context = browser.new_context(locale="da-DK", viewport={"width": 360, "height": 740})
        context.set_default_timeout(PATIENCE)
        context.add_init_script(f"localStorage.setItem('feltskema.person', '{PERSON}')")
        page = context.new_page()
        page.goto(url + built.path)
        page.locator("#felt-sum999").wait_for(state="attached")
        yield page
        context.close()


def test_of_two_hundred_items_those_out_of_sight_are_not_laid_out(page: Page) -> None:
    page.locator("#felt-rum0-50-antal").fill("12")
    expect(page.locator("#felt-rum0-50-dobbelt").get_by_role("status")).to_have_text("24")
    assert 1 <= page.evaluate(LAID_OUT) < 20
