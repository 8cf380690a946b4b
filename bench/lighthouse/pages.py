"""The pages that Lighthouse looks at: built, under the hosting's headers, with what they need of the server's answers."""

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
    """`answers`: what the server says beside what it says to everybody. `shows`: what stands there when the page is whole."""

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
def shown(browser: Running, page: Page) -> Iterator[str]:
    """The address of the page, after it has been seen whole once by a browser whose person was here before."""
    with phone_site() as site:
        site.answers |= page.answers
        tab = browser.context.new_page()
        if page.is_signed_in:
            tab.add_init_script(f"localStorage['feltskema.person'] ??= '{PERSON}'")
        tab.goto(f"{site.url}{page.path}")
        tab.locator(page.shows).first.wait_for()
        tab.close()
        yield f"{site.url}{page.path}"
