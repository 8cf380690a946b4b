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
"""Seconds after which a dependency that does not answer counts as down."""

Probe = Callable[[], Awaitable[None]]


async def take_sample(check: str, probe: Probe, clock: Callable[[], datetime], patience: float = PATIENCE) -> Sample:
    """Probe one dependency. It is down when the probe raises, or takes longer than `patience` seconds; the probe is then
    cancelled and not waited for. The sample's message is the type of the failure only."""
    at, began = clock(), perf_counter()
    probing = asyncio.ensure_future(_failure(probe))
    try:
        await asyncio.wait({probing}, timeout=patience)
    finally:
        # A probe that still runs is cancelled, here or when this task is; how it then ends does not matter.
        probing.cancel()
    message = probing.result() if probing.done() else f"no answer in {patience:g} s"
    return Sample(check, at, not message, round(1000 * (perf_counter() - began)), message)


async def _failure(probe: Probe) -> str:
    """The type of the failure, empty for none. Catches everything: a library may raise `CancelledError` or `SystemExit` of its
    own."""
    try:
        await probe()
    except BaseException as error:
        return f"{type(error).__name__}: {getattr(error, 'code', '')}".rstrip(": ")
    return ""


class NothingServed(LookupError):
    """No definition can be served."""


async def probe_host() -> None:
    """Succeeds always: that this sample is taken proves that the host runs. Without the host there is no sample, which means
    unknown."""


async def probe_definitions(definitions: Definitions) -> None:
    """Return when at least one app can be used. Raises `NothingServed`."""
    if not definitions.all():
        raise NothingServed


async def latest_samples(checks: Iterable[str], samples: Samples, now: datetime) -> Mapping[str, Sample | None]:
    """The newest sample of each dependency; None where there is none, which means unknown and never up."""
    names = list(checks)
    return dict(zip(names, await asyncio.gather(*(samples.latest(name, now) for name in names)), strict=True))


async def probe_all(
    probes: Mapping[str, Probe], samples: Samples, clock: Callable[[], datetime]
) -> Mapping[str, Sample]:
    """Probe everything concurrently, and save each sample as soon as it is taken, so that a dependency that hangs delays no
    other's. Storage that is down cannot store that it is down: the missing sample counts as unknown."""
    sampling = (_sampled(check, probe, samples, clock) for check, probe in probes.items())
    by_check = {}
    for outcome in await asyncio.gather(*sampling, return_exceptions=True):
        if isinstance(outcome, BaseException):
            raise outcome
        by_check[outcome.check] = outcome
    return by_check


async def _sampled(check: str, probe: Probe, samples: Samples, clock: Callable[[], datetime]) -> Sample:
    sample = await take_sample(check, probe, clock)
    if not sample.up:
        log.warning("%s is down: %s", check, sample.message)
    try:
        await samples.save(sample)
    except DependencyUnavailable as problem:
        log.error("a sample could not be kept: %s", problem.code)
    return sample
