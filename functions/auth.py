"""Sign-in with MitID through a broker, and the session."""

from __future__ import annotations

import contextlib
import logging
from typing import TYPE_CHECKING

import azure.functions as func

from functions.callers import ANONYMOUS, PERSON, PERSON_OR_NOBODY
from functions.cookies import device_token, session_token, write_cookie
from functions.http import Reply, endpoint, language
from functions.route_description import Parameter
from functions.sign_in_page import refused, signed_in
from shared import wiring
from shared.domain.problems import DependencyUnavailable, NoSession, SignInRefused

if TYPE_CHECKING:
    from datetime import datetime

    from functions.views.auth import DraftKeys, Me
    from shared.domain.access.person import Person
    from shared.services.session import Session

bp = func.Blueprint()
log = logging.getLogger("feltskema.sign-in")

NEXT = Parameter("Where to go on to: a path of this host.", {"type": "string", "default": "/"}, "/registreringer")
FROM_BROKER = {
    name: Parameter(f"`{name}` as the broker sends it back.", {"type": "string"})
    for name in ("state", "code", "error", "error_description")
}
LOGIN_PAGES = {503: "The broker or the storage does not answer, or too many sign in at once; the page tells."}
CALLBACK_PAGES = {
    403: "Not let in; the page tells why.",
    503: "The broker or the storage does not answer, or too many sign in at once.",
}
DEVICE_SECONDS = 180 * 24 * 3600
SIGNED_OUT = "out"
"""Overwrites the session cookie with one that expires in a few seconds: a gateway may drop a cookie that has already expired."""


@bp.route("auth/login", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
@endpoint(access=ANONYMOUS, status=302, query={"next": NEXT}, other=LOGIN_PAGES, content=("text/html",))
async def get_login(req: func.HttpRequest) -> Reply:
    """Begin a sign-in with MitID.

    Stores a handshake, sets the device cookie and redirects to the broker.
    """
    from shared.services.sign_in import new_device

    settings = wiring.settings()
    device = device_token(req.headers, settings) or new_device()
    try:
        url = await wiring.sign_in().begin(req.params.get("next", "/"), device, wiring.clock())
    except DependencyUnavailable as problem:
        # The browser itself navigates here, and not the page's script: errors are shown as a page, never as raw JSON.
        return refused(problem, language(req))
    cookie = write_cookie(settings.device_cookie, device, DEVICE_SECONDS, settings.cookie_domain)
    return Reply(None, 302, {"Location": url}, cookie)


@bp.route("auth/callback", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
@endpoint(access=ANONYMOUS, query=FROM_BROKER, other=CALLBACK_PAGES, content=("text/html",))
async def get_callback(req: func.HttpRequest) -> Reply:
    """Finish a sign-in, when the broker sends the browser back.

    Completes the handshake and sets the session cookie. Answers with a page that leads into the app, or says why the sign-in
    failed.
    """
    from shared.services.sign_in import roles_of

    settings, now = wiring.settings(), wiring.clock()
    device = device_token(req.headers, settings)
    try:
        signed = await wiring.sign_in().finish(dict(req.params), device, now)
        roles = roles_of(signed.privileges, settings.oidc_privilege_roles)
        session = await _begun(req, signed.person, roles, now)
    except (SignInRefused, DependencyUnavailable) as problem:
        log.warning("sign-in refused: %s", problem.code)
        return refused(problem, language(req))
    from functions.authorise import session_cookie

    person, roles = session.person, session.person.roles
    log.info("signed in: person %s session %s roles %s", person.key, session.id, ",".join(roles) or "none")
    return signed_in(signed.next, language(req), session_cookie(session, settings))


async def _begun(req: func.HttpRequest, person: Person, privileges: tuple[str, ...], now: datetime) -> Session:
    """Begin a session with the roles of the access list, and revoke this browser's previous session. Raises
    `DependencyUnavailable`."""
    from shared.services.access import arrive

    settings = wiring.settings()
    current = await arrive(person, privileges, wiring.access(), settings.first_operator, now)
    with contextlib.suppress(NoSession):
        before = wiring.sessions().read(session_token(req.headers, settings), now)
        await wiring.access().sign_out(before.person.key, before.id, before.ends_at)
    return wiring.sessions().begin(person.model_copy(update={"roles": current.roles}), now, privileges)


@bp.route("auth/me", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
@endpoint(access=PERSON_OR_NOBODY, other={204: "Nobody is signed in, or not any more."})
async def get_me(req: func.HttpRequest, person: Person, session: Session) -> Me:
    """Get the signed-in person.

    Every page asks first of all, also for visitors who are not signed in: for them 204 is the normal answer, and no error.
    """
    from functions.views.auth import Me
    from shared.domain.access.access_list import number
    from shared.services.access import arrive

    settings, roles = wiring.settings(), person.roles
    if not roles:
        # A person who lost their roles while signed in waits for access like everybody without a role.
        with contextlib.suppress(DependencyUnavailable):
            roles = (
                await arrive(person, session.privileges, wiring.access(), settings.first_operator, wiring.clock())
            ).roles
    return Me(
        key=person.key,
        name=person.name,
        initials=person.initials,
        roles=roles,
        number=number(person.key),
        contact=settings.access_contact,
        expires_at=session.expires_at,
        workday_ends_at=session.ends_at,
    )


@bp.route("auth/draft-keys", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
@endpoint()
async def get_draft_keys(req: func.HttpRequest, person: Person) -> DraftKeys:
    """Get the keys that encrypt one's drafts on a phone.

    For AES-GCM: the first key encrypts, the others decrypt what was written before a rotation. The same at every sign-in and on
    every phone; the page checks `person` before it uses them.
    """
    # Never logged, and cached nowhere on the way: `no-store`, like every answer here. A person without a role has no drafts.
    from base64 import b64encode

    from functions.views.auth import DraftKeys, ShownDraftKey
    from shared.domain.access.draft_keys import draft_keys

    keys = draft_keys(wiring.settings().draft_secrets, person.key)
    shown = tuple(ShownDraftKey(id=key.id, key=b64encode(key.content).decode()) for key in keys)
    return DraftKeys(person=person.key, keys=shown)


@bp.route("auth/logout", methods=["POST"], auth_level=func.AuthLevel.ANONYMOUS)
@endpoint(access=PERSON, status=204)
async def post_logout(req: func.HttpRequest, person: Person, session: Session) -> Reply:
    """Sign out.

    The session is revoked and its cookie overwritten.
    """
    settings = wiring.settings()
    await wiring.access().sign_out(person.key, session.id, session.ends_at)
    log.info("signed out: person %s session %s", person.key, session.id)
    return Reply(None, 204, cookie=write_cookie(settings.session_cookie, SIGNED_OUT, 5, settings.cookie_domain))
