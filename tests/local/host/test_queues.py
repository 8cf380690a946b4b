"""Messages between a queue and a handler, over the real storage protocol."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Iterator
import json

from azure.storage.queue import QueueClient
import httpx
import pytest

from tests.local.host.process import HostProcess, host
from tests.local.host.queue_messages import poison_messages, send, waiting_messages
from tests.servers import Servers
from tests.waiting import until

pytestmark = pytest.mark.starts


@pytest.fixture(scope="module")
def storage(servers: Servers) -> str:
    return servers.storage()


@pytest.fixture(scope="module")
def app(storage: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[HostProcess]:
    with host("queues", tmp_path_factory.mktemp("host"), AzureWebJobsStorage=storage, OUT_QUEUE="outgoing") as process:
        yield process


def sent(storage: str, content: str, queue: str = "incoming") -> None:
    send(storage, queue, content)


def poison(storage: str) -> list[str]:
    return poison_messages(storage, "incoming")


def base64(text: str) -> str:
    return b64encode(text.encode()).decode()


def test_a_message_is_base64_and_arrives_once(app: HostProcess, storage: str) -> None:
    sent(storage, base64("hej æ"))
    until(lambda: any(item.get("text") == "hej æ" for item in app.record))
    until(lambda: not waiting_messages(storage, "incoming"))
    assert [item["count"] for item in app.record if item.get("text") == "hej æ"] == [1]


def test_a_sync_handler_runs_in_a_thread(app: HostProcess, storage: str) -> None:
    sent(storage, base64("tråd"), "echoed")
    until(lambda: {"echoed": "tråd"} in app.record)


def test_what_is_not_base64_goes_to_poison_at_once_as_it_is(app: HostProcess, storage: str) -> None:
    sent(storage, "ikke base64!")
    until(lambda: "ikke base64!" in poison(storage))
    assert not [item for item in app.record if "ikke" in item.get("text", "")]


def test_a_message_that_fails_is_tried_until_the_limit_and_goes_to_poison(app: HostProcess, storage: str) -> None:
    sent(storage, base64("fail now"))
    until(lambda: base64("fail now") in poison(storage))
    assert [item["count"] for item in app.record if item.get("text") == "fail now"] == [1, 2, 3]


def test_members_of_a_json_message_stand_over_the_messages_own_facts(app: HostProcess, storage: str) -> None:
    text = json.dumps({"ID": "mine", "DequeueCount": 7})
    sent(storage, base64(text))
    until(lambda: {"text": text, "id": "mine", "count": 7} in app.record)


def test_a_json_message_with_a_bad_count_never_reaches_the_handler(app: HostProcess, storage: str) -> None:
    text = json.dumps({"dequeueCount": "abc"})
    sent(storage, base64(text))
    until(lambda: base64(text) in poison(storage))
    assert not [item for item in app.record if item.get("text") == text]


OUTPUTS = [
    ("text", ["hej æ"]),
    ("array", ["a", '{\n  "b": 1\n}']),
    ("object", ['{\n  "b": 1,\n  "c": [\n    1\n  ]\n}']),
    ("list", ["x", "[y]"]),
    ("nothing", []),
    ("bytes", ['{"raw":1}']),
    ("dict", ['{\n  "d": 1\n}']),
    ("message", ['{\n  "id": "7",\n  "body": "hej"\n}']),
]


@pytest.mark.parametrize(("kind", "messages"), OUTPUTS)
def test_an_output_is_read_again_on_its_way(app: HostProcess, storage: str, kind: str, messages: list[str]) -> None:
    assert httpx.post(f"{app.url}/out/{kind}").text == "handled"
    assert _taken(storage) == messages


def test_an_output_that_only_looks_like_json_fails_the_call_that_was_handled(app: HostProcess, storage: str) -> None:
    assert httpx.post(f"{app.url}/out/almost").status_code == 500
    assert _taken(storage) == []


def _taken(storage: str) -> list[str]:
    with QueueClient.from_connection_string(storage, "outgoing") as client:
        messages = [b64decode(message.content).decode() for message in client.receive_messages(max_messages=32)]
        client.clear_messages()
        return messages
