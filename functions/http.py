"""The HTTP edge: decides who may call, writes values as JSON and problems as `application/problem+json` (RFC 9457).

Handlers take `person: Person` (or nothing, when `anonymous`) and return values; only this file makes responses.

Every module of this folder is imported at each cold start, whichever function is called: what takes time to import (pydantic's
models, and whatever only one function needs) is imported inside the handlers. A test measures that.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from functools import wraps
import json
import logging
from typing import TYPE_CHECKING, Any, Unpack
from urllib.parse import urlsplit

import azure.functions as func

from functions.callers import ANONYMOUS, PERSON, PERSON_OR_NOBODY, ROLE, SAFE_METHODS, Access, roles_allowed
from functions.unexpected import log_unexpected
from shared import texts, wiring
from shared.domain.access.roles import OPERATOR
from shared.domain.problems import DependencyUnavailable, NoSession, Problem, WrongOrigin
from shared.domain.trace import read_traceparent, step_of

if TYPE_CHECKING:
    from functions.beside_session import EarlyResult
    from functions.route_description import Described
    from shared.settings import Settings

log = logging.getLogger("feltskema.http")

OWN_HEADER = "x-feltskema"
PROBLEM = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Reply:
    """A response that is not plain JSON with the route's status. `cookie` is a whole `Set-Cookie` value."""

    body: Any = None
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    cookie: str = ""
    content_type: str = "application/json"


Handler = Callable[..., Awaitable[Any]]


def endpoint(
    *,
    status: int = 200,
    access: Access = ROLE,
    any_origin: bool = False,
    direct: bool = False,
    early: Callable[[func.HttpRequest], EarlyResult[Any]] | None = None,
    **described: Unpack[Described],
) -> Callable[[Handler], Callable[..., Awaitable[func.HttpResponse]]]:
    """Make an HTTP handler. By default the caller needs a session with a role, and the handler is given `person`; `access` may be
    `ANONYMOUS`, `PERSON` (any session), `PERSON_OR_NOBODY`, or what names the required role or roles. `any_origin`: the call
    changes nothing, whatever its method; `direct`: it may be called without the gateway; `early`: see `beside_session.py`."""

    def wrap(handler: Handler) -> Callable[..., Awaitable[func.HttpResponse]]:
        @wraps(handler)
        async def answered(req: func.HttpRequest) -> func.HttpResponse:
            caller = read_traceparent(req.headers.get("traceparent", ""))
            with step_of(caller, handler.__name__, "server"):
                return await handled(req)

        async def handled(req: func.HttpRequest) -> func.HttpResponse:
            try:
                if not direct:
                    await _through_gateway(req)
                if req.method not in SAFE_METHODS and not any_origin:
                    _same_site(req, wiring.settings())
                return await _answer(req, handler, status, access, early)
            except Problem as problem:
                if problem.status in (401, 403):
                    log.warning("refused: %s at %s %s", problem.code, req.method, handler.__name__)
                return _problem(problem, language(req))
            except BaseException as error:
                # Every exception becomes a response: an escaped CancelledError would give the client none, SystemExit
                # would kill the worker.
                return _problem(_unforeseen(error), language(req))

        contract = {"handler": handler, "direct": direct, "access": access, "status": status, "described": described}
        return _declared(answered, contract)

    return wrap


def _declared(
    answered: Callable[..., Awaitable[func.HttpResponse]], contract: dict[str, Any]
) -> Callable[..., Awaitable[func.HttpResponse]]:
    """The function that the worker registers: it takes a request, and carries its contract."""
    # The worker reads the annotations; `wraps` has copied the handler's.
    answered.__annotations__ = {"req": func.HttpRequest, "return": func.HttpResponse}
    del answered.__wrapped__  # type: ignore[attr-defined]
    vars(answered)["__contract__"] = contract
    return answered


def _unforeseen(error: BaseException) -> Problem:
    from shared.settings import SettingsError

    if isinstance(error, SettingsError):
        log.error("settings: %s", error)
        return DependencyUnavailable("internal")
    log_unexpected(error)
    return Problem()


def language(req: func.HttpRequest) -> str:
    return texts.preferred(req.headers.get("accept-language", ""))


async def _answer(
    req: func.HttpRequest,
    handler: Handler,
    status: int,
    access: Access,
    early: Callable[[func.HttpRequest], EarlyResult[Any]] | None,
) -> func.HttpResponse:
    if access == ANONYMOUS:
        return _response(await handler(req), status, language(req))
    from functions.authorise import admitted, session_cookie

    made = early(req) if early else None
    try:
        session, needs_cookie = await admitted(req, handler.__name__, access, made)
    except NoSession:
        if access != PERSON_OR_NOBODY:
            raise
        return _response(None, status, language(req))
    arguments: dict[str, Any] = {"session": session} if "session" in handler.__annotations__ else {}
    if made:
        arguments["early"] = made
    response = _response(await handler(req, person=session.person, **arguments), status, language(req))
    if needs_cookie and "set-cookie" not in response.headers:
        response.headers.add("Set-Cookie", session_cookie(session, wiring.settings()))
    return response


async def _through_gateway(req: func.HttpRequest) -> None:
    if gateway := wiring.gateway():
        await gateway.recognise(req.headers.get("authorization", ""), wiring.clock())


def _same_site(req: func.HttpRequest, settings: Settings) -> None:
    """Refuse calls from other sites: they can make a browser send our cookie, but neither our header nor our `Origin`."""
    address = urlsplit(settings.public_url)
    own_origin = f"{address.scheme}://{address.netloc}"
    if req.headers.get(OWN_HEADER) != "1" or req.headers.get("origin", "") != own_origin:
        raise WrongOrigin


def _response(value: Any, status: int, language: str) -> func.HttpResponse:
    reply = value if isinstance(value, Reply) else Reply(value, 204 if value is None else status)
    headers = {
        "Cache-Control": "no-store",
        "Content-Language": language,
        "Cross-Origin-Resource-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        **reply.headers,
    }
    body = b"" if reply.body is None else _bytes(reply.body)
    response = func.HttpResponse(body, status_code=reply.status, headers=headers, mimetype=reply.content_type)
    if reply.cookie:
        response.headers.add("Set-Cookie", reply.cookie)
    return response


def _bytes(value: Any) -> bytes:
    match value:
        case bytes():
            return value
        case str():
            return value.encode()
        case _ if hasattr(value, "model_dump_json"):
            return bytes(value.model_dump_json(by_alias=True), "utf-8")
        case _:
            # A problem can contain a lone surrogate, e.g. in the name of an unknown member.
            return json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")


def edge_problems(access: Access, direct: bool, unsafe: bool) -> set[str]:
    """The problem codes that any call can get before its handler runs."""
    gateway = () if direct else ("gateway-only", "gateway-unavailable")
    session = () if access == ANONYMOUS else ("no-session", "storage-unavailable")
    role = () if access in (ANONYMOUS, PERSON, PERSON_OR_NOBODY) else ("no-access",)
    operator = ("not-operator",) if OPERATOR in roles_allowed(access) else ()
    return {"internal", *gateway, *session, *role, *operator, *(("wrong-origin",) if unsafe else ())}


def _problem(problem: Problem, language: str) -> func.HttpResponse:
    body, headers = problem_body(problem, language), dict(problem.headers)
    return _response(Reply(body, problem.status, headers, content_type=PROBLEM), problem.status, language)


def problem_body(problem: Problem, language: str) -> dict[str, Any]:
    """The body of a problem by RFC 9457, with a stable `code` and, where answers are wrong, an error for each."""
    code = problem.code
    body: dict[str, Any] = {
        "type": f"urn:feltskema:problem:{code}",
        "title": texts.text(f"problem.{code}.title", language),
        "status": problem.status,
        "detail": texts.text(f"problem.{code}.detail", language, **problem.values),
        "code": code,
    }
    if problem.errors:
        body["errors"] = _errors(problem, language)
    return body


def _errors(problem: Problem, language: str) -> Sequence[dict[str, str]]:
    return [
        {
            "path": error.path,
            "code": error.code,
            "message": error.message.get(language)
            or texts.field_fault(
                error.code,
                language,
                error.label.get(language) or error.path.rpartition("/")[2],
                error.limit_in(language),
            ),
        }
        for error in problem.errors
    ]
