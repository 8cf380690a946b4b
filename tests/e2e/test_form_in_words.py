"""The visit's form as assistive technology sees it, stored as text beside this file so that a person can read it through.

`python -m tests.e2e.test_form_in_words` writes it again from the built front end: read what has changed aloud."""

from __future__ import annotations

from pathlib import Path
import re
from tempfile import TemporaryDirectory

from playwright.sync_api import expect

from tests.e2e.phone import Phone, browsing
from tests.stack.running import Running, running

KEPT = Path(__file__).with_name("visit-form.aria.yaml")
ANEW = "python -m tests.e2e.test_form_in_words"


def in_words(phone: Phone, product: Running) -> str:
    """The empty form of a person for whom nothing is remembered, with a fixed text in place of each time."""
    phone.signed_in(product.employ("Ulla Ord", "konsulent").name)
    phone.new_visit()
    expect(phone.button("Send registrering")).to_be_visible()
    tree = phone.page.get_by_role("main").aria_snapshot()
    tree = re.sub(r"\d{4}-\d\d-\d\d(T\d\d:\d\d)?", "DATE", tree)
    return re.sub(r"\bkl\. \d\d?[.:]\d\d", "kl. TIME", tree) + "\n"


def test_the_form_reads_as_it_was_read_through(phone: Phone, product: Running) -> None:
    now = in_words(phone, product)
    assert now == KEPT.read_text("utf-8"), f"read through what the form now says, and keep it: {ANEW}"


if __name__ == "__main__":
    with TemporaryDirectory() as folder, running(Path(folder)) as own, browsing() as chromium:
        KEPT.write_text(in_words(Phone.new(chromium, own.stack.url), own), "utf-8")
