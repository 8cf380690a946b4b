"""Validates a definition's example as the server validates answers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from shared.domain.access.person import Person
from shared.domain.calendar import is_date_time
from shared.domain.compiling.compiled_fields import LocatedFault
from shared.domain.definition.compiled_definition import Compiled
from shared.domain.definition.definition import EXAMPLE_AT
from shared.domain.expressions.evaluation_context import EvaluationContext
from shared.domain.problems import FieldError
from shared.domain.source.faults import FaultText
from shared.texts import field_fault

PERSON = Person(key="0" * 32, name="Kim Konsulent", cvr="64942212")
"""The person who answers examples."""

_BY_OTHERS = frozenset({"required", "not-relevant", "invalid", "not-uploaded"})
"""Faults that depend on the other answers of the form, not on the answer alone."""


def example_faults(compiled: Compiled, example: dict[str, Any], at: str) -> Iterator[LocatedFault]:
    """Each fault of the example, with its path in the definition."""
    if not is_date_time(at):
        yield ("example_at",), FaultText("no-such-moment", {"value": at})
        return
    context = EvaluationContext.at(datetime.fromisoformat(at), PERSON)
    for fault in compiled.validator.faults(example, context):
        path = tuple(int(part) if part.isdigit() else part for part in fault.path.split("/")[1:])
        yield ("example", *path), FaultText("bad-example", {"path": fault.path, "reason": _reason(fault)})


def put_in_faults(compiled: Compiled) -> Iterator[LocatedFault]:
    """Values that `migrates` puts into drafts although the field cannot hold them: those drafts could never be sent."""
    definition = compiled.definition
    context = EvaluationContext.at(datetime.fromisoformat(EXAMPLE_AT), PERSON)
    for number, migration in enumerate(definition.migrates):
        for id, value in migration.defaults.items():
            faults = compiled.validator.faults({id: value}, context)
            own_faults = [
                fault for fault in faults if fault.path.split("/")[1:2] == [id] and fault.code not in _BY_OTHERS
            ]
            for fault in own_faults[:1]:
                texts = {"name": id, "value": str(value), "reason": _reason(fault)}
                yield ("migrates", number, "defaults", id), FaultText("bad-put-in", texts)


def _reason(fault: FieldError) -> str:
    label = fault.label.get("da") or fault.path
    return fault.message.get("da") or field_fault(fault.code, "da", label, fault.limit_in("da"))
