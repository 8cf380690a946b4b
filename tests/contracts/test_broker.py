"""What every broker does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
import json
from urllib.parse import parse_qs, urlsplit

import pytest

from shared.adapters.broker import OidcBroker
from shared.domain.ports import Broker, SignInStart
from shared.domain.problems import OutOfReach, SignInRefused
from shared.settings import read
from tests.contracts.browser import sign_in
from tests.fakes.sign_in import SUBSTANTIAL, MemoryBroker
from tests.servers import Servers

PERSONS = {"karen": {"loa": SUBSTANTIAL, "nemlogin.cvr": "64942212", "nemlogin.name": "Karen Kristensen"}}


@dataclass
class Signing:
    """`approve` is the person's part; `down` a broker of the same kind that does not answer."""

    broker: Broker
    callback: str
    approve: Callable[[SignInStart], dict[str, str]]
    down: Broker


@pytest.fixture(params=["fake", "oidc"])
def signing(request: pytest.FixtureRequest, servers: Servers) -> Iterator[Signing]:
    if request.param == "fake":
        memory, down = MemoryBroker(PERSONS), MemoryBroker({})
        down.down = True
        callback = "https://app.example/api/auth/callback"
        yield Signing(memory, callback, lambda start: memory.approve(start.state, "karen"), down)
        return
    known = read(servers.broker())
    client, callback = (known.oidc_client_id, known.oidc_client_secret), f"{known.public_url}/api/auth/callback"
    oidc = OidcBroker(known.oidc_authority, client, known.oidc_scopes, known.oidc_extra, True)
    nobody = OidcBroker("https://localhost:9/op", client, known.oidc_scopes, known.oidc_extra, True)
    yield Signing(oidc, callback, lambda start: sign_in(start.url, callback, "karen"), nobody)


async def test_a_person_signs_in(signing: Signing) -> None:
    start = await signing.broker.begin(signing.callback)
    answer = signing.approve(start)
    # The flow lies in a store between the two.
    claims = await signing.broker.finish(json.loads(json.dumps(start.flow)), answer)
    assert claims["iss"]
    assert claims["sub"]
    assert {name: claims[name] for name in PERSONS["karen"]} == PERSONS["karen"]


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
    await signing.broker.probe()
    for call in (signing.down.probe(), signing.down.begin(signing.callback)):
        with pytest.raises(OutOfReach) as problem:
            await call
        assert problem.value.code == "broker-unavailable"


async def _refused(signing: Signing, start: SignInStart, answer: dict[str, str]) -> None:
    with pytest.raises(SignInRefused) as problem:
        await signing.broker.finish(start.flow, answer)
    assert problem.value.code == "sign-in-failed"
