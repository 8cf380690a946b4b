"""A consultant who calls the public address as the phone's page would for her."""

from __future__ import annotations

from html import unescape
import re
import secrets
import time
from typing import Any
import uuid

import httpx

from tests.stack.browser import Browser
from tests.waiting import until

APP = "virksomhedsbesoeg"
SESSION, DEVICE = "__Host-feltskema", "__Host-feltskema-device"

VERSION_OF_VISIT = 2
"""The version of the form that `VISIT` is an answer to."""

VISIT: dict[str, Any] = {
    "cvr": "90002759",
    "navn": "Café Blåbær ApS",
    "adresse": "Bredgade 161, 1260 København K",
    "branche": "Caféer, værtshuse, diskoteker mv.",
    "pnummer": "1090014068",
    "besoegstidspunkt": "2026-11-23T14:05:00+01:00",
    "kontaktform": "fysisk",
    "formaal": ["rekruttering", "foerste-kontakt"],
    "moedtNogen": True,
    "kontaktpersoner": [
        {"navn": "Åse Sørensen", "rolle": "Køkkenchef", "telefon": "+4520304050", "email": "aase@blaabaer.dk"},
        {"navn": "Jørgen Ærø", "rolle": "Souschef"},
    ],
    "emner": ["rekruttering", "praktik"],
    "behov": [
        {"titel": "Kok", "antal": 2, "start": "2027-01-04", "timer": 37, "beskrivelse": "Fuld tid, også weekend."},
        {"titel": "Opvasker", "antal": 1, "beskrivelse": "Aften."},
    ],
    "ordinaertAnsatte": 23,
    "stoettede": 4,
    "fleksjobTaeller": False,
    "pladser": 4,
    "ledigePladser": 0,
    "rimelighed": "Ikke plads til flere: 4 ved 23 ordinært ansatte, 4 brugt",
    "udfald": "aftale",
    "aftaler": [{"tekst": "To ugers praktik fra januar", "ansvarlig": "Karen", "frist": "2026-12-15"}],
    "erklaeringer": ["arbejdsgiver", "medarbejdere"],
    "opfoelgning": True,
    "opfoelgningDato": "2026-12-01",
    "notat": "Indgangen er i gården. Spørg efter Åse.",
}
SHORT: dict[str, Any] = {
    "cvr": "90002759",
    "navn": "Café Blåbær ApS",
    "pnummer": "afventer",
    "besoegstidspunkt": "2026-11-23T14:05:00+01:00",
    "kontaktform": "telefon",
    "formaal": ["andet"],
    "moedtNogen": False,
    "udfald": "ikke-truffet",
    "opfoelgning": False,
}
OFFLINE = {name: answer for name, answer in SHORT.items() if name != "navn"}
"""Answers from a phone that could not look the company up in the register."""


def new_id() -> str:
    """A UUIDv7 (RFC 9562), as the phone makes it."""
    value = (
        (int(time.time() * 1000) << 80) | (7 << 76) | (secrets.randbits(12) << 64) | (2 << 62) | secrets.randbits(62)
    )
    return str(uuid.UUID(int=value))


class Consultant(Browser):
    """A consultant's browser; signed in after `sign_in`."""

    def sign_in(self, person: str, path: str = "/") -> httpx.Response:
        """Sign in as a demo person on the broker's page; gives the answer of our own callback."""
        return self.get(self.up_to_callback(f"person={person}", path))

    def up_to_callback(self, choice: str, path: str = "/") -> str:
        """Follow the link `choice` on the broker's page; gives the address that the broker then redirects to."""
        answer = self.get(f"/api/auth/login?next={path}")
        for _ in range(8):
            if "location" in answer.headers:
                address = str(httpx.URL(str(answer.request.url)).join(answer.headers["location"]))
                if "/api/auth/callback" in address:
                    return address
            else:
                assert answer.status_code == 200, answer.text
                link = re.search(rf'href="([^"]*{choice})"', answer.text)
                assert link, f"no {choice} on {answer.text}"
                address = str(httpx.URL(str(answer.request.url)).join(unescape(link[1])))
            answer = self.get(address)
        raise AssertionError("the broker did not send the browser back")

    def send(self, method: str, address: str, **more: Any) -> httpx.Response:
        """Make a call as the page's script does: with our header and the page's origin."""
        return self.request(method, address, {"x-feltskema": "1", "origin": self.url}, **more)

    def put(self, id: str, answers: dict[str, Any] = SHORT, version: int = 1) -> httpx.Response:
        return self.send("PUT", f"/api/registrations/{APP}/{id}", json={"version": version, "answers": answers})

    def look(self, id: str) -> dict[str, Any]:
        answer = self.get(f"/api/registrations/{APP}/{id}")
        assert answer.status_code == 200, f"{answer.status_code} {answer.text}"
        result: dict[str, Any] = answer.json()
        return result

    def mine(self, query: str = "") -> dict[str, Any]:
        answer: dict[str, Any] = self.get(f"/api/registrations{query}").json()
        return answer

    def settle(self, id: str, outcome: str, receipt: str | None = None) -> httpx.Response:
        body = {"outcome": outcome, "receipt": receipt}
        return self.send("POST", f"/api/registrations/{APP}/{id}/settle", json=body)

    def wait(self, id: str, *statuses: str) -> dict[str, Any]:
        """The registration once its status is one of `wanted`."""
        latest: list[dict[str, Any]] = []

        def arrived() -> dict[str, Any] | None:
            latest[:] = [self.look(id)]
            return latest[0] if latest[0]["status"] in statuses else None

        return until(arrived, lambda: f"{latest[0]['status']} and not {statuses}: {latest[0]['history']}")
