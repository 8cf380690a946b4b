"""The figures of effect and maintenance, against a quarter worked out by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from shared.adapters.memory.evaluation import MemoryEffects
from shared.domain.delivery import Delivery
from shared.domain.delivery_status import Status
from shared.domain.evaluation.effect import EVERY_APP, Effect, Spread
from shared.domain.evaluation.maintenance import Maintenance
from shared.domain.evaluation.periods import month_of, quarter_of
from shared.services.calculate_effect import calculate_effects, moving_periods
from tests.dependencies import MemoryParts
from tests.examples import MEHMET, VISIT, registration, uuid7

MINUTE = timedelta(minutes=1)
OCTOBER, NOVEMBER, QUARTER = month_of(2026, 10), month_of(2026, 11), quarter_of(2026, 4)


def visited(
    at: datetime, begun: int, accepted: int, delivered: int | None, company: str = "64942212", **changes: Any
) -> Any:
    """A visit at a moment, begun, accepted and delivered so many minutes after it."""
    answers = {**VISIT, "cvr": company, "besoegstidspunkt": at.isoformat()}
    came, status = at + accepted * MINUTE, Status.RECEIVED if delivered is None else Status.DELIVERED
    settled = came if delivered is None else at + delivered * MINUTE
    delivery = Delivery(target="fasit-documents", status=changes.pop("status", status), status_at=settled)
    facts = {"status": delivery.status, "deliveries": (delivery,), "id": uuid7(at + begun * MINUTE), **changes}
    return registration(at=came, **{"answers": answers, **facts})


def hours(day: str, came: datetime, *work: tuple[str, int], **answers: Any) -> Any:
    facts = {
        "dato": day,
        "system": "platform",
        "aktiviteter": [{"slags": kind, "tid": minutes, "tekst": "x"} for kind, minutes in work],
        "uvarslet": False,
        **answers,
    }
    return registration(at=came, app="vedligeholdelsestimer", answers=facts)


async def effects_of(parts: MemoryParts, *registrations: Any) -> MemoryEffects:
    for stored in registrations:
        await parts.registrations.add(stored)
    records = MemoryEffects()
    await calculate_effects([OCTOBER, NOVEMBER, QUARTER], parts.dependencies, records, "vedligeholdelsestimer")
    return records


def at(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


async def test_a_quarter_worked_out_by_hand() -> None:
    """
    | visit (UTC)   | begun | accepted | in Fasit | company  | what more                   |
    |---------------|-------|----------|----------|----------|-----------------------------|
    | 5 Oct 09:00   | +0    | +12      | +13      | 64942212 |                             |
    | 6 Oct 09:00   | +60   | +65      | +70      | 64942212 | same company, in the month  |
    | 31 Oct 22:30  | +20   | +40      | +41      | 25313763 | accepted on 1 Nov in Denmark|
    | 9 Nov 10:00   | +61   | +90      | –        | 25313763 | refused                     |
    | 10 Nov 10:00  | +5    | +10      | +2890    | 10150817 | corrected; came again       |

    Of the quarter: to accepted 10, 12, 40, 65, 90: the third is 40, the fifth (nine tenths of 5, rounded up) 90. To Fasit 13, 41,
    70, 2890: the second is 41, the fourth 2890. At the visit: +0, +60, +20 and +5, but not +61.
    """
    again = visited(at(11, 10, 10), 5, 10, 2890, "10150817", revision=2)
    parts = MemoryParts()
    await parts.repeats.note(again.id, date(2026, 11, 10))
    records = await effects_of(
        parts,
        visited(at(10, 5, 9), 0, 12, 13),
        visited(at(10, 6, 9), 60, 65, 70, person=MEHMET),
        visited(at(10, 31, 22, 30), 20, 40, 41, "25313763"),
        visited(at(11, 9, 10), 61, 90, None, "25313763", status=Status.REFUSED),
        again,
        registration(at=at(11, 11, 10), app="virksomhedsbesoeg_kladde"),
        registration(at=at(9, 30, 21)),
    )
    quarter = records.periods["2026-4"].by_app
    assert set(quarter) == {EVERY_APP, "virksomhedsbesoeg"}
    counted = quarter[EVERY_APP]
    assert counted == quarter["virksomhedsbesoeg"]
    assert (counted.registrations, counted.dated, counted.at_visit) == (5, 5, 4)
    assert counted.to_accepted == Spread(5, 40, 90)
    assert counted.to_case_system == Spread(4, 41, 2890)
    assert (counted.corrected, counted.refused, counted.repeats_avoided) == (1, 1, 1)
    assert counted.companies == 3
    october, november = (records.periods[name].by_app[EVERY_APP] for name in ("2026-10", "2026-11"))
    assert (october.registrations, october.companies, october.to_accepted) == (2, 1, Spread(2, 12, 65))
    assert (november.registrations, november.companies, november.repeats_avoided) == (3, 2, 1)


async def test_a_company_that_two_apps_reached_is_one_of_all_together() -> None:
    other = registration(at=at(11, 10, 10), app="rekrutteringsanmodning", version=1, answers={"cvr": "64942212"})
    records = await effects_of(MemoryParts(), visited(at(11, 9, 10), 0, 10, 11), other)
    companies = {app: effect.companies for app, effect in records.periods["2026-11"].by_app.items()}
    assert companies == {EVERY_APP: 1, "rekrutteringsanmodning": 1, "virksomhedsbesoeg": 1}


async def test_completeness_counts_the_questions_that_the_form_showed() -> None:
    """The purposes of somebody met (topics, contact persons) are asked in the first and not in the second."""
    met = visited(at(11, 9, 10), 0, 10, 11)
    unmet = {name: value for name, value in VISIT.items() if name not in ("kontaktpersoner", "emner", "behov", "notat")}
    alone = visited(at(11, 9, 11), 0, 10, 11, answers={**unmet, "moedtNogen": False})
    questions = [
        (await effects_of(MemoryParts(), registration)).periods["2026-11"].by_app[EVERY_APP].asked
        for registration in (met, alone)
    ]
    assert questions[0] > questions[1]
    without = {name: value for name, value in met.answers.items() if name != "notat"}
    first, second = [
        (await effects_of(MemoryParts(), visit)).periods["2026-11"].by_app[EVERY_APP]
        for visit in (met, met.model_copy(update={"answers": without}))
    ]
    assert first.asked == second.asked
    assert first.answered == second.answered + 1


async def test_one_whose_definition_is_gone_is_counted_without_its_answers() -> None:
    gone = registration(at=at(11, 9, 10), app="nedlagt")
    counted = (await effects_of(MemoryParts(), gone)).periods["2026-11"].by_app["nedlagt"]
    assert counted == Effect(registrations=1)


async def test_hours_count_on_the_day_of_the_work() -> None:
    records = await effects_of(
        MemoryParts(),
        hours("2026-10-31", at(11, 3, 9), ("support", 40), ("drift", 20)),
        hours(
            "2026-11-02", at(11, 3, 9), ("support", 15), system="app", app="Kandidatbank", udgift=213_750, uvarslet=True
        ),
    )
    assert records.periods["2026-10"].maintenance == Maintenance(
        1, 60, {"drift": 20, "support": 40}, {"platform": 60}, 0, 0
    )
    assert records.periods["2026-4"].maintenance == Maintenance(
        2, 75, {"drift": 20, "support": 55}, {"Kandidatbank": 15, "platform": 60}, 213_750, 1
    )


@pytest.mark.parametrize(
    ("now", "names"),
    [
        (at(11, 23, 13), ["2026-10", "2026-11", "2026-4"]),
        (at(10, 2, 2), ["2026-09", "2026-10", "2026-3", "2026-4"]),
        (at(10, 31, 23, 30), ["2026-10", "2026-11", "2026-4"]),
        (datetime(2027, 1, 31, 12, tzinfo=UTC), ["2026-12", "2027-01", "2026-4", "2027-1"]),
    ],
)
def test_what_may_still_change_is_reckoned_again(now: datetime, names: list[str]) -> None:
    assert [period.name for period in moving_periods(now)] == names
