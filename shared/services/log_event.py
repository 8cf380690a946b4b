"""Writes log lines for alarms and workbooks: one event a line, as JSON in the message itself, since the host forwards only the
message of a log record."""

from __future__ import annotations

import json
import logging

from shared.domain.trace import current_trace


def log_event(log: logging.Logger, event: str, **fields: object) -> None:
    """Log `{"event": NAME, …}` with the members in the given order, e.g. `{"event": "outbox", "waiting": 2, "oldest_seconds":
    3600}`, and the id of the chain of calls as `trace`. The alarms' queries (`infra/bicep/modules/alerts.bicep`) parse it."""
    if not log.isEnabledFor(logging.INFO):
        return
    trace = current_trace()
    members = {"event": event, **fields, **({"trace": trace.id} if trace else {})}
    log.info("%s", json.dumps(members, ensure_ascii=False, default=str))
