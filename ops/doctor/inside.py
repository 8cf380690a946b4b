"""Examines what an operator's session gives access to: functions, timers, queues, expiry dates, definitions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import httpx

from functions.contract.routes import functions
from ops.doctor.diagnoses import Diagnosis, Duration, age, care, ok, unseen, wrong
from ops.doctor.instance import Instance

MAX_SILENCE = 180
"""Seconds since the last sample before the timers count as silent; a sample is taken each minute."""
MAX_WAITING = 300
"""Seconds that a registration may wait for its delivery before somebody should look."""
MAX_UNSETTLED = 24 * 3600
"""Seconds that a registration may wait for a person before the doctor says that something is wrong."""
EARLY, LATE = 60, 14
"""Days before Fasit's client certificate expires: from `EARLY` on a new one should be ordered, from `LATE` on it is urgent."""


def operation(instance: Instance) -> Iterator[Diagnosis]:
    """The diagnoses on everything that `GET /api/health/operation` answers."""
    if not instance.session:
        yield unseen("session.none")
        return
    try:
        answer = instance.get("/api/health/operation", operator=True)
    except httpx.HTTPError as error:
        yield unseen("operation.unseen", status=type(error).__name__)
        return
    if answer.status_code == 401:
        yield unseen("session.over")
    elif answer.status_code == 403:
        yield unseen("session.role")
    elif answer.status_code != 200:
        yield unseen("operation.unseen", status=answer.status_code)
    else:
        state = answer.json()
        for examine in (
            _functions,
            _gateway,
            _timers,
            _heartbeats,
            _queues,
            _pending,
            _attention,
            _held,
            _certificate,
            _definitions,
        ):
            yield from examine(state, instance)


def meters(instance: Instance) -> Iterator[Diagnosis]:
    """The meters that are unknown in the newest reading of this month. Nothing where the session is of no evaluator, nor on this
    machine, where nobody meters the storage."""
    if instance.local or not instance.session:
        return
    try:
        answer = instance.get(f"/api/evaluation/consumption?period={_month()}", operator=True)
    except httpx.HTTPError as error:
        yield unseen("meters.unseen", status=type(error).__name__)
        return
    if answer.status_code in (401, 403):
        return
    if answer.status_code != 200:
        yield unseen("meters.unseen", status=answer.status_code)
        return
    unknown = sorted({meter for month in answer.json()["months"] for meter in month.get("unknown", ())})
    yield care("meters.unknown", names=", ".join(unknown)) if unknown else ok("meters.known")


def _month() -> str:
    return f"{datetime.now(ZoneInfo('Europe/Copenhagen')):%Y-%m}"


def host(instance: Instance) -> Iterator[Diagnosis]:
    """The diagnoses on the local host's own status: whether it runs, and has loaded all functions. Nothing for other
    instances."""
    if not (instance.local and instance.direct):
        return
    try:
        state = instance.client.get(f"{instance.direct}/admin/host/status").json()
    except (httpx.HTTPError, ValueError):
        yield unseen("host.unseen", url=instance.direct)
        return
    loaded, expected = len(state["functions"]), len(list(functions()))
    if state["state"] != "Running":
        yield wrong("host.state", state=state["state"], errors="; ".join(state["errors"]))
    elif loaded != expected:
        yield wrong("host.number", found=loaded, wanted=expected)
    else:
        yield ok("host.good", found=loaded)


def _functions(state: dict[str, Any], _instance: Instance) -> Iterator[Diagnosis]:
    loaded, expected = set(state["functions"]), set(functions())
    if loaded != expected:
        names = ", ".join(sorted(loaded ^ expected))
        yield care("functions.differ", found=len(loaded), wanted=len(expected), names=names)
    else:
        yield ok("functions.all", found=len(loaded))


def _gateway(state: dict[str, Any], instance: Instance) -> Iterator[Diagnosis]:
    if state["gatewayChecked"]:
        yield ok("gateway.checked")
    elif not instance.local:
        yield wrong("gateway.unchecked")


def _timers(state: dict[str, Any], _instance: Instance) -> Iterator[Diagnosis]:
    samples = state["samples"]
    ages = {name: _age(sample["at"]) for name, sample in samples.items() if sample}
    if not ages:
        yield wrong("timers.never")
        return
    if min(ages.values()) > MAX_SILENCE:
        yield wrong("timers.silent", age=age(min(ages.values())))
    else:
        yield ok("timers.beat", seconds=min(ages.values()))
    for name, sample in samples.items():
        if sample is None or ages[name] > MAX_SILENCE:
            yield care("dependency.unknown", name=name)
        elif not sample["up"]:
            yield wrong("dependency.down", name=name, at=sample["at"])
        else:
            yield ok("dependency.up", name=name, milliseconds=sample["milliseconds"])


def _heartbeats(state: dict[str, Any], _instance: Instance) -> Iterator[Diagnosis]:
    # An instance of an earlier version does not report them.
    for name, timer in state.get("timers", {}).items():
        values: dict[str, object] = {"name": name, "age": age(timer["ageSeconds"] or 0)}
        match timer["pulse"]:
            case "silent":
                yield wrong("timer.silent", **values)
            case "fails":
                yield care("timer.fails", **values, failed=timer["failed"]["failed"])
            case "unknown":
                yield care("timer.unknown", **values)
            case _:
                yield ok("timer.beats", **values)


def _queues(state: dict[str, Any], _instance: Instance) -> Iterator[Diagnosis]:
    for queue in state["queues"]:
        name, waiting = queue["name"], queue["waiting"]
        seconds = _age(queue["oldest"]) if queue["oldest"] else 0
        if name.endswith("-poison"):
            yield _poison(name, waiting, seconds) if waiting else ok("queue.empty", name=name)
        elif seconds > MAX_WAITING:
            yield wrong("queue.old", name=name, waiting=waiting, age=age(seconds))
        else:
            yield ok("queue.flows", name=name, waiting=waiting)


def _poison(name: str, number: int, seconds: int) -> Diagnosis:
    """The product empties the queue each minute, so that only what stays is wrong."""
    if seconds > MAX_WAITING:
        return wrong("queue.poison-stays", name=name, number=number, age=age(seconds))
    return care("queue.poison", name=name, number=number)


def _pending(state: dict[str, Any], _instance: Instance) -> Iterator[Diagnosis]:
    if not state["pending"]:
        yield ok("pending.none")
        return
    seconds = _age(state["pendingSince"])
    values: dict[str, object] = {"number": state["pending"], "age": age(seconds)}
    yield care("pending.old", **values) if seconds >= MAX_WAITING else ok("pending.some", **values)


def _attention(state: dict[str, Any], _instance: Instance) -> Iterator[Diagnosis]:
    groups = {status: group for status, group in state["attention"].items() if group["count"]}
    if not groups:
        yield ok("attention.none")
    for status, group in groups.items():
        seconds = _age(group["since"])
        # A fault of our own needs an operator at once; a consultant gets a day to look; what is parked was set aside on purpose.
        level = wrong if status == "blocked" or (seconds > MAX_UNSETTLED and status != "parked") else care
        yield level(f"attention.{status}", number=group["count"], age=age(seconds))


def _held(state: dict[str, Any], _instance: Instance) -> Iterator[Diagnosis]:
    for hold in state["held"]:
        values: dict[str, object] = {name: hold[name] for name in ("target", "by", "reason", "since")}
        level = wrong if _age(hold["since"]) > MAX_UNSETTLED else care
        yield level("target.held", **values)


def _certificate(state: dict[str, Any], _instance: Instance) -> Iterator[Diagnosis]:
    ends = _moment(state["certificateExpires"])
    days = (ends - datetime.now(UTC)).days
    values: dict[str, object] = {"day": f"{ends:%Y-%m-%d}", "left": Duration(days, "day")}
    if days < 0:
        yield wrong("certificate.over", **values)
    elif days < LATE:
        yield wrong("certificate.late", **values)
    else:
        yield care("certificate.ends", **values) if days < EARLY else ok("certificate.good", **values)


def _definitions(state: dict[str, Any], _instance: Instance) -> Iterator[Diagnosis]:
    for fault in state["definitionFaults"]:
        yield wrong("definitions.fault", fault=fault)
    if state["definitions"]:
        yield ok("definitions.loaded", names=", ".join(state["definitions"]))
    else:
        yield wrong("definitions.none")


def _age(moment: str) -> int:
    return max(0, round((datetime.now(UTC) - _moment(moment)).total_seconds()))


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
