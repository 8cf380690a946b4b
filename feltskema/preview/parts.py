"""Makes the product's parts for a preview: in-memory adapters, one signed-in person, no calls to other machines."""

from __future__ import annotations

from collections.abc import Coroutine, Mapping
from datetime import UTC, datetime, timedelta
from secrets import token_bytes
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from feltskema.preview.companies import EMPLOYER, made_up_companies
from feltskema.preview.state import State
from shared.adapters.memory.access import MemoryAccess
from shared.adapters.memory.attachments import MemoryAttachments, MemoryUnregistered
from shared.adapters.memory.entities import MemoryEntities
from shared.adapters.memory.public_files import MemoryPublicFiles
from shared.adapters.memory.registrations import MemoryDeliveryQueue, MemoryRegistrations
from shared.adapters.memory.samples import MemorySampleDays, MemorySamples
from shared.adapters.memory.timers import MemoryTimerRuns
from shared.adapters.memory.windows import MemoryWindows
from shared.adapters.pdf.pictures import drawable
from shared.adapters.targets.log import LogTarget
from shared.domain.access.access_list import AccessEntry, Grant
from shared.domain.access.person import Person
from shared.domain.access.roles import CONSULTANT
from shared.domain.entities import Entity
from shared.services.dependencies import Dependencies
from shared.services.session import Sessions
from shared.setting_values import DRAFT_SECRET_BYTES
from shared.settings import Settings

SIGNED_IN_FOR = timedelta(days=7)
"""So long that an author need not sign in again while writing."""


class Parts:
    """The parts for `wiring.override`. `address`: the preview's own origin."""

    def __init__(self, state: State, address: str) -> None:
        self._state = state
        self.registrations = MemoryRegistrations()
        self.delivery_queue = MemoryDeliveryQueue()
        self._entities = MemoryEntities()
        self._access = MemoryAccess()
        self._sessions = Sessions(address, _new_key(), "", SIGNED_IN_FOR, SIGNED_IN_FOR)
        # Holds only settings with a default and these two. Code that reads another one would call an outside service, and fails.
        self._settings = Settings.model_construct(public_url=address, draft_secrets=(token_bytes(DRAFT_SECRET_BYTES),))

    def overriding(self) -> Mapping[str, Any]:
        """The parts by their names in `wiring`."""
        samples, companies = MemorySamples(), made_up_companies()
        dependencies = Dependencies(
            registrations=self.registrations,
            delivery_queue=self.delivery_queue,
            definitions=self._state,
            targets=lambda name: LogTarget(),
            clock=_now,
            lease=timedelta(minutes=1),
            patience=timedelta(minutes=1),
            attachments=MemoryAttachments(),
            unregistered=MemoryUnregistered(),
            entities=self._entities,
            drawable=drawable,
            companies=lambda: companies,
            afterwards=_at_once,
        )
        return {
            "settings": lambda: self._settings,
            "dependencies": dependencies,
            "definitions": self._state,
            "access": self._access,
            "sessions": self._sessions,
            "companies": companies,
            "samples": samples,
            "sample_days": MemorySampleDays(),
            "windows": MemoryWindows(),
            "timer_runs": MemoryTimerRuns(),
            "public_files": MemoryPublicFiles(),
            "probes": {"storage": samples.probe},
        }

    def sign_in(self) -> str:
        """Begin a session of a person with every role that the definition names; gives its `Cookie` header."""
        named_roles = [role for compiled in self._state.all() for role in compiled.definition.roles or ()]
        roles = tuple(dict.fromkeys((CONSULTANT, *named_roles)))
        person = Person(key="0" * 32, name="Kim Konsulent", cvr=EMPLOYER, roles=roles)
        self._access.lines[person.key] = AccessEntry(person.key, person.name, Grant(roles), version="0")
        return f"{self._settings.session_cookie}={self._sessions.write(self._sessions.begin(person, _now()))}"

    async def something_to_choose(self) -> None:
        """Register the example of every app whose registrations other apps choose among, so that their lists are not empty."""
        for compiled in self._state.entity_apps():
            definition = compiled.definition
            if definition.example is not None:
                id = str(uuid5(NAMESPACE_URL, definition.app))
                await self._entities.save(definition.app, Entity(id, definition.name(definition.example)), "")


async def _at_once(work: Coroutine[Any, Any, None]) -> None:
    """Do what the product leaves for after the answer before it, so that the answer's delivery follows at once."""
    await work


def _now() -> datetime:
    return datetime.now(UTC)


def _new_key() -> str:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
