"""Authorises callers: reads the session from its cookie, looks up whether it is still valid, and checks the role."""

from __future__ import annotations

import logging
from typing import Any

import azure.functions as func

from functions.beside_session import EarlyResult, beside
from functions.callers import PERSON, PERSON_OR_NOBODY, ROLE, SAFE_METHODS, Access, roles_allowed
from functions.cookies import session_token, write_cookie
from shared import wiring
from shared.domain.access.roles import OPERATOR
from shared.domain.problems import NoAccess, NoSession, NotOperator
from shared.services.session import Session, SessionLookup
from shared.settings import Settings

log = logging.getLogger("feltskema.sign-in")

BACKGROUND = "feltskema-background"
"""Header that is `1` on a call which the page makes by itself: it does not prolong the session. Names that begin with
`X-Feltskema-` are reserved for the gateway, which removes them from incoming requests."""

OWNER = "feltskema-person"
"""Header with the key of the person whose content an unsafe call carries.

Two people may sign in on one phone, in two tabs or one after the other, or a neighbouring host may plant a session behind an open
page: what one of them has written must not be sent as the other's. The page knows the key from its own storage, which no cookie
reaches.
"""

ASKED = frozenset({"get_me", "get_draft_keys"})
"""Handlers that are never answered from an old token: they decide which pages a person sees, and open a phone's drafts."""


async def admitted(
    req: func.HttpRequest, name: str, access: Access, early: EarlyResult[Any] | None = None
) -> tuple[Session, bool]:
    """The caller's session, and whether the browser needs a new cookie. `early` is made while the session is looked up.

    Raises `NoSession`, `NoAccess`, `NotOperator`, and `DependencyUnavailable` for an unsafe call while the session cannot be
    looked up.
    """
    settings = wiring.settings()
    begun = wiring.sessions().read(session_token(req.headers, settings), wiring.clock())
    if req.method not in SAFE_METHODS and req.headers.get(OWNER, begun.person.key) != begun.person.key:
        log.warning("another person is signed in than who wrote it: session %s at %s", begun.id, name)
        raise NoSession
    looking = SessionLookup(wiring.sessions(), wiring.access, wiring.clock())
    try:
        current = looking.current(
            begun,
            unsafe=req.method not in SAFE_METHODS,
            fresh=name in ASKED,
            used=req.headers.get(BACKGROUND) != "1",
        )
        session = await (beside(current, lambda: early.make(begun.person)) if early else current)
    except NoSession:
        log.warning("a session that was ended: person %s session %s at %s", begun.person.key, begun.id, name)
        raise
    _permit(session, access, name)
    return session, session is not begun


def _permit(session: Session, access: Access, name: str) -> None:
    roles = session.person.roles
    allowed = roles_allowed(access)
    if access in (PERSON, PERSON_OR_NOBODY) or (access == ROLE and roles) or not allowed.isdisjoint(roles):
        return
    log.warning("not permitted: person %s at %s", session.person.key, name)
    raise NotOperator if roles and OPERATOR in allowed else NoAccess


def session_cookie(session: Session, settings: Settings) -> str:
    """The `Set-Cookie` value of a session."""
    token = wiring.sessions().write(session)
    return write_cookie(settings.session_cookie, token, settings.session_workday_hours * 3600, settings.cookie_domain)
