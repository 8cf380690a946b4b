"""Examples of what goes in and out, by schema. A registration's is the one that its definition gives."""

from __future__ import annotations

from typing import Any

from shared.domain.access.roles import ROLES
from shared.domain.definition.compiled_definition import Compiled

ID = "019aaf3c-8f2a-7c31-9d57-3f1f6a0c2b44"

SUMMARY: dict[str, Any] = {
    "id": ID,
    "app": "tilsyn",
    "version": 1,
    "revision": 1,
    "title": "Københavns Kommune · 64942212",
    "card": ["Rådhuspladsen 1, 1550 København V", "23. november 2026 kl. 14.05"],
    "followUp": None,
    "status": "delivered",
    "statusAt": "2026-11-23T13:09:42Z",
    "receivedAt": "2026-11-23T13:09:41Z",
    "reason": None,
    "receipt": {"id": "7b7d8c0e-41de-4a39-9f0f-2f0c1f4a7f55", "at": "2026-11-23T13:09:42Z"},
}

_HISTORY = [
    {"at": "2026-11-23T13:09:41Z", "status": "received", "reason": None, "by": "Karen Kofoed"},
    {"at": "2026-11-23T13:09:42Z", "status": "delivered", "reason": None, "by": "system"},
]
_LOOKED_AT = {"isCorrectable": False, "notCpr": []}
UNIT: dict[str, Any] = {
    "pNumber": "1003257464",
    "name": "Jobcenter København",
    "address": "Lærkevej 18, 2400 København NV",
    "active": True,
}

LINE: dict[str, Any] = {
    "key": "5d1f3c0a7be84e0c9a51d2f4b8c67e90",
    "number": "5d1f-3c0a-7be8-4e0c",
    "name": "Karen Kofoed",
    "state": "allowed",
    "roles": ["konsulent"],
    "team": "Team Nord",
    "validFrom": None,
    "validTo": None,
    "waitingSince": None,
    "version": 'W/"1"',
}

EXAMPLES: dict[str, Any] = {
    "Summary": SUMMARY,
    "SummaryPage": {"items": [SUMMARY], "next": None},
    "Settlement": {"outcome": "delivered", "receipt": "7b7d8c0e-41de-4a39-9f0f-2f0c1f4a7f55"},
    "Company": {
        "cvr": "64942212",
        "name": "Københavns Kommune",
        "knownAs": "",
        "address": "Rådhuspladsen 1, 1550 København V",
        "industry": "Generelle offentlige tjenester",
        "industryCode": "841100",
        "municipality": "København",
        "adProtected": False,
        "active": True,
        "units": [
            UNIT,
        ],
        "unitCount": 1,
    },
    "UnitPage": {"items": [UNIT], "total": 1, "next": None},
    "CompanyNames": {
        "items": [
            {
                "cvr": "64942212",
                "name": "Københavns Kommune",
                "knownAs": "Jobcenter København",
                "address": "Rådhuspladsen 1, 1550 København V",
                "active": True,
            }
        ]
    },
    "AttachmentStored": {
        "id": "7f0c2f64-52a4-4f3c-9a1f-6f3b0f7f2a10",
        "type": "image/jpeg",
        "size": 412_806,
        "sha256": "9f64a747e1b97f131fabb6b447296c9b6f0201e79fb3c5356e6c77e89b6a806a",
    },
    "EntityList": {"items": [{"value": ID, "label": "Åse Østergaard"}]},
    "Me": {
        "key": "5d1f3c0a7be84e0c9a51d2f4b8c67e90",
        "name": "Karen Kofoed",
        "initials": "KK",
        "roles": ["konsulent"],
        "number": "5d1f-3c0a-7be8-4e0c",
        "contact": "Jobcentrets superbrugere",
        "expiresAt": "2026-11-23T14:09:41Z",
        "workdayEndsAt": "2026-11-23T17:00:00Z",
    },
    "DraftKeys": {
        "person": "5d1f3c0a7be84e0c9a51d2f4b8c67e90",
        "keys": [{"id": "630dcd2966c43366", "key": "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="}],
    },
    "AccessLine": LINE,
    "AccessLines": {"items": [LINE], "total": 1, "waiting": 0, "roles": list(ROLES)},
    "Grant": {"version": 'W/"1"', "roles": ["konsulent"], "team": "Team Nord", "validTo": "2027-06-30"},
    "Reasoned": {"version": 'W/"1"', "reason": "Holdt op 30. november"},
    "Alive": {"status": "ok"},
    "Readiness": {"status": "ok", "checks": {"storage": True, "definitions": True}},
}


def registration(app: Compiled) -> dict[str, Any] | None:
    """What the phone sends of the definition's own example; None where it has none."""
    about = app.definition
    if about.example is None:
        return None
    return {"version": about.version, "answers": about.example, "answeredAt": about.example_at}


def whole(app: Compiled) -> dict[str, Any] | None:
    """The same as it is read back."""
    about = app.definition
    if about.example is None:
        return None
    own = {"app": about.app, "version": about.version, "title": about.name(about.example)}
    return {**SUMMARY, **own, **_LOOKED_AT, "answers": about.example, "history": _HISTORY}
