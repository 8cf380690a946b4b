"""Examples of what goes in and out, by schema."""

from __future__ import annotations

from typing import Any

ID = "019aaf3c-8f2a-7c31-9d57-3f1f6a0c2b44"

VISIT: dict[str, Any] = {
    "cvr": "64942212",
    "navn": "Københavns Kommune",
    "adresse": "Rådhuspladsen 1, 1550 København V",
    "branche": "Generelle offentlige tjenester",
    "pnummer": "1003257464",
    "besoegstidspunkt": "2026-11-23T14:05:00+01:00",
    "kontaktform": "fysisk",
    "formaal": ["foerste-kontakt", "rekruttering"],
    "moedtNogen": True,
    "kontaktpersoner": [{"navn": "Åse Østergaard", "rolle": "Køkkenchef", "telefon": "+45 33 66 33 66"}],
    "emner": ["rekruttering"],
    "behov": [{"titel": "Kok", "antal": 2, "beskrivelse": "Fuld tid, dagvagter. Gerne med varmt køkken som speciale."}],
    "udfald": "aftale",
    "aftaler": [{"tekst": "Vi sender tre kandidater til samtale.", "ansvarlig": "Karen Kofoed", "frist": "2026-12-04"}],
    "opfoelgning": True,
    "opfoelgningDato": "2026-12-11",
    "notat": "Ring til køkkenet før kl. 10.",
}

ANSWERS = {"virksomhedsbesoeg": VISIT}
"""A realistic registration of an app; a test holds each against its definition."""

SUMMARY: dict[str, Any] = {
    "id": ID,
    "app": "virksomhedsbesoeg",
    "version": 1,
    "title": "Københavns Kommune · 64942212",
    "status": "i-fasit",
    "statusAt": "2026-11-23T13:09:42Z",
    "receivedAt": "2026-11-23T13:09:41Z",
    "reason": None,
    "receipt": {"id": "7b7d8c0e-41de-4a39-9f0f-2f0c1f4a7f55", "at": "2026-11-23T13:09:42Z"},
}

_HISTORY = [
    {"at": "2026-11-23T13:09:41Z", "status": "modtaget", "reason": None, "by": "Karen Kofoed"},
    {"at": "2026-11-23T13:09:42Z", "status": "i-fasit", "reason": None, "by": "system"},
]

EXAMPLES: dict[str, Any] = {
    "Summary": SUMMARY,
    "Whole": {**SUMMARY, "answers": VISIT, "history": _HISTORY},
    "SummaryPage": {"items": [SUMMARY], "next": None},
    "Settlement": {"outcome": "i-fasit", "receipt": "7b7d8c0e-41de-4a39-9f0f-2f0c1f4a7f55"},
    "Company": {
        "cvr": "64942212",
        "name": "Københavns Kommune",
        "address": "Rådhuspladsen 1, 1550 København V",
        "industry": "Generelle offentlige tjenester",
        "industryCode": "841100",
        "municipality": "København",
        "adProtected": False,
        "active": True,
        "units": [
            {"pNumber": "1003257464", "name": "Jobcenter København", "address": "Lærkevej 18, 2400 København NV"}
        ],
    },
    "CompanyNames": {
        "items": [{"cvr": "64942212", "name": "Københavns Kommune", "address": "Rådhuspladsen 1, 1550 København V"}]
    },
    "Me": {
        "key": "5d1f3c0a7be84e0c9a51d2f4b8c67e90",
        "name": "Karen Kofoed",
        "initials": "KK",
        "roles": ["konsulent"],
        "expiresAt": "2026-11-23T14:09:41Z",
        "workdayEndsAt": "2026-11-23T17:00:00Z",
    },
    "Alive": {"status": "ok"},
    "Readiness": {"status": "ok", "checks": {"storage": True, "definitions": True}},
}
