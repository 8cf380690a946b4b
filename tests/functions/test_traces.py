"""One id from the phone's call over the queue to the target, in the log, and as spans in Application Insights."""

from __future__ import annotations

from collections.abc import Iterator
import gzip
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
import json
import logging
import threading
from typing import Any

from azure.functions.queue import QueueMessage
import pytest

from functions import delivery
from shared.adapters.span_export import SpanExport
from shared.domain.trace import Step, Trace, current_trace, read_traceparent, record_no_steps, record_steps, step_of
from tests.functions.edge import Edge
from tests.waiting import until

GIVEN = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
ID = GIVEN[3:35]


@pytest.fixture
def steps() -> Iterator[list[Step]]:
    ended: list[Step] = []
    record_steps(ended.append)
    yield ended
    record_no_steps()


async def test_one_id_goes_from_the_call_over_the_message_to_the_target(
    edge: Edge, steps: list[Step], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    seen: list[Trace | None] = []
    edge.context.target.trouble = lambda step: seen.append(current_trace())
    assert (await edge.put(traceparent=GIVEN)).status == 201
    [message] = edge.context.delivery_queue.messages
    await delivery.deliver_registration(QueueMessage(body=message.encode()))

    put, deliver = [step for step in steps if step.kind != "internal"]
    assert (put.name, put.kind, put.trace.id, put.parent) == ("put_registration", "server", ID, GIVEN[36:52])
    assert (deliver.name, deliver.kind, deliver.trace.id) == ("deliver_registration", "consumer", ID)
    assert deliver.parent == put.trace.span
    assert put.began <= put.ended <= deliver.began <= deliver.ended
    assert {trace.id for trace in seen if trace} == {ID}
    lines = [json.loads(line) for line in caplog.messages if line.startswith("{")]
    assert [line["trace"] for line in lines if line["event"] == "delivery"] == [ID]
    assert current_trace() is None


async def test_a_message_of_an_earlier_version_is_delivered_in_a_chain_of_its_own(
    edge: Edge, steps: list[Step]
) -> None:
    id = (await edge.put()).json["id"]
    [(pointer, _)] = edge.context.delivery_queue.sent
    await delivery.deliver_registration(QueueMessage(body=str(pointer).encode()))
    assert (await edge.look(id)).json["status"] == "delivered"
    assert next(step for step in steps if step.kind == "consumer").parent == ""


@pytest.mark.parametrize(
    "text",
    [
        *("", "00", GIVEN[:-1], GIVEN.upper(), f"{GIVEN}-x", GIVEN.replace("00-4", "ff-4")),
        *(f"00-{'0' * 32}-00f067aa0ba902b7-01", f"00-{ID}-{'0' * 16}-01", "00-æøå"),
    ],
)
def test_what_the_standard_calls_invalid_begins_a_new_chain(text: str) -> None:
    assert read_traceparent(text) is None


def test_a_step_that_fails_tells_the_kind_of_error_and_nothing_more(steps: list[Step]) -> None:
    with pytest.raises(ValueError, match="hemmelighed"), step_of(None, "x"):
        raise ValueError("en hemmelighed")
    assert [(step.failed, step.parent) for step in steps] == [("ValueError", "")]


class Ingestion:
    """Application Insights' track endpoint: takes what it takes (an array of envelopes, gzipped or not), and counts it."""

    def __init__(self) -> None:
        self.envelopes: list[dict[str, Any]] = []
        ingestion = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                text = gzip.decompress(body) if self.headers.get("Content-Encoding") == "gzip" else body
                taken = json.loads(text)
                ingestion.envelopes += taken
                answer = {"itemsReceived": len(taken), "itemsAccepted": len(taken), "errors": []}
                self.send_response(200 if self.path == "/v2.1/track" else 404)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(json.dumps(answer).encode())

            def log_message(self, *words: Any) -> None:
                return None

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def connection(self) -> str:
        key = "00000000-0000-4000-8000-000000000000"
        return f"InstrumentationKey={key};IngestionEndpoint=http://127.0.0.1:{self.server.server_port}/"


@pytest.fixture
def ingestion() -> Iterator[Ingestion]:
    ingestion = Ingestion()
    yield ingestion
    ingestion.server.shutdown()
    ingestion.server.server_close()


@pytest.mark.starts
def test_the_spans_come_to_application_insights_as_requests_and_dependencies(
    ingestion: Ingestion, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("APPLICATIONINSIGHTS_STATSBEAT_DISABLED_ALL", "True")

    def exporter() -> Any:
        from azure.monitor.opentelemetry.exporter import AzureMonitorTraceExporter

        return AzureMonitorTraceExporter(connection_string=ingestion.connection, disable_offline_storage=True)

    export = SpanExport(exporter, pause=0.01)
    record_steps(export)
    try:
        with step_of(read_traceparent(GIVEN), "put_registration", "server"), step_of(None, "Fasit opret", "client"):
            pass
    finally:
        record_no_steps()
    until(lambda: len(ingestion.envelopes) >= 2)
    kinds = {envelope["data"]["baseType"]: envelope for envelope in ingestion.envelopes}
    assert set(kinds) == {"RequestData", "RemoteDependencyData"}
    tags = {name: envelope["tags"] for name, envelope in kinds.items()}
    assert {tag["ai.operation.id"] for tag in tags.values()} == {ID}
    assert tags["RequestData"]["ai.operation.parentId"] == GIVEN[36:52]
    assert tags["RemoteDependencyData"]["ai.operation.parentId"] == kinds["RequestData"]["data"]["baseData"]["id"]
