"""Five hundred ways to try to come in without leave, made anew each run from one seed."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
import json
import random
import time
from typing import Any

import jwt

from shared.services.session import Sessions
from tests.crooked_broker import RIGHT, CrookedBroker, key
from tests.examples import KAREN, NOW
from tests.functions.edge import URL
from tests.keys import private, public

SEED = 20261126
PERSON = "nemlogin.persistent_professional_id"
TEXTS = (
    *(
        "' or 1=1 --",
        "<script>alert(1)</script>",
        '"><img src=x>',
        "../../etc/passwd",
        "\r\nSet-Cookie: a=b",
        "\x00",
        "æøå",
    ),
    *("\u202etxt.exe", "%00%0d%0a", "{{7*7}}", "${jndi:ldap://x}", "A" * 5000, "😀" * 300, "null", "[]", "\ud800"),
)
ODD: tuple[Any, ...] = ([], {}, [[]], {"a": 1}, True, "", "x", "\ud800")
NUMBERS: tuple[Any, ...] = (0, -1, 1e308, float("nan"), float("inf"))


@dataclass(frozen=True)
class Try:
    """What the broker says instead (`changes` of a `CrookedBroker`), and what the browser brings (`answer`, `device`)."""

    name: str
    changes: dict[str, Any] = field(default_factory=dict)
    answer: dict[str, str] = field(default_factory=dict)
    device: str = ""


def tries() -> Iterator[Try]:
    """At the callback."""
    chance = random.Random(SEED)
    yield from _claims()
    yield from _tokens(chance)
    yield from _userinfo()
    yield from _answers(chance)
    yield from (Try(f"device {text!r:.20}", device=text) for text in TEXTS)


def _claims() -> Iterator[Try]:
    """Well signed, and wrong."""
    odd: dict[str, tuple[Any, ...]] = {
        **{name: (*ODD, *NUMBERS, None, ...) for name in ("iss", "aud", "sub", "nonce")},
        **{"exp": ([], {}, "", "x", 0, -1, float("nan"), float("inf"), None, ...), "nbf": ([], {}, "x", 1e12)},
        **{"iat": ([], {}, "x", None, ..., 1e12), "azp": (*ODD, 0), "at_hash": (*ODD, *NUMBERS, None)},
        "auth_time": (*ODD, *NUMBERS, "0", int(NOW.timestamp()) - 120),
    }
    for name, values in odd.items():
        for value in values:
            yield Try(f"{name}={value!r:.20}", {"claims": {name: value}})
    yield Try("aud of two", {"claims": {"aud": ["feltskema", "evil"]}})
    yield Try("expired", {"claims": {"exp": int(time.time()) - 61}})


def _tokens(chance: random.Random) -> Iterator[Try]:
    yield Try("of another's key", {"signer": "evil", "header": {"kid": "good"}})
    yield Try("of a key nobody knows", {"signer": "evil"})
    yield Try("with a key of its own", {"signer": "evil", "header": {"kid": "good", "jwk": {"kty": "oct", "k": "eA"}}})
    kids: tuple[Any, ...] = ([], {}, 7, "", "../good", None)
    for kid in kids:
        yield Try(f"kid={kid!r}", {"signer": "evil", "header": {"kid": kid}})
    for forged in (_unsigned, _by_the_public_key, lambda _: "", lambda _: None, lambda _: 7, lambda _: ["a.b.c"]):
        yield Try("instead of a token", {"token": forged})
    for junk in (
        "a.b.c",
        "..",
        "e30.e30.e30",
        "e30.W10.e30",
        "x" * 50_000,
        ".".join(["e30"] * 5),
        "e30." + "W" * 9000 + ".x",
    ):
        yield Try(f"junk {junk:.12}", {"token": _always(junk)})
    for _ in range(110):
        yield Try("a letter changed", {"token": _changed(chance.random(), chance.choice("Aa0_-.é "))})
    for body in (
        b"",
        b"{",
        b"[]",
        b"null",
        b'"x"',
        b"<html>",
        b"\xff\xfe",
        b"[" * 60_000,
        b'{"error":{}}',
        b'{"error":["a"]}',
    ):
        yield Try(f"exchange {body[:8]!r}", {"token_body": body})
    shown: tuple[Any, ...] = (None, 7, [], {}, "", "é", ...)
    for token in shown:
        yield Try(f"access token {token!r}", {"tokens": {"access_token": token}})


def _userinfo() -> Iterator[Try]:
    for value in (*ODD, *NUMBERS, None):
        for name in ("nemlogin.cvr", "loa", "sub"):
            reported = {"claims": {"loa": value}} if name == "loa" else {"userinfo": {**RIGHT, name: value}}
            yield Try(f"{name}={value!r:.20}", reported)
    for value in ([], {}, True, 7, [["Karen"]], "x" * 3000):
        yield Try(f"name={value!r:.20}", {"userinfo": {**RIGHT, "nemlogin.name": value}})
        yield Try(f"person={value!r:.20}", {"userinfo": {**RIGHT, PERSON: value}})
    for body in (b"", b"{", b"[]", b"null", b"\xff", b"[" * 60_000, b'{"sub":"karen","sub":"evil"}', b" " * 300_000):
        yield Try(f"userinfo {body[:8]!r}", {"userinfo": body})
    for status in (201, 302, 401, 403, 404, 429, 500):
        yield Try(f"userinfo {status}", {"userinfo": b"", "userinfo_status": status})
    for cvr in ("64942213", "6494221", "64942212 ", "DK64942212", "６４９４２２１２", 64942212.0, "64942212\x00"):
        yield Try(f"cvr={cvr!r}", {"userinfo": {**RIGHT, "nemlogin.cvr": cvr}})


def _answers(chance: random.Random) -> Iterator[Try]:
    for text in TEXTS:
        yield Try(f"state {text!r:.20}", answer={"state": text})
        yield Try(f"iss {text!r:.20}", answer={"iss": text})
        yield Try(f"error {text!r:.20}", answer={"error": text, "error_description": text})
        yield Try(f"described {text!r:.20}", answer={"error": "access_denied", "error_description": text})
    for _ in range(20):
        junk = "".join(chr(chance.randrange(1, 0x2FFF)) for _ in range(chance.randrange(1, 60)))
        yield Try("a made-up error", answer={"error": junk, "error_description": junk[::-1]})


def _unsigned(token: str) -> str:
    _, claims, _ = token.split(".")
    return f"{_part({'alg': 'none', 'kid': 'good'})}.{claims}."


def _part(value: object) -> str:
    return urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


def _by_the_public_key(token: str) -> str:
    """As if the public key were a shared secret."""
    claims = jwt.decode(token, options={"verify_signature": False})
    secret = str(key("good").public_key().public_numbers().n)
    return jwt.encode(claims, secret, algorithm="HS256", headers={"kid": "good"})


def _always(token: str) -> Callable[[str], object]:
    return lambda _: token


def _changed(place: float, letter: str) -> Callable[[str], object]:
    def changed_token(token: str) -> str:
        at = int(place * (len(token) - 4))
        return token[:at] + (letter if token[at] != letter else "B") + token[at + 1 :]

    return changed_token


def cookies() -> Iterator[tuple[str, str]]:
    """Session cookies that nobody was given."""
    chance = random.Random(SEED)
    sessions = Sessions(URL, private("now"), "", timedelta(minutes=60), timedelta(hours=10))
    good = sessions.write(sessions.begin(KAREN, NOW))
    claims: dict[str, Any] = jwt.decode(good, options={"verify_signature": False})
    header = jwt.get_unverified_header(good)
    other = Sessions(URL, private("evil"), "", timedelta(minutes=60), timedelta(hours=10))
    yield "of another's key", other.write(other.begin(KAREN, NOW))
    yield "unsigned", _unsigned(good)
    yield (
        "by the public key",
        jwt.encode(claims, public("now").replace("-", ""), algorithm="HS256", headers={"kid": header["kid"]}),
    )
    for name, value in (("iss", "https://evil.example"), ("aud", "other"), ("exp", 0)):
        yield f"{name}={value}", jwt.encode({**claims, name: value}, private("now"), algorithm="RS256", headers=header)
    for name in ("iss", "aud", "sub", "exp", "iat", "sid", "auth_time", "name", "cvr", "roles"):
        remaining = {key: value for key, value in claims.items() if key != name}
        yield f"without {name}", jwt.encode(remaining, private("now"), algorithm="RS256", headers=header)
    for _ in range(60):
        at, letter = chance.randrange(len(good) - 4), chance.choice("Aa0_-")
        yield "a letter changed", good[:at] + (letter if good[at] != letter else "B") + good[at + 1 :]
    yield from (
        ("junk", junk) for junk in ("x", "a.b.c", "..", "out", "e30.e30.e30", "A" * 5000, "~" * 50, json.dumps({}))
    )


def changed(broker: CrookedBroker, changes: dict[str, Any]) -> None:
    for name, value in changes.items():
        setattr(broker, name, value)
