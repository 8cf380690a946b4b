"""Probes each dependency once a minute, and saves a sample of each."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping
from datetime import datetime
import logging
from time import perf_counter

from shared.domain.ports import Definitions, Sample, Samples
from shared.domain.problems import DependencyUnavailable

log = logging.getLogger("feltskema.probe")

PATIENCE = 10.0
"""Seconds before a dependency counts as down."""

Probe = Callable[[], Awaitable[None]]


async def look(check: str, probe: Probe, clock: Callable[[], datetime], patience: float = PATIENCE) -> Sample:
    """Probe one dependency: down when the probe raises or takes longer than `patience` seconds. Its message is the kind of
    failure, nothing more."""
    at, began, message = clock(), perf_counter(), ""
    try:
        async with asyncio.timeout(patience):
            await probe()
    except TimeoutError:
        message = f"no answer in {patience:g} s"
    except BaseException as error:
        # All kinds: one look must not end the others. A library may let a CancelledError of its own out; one that is meant for
        # us goes on.
        task = asyncio.current_task()
        if isinstance(error, asyncio.CancelledError) and task is not None and task.cancelling():
            raise
        message = f"{type(error).__name__}: {getattr(error, 'code', '')}".rstrip(": ")
    return Sample(check, at, not message, round(1000 * (perf_counter() - began)), message)


class NothingServed(LookupError):
    """No definition can be served."""


async def probe_host() -> None:
    """The samples are taken in the host: that one is taken says that it runs. When it does not there is none, so: unknown."""


async def probe_definitions(definitions: Definitions) -> None:
    """Return when there is an app to register with. Raises `NothingServed`."""
    if not definitions.all():
        raise NothingServed


async def latest_samples(checks: Iterable[str], samples: Samples, now: datetime) -> Mapping[str, Sample | None]:
    """The newest sample of each; None where there is none: unknown, never up."""
    names = list(checks)
    return dict(zip(names, await asyncio.gather(*(samples.latest(name, now) for name in names)), strict=True))


async def probe_all(
    probes: Mapping[str, Probe], samples: Samples, clock: Callable[[], datetime]
) -> Mapping[str, Sample]:
    """Probe everything at once and save a sample of each. A storage that is down cannot keep that it is down: the missing
    sample counts as unknown, never as up."""
    seen = await asyncio.gather(*(look(check, probe, clock) for check, probe in probes.items()))
    for outcome in await asyncio.gather(*(samples.save(sample) for sample in seen), return_exceptions=True):
        if isinstance(outcome, DependencyUnavailable):
            log.error("a sample could not be kept: %s", outcome.code)
        elif isinstance(outcome, BaseException):
            raise outcome
    for sample in seen:
        if not sample.up:
            log.warning("%s is down: %s", sample.check, sample.message)
    return {sample.check: sample for sample in seen}
