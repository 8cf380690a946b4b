"""A target that stores nothing: it logs id and outcome. For trying an app that has no case system yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
import logging

from shared.domain.definition.needs import Need
from shared.domain.delivery import Receipt
from shared.domain.ports import Consignment, Journal

log = logging.getLogger("feltskema.target.log")


class LogTarget:
    """Implements `Target`. The receipt is the registration's own id."""

    needs: Sequence[Need] = ()

    async def deliver(self, consignment: Consignment, journal: Journal) -> Receipt:
        registration = consignment.registration
        log.info("%s %s would have been delivered", registration.app, registration.id)
        return Receipt(id=str(registration.id), at=registration.status_at)

    def has_nothing(self, steps: Mapping[str, str]) -> bool:
        return True

    def steps_for_retry(self, steps: Mapping[str, str]) -> Mapping[str, str]:
        return {}

    async def probe(self) -> None:
        return None
