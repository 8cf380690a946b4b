"""What the doctor says of the month's meters."""

from __future__ import annotations

from typing import Any

import pytest

from ops.doctor import inside
from ops.doctor.diagnoses import Level
from ops.doctor.instance import Instance
from tests.ops.test_doctor_findings import Crooked, codes, crooked

__all__ = ("crooked",)

pytestmark = pytest.mark.starts


@pytest.mark.parametrize(
    ("answer", "levels"),
    [
        ((200, {"months": [{"unknown": []}]}), {"meters.known": Level.OK}),
        ((200, {"months": [{"unknown": ["logs-gb", "egress-gb"]}]}), {"meters.unknown": Level.CARE}),
        ((503, {}), {"meters.unseen": Level.UNSEEN}),
        # Of an operator who is no evaluator.
        ((403, {}), {}),
    ],
)
def test_a_meter_that_nobody_can_read_is_told_all_day(
    crooked: tuple[Crooked, Instance], answer: tuple[int, Any], levels: dict[str, Level]
) -> None:
    crooked[0].consumption = answer
    assert codes(inside.meters(crooked[1])) == levels
