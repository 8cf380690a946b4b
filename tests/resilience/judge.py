"""What must hold once faults have ended and people have seen to what is theirs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from azure.core.exceptions import ResourceNotFoundError
from azure.data.tables import TableClient
from azure.storage.queue import QueueClient

from tests.resilience.case_system import CaseSystem, Held
from tests.resilience.crowd import Sender


def faults(senders: Sequence[Sender], case_system: CaseSystem) -> list[str]:
    """Each accepted registration that is not delivered, or not in the case system once and whole; each document of what nobody
    was told is accepted."""
    documents = case_system.documents()
    wrong = [f"never accepted: {sender.failure}" for sender in senders if sender.failure]
    for sender in senders:
        standing = sender.standing()
        for id, company in sender.accepted.items():
            wrong += _faults_of(id, company, standing.get(id, {}), documents.get(id, []), case_system)
    accepted = {id for sender in senders for id in sender.accepted}
    return wrong + [f"{id} is in Fasit, and nobody's" for id in documents.keys() - accepted]


def _faults_of(
    id: str, company: str, standing: Mapping[str, Any], documents: Sequence[Held], case_system: CaseSystem
) -> Iterator[str]:
    status = standing.get("status", "not stored")
    if (status, len(documents)) != ("delivered", 1):
        yield f"{id} is {status}, and {len(documents)} times in Fasit"
        return
    if not documents[0].party.endswith(f":cvr:{company}"):
        yield f"{id} lies on the case of {documents[0].party}"
    if id not in case_system.text(documents[0]):
        yield f"{id} is delivered, and its document does not say what was written"


def left_behind(storage: str) -> list[str]:
    """What the outbox and the poison queue still hold. `storage`: its connection string, past all faults."""
    with TableClient.from_connection_string(storage, "outbox") as table:
        entries = [f"outbox: {row['RowKey']} is {row.get('status')}" for row in table.list_entities()]
    with QueueClient.from_connection_string(storage, "registrations-poison") as queue:
        try:
            messages = int(queue.get_queue_properties().approximate_message_count or 0)
        except ResourceNotFoundError:
            messages = 0
    return entries + [f"poison: {messages} messages"] * bool(messages)
