"""Examines what anybody can reach: the public address, its certificate and clock, the cookies, the functions' own address."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
import socket
import ssl
from typing import Any
from urllib.parse import urlsplit

import httpx

from ops.doctor.broker import first_page
from ops.doctor.diagnoses import Diagnosis, Duration, care, ok, unseen, wrong
from ops.doctor.instance import PATIENCE, Instance

MAX_CLOCK_SKEW = 60
"""Seconds; the same leeway that a token's times are checked with."""
EARLY = 21
"""Days before the TLS certificate expires from which on it is reported."""


def front_door(instance: Instance) -> Iterator[Diagnosis]:
    """The diagnoses on the public address: the page, the clock, and whether the functions behind it are alive and ready."""
    try:
        page = instance.get("/")
    except httpx.HTTPError as error:
        yield wrong("front.unreachable", url=instance.url, error=type(error).__name__)
        return
    if page.status_code >= 500:
        yield wrong("front.failing", url=instance.url, status=page.status_code)
    else:
        yield ok("front.answers", url=instance.url, milliseconds=round(page.elapsed.total_seconds() * 1000))
    yield from _clock(page)
    yield from _alive(instance)


def _clock(page: httpx.Response) -> Iterator[Diagnosis]:
    if "date" not in page.headers:
        return
    skew = round(abs((datetime.now(UTC) - parsedate_to_datetime(page.headers["date"])).total_seconds()))
    yield care("clock.skew", seconds=skew) if skew > MAX_CLOCK_SKEW else ok("clock.right", seconds=skew)


def _alive(instance: Instance) -> Iterator[Diagnosis]:
    try:
        live, ready = instance.get("/api/health/live"), instance.get("/api/health/ready")
    except httpx.HTTPError as error:
        yield wrong("functions.unreachable", error=type(error).__name__)
        return
    if live.status_code == 404 or "json" not in live.headers.get("content-type", ""):
        yield wrong("functions.none")
    elif live.status_code != 200:
        yield wrong("functions.failing", status=live.status_code)
    elif ready.status_code == 200:
        yield ok("ready.yes")
    elif checks := _member(ready, "checks"):
        yield wrong("ready.no", down=", ".join(name for name, up in checks.items() if not up))
    else:
        yield wrong("ready.refused", status=ready.status_code, told=_member(ready, "detail") or "")


def tls(instance: Instance) -> Iterator[Diagnosis]:
    """The diagnoses on the public address's certificate."""
    address = urlsplit(instance.url)
    if address.scheme != "https":
        if not instance.local:
            yield wrong("tls.none", url=instance.url)
        return
    host = str(address.hostname)
    try:
        with (
            socket.create_connection((host, address.port or 443), PATIENCE) as plain,
            ssl.create_default_context().wrap_socket(plain, server_hostname=host) as secure,
        ):
            ends = str((secure.getpeercert() or {})["notAfter"])
    except ssl.SSLCertVerificationError as error:
        yield wrong("tls.refused", host=host, error=error.verify_message)
        return
    except OSError as error:
        yield unseen("tls.unseen", host=host, error=type(error).__name__)
        return
    day = datetime.fromtimestamp(ssl.cert_time_to_seconds(ends), UTC)
    yield _dated("tls", day, host)


def _dated(stem: str, day: datetime, host: str) -> Diagnosis:
    days = (day - datetime.now(UTC)).days
    values: dict[str, object] = {"day": f"{day:%Y-%m-%d}", "left": Duration(days, "day"), "host": host}
    return ok(f"{stem}.good", **values) if days >= EARLY else care(f"{stem}.ends", **values)


def cookies(instance: Instance) -> Iterator[Diagnosis]:
    """The diagnoses on a sign-in's beginning: its cookies as the browser gets them, and the broker's first page."""
    try:
        begun = instance.get("/api/auth/login?next=/")
    except httpx.HTTPError:
        return
    if begun.status_code != 302:
        yield wrong("sign-in.broken", status=begun.status_code, told=_member(begun, "detail") or "")
        return
    yield ok("sign-in.begins", host=urlsplit(begun.headers["location"]).hostname)
    headers = begun.headers.get_list("set-cookie")
    if len(headers) != 1:
        yield wrong("cookies.number", number=len(headers))
    for cookie in headers:
        yield from _cookie(cookie, instance)
    yield from first_page(instance, begun.headers["location"])


def _member(answer: httpx.Response, name: str) -> Any:
    """A member of an answer in JSON; None for any other answer, such as a proxy's page."""
    try:
        return answer.json()[name]
    except (ValueError, KeyError, TypeError):
        return None


def _cookie(cookie: str, instance: Instance) -> Iterator[Diagnosis]:
    pair, *parts = cookie.split(";")
    name = pair.partition("=")[0].strip()
    attributes = {key.strip().lower(): value.strip() for key, _, value in (part.partition("=") for part in parts)}
    faults = [
        fault
        for fault, holds in (
            ("Secure", "secure" in attributes),
            ("HttpOnly", "httponly" in attributes),
            ("SameSite=Lax", attributes.get("samesite", "").lower() == "lax"),
            ("Path=/", attributes.get("path") == "/"),
            ("Max-Age", attributes.get("max-age", "").isdigit()),
        )
        if not holds
    ]
    if faults:
        yield wrong("cookies.lacking", name=name, faults=", ".join(faults))
    if attributes.get("domain"):
        yield wrong("cookies.domain", name=name, domain=attributes["domain"])
    elif "domain" in attributes and not instance.local:
        yield care("cookies.empty-domain", name=name)
    if not name.startswith(("__Host-", "__Secure-")):
        yield wrong("cookies.name", name=name)
    elif not faults and not attributes.get("domain"):
        yield ok("cookies.good", name=name)


def _resolves(url: str) -> bool:
    """Whether the host name has an address: a misspelt one would otherwise look like one that refuses callers."""
    try:
        socket.getaddrinfo(urlsplit(url).hostname, None)
    except OSError:
        return False
    return True


def functions_answer(diagnoses: Iterable[Diagnosis]) -> bool:
    """Whether the front door's diagnoses say that the functions behind it run."""
    return any(diagnosis.code in ("ready.yes", "ready.no", "ready.refused") for diagnosis in diagnoses)


def past_the_gateway(instance: Instance, run: bool = True) -> Iterator[Diagnosis]:
    """The diagnoses on the functions' own address, which must refuse every caller but the gateway. Functions that do not `run` do
    not answer there either, which says nothing."""
    if not instance.direct:
        yield unseen("direct.unknown")
        return
    if not _resolves(instance.direct):
        yield unseen("direct.nowhere", url=instance.direct)
        return
    for headers in ({}, {"Authorization": "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJkb2N0b3IifQ."}):
        try:
            answer = instance.client.get(f"{instance.direct}/api/health/ready", headers=headers)
        except httpx.HTTPError:
            closed = run and not instance.local
            yield ok("direct.closed", url=instance.direct) if closed else unseen("direct.unseen", url=instance.direct)
            return
        if answer.status_code not in (401, 403):
            open_ = answer.status_code in (200, 503)
            diagnosis = ok("direct.local") if instance.local and open_ else wrong("direct.open", url=instance.direct)
            yield diagnosis if open_ else wrong("direct.odd", url=instance.direct, status=answer.status_code)
            return
    yield ok("direct.refused", url=instance.direct)
