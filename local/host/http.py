"""Converts requests and responses between the client and the handler, as the host and the worker do."""

from __future__ import annotations

import logging
import os
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web
from azure.functions.http import HttpRequest, HttpResponseConverter
from multidict import CIMultiDict

from local.host.cookies import rewritten
from local.host.functions import Function

log = logging.getLogger("host")

_MOST_HEADERS, _MOST_HEADER_BYTES = 100, 32 * 1024
_NO_BODY = frozenset({204, 205, 304})


def body_limit() -> int:
    """The longest body in bytes. A longer one is answered with a 500, not a 413."""
    return int(os.environ.get("FUNCTIONS_REQUEST_BODY_SIZE_LIMIT", "104857600"))


def refusal(request: web.Request) -> web.Response | None:
    """The error that Kestrel answers by itself: 431 for more than 100 header lines or 32 KiB of headers, 400 for a header that is
    not UTF-8."""
    lines = request.raw_headers
    if len(lines) > _MOST_HEADERS or sum(len(name) + len(value) + 4 for name, value in lines) > _MOST_HEADER_BYTES:
        return web.Response(status=431, headers={"Server": "Kestrel"})
    try:
        for _, value in lines:
            value.decode()
    except UnicodeDecodeError:
        return web.Response(status=400, headers={"Server": "Kestrel"})
    return None


async def to_function(request: web.Request, values: dict[str, str], base: str) -> HttpRequest:
    """The request as the handler gets it. `values`: the route's; `base`: scheme and host. Without a Content-Length the body is
    empty, as in Azure."""
    body = await request.read() if request.headers.get("Content-Length") else b""
    headers: dict[str, str] = {}
    for name, value in request.headers.items():
        lower = name.lower()
        headers[lower] = f"{headers[lower]},{value}" if lower in headers else value
    peer = request.transport.get_extra_info("peername") if request.transport else None
    address = f"{peer[0]}:{peer[1]}" if peer else "127.0.0.1:0"
    forwarded = headers.get("x-forwarded-for")
    headers |= {
        "x-forwarded-for": f"{forwarded}, {address}" if forwarded else address,
        "client-ip": address,
        "x-forwarded-proto": headers.get("x-forwarded-proto", "http"),
        "disguised-host": request.host,
    }
    return HttpRequest(
        request.method,
        f"{base}{request.raw_path}",
        headers=headers,
        params=_params(request.raw_path.partition("?")[2]),
        route_params=values,
        body_type="bytes",
        body=body,
    )


def _params(query: str) -> dict[str, str]:
    """The query parameters: names are merged ignoring case under their first spelling, values joined with a comma, and a single
    empty value is dropped."""
    spelling: dict[str, str] = {}
    merged: dict[str, list[str]] = {}
    for name, value in parse_qsl(query, keep_blank_values=True):
        merged.setdefault(spelling.setdefault(name.lower(), name), []).append(value)
    return {name: ",".join(values) for name, values in merged.items() if values != [""]}


async def respond(request: web.Request, function: Function, returned: Any, fixed_cookies: bool) -> web.StreamResponse:
    """Send the handler's answer to the client. Raises for whatever the host turns into a 500."""
    datum = HttpResponseConverter.encode(returned, expected_type=None)
    if datum.type != "http":
        return await _sent(
            request, 200, CIMultiDict({"Content-Type": "text/plain; charset=utf-8"}), str(returned).encode()
        )
    number = datum.value["status_code"].value
    status = int(number) if number.isdigit() else 200  # The host reads a status that is no whole number as 200.
    headers: CIMultiDict[str] = CIMultiDict()
    for name, value in datum.value["headers"].items():
        if name not in headers:
            text = str(value.value)
            if not text.isascii() or not text.isprintable():
                raise ValueError(f"{function.name}: the header {name} holds more than printable ASCII")
            headers[name] = text
    for cookie in rewritten(datum.value["cookies"], fixed_cookies):
        headers.add("Set-Cookie", cookie)
    return await _sent(request, status, headers, datum.value["body"].value)


async def _sent(request: web.Request, status: int, headers: CIMultiDict[str], body: bytes) -> web.StreamResponse:
    headers.setdefault("Server", "Kestrel")
    if body and request.method != "HEAD" and status not in _NO_BODY:
        chunked = web.Response(status=status, headers=headers, body=body)
        chunked.enable_chunked_encoding()
        await chunked.prepare(request)
        await chunked.write_eof()
        return chunked
    response = web.StreamResponse(status=status, headers=headers)
    if status in _NO_BODY:
        if body:
            # The headers are sent before the body is refused, so the client sees a broken connection.
            await response.prepare(request)
            if request.transport:
                request.transport.close()
            return response
        await response.prepare(request)
        await response.write_eof()
        return response
    response.content_length = 0
    await response.prepare(request)
    await response.write_eof()
    return response
