"""What the routes and models cannot say of an operation: its words, its parameters and body, and the ways it can say no."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from shared.domain.attachments import TYPES

Schema = dict[str, Any]

UUID = "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"
UUID7 = "^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"


@dataclass(frozen=True, slots=True)
class Parameter:
    description: str
    schema: Schema
    example: Any
    required: bool = False


@dataclass(frozen=True, slots=True)
class Operation:
    """`query` by name; `body` is `registration` (the app's own), `attachment` (a file) or the name of a schema; `problems` beside
    those that the edge gives everybody; `status` of the plain answer, and `other` answers by status; `content` its media types
    when not JSON."""

    tag: str
    summary: str
    description: str = ""
    status: int = 200
    query: Mapping[str, Parameter] | None = None
    body: str = ""
    problems: tuple[str, ...] = ()
    other: Mapping[int, str] | None = None
    schema: Schema | None = None
    content: tuple[str, ...] = ()


CVR = Parameter(
    "The company's number in the Central Business Register: eight digits, the weighted sum divisible by 11.",
    {"type": "string", "format": "cvr", "pattern": "^[0-9]{8}$"},
    "64942212",
    True,
)
ID = Parameter(
    "The registration's id, made by the phone: a UUID of version 7 (RFC 9562), in lower case.",
    {"type": "string", "format": "uuid", "pattern": UUID7},
    "019aaf3c-8f2a-7c31-9d57-3f1f6a0c2b44",
    True,
)
ATTACHMENT_ID = Parameter(
    "The attachment's id, made by the phone: a UUID in lower case.",
    {"type": "string", "format": "uuid", "pattern": UUID},
    "7f0c2f64-52a4-4f3c-9a1f-6f3b0f7f2a10",
    True,
)
VERSION = Parameter(
    "A published version; absent: the newest.", {"type": "integer", "minimum": 1, "maximum": 999_999_999}, 1
)
LIMIT = Parameter(
    "How many at most; empty counts as left out.",
    {"anyOf": [{"type": "integer", "minimum": 1, "maximum": 100}, {"const": ""}], "default": 25},
    25,
)
AFTER = Parameter(
    "`next` of the page before; empty is the first.", {"type": "string", "pattern": "^([0-9a-f]{32})?$"}, None
)
UNIT_LIMIT = Parameter("How many at most.", {"type": "integer", "minimum": 1, "maximum": 50, "default": 20}, 20)
UNIT_AFTER = Parameter(
    "`next` of the page before; empty is the first.", {"type": "string", "pattern": "^([ac][0-9]{10})?$"}, None
)
UNIT_QUERY = Parameter(
    "The beginning of each word of the unit's name or address, a house number, or a P-number; empty for all.",
    {"type": "string", "maxLength": 100},
    "vesterbrogade 12",
)
QUERY = Parameter(
    "The beginning of each word of one of the company's names, of a unit's name or of the address; or a whole CVR or P-number.",
    {"type": "string", "minLength": 2, "maxLength": 100},
    "café",
    True,
)
NEXT = Parameter("Where to go on to: a path of this host.", {"type": "string", "default": "/"}, "/registreringer")
_FROM_BROKER = {
    name: Parameter(f"`{name}` as the broker sends it back.", {"type": "string"}, None)
    for name in ("state", "code", "error", "error_description")
}

SEARCH = Parameter("What a name, a team or a number holds.", {"type": "string", "maxLength": 100}, "kofoed")
PERSON = Parameter(
    "The person key: the first 32 hex digits of a SHA-256.",
    {"type": "string", "pattern": "^[0-9a-f]{32}$"},
    "5d1f3c0a7be84e0c9a51d2f4b8c67e90",
    True,
)

FILES = tuple(TYPES.values())
"""The media types of attachments."""

_ACCESS = ("unknown-person", "access-changed", "own-access")
_BODY = ("not-json", "bad-request", "too-large")
ACCESS: Mapping[str, Operation] = {
    "list_access": Operation(
        "access",
        "Who may come in, and who waits",
        "Who waits first, then by name; at most a hundred. `search` looks in names, teams and numbers.",
        query={"search": SEARCH},
        problems=("bad-request",),
    ),
    "get_access": Operation("access", "A person's line and every change of it", problems=("unknown-person",)),
    "put_access": Operation(
        "access",
        "Let a person in, or change what they may",
        "Holds within minutes, without a new sign-in. `version` is that of the line which was looked at.",
        body="Grant",
        problems=(*_BODY, *_ACCESS),
    ),
    "remove_access": Operation(
        "access", "Take a person's access, and end their sessions", body="Reasoned", problems=(*_BODY, *_ACCESS)
    ),
    "end_sessions": Operation(
        "access",
        "End every session that a person has",
        "For a lost phone. They may sign in again.",
        body="Reasoned",
        problems=(*_BODY, "unknown-person", "access-changed"),
    ),
}
"""What operators do to the access list."""
_SIGN_IN = (
    *("sign-in-expired", "sign-in-elsewhere", "sign-in-aborted", "sign-in-failed", "loa-too-low", "other-company"),
    *("no-employee-identity", "sign-in-phone", "sign-in-clock", "sign-in-service"),
)
SIGN_IN_PAGES = (*_SIGN_IN, "broker-unavailable", "storage-unavailable", "busy")
"""Told as a page, since a person looks at it."""

OPERATIONS: Mapping[str, Operation] = {
    "get_login": Operation(
        "sign-in",
        "Begin a sign-in with MitID",
        "Makes a handshake, sets the device cookie and leads to the broker.",
        302,
        {"next": NEXT},
        other={503: "The broker or the storage does not answer, or too many sign in at once; the page tells."},
        content=("text/html",),
    ),
    "get_callback": Operation(
        "sign-in",
        "Where the broker sends the browser back to",
        "Ends the handshake and sets the session's cookie. Answers with a page that leads on, or tells why not.",
        query=_FROM_BROKER,
        other={
            403: "Not let in; the page tells why.",
            503: "The broker or the storage does not answer, or too many sign in at once.",
        },
        content=("text/html",),
    ),
    "get_me": Operation("sign-in", "Who is signed in"),
    "post_logout": Operation("sign-in", "Sign out", "The session is revoked and its cookie overwritten.", 204),
    "get_company": Operation(
        "companies", "Look a company up", problems=("bad-request", "unknown-company", "register-unavailable")
    ),
    "list_units": Operation(
        "companies",
        "A company's production units",
        "Those in being first. A company that is not in the register has none.",
        query={"query": UNIT_QUERY, "limit": UNIT_LIMIT, "after": UNIT_AFTER},
        problems=("bad-request", "register-unavailable"),
    ),
    "search_companies": Operation(
        "companies",
        "Search companies by name, street or number",
        "Those in being first.",
        query={"query": QUERY},
        problems=("bad-request", "register-unavailable"),
    ),
    "list_definitions": Operation("definitions", "The published apps"),
    "get_definition": Operation(
        "definitions",
        "An app's form, as the phone draws it",
        "Send `If-None-Match` to be told 304 when nothing has changed. A draft is sent on the version it was begun on.",
        query={"version": VERSION},
        problems=("unknown-app", "unknown-version", "bad-request"),
        other={304: "Nothing has changed since the ETag of `If-None-Match`."},
        schema={"$ref": "#/components/schemas/CompiledDefinition"},
    ),
    "put_registration": Operation(
        "registrations",
        "Send a registration",
        "The phone makes the id. The same id with the same content gives the same answer, so a repeat is harmless; with other "
        "content it is a conflict. 201 means that the registration is stored; its delivery follows at once. Attachments are sent "
        "first. Answers that fit the schema may still break a rule that no schema can say (`x-rules` of the schema): 422 "
        "`invalid-answers`, as for any other fault.",
        201,
        body="registration",
        problems=(*_BODY, "unknown-app", "conflict", "invalid-answers", "wrong-clock", "unknown-version", "invalid-id"),
    ),
    "put_attachment": Operation(
        "attachments",
        "Send a photo or a file before its registration",
        "At most 8 MB; PDF, PNG or JPEG by the content, whatever `Content-Type` says. The same bytes again give the same "
        "answer, others are a conflict. Nothing is delivered until a registration names it with the same size and SHA-256.",
        201,
        body="attachment",
        problems=(
            "bad-request",
            "too-large",
            "unknown-kind",
            "unreadable",
            "attachment-conflict",
            "too-many-attachments",
            "invalid-id",
            "busy",
        ),
    ),
    "get_attachment": Operation(
        "attachments",
        "One of one's own attachments",
        problems=("unknown-attachment", "invalid-id"),
        content=FILES,
    ),
    "list_entities": Operation(
        "entities",
        "What an app's registrations give to choose among",
        "The options of a `choice` or `choices` with `optionsFrom`, by label. Only of apps that are lists (`entity`).",
        problems=("unknown-app",),
    ),
    "list_registrations": Operation(
        "registrations",
        "One's own registrations, newest first",
        query={"limit": LIMIT, "after": AFTER},
        problems=("bad-request",),
    ),
    "get_registration": Operation(
        "registrations", "One of one's own registrations", problems=("unknown-registration", "invalid-id")
    ),
    "settle_registration": Operation(
        "registrations",
        "Settle an uncertain delivery",
        "A person has looked in Fasit: it is there (`delivered`), or it is not (`send-again`).",
        body="Settlement",
        problems=(*_BODY, "unknown-app", "unknown-registration", "not-uncertain", "invalid-id"),
    ),
    **ACCESS,
    "get_live": Operation("health", "Whether the process answers"),
    "get_ready": Operation(
        "health",
        "Whether a registration could be accepted now",
        other={503: "Not now."},
        schema={"$ref": "#/components/schemas/Readiness"},
    ),
    "get_checks": Operation(
        "health",
        "The latest look at each dependency",
        "One sample a minute; null where there is none.",
    ),
    "get_operation": Operation(
        "health",
        "How the instance stands",
        "Queues, certificate, definitions, functions and samples. Takes the role `operatoer`.",
    ),
    "get_openapi": Operation(
        "contract",
        "This document",
        "With the apps that the caller may use; it tells nothing of others.",
        other={304: "Nothing has changed since the ETag of `If-None-Match`."},
        schema={"type": "object", "required": ["openapi", "info", "paths"]},
    ),
}
