"""What the log may hold: no word of anybody's answers, and no library's line for each request that it makes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
import logging
import traceback

log = logging.getLogger("feltskema.unexpected")

TALKATIVE = ("httpx", "azure.core.pipeline.policies.http_logging_policy", "azure.identity")
"""They tell of every request at INFO, which the worker hands on: a line each to pay for, with an address that may quote what was
searched for. Not `azure` as a whole: `azure.functions` under it carries the worker's own diagnostics."""

for _name in TALKATIVE:
    logging.getLogger(_name).setLevel(logging.WARNING)


class Failed(Exception):
    """Something failed; its message is the kind of failure. The host counts it, and logs it as it stands."""


def log_unexpected(error: BaseException) -> None:
    """Its kind and the way there go to the log. Its text may quote answers."""
    log.error("unforeseen %s\n%s", type(error).__name__, "".join(traceback.format_tb(error.__traceback__)))


@contextmanager
def quiet() -> Iterator[None]:
    """The host writes a raised exception's text to its log, and a validator's text quotes what a person answered: what nobody
    foresaw leaves as `Failed`, its kind and the way there are logged. So do a `CancelledError`, which the worker never answers,
    and a `SystemExit`, which ends it with all that it has in hand. Problems of our own hold no answers and pass."""
    from shared.domain.problems import Problem

    try:
        yield
    except (Problem, GeneratorExit):
        raise
    except BaseException as error:
        log_unexpected(error)
        raise Failed(type(error).__name__) from None
