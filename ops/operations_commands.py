"""What `ops.operations` does in an operator's session: it calls the API, as the page *Drift* does, and prints what it says."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import httpx

from shared.services.move_delivery import MAX_MOVES


class NotDone(Exception):
    """Why the command could not be done, for whoever typed it."""


class Calls:
    """Calls an instance's API in a session."""

    def __init__(self, client: httpx.Client, url: str, session: str, cookie: str) -> None:
        self._client = client
        self._url = url.rstrip("/")
        self._headers = {"Cookie": f"{cookie}={session}", "Origin": self._url, "X-Feltskema": "1"}

    def get(self, path: str, **params: str) -> Any:
        return self._answer("GET", path, params=params)

    def post(self, path: str, body: Mapping[str, Any] | None = None) -> Any:
        return self._answer("POST", path, json=body or {})

    def _answer(self, method: str, path: str, **more: Any) -> Any:
        try:
            answer = self._client.request(method, f"{self._url}/api/operations{path}", headers=self._headers, **more)
        except httpx.HTTPError as error:
            raise NotDone(f"{self._url} does not answer: {type(error).__name__}") from None
        if answer.is_success:
            return answer.json() if answer.content else None
        try:
            problem = answer.json()
        except ValueError:
            problem = {}
        sentence = ". ".join(str(problem[name]) for name in ("title", "detail") if problem.get(name))
        raise NotDone(sentence or f"{method} {path} was answered {answer.status_code}")


def _overview(options: argparse.Namespace, calls: Calls) -> bool:
    board = calls.get("")
    for pile in board["piles"]:
        if pile["count"]:
            print(
                f"{pile['count']:>6}  {pile['status']}  {pile['target'] or '-'}  {pile['app'] or '-'}  since {pile['since']}"
            )
    for each in board["traffic"]:
        since = f" since {each['since']}" if each["since"] else ""
        limit = f"at most {each['atOnce'] or 'any number'} at once and {each['perMinute'] or 'any number'} a minute"
        print(f"{each['target']}: circuit {each['circuit']}{since}, {each['waiting']} waiting, {limit}")
    for today in board["takenToday"]:
        confirmed = f", {today['confirmed']} of them confirmed by a person" if today["confirmed"] else ""
        print(f"in {today['target']} by us today: {today['count']}{confirmed}")
    for hold in board["held"]:
        print(f"{hold['target']}: held since {hold['since']} by {hold['by']}: {hold['reason']}")
    return False


def _list(options: argparse.Namespace, calls: Calls) -> bool:
    for line in _lines(options, calls):
        reason = line["reason"]["message"] if line["reason"] else ""
        print(
            f"{_key(line)}  {line['status']}  since {line['since']}  {line['app']}  {line['name']}  {reason}".rstrip()
        )
    return False


def _lines(options: argparse.Namespace, calls: Calls) -> Iterator[dict[str, Any]]:
    """Every delivery that is asked for, page by page."""
    after: str | None = ""
    while after is not None:
        page = calls.get(
            "/deliveries",
            status=options.status,
            target=options.target,
            app=options.app,
            limit=str(MAX_MOVES),
            after=after,
        )
        yield from page["items"]
        after = page["next"]


def _key(line: Mapping[str, Any]) -> str:
    return f"{line['person']}/{line['id']}/{line['target']}"


def _show(options: argparse.Namespace, calls: Calls) -> bool:
    delivery = _delivery_address(options.key)
    line = calls.get(f"/deliveries/{delivery['person']}/{delivery['id']}/{delivery['target']}")
    for name in ("app", "version", "name", "status", "since", "receivedAt", "attempts", "retryAt", "assigned", "acts"):
        print(f"{name}: {line[name]}")
    print("".join(f"step {step}: {value}\n" for step, value in line["steps"].items()), end="")
    for event in line["history"]:
        reason = event["reason"]["message"] if event["reason"] else ""
        print(f"{event['at']}  {event['status']}  {event['by']}  {reason}".rstrip())
    return False


def _delivery_address(key: str) -> dict[str, str]:
    parts = key.split("/")
    if len(parts) != 3 or not all(parts):
        raise NotDone(f"{key}: a delivery is named as person/id/target, as list has it")
    return dict(zip(("person", "id", "target"), parts, strict=True))


def _move(options: argparse.Namespace, calls: Calls) -> bool:
    if bool(options.keys) == options.all:
        raise NotDone("Name the deliveries, or say --all with --status, --target or --app")
    if options.all and not (options.status or options.target or options.app):
        raise NotDone("--all takes --status, --target or --app: every delivery there is would be too many")
    # All are listed before any is moved: what is moved stands elsewhere in the list then.
    keys = [_key(line) for line in _lines(options, calls)] if options.all else list(options.keys)
    delivery, failed = [_delivery_address(key) for key in keys], 0
    for first in range(0, len(delivery), MAX_MOVES):
        body = {"act": options.act, "deliveries": delivery[first : first + MAX_MOVES]}
        more = {name: getattr(options, name) for name in ("reason", "receipt", "to") if getattr(options, name)}
        for item in calls.post("/moves", {**body, **more})["items"]:
            problem = item["problem"]
            failed += problem is not None
            print(f"{_key(item)}  {problem['title'] if problem else item['status']}", flush=True)
    print(f"{len(delivery) - failed} of {len(delivery)} moved")
    return failed > 0


def _hold(options: argparse.Namespace, calls: Calls) -> bool:
    held = calls.post(f"/targets/{options.target}/hold", {"reason": options.reason})
    print(f"{options.target} is held from {held['holdsFrom']}; nothing is under way after {held['drainedBy']}")
    return False


def _release(options: argparse.Namespace, calls: Calls) -> bool:
    calls.post(f"/targets/{options.target}/release")
    print(f"{options.target} is let go: what waits goes out in its turn, from the next minute on")
    return False


def _taken(options: argparse.Namespace, calls: Calls) -> bool:
    day = calls.get(f"/targets/{options.target}/taken", day=options.day)
    for line in day["items"]:
        confirmed = "confirmed by a person" if line["confirmed"] else ""
        print(f"{line['at']}  {line['id']}  {line['receipt'] or '-'}  {confirmed}".rstrip())
    confirmed = f", {day['confirmed']} of them confirmed by a person" if day["confirmed"] else ""
    print(f"in {day['target']} by us on {day['day']}: {day['count']}{confirmed}")
    return False


def _poison(options: argparse.Namespace, calls: Calls) -> bool:
    emptied = calls.post("/poison/empty")["items"]
    for message in emptied:
        print(f"{message['key'] or 'unreadable'}  {message['outcome']}")
    print(f"{len(emptied)} messages")
    return False


COMMANDS: Mapping[str, Callable[[argparse.Namespace, Calls], bool]] = {
    **{"overview": _overview, "list": _list, "show": _show, "move": _move},
    **{"hold": _hold, "release": _release, "taken": _taken, "poison": _poison},
}
