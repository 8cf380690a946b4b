"""Each planted mistake is found, by the check that should find it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
import shutil
from typing import Any

import httpx
import pytest

from functions.cookies import DEVICE_HEADER
from infra.compiler import BICEP_FOLDER, Bicep
from shared.domain.attachments import MAX_ATTACHMENT_BYTES
from tests.infra.crowd import statuses
from tests.infra.mutations import UNWISE, Mistake
from tests.infra.mutations_of_platform import OTHERWISE_THAN_MEANT, OUT_OF_ORDER, REFUSED_BY_FLEX
from tests.infra.mutations_of_policies import IN_BEHAVIOUR, IN_POLICIES
from tests.infra.mutations_unseen import UNSEEN
from tests.infra.policies import PREVIOUS_KEY, check, in_a_rotation, named_values, schema_faults
from tests.infra.predicted import Predicted, committed
from tests.infra.rules import faults
from tests.infra.rules.order import disorder
from tests.infra.running_gateway import IDENTITY, BackEnd, addresses, configuration, serving
from tests.infra.tools import bicep, copied, data, gateway_runner
from tests.planted import planted

pytestmark = pytest.mark.rare

POLICIES = BICEP_FOLDER / "policies"
TOLD_BY_RULES = (*UNWISE, *UNSEEN, *REFUSED_BY_FLEX, *OTHERWISE_THAN_MEANT)
BATCHES = 5
"""Predicting a deployment takes about three seconds, so several mistakes are made at a time."""


def test_mistakes_are_seeded_by_the_hundred() -> None:
    everything = [*TOLD_BY_RULES, *OUT_OF_ORDER, *IN_POLICIES, *IN_BEHAVIOUR]
    assert len({mistake.name for mistake in everything}) == len(everything) >= 115


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Bicep:
    return bicep(copied(tmp_path_factory.mktemp("mistakes")))


@contextmanager
def planted_mistake(mistake: Mistake, folder: Path) -> Iterator[None]:
    """Make the mistake in the folder while the block runs."""
    file = folder / mistake.file
    right = file.read_text("utf-8")
    assert mistake.old in right, f"{mistake.file} no longer holds {mistake.old!r}: renew the mistake"
    file.write_text(right.replace(mistake.old, mistake.new), "utf-8")
    try:
        yield
    finally:
        file.write_text(right, "utf-8")


def told_by_the_checks(compiler: Bicep, stage: str) -> str:
    """What the compiler reports; if it reports nothing, what the rules report about the predicted resources."""
    status, snapshot = compiler.snapshot(stage, "overwrite")
    if status or snapshot:
        return snapshot
    return "\n".join(faults(Predicted(stage, compiler.predicted(stage))))


@pytest.fixture(scope="module")
def reports(copy: Bicep) -> Mapping[str, str]:
    """What the rules report for each mistake, by its name. Several mistakes are made at a time, each with a message of its
    own."""
    reported: dict[str, str] = {}
    for first in range(BATCHES):
        some = TOLD_BY_RULES[first::BATCHES]
        with made_together(some, copy.folder):
            report = told_by_the_checks(copy, "prod")
        reported |= {mistake.name: report for mistake in some}
    with made_together(OUT_OF_ORDER, copy.folder):
        status, built, template = copy.built()
        assert (status, built) == (0, "")
    report = "\n".join(disorder(template))
    return reported | {mistake.name: report for mistake in OUT_OF_ORDER}


@contextmanager
def made_together(mistakes: Sequence[Mistake], folder: Path) -> Iterator[None]:
    with ExitStack() as stack:
        for mistake in mistakes:
            stack.enter_context(planted_mistake(mistake, folder))
        yield


@pytest.mark.parametrize("mistake", OUT_OF_ORDER, ids=lambda mistake: mistake.name)
def test_the_rules_tell_of_a_wrong_order(reports: Mapping[str, str], mistake: Mistake) -> None:
    assert mistake.reported in reports[mistake.name]


@pytest.mark.parametrize("mistake", TOLD_BY_RULES, ids=lambda mistake: mistake.name)
def test_the_rules_tell_of_a_mistake(reports: Mapping[str, str], mistake: Mistake) -> None:
    assert mistake.reported in reports[mistake.name]


def test_prod_without_a_network_is_told() -> None:
    """Made alone, since it would hide other mistakes made at the same time."""
    open_to_all = Predicted("prod", committed("dev").resources)
    assert "prod must have a private network" in "\n".join(faults(open_to_all))


def test_each_mistake_is_told_in_words_of_its_own() -> None:
    reported = [mistake.reported for mistake in (*TOLD_BY_RULES, *OUT_OF_ORDER)]
    assert [word for word in reported if sum(word in other for other in reported) > 1] == []


@pytest.mark.parametrize("mistake", IN_POLICIES, ids=lambda mistake: mistake.name)
def test_a_mistake_in_a_policy_is_told(tmp_path: Path, mistake: Mistake) -> None:
    folder = tmp_path / "policies"
    shutil.copytree(POLICIES, folder)
    with planted_mistake(mistake, folder):
        text = [
            *schema_faults(folder, data("apim-policy-xsd")),
            *check(gateway_runner(), folder, named_values(committed("prod")) | PREVIOUS_KEY),
        ]
    assert mistake.reported in "\n".join(text)


@pytest.mark.parametrize("mistake", IN_BEHAVIOUR, ids=lambda mistake: mistake.name)
def test_a_mistake_in_what_the_gateway_does_is_told(tmp_path: Path, mistake: Mistake) -> None:
    folder = tmp_path / "policies"
    shutil.copytree(POLICIES, folder)
    with planted_mistake(mistake, folder):
        assert disappointed(tmp_path, folder) == [mistake.reported]


def test_the_gateway_without_a_mistake_disappoints_nobody(tmp_path: Path) -> None:
    assert disappointed(tmp_path, POLICIES) == []


Call = Callable[..., httpx.Response]
LIVE, LOGIN, OTHER, FILE = "/api/health/live", "/api/auth/login", "/api/definitions", "/api/attachments/r/a"

EXPECTATIONS: dict[str, Callable[[Call, BackEnd], bool]] = {
    "a session is demanded": lambda call, functions: call(OTHER).status_code == 401,
    "no Domain in a cookie": lambda call, functions: "domain" not in call(LIVE).headers["set-cookie"],
    "the gateway's identity": lambda call, functions: (
        headers_at_functions(call, functions).get("authorization") == f"Bearer {IDENTITY}"
    ),
    "a large body is refused": lambda call, functions: call(LIVE, b" " * 300_000).status_code == 413,
    "a file passes": lambda call, functions: call(FILE, b" " * MAX_ATTACHMENT_BYTES, "PUT").status_code != 413,
    "a large file is refused": lambda call, functions: (
        call(FILE, b" " * (MAX_ATTACHMENT_BYTES + 5000), "PUT").status_code == 413
    ),
    "nobody plants a session": lambda call, functions: planted_devices(call, functions) == {""},
    "no dots in an address": lambda call, functions: call("/api/x/.hidden").status_code == 404,
    "probes have their own counter": lambda call, functions: after_hammering(call, LOGIN, 610) == 200,
    "nobody claims to be the platform": lambda call, functions: (
        "x-ms-client-principal" not in headers_at_functions(call, functions)
    ),
    "a miss is not kept": lambda call, functions: caching_header(call, functions) == "no-store",
}


def planted_devices(call: Call, functions: BackEnd) -> set[str]:
    """The devices that the functions see from a caller with only a neighbour's cookies."""
    seen = set()
    for item in filter(sendable, planted("__Host-feltskema-device", "planted")):
        call(LIVE, more={"Cookie": item.encode()})
        seen.add(functions.requests[-1]["headers"].get(DEVICE_HEADER, ""))
    return seen


def caching_header(call: Call, functions: BackEnd) -> str:
    """The caching header of a missing file."""
    functions.answer(404, [("Content-Type", "application/json"), ("Cache-Control", "max-age=31536000, immutable")])
    return call(LIVE).headers["cache-control"]


def sendable(value: str) -> bool:
    """Whether httpx sends it."""
    return not set(value) & set("\x01\x0b\x0c\x1c\x1f\x7f")


def after_hammering(call: Call, path: str, calls: int) -> int:
    """The status of a probe after many calls."""
    statuses(call(path).url.port or 80, path, calls, {})
    return call(LIVE).status_code


def headers_at_functions(call: Call, functions: BackEnd) -> dict[str, str]:
    call(LIVE)
    headers: dict[str, str] = functions.requests[-1]["headers"]
    return headers


def disappointed(folder: Path, policies: Path) -> list[str]:
    """The expectations that the gateway with these policies does not meet."""
    predicted = in_a_rotation(committed("prod"), policies)
    with BackEnd().running() as functions:
        functions.answer(headers=[("Content-Type", "text/html"), ("Set-Cookie", "__Host-a=b; domain=; path=/; secure")])
        file = configuration(predicted, folder, PREVIOUS_KEY | addresses(functions.port))
        with serving(gateway_runner(), file) as url, httpx.Client(trust_env=False) as client:

            def call(path: str, body: bytes = b"", method: str = "GET", more: Any = None) -> httpx.Response:
                client.cookies.clear()
                headers = {"X-MS-CLIENT-PRINCIPAL": "somebody", **(more or {})}
                return client.request(method, f"{url}{path}", headers=headers, content=body)

            return [name for name, holds in EXPECTATIONS.items() if not holds(call, functions)]
