"""The pages that Lighthouse audits: the built ones, with the hosting's headers and canned answers of the server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from bench.lighthouse.auditing import Running
from tests.comfort.answers import nobody, registration, registrations
from tests.comfort.phone_states import COMPANY
from tests.offline.phone_site import APP, PERSON, phone_site


@dataclass(frozen=True, slots=True)
class Page:
    """A page to audit. `answers`: the server's, beside the common ones; `shows`: a selector of what is there when the page has
    loaded."""

    path: str
    shows: str
    answers: dict[str, Any] = field(default_factory=dict)
    is_signed_in: bool = True


_SENT_LATELY = {"/api/companies/90001000": {**COMPANY, "cvr": "90001000"}}
PAGES = {
    "sign-in": Page("/", "text=Log ind med MitID", nobody(), is_signed_in=False),
    "home": Page("/", ".entry-card", {**registrations(), **_SENT_LATELY}),
    "form": Page(f"/ny/{APP}", "#felt-notat"),
    "receipt": Page(
        f"/registrering/{APP}/{registration('delivered')}",
        ".receipt-id",
        {**registrations(("delivered",), next=None), **_SENT_LATELY},
    ),
}


@contextmanager
def opened_page(browser: Running, page: Page) -> Iterator[str]:
    """Serve the page and load it once in the browser, as a person who has signed in before; gives its address."""
    with phone_site() as site:
        site.answers |= page.answers
        tab = browser.context.new_page()
        if page.is_signed_in:
            tab.add_init_script(f"localStorage['feltskema.person'] ??= '{PERSON}'")
        tab.goto(f"{site.url}{page.path}")
        tab.locator(page.shows).first.wait_for()
        tab.close()
        yield f"{site.url}{page.path}"
