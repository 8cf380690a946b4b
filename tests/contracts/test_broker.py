"""What every broker does, whichever of the three it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
import json
from urllib.parse import parse_qs, urlsplit

import pytest

from shared.adapters.broker import OidcBroker, agreement, dialect
from shared.adapters.memory.sign_ins import SUBSTANTIAL, MemoryBroker
from shared.domain.ports import Broker, SignInStart
from shared.domain.problems import DependencyUnavailable, SignInRefused
from shared.settings import read
from tests.contracts.browser import sign_in
from tests.servers import Servers

PERSONS = {"karen": {"loa": SUBSTANTIAL, "nemlogin.cvr": "64942212", "nemlogin.name": "Karen Kristensen"}}


@dataclass
class Signing:
    """`approve` is the person's part; `down` a broker of the same kind that does not answer; `name`, `cvr` and `level` are
    what the broker calls these claims."""

    broker: Broker
    callback: str
    approve: Callable[[SignInStart], dict[str, str]]
    down: Broker
    name: str = "nemlogin.name"
    cvr: str = "nemlogin.cvr"
    level: str = "loa"


@pytest.fixture(params=["memory", "signaturgruppen", "idura", "signicat"])
def signing(request: pytest.FixtureRequest, servers: Servers) -> Iterator[Signing]:
    if request.param == "memory":
        memory, down = MemoryBroker(PERSONS), MemoryBroker({})
        down.down = True
        callback = "https://app.example/api/auth/callback"
        yield Signing(memory, callback, lambda start: memory.approve(start.state, "karen"), down)
        return
    configured = read(servers.broker(request.param))
    agreed, speaks, callback = agreement(configured), dialect(configured), f"{configured.public_url}/api/auth/callback"
    nobody = replace(agreed, authority=f"https://localhost:9{urlsplit(agreed.authority).path}")
    yield Signing(
        OidcBroker(agreed),
        callback,
        lambda start: sign_in(start.url, callback, "karen"),
        OidcBroker(nobody),
        speaks.name,
        speaks.cvr,
        speaks.level,
    )


async def test_a_person_signs_in(signing: Signing) -> None:
    start = await signing.broker.begin(signing.callback)
    answer = signing.approve(start)
    # The flow lies in a store between the two.
    person = await signing.broker.finish(json.loads(json.dumps(start.flow)), answer)
    assert person.issuer
    assert person.subject
    assert (person.claims[signing.name], person.claims[signing.cvr]) == ("Karen Kristensen", "64942212")
    assert person.claims[signing.level]
    assert person.authenticated_at is None or abs((datetime.now(UTC) - person.authenticated_at).total_seconds()) < 300


async def test_nothing_is_kept_but_what_is_asked_for_by_name(signing: Signing) -> None:
    start = await signing.broker.begin(signing.callback)
    person = await signing.broker.finish(start.flow, signing.approve(start))
    professional = "nemlogin.persistent_professional_id"
    assert set(person.claims) - {professional} == {signing.name, signing.cvr, signing.level}
    assert "0101010000" not in repr(person)


async def test_each_sign_in_has_a_state_of_its_own(signing: Signing) -> None:
    starts = [await signing.broker.begin(signing.callback) for _ in range(3)]
    assert len({start.state for start in starts}) == 3
    for start in starts:
        assert parse_qs(urlsplit(start.url).query)["state"] == [start.state]


async def test_an_answer_is_used_once(signing: Signing) -> None:
    start = await signing.broker.begin(signing.callback)
    answer = signing.approve(start)
    await signing.broker.finish(start.flow, answer)
    await _refused(signing, start, answer)


async def test_an_answer_to_another_sign_in_is_refused(signing: Signing) -> None:
    first, second = [await signing.broker.begin(signing.callback) for _ in range(2)]
    await _refused(signing, second, signing.approve(first))


@pytest.mark.parametrize("change", [{"code": "made-up"}, {"state": "made-up"}, {"code": ""}])
async def test_a_made_up_answer_is_refused(signing: Signing, change: dict[str, str]) -> None:
    start = await signing.broker.begin(signing.callback)
    await _refused(signing, start, {**signing.approve(start), **change})


async def test_a_broker_that_does_not_answer_is_out_of_reach(signing: Signing) -> None:
    await signing.broker.probe(signing.callback)
    for call in (signing.down.probe(signing.callback), signing.down.begin(signing.callback)):
        with pytest.raises(DependencyUnavailable) as problem:
            await call
        assert problem.value.code == "broker-unavailable"


async def _refused(signing: Signing, start: SignInStart, answer: dict[str, str]) -> None:
    with pytest.raises(SignInRefused) as problem:
        await signing.broker.finish(start.flow, answer)
    assert problem.value.code == "sign-in-failed"
