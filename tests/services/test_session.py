"""Our own session."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
import json
import re
from typing import Any

import jwt
import pytest

from shared.adapters.memory.access import MemoryAccess
from shared.domain.access.access_list import Act, Actor, Grant
from shared.domain.commands import EndAccess, GrantAccess
from shared.domain.problems import DependencyUnavailable, NoSession
from shared.services.access import AccessEditor
from shared.services.session import AUDIENCE, RENEW_AFTER, Session, SessionLookup, Sessions
from tests.examples import KAREN, NOW
from tests.keys import private, public

ISSUER = "https://app.example"
IDLE, WORKDAY = timedelta(minutes=60), timedelta(hours=10)
BEGUN = NOW.replace(microsecond=0)  # A token's times are whole seconds.


@cache
def sessions(key: str = "now", previous: str = "", issuer: str = ISSUER) -> Sessions:
    """Each is made once: reading a private key takes longer than most tests."""
    return Sessions(issuer, private(key), previous, IDLE, WORKDAY)


def claims(**changes: Any) -> dict[str, Any]:
    """Those of a good token, and what is changed in it; None takes one away."""
    token = sessions().write(sessions().begin(KAREN, BEGUN))
    good = jwt.decode(token, options={"verify_signature": False})
    return {name: value for name, value in {**good, **changes}.items() if value is not None}


def signed(algorithm: str = "RS256", key: str = "", **changes: Any) -> str:
    kid = jwt.get_unverified_header(sessions().write(sessions().begin(KAREN, BEGUN)))["kid"]
    return jwt.encode(claims(**changes), key or private("now"), algorithm=algorithm, headers={"kid": kid})


def test_a_session_comes_back_whole_and_fits_a_cookie() -> None:
    begun = sessions().begin(KAREN, BEGUN)
    token = sessions().write(begun)
    assert re.fullmatch(r"[A-Za-z0-9_.-]+", token)
    assert len(token) < 3500
    assert sessions().read(token, BEGUN) == begun


def test_it_ends_when_nobody_uses_it() -> None:
    token = sessions().write(sessions().begin(KAREN, BEGUN))
    assert sessions().read(token, BEGUN + IDLE - timedelta(seconds=1)).person == KAREN
    with pytest.raises(NoSession):
        sessions().read(token, BEGUN + IDLE)


@dataclass
class Store:
    """What sessions are looked up in; Karen is a consultant there."""

    access: MemoryAccess = field(default_factory=lambda: MemoryAccess(KAREN))

    async def current(self, session: Session, now: datetime, **call: bool) -> Session:
        """As a plain call of hers that reads, unless told."""
        looking = SessionLookup(sessions(), lambda: self.access, now)
        return await looking.current(session, **{"unsafe": False, **call})

    def keeping(self, now: datetime) -> AccessEditor:
        return AccessEditor(self.access, Actor("0" * 32, "Dorte Holm"), now)

    def down(self) -> None:
        self.access.down = True


async def test_it_is_renewed_while_it_is_used_and_ends_with_the_working_day() -> None:
    mine, now, store = sessions(), BEGUN, Store()
    session = mine.begin(KAREN, now)
    while now < BEGUN + WORKDAY - timedelta(minutes=20):
        now += timedelta(minutes=20)
        session = await store.current(mine.read(mine.write(session), now), now)
    assert session.expires_at == session.ends_at == BEGUN + WORKDAY
    token = mine.write(session)
    assert mine.read(token, BEGUN + WORKDAY - timedelta(seconds=1)).id == session.id
    with pytest.raises(NoSession):
        mine.read(token, BEGUN + WORKDAY)


async def test_a_page_that_nobody_touches_does_not_keep_it_alive() -> None:
    mine, now, store = sessions(), BEGUN, Store()
    session = mine.begin(KAREN, now)
    while now + timedelta(minutes=5) < BEGUN + IDLE:
        now += timedelta(minutes=5)
        session = await store.current(mine.read(mine.write(session), now), now, used=False)
        assert session.issued_at == now
    assert session.expires_at == BEGUN + IDLE


async def test_a_young_ones_word_is_taken() -> None:
    begun, store = sessions().begin(KAREN, BEGUN), Store()
    assert await store.current(begun, BEGUN + RENEW_AFTER - timedelta(seconds=1)) is begun
    assert store.access.calls == 0
    again = await store.current(begun, BEGUN + RENEW_AFTER)
    assert (again.id, again.signed_in_at, again.expires_at) == (begun.id, BEGUN, BEGUN + RENEW_AFTER + IDLE)


@pytest.mark.parametrize("call", [{"unsafe": True}, {"unsafe": False, "fresh": True}])
async def test_what_changes_something_never_takes_a_young_ones_word(call: dict[str, bool]) -> None:
    begun, store = sessions().begin(KAREN, BEGUN), Store()
    assert (await store.current(begun, BEGUN, **call)).person == KAREN
    await store.access.sign_out(KAREN.key, begun.id, begun.ends_at)
    with pytest.raises(NoSession):
        await store.current(begun, BEGUN, **call)


async def test_a_signed_out_one_ends_at_its_next_renewal() -> None:
    begun, store = sessions().begin(KAREN, BEGUN), Store()
    await store.access.sign_out(KAREN.key, begun.id, begun.ends_at)
    assert await store.current(begun, BEGUN) is begun
    with pytest.raises(NoSession):
        await store.current(begun, BEGUN + RENEW_AFTER)


async def test_a_store_that_does_not_answer_stops_what_changes_something_and_nothing_else() -> None:
    begun, store = sessions().begin(KAREN, BEGUN), Store()
    store.down()
    assert await store.current(begun, BEGUN + RENEW_AFTER) is begun
    assert await store.current(begun, BEGUN + RENEW_AFTER, fresh=True) is begun
    with pytest.raises(DependencyUnavailable):
        await store.current(begun, BEGUN, unsafe=True)


async def test_roles_are_those_of_the_list_and_a_change_holds_without_a_new_sign_in() -> None:
    begun, store = sessions().begin(KAREN, BEGUN), Store()
    await store.keeping(BEGUN).allow(GrantAccess(KAREN.key, Grant(("teamleder",))))
    assert (await store.current(begun, BEGUN + RENEW_AFTER)).person.roles == ("teamleder",)
    assert (await store.current(begun, BEGUN, unsafe=True)).person.roles == ("teamleder",)


async def test_who_has_no_role_yet_is_looked_up_at_each_call() -> None:
    begun, store = sessions().begin(KAREN.model_copy(update={"roles": ()}), BEGUN), Store()
    assert (await store.current(begun, BEGUN)).person == KAREN


async def test_the_last_day_of_access_is_the_last_day_in_denmark() -> None:
    begun, store = sessions().begin(KAREN, BEGUN), Store()
    await store.keeping(BEGUN).allow(GrantAccess(KAREN.key, Grant(KAREN.roles, valid_to=BEGUN.date())))
    last = BEGUN.replace(hour=22, minute=59)
    assert (await store.current(begun, last)).person.roles == KAREN.roles
    assert (await store.current(begun, last + timedelta(minutes=1))).person.roles == ()


@pytest.mark.parametrize("act", [Act.REMOVED, Act.ENDED])
async def test_an_operator_ends_every_session_of_a_person_and_no_later_one(act: Act) -> None:
    begun, store, now = sessions().begin(KAREN, BEGUN), Store(), BEGUN + timedelta(minutes=1)
    keeping = store.keeping(now)
    await (keeping.remove if act is Act.REMOVED else keeping.end_sessions)(EndAccess(KAREN.key, "mistet telefon"))
    with pytest.raises(NoSession):
        await store.current(begun, now, unsafe=True)
    later = now + timedelta(milliseconds=1)
    again = sessions().read(sessions().write(sessions().begin(KAREN, later)), later)
    roles = (await store.current(again, later, unsafe=True)).person.roles
    assert roles == (() if act is Act.REMOVED else KAREN.roles)


async def test_privileges_of_the_broker_last_as_long_as_the_session_and_never_reach_whom_an_operator_removed() -> None:
    store = Store(access=MemoryAccess())
    begun = sessions().begin(KAREN.model_copy(update={"roles": ()}), BEGUN, ("evaluator", "ukendt"))
    read = sessions().read(sessions().write(begun), BEGUN)
    assert read.privileges == ("evaluator", "ukendt")
    assert (await store.current(read, BEGUN)).person.roles == ("evaluator",)
    await store.keeping(BEGUN - timedelta(minutes=1)).add(KAREN.key, KAREN.name, Grant(("konsulent",)))
    assert (await store.current(read, BEGUN)).person.roles == ("konsulent", "evaluator")
    await store.keeping(BEGUN - timedelta(minutes=1)).remove(EndAccess(KAREN.key, "stoppet"))
    assert (await store.current(read, BEGUN)).person.roles == ()


def test_a_previous_key_is_still_accepted_and_no_other() -> None:
    old = sessions("before")
    token = old.write(old.begin(KAREN, BEGUN))
    after = sessions("now", public("long-ago") + public("before"))
    assert after.read(token, BEGUN).person == KAREN
    with pytest.raises(NoSession):
        sessions("now", public("long-ago")).read(token, BEGUN)


def test_new_sessions_are_signed_with_the_new_key() -> None:
    after = sessions("now", public("before"))
    assert sessions("now").read(after.write(after.begin(KAREN, BEGUN)), BEGUN).person == KAREN


@pytest.mark.parametrize(
    "token",
    ["", "out", "a.b.c", "....", "e30.e30.", "0" * 4000, "eyJhbGciOiJub25lIn0.e30."],
)
def test_what_is_no_token_is_no_session(token: str) -> None:
    with pytest.raises(NoSession):
        sessions().read(token, BEGUN)


@pytest.mark.parametrize("part", [0, 1, 2])
def test_a_token_that_was_tampered_with(part: int) -> None:
    parts = sessions().write(sessions().begin(KAREN, BEGUN)).split(".")
    middle = len(parts[part]) // 2
    other = "A" if parts[part][middle] != "A" else "B"
    parts[part] = parts[part][:middle] + other + parts[part][middle + 1 :]
    with pytest.raises(NoSession):
        sessions().read(".".join(parts), BEGUN)


def test_another_persons_key_in_the_token() -> None:
    head, body, signature = sessions().write(sessions().begin(KAREN, BEGUN)).split(".")
    reported = json.loads(urlsafe_b64decode(body + "=="))
    reported["roles"] = ["operatoer"]
    forged = urlsafe_b64encode(json.dumps(reported).encode()).decode().rstrip("=")
    with pytest.raises(NoSession):
        sessions().read(f"{head}.{forged}.{signature}", BEGUN)


def test_a_token_signed_with_our_public_key_as_a_password() -> None:
    kid = jwt.get_unverified_header(signed())["kid"]
    with pytest.raises(NoSession):
        sessions().read(jwt.encode(claims(), "x" * 64, algorithm="HS256", headers={"kid": kid}), BEGUN)
    with pytest.raises(NoSession):
        sessions().read(jwt.encode(claims(), "", algorithm="none", headers={"kid": kid}), BEGUN)


def test_a_token_signed_with_another_key_under_our_keys_name() -> None:
    with pytest.raises(NoSession):
        sessions().read(signed(key=private("strangers")), BEGUN)


@pytest.mark.parametrize("change", [{"iss": "https://other.example"}, {"aud": "another"}, {"aud": [AUDIENCE + "x"]}])
def test_a_token_for_somebody_else(change: dict[str, Any]) -> None:
    assert sessions().read(signed(), BEGUN).person == KAREN
    with pytest.raises(NoSession):
        sessions().read(signed(**change), BEGUN)


@pytest.mark.parametrize("name", ["iss", "aud", "sub", "exp", "iat", "sid", "auth_time", "name", "cvr", "roles"])
def test_a_token_that_lacks_something(name: str) -> None:
    with pytest.raises(NoSession):
        sessions().read(signed("RS256", "", **{name: None}), BEGUN)
