"""The catalogue of targets: one line a target."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from shared.adapters.targets.fasit_documents import FasitDocuments
from shared.adapters.targets.log import LogTarget
from shared.domain.ports import Target
from shared.settings import Settings

TARGETS: Mapping[str, Callable[[Settings], Target]] = {
    "fasit-documents": FasitDocuments,
    "log": lambda settings: LogTarget(),
}

NEEDS: Mapping[str, Sequence[str]] = {"fasit-documents": ("cvr",)}
"""The fields that a target cannot do without: Fasit's document has a primary party, whom `FASIT_PARTY_URN` names by them."""

PROBED: Mapping[str, str] = {"fasit": "fasit-documents"}
"""Targets that are looked at each minute, by the names that their samples are kept under."""


def client_certificate(settings: Settings) -> str:
    """The PEM of the certificate that targets know us by: operators are told when it ends."""
    return settings.fasit_client_certificate
