"""Lists a person's own registrations: all, those that match a search, or those that need attention.

`static-web/src/home/attention.ts` and `matching.ts` implement the same for what the phone has stored, which it searches before it
asks the server; `tests/vectors/list.json` tests that they agree.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from unicodedata import normalize

from shared.domain.delivery_status import Status
from shared.domain.ports import Page, Registrations
from shared.domain.registration import RegistrationEntry

MAX_SCANNED = 1000
"""Rows that one call reads. The store is indexed by time only, so a search reads a person's rows from the newest on. After this
many it returns its matches, and a cursor from which to continue."""

ROWS_A_REQUEST = 500
"""Rows per storage request: about 300 kB."""

_UNSETTLED = frozenset({Status.REFUSED, Status.UNCERTAIN})


@dataclass(frozen=True, slots=True)
class Filter:
    """What to list; empty members filter nothing. `needing_attention_on`: only what needs attention on that day."""

    query: str = ""
    statuses: frozenset[Status] = frozenset()
    app: str = ""
    needing_attention_on: date | None = None

    def is_narrowed(self) -> bool:
        return bool(self.query.strip() or self.statuses or self.app or self.needing_attention_on)

    def matches(self, entry: RegistrationEntry) -> bool:
        """Whether the entry's card contains each word of the query, in any order, whatever the case."""
        if self.statuses and entry.status not in self.statuses:
            return False
        if self.app and entry.app != self.app:
            return False
        lines = [entry.title, *(text for line in entry.card for text in (line.da, line.en))]
        text = _folded("\n".join([*lines, entry.receipt.id if entry.receipt else ""]))
        return all(word in text for word in _folded(self.query).split())


def needing_attention(entries: Iterable[RegistrationEntry], today: date) -> Iterator[RegistrationEntry]:
    """The registrations that were refused or are uncertain, and those whose follow-up day has come without a later registration
    of the same app and title. `entries` are sorted newest first."""
    later: set[tuple[str, str]] = set()
    for entry in entries:
        subject = (entry.app, entry.title)
        is_due = entry.follow_up is not None and entry.follow_up <= today and subject not in later
        later.add(subject)
        if is_due or entry.status in _UNSETTLED:
            yield entry


async def list_registrations(
    person_key: str, limit: int, after: str | None, criteria: Filter, registrations: Registrations
) -> Page:
    """At most `limit` of the person's registrations that match the filter, newest first.

    A page of a search may hold few or none and still have a `next`, which continues with older ones. Those that need attention
    are one page, of the newest `MAX_SCANNED`; where they are more than the limit, follow-ups are left out
    first. Raises `BadRequest` for a bad cursor, and `DependencyUnavailable`.
    """
    if not criteria.is_narrowed():
        return await registrations.page(person_key, limit, after)
    today = criteria.needing_attention_on
    scanned, cursor = await _scanned(person_key, None if today else after, registrations)
    if today:
        due = [entry for entry in needing_attention(scanned, today) if criteria.matches(entry)]
        return Page(_most_needing(due, limit), None)
    matching = [entry for entry in scanned if criteria.matches(entry)]
    if len(matching) > limit:
        return Page(matching[:limit], registrations.cursor(matching[limit - 1].id))
    return Page(matching, cursor)


def _most_needing(due: Sequence[RegistrationEntry], limit: int) -> Sequence[RegistrationEntry]:
    """At most `limit` of them, in their order: those that were refused or are uncertain before those to follow up."""
    by_need = sorted(due, key=lambda entry: entry.status not in _UNSETTLED)
    shown = {entry.id for entry in by_need[:limit]}
    return [entry for entry in due if entry.id in shown]


async def _scanned(
    person_key: str, after: str | None, registrations: Registrations
) -> tuple[list[RegistrationEntry], str | None]:
    """The next `MAX_SCANNED` rows, and the cursor to those after them."""
    rows: list[RegistrationEntry] = []
    cursor = after
    while len(rows) < MAX_SCANNED:
        page = await registrations.page(person_key, ROWS_A_REQUEST, cursor)
        rows += page.items
        cursor = page.next
        if cursor is None:
            break
    return rows, cursor


def _folded(text: str) -> str:
    return normalize("NFC", text).lower()
