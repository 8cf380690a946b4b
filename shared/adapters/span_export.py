"""Exports finished steps to Application Insights as OpenTelemetry spans.

The libraries are imported with the first exported step, in the exporter's own thread, and not at all where tracing is off.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
import logging
import threading
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from shared.domain.trace import Step

log = logging.getLogger("feltskema.traces")

MAX_WAITING = 2000
"""Steps that wait for export. If there are more, the oldest are dropped: tracing must not delay work."""

PAUSE = 5.0
"""Seconds between two exports."""


class SpanExport:
    """Records steps. `make_exporter` makes an OpenTelemetry `SpanExporter`."""

    def __init__(self, make_exporter: Callable[[], Any], pause: float = PAUSE) -> None:
        self._make_exporter, self._pause = make_exporter, pause
        self._waiting: deque[Step] = deque(maxlen=MAX_WAITING)
        self._thread: threading.Thread | None = None
        self._called = threading.Event()

    def __call__(self, step: Step) -> None:
        self._waiting.append(step)
        if self._thread is None:
            self._thread = threading.Thread(target=self._export, name="spans", daemon=True)
            self._thread.start()
        self._called.set()

    def _export(self) -> None:
        # A failure ends the export only. It is not logged: the host drops log records from threads that belong to no invocation.
        exporter = self._make_exporter()
        while self._called.wait():
            self._called.clear()
            batch = [_span(self._waiting.popleft()) for _ in range(len(self._waiting))]
            if batch:
                exporter.export(batch)
            threading.Event().wait(self._pause)


def _span(step: Step) -> Any:
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import ReadableSpan
    from opentelemetry.trace import SpanContext, SpanKind, Status, StatusCode, TraceFlags

    def context(span: str, remote: bool) -> SpanContext:
        return SpanContext(int(step.trace.id, 16), int(span, 16), remote, TraceFlags(TraceFlags.SAMPLED))

    return ReadableSpan(
        name=step.name,
        context=context(step.trace.span, False),
        parent=context(step.parent, step.kind in ("server", "consumer")) if step.parent else None,
        resource=Resource({"service.name": "feltskema"}),
        kind=SpanKind[step.kind.upper()],
        status=Status(StatusCode.ERROR, step.failed) if step.failed else Status(StatusCode.OK),
        start_time=step.began,
        end_time=step.ended,
        attributes={},
    )


def application_insights(client_id: str) -> Any:
    """The exporter to Application Insights, whose connection string is in the environment variable that the host reads. Signs in
    with the managed identity of `client_id`, or by the connection string alone if that is empty."""
    import os

    # Otherwise the library would report its own use to Microsoft every quarter of an hour.
    os.environ.setdefault("APPLICATIONINSIGHTS_STATSBEAT_DISABLED_ALL", "True")
    from azure.identity import ManagedIdentityCredential
    from azure.monitor.opentelemetry.exporter import AzureMonitorTraceExporter

    credential = ManagedIdentityCredential(client_id=client_id) if client_id else None
    return AzureMonitorTraceExporter(credential=credential, disable_offline_storage=True)
