"""People who handle deliveries that need a person: consultants, and an operator.

They use the API only, as their pages do, and look into the case systems before they say what is there. They do so at any moment,
also while a case system still works on the request: that nothing is sent twice then is the product's work.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
import json
from typing import TYPE_CHECKING, Any

from functions import operations, registrations
from tests.simulation.phone import Entry, NoNetwork, Phone, Problem

if TYPE_CHECKING:
    from tests.simulation.world import World

STATUSES = "refused,uncertain,waiting,received,closed"
SYSTEMS = ("fasit-documents", "momentum")
LOOKS = 2
"""How often somebody opens the list in one go, signing in again in between."""


class Consultant:
    """A consultant who now and then handles some of their own registrations. `eager`: all of them."""

    def __init__(self, world: World, phone: Phone) -> None:
        self._world, self._phone = world, phone

    async def live(self) -> None:
        while True:
            await asyncio.sleep(self._world.faults.random.uniform(600, 5400))
            await self.look_after()

    async def look_after(self, eager: bool = False) -> None:
        """Open the list and handle what is in it; after a 401 sign in and open it again."""
        for _ in range(LOOKS):
            try:
                return await self._look_through(eager)
            except NoNetwork:
                return
            except Problem as problem:
                if problem.status != 401:
                    return
                await self._phone.sign_in()

    async def _look_through(self, eager: bool) -> None:
        parameters = {"status": STATUSES, "limit": "25"}
        while True:
            page = await self._phone.call(registrations.list_registrations, "GET", {}, b"", **parameters)
            for item in page["items"]:
                route = {"app": item["app"], "id": item["id"]}
                registration = await self._phone.call(registrations.get_registration, "GET", route)
                for shown in registration["deliveries"]:
                    await self._see_to(shown, registration, route, eager)
            if not (eager and page["next"]):
                return
            parameters["after"] = page["next"]

    async def _see_to(
        self, shown: dict[str, Any], registration: dict[str, Any], route: dict[str, str], eager: bool
    ) -> None:
        chance = self._world.faults.random.random()
        match shown["status"]:
            case "uncertain":
                await self._look(shown, route, chance if not eager else 1.0)
            case "refused" if registration["isCorrectable"] and chance < 0.5:
                self._correct(registration)
            case "refused" if eager or chance < 0.8:
                await self._settle(route, shown, "try-now")
            case "refused" if chance < 0.9:
                await self._settle(route, shown, "close", reason="ringet dertil")
            case "waiting" if chance < 0.1:
                await self._settle(route, shown, "try-now")
            case "waiting" | "received" if chance < 0.13 and not eager:
                await self._settle(route, shown, "withdraw")
            case "closed" if chance < 0.2 and not eager and "reopen" in shown["acts"]:
                await self._settle(route, shown, "reopen")

    async def _look(self, shown: dict[str, Any], route: dict[str, str], chance: float) -> None:
        receipts = self._world.receipts_of(shown["target"], route["id"])
        if chance < 0.1:
            await self._settle(route, shown, "close", reason="set efter ad anden vej")
        elif receipts:
            await self._settle(route, shown, "delivered", receipt=receipts[0])
        else:
            await self._settle(route, shown, "send-again")

    async def _settle(self, route: dict[str, str], shown: dict[str, Any], outcome: str, **more: str) -> None:
        self._world.trace(f"{self._phone.person.name}: {outcome} of {route['id'][-12:]} at {shown['target']}")
        body = {"outcome": outcome, "target": shown["target"], "statusAt": shown["statusAt"], **more}
        try:
            await self._phone.call(registrations.settle_registration, "POST", route, json.dumps(body).encode())
        except Problem as problem:
            # Somebody was first; or their own answer was lost, and it is done.
            if problem.status not in (409, 503):
                raise

    def _correct(self, registration: dict[str, Any]) -> None:
        if registration["id"] in self._phone.outbox:
            return
        revision = registration["revision"]
        answers = {**registration["answers"], "notat": self._world.words(registration["id"], revision + 1)}
        now = self._phone.clock()
        entry = Entry(registration["id"], registration["app"], answers, now, self._world.loop.time(), corrects=revision)
        self._phone.put(replace(entry, answered_at=now))


class Operator:
    """An operator who holds and releases targets, and parks deliveries and takes them up."""

    def __init__(self, world: World, phone: Phone) -> None:
        self._world, self._phone = world, phone

    async def live(self) -> None:
        chance = self._world.faults.random
        while True:
            await asyncio.sleep(chance.uniform(1800, 4 * 3600))
            if chance.random() < 0.3:
                await self._hold_for(chance.choice(SYSTEMS), chance.uniform(120, 5400))
            else:
                await self.look_after()

    async def _hold_for(self, target: str, seconds: float) -> None:
        route, why = {"target": target}, json.dumps({"reason": "opdatering"}).encode()
        try:
            await self._phone.call(operations.hold_target, "POST", route, why)
        except (NoNetwork, Problem):
            await self._phone.sign_in()
        began = self._world.now()
        self._world.holding_periods.append((began, began + timedelta(seconds=seconds + 1200)))
        await asyncio.sleep(seconds)
        await self.release(target)

    async def release(self, target: str) -> None:
        while target in self._world.holds.held:
            try:
                await self._phone.call(operations.release_target, "POST", {"target": target}, b"{}")
            except (NoNetwork, Problem):
                await self._phone.sign_in()

    async def look_after(self, eager: bool = False) -> None:
        """Open the list of all open deliveries, and park or take up some of them."""
        for _ in range(LOOKS):
            try:
                return await self._look_through(eager)
            except (NoNetwork, Problem):
                await self._phone.sign_in()

    async def _look_through(self, eager: bool) -> None:
        parameters = {"limit": "50"}
        while True:
            page = await self._phone.call(operations.list_deliveries, "GET", {}, b"", **parameters)
            for line in page["items"]:
                await self._see_to(line, eager)
            if not (eager and page["next"]):
                return
            parameters["after"] = page["next"]

    async def _see_to(self, line: dict[str, Any], eager: bool) -> None:
        chance, status = self._world.faults.random.random(), line["status"]
        if status == "parked" and (eager or chance < 0.5):
            await self._move(line, "take-up")
        elif status in ("received", "refused", "uncertain") and chance < 0.1 and not eager:
            await self._move(line, "park", reason="venter")
        elif status == "blocked" and chance < 0.3:
            await self._move(line, "try-now")

    async def _move(self, line: dict[str, Any], act: str, **more: str) -> None:
        self._world.trace(f"{self._phone.person.name}: {act} of {line['id'][-12:]} at {line['target']}")
        named = {name: line[name] for name in ("person", "id", "target", "etag")}
        body = {"act": act, "deliveries": [named], **more}
        await self._phone.call(operations.post_moves, "POST", {}, json.dumps(body).encode())
