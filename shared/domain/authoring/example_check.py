"""The example of a definition, judged as the server judges answers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from shared.domain.access.person import Person
from shared.domain.calendar import is_date_time
from shared.domain.compiling.compiled_fields import LocatedFault
from shared.domain.definition.compiled_definition import Compiled
from shared.domain.expressions.evaluation_context import EvaluationContext
from shared.domain.source.faults import FaultText
from shared.texts import field_fault

PERSON = Person(key="0" * 32, name="Kim Konsulent", cvr="64942212")
"""Who answers examples."""


def example_faults(compiled: Compiled, example: dict[str, Any], at: str) -> Iterator[LocatedFault]:
    """Each fault of the example, with the path to it in the definition."""
    if not is_date_time(at):
        yield ("example_at",), FaultText("no-such-moment", {"value": at})
        return
    context = EvaluationContext.at(datetime.fromisoformat(at), PERSON)
    for fault in compiled.validator.faults(example, context):
        path = tuple(int(part) if part.isdigit() else part for part in fault.path.split("/")[1:])
        label = fault.label.get("da") or fault.path
        reason = fault.message.get("da") or field_fault(fault.code, "da", label, fault.limit_in("da"))
        yield ("example", *path), FaultText("bad-example", {"path": fault.path, "reason": reason})
