"""What Azure Storage answers where Azurite never does, in its own words."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from aiohttp import web

from tests.faulty_storage.faults import BUSY, BUSY_INSIDE, EMPTY, THROTTLED, StorageRequest

_WORDS = "The server is busy.\\nRequestId:00000000-0000-0000-0000-000000000000\\nTime:2026-11-23T13:05:00.0000000Z"
_JSON = "application/json;odata=minimalmetadata;streaming=true;charset=utf-8"


def busy_inside(request: StorageRequest) -> web.Response:
    """The transaction is accepted, the server that holds its partition is not to be had."""
    batch, changes = "batchresponse_1", "changesetresponse_1"
    lines = (
        f"--{batch}",
        f"Content-Type: multipart/mixed; boundary={changes}",
        "",
        f"--{changes}",
        "Content-Type: application/http",
        "Content-Transfer-Encoding: binary",
        "",
        "HTTP/1.1 503 Service Unavailable",
        "X-Content-Type-Options: nosniff",
        "DataServiceVersion: 3.0;",
        f"Content-Type: {_JSON}",
        "",
        _odata("ServerBusy", f"0:{_WORDS}"),
        f"--{changes}--",
        f"--{batch}--",
        "",
    )
    kind = f"multipart/mixed; boundary={batch}"
    return web.Response(status=202, body="\r\n".join(lines).encode(), headers={"Content-Type": kind})


def busy(request: StorageRequest) -> web.Response:
    return _refusal(request, 503, {})


def throttled(request: StorageRequest) -> web.Response:
    return _refusal(request, 429, {"Retry-After": "1"})


READY: Mapping[str, Callable[[StorageRequest], web.Response]] = {
    BUSY_INSIDE: busy_inside,
    BUSY: busy,
    THROTTLED: throttled,
}


def _refusal(request: StorageRequest, status: int, headers: dict[str, str]) -> web.Response:
    headers = {"x-ms-error-code": "ServerBusy", **headers}
    if request.service == "table":
        return web.Response(
            status=status, text=_odata("ServerBusy", _WORDS), headers={**headers, "Content-Type": _JSON}
        )
    text = f"<?xml version='1.0' encoding='utf-8'?><Error><Code>ServerBusy</Code><Message>{_WORDS}</Message></Error>"
    return web.Response(status=status, text=text, headers={**headers, "Content-Type": "application/xml"})


def _odata(code: str, words: str) -> str:
    return f'{{"odata.error":{{"code":"{code}","message":{{"lang":"en-US","value":"{words}"}}}}}}'


def empty(request: StorageRequest, left: int, number: int) -> web.Response:
    """A page that holds nothing and goes on; `left` more follow it. `number` names the list that they stand before."""
    token = f"{EMPTY}{left}-{number}"
    if request.service == "table":
        headers = {"x-ms-continuation-NextPartitionKey": token, "Content-Type": _JSON}
        return web.Response(text='{"odata.metadata":"","value":[]}', headers=headers)
    text = (
        "<?xml version='1.0' encoding='utf-8'?><EnumerationResults ServiceEndpoint='http://127.0.0.1/'>"
        f"<Blobs /><Queues /><NextMarker>{token}</NextMarker></EnumerationResults>"
    )
    return web.Response(text=text, headers={"Content-Type": "application/xml"})


def after_empty(request: StorageRequest) -> tuple[int, int] | None:
    """How many empty pages are still to come, and before which list; None for a request that comes after none."""
    for name in ("NextPartitionKey", "marker"):
        value = request.query.get(name, "")
        if value.startswith(EMPTY):
            left, number = value.removeprefix(EMPTY).split("-")
            return int(left), int(number)
    return None
