"""Bodies of `PUT /api/registrations/…` that are at most as large as may be sent, and as much work as can be asked in that."""

from __future__ import annotations

from collections.abc import Callable
import json
import random
from typing import Any

from functions.body import MAX_BYTES
from tests.dependencies import DEFINITIONS
from tests.examples import VISIT

APP = "virksomhedsbesoeg"

HANDMADE: dict[str, Callable[[], Any]] = {
    "80 000 wrong items": lambda: {"emner": [1] * 80_000},
    "40 000 wrong items, each its own": lambda: {"emner": list(range(40_000))},
    "60 000 empty items": lambda: {"aftaler": [{}] * 60_000},
    "20 000 wrong people": lambda: {"kontaktpersoner": [{"navn": 1}] * 20_000},
    "20 000 unknown names": lambda: {f"k{number}": 1 for number in range(20_000)},
    "9 000 unknown names": lambda: {f"k{number}": 1 for number in range(9_000)},
    "9 000 unknown names in each of a few": lambda: {
        "kontaktpersoner": [{f"k{number}": 1 for number in range(900)}] * 9
    },
    "an unknown list": lambda: {"zzz": [[]] * 80_000},
    "30 000 texts that cannot be read": lambda: {"emner": ["\0"] * 30_000},
    "9 000 texts that cannot be read": lambda: {"emner": ["\0"] * 9_000},
    "a long text": lambda: {"notat": "a" * 200_000},
    "a long text of marks": lambda: {"notat": "\u0301" * 100_000},
    "a long number": lambda: {"ordinaertAnsatte": 10**4_000},
    "a long address": lambda: {"navn": "@" * 200_000, "kontaktpersoner": [{"navn": "a", "email": "a@" * 100_000}]},
}


def handmade(name: str) -> bytes:
    return _body({**VISIT, **HANDMADE[name]()})


def nested(depth: int = 100_000) -> bytes:
    return b'{"version": 1, "answers": {"notat": ' + b"[" * depth + b"]" * depth + b"}}"


def generated(random_: random.Random) -> tuple[str, bytes]:
    """An app, and a body for it: each field answered with something that is too much, or nothing."""
    compiled = random_.choice(DEFINITIONS.all())
    answers = {field.id: _much(random_, 2) for field in compiled.definition.fields if random_.random() < 0.6}
    if random_.random() < 0.3:
        answers |= {f"x{number}": _much(random_, 1) for number in range(random_.choice((1, 50, 2_000)))}
    return compiled.definition.app, _body(answers)[:MAX_BYTES]


def _much(random_: random.Random, depth: int) -> Any:
    number = random_.choice((0, 1, 7, 100, 1_000))
    kinds: list[Callable[[], Any]] = [
        lambda: random_.choice((0, -1, 1e308, 10**30, 0.1, True, None)),
        lambda: random_.choice("a 0.@:/æ\u0301\u202e😀") * number,
        lambda: [random_.choice((0, "a", None, [], {}))] * number,
        lambda: {f"k{item}": item for item in range(number)},
        lambda: list(range(number)),
    ]
    if depth:
        kinds += [
            lambda: [_much(random_, depth - 1) for _ in range(random_.randrange(5))],
            lambda: [{"navn": _much(random_, 0), "titel": 1}] * random_.choice((1, 20)),
        ]
    return random_.choice(kinds)()


def _body(answers: Any) -> bytes:
    return json.dumps({"version": 1, "answers": answers}, ensure_ascii=False).encode()
