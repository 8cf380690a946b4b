"""Moves a draft from an older version of a definition to a newer one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from pydantic import Field as Constraint

from shared.domain.fields.base import Field, Name
from shared.domain.layout import MigrationLayout, SplitLayout
from shared.domain.source.faults import FaultText, nearest
from shared.domain.source.node import YamlPath
from shared.domain.text.localized_text import NonEmpty, Strict

TEXTS = frozenset({"text", "long-text"})
"""The field types that a piece of a split text can go into."""

LocatedFault = tuple[YamlPath, FaultText]


class Split(Strict):
    """An answer's text cut at a sign: the last of `into` gets what is left."""

    into: Annotated[tuple[Name, ...], Constraint(min_length=2)]
    at: NonEmpty


class Migration(Strict):
    """From one published version to this one: answers renamed (old id: new id), split, and put in where they are
    missing. What is not named keeps its id, or is left behind when its field is gone."""

    from_: Annotated[int, Constraint(ge=1, alias="from")]
    renamed: Annotated[dict[Name, Name], Constraint(default_factory=dict)]
    split: Annotated[dict[Name, Split], Constraint(default_factory=dict)]
    defaults: Annotated[dict[Name, Any], Constraint(default_factory=dict)]

    def faults(self, version: int, fields: Mapping[str, Field]) -> Iterator[LocatedFault]:
        """The faults with respect to the version that it leads to."""
        if self.from_ >= version:
            yield ("from",), FaultText("migrates-forward", {"from": self.from_, "version": version})
        for old, new in self.renamed.items():
            yield from _unknown(("renamed", old), new, fields)
        for old, split in self.split.items():
            for number, new in enumerate(split.into):
                yield from _unknown(("split", old, "into", number), new, fields)
                if new in fields and fields[new].kind not in TEXTS:
                    yield (
                        ("split", old, "into", number),
                        FaultText("split-to-text", {"name": new, "type": fields[new].kind}),
                    )
        for new in self.defaults:
            yield from _unknown(("defaults", new), new, fields)

    def old_faults(self, fields: Mapping[str, Field]) -> Iterator[LocatedFault]:
        """The faults with respect to the published version that it comes from."""
        for key, ids in (("renamed", self.renamed), ("split", self.split)):
            for old in ids:
                yield from _unknown((key, old), old, fields, "unknown-old-field", version=self.from_)

    def layout(self) -> MigrationLayout:
        """The migration as in the compiled definition."""
        split: dict[str, SplitLayout] = {old: {"into": list(cut.into), "at": cut.at} for old, cut in self.split.items()}
        return {"from": self.from_, "renamed": self.renamed, "split": split, "defaults": self.defaults}


def _unknown(
    path: YamlPath, id: str, fields: Mapping[str, Field], key: str = "unknown-field", **values: object
) -> Iterator[LocatedFault]:
    if id not in fields:
        yield path, FaultText(key, {"name": id, "known": ", ".join(fields), **values}, suggestion=nearest(id, fields))
