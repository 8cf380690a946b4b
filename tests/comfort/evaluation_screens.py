"""The public status page, and the evaluators' screens."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from playwright.sync_api import expect

from shared.domain.evaluation.status import status, status_period
from shared.domain.evaluation.status_page import status_page
from shared.domain.evaluation.timeline import Timeline
from shared.domain.evaluation.uptimes import Parts
from shared.domain.evaluation.windows import ServiceWindow
from tests.comfort.answers import person
from tests.comfort.operations_screens import SCREENS
from tests.comfort.screens import screen
from tests.comfort.seen import Seen

__all__ = ["SCREENS"]

NOW = datetime(2026, 3, 2, 13, 5, tzinfo=UTC)
HOUR = timedelta(hours=1)


@screen
def status_of_everything(seen: Seen) -> None:
    """The status page while Fasit is down, after an outage of the storage, and with no samples of the first weeks."""
    period = status_period(NOW)
    parts = Parts(
        ("host", "gateway", "storage", "queue"), ("definitions",), ("broker",), ("broker", "fasit", "cvr"), 60
    )
    measured = period.everything & ~period.mask(period.start, period.start + 500 * HOUR)
    down = {
        "fasit": period.mask(NOW - HOUR, NOW),
        "storage": period.mask(NOW - 100 * HOUR, NOW - 98 * HOUR),
    }
    timelines = {part: Timeline(period, measured & ~down.get(part, 0), down.get(part, 0)) for part in parts.all}
    window = ServiceWindow("w", NOW + HOUR, NOW + 2 * HOUR, NOW, "Opgradering af gatewayen")
    drawn = status_page(status(period, timelines, parts, [window]), "da")
    seen.page.route("**/status", lambda route: route.fulfill(body=drawn, content_type="text/html; charset=utf-8"))
    seen.open("/status")
    expect(seen.page.get_by_role("heading", name="Driftsstatus")).to_be_visible()
    seen.page.get_by_text("Dage med nedetid eller ukendt tid").first.click()


def _uptime(up: int, down: int, unknown: int) -> dict[str, Any]:
    whole = up + down + unknown
    shares = {"percent": f"{100 * up / whole:.3f}", "highest": f"{100 * (up + unknown) / whole:.3f}"}
    return {"up": up, "down": down, "unknown": unknown, **shares}


WHEN = "2026-03-02T14:05:00Z"
WINDOW = {
    **{"id": "w", "start": "2026-03-02T20:00:00Z", "end": "2026-03-02T22:00:00Z", "announced": WHEN},
    **{"text": "Opgradering af gatewayen", "withdrawn": None},
}
INCIDENTS = [
    {
        **{"id": "fasit_20260302T1405Z", "part": "fasit", "began": WHEN, "ended": "2026-03-02T15:05:00Z"},
        **{"repairMinutes": 60, "note": {"cause": "Fasits certifikat var udløbet", "by": "Dorte Holm", "at": WHEN}},
    },
    {
        "id": "storage_20260303T1405Z",
        "part": "storage",
        "began": WHEN,
        "ended": None,
        "repairMinutes": None,
        "note": None,
    },
]
REPORT = {
    **{"period": "2026-03", "start": "2026-02-28T23:00:00Z", "end": "2026-03-31T22:00:00Z", "until": WHEN},
    "figures": [
        {"name": name, "gross": _uptime(44_000, down, unknown), "net": _uptime(43_880, down // 2, unknown)}
        for name, down, unknown in (
            *(("platform", 60, 380), ("app", 90, 380)),
            *(("app-service-hours", 12, 40), ("could-register", 0, 380)),
        )
    ],
    "dependencies": {part: _uptime(44_000, down, 380) for part, down in (("broker", 0), ("fasit", 60), ("cvr", 5))},
    "objectives": [
        {
            **{"name": f"{figure}-{basis}", "figure": figure, "basis": basis, "target": target, "verdict": verdict},
            **{
                "counted": _uptime(44_000, 60, 380),
                "budgetMinutes": 44.6,
                "budgetLeftMinutes": left,
                "burnRates": rates,
            },
        }
        for figure, basis, target, verdict, left, rates in (
            ("platform", "gross", "99.9", "missed", -15.4, {"1h": 14.4, "6h": 2.41, "3d": 0.62}),
            ("app-service-hours", "net", "99.5", "open", 38.2, {"1h": 0.0, "6h": 0.0, "3d": None}),
            ("could-register", "gross", "99.9", "met", 44.6, {"1h": None, "6h": None, "3d": None}),
        )
    ],
    **{"platformDown": 60, "appDown": 30, "plannedMinutes": 120, "incidents": INCIDENTS, "windows": [WINDOW]},
}
RUNS = [
    {
        **{"began": WHEN, "ended": "2026-03-02T15:05:00Z", "minutes": 60, "state": "down", "planned": 10},
        "parts": ["storage", "queue"],
    },
    {
        **{"began": "2026-03-03T14:05:00Z", "ended": "2026-03-03T20:25:00Z", "minutes": 380, "state": "unknown"},
        **{"planned": 0, "parts": ["host"]},
    },
]
APPS = ("virksomhedsbesoeg", "rekrutteringsanmodning")
COSTS = {
    "period": "2026-03",
    "cost": "4832.76",
    "apps": [
        {"app": APPS[1], "registrations": 40, "cost": "1208.19", "perRegistration": "30.20"},
        {"app": APPS[0], "registrations": 120, "cost": "3624.57", "perRegistration": "30.20"},
    ],
    "months": [
        {
            **{
                "month": "2026-03",
                "basis": "rates",
                "cost": "4832.76",
                "readAt": WHEN,
                "fault": "",
                "rateMissing": "",
                "unknown": ["logs-gb"],
                "unpriced": ["queue-operations"],
                "apps": [],
            },
            "charges": [
                {
                    **{"meter": "functions-executions", "unit": "Executions", "consumed": "1250000"},
                    **{"billed": "1000000", "cost": "2.76", "source": "list"},
                },
                {
                    **{"meter": "gateway-unit-months", "unit": "Unit-Months", "consumed": "1", "billed": "1"},
                    **{"cost": "4830.00", "source": "list"},
                },
            ],
        }
    ],
}


def _effect(app: str, count: int) -> dict[str, Any]:
    return {
        **{"app": app, "registrations": count, "dated": count, "atVisit": count - 7, "corrected": 2, "refused": 1},
        **{"toAccepted": {"count": count, "median": 12, "ninetieth": 95}, "asked": 1400, "answered": 1260},
        **{"toCaseSystem": {"count": count, "median": 13, "ninetieth": 140}, "companies": 61, "repeatsAvoided": 4},
        **{
            "taps": {"count": count, "median": 31, "ninetieth": 64},
            "inForm": {"count": count, "median": 4, "ninetieth": 11},
        },
        "keys": {"count": count, "median": 48, "ninetieth": 210},
    }


EFFECTS = {
    **{
        "period": "2026-03",
        "reckonedAt": WHEN,
        "apps": [_effect("", 160), _effect(APPS[1], 40), _effect(APPS[0], 120)],
    },
    "maintenance": {
        **{"registrations": 2, "minutes": 135, "byKind": {"fejlretning": 95, "support": 40}, "spent": "2137.50"},
        **{"bySystem": {"platform": 135}, "unannounced": 1},
    },
    "opinions": {
        "state": "counted",
        "apps": [{"app": app, "answers": 12, "needs": "4.2", "easy": "4.5", "score": 84} for app in ("", APPS[0])],
        "tooFew": [APPS[1]],
    },
    "changes": {
        "releases": 3,
        "versions": [
            {"app": APPS[0], "version": 4, "at": WHEN, "days": 17},
            {"app": APPS[1], "version": 2, "at": WHEN, "days": None},
        ],
    },
    "before": [
        {
            **{"id": "placement", "task": "Registrering af en virksomhedspraktik", "value": 80, "unit": "klik"},
            **{"source": "STAR, analyse af maj 2024", "by": "Eva Evaluator", "at": WHEN},
        }
    ],
    "titles": {
        APPS[0]: {"da": "Registrering ved virksomhedsbesøg", "en": "Company visit"},
        APPS[1]: {"da": "Rekrutteringsanmodning", "en": "Recruitment request"},
    },
}
RESOURCES = {"/api/evaluation/consumption": COSTS, "/api/evaluation/effect": EFFECTS}
EVALUATOR = person(roles=["evaluator"])


@screen
def evaluation(seen: Seen) -> None:
    seen.open("/evaluering/2026-03", EVALUATOR, {"/api/evaluation/uptime": REPORT, **RESOURCES})
    expect(seen.page.get_by_role("heading", name="De fire oppetider")).to_be_visible()
    expect(seen.page.get_by_role("table", name="Effekt, marts 2026")).to_be_visible()
    seen.page.get_by_text("Skriv et før-tal ind").click()


@screen
def evaluation_minutes(seen: Seen) -> None:
    """The minutes behind a figure, after a tap on it."""
    trace = {"period": "2026-03", "part": "platform", "runs": RUNS, "more": 0}
    trace |= {"gross": _uptime(44_000, 60, 380), "net": _uptime(43_880, 30, 380)}
    answers = {"/api/evaluation/uptime": REPORT, **RESOURCES, "/api/evaluation/minutes": trace}
    seen.open("/evaluering/2026-03", EVALUATOR, answers)
    seen.page.get_by_role("link", name="Platformen, hele døgnet, Brutto, Minutter nede: 60").click()
    expect(
        seen.page.get_by_role("table", name="Minutter, der tæller som nede eller ukendte, i rækkefølge")
    ).to_be_visible()
