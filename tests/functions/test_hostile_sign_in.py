"""Nobody comes in without leave, nothing breaks on the way, and whoever is turned away is told so in words."""

from __future__ import annotations

from html import unescape
import json
import logging
import re
from urllib.parse import parse_qs, urlsplit

import pytest

from functions import auth
from local.run.parts import HOME
from shared import wiring
from shared.adapters.broker import OidcBroker
from shared.domain.access.person import MAX_NAME_LENGTH, Person
from tests.crooked_broker import CrookedBroker, crooked
from tests.functions.edge import Answer, Edge
from tests.functions.hostile import Try, changed, cookies, tries

pytestmark = pytest.mark.starts

TEXTS = json.loads((HOME / "shared" / "texts" / "server.json").read_text("utf-8"))
MAX_COOKIE = 4096
"""Octets of a whole `Set-Cookie` that every browser takes."""

_TITLES = {text["da"] for key, text in TEXTS.items() if re.fullmatch(r"problem\..*\.title", key)}
_DETAILS = {text["da"] for key, text in TEXTS.items() if re.fullmatch(r"problem\..*\.detail", key)}


def told_in_words(page: Answer) -> bool:
    """A page with a title and a remedy of the catalogue, a button, and nothing else."""
    match = re.search(r"<h1>(.*?)</h1>(.*?)<a href=\"/\">", page.body.decode())
    if match is None:
        return False
    lines = re.findall(r"<(?:p|li)>(.*?)</(?:p|li)>", match[2])
    return unescape(match[1]) in _TITLES and unescape("\n".join(lines)) in _DETAILS


async def tried(edge: Edge, broker: CrookedBroker, item: Try) -> Answer:
    begun = await edge.call(auth.get_login, headers={"cookie": ""})
    query = {name: values[0] for name, values in parse_qs(urlsplit(begun.headers["location"]).query).items()}
    fresh = CrookedBroker(broker.path, broker.port)
    changed(broker, {**vars(fresh), "nonce": query["nonce"]})
    changed(broker, item.changes)
    name, _, rest = begun.cookie.partition("=")
    device = item.device or rest.partition(";")[0]
    params = {**broker.answer(query["state"]), **item.answer}
    return await edge.call(auth.get_callback, params=params, headers={"cookie": f"{name}={device}"})


@pytest.mark.parametrize("path", ["/op", ""])
async def test_who_comes_with_something_hostile(edge: Edge, path: str, caplog: pytest.LogCaptureFixture) -> None:
    for chatty in ("aiohttp", "httpcore", "httpx", "urllib3"):
        caplog.set_level(logging.WARNING, chatty)
    every = list(tries())
    # One client each time round: the two share half of the corpus and all of the checks.
    share = [item for number, item in enumerate(every) if number % 2 == (path == "")]
    async with crooked(path) as broker:
        client = OidcBroker(broker.agreed(), pause=0)
        with wiring.override(**{**edge.parts, "broker": client}):
            assert (await tried(edge, broker, Try("well"))).status == 200
            for item in share:
                page = await tried(edge, broker, item)
                assert not page.cookie, f"{item.name} came in"
                assert page.status in (403, 503), f"{item.name}: {page.status}"
                assert told_in_words(page), f"{item.name}: {page.body.decode()}"
            assert (await tried(edge, broker, Try("well"))).status == 200


async def test_who_shows_a_cookie_that_nobody_gave_them(edge: Edge) -> None:
    every = list(cookies())
    for name, value in every:
        edge.cookie = f"__Host-feltskema={value}"
        answer = await edge.mine()
        assert answer.status == 401, name
        assert answer.json["title"] in _TITLES
        assert answer.json["detail"] in _DETAILS
    assert len(every) + len(list(tries())) >= 500


@pytest.mark.parametrize("letter", ["😀", "Æ", "x", '"'])
async def test_no_cookie_is_larger_than_a_browser_takes(edge: Edge, letter: str) -> None:
    async with crooked() as broker:
        company = {"sub": "karen", "nemlogin.cvr": "64942212", "nemlogin.name": letter * 2000}
        with wiring.override(**{**edge.parts, "broker": broker.client()}):
            page = await tried(edge, broker, Try("long", {"userinfo": company}))
    assert page.status == 200
    assert len(page.cookie.encode()) <= MAX_COOKIE
    roles = tuple(f"rolle-{number}" for number in range(20))
    most = Person(key="f" * 32, name=letter * MAX_NAME_LENGTH, cvr="64942212", roles=roles)
    assert len(edge.session(most).encode()) <= MAX_COOKIE - 100
