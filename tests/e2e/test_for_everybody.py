"""Accessibility of every page: WCAG 2.1 A and AA as far as axe tests it, and no horizontal scrolling, on phone and desktop."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect
import pytest

from tests.e2e.phone import Phone

SIZES = [(360, 740), (1280, 800)]


@pytest.mark.parametrize(("width", "height"), SIZES, ids=["phone", "desk"])
def test_every_page_is_for_everybody(phones: Callable[..., Phone], width: int, height: int) -> None:
    phone = phones(width=width, height=height).open()
    expect(phone.button("Log ind med MitID")).to_be_visible()
    faults = {"sign-in": phone.faults()}
    phone.signed_in()
    faults["home"] = phone.faults()
    phone.open("/ny")
    expect(phone.page.get_by_text("Vælg, hvad du vil registrere.")).to_be_visible()
    faults["choose"] = phone.faults()
    phone.open().new_visit().send()
    faults["errors"] = phone.faults()
    phone.pick("Mødte du nogen fra virksomheden?", "Ja")
    phone.pick("Emner", "Rekruttering")
    phone.pick("Udfald", "Aftale indgået")
    faults["form"] = phone.faults()
    phone.open().new_visit().short_visit().send()
    expect(phone.page.get_by_text("I Fasit", exact=True).first).to_be_visible()
    faults["receipt"] = phone.faults()
    assert {page: fault for page, fault in faults.items() if fault} == {}
