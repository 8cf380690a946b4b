"""The keys of a person's drafts, as the phone gets them at sign-in."""

from __future__ import annotations

from base64 import b64decode
import logging

import pytest

from functions import auth
from shared.adapters.memory.access import MemoryAccess
from shared.domain.access.draft_keys import draft_keys
from shared.domain.problems import NoSession
from shared.settings import read
from tests.examples import KAREN, MEHMET
from tests.functions.edge import OWN, SETTINGS, Edge


async def test_a_person_gets_their_own_at_each_sign_in_and_nobody_elses(edge: Edge) -> None:
    edge.access = MemoryAccess(KAREN, MEHMET)
    hers = [(await edge.call(auth.get_draft_keys, headers={"cookie": edge.session(KAREN)})).json for _ in "12"]
    his = (await edge.call(auth.get_draft_keys, headers={"cookie": edge.session(MEHMET)})).json
    assert hers[0] == hers[1]
    assert (hers[0]["person"], his["person"]) == (KAREN.key, MEHMET.key)
    assert {key["key"] for key in hers[0]["keys"]}.isdisjoint(key["key"] for key in his["keys"])
    assert [len(b64decode(key["key"])) for key in hers[0]["keys"]] == [32]


async def test_no_cache_keeps_them_and_no_log_tells_them(edge: Edge, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    answer = await edge.call(auth.get_draft_keys, headers={"cookie": edge.session(KAREN)})
    assert (answer.status, answer.headers["cache-control"]) == (200, "no-store")
    assert answer.json["keys"][0]["key"] not in caplog.text


async def test_a_session_that_was_signed_out_gets_none_however_young_it_is(edge: Edge) -> None:
    cookie = edge.session(KAREN)
    assert (await edge.call(auth.post_logout, "POST", headers={"cookie": cookie, **OWN})).status == 204
    answer = await edge.call(auth.get_draft_keys, headers={"cookie": cookie})
    assert (answer.status, answer.json["code"]) == (401, NoSession().code)


def test_several_secrets_are_read_from_a_file_as_it_is() -> None:
    new = "ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8="
    configured = read({**SETTINGS, "DRAFT_KEYS": f"{new}\n{SETTINGS['DRAFT_KEYS']}\n"})
    assert configured.draft_secrets == (b64decode(new), b64decode(SETTINGS["DRAFT_KEYS"]))
    assert [key.id for key in draft_keys(configured.draft_secrets, KAREN.key)] == [
        *(key.id for key in draft_keys(configured.draft_secrets[:1], KAREN.key)),
        *(key.id for key in draft_keys(configured.draft_secrets[1:], KAREN.key)),
    ]
