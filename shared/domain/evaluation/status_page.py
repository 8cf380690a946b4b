"""Draws the public status page: a single HTML file without scripts, other files or cookies."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from hashlib import sha256
from html import escape

from shared.domain.evaluation.report_document import shown_percent
from shared.domain.evaluation.status import PartStatus, Status
from shared.domain.evaluation.status_bar import DAY_WIDTH, HEIGHT, bar, day_shape
from shared.domain.evaluation.status_style import STYLE
from shared.domain.evaluation.timeline import Uptime, percent
from shared.domain.text.time_format import danish_day, danish_time
from shared.texts import evaluation_text

EVERY_MINUTES = 10
"""The page is written at least this often; an older one shows that nothing is measured any more."""

CSP = (
    f"default-src 'none'; style-src 'sha256-{b64encode(sha256(STYLE.encode()).digest()).decode()}'; "
    "base-uri 'none'; form-action 'none'"
)
"""Content-Security-Policy within the page, by the hash of its own style: the gateway, which is deployed separately, need not know
it."""

_OTHER = {"da": ("en", "/status/en", "In English"), "en": ("da", "/status", "På dansk")}


def status_page(status: Status, language: str) -> str:
    """The page as HTML. The same status gives the same page."""
    title = _html("title", language)
    other, address, name = _OTHER[language]
    head = (
        f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{CSP}">'
        f'<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex">'
        f"<title>{title} – Feltskema</title><style>{STYLE}</style>"
    )
    body = "".join(
        (
            f'<header><p>Feltskema</p><a href="{address}" lang="{other}" hreflang="{other}">{name}</a></header><main>',
            f"<h1>{title}</h1>",
            _standing(status, language),
            *_windows(status, language),
            *_incidents(status, language),
            _section("app", status.app, language),
            _legend(language),
            _section("parts", status.parts, language),
            _section("dependencies", status.dependencies, language),
            f'</main><footer><p class="muted">{_html("how", language)}</p>',
            f'<p><a href="/">{_html("to-app", language)}</a></p></footer>',
        )
    )
    return f'<!doctype html><html lang="{language}"><head>{head}</head><body>{body}</body></html>'


def _standing(status: Status, language: str) -> str:
    """The present state in words: what works, what does not, and what that means for somebody who wants to register."""
    outside = [part for part in status.dependencies if part.state == "down"]
    lines = [f'<p class="say">{_html(f"now.{status.worst}", language)}</p>']
    if status.worst == "down":
        lines.append(f"<p>{_html('now.down.do', language)}</p>")
    if outside:
        names = ", ".join(_name(part.part, language) for part in outside)
        lines.append(f"<p>{_html('now.outside', language, names=names)}</p>")
    made_at = danish_time(status.made_at, language)
    lines.append(f'<p class="muted">{_html("made", language, time=made_at, minutes=EVERY_MINUTES)}</p>')
    return f'<div class="standing {status.worst}">{"".join(lines)}</div>'


def _windows(status: Status, language: str) -> Iterator[str]:
    yield f"<h2>{_html('windows', language)}</h2>"
    if not status.windows:
        yield f"<p>{_html('windows.none', language)}</p>"
        return
    rows = [
        (danish_time(window.start, language), danish_time(window.end, language), window.text)
        for window in status.windows
    ]
    yield _table(_text("windows.caption", language), ("began", "ended", "what"), rows, language)


def _incidents(status: Status, language: str) -> Iterator[str]:
    yield f"<h2>{_html('incidents', language)}</h2>"
    if not status.incidents:
        yield f"<p>{_html('incidents.none', language)}</p>"
        return
    rows = [
        (_name(incident.part, language), danish_time(incident.began, language), _ended(incident.ended, language))
        for incident in status.incidents
    ]
    yield _table(_text("incidents.caption", language), ("part", "began", "ended"), rows, language)


def _ended(ended: datetime | None, language: str) -> str:
    return _text("incidents.open", language) if ended is None else danish_time(ended, language)


def _section(name: str, parts: Sequence[PartStatus], language: str) -> str:
    items = "".join(_part(part, language) for part in parts)
    return f"<section><h2>{_html(f'section.{name}', language)}</h2><ul>{items}</ul></section>" if parts else ""


def _part(part: PartStatus, language: str) -> str:
    name = _name(part.part, language)
    total = _in_words(part.total, language)
    since = f" {_html('since', language, time=danish_time(part.down_since, language))}" if part.down_since else ""
    first, last = (danish_day(day, language) for day in (part.days[0][0], part.days[-1][0]))
    state = _html(f"state.{part.state}", language)
    drawn = bar([uptime for _, uptime in part.days], f"{name}: {total}")
    return (
        f'<li class="{part.state}"><div class="head"><h3>{escape(name)}</h3><strong>{state}{since}</strong></div>{drawn}'
        f'<p class="ends"><span>{first}</span><span>{last}</span></p><p class="sum">{escape(total)}</p>'
        f"{_days(part, name, language)}</li>"
    )


def _in_words(counted: Uptime, language: str) -> str:
    share = shown_percent(percent(counted.share), language)
    return _text(
        "sum", language, share=share, down=_number(counted.down, language), unknown=_number(counted.unknown, language)
    )


def _days(part: PartStatus, name: str, language: str) -> str:
    """The days that were not up throughout, in a table that can be opened; consecutive days that are wholly unknown share one
    row."""
    rows = []
    for first, last, counted in _not_up(part.days):
        shown = danish_day(first, language) + (f" – {danish_day(last, language)}" if last != first else "")
        rows.append((shown, _number(counted.down, language), _number(counted.unknown, language)))
    if not rows:
        return f'<p class="muted">{_html("days.none", language)}</p>'
    caption = _text("days.caption", language, part=name)
    table = _table(caption, ("day", "down", "unknown"), rows, language, numbers=2)
    return f"<details><summary>{_html('days', language)}</summary>{table}</details>"


def _not_up(days: Sequence[tuple[date, Uptime]]) -> Iterator[tuple[date, date, Uptime]]:
    run: tuple[date, date, Uptime] | None = None
    for day, counted in days:
        nothing_known = counted.unknown == counted.operating > 0
        if run and nothing_known:
            run = (run[0], day, Uptime(0, 0, run[2].unknown + counted.unknown))
            continue
        if run:
            yield run
            run = None
        if nothing_known:
            run = (day, day, counted)
        elif counted.down or counted.unknown:
            yield day, day, counted
    if run:
        yield run


def _legend(language: str) -> str:
    samples = {
        "up": Uptime(1440, 0, 0),
        "down": Uptime(1439, 1, 0),
        "partly": Uptime(1439, 0, 1),
        "unknown": Uptime(0, 0, 1440),
    }
    items = "".join(
        f'<li><svg viewBox="0 0 {DAY_WIDTH} {HEIGHT}" aria-hidden="true">{day_shape(counted, 0)}</svg>'
        f"{_html(f'legend.{name}', language)}</li>"
        for name, counted in samples.items()
    )
    return f'<p class="muted">{_html("legend", language)}</p><ul class="legend">{items}</ul>'


def _table(caption: str, columns: Sequence[str], rows: Sequence[Sequence[str]], language: str, numbers: int = 0) -> str:
    """A table whose last `numbers` columns are numbers. It scrolls on its own where it is too wide, by keyboard too."""
    first = len(columns) - numbers

    def kind(place: int) -> str:
        return ' class="n2"' if place >= first else ""

    heads = "".join(
        f'<th scope="col"{kind(place)}>{_html(f"column.{name}", language)}</th>' for place, name in enumerate(columns)
    )
    lines = "".join(
        f"<tr>{''.join(f'<td{kind(place)}>{escape(cell)}</td>' for place, cell in enumerate(row))}</tr>" for row in rows
    )
    label = escape(caption)
    return (
        f'<div class="scroll" tabindex="0" role="group" aria-label="{label}"><table><caption>{label}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{lines}</tbody></table></div>"
    )


def _name(part: str, language: str) -> str:
    for key in (f"part.{part}", f"figure.{part}"):
        try:
            return evaluation_text(key, language)
        except KeyError:
            continue
    return part


def _number(value: int, language: str) -> str:
    return f"{value:,}".replace(",", "." if language == "da" else ",")


def _text(key: str, language: str, **values: object) -> str:
    return evaluation_text(f"status.{key}", language, **values)


def _html(key: str, language: str, **values: object) -> str:
    return escape(_text(key, language, **values), quote=False)
