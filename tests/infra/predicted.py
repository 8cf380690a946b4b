"""The resources that a deployment would create, as `bicep snapshot` predicts them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
import json
from typing import Any

from infra.compiler import BICEP_FOLDER

Resource = Mapping[str, Any]


@dataclass(frozen=True)
class Predicted:
    """The predicted resources of a stage. Values that only Azure knows are expressions in brackets."""

    stage: str
    resources: list[dict[str, Any]]

    def of(self, kind: str) -> Iterator[Resource]:
        return (resource for resource in self.resources if resource["type"] == kind)

    def the_one(self, kind: str) -> Resource:
        """The only resource of a type. Raises `AssertionError` when there is none or more than one."""
        result = list(self.of(kind))
        assert len(result) == 1, f"{len(result)} of {kind}, expected one"
        return result[0]

    def settings(self) -> Mapping[str, str]:
        """The app settings of the function app."""
        settings: dict[str, str] = self.the_one("Microsoft.Web/sites/config")["properties"]
        return settings

    def account(self, whose: str) -> Resource:
        """The storage account of the `host` or of the `data`."""
        result = [
            account
            for account in self.of("Microsoft.Storage/storageAccounts")
            if whose_account(account["name"]) == whose
        ]
        assert len(result) == 1, f"{len(result)} storage accounts of the {whose}, expected one"
        return result[0]

    @property
    def private(self) -> bool:
        return any(self.of("Microsoft.Network/virtualNetworks"))


def whose_account(name: str) -> str:
    return "host" if name.startswith("sthost") else "data"


@cache
def committed(stage: str) -> Predicted:
    """What the snapshot in the repository predicts, read once: nobody changes it."""
    content = json.loads((BICEP_FOLDER / f"{stage}.snapshot.json").read_text("utf-8"))
    return Predicted(stage, content["predictedResources"])
