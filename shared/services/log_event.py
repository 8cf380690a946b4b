"""Log lines that alarms and workbooks read: one event a line, as JSON in the message itself, since the host hands on nothing of a
record but its message."""

from __future__ import annotations

import json
import logging

from shared.domain.trace import current_trace


def log_event(log: logging.Logger, event: str, **fields: object) -> None:
    """Logs `{"event": NAME, …}` in the order given, e.g. `{"event": "outbox", "waiting": 2, "oldest_seconds": 3600}`, with the id
    of the chain of calls as `trace`. The alarms' queries (`infra/bicep/modules/alerts.bicep`) parse it."""
    trace = current_trace()
    members = {"event": event, **fields, **({"trace": trace.id} if trace else {})}
    log.info("%s", json.dumps(members, ensure_ascii=False, default=str))
