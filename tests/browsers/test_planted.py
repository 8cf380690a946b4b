"""A neighbouring host plants what it can, in three engines: nobody becomes somebody else, and nobody is locked out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
import httpx
import pytest

from shared.services.session import Sessions
from shared.settings import read
from tests.browsers.engines import ENGINES, Browser
from tests.browsers.neighbours import DOMAIN, MALLORY, Functions, https, planting
from tests.functions.edge import SETTINGS
from tests.infra.conftest import deployed_values, pem
from tests.infra.predicted import committed
from tests.infra.running_gateway import configuration, serving
from tests.infra.tools import gateway_runner

pytestmark = pytest.mark.starts

SESSION, DEVICE = "__Host-feltskema", "__Host-feltskema-device"
ODD = (
    *("x=1,{}", "x2=1, {}", "\u2000{}", "\xa0{}", "\u3000{}", "\ufeff{}", "\xad{}", "\u200b{}", "\x85{}"),
    *('"{}"', '"1, {}"', ",{}", "$Version=1,{}", "x3=1;{}"),
)
"""`{}` is a cookie of ours. Few enough that no browser throws away one for another."""
PLAIN = ("{}", "={}", " {}", "\t{}", "{}; HttpOnly")
"""Under our own names, or under none with our name in the value. A browser that keeps the rules of `__Host-` (RFC 6265bis 4.1.3.2
and 5.7) keeps none of them."""
KEEPS_THE_PREFIX = ("chromium", "firefox")
"""WebKit leaves its cookies to the platform: this port to libsoup, which does not keep the rules, so that what they alone prevent
cannot be held here; iPhones to a store that could not be asked (docs/fidelity.md)."""


def planted(token: str, crumbs: tuple[str, ...]) -> list[str]:
    """`Set-Cookie` lines of the neighbour, for the domain above both; a longer path makes a browser send it first."""
    ours = (f"{SESSION}={token}", f"{DEVICE}=mallory")
    more = (f"{SESSION.replace('Host', 'HOST')}={token}", f"{SESSION}\u2000={token}", SESSION)
    named = (*(crumb.format(own) for crumb in crumbs for own in ours), *more)
    first = [f"{crumb.format(ours[0])}; Domain={DOMAIN}; Path=/api; Secure" for crumb in crumbs[:2]]
    return [*(f"{item}; Domain={DOMAIN}; Path=/; Secure" for item in named), *first]


@dataclass
class House:
    """Both hosts, by their addresses."""

    port: int = 0
    gateway: int = 0
    mallory: str = ""
    page: bytes = b""

    @property
    def ours(self) -> str:
        return f"https://app.{DOMAIN}:{self.port}"

    @property
    def neighbours(self) -> str:
        return f"https://neighbour.{DOMAIN}:{self.port}"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    runner, folder, house = gateway_runner(), tmp_path_factory.mktemp("house"), House()
    gateway = {f"GATEWAY_{name}": "https://x.dk/k" for name in ("ISSUER", "AUDIENCE", "CLIENT", "JWKS_URL")}
    key = generate_private_key(65537, 2048)
    with https(folder, lambda: house.gateway, lambda: house.page) as house.port:
        sessions = Sessions(house.ours, pem(key), "", timedelta(minutes=60), timedelta(hours=10))
        house.mallory = sessions.write(sessions.begin(MALLORY, datetime.now(UTC)))
        with Functions(read({**SETTINGS, **gateway}), sessions).running() as functions:
            values = deployed_values(functions.port, functions.port, functions.port, key, key) | {
                "public-url": house.ours,
                "public-host": house.ours.removeprefix("https://"),
            }
            with serving(runner, configuration(committed("prod"), folder, values)) as url:
                house.gateway = httpx.URL(url).port or 80
                yield house


def signed_in(browser: Browser, house: House) -> str:
    """Who is, after signing in as often as a person would: what the gateway tells to try again is tried again once."""
    page = browser.open(f"{house.ours}/api/auth/login?next=/")
    if "cookie" in page:
        page = browser.open(f"{house.ours}/api/auth/login?next=/")
    assert page == "signed in"
    return browser.open(f"{house.ours}/api/definitions")


@pytest.mark.parametrize("engine", ENGINES)
def test_nobody_becomes_somebody_else_and_nobody_is_locked_out(house: House, engine: str, tmp_path: Path) -> None:
    who = f"{house.ours}/api/definitions"
    rule = engine in KEEPS_THE_PREFIX
    with ENGINES[engine](tmp_path) as browser:
        house.page = planting(planted(house.mallory, (*ODD, *PLAIN) if rule else ODD))
        assert browser.open(house.neighbours) == "planted"
        assert "Mallory" not in browser.open(who)
        assert signed_in(browser, house) == "Karen"
        assert browser.open(house.neighbours) == "planted"
        assert browser.open(who) == "Karen"
        # Where the browser itself lets the neighbour write under our name, two sessions are none, and the way in clears them.
        house.page = planting(planted(house.mallory, PLAIN))
        assert browser.open(house.neighbours) == "planted"
        now = browser.open(who)
        assert now == "Karen" if rule else "Mallory" not in now
        assert signed_in(browser, house) == "Karen"
