"""Log lines that alarms and workbooks read: one event a line, as JSON in the message itself, since the host hands on nothing of a
record but its message."""

from __future__ import annotations

import json
import logging

from shared.domain.trace import current_trace


class Line(dict[str, object]):
    """The members of a line. Its text is one line of JSON, whatever the members hold."""

    def __str__(self) -> str:
        trace = current_trace()
        members = {**self, "trace": trace.id} if trace else self
        return json.dumps(members, ensure_ascii=False, default=str)


def log_event(log: logging.Logger, event: str, **fields: object) -> None:
    """Logs `{"event": NAME, …}` in the order given, e.g. `{"event": "outbox", "waiting": 2, "oldest_seconds": 3600}`, with the id
    of the chain of calls as `trace`. The alarms' queries (`infra/bicep/modules/alerts.bicep`) parse it."""
    log.info("%s", Line({"event": event, **fields}))
