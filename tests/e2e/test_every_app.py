"""Every shipped app, from the list of apps to its row in an export: its own example, filled in as a person does."""

from __future__ import annotations

from collections.abc import Iterator
import csv
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, expect
import pytest

from shared.domain.definition.compiled_definition import Compiled
from tests.authors.tool import ROOT, run
from tests.e2e.examples import all_fields, answers_of_today, entity_sources, lines
from tests.e2e.filling import GROUP, fill_in
from tests.e2e.phone import Phone
from tests.shipped import SHIPPED
from tests.stack.running import Fasit, Running

APPS = {compiled.definition.app: compiled for compiled in SHIPPED.all()}
FASIT = "fasit-documents"
_READ = """() => [...document.querySelectorAll('.answer:not(.answer-group)')].map(line => {
  const answer = line.querySelector('dd');
  const shown = [...answer.querySelectorAll('img, a[download], svg[role=img]')].map(
    element => element.alt || element.download || element.getAttribute('aria-label').split(': ').pop());
  return [line.querySelector('dt').innerText, shown.join(', ') || answer.innerText];
})"""
"""Reads each line of the page: its label and its text; for a picture, a file or a drawing its name."""


def arrived(app: str) -> str:
    """The page's word for the final status: it names Fasit only for apps that are delivered there."""
    return "I Fasit" if APPS[app].definition.target == FASIT else "Gemt"


@dataclass(frozen=True)
class Sent:
    """A registration that has arrived, with the answers that the person gave."""

    id: str
    title: str
    shown: list[tuple[str, str]]
    read: list[tuple[str, str]]
    form_faults: list[str]
    page_faults: list[str]


@dataclass
class Consultant:
    """A person with a phone, who sends the example of an app when a test first needs it."""

    phone: Phone
    sent: dict[str, Sent] = field(default_factory=dict)

    def registered(self, app: str) -> Sent:
        """The registration of an app's example. Before it the examples are sent that its fields choose among."""
        if app not in self.sent:
            titles = {source: self.registered(source).title for source in entity_sources(all_fields(APPS[app]))}
            self.sent[app] = self._send(APPS[app], titles)
        return self.sent[app]

    def _send(self, compiled: Compiled, titles: dict[str, str]) -> Sent:
        phone, definition = self.phone, compiled.definition
        answers = answers_of_today(compiled, titles)
        phone.open().page.get_by_role("link", name="Ny registrering", exact=True).click()
        phone.page.locator("a", has=phone.page.get_by_text(definition.title.da, exact=True)).click()
        expect(phone.heading(definition.title.da)).to_be_visible()
        fill_in(phone, compiled, answers)
        form_faults = phone.faults()
        phone.button(definition.submit_label.da if definition.submit_label else "Send registrering").click()
        expect(phone.page.get_by_role("heading", name=arrived(definition.app), exact=True)).to_be_visible()
        expect(phone.page.locator(".answers").first).to_be_visible()
        read = [(label, " ".join(text.split())) for label, text in phone.page.evaluate(_READ)]
        reported = list(lines(all_fields(compiled), answers))
        return Sent(phone.registration, definition.name(answers), reported, read, form_faults, phone.faults())


@pytest.fixture(scope="module")
def karen(browser: Browser, product: Running) -> Iterator[Consultant]:
    phone = Phone.new(browser, product.stack.url).signed_in()
    yield Consultant(phone)
    phone.context.close()
    assert [compiled for compiled in phone.complaints if not compiled.startswith("Failed to load resource")] == []


@pytest.mark.parametrize("app", APPS)
def test_its_example_arrives_and_is_read_again(
    app: str, karen: Consultant, fasit: Fasit, product: Running, tmp_path: Path
) -> None:
    sent = karen.registered(app)
    assert sent.read == sent.shown
    assert (sent.form_faults, sent.page_faults) == ([], [])

    entry = karen.phone.open().page.locator(f'a[href$="{sent.id}"]')
    expect(entry).to_contain_text(sent.title)
    expect(entry).to_contain_text(arrived(app))

    target = APPS[app].definition.target
    assert len(fasit.documents(sent.id)) == (1 if target == FASIT else 0)
    exported(app, sent, product, tmp_path)


def exported(app: str, sent: Sent, product: Running, folder: Path) -> None:
    """Check the registration's row in an export by the command line."""
    exported = run(folder, "export", app, "--format", "csv", "--out", ".", root=ROOT, **product.stack.values)
    assert exported.returncode == 0, exported.stderr
    [row] = rows(folder / f"{app}.csv", sent.id)
    reported = dict(sent.shown)
    for compiled in all_fields(APPS[app]):
        if compiled.control in ("text", "radio", "select") and compiled.label in reported:
            assert (compiled.label, reported[compiled.label]) in row
        if compiled.control == GROUP:
            items = rows(folder / f"{app}-{compiled.id}.csv", sent.id)
            assert len(items) == len(APPS[app].definition.example.get(compiled.id, ()))  # type: ignore[union-attr]


def rows(file: Path, registration: str) -> list[list[tuple[str, str]]]:
    """The rows of one registration: heading and text of each cell, without the apostrophe that stops a spreadsheet from reading
    the text as a formula."""
    with file.open(encoding="utf-8-sig", newline="") as content:
        head, *reader = csv.reader(content, delimiter=";")
    return [
        [(above, cell.removeprefix("'")) for above, cell in zip(head, row, strict=True)]
        for row in reader
        if registration in row
    ]
