"""Three engines behind few words: `open` an address, and what the page says comes back; `run` what a page could do itself.

Chromium by playwright; Debian's Firefox by WebDriver BiDi; WebKit (what every iPhone runs, in its GTK port) by its WebDriver.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
import json
import os
from pathlib import Path
import re
import shutil
import subprocess
from typing import Any, Protocol

import aiohttp
import httpx
from playwright.sync_api import sync_playwright
import pytest

from local.run.ports import free_port
from tests.e2e.phone import chromium
from tests.waiting import PATIENCE, until

_MINI_BROWSER = "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser"
_TEXT = "document.body.innerText"


class Browser(Protocol):
    """One profile: its cookies are nobody else's."""

    def open(self, url: str) -> str: ...

    def run(self, script: str) -> Any:
        """What the body of an async function returns, in the page that is open."""

    def address(self) -> str:
        """Of the page that is open, also while it is left."""


class _Chromium:
    def __init__(self, page: Any) -> None:
        self._page = page

    def open(self, url: str) -> str:
        self._page.goto(url)
        return str(self._page.evaluate(_TEXT))

    def run(self, script: str) -> Any:
        return self._page.evaluate(f"async () => {{ {script} }}")

    def address(self) -> str:
        # Playwright hears of it while it is asked something, which must not be the page that is left.
        self._page.context.cookies()
        return str(self._page.url)


@contextmanager
def in_chromium(_folder: Path) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        # Without it a worker's script is refused, whatever the page may do.
        browser = chromium(playwright, "--ignore-certificate-errors", whole=True)
        yield _Chromium(browser.new_context(ignore_https_errors=True).new_page())
        browser.close()


class _Firefox:
    """Speaks WebDriver BiDi: https://w3c.github.io/webdriver-bidi/."""

    def __init__(self, address: str) -> None:
        self._loop, self._number = asyncio.new_event_loop(), 0
        self._loop.run_until_complete(self._connect(address))
        self._ask("session.new", capabilities={"alwaysMatch": {"acceptInsecureCerts": True}})
        self._context = self._ask("browsingContext.getTree")["contexts"][0]["context"]

    async def _connect(self, address: str) -> None:
        self._session = aiohttp.ClientSession()
        self._socket = await self._session.ws_connect(f"{address}/session", max_msg_size=0)

    def _ask(self, method: str, **params: Any) -> Any:
        return self._loop.run_until_complete(self._asked(method, params))

    async def _asked(self, method: str, params: dict[str, Any]) -> Any:
        self._number += 1
        await self._socket.send_json({"id": self._number, "method": method, "params": params})
        while True:
            answer = await self._socket.receive_json(timeout=PATIENCE)
            if answer.get("id") == self._number:
                assert answer["type"] == "success", answer
                return answer["result"]

    def open(self, url: str) -> str:
        try:
            self._ask("browsingContext.navigate", context=self._context, url=url, wait="complete")
        except AssertionError as failure:
            # A load that the page itself broke off, by one of its own: a person reloads.
            if "NS_BINDING_ABORTED" not in str(failure):
                raise
            self._ask("browsingContext.navigate", context=self._context, url=url, wait="complete")
        return until(self._text, lambda: f"{url} has no body")[0]

    def _text(self) -> tuple[str] | None:
        """The page's text; None where it has no body, as while a load is replaced by one of the page's own."""
        result = self._ask("script.evaluate", expression=_TEXT, target={"context": self._context}, awaitPromise=False)
        return (str(result["result"]["value"]),) if result["type"] == "success" else None

    def run(self, script: str) -> Any:
        called = f"(async () => JSON.stringify(await (async () => {{ {script} }})()))()"
        result = self._ask("script.evaluate", expression=called, target={"context": self._context}, awaitPromise=True)
        assert result["type"] == "success", result
        return json.loads(result["result"].get("value", "null"))

    def address(self) -> str:
        return str(self._ask("browsingContext.getTree")["contexts"][0]["url"])

    def close(self) -> None:
        self._loop.run_until_complete(self._session.close())
        self._loop.close()


@contextmanager
def in_firefox(folder: Path) -> Iterator[Browser]:
    command = (_program("firefox-esr"), "--headless", "--no-remote", "--remote-debugging-port=0", "--profile", folder)
    with _started(command, rb"WebDriver BiDi listening on (ws://\S+)", {"HOME": str(folder)}) as address:
        engine = _Firefox(address)
        yield engine
        engine.close()


class _WebKit:
    """Speaks WebDriver: https://www.w3.org/TR/webdriver2/."""

    def __init__(self, address: str) -> None:
        self._client = httpx.Client(base_url=address, timeout=PATIENCE, trust_env=False)
        options = {"binary": _MINI_BROWSER, "args": ["--automation"]}
        capabilities = {"acceptInsecureCerts": True, "webkitgtk:browserOptions": options}
        self._session = f"/session/{self._ask('/session', capabilities={'alwaysMatch': capabilities})['sessionId']}"

    def _ask(self, path: str, **params: Any) -> Any:
        answer = self._client.post(path, json=params)
        assert answer.status_code == 200, answer.text
        return answer.json()["value"]

    def open(self, url: str) -> str:
        self._ask(f"{self._session}/url", url=url)
        return str(self._ask(f"{self._session}/execute/sync", script=f"return {_TEXT}", args=[]))

    def run(self, script: str) -> Any:
        done = "arguments[arguments.length - 1]"
        called = (
            f"const done = {done}; (async () => {{ {script} }})().then(done, (fault) => done({{fault: String(fault)}}))"
        )
        return self._ask(f"{self._session}/execute/async", script=called, args=[])

    def address(self) -> str:
        return str(self._client.get(f"{self._session}/url").json()["value"])

    def close(self) -> None:
        self._client.delete(self._session)
        self._client.close()


@contextmanager
def in_webkit(folder: Path) -> Iterator[Browser]:
    _program(_MINI_BROWSER)
    with ExitStack() as running:
        screen = running.enter_context(_screen())
        environment = {"DISPLAY": screen, "HOME": str(folder), "XDG_RUNTIME_DIR": str(folder)}
        port = free_port()
        driver = (_program("WebKitWebDriver"), f"--port={port}")
        process = subprocess.Popen(driver, env={**os.environ, **environment}, stderr=subprocess.DEVNULL)
        running.callback(_ended, process)
        address = f"http://127.0.0.1:{port}"
        _wait_for(address)
        engine = _WebKit(address)
        running.callback(engine.close)
        yield engine


ENGINES = {"chromium": in_chromium, "firefox": in_firefox, "webkit": in_webkit}


@contextmanager
def _screen() -> Iterator[str]:
    """A display without a screen."""
    reported, written = os.pipe()
    command = (_program("Xvfb"), "-displayfd", str(written), "-nolisten", "tcp", "-screen", "0", "800x600x24")
    process = subprocess.Popen(command, pass_fds=[written], stderr=subprocess.DEVNULL)
    os.close(written)
    try:
        with os.fdopen(reported) as number:
            yield f":{number.readline().strip()}"
    finally:
        _ended(process)


@contextmanager
def _started(command: tuple[object, ...], line: bytes, environment: dict[str, str]) -> Iterator[str]:
    """What the first group of `line` is in what the program says, as long as it runs."""
    words = [str(word) for word in command]
    process = subprocess.Popen(
        words, env={**os.environ, **environment}, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    try:
        assert process.stderr is not None
        result = next((match for text in process.stderr if (match := re.search(line, text))), None)
        assert result, f"{words[0]} ended"
        yield result[1].decode()
    finally:
        _ended(process)


def _ended(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _wait_for(address: str) -> None:
    def answers() -> bool:
        try:
            return httpx.get(f"{address}/status", trust_env=False).is_success
        except httpx.TransportError:
            return False

    until(answers, lambda: f"nothing answers at {address}")


def _program(name: str) -> str:
    """Its path. Without it the test is skipped and says why; where CI=true it fails."""
    if program := shutil.which(name):
        return program
    rows = f"{name} not found: run local/setup.sh browser, or install it (Debian: firefox-esr, webkit2gtk-driver, xvfb)"
    if os.environ.get("CI") == "true":
        pytest.fail(rows)
    pytest.skip(rows)
