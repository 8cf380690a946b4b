"""Our own session."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import timedelta
import json
import re
from typing import Any

import jwt
import pytest

from shared.domain.problems import NoSession
from shared.services.session import AUDIENCE, RENEW_AFTER, Sessions, renewed
from tests.examples import KAREN, NOW
from tests.fakes.sign_in import MemoryRevocations
from tests.keys import private, public

ISSUER = "https://app.example"
IDLE, WORKDAY = timedelta(minutes=60), timedelta(hours=10)
# A token's times are whole seconds.
BEGUN = NOW.replace(microsecond=0)


def sessions(key: str = "now", previous: str = "", issuer: str = ISSUER) -> Sessions:
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


async def test_it_is_renewed_while_it_is_used_and_ends_with_the_working_day() -> None:
    mine, now = sessions(), BEGUN
    session = mine.begin(KAREN, now)
    while now < BEGUN + WORKDAY - timedelta(minutes=20):
        now += timedelta(minutes=20)
        session = mine.read(mine.write(session), now)
        session = await renewed(session, mine, MemoryRevocations(), now) or session
    assert session.expires_at == session.ends_at == BEGUN + WORKDAY
    token = mine.write(session)
    assert mine.read(token, BEGUN + WORKDAY - timedelta(seconds=1)).id == session.id
    with pytest.raises(NoSession):
        mine.read(token, BEGUN + WORKDAY)


async def test_a_young_one_is_not_renewed() -> None:
    begun = sessions().begin(KAREN, BEGUN)
    assert await renewed(begun, sessions(), MemoryRevocations(), BEGUN + RENEW_AFTER - timedelta(seconds=1)) is None
    again = await renewed(begun, sessions(), MemoryRevocations(), BEGUN + RENEW_AFTER)
    assert again is not None
    assert (again.id, again.signed_in_at, again.expires_at) == (begun.id, BEGUN, BEGUN + RENEW_AFTER + IDLE)


async def test_a_signed_out_one_is_not_renewed() -> None:
    revocations, begun = MemoryRevocations(), sessions().begin(KAREN, BEGUN)
    await revocations.revoke(begun.id, begun.ends_at)
    with pytest.raises(NoSession):
        await renewed(begun, sessions(), revocations, BEGUN + RENEW_AFTER)


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
    told = json.loads(urlsafe_b64decode(body + "=="))
    told["roles"] = ["operatoer"]
    forged = urlsafe_b64encode(json.dumps(told).encode()).decode().rstrip("=")
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
