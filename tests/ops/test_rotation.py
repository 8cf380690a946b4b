"""The rotation of the session key, by what the guide says to type: nobody is signed out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import product
import re

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicNumbers
import jwt
import pytest

from infra.session_key import public_half
from shared.domain.access.person import Person
from shared.domain.problems import NoSession
from shared.services.session import Sessions
from shared.setting_values import OptionalPem, Pem
from tests.ops.cloud.guide import chapter
from tests.ops.cloud.operator import Operator
from tests.ops.cloud.state import Cloud

pytestmark = pytest.mark.rare

GUIDE = "docs/operations.md"
PERSON = Person(key="0" * 32, name="Ea Konsulent", cvr="64942212", roles=("konsulent",))


def token(pem: str, issuer: str) -> str:
    sessions = Sessions(issuer, pem, "", timedelta(minutes=60), timedelta(hours=10))
    return sessions.write(sessions.begin(PERSON, datetime.now(UTC)))


def functions_take(cloud: Cloud, secret: str, session: str) -> bool:
    """By the product's own code, with the settings that are deployed and that private key."""
    from pydantic import TypeAdapter

    settings = cloud.the_one("Microsoft.Web/sites/config")["properties"]
    pem = TypeAdapter(Pem).validate_python(secret)
    previous = TypeAdapter(OptionalPem).validate_python(settings["SESSION_PREVIOUS_KEYS"])
    sessions = Sessions(settings["PUBLIC_URL"], pem, previous, timedelta(minutes=60), timedelta(hours=10))
    try:
        return bool(sessions.read(session, datetime.now(UTC)))
    except NoSession:
        return False


def gateway_takes(cloud: Cloud, session: str) -> bool:
    """By the keys that its policy names and the values that it would find there."""
    of_the_gateway = "Microsoft.ApiManagement/service/namedValues"
    named = {
        resource["properties"]["displayName"]: resource["properties"]["value"]
        for resource in cloud.resources.values()
        if resource["type"] == of_the_gateway
    }
    policies = "".join(
        resource["properties"]["value"]
        for resource in cloud.resources.values()
        if resource["type"].endswith("/apis/policies")
    )
    for slot in ("session-key", "session-key-previous"):
        if f"{{{{{slot}-n}}}}" in policies and named[f"{slot}-id"] == jwt.get_unverified_header(session)["kid"]:
            n, e = (int.from_bytes(jwt.utils.base64url_decode(named[f"{slot}-{part}"])) for part in "ne")
            key = RSAPublicNumbers(e, n).public_key()
            return bool(jwt.decode(session, key, ["RS256"], options={"verify_aud": False}))
    return False


@pytest.fixture(params=["az", "azd"])
def steps(request: pytest.FixtureRequest) -> tuple[Operator, list[str]]:
    """The three steps of the rotation, by either tool, by somebody who uses one shell for all of it."""
    blocks = [block.text for block in chapter(GUIDE, "Session key")]
    assert len(blocks) == 3
    if request.param == "azd":
        # As the sentence after them says: another file, and another command for the deployment.
        blocks = [
            re.sub(r"az deployment sub create .*", 'azd provision -e "$FELTSKEMA_STAGE"', block) for block in blocks
        ]
        blocks = [block.replace("set -a; . infra/bicep/my.env; set +a\n", "") for block in blocks]
        blocks = [block.replace("infra/bicep/my.env", ".azure/prod/.env") for block in blocks]
    return request.getfixturevalue("with_azd" if request.param == "azd" else "deployed"), blocks


def test_nobody_is_signed_out_by_a_rotation(steps: tuple[Operator, list[str]]) -> None:
    operator, blocks = steps
    issuer = operator.variables["PUBLIC_URL"]
    old = (operator.home / "session-key.pem").read_text()
    operator.bring("new.pem")
    new = (operator.home / "new.pem").read_text()
    of_old, of_new = token(old, issuer), token(new, issuer)
    states = [operator.cloud]
    for block in blocks:
        operator.type(in_one_shell(operator, block))
        states.append(operator.cloud)
    before, both, swapped, after = states
    assert (before.read["session-key"].strip(), swapped.read["session-key"].strip()) == (old.strip(), new.strip())
    for cloud in (both, swapped):
        assert gateway_takes(cloud, of_old)
        assert gateway_takes(cloud, of_new)
    # An instance may have read either private key under either settings: the vault and they are not changed at one moment.
    for cloud, secret, session in product((both, swapped), (old, new), (of_old, of_new)):
        assert functions_take(cloud, secret, session)
    # Once the working day is over nobody has a session of the old key, and who has found it gets nowhere with it.
    assert functions_take(after, after.read["session-key"], of_new)
    assert gateway_takes(after, of_new)
    assert not functions_take(after, after.read["session-key"], of_old)
    assert not gateway_takes(after, of_old)


def in_one_shell(operator: Operator, block: str) -> str:
    """The block in a shell that still has every variable of the blocks before it: what one was before must not linger."""
    remembered = operator.folder / "variables"
    return f"[ ! -f {remembered} ] || . {remembered}\n{block}\nexport -p > {remembered}"


@pytest.mark.parametrize("shell", ["sh", "bash"])
def test_what_the_command_writes_is_read_alike_by_the_shells(operator: Operator, shell: str) -> None:
    operator.type(".venv/bin/python -m infra.session_key ~/a.pem --previous ~/b.pem --env infra/bicep/my.env")
    output = operator.type('. ./infra/bicep/my.env; printf %s "$SESSION_PREVIOUS_KEYS"', shell).stdout
    for name in ("a", "b"):
        assert public_half((operator.home / f"{name}.pem").read_text()).pem in output
    assert operator.type("python3 infra/env_file.py infra/bicep/my.env").stderr == ""


def pasted(line: str) -> Callable[[Operator], object]:
    return lambda operator: operator.type(f"cat >> infra/bicep/my.env <<'E'\n{line}\nE")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (
            r"SESSION_PREVIOUS_KEYS=-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----\n",
            "put single quotes round",
        ),
        (
            "SESSION_PREVIOUS_KEYS='-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----'",
            "is not NAME=VALUE on one line",
        ),
        ("FELTSKEMA_PUBLISHER_NAME=Eksempel Kommune", "put single quotes round the value of FELTSKEMA_PUBLISHER_NAME"),
        ('CVR_USER="a$b"', "put single quotes round the value of CVR_USER"),
        ("CVR_USER=kommune # the new one", "remarks on their own line"),
    ],
    ids=["pem", "lines", "space", "dollar", "remark"],
)
def test_what_would_be_read_otherwise_is_told(operator: Operator, line: str, message: str) -> None:
    pasted(line)(operator)
    ran = operator.type("python3 infra/env_file.py infra/bicep/my.env", check=False)
    assert (ran.returncode, message in ran.stderr) == (1, True), ran.stderr


def test_a_pem_without_quotes_leaves_an_empty_variable(operator: Operator) -> None:
    """Why nobody should paste one, and why the file is looked at."""
    pasted(r"SESSION_PREVIOUS_KEYS=-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----\n")(operator)
    reported = operator.type('set +e; . ./infra/bicep/my.env; printf "<%s>" "$SESSION_PREVIOUS_KEYS"')
    assert reported.stdout == "<>"
