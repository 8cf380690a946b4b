"""Sign in, who am I, sign out."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import azure.functions as func

from functions.cookies import device_token, write_cookie
from functions.http import Reply, endpoint, language, session_cookie
from functions.sign_in_page import refused, signed_in
from shared import wiring
from shared.domain.problems import NoSession, OutOfReach, SignInRefused

if TYPE_CHECKING:
    from functions.views import Me
    from shared.domain.person import Person
    from shared.services.session import Session

bp = func.Blueprint()

DEVICE_SECONDS = 180 * 24 * 3600
SIGNED_OUT = "out"
"""Overwrites the session with a few seconds of life: a gateway may drop a cookie that has expired already."""


@bp.route("auth/login", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
@endpoint(anonymous=True)
async def get_login(req: func.HttpRequest) -> Reply:
    from shared.services.sign_in import new_device

    known = wiring.settings()
    device = device_token(req.headers, known) or new_device()
    try:
        url = await wiring.sign_in().begin(req.params.get("next", "/"), device, wiring.clock())
    except OutOfReach as problem:
        # A person's browser is here, and not the page's code: a page, and never raw JSON.
        return refused(problem, language(req))
    cookie = write_cookie(known.device_cookie, device, DEVICE_SECONDS, known.cookie_domain)
    return Reply(None, 302, {"Location": url}, cookie)


@bp.route("auth/callback", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
@endpoint(anonymous=True)
async def get_callback(req: func.HttpRequest) -> Reply:
    from shared.services.sign_in import roles_of

    known, now = wiring.settings(), wiring.clock()
    device = device_token(req.headers, known)
    try:
        signed = await wiring.sign_in().finish(dict(req.params), device, now)
    except (SignInRefused, OutOfReach) as problem:
        return refused(problem, language(req))
    roles = roles_of(signed.privileges, known.oidc_privilege_roles)
    person, sessions = signed.person.model_copy(update={"roles": roles}), wiring.sessions()
    return signed_in(signed.next, language(req), session_cookie(sessions.write(sessions.begin(person, now)), known))


@bp.route("auth/me", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
@endpoint()
async def get_me(req: func.HttpRequest, person: Person, session: Session) -> Me:
    from functions.views import Me

    await _not_signed_out(session)
    return Me(
        key=person.key,
        name=person.name,
        initials=person.initials,
        roles=person.roles,
        expires_at=session.expires_at,
        workday_ends_at=session.ends_at,
    )


async def _not_signed_out(session: Session) -> None:
    """The answer decides what the page shows, so it does not wait for the session's next renewal. A storage that does not
    answer signs nobody out."""
    with contextlib.suppress(OutOfReach):
        if await wiring.revocations().revoked(session.id):
            raise NoSession


@bp.route("auth/logout", methods=["POST"], auth_level=func.AuthLevel.ANONYMOUS)
@endpoint()
async def post_logout(req: func.HttpRequest, person: Person, session: Session) -> Reply:
    known = wiring.settings()
    await wiring.revocations().revoke(session.id, session.ends_at)
    return Reply(None, 204, cookie=write_cookie(known.session_cookie, SIGNED_OUT, 5, known.cookie_domain))
