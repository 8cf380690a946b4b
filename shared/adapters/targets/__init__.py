"""The catalogue of targets, one line for each."""

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
    """A kind of target. `make` makes it from the settings; `needs`: the values that it takes from answers; `check`: the name of
    its health samples if it is probed each minute; `is_set_up`: whether this instance has it; `limit`: the limit on deliveries to
    it; `is_asked`: whether the timer asks it what it has, if it can be asked."""

    make: Callable[[Settings], Target]
    needs: Sequence[Need] = ()
    check: str = ""
    is_set_up: Callable[[Settings], bool] = lambda settings: True
    limit: Callable[[Settings], Limit] = lambda settings: Limit()
    is_asked: Callable[[Settings], bool] = lambda settings: True


TARGETS: Mapping[str, Kind] = {
    "fasit-documents": Kind(FasitDocuments, FasitDocuments.needs, "fasit", limit=fasit_limit),
    "momentum": Kind(
        Momentum,
        Momentum.needs,
        "momentum",
        is_set_up=lambda settings: bool(settings.momentum_url),
        limit=momentum_limit,
        is_asked=lambda settings: settings.momentum_reconcile == "on",
    ),
    "log": Kind(lambda settings: LogTarget()),
}


def make_target(name: str, settings: Settings) -> Target:
    """A target by its name in a definition. Raises `KeyError` for one that is not in the catalogue or not set up."""
    kind = TARGETS[name]
    if not kind.is_set_up(settings):
        raise KeyError(name)
    return kind.make(settings)


def limit_of(name: str, settings: Settings) -> Limit:
    """The limit on deliveries to a target; the default for one that is not in the catalogue, to which nothing is delivered."""
    return TARGETS[name].limit(settings) if name in TARGETS else Limit()


def needs_of_targets() -> Mapping[str, Sequence[Need]]:
    """The needs of every target, by its name."""
    return {name: kind.needs for name, kind in TARGETS.items()}


def probed(settings: Settings) -> Mapping[str, str]:
    """The names of the health samples of the targets that are probed each minute, by target."""
    return {kind.check: name for name, kind in TARGETS.items() if kind.check and kind.is_set_up(settings)}


def client_certificate(settings: Settings) -> str:
    """The PEM of the client certificate that targets know us by; operators are warned before it expires."""
    return settings.fasit_client_certificate
