"""Who may call what: one row a route, and the calls that the matrix is walked with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
import json
from typing import Any

from shared.domain.access.roles import EVALUATOR, OPERATOR, ROLES, TEAM_LEADER
from tests.examples import APP, KAREN, MEHMET, VISIT

NOBODY, ROLELESS = "nobody", "roleless"
CALLERS = (NOBODY, ROLELESS, *ROLES)
"""Without a session, without a role, and with each role alone."""

EVERYBODY = frozenset(CALLERS)
SIGNED_IN = EVERYBODY - {NOBODY}
ANY_ROLE = frozenset(ROLES)
CONSULTANTS = frozenset({"konsulent"})
OPERATORS = frozenset({OPERATOR})
LEADERS = frozenset({OPERATOR, TEAM_LEADER})


@dataclass(frozen=True, slots=True)
class Row:
    """`may` come past the edge; `refusal` is what others with a role get, by status and code, `to_nobody` what is answered
    without a session. `own` are the values of the route for a caller's own thing, `others` for Mehmet's: None where the route
    knows no owner. `missing` is the code that answers who asks for Mehmet's; empty where the same address is the caller's own
    place."""

    may: frozenset[str]
    refusal: tuple[int, str] = (403, "no-access")
    to_nobody: tuple[int, str] = (401, "no-session")
    own: Mapping[str, str] = field(default_factory=dict)
    others: Mapping[str, str] | None = None
    params: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    missing: str = ""


REGISTRATION, OTHERS = "019aaf3c-8f2a-7c31-9d57-3f1f6a0c2b44", "019aaf3c-8f2a-7c31-9d57-3f1f6a0c2b45"
FILE = "7f0c2f64-52a4-4f3c-9a1f-6f3b0f7f2a10"
FRESH = "019aaf3c-8f2a-7c31-9d57-3f1f6a0c2b46"


def _json(**body: Any) -> bytes:
    return json.dumps(body).encode()


def _line(body: bytes = b"") -> Row:
    """What an operator does to somebody's line of the access list."""
    return Row(OPERATORS, (403, "not-operator"), own={"person": MEHMET.key}, body=body)


def _row_of_another(body: bytes = b"") -> Row:
    """A delivery of anybody's, named by who registered it: a team leader without a team finds none."""
    return Row(LEADERS, (403, "not-operator"), own={"person": KAREN.key, "id": REGISTRATION, "target": "-"}, body=body)


def _target(body: bytes = b"") -> Row:
    return Row(OPERATORS, (403, "not-operator"), own={"target": "fasit-documents"}, body=body)


_SEEN = Row(LEADERS, (403, "not-operator"))
_LIST = Row(OPERATORS, (403, "not-operator"))
_UNSEEN = (404, "unknown-app")

MATRIX: Mapping[str, Row] = {
    "get_login": Row(EVERYBODY),
    "get_callback": Row(EVERYBODY),
    "get_live": Row(EVERYBODY),
    "get_ready": Row(EVERYBODY),
    "get_deep": Row(EVERYBODY),
    "get_me": Row(SIGNED_IN, to_nobody=(204, "")),
    "post_logout": Row(SIGNED_IN),
    "get_draft_keys": Row(ANY_ROLE),
    "get_openapi": Row(ANY_ROLE),
    "get_checks": Row(ANY_ROLE),
    "get_company": Row(ANY_ROLE, own={"cvr": "64942212"}),
    "list_units": Row(ANY_ROLE, own={"cvr": "64942212"}),
    "search_companies": Row(ANY_ROLE, params={"query": "café"}),
    "list_definitions": Row(ANY_ROLE),
    "get_definition": Row(CONSULTANTS, _UNSEEN, own={"app": APP}),
    "list_entities": Row(CONSULTANTS, _UNSEEN, own={"app": "kandidat"}),
    "list_registrations": Row(ANY_ROLE),
    "put_registration": Row(
        CONSULTANTS,
        _UNSEEN,
        own={"app": APP, "id": FRESH},
        others={"app": APP, "id": OTHERS},
        body=_json(version=1, answers=VISIT),
    ),
    "get_registration": Row(
        ANY_ROLE,
        own={"app": APP, "id": REGISTRATION},
        others={"app": APP, "id": OTHERS},
        missing="unknown-registration",
    ),
    "post_opinion": Row(CONSULTANTS, _UNSEEN, body=_json(id=FILE, app=APP, quarter="2026-4", needs=4, easy=5)),
    "settle_registration": Row(
        CONSULTANTS,
        _UNSEEN,
        own={"app": APP, "id": REGISTRATION},
        others={"app": APP, "id": OTHERS},
        body=_json(outcome="send-again"),
        missing="unknown-registration",
    ),
    "put_attachment": Row(
        ANY_ROLE,
        own={"registration": FRESH, "attachment": FILE},
        others={"registration": OTHERS, "attachment": FILE},
        body=b"%PDF-1.7\n%%EOF\n",
    ),
    "get_attachment": Row(
        ANY_ROLE,
        own={"registration": REGISTRATION, "attachment": FILE},
        others={"registration": OTHERS, "attachment": FILE},
        missing="unknown-attachment",
    ),
    "get_operation": Row(OPERATORS, (403, "not-operator")),
    "get_operations": Row(OPERATORS, (403, "not-operator")),
    "list_deliveries": _SEEN,
    "get_delivery": _row_of_another(),
    "post_answers_read": _row_of_another(_json(reason="x")),
    "post_moves": Row(
        LEADERS,
        (403, "not-operator"),
        body=_json(act="try-now", deliveries=[{"person": "0" * 32, "id": FRESH, "target": "-"}]),
    ),
    "list_helpers": _SEEN,
    "hold_target": _target(_json(reason="x")),
    "release_target": _target(_json()),
    "list_taken": _target(),
    "reconcile_day": _target(_json(day="2026-11-22")),
    "explain_difference": Row(
        OPERATORS,
        (403, "not-operator"),
        own={"target": "fasit-documents", "person": KAREN.key, "id": REGISTRATION},
        body=_json(day="2026-11-22", reason="x"),
    ),
    "empty_poison_queue": Row(OPERATORS, (403, "not-operator")),
    "get_metrics": _LIST,
    "post_timer_run": Row(
        OPERATORS, (403, "not-operator"), own={"timer": "sweep_registrations"}, body=_json(reason="x")
    ),
    "list_windows": Row(ANY_ROLE),
    "post_window": Row(
        OPERATORS,
        (403, "not-operator"),
        body=_json(start="2031-01-02T20:00:00Z", end="2031-01-02T22:00:00Z", text="Opgradering"),
    ),
    "end_window": Row(OPERATORS, (403, "not-operator"), own={"window": "20310102T2000Z-20310102T2200Z"}),
    "put_incident_note": Row(
        OPERATORS, (403, "not-operator"), own={"incident": "fasit_20261123T1300Z"}, body=_json(cause="Certifikat")
    ),
    "put_before": Row(
        frozenset({EVALUATOR}),
        own={"figure": "interview"},
        body=_json(task="Et interview", value=40, unit="klik", source="STAR, maj 2024"),
    ),
    "get_consumption": Row(frozenset({EVALUATOR})),
    "get_effect": Row(frozenset({EVALUATOR})),
    "get_uptime": Row(frozenset({EVALUATOR})),
    "get_minutes": Row(frozenset({EVALUATOR}), params={"part": "app"}),
    "get_report": Row(frozenset({EVALUATOR}), own={"file": "figures"}),
    "list_access": _LIST,
    "get_access": _line(),
    "put_access": _line(_json(version="0", roles=["konsulent"])),
    "remove_access": _line(_json(version="0", reason="x")),
    "end_sessions": _line(_json(version="0", reason="x")),
}
"""A route without a row fails the test, and so does a row without a route."""
