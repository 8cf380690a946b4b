"""Drafts in a real browser: what is on its disk, two tabs with one draft, and that signing out deletes everything."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from tests.e2e.phone import Phone, expect_saved

STORED = """
async () => {
  const open = indexedDB.open('feltskema');
  const database = await new Promise((resolve) => open.onsuccess = () => resolve(open.result));
  const rows = {};
  for (const store of ['drafts', 'attachments', 'outbox', 'keys']) {
    const asked = database.transaction(store).objectStore(store).getAll();
    rows[store] = await new Promise((resolve) => asked.onsuccess = () => resolve(asked.result));
  }
  database.close();
  const plain = (_name, value) =>
    value instanceof ArrayBuffer || ArrayBuffer.isView(value) ? new TextDecoder('latin1').decode(value) : value;
  const readable = await Promise.all(rows.keys.map(({key}) => crypto.subtle.exportKey('raw', key).then(() => true, () => false)));
  return {text: JSON.stringify([rows.drafts, rows.attachments, rows.outbox], plain), readable};
}
"""
"""What a copy of the browser's disk says, and whether a script can read a key out."""


def note(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Notat")


def test_what_is_written_cannot_be_read_on_the_disk_and_signing_out_leaves_nothing(phone: Phone) -> None:
    phone.signed_in().new_visit().short_visit(note="Chefen hedder Ibsen")
    expect_saved(phone.page)
    phone.page.reload()
    expect(note(phone.page)).to_have_value("Chefen hedder Ibsen")
    stored = phone.page.evaluate(STORED)
    assert phone.registration in stored["text"]
    assert not [word for word in ("Ibsen", "Café", "90002759", "telefon") if word in stored["text"]]
    assert stored["readable"], "there is a key: the server's, and for a moment one of the phone's own"
    assert not any(stored["readable"])

    phone.page.get_by_role("button", name="Karen Kristensen").click()
    phone.button("Log ud").click()
    dialog = phone.page.get_by_role("dialog")
    expect(dialog).to_contain_text("1 kladde er kun på denne telefon")
    assert phone.faults() == []
    phone.context.set_offline(True)
    dialog.get_by_role("button", name="Slet og log ud").click()
    expect(phone.button("Log ind med MitID")).to_be_visible()
    phone.page.wait_for_function(f"async () => (await ({STORED})()).text === '[[],[],[]]'")
    phone.context.set_offline(False)
    phone.open()
    expect(phone.button("Log ind med MitID")).to_be_visible()


def test_two_tabs_with_one_draft_lose_nothing(phone: Phone) -> None:
    phone.signed_in().new_visit().short_visit(note="Skrevet i den første")
    expect_saved(phone.page)
    other = phone.context.new_page()
    other.goto(phone.page.url)
    expect(other.get_by_text("Kladden er åben i et andet vindue").first).to_be_visible()
    expect(note(other)).to_have_value("Skrevet i den første")
    note(phone.page).fill("Rettet i den første")
    expect(note(other)).to_have_value("Rettet i den første")
    other.get_by_role("button", name="Skriv videre her").first.click()
    expect(other.get_by_text("Kladden er åben i et andet vindue").first).to_be_hidden()
    note(other).fill("Skrevet i den anden")
    expect(phone.page.get_by_text("Kladden er åben i et andet vindue").first).to_be_visible()
    expect(note(phone.page)).to_have_value("Skrevet i den anden")
    assert phone.faults() == []
