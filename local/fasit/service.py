"""The two calls of the public documents contract, behind mutual TLS.

A request must look like the one message known to work (that of OS2Forms' `os2forms_fasit`): nobody has seen the real service
accept anything else.
"""

from __future__ import annotations

from hashlib import sha1

from aiohttp import web

from local.fasit import pdf_check
from local.fasit.contract import Deviation, parsed
from local.fasit.faults import Faults, Work
from local.fasit.received import Received
from local.fasit.tls import asked_for_certificate

MAX_BODY_BYTES = 30 * 1024 * 1024
TRANSPORT_HEADERS = frozenset({"host", "user-agent", "content-length"})
"""Headers of the connection, not of the message."""
MESSAGE_HEADERS = {
    "upload2": frozenset({"content-type", "x-filename", "x-title"}),
    "opret": frozenset({"content-type"}),
}


def service(tenant: str, thumbprint: str, received: Received, faults: Faults, late: bool = False) -> web.Application:
    """The service as an HTTP application. `thumbprint`: SHA-1 of the only client certificate that is accepted, lower-case hex.
    `late`: the certificate is requested after the request's head has been read, instead of in the handshake."""
    application = web.Application(client_max_size=MAX_BODY_BYTES)
    base = f"/{tenant}/v2/documents"
    calls: dict[str, Work] = {
        "upload2": lambda request: _upload(request, received),
        "oio/3.0.0/opret": lambda request: _create(request, received),
    }

    async def answer(request: web.Request) -> web.Response:
        path = request.path.removeprefix(f"{base}/")
        name = path.rpartition("/")[2]
        if late and not await asked_for_certificate(request):
            response = web.Response(status=403, text="the client does not offer a certificate after the handshake")
        elif not _is_listed(request, thumbprint):
            response = web.Response(status=403, text="the client certificate is not on the list")
        elif path not in calls or not request.path.startswith(base) or request.method != "POST":
            response = web.Response(status=404, text=f"no such call: {request.method} {request.path}")
        else:
            response = _head_fault(request, name) or await faults.answer(name, request, calls[path])
        reason = (response.text or "") if response.status >= 400 else ""
        received.called(name, response.status, reason, probe=request.content_length == 0)
        print(f"{request.method} {request.path}: {response.status} {reason}".rstrip(), flush=True)
        return response

    application.router.add_route("*", "/{path:.*}", answer)
    return application


def _head_fault(request: web.Request, name: str) -> web.Response | None:
    """The error where the request's headers differ from those of the known message."""
    if request.content_length is None:
        return web.Response(status=411, text="a body without Content-Length")
    headers = {header.lower() for header in request.headers} - TRANSPORT_HEADERS
    if request.content_length == 0 and name == "upload2":
        # Fasit's own test of the connection has no headers. How it answers other empty uploads is not known.
        return web.Response(status=500, text=f"an empty upload with {sorted(headers)}") if headers else None
    if strange := headers ^ MESSAGE_HEADERS[name]:
        return web.Response(
            status=400, text=f"headers that the known message has and this has not, or the reverse: {sorted(strange)}"
        )
    return None


def _is_listed(request: web.Request, thumbprint: str) -> bool:
    tls = request.transport.get_extra_info("ssl_object") if request.transport else None
    certificate = tls.getpeercert(binary_form=True) if tls else None
    return certificate is not None and sha1(certificate, usedforsecurity=False).hexdigest() == thumbprint


async def _upload(request: web.Request, received: Received) -> web.Response:
    content = await request.read()
    if not content:
        return web.Response(status=400, text="the upload is empty")
    if request.headers.get("Content-Type") != "application/pdf":
        return web.Response(status=400, text="Content-Type must be application/pdf")
    name, title = request.headers.get("X-Filename", ""), request.headers.get("X-Title", "")
    if not name.endswith(".pdf") or title != name.removesuffix(".pdf"):
        return web.Response(status=400, text="X-Filename must end in .pdf, and X-Title be the name without it")
    if fault := pdf_check.fault(content, document=False):
        return web.Response(status=400, text=fault)
    return web.json_response({"id": received.upload(content)}, status=201)


async def _create(request: web.Request, received: Received) -> web.Response:
    if request.headers.get("Content-Type") != "application/xml":
        return web.Response(status=400, text="Content-Type must be application/xml, and nothing after it")
    try:
        message = parsed(await request.read(), received)
        if fault := pdf_check.fault(received.file(message.files[0][1]).read_bytes()):
            raise Deviation(f"the document, its first file: {fault}")
        document = received.create(message)
    except Deviation as deviation:
        return web.Response(status=400, text=str(deviation))
    uuid = f"<S:UUIDIdentifikator>{document.id}</S:UUIDIdentifikator>"
    body = f'<OpretOutput xmlns:S="urn:oio:sagdok:3.0.0">{uuid}</OpretOutput>'
    return web.Response(body=body.encode(), content_type="application/xml", charset="utf-8")
