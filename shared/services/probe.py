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
    """Probe one dependency: down when the probe raises or takes longer than `patience` seconds, after which it is left to itself,
    whether or not it heeds that it is cancelled. Its message is the kind of failure, nothing more."""
    at, began = clock(), perf_counter()
    probing = asyncio.ensure_future(_failure(probe))
    try:
        await asyncio.wait({probing}, timeout=patience)
    finally:
        # What goes on is cancelled, here or when we are; how it then ends is nobody's business.
        probing.cancel()
    message = probing.result() if probing.done() else f"no answer in {patience:g} s"
    return Sample(check, at, not message, round(1000 * (perf_counter() - began)), message)


async def _failure(probe: Probe) -> str:
    """The kind of failure, empty for none. All kinds: a library may let a `CancelledError` or a `SystemExit` of its own out."""
    try:
        await probe()
    except BaseException as error:
        return f"{type(error).__name__}: {getattr(error, 'code', '')}".rstrip(": ")
    return ""


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
    """Probe everything at once, and save each sample as soon as it is taken: a part that hangs keeps no other's back. A storage
    that is down cannot keep that it is down: the missing sample counts as unknown, never as up."""
    sampling = (_sampled(check, probe, samples, clock) for check, probe in probes.items())
    taken = {}
    for outcome in await asyncio.gather(*sampling, return_exceptions=True):
        if isinstance(outcome, BaseException):
            raise outcome
        taken[outcome.check] = outcome
    return taken


async def _sampled(check: str, probe: Probe, samples: Samples, clock: Callable[[], datetime]) -> Sample:
    sample = await look(check, probe, clock)
    if not sample.up:
        log.warning("%s is down: %s", check, sample.message)
    try:
        await samples.save(sample)
    except DependencyUnavailable as problem:
        log.error("a sample could not be kept: %s", problem.code)
    return sample
