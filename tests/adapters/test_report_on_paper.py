"""The evaluators' report on paper, whole: judged by a checker of PDF/UA-1 that is not ours, and by its claims of PDF/A."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from local.fasit.pdf_check import fault
from shared.adapters.pdf import pdf
from shared.adapters.rates_file import read_rates
from shared.domain.evaluation.changes import Changes, LiveVersion
from shared.domain.evaluation.consumption import Usage, allotments, monthly_bill, unknown_meters
from shared.domain.evaluation.effect import EVERY_APP, Effect, Spread
from shared.domain.evaluation.effect_report import BeforeFigure, EffectRecord
from shared.domain.evaluation.maintenance import Maintenance
from shared.domain.evaluation.periods import month_of
from shared.domain.evaluation.report import UptimeReport
from shared.domain.evaluation.report_document import report_document
from shared.domain.evaluation.resource_sections import resource_sections
from shared.domain.evaluation.resource_tables import CostsOfMonth, Resources
from shared.domain.evaluation.survey import SurveyFigure, SurveyFigures
from tests.adapters.paper import broken_rules, irregular_tables, tags, texts
from tests.domain.evaluation.test_report_files import CAUSES, report
from tests.examples import NOW

__all__ = ("report",)

TAKEN = Spread(160, 31, 60)
EFFECT = Effect(160, Spread(160, 12, 95), Spread(158, 14, 140), 160, 153, 2, 1, 1400, 1260, 61, 4, TAKEN, TAKEN, TAKEN)


def resources() -> Resources:
    """A quarter with everything in it: an estimate in which meters are unknown, effect, opinions, changes, hours and before."""
    month, rates = month_of(2026, 11), read_rates().rates
    usage = [Usage("queue-messages", Decimal(123_456)), Usage("gateway-unit-months", Decimal(1))]
    parts = allotments(monthly_bill(month, usage, rates), usage, {"virksomhedsbesoeg": 120, "kandidat": 40})
    return Resources(
        [CostsOfMonth(month, False, parts, unknown_meters(month, usage, rates))],
        EffectRecord(
            {EVERY_APP: EFFECT, "virksomhedsbesoeg": replace(EFFECT, registrations=120)},
            Maintenance(2, 135, {"support": 135}, {"platform": 135}, 0, 1),
            NOW,
        ),
        [BeforeFigure("i", "Et interview", 40, "klik", "STAR, maj 2024", "Eva Evaluator", NOW)],
        SurveyFigures("counted", [SurveyFigure("", 12, Decimal("4.2"), Decimal("4.5"), 84)], ["kandidat"]),
        Changes((), (LiveVersion("virksomhedsbesoeg", 3, NOW, 17),)),
        {"virksomhedsbesoeg": {"da": "Registrering ved virksomhedsbesøg", "en": "Company visit"}},
    )


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("da", ("Ikke talt med, fordi det ikke kunne aflæses:", "Lagerplads", "Logs", "3602,87", "1200,96", "40 klik")),
        ("en", ("Not counted, since it could not be read:", "Storage capacity", "Logs", "40 klik")),
    ],
)
async def test_the_whole_report_is_tagged_archivable_and_says_what_is_unknown(
    report: UptimeReport, language: str, expected: tuple[str, ...], tmp_path: Path
) -> None:
    paper = await pdf(report_document(report, CAUSES, language, resources=resource_sections(resources(), language)))
    assert broken_rules(paper, tmp_path) == []
    assert irregular_tables(paper) == []
    assert fault(paper) == ""
    assert {"/H1", "/Table", "/TH"} <= set(tags(paper))
    words = " ".join(texts(paper))
    assert [text for text in expected if text not in words] == []
    assert ("virksomhedsbesoeg" in words, "kandidat" in words) == (False, True), (
        "an app is named by its title, if it has one"
    )
