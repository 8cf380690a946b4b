"""Logs unexpected errors without personal data, and keeps talkative libraries quiet."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
import logging
import traceback

log = logging.getLogger("feltskema.unexpected")

TALKATIVE = ("httpx", "azure.core.pipeline.policies.http_logging_policy", "azure.identity")
"""Loggers that write every request at INFO, which the worker hands on: a line each to pay for, with an address that may quote
what was searched for. Not `azure` as a whole: `azure.functions` under it carries the worker's own diagnostics."""

for _name in TALKATIVE:
    logging.getLogger(_name).setLevel(logging.WARNING)


class Failed(Exception):
    """A failure for the host to count. Its message is the kind of failure, since the host logs it as it stands."""


def log_unexpected(error: BaseException) -> None:
    """Log an error's kind and traceback, and not its text, which may quote answers."""
    log.error("unforeseen %s\n%s", type(error).__name__, "".join(traceback.format_tb(error.__traceback__)))


@contextmanager
def quiet() -> Iterator[None]:
    """Log what is raised inside without its text, and raise `Failed` in its place.

    The host writes a raised exception's text to its log, and a validator's text quotes what a person answered. A
    `CancelledError`, which the worker never answers, and a `SystemExit`, which ends it with all that it has in hand, are caught
    too. Problems of our own hold no answers and pass.
    """
    from shared.domain.problems import Problem

    try:
        yield
    except (Problem, GeneratorExit):
        raise
    except BaseException as error:
        log_unexpected(error)
        raise Failed(type(error).__name__) from None
