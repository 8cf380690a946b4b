"""The main job in three engines: signed in once, written and sent without a network, in Fasit when it is back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browsers.engines import ENGINES, Browser
from tests.stack.running import Running, running
from tests.waiting import until

_ACTING = Path(__file__).with_name("acting.js").read_text("utf-8")


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(tmp_path_factory.mktemp("journeys"), front="https") as product:
        yield product


def run(browser: Browser, script: str) -> Any:
    return browser.run(_ACTING + script)


def sign_in(browser: Browser, product: Running) -> None:
    browser.open(product.stack.url)
    browser.run("localStorage.setItem('feltskema.language', 'da')")
    browser.open(product.stack.url)
    # A page that is left takes its script with it, so the browser itself is asked where it is.
    run(browser, "const link = await starting('button', 'Log ind med MitID'); setTimeout(() => link.click())")
    until(lambda: "/login/" in browser.address())
    run(browser, "const link = await starting('a', 'Karen Kristensen'); setTimeout(() => link.click())")
    until(lambda: browser.address().rstrip("/") == product.stack.url)
    run(browser, "await hasText('Mine registreringer')")


@pytest.mark.parametrize("engine", ENGINES)
def test_written_and_sent_without_a_network_it_comes_to_fasit_once(
    product: Running, engine: str, tmp_path: Path
) -> None:
    with ENGINES[engine](tmp_path) as browser:
        sign_in(browser, product)
        run(browser, "await hasText('Klar til brug uden net.')")
        product.stack.stop_part("tls")
        try:
            browser.open(product.stack.url)
            run(browser, "await tap('Ny registrering'); await tap('Registrering ved virksomhedsbesøg')")
            run(
                browser,
                f"""
                await write('felt-cvr', '90002759');
                await pick('Kontaktform', 'Telefon');
                await pick('Formål med besøget', 'Første kontakt');
                await pick('Mødte du nogen fra virksomheden?', 'Nej');
                await pick('Udfald', 'Ingen truffet');
                await pick('Skal der følges op?', 'Nej');
                await write('felt-notat', 'Fra kælderen, {engine}');
                await saved();
                """,
            )
            browser.open(browser.address())
            assert run(browser, "return (await box('felt-notat')).value") == f"Fra kælderen, {engine}"
            registration = browser.address().rpartition("/")[2]
            run(browser, "await tap('Send registrering')")
        finally:
            product.stack.start_part("tls")
        [document] = until(lambda: product.fasit.documents(registration))
        assert f"Fra kælderen, {engine}" in product.fasit.text(document)
        run(browser, "await hasText('I Fasit')")
