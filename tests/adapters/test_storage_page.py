"""The storage as docs/architecture.md lists it: every stored row has a line there and every line a row, and a queue message reads
as it says there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import sha256
from importlib import import_module
from pkgutil import iter_modules
import re
from typing import NamedTuple
from uuid import UUID

import pytest

from infra.compiler import STAGES
from local.run.parts import HOME
from shared import adapters
from shared.adapters.attachments_blobs import BlobAttachments
from shared.adapters.public_files_blobs import BlobPublicFiles
from shared.adapters.queue import StorageQueue
from shared.adapters.storage import TABLES, Account
from shared.adapters.table_store import TableStore
from shared.domain.attachments import PNG, AttachmentKey, Stored
from shared.domain.registration import RegistrationKey
from shared.domain.trace import step_of
from shared.services.publish_status import PAGES
from tests.adapters import stored_rows
from tests.adapters.stored_rows import TARGET, write_a_row_of_each_kind
from tests.examples import KAREN, uuid7
from tests.infra.predicted import committed
from tests.servers import Servers

CONTAINERS = "Microsoft.Storage/storageAccounts/blobServices/containers"
OF_THE_HOST = {"packages"}
UUIDS = "[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}"
TIME = r"[0-9]{4}-?[0-9]{2}-?[0-9]{2}T[0-9:.+]{4,}Z?"
WORDS: Mapping[str, str] = {
    **{"person key": "[0-9a-f]{32}", "order": "[0-9a-f]{32}", "bucket": "[0-9a-f]{2}", "revision": "[0-9]{6}"},
    **{"id": UUIDS, "answer": UUIDS, "attachment": UUIDS, "session id": "[a-z0-9-]+", "random": "[0-9a-f]{8,32}"},
    **{"time": TIME, "start": TIME, "end": TIME, "period": "[0-9]{4}-[0-9]{1,2}", "quarter": "[0-9]{4}-[1-4]"},
    **{"version": "[0-9]+", "release": "[0-9]+[.][0-9]+[.][0-9]+"},
    **dict.fromkeys(("app", "target", "check", "timer", "figure", "OIDC state"), "[a-z][a-z-]*"),
}
"""What the words of a key stand for, as regular expressions. `YYYYMMDD` and the like are digits."""


class Line(NamedTuple):
    """A line of the page's tables. `partition` is empty for a container, whose blobs have one name."""

    place: str
    partition: str
    key: str

    def holds(self, place: str, partition: str, key: str) -> bool:
        matches = (
            re.fullmatch(_pattern(template), stored)
            for template, stored in zip(self[1:], (partition, key), strict=True)
        )
        return place == self.place and all(matches)


def _pattern(template: str) -> str:
    """The regular expression of a key: parts joined by `+`, or several such separated by "or"."""
    return "|".join("".join(map(_part, key.split(" + "))) for key in template.split(" or "))


def _part(part: str) -> str:
    if not part.startswith("`"):
        return WORDS[part] if part else ""
    literal = re.escape(part.strip("`")).replace(r"\-", "-")
    return re.sub("[A-Z]{2,}", lambda digits: f"[0-9]{{{len(digits[0])}}}", literal)


def page() -> str:
    return (HOME / "docs" / "architecture.md").read_text("utf-8").split("\n## Storage\n")[1].split("\n## ")[0]


def cells(head: str) -> list[list[str]]:
    """The rows of the table whose head begins so."""
    table = page().split(f"| {head} |")[1].split("|---|\n")[1].split("\n\n")[0]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in table.splitlines()]


LINES = [Line(table.strip("`"), partition, key) for table, partition, key, _ in cells("table")]
BLOBS = {container.strip("`"): blob for container, blob, _ in cells("container")}


@pytest.fixture
def account(servers: Servers) -> Account:
    return servers.account()


async def test_every_row_has_the_keys_that_the_page_tells_and_no_line_is_without_a_row(account: Account) -> None:
    await write_a_row_of_each_kind(account)
    stored = [(table, *keys) for table in TABLES for keys in await keys_of(account, table)]
    unnamed = [row for row in stored if not any(line.holds(*row) for line in LINES)]
    assert unnamed == []
    assert [line for line in LINES if not any(line.holds(*row) for row in stored)] == []


async def keys_of(account: Account, table: str) -> list[tuple[str, str]]:
    async with account.table(table) as client:
        return [(row["PartitionKey"], row["RowKey"]) async for row in client.query_entities("PartitionKey gt ''")]


def test_a_row_of_every_adapter_on_a_table_is_written() -> None:
    for module in iter_modules(adapters.__path__, f"{adapters.__name__}."):
        if module.name.endswith(("_table", "_tables")):
            import_module(module.name)
    leaves = {store.__name__ for store in descendants(TableStore) if not store.__subclasses__()}
    assert len(leaves) > 10
    assert [name for name in leaves if not hasattr(stored_rows, name)] == []


def descendants(base: type[TableStore]) -> Iterator[type[TableStore]]:
    for store in base.__subclasses__():
        yield store
        yield from descendants(store)


async def test_a_bucket_is_as_the_page_tells(account: Account) -> None:
    template = re.search(r"bucket: the first 2 hex of SHA-256 of `(.+?)`", page())
    assert template
    await write_a_row_of_each_kind(account)
    ((partition, key),) = await keys_of(account, "outbox")
    person_key, id, _ = key.split("_", 2)
    hashed = template[1].replace("<person key>", person_key).replace("<id>", id)
    assert partition == sha256(hashed.encode()).hexdigest()[:2]


async def test_blobs_are_named_as_the_page_tells(account: Account) -> None:
    attachments, status = BlobAttachments(account), BlobPublicFiles(account)
    await attachments.put(AttachmentKey(KAREN.key, uuid7(), uuid7()), b"a photo", Stored(PNG, 7, "0" * 64))
    for name in PAGES.values():
        await status.write(name, b"", "text/html")
    for container in ("attachments", "status"):
        async with account.container(container) as client:
            names = [blob.name async for blob in client.list_blobs()]
        assert names
        assert [name for name in names if not re.fullmatch(_pattern(BLOBS[container]), name)] == []
    await attachments.close()
    await status.close()


async def test_a_message_reads_as_the_page_tells(account: Account) -> None:
    template = re.search(r"`(<person key>/.+? <traceparent>)`", page())
    assert template
    key = RegistrationKey(person_key=KAREN.key, id=UUID(int=7))
    queue = StorageQueue(account)
    with step_of(None) as trace:
        await queue.send(key.to(TARGET), released=True)
    async with account.queue("registrations") as client:
        (message,) = await client.peek_messages()
    values = {"person key": key.person_key, "id": str(key.id), "target": TARGET, "traceparent": trace.traceparent}
    assert message.content == re.sub("<(.+?)>", lambda name: values[name[1]], template[1])
    await queue.close()


@pytest.mark.parametrize("stage", STAGES)
def test_the_page_has_every_table_and_container_that_is_deployed(stage: str) -> None:
    assert {line.place for line in LINES} == set(TABLES)
    deployed = {resource["name"].rpartition("/")[2] for resource in committed(stage).of(CONTAINERS)}
    assert set(BLOBS) == deployed - OF_THE_HOST
