"""From `new` to a form on the phone: the preview in a browser, as its author sees it while the file is written."""

from __future__ import annotations

from collections.abc import Iterator
import json
from pathlib import Path

from playwright.sync_api import Browser, expect
import pytest

from tests.authors.tool import DEFINITIONS, ROOT, preview, run, workshop
from tests.e2e.phone import Phone, browsing, expect_saved

pytestmark = pytest.mark.starts

PAGES = ROOT / "static-web" / "dist"
TEMPLATES = sorted(path.stem for path in (DEFINITIONS / "templates").glob("*.yaml"))
APP, TITLE = "messebesoeg", "Besøg på en messe"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsing() as chromium:
        yield chromium


@pytest.fixture
def file(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """The definition as `new --from TEMPLATE` writes it."""
    workshop(tmp_path)
    outcome = run(tmp_path, "new", APP, "--from", request.param, "--title", TITLE)
    assert outcome.returncode == 0, outcome.stderr
    return tmp_path / "shared" / "definitions" / f"{APP}.yaml"


@pytest.fixture
def phone(tmp_path: Path, file: Path, browser: Browser) -> Iterator[Phone]:
    with preview(tmp_path, APP, PAGES) as running:
        phone = Phone.new(browser, running.address)
        yield phone
        phone.context.close()
    # A script or style that the policy keeps out is told of here too.
    assert phone.complaints == []


@pytest.mark.parametrize("file", TEMPLATES, indirect=True)
def test_the_form_follows_its_file_through_a_change_a_fault_and_its_mending(phone: Phone, file: Path) -> None:
    page, first = phone.page, file.read_text("utf-8")
    answer = page.goto(f"{phone.url}/ny/{APP}")
    assert answer
    hosting = json.loads((PAGES / "staticwebapp.config.json").read_text("utf-8"))
    assert answer.headers["content-security-policy"] == hosting["globalHeaders"]["Content-Security-Policy"]
    expect(phone.heading(TITLE)).to_be_visible()
    wishes = page.get_by_role("textbox", name="Ønsker")
    wishes.fill("Kaffe\nog te")
    phone.pick("Skal nogen ringe?", "Ja")
    expect(page.get_by_label("Ring tidligst")).to_be_visible()
    expect_saved(page)
    assert phone.faults() == []

    file.write_text(first.replace("da: Ønsker", "da: Drømme"), "utf-8")
    dreams = page.get_by_role("textbox", name="Drømme")
    expect(dreams).to_have_value("Kaffe\nog te")
    expect(wishes).to_have_count(0)

    file.write_text(first.replace("type: long-text", "type: lang-text"), "utf-8")
    expect(page.get_by_role("heading", name="Felttypen lang-text findes ikke.")).to_be_visible()
    expect(page.get_by_text(f"{APP}.yaml:{line(first, 'long-text')}")).to_be_visible()
    expect(page.get_by_text("Mente du long-text?")).to_be_visible()
    expect(page.get_by_text("type: lang-text").first).to_be_visible()
    assert phone.faults() == []

    file.write_text(first, "utf-8")
    expect(phone.heading(TITLE)).to_be_visible()
    expect(wishes).to_have_value("Kaffe\nog te")


def line(text: str, word: str) -> int:
    return next(number for number, item in enumerate(text.splitlines(), start=1) if word in item)
