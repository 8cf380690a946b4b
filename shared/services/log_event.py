"""Log lines that alarms read: one event a line, as fields."""

from __future__ import annotations

import logging


def log_event(log: logging.Logger, event: str, **fields: object) -> None:
    """Logs `event=NAME field=value …` in the order given, e.g. `event=outbox waiting=2 oldest_seconds=3600`.

    The alarms' queries (`infra/bicep/modules/alerts.bicep`) parse it, so a value holds no space.
    """
    log.info(" ".join(f"{name}={value}" for name, value in {"event": event, **fields}.items()))
