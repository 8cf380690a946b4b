"""What schemathesis needs to know to fuzz the API: our formats, and how to be signed in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
import os
from typing import Any

from hypothesis import strategies as st
import schemathesis

from shared.domain.fields.cvr import is_cvr
from shared.domain.person import Person
from shared.services.session import Sessions

COOKIE = "__Host-feltskema"

schemathesis.openapi.format(
    "cvr", st.integers(10_000_000, 99_999_999).map(lambda number: str(number - number % 11)).filter(is_cvr)
)


def session(issuer: str, key: str, roles: tuple[str, ...] = ("konsulent", "operatoer")) -> str:
    """A session's cookie value, as a sign-in writes it."""
    person = Person(key="f" * 32, name="Dorte Holm", cvr="64942212", roles=roles)
    sessions = Sessions(issuer, key, "", timedelta(hours=1), timedelta(hours=10))
    return sessions.write(sessions.begin(person, datetime.now(UTC)))


@schemathesis.auth(refresh_interval=120)
class SignedIn:
    """A session that is never old enough to be asked whether it was signed out, which the run does all the time."""

    def get(self, case: Any, context: Any) -> str:
        return session(os.environ["FUZZ_ISSUER"], os.environ["FUZZ_SESSION_KEY"])

    def set(self, case: Any, data: str, context: Any) -> None:
        case.cookies = {**(case.cookies or {}), COOKIE: data}
