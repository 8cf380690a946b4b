"""Logs unexpected errors without personal data, and silences verbose libraries."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
import logging
import traceback

log = logging.getLogger("feltskema.unexpected")

VERBOSE_LOGGERS = ("httpx", "azure.core.pipeline.policies.http_logging_policy", "azure.identity")
"""Loggers that write every request at INFO, which the worker forwards: each line costs money, and its address may quote a search.
Not `azure` as a whole: `azure.functions` below it has the worker's own diagnostics."""


class Failed(Exception):
    """A failure for the host to count. Its message is the error's type only, since the host logs the message."""


def silence_verbose_loggers() -> None:
    """Keep libraries' lines on single requests out of the log, for the whole process."""
    for name in VERBOSE_LOGGERS:
        logging.getLogger(name).setLevel(logging.WARNING)


def log_unexpected(error: BaseException) -> None:
    """Log an error's type and traceback, but not its text, which may quote answers."""
    log.error("unforeseen %s\n%s", type(error).__name__, "".join(traceback.format_tb(error.__traceback__)))


@contextmanager
def redact_errors() -> Iterator[None]:
    """Log an error that is raised inside without its text, and raise `Failed` instead.

    The host logs a raised exception's text, and a validator's text quotes what a person answered. Catches also `CancelledError`,
    which the worker never answers, and `SystemExit`, which would kill it together with its other work. Our own problems hold no
    answers, and are raised further.
    """
    from shared.domain.problems import Problem

    try:
        yield
    except (Problem, GeneratorExit):
        raise
    except BaseException as error:
        log_unexpected(error)
        raise Failed(type(error).__name__) from None
