"""The catalogue of targets: one line a target."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from shared.adapters.targets.fasit_documents import FasitDocuments
from shared.adapters.targets.log import LogTarget
from shared.domain.ports import Target
from shared.settings import Settings

TARGETS: Mapping[str, Callable[[Settings], Target]] = {
    "fasit-documents": FasitDocuments,
    "log": lambda settings: LogTarget(),
}
