"""Finding a company by its name, and one shop of a chain of two thousand, on a phone of 360 by 740."""

from __future__ import annotations

from playwright.sync_api import Response, expect

from tests.e2e.phone import Phone
from tests.stack.running import Fasit

MAX_BYTES = 10_000


def test_one_shop_of_a_chain_of_two_thousand(phone: Phone, fasit: Fasit) -> None:
    answers: list[Response] = []
    phone.page.on("response", lambda answer: answers.append(answer) if "/api/companies" in answer.url else None)
    phone.signed_in().new_visit().short_visit()
    company, unit = phone.field("CVR-nummer"), phone.field("Produktionsenhed (P-nummer)")
    company.fill("kiosk24")
    hit = phone.page.get_by_role("option").first
    expect(hit).to_contain_text("Også kendt som Kiosk24 A/S")
    hit.click()
    expect(phone.page.get_by_text("Virksomheden har 2001 adresser")).to_be_visible()
    unit.click()
    expect(phone.page.get_by_role("option")).to_have_count(20)
    assert phone.faults() == []
    unit.fill("amagerbrogade 12")
    only = phone.page.get_by_role("option")
    expect(only).to_have_count(1)
    only.click()
    expect(phone.page.get_by_text("1091000091").first).to_be_visible()
    assert phone.faults() == []
    assert max(len(answer.body()) for answer in answers) < MAX_BYTES
    phone.send()
    expect(phone.page.get_by_text("I Fasit", exact=True).first).to_be_visible()
    [document] = fasit.documents(phone.registration)
    assert "1091000091" in fasit.text(document)


def test_dissolved_companies_come_last_and_are_marked(phone: Phone) -> None:
    phone.signed_in().new_visit().field("CVR-nummer").fill("havnens fisk")
    hits = phone.page.get_by_role("option")
    expect(hits).to_have_count(2)
    expect(hits.nth(0)).not_to_contain_text("Ophørt")
    expect(hits.nth(1)).to_contain_text("Ophørt")
    assert phone.faults() == []
    hits.nth(1).click()
    expect(phone.page.get_by_text("Virksomheden er ophørt.")).to_be_visible()
