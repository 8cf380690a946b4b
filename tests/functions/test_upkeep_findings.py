"""What targets were found to have names persons, and is not kept for ever."""

from __future__ import annotations

from datetime import timedelta

from shared import wired_instance
from shared.domain.ports import Checked, Finding
from shared.domain.text.time_format import danish_clock
from shared.domain.timers import UPKEEP
from shared.services.fold_samples import KEPT_DAYS
from tests.examples import KAREN, NOW, registration
from tests.functions.edge import Edge


async def test_upkeep_deletes_findings_as_old_as_the_samples_that_it_deletes(edge: Edge) -> None:
    today, findings = danish_clock(NOW).date(), edge.context.findings
    recent, old = (today - timedelta(days=KEPT_DAYS + more) for more in (0, 1))
    for day in (recent, old):
        await findings.note("fasit-documents", day, Checked(registration(KAREN).key, Finding.THERE, NOW))
    await wired_instance.timed_work(UPKEEP, by_hand=True).steps["samples"]()
    assert [day async for day, _ in findings.between("fasit-documents", old, today)] == [recent]
