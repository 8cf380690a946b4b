"""The survey on a receipt, and the form that says what it counts."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import Page, Route, expect

from shared.domain.authoring.reading import read
from shared.domain.source.node import unplaced
from tests.comfort.answers import whole
from tests.comfort.evaluation_screens import SCREENS
from tests.comfort.screens import screen
from tests.comfort.seen import Seen
from tests.offline.phone_site import listed

__all__ = ["SCREENS"]

APP = "maalt"
_BOTH = {"da": "Navn", "en": "Name"}
_FORM: dict[str, Any] = {
    **{"app": APP, "version": 1, "title": _BOTH, "description": _BOTH, "target": "log", "heading": ["navn"]},
    "measures": ["effort", "survey"],
    "sections": [{"id": "s", "title": _BOTH, "fields": [{"id": "navn", "type": "text", "label": _BOTH}]}],
}


def _measured(seen: Seen) -> Page:
    """The form of an app that measures, open."""
    layout: Any = read(unplaced(_FORM, APP), APP).layout()
    seen.open(f"/ny/{APP}", {"/api/definitions": {"items": [listed(layout, "log")]}, f"/api/definitions/{APP}": layout})
    expect(seen.page.get_by_text("Antal tryk og minutter i skemaet")).to_be_visible()
    return seen.page


def _asked(seen: Seen) -> Page:
    """The receipt of what was just sent, with the survey on it."""
    page = _measured(seen)

    def answer(route: Route) -> None:
        id = route.request.url.rpartition("/")[2]
        body = {**whole("received", APP), "id": id, "answers": {"navn": "Nørrebro"}}
        route.fulfill(status=200, content_type="application/json", body=json.dumps(body))

    page.route(f"**/api/registrations/{APP}/*", answer)
    page.get_by_role("textbox", name="Navn").fill("Nørrebro")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", name="Hvad synes du om appen?")).to_be_visible()
    return page


@screen
def form_measured(seen: Seen) -> None:
    _measured(seen)


@screen
def survey(seen: Seen) -> None:
    """With one question answered and the other not, after Send."""
    page = _asked(seen)
    page.get_by_role("group", name="Appen er let at bruge.").get_by_role("radio", name="4").check()
    page.get_by_role("button", name="Send svar").click()
    expect(page.get_by_text("Svar på begge spørgsmål")).to_be_visible()


@screen
def survey_answered(seen: Seen) -> None:
    page = _asked(seen)
    for question in ("Appen er let at bruge.", "Appen kan det, jeg har brug for."):
        page.get_by_role("group", name=question).get_by_role("radio", name="5").check()
    page.get_by_role("button", name="Send svar").click()
    expect(page.locator(".survey").get_by_text("Tak for svaret.")).to_be_visible()
