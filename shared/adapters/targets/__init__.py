"""The catalogue of targets: one line a target."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from shared.adapters.targets.fasit_documents import FasitDocuments, fasit_limit
from shared.adapters.targets.log import LogTarget
from shared.adapters.targets.momentum import Momentum, momentum_limit
from shared.domain.definition.needs import Need
from shared.domain.ports import Target
from shared.domain.target_state import Limit
from shared.settings import Settings


@dataclass(frozen=True, slots=True)
class Kind:
    """How a target is made of the settings. `needs` are what it takes from single answers, `check` the name that its samples are
    kept under where it is looked at each minute, `is_set_up` whether this instance has it at all, `limit` how much goes out
    to it at most."""

    make: Callable[[Settings], Target]
    needs: Sequence[Need] = ()
    check: str = ""
    is_set_up: Callable[[Settings], bool] = lambda settings: True
    limit: Callable[[Settings], Limit] = lambda settings: Limit()


TARGETS: Mapping[str, Kind] = {
    "fasit-documents": Kind(FasitDocuments, FasitDocuments.needs, "fasit", limit=fasit_limit),
    "momentum": Kind(Momentum, Momentum.needs, "momentum", lambda s: bool(s.momentum_url), momentum_limit),
    "log": Kind(lambda settings: LogTarget()),
}


def made(name: str, settings: Settings) -> Target:
    """A target by its name in a definition. `KeyError` for one that is not in the catalogue, or not set up."""
    kind = TARGETS[name]
    if not kind.is_set_up(settings):
        raise KeyError(name)
    return kind.make(settings)


def limit_of(name: str, settings: Settings) -> Limit:
    """How much goes out to a target at most. Of one that is not in the catalogue nothing ever does."""
    return TARGETS[name].limit(settings) if name in TARGETS else Limit()


def needs_of_targets() -> Mapping[str, Sequence[Need]]:
    """Every target there is, with what it needs."""
    return {name: kind.needs for name, kind in TARGETS.items()}


def probed(settings: Settings) -> Mapping[str, str]:
    """Targets that are looked at each minute, by the names that their samples are kept under."""
    return {kind.check: name for name, kind in TARGETS.items() if kind.check and kind.is_set_up(settings)}


def client_certificate(settings: Settings) -> str:
    """The PEM of the certificate that targets know us by: operators are told when it ends."""
    return settings.fasit_client_certificate
