"""Lays out what the trial costs, and what it does for people, as tables for a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from shared.domain.evaluation.changes import Changes
from shared.domain.evaluation.consumption import Allotment
from shared.domain.evaluation.effect import EVERY_APP, Effect
from shared.domain.evaluation.effect_report import BeforeFigure, EffectRecord
from shared.domain.evaluation.maintenance import Maintenance
from shared.domain.evaluation.periods import Period
from shared.domain.evaluation.survey import SurveyFigures
from shared.domain.fields.base import Column
from shared.domain.output.export_tables import Export, Row, Table
from shared.domain.text.localized_text import InLanguages, LocalizedText
from shared.domain.text.time_format import danish_clock
from shared.texts import evaluation_text as text


@dataclass(frozen=True, slots=True)
class CostsOfMonth:
    """The apps' shares of a month's charges. `billed`: whether they are from a bill; `unknown`: the meters that an estimate does
    not count, since they could not be read; `unpriced`: since they have no price."""

    month: Period
    billed: bool
    parts: Sequence[Allotment]
    unknown: Sequence[str] = ()
    unpriced: Sequence[str] = ()


Costs = Sequence[CostsOfMonth]


@dataclass(frozen=True, slots=True)
class Resources:
    """What a period cost and did; `effect_record`: None where its effect was not calculated; `titles`: those of the apps that are
    served, by app."""

    costs: Costs
    effect_record: EffectRecord | None
    before: Sequence[BeforeFigure]
    opinions: SurveyFigures
    changes: Changes
    titles: Mapping[str, InLanguages] = field(default_factory=dict)


def resource_tables(period: Period, resources: Resources, language: str) -> Export:
    """The tables `consumption`, `effect`, `survey`, `changes`, `maintenance` and `before` of a period."""
    costs, record = resources.costs, resources.effect_record
    tables = [
        _table("consumption", ("month", "basis", "meter", "unit", "app", "consumed", "cost"), _costs(costs, language)),
        _table("effect", ("app", *_EFFECT), _effects(record, language)),
        _table("survey", ("app", "answers", "needs", "easy", "score"), _opinions(resources.opinions, language)),
        _table("changes", ("change", "form", "name", "at", "days"), _changes(resources.changes, language)),
        _table(
            "maintenance", ("work", "name", "minutes"), _hours(record.maintenance, language) if record else iter(())
        ),
        _table("before", ("task", "value", "unit", "source"), _before(resources.before)),
    ]
    return Export(f"ressourcer-{period.name}", language, tables, ())


_EFFECT = (
    *("registrations", "accepted_median", "accepted_ninetieth", "delivered_median", "delivered_ninetieth", "dated"),
    *("at_visit", "corrected", "refused", "asked", "answered", "companies", "repeats_avoided"),
    *("counted", "taps_median", "keys_median", "in_form_median"),
)


def _table(name: str, ids: tuple[str, ...], rows: Iterator[Row]) -> Table:
    return Table(name, {id: Column(id, _label(f"{name}.{id}")) for id in ids}, list(rows))


def _label(key: str) -> LocalizedText:
    return LocalizedText(da=text(key, "da"), en=text(key, "en"))


def _costs(costs: Costs, language: str) -> Iterator[Row]:
    for costs_of in costs:
        month = costs_of.month.name
        for part in costs_of.parts:
            yield {
                "month": month,
                "basis": text("consumption.bill" if costs_of.billed else "consumption.rates", language),
                "meter": part.charge.rate.meter,
                "unit": part.charge.rate.unit,
                "app": part.app,
                "consumed": float(part.consumed.quantize(Decimal("0.001"))),
                "cost": float(part.cost),
            }
        for meter in costs_of.unknown:
            yield {"month": month, "basis": text("consumption.none", language), "meter": meter}


def _effects(record: EffectRecord | None, language: str) -> Iterator[Row]:
    for app, effect in sorted(record.by_app.items()) if record else ():
        yield {"app": app if app != EVERY_APP else text("effect.all", language), **_figures(effect)}


def _figures(effect: Effect) -> Row:
    return {
        "registrations": effect.registrations,
        "accepted_median": effect.to_accepted.median,
        "accepted_ninetieth": effect.to_accepted.ninetieth,
        "delivered_median": effect.to_case_system.median,
        "delivered_ninetieth": effect.to_case_system.ninetieth,
        "dated": effect.dated,
        "at_visit": effect.at_visit,
        "corrected": effect.corrected,
        "refused": effect.refused,
        "asked": effect.asked,
        "answered": effect.answered,
        "companies": effect.companies,
        "repeats_avoided": effect.repeats_avoided,
        "counted": effect.taps.count,
        "taps_median": effect.taps.median,
        "keys_median": effect.keys.median,
        "in_form_median": effect.in_form.median,
    }


def _opinions(opinions: SurveyFigures, language: str) -> Iterator[Row]:
    for figure in opinions.figures:
        yield {
            "app": figure.app or text("effect.all", language),
            "answers": figure.answers,
            "needs": float(figure.needs),
            "easy": float(figure.easy),
            "score": figure.score,
        }


def _changes(changes: Changes, language: str) -> Iterator[Row]:
    for release in changes.releases:
        yield {"change": text("changes.release", language), "name": release.name, "at": danish_clock(release.at)}
    for live in changes.versions:
        change = text("changes.version", language)
        yield {
            "change": change,
            "form": live.app,
            "name": str(live.version),
            "at": danish_clock(live.at),
            "days": live.days,
        }


def _hours(hours: Maintenance, language: str) -> Iterator[Row]:
    for work, minutes in (("kind", hours.by_kind), ("system", hours.by_system)):
        for name, count in minutes.items():
            yield {"work": text(f"maintenance.{work}", language), "name": name, "minutes": count}


def _before(before: Sequence[BeforeFigure]) -> Iterator[Row]:
    for figure in before:
        yield {"task": figure.task, "value": figure.value, "unit": figure.unit, "source": figure.source}
