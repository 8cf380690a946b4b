"""The server's answers for each state that a page can show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from shared.domain.text.localized_text import InLanguages
from tests.offline.phone_site import ANSWERS, APP
from tests.shipped import SHIPPED

WHEN = "2026-03-02T14:05:00Z"
REASONS = {
    "waiting": ("unavailable", "Fasit kunne ikke nås. Der prøves igen af sig selv."),
    "uncertain": ("uncertain", "Svaret fra Fasit gik tabt. Ingen ved, om registreringen er der. Se efter i Fasit."),
    "refused": ("refused", "Fasit afviste registreringen: ukendt virksomhed"),
}
STATUSES = ("received", "delivering", "delivered", *REASONS)
_FILLED = {
    **{"cvr": "90001000", "navn": "Nørrebro Håndværkerbageri ApS", "adresse": "Vesterbrogade 102, 1620 København V"},
    **{"pnummer": "1090004393", "besoegstidspunkt": "2026-03-02T14:05:00+01:00", "kontaktform": "fysisk"},
    **{"formaal": ["rekruttering", "opfoelgning"], "moedtNogen": True, "udfald": "aftale", "opfoelgning": False},
    "kontaktpersoner": [
        {"navn": "Jens Bager", "rolle": "Daglig leder", "email": "jens.bager@haandvaerkerbageriet.example"}
    ],
    "notat": "God stemning. Der er duft af kanel 🥐 og plads til en lærling.",
}


def summary(status: str, app: str = APP) -> dict[str, Any]:
    code, message = REASONS.get(status, ("", ""))
    receipt = {"id": "5f2d9d0f-1c3b-4a5e-8f70-8192a3b4c5d6", "at": WHEN}
    return {
        **{
            "id": registration(status),
            "app": app,
            "version": 1,
            "revision": 1,
            "title": "Nørrebro Håndværkerbageri ApS",
        },
        **{"card": ["Vesterbrogade 102, 1620 København V", "2. marts 2026 kl. 14.05"], "followUp": None},
        **{"status": status, "statusAt": WHEN, "receivedAt": WHEN},
        "reason": {"code": code, "message": message} if code else None,
        "receipt": receipt if status == "delivered" else None,
    }


def registration(status: str) -> str:
    return f"019cae5c-68e0-7000-8000-{STATUSES.index(status):012}"


def whole(status: str, app: str = APP) -> dict[str, Any]:
    history = [{"at": WHEN, "status": each, "reason": None, "by": "Mette Holm"} for each in ("received", status)]
    more = {"isCorrectable": status == "refused", "notCpr": [], "answers": _FILLED, "history": history}
    return {**summary(status, app), **more}


def registrations(statuses: Iterable[str] = STATUSES, next: str | None = "more") -> dict[str, Any]:
    """The answers for the list of registrations, and for each registration in it."""
    summaries = {f"/api/registrations/{APP}/{registration(status)}": whole(status) for status in statuses}
    return {"/api/registrations": {"items": [summary(status) for status in statuses], "next": next}, **summaries}


def person(**other: Any) -> dict[str, Any]:
    return {"/api/auth/me": {**ANSWERS["/api/auth/me"], **other}}


def nobody() -> dict[str, Any]:
    return {"/api/auth/me": None}


def _line(number: int, name: str, state: str, roles: list[str]) -> dict[str, Any]:
    return {
        **{
            "key": f"key-{number}",
            "number": f"5f2d-9d0f-1c3b-4a5{number}",
            "name": name,
            "state": state,
            "roles": roles,
        },
        **{"team": "Virksomhedsservice", "validFrom": None, "validTo": None, "waitingSince": WHEN, "version": "1"},
    }


def access() -> dict[str, Any]:
    lines = [
        _line(1, "Anne-Charlotte Frederiksen-Christoffersen", "waiting", []),
        _line(2, "", "waiting", []),
        _line(3, "Mehmet Østergaard", "allowed", ["konsulent", "formularforfatter"]),
        _line(4, "Dorte Holm", "removed", []),
    ]
    grant = {"roles": ["konsulent"], "team": "", "validFrom": None, "validTo": None}
    change = {
        "at": WHEN,
        "act": "allowed",
        "by": "Mette Holm",
        "old": {**grant, "roles": []},
        "new": grant,
        "reason": "Ny",
    }
    roles = ["konsulent", "teamleder", "formularforfatter", "evaluator", "operatoer"]
    people = {f"/api/access/{line['key']}": {**line, "trail": [change]} for line in lines}
    return {"/api/access": {"items": lines, "total": 4, "waiting": 2, "roles": roles}, **people}


def _pile(status: str, count: int, hours: Sequence[int | None], app: str = APP) -> dict[str, Any]:
    pile = {"status": status, "target": "fasit-documents", "count": count, "since": WHEN, "hours": hours}
    return {**pile, "app": app, "appTitle": _title(app)}


def _title(app: str) -> InLanguages:
    return SHIPPED.get(app).facts.title


def _delivery(status: str, acts: list[str], reason: str = "", **other: Any) -> dict[str, Any]:
    return {
        **{"person": "0" * 32, "id": registration("refused"), "target": "fasit-documents", "app": APP, "version": 1},
        **{"name": "Anne-Charlotte Frederiksen-Christoffersen", "status": status, "since": WHEN, "receivedAt": WHEN},
        **{"attempts": 7, "retryAt": None, "receipt": None, "assigned": "", "acts": acts, "appTitle": _title(APP)},
        "etag": f"{status}.1772528700000000.",
        "reason": {"code": status, "message": reason} if reason else None,
        **other,
    }


TRAFFIC = [
    {
        **{"target": "fasit-documents", "circuit": "open", "since": WHEN, "inTurnSince": WHEN},
        **{"waiting": 4312, "atOnce": 32, "perMinute": 1800},
    },
    {
        **{"target": "momentum", "circuit": "closed", "since": None, "inTurnSince": None},
        **{"waiting": 0, "atOnce": 8, "perMinute": 0},
    },
]


HELD = [
    {
        **{"target": "fasit-documents", "since": WHEN, "holdsFrom": WHEN, "drainedBy": WHEN},
        **{"by": "Dorte Holm", "reason": "Fasit flytter til nye servere i nat"},
    }
]


def _taken() -> dict[str, Any]:
    """What Fasit took on a day: one with its receipt, and one that a person confirmed."""
    items = [
        _taken_line("delivered", receipt="D-2026-004711"),
        _taken_line("refused", confirmed=True),
    ]
    counts = {"canBeAsked": False, "there": 0, "missing": 0, "doubled": 0, "unknown": 2, "stopped": None}
    return {"target": "fasit-documents", "day": "2026-03-03", "count": 2, "confirmed": 1, **counts, "items": items}


def _taken_line(status: str, **other: Any) -> dict[str, Any]:
    unasked: dict[str, Any] = {
        "finding": None,
        "unknownBecause": "",
        "foundIds": [],
        "checkedAt": None,
        "explained": "",
        "explainedBy": "",
    }
    taken = {"person": "0" * 32, "id": registration(status), "at": WHEN, "receipt": "", "confirmed": False}
    return {**taken, **unasked, **other}


def _compared() -> dict[str, Any]:
    """What Momentum was found to have of a day: one missing, one twice, one that was explained, one there, one not asked for."""
    ids = ["6f1a8c1e-7b0d-4c55-9a57-0d0f5f3f3b11", "b2d0a7f4-13e9-4a0f-8a58-3c5d6a7e8f90"]
    items = [
        _taken_line("delivered", receipt=ids[0], finding="missing"),
        _taken_line("refused", receipt=ids[0], finding="doubled", foundIds=ids),
        _taken_line(
            "waiting", receipt=ids[1], finding="missing", explained="slettet i Momentum", explainedBy="Dorte Holm"
        ),
        _taken_line("uncertain", receipt=ids[1], finding="there"),
        _taken_line("received", receipt=ids[1]),
    ]
    counts = {"canBeAsked": True, "there": 1, "missing": 2, "doubled": 1, "unknown": 1, "stopped": "unreachable"}
    return {"target": "momentum", "day": "2026-03-02", "count": 5, "confirmed": 0, **counts, "items": items}


def operations() -> dict[str, Any]:
    """The answers for operators: deliveries in each state, one target that is held, and a message in the poison queue."""
    rising: list[int | None] = [None, *range(23)]
    board = {"time": "2026-03-03T09:05:00Z", "targets": ["fasit-documents", "momentum"]} | {
        "piles": [
            _pile("received", 1204, rising),
            _pile("uncertain", 4, [0] * 20 + [1, 2, 4, 4]),
            _pile("refused", 12, [12] * 24, "boliganvisning"),
            _pile("blocked", 0, [9] * 12 + [0] * 12),
        ],
        "held": HELD,
        "takenToday": [
            {"target": "fasit-documents", "count": 212, "confirmed": 3},
            {"target": "momentum", "count": 0, "confirmed": 0},
        ],
        "traffic": TRAFFIC,
        "canBeAsked": ["momentum"],
        "unmatched": [{"target": "momentum", "day": "2026-03-02", "missing": 1, "doubled": 1}],
        "queues": [{"name": "registrations-poison", "waiting": 2, "oldest": WHEN}],
    }
    every = ["try-now", "close", "park", "hand"]
    lines = [
        _delivery("uncertain", ["delivered", "send-again", "close", "park", "hand"], REASONS["uncertain"][1]),
        _delivery("refused", every, REASONS["refused"][1], id=registration("uncertain"), assigned="Tove Teamleder"),
        _delivery("parked", ["take-up", "close"], "Lagt til side: Fasit bygger om", id=registration("waiting")),
    ]
    history = [
        {"at": WHEN, "status": each, "reason": None, "by": "system", "count": 1, "last": None, "target": ""}
        for each in ("received", "uncertain")
    ]
    key = {"key": "0" * 32, "revision": 1, "steps": {"uploaded": "5f2d9d0f-1c3b", "creating": "sent"}}
    first = f"/api/operations/deliveries/{lines[0]['person']}/{lines[0]['id']}/fasit-documents"
    return {
        "/api/operations": board,
        "/api/operations/targets/fasit-documents/taken": _taken(),
        "/api/operations/targets/momentum/taken": _compared(),
        "/api/operations/deliveries": {"time": board["time"], "items": lines, "next": "1.0/x", "total": 1220},
        first: {**lines[0], **key, "history": history},
    }


def laid_aside(status: str, acts: list[str], **delivery: Any) -> dict[str, Any]:
    """The answers for a registration of the person's own whose only delivery is in state `status`."""
    each = {
        **{"target": "fasit-documents", "revision": 1, "status": status, "statusAt": WHEN, "attempts": 1},
        **{"retryAt": None, "reason": None, "receipt": None, "held": None, "assigned": "", "acts": acts, **delivery},
    }
    row = {
        **whole("waiting"),
        "status": status,
        "reason": each["reason"],
        "deliveries": [each],
        "target": each["target"],
    }
    return {f"/api/registrations/{APP}/{registration('waiting')}": row}
