"""Lays out what the trial costs and what it does for people as sections of the report's document."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import partial

from shared.domain.document import Line, Part, Section
from shared.domain.evaluation.changes import Changes
from shared.domain.evaluation.consumption import split_sums
from shared.domain.evaluation.effect import EVERY_APP, Effect, Spread
from shared.domain.evaluation.maintenance import Maintenance
from shared.domain.evaluation.report_document import items_table
from shared.domain.evaluation.resource_tables import Costs, Resources
from shared.domain.evaluation.survey import SurveyFigures
from shared.domain.text.localized_text import InLanguages
from shared.domain.text.time_format import danish_time
from shared.texts import evaluation_text as text

AppName = Callable[[str], str]
"""An app's title by its name."""


def resource_sections(resources: Resources, language: str) -> tuple[Section, ...]:
    """The sections on effect, opinions, the figures of before and now, cost and hours. What is unknown is said to be."""
    costs, record = resources.costs, resources.effect_record
    named = partial(_app_name, resources.titles, language)
    effect = record.by_app.get(EVERY_APP) if record else None
    none = Line(label=text("page.effect", language), text=text("page.effect.none", language))
    shared = list(_costs(costs, named, language))
    unknown = Line(label=text("consumption", language), text=text("consumption.none", language))
    return (
        Section(
            heading=text("page.effect", language),
            parts=tuple(_effect(effect, language)) if effect is not None else (none,),
        ),
        Section(heading=text("page.survey", language), parts=tuple(_survey(resources.opinions, named, language))),
        *_table_of("page.before", "before.task", list(_before(resources, named, language)), language),
        Section(
            heading=text("consumption", language),
            parts=(
                items_table("", "consumption.month", shared, language) if shared else unknown,
                *_unread(costs, language),
            ),
        ),
        Section(heading=text("page.changes", language), parts=tuple(_changes(resources.changes, named, language))),
        *_table_of(
            "page.hours", "maintenance.name", list(_hours(record.maintenance, language)) if record else [], language
        ),
    )


def _app_name(titles: Mapping[str, InLanguages], language: str, app: str) -> str:
    """The app's title; its name where it is not served any more; that of all apps where it is empty."""
    if app == EVERY_APP:
        return text("effect.all", language)
    title = titles.get(app)
    return (title["en"] if language == "en" else title["da"]) if title else app


def _table_of(heading: str, item: str, rows: Sequence[Sequence[Line]], language: str) -> Iterator[Section]:
    """A section with these rows; none where there are no rows."""
    if rows:
        yield Section(heading=text(heading, language), parts=(items_table("", item, rows, language),))


def _effect(effect: Effect, language: str) -> Iterator[Line]:
    def line(key: str, shown: str) -> Line:
        return Line(label=text(key, language), text=shown)

    yield line("effect.registrations", str(effect.registrations))
    yield line("effect.companies", str(effect.companies))
    yield line("effect.accepted_median", _minutes(effect.to_accepted, "median", language))
    yield line("effect.accepted_ninetieth", _minutes(effect.to_accepted, "ninetieth", language))
    yield line("effect.delivered_median", _minutes(effect.to_case_system, "median", language))
    yield line("effect.delivered_ninetieth", _minutes(effect.to_case_system, "ninetieth", language))
    yield line("effect.at_visit", _share(effect.at_visit, effect.dated, language))
    yield line("page.effect.whole", _share(effect.answered, effect.asked, language))
    yield line("effect.corrected", str(effect.corrected))
    yield line("effect.refused", str(effect.refused))
    yield line("effect.repeats_avoided", str(effect.repeats_avoided))
    if effect.taps.count:
        yield line("effect.counted", str(effect.taps.count))
        yield line("effect.taps_median", str(effect.taps.median))
        yield line("effect.keys_median", str(effect.keys.median))
        yield line("effect.in_form_median", str(effect.in_form.median))


def _minutes(spread: Spread, which: str, language: str) -> str:
    minutes = spread.median if which == "median" else spread.ninetieth
    return text("none", language) if minutes is None else str(minutes)


def _share(part: int, total: int, language: str) -> str:
    if not total:
        return text("none", language)
    percent = text("percent", language, percent=round(100 * part / total))
    return text("page.share", language, percent=percent, part=part, whole=total)


def _survey(opinions: SurveyFigures, named: AppName, language: str) -> Iterator[Part]:
    rows = [
        (
            Line(label=text("survey.app", language), text=named(figure.app)),
            Line(label=text("survey.answers", language), text=str(figure.answers)),
            Line(label=text("survey.needs", language), text=decimal(figure.needs, language, 1)),
            Line(label=text("survey.easy", language), text=decimal(figure.easy, language, 1)),
            Line(label=text("survey.score", language), text=str(figure.score)),
        )
        for figure in opinions.figures
    ]
    if rows:
        yield items_table("", "survey.app", rows, language)
    key = "page.survey.how" if rows else f"page.survey.{opinions.state}"
    yield Line(label=text("page.survey", language), text=text(key, language))


def _before(resources: Resources, named: AppName, language: str) -> Iterator[Sequence[Line]]:
    """What tasks took before, and beside it what the form takes now; neither is included in the other."""
    record = resources.effect_record
    facts = [(figure.task, f"{figure.value} {figure.unit}", figure.source) for figure in resources.before]
    for app, effect in sorted(record.by_app.items()) if record else ():
        if effect.taps.median is not None:
            task = text("before.now", language, app=named(app))
            taken = text("before.now.taken", language, taps=effect.taps.median, keys=effect.keys.median)
            facts.append((task, taken, text("before.now.source", language, count=effect.taps.count)))
    for task, value, source in facts:
        yield (
            Line(label=text("before.task", language), text=task),
            Line(label=text("before.value", language), text=value),
            Line(label=text("before.source", language), text=source),
        )


def _costs(costs: Costs, named: AppName, language: str) -> Iterator[Sequence[Line]]:
    for costs_of in costs:
        basis = text("consumption.bill" if costs_of.billed else "consumption.rates", language)
        for app, cost in split_sums(costs_of.parts).items():
            yield (
                Line(label=text("consumption.month", language), text=costs_of.month.name),
                Line(label=text("consumption.basis", language), text=basis),
                Line(label=text("consumption.app", language), text=named(app)),
                Line(label=text("consumption.cost", language), text=decimal(cost, language)),
            )


def _unread(costs: Costs, language: str) -> Iterator[Line]:
    """For each month the meters that its estimate does not count."""
    for costs_of in costs:
        for key, meters in (("unknown", costs_of.unknown), ("unpriced", costs_of.unpriced)):
            if meters:
                named = "; ".join(_meter(meter, language) for meter in meters)
                yield Line(label=costs_of.month.name, text=text(f"page.costs.{key}", language, meters=named))


def _meter(meter: str, language: str) -> str:
    """The name of a meter; one of a municipality's own rates has none here."""
    try:
        return text(f"meter.{meter}", language)
    except KeyError:
        return meter


def decimal(amount: Decimal, language: str, places: int = 2) -> str:
    """`4832,76` in Danish, `4832.76` in English."""
    shown = f"{amount:.{places}f}"
    return shown.replace(".", ",") if language == "da" else shown


def _changes(changes: Changes, named: AppName, language: str) -> Iterator[Part]:
    yield Line(label=text("changes.releases", language), text=str(len(changes.releases)))
    yield Line(label=text("changes.versions", language), text=str(len(changes.versions)))
    rows = [
        (
            Line(label=text("changes.app", language), text=f"{named(live.app)} {live.version}"),
            Line(label=text("changes.at", language), text=danish_time(live.at, language)),
            Line(
                label=text("changes.days", language),
                text=text("none", language) if live.days is None else str(live.days),
            ),
        )
        for live in changes.versions
    ]
    if rows:
        yield items_table("", "changes.version", rows, language)


def _hours(hours: Maintenance, language: str) -> Iterator[Sequence[Line]]:
    for work, minutes in (("kind", hours.by_kind), ("system", hours.by_system)):
        for name, count in minutes.items():
            yield (
                Line(label=text("maintenance.work", language), text=text(f"maintenance.{work}", language)),
                Line(label=text("maintenance.name", language), text=name),
                Line(label=text("maintenance.minutes", language), text=str(count)),
            )
