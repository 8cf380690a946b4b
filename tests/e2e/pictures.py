"""Takes the README's picture of the running product: `python -m tests.e2e.pictures`."""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, expect, sync_playwright

from local.run.parts import HOME
from tests.e2e.phone import Phone, chromium
from tests.stack.running import running

FILE = HOME / "docs" / "images" / "phone.png"
_STYLE = """body{margin:0;padding:24px;display:flex;gap:24px;background:#fff;width:max-content}
img{width:360px;height:740px;border:1px solid #c6c6c6;border-radius:20px}"""


def main() -> None:
    with TemporaryDirectory() as folder, running(Path(folder)) as product, sync_playwright() as playwright:
        browser = chromium(playwright)
        shown = _pages(Phone.new(browser, product.stack.url))
        FILE.parent.mkdir(exist_ok=True)
        FILE.write_bytes(_beside_each_other(browser, shown))
        browser.close()


def _pages(phone: Phone) -> list[bytes]:
    shots = []
    phone.signed_in().new_visit().short_visit(note="Kaffen var god. Ring igen til jul.")
    phone.page.evaluate("scrollTo(0, 0)")
    shots.append(phone.page.screenshot())
    phone.pick("Mødte du nogen fra virksomheden?", "Ja")
    phone.field("Navn").fill("Åse Ærø")
    phone.pick("Emner", "Rekruttering")
    phone.page.get_by_role("group", name="Mødte du nogen fra virksomheden?").evaluate(
        "element => scrollTo(0, element.getBoundingClientRect().top + scrollY - 72)"
    )
    shots.append(phone.page.screenshot())
    phone.pick("Mødte du nogen fra virksomheden?", "Nej")
    phone.send()
    expect(phone.page.get_by_text("I Fasit", exact=True).first).to_be_visible()
    shots.append(phone.page.screenshot())
    return shots


def _beside_each_other(browser: Browser, shots: list[bytes]) -> bytes:
    page = browser.new_page(viewport={"width": 1300, "height": 800})
    images = "".join(f'<img src="data:image/png;base64,{b64encode(shot).decode()}">' for shot in shots)
    page.set_content(f"<style>{_STYLE}</style>{images}")
    return page.locator("body").screenshot()


if __name__ == "__main__":
    main()
