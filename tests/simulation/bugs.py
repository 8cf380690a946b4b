"""Bugs by name that are planted in the product's own code, each of which the simulation must find.

A bug replaces a few words of a module's source when the module is imported; the file does not change. Where those words have
changed, `test_bugs.py` fails, and the bug must be written anew.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
import sys
from types import CodeType, ModuleType
from typing import Any


@dataclass(frozen=True, slots=True)
class Bug:
    """A bug: in `module`, `right` occurs once and is replaced by `wrong`."""

    module: str
    right: str
    wrong: str


def _services(name: str, right: str, wrong: str) -> Bug:
    return Bug(f"shared.services.{name}", right, wrong)


def _fasit(right: str, wrong: str) -> Bug:
    return Bug("shared.adapters.targets.fasit_documents", right, wrong)


def _momentum(right: str, wrong: str) -> Bug:
    return Bug("shared.adapters.targets.momentum", right, wrong)


def _domain(name: str, right: str, wrong: str) -> Bug:
    return Bug(f"shared.domain.{name}", right, wrong)


_OF_STORES: Mapping[str, Bug] = {
    "a second delivery without an outbox entry": _domain(
        "waiting",
        "return tuple(entry_of(registration, delivery.target, sent_at) for delivery in open_ones)",
        "return tuple(entry_of(registration, delivery.target, sent_at) for delivery in open_ones)[:1]",
    ),
    "taken out of the outbox before it is counted": _services(
        "outbox",
        "    delivery = registration.delivery_to(target)\n    if delivery.status is Status.DELIVERED:",
        "    delivery = registration.delivery_to(target)\n"
        "    await dependencies.registrations.remove_from_outbox(registration.key.to(target))\n"
        "    if delivery.status is Status.DELIVERED:",
    ),
    "what was refused taken out of the outbox": _services(
        "outcome", "if recorded is Status.DELIVERED:", "if recorded in (Status.DELIVERED, Status.REFUSED):"
    ),
    "what was delivered never taken out of the outbox": _services(
        "outbox",
        "    await dependencies.registrations.remove_from_outbox(registration.key.to(target), version)\n\n",
        "\n",
    ),
    "accepted before it is stored": _services(
        "submit",
        "        return await dependencies.registrations.add(registration)",
        "        asyncio.get_running_loop().create_task(dependencies.registrations.add(registration))\n"
        "        return registration",
    ),
    "a storage that is busy taken for one that has stored": _services(
        "submit",
        "    except AlreadyExists as taken:",
        "    except DependencyUnavailable:\n        return registration\n    except AlreadyExists as taken:",
    ),
    "a repeat taken for a conflict": _services(
        "submit", "if not _same_content(earlier, registration):\n        raise C", "if True:\n        raise C"
    ),
    "a swallowed 412": _services(
        "outcome",
        "        latest = await journal.row.dependencies.registrations.get(journal.registration.key)\n",
        "        return move.leads_to\n",
    ),
    "a message for the first delivery alone": _services(
        "submit",
        "for delivery in registration.deliveries if delivery.status not in NOT_RETRIED]",
        "for delivery in registration.deliveries[:1]]",
    ),
    "poison that is never emptied": _services("poison_queue", "await poison.remove(message)", "pass"),
    "the relay looks at the first page alone": _services(
        "sweep", "for entry in waiting.turn\n", "for entry in waiting.turn[:3]\n"
    ),
    "the relay passes over what its outbox entry calls settled": _services(
        "sweep",
        "not stays or (bucket(entry.registration) + turn) % SELDOM == 0",
        "not stays",
    ),
    "lines of history at one moment": _domain(
        "registration", "return max(now, self.status_at + timedelta(microseconds=1))", "return now"
    ),
    "tries folded at a moment of another's": _services(
        "outcome", "if waits is not None and waits.count == 1:", "if False:"
    ),
}

_OF_CLAIMS: Mapping[str, Bug] = {
    "what somebody saw of an earlier time acted on": _domain(
        "delivery", "return seen_at is not None and", "return False and"
    ),
    "a claim without a lease": _services("claim", "claimed_until=now + dependencies.lease,", ""),
    "a claim that is not renewed": _services("deliver", "await journal.renew()", "pass"),
    "a note of one whose claim has passed on": _services(
        "journal",
        "if latest is None or not latest.delivery_to(own_delivery.target).same_claim(own_delivery):",
        "if latest is None:",
    ),
    "what a dead worker left is never taken up": _domain(
        "delivery",
        "CLAIMABLE = frozenset({Status.RECEIVED, Status.DELIVERING,",
        "CLAIMABLE = frozenset({Status.RECEIVED,",
    ),
    "another's claim not looked at": _domain(
        "delivery", "return self.claimed_until is not None and now < self.claimed_until", "return False"
    ),
    "tries that are not counted": _services("claim", "attempts=delivery.attempts + 1,", "attempts=delivery.attempts,"),
    "retry_at not looked at": _domain(
        "delivery", "too_early = self.retry_at is not None and now < self.retry_at", "too_early = False"
    ),
    "retry_at not written": _services("outcome", '"retry_at": now + delay, ', ""),
    "a hold not looked at": _services("claim", "not in holds]", "not in ()]"),
    "a hold known for ever": _services(
        "held_targets", "self._good_until = now + HOLDS_WITHIN.total_seconds()", "self._good_until = float('inf')"
    ),
    "what is blocked not tried again for days": _services(
        "outcome", "BLOCKED_FOR = timedelta(minutes=15)", "BLOCKED_FOR = timedelta(days=3)"
    ),
}

_OF_TARGETS: Mapping[str, Bug] = {
    "uncertain taken for unavailable": _services(
        "outcome",
        "            return await _record(journal, UNKNOWN, reason=reason)",
        "            return await _again_later(journal, UNREACHED, reason, timedelta(minutes=1))",
    ),
    "a receipt lost": _services(
        "outcome", "return await _record(journal, TAKEN, receipt=receipt)", "return await _record(journal, TAKEN)"
    ),
    "an unanswered opret sent again": _fasit(
        'if steps.get("creating") == "sent" and self._settings.fasit_uncertain == "ask":', "if False:"
    ),
    "no note before opret": _fasit('        await journal.note("creating", "sent")\n', ""),
    "500 taken for nothing made": _fasit(
        "if answer.status_code in NOTHING_MADE:",
        "if answer.status_code in NOTHING_MADE or answer.status_code >= 500:",
    ),
    "a lost answer taken for nothing made": _fasit(
        "        except AnswerLost as lost:\n",
        '        except AnswerLost as lost:\n            await journal.learned("creating", "none")\n',
    ),
    "a key of its own for each try": _fasit(
        "user_key=str(registration.id) if", "user_key=str(__import__('uuid').uuid4()) if"
    ),
    "sent again, and still called sent": _fasit(
        'return {step: value for step, value in steps.items() if step not in ("creating", "unanswered")}',
        "return steps",
    ),
    "what was uploaded before a correction": _services(
        "correct", '{"journal": {}, "attempts": 0,', '{"journal": delivery.journal, "attempts": 0,'
    ),
    "Momentum's list asked at once": _momentum(
        "self._settle = timedelta(seconds=settings.momentum_settle_seconds)", "self._settle = timedelta(0)"
    ),
    "Momentum's list not asked": _momentum('sent = journal.steps.get("creating", "none")', 'sent = "none"'),
    "no note before a task": _momentum('        await journal.note("creating", self._clock().isoformat())\n', ""),
    "a task's lost answer taken for nothing made": _momentum(
        "        except AnswerLost as lost:\n",
        '        except AnswerLost as lost:\n            await journal.learned("creating", "none")\n',
    ),
}

BUGS: Mapping[str, Bug] = {**_OF_STORES, **_OF_CLAIMS, **_OF_TARGETS}


class _Reader(SourceFileLoader):
    """Loads a module with the bug in its source."""

    def __init__(self, bug: Bug, path: str) -> None:
        super().__init__(bug.module, path)
        self._bug = bug

    def get_code(self, fullname: str) -> CodeType:
        return compile(with_bug(self._bug, self.get_source(fullname) or ""), self.path, "exec")


class _Finder(MetaPathFinder):
    def __init__(self, bug: Bug) -> None:
        self._bug = bug

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname != self._bug.module:
            return None
        spec: Any = PathFinder.find_spec(fullname, path)
        spec.loader = _Reader(self._bug, spec.origin)
        return spec  # type: ignore[no-any-return]


def with_bug(bug: Bug, source: str) -> str:
    """The source with the bug in it. Raises `ValueError` where `right` does not occur exactly once."""
    if source.count(bug.right) != 1:
        raise ValueError(f"{bug.module}: {bug.right!r} stands there {source.count(bug.right)} times")
    return source.replace(bug.right, bug.wrong)


def plant(bug: Bug) -> None:
    """Have the bug's module imported with the bug in it. Raises `RuntimeError` if it is imported already."""
    if bug.module in sys.modules:
        raise RuntimeError(f"{bug.module} is imported already")
    sys.meta_path.insert(0, _Finder(bug))
