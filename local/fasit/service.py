"""The two calls of the public documents contract, behind mutual TLS.

What a request may look like is the one message known to work (OS2Forms' `os2forms_fasit`), and no more: whatever else the real
service would take, nobody has seen it take.
"""

from __future__ import annotations

from hashlib import sha1

from aiohttp import web

from local.fasit import papers
from local.fasit.contract import Deviation, parsed
from local.fasit.faults import Dependencies, Faults
from local.fasit.received import Received
from local.fasit.tls import asked_for_certificate

LARGEST = 30 * 1024 * 1024
TRANSPORT = frozenset({"host", "user-agent", "content-length"})
"""Headers that say nothing of the message."""
KNOWN = {
    "upload2": frozenset({"content-type", "x-filename", "x-title"}),
    "opret": frozenset({"content-type"}),
}


def service(tenant: str, thumbprint: str, received: Received, faults: Faults, late: bool = False) -> web.Application:
    """`thumbprint`: SHA-1 of the one client certificate that is let in, lower-case hex. `late`: it is asked for when the
    request's head has been read, and not in the handshake."""
    application = web.Application(client_max_size=LARGEST)
    base = f"/{tenant}/v2/documents"
    calls: dict[str, Dependencies] = {
        "upload2": lambda request: _upload(request, received),
        "oio/3.0.0/opret": lambda request: _create(request, received),
    }

    async def answer(request: web.Request) -> web.Response:
        path = request.path.removeprefix(f"{base}/")
        name = path.rpartition("/")[2]
        if late and not await asked_for_certificate(request):
            done = web.Response(status=403, text="the client does not offer a certificate after the handshake")
        elif not _known(request, thumbprint):
            done = web.Response(status=403, text="the client certificate is not on the list")
        elif path not in calls or not request.path.startswith(base) or request.method != "POST":
            done = web.Response(status=404, text=f"no such call: {request.method} {request.path}")
        else:
            done = _unlike(request, name) or await faults.context(name, request, calls[path])
        reason = (done.text or "") if done.status >= 400 else ""
        received.called(name, done.status, reason, probe=request.content_length == 0)
        print(f"{request.method} {request.path}: {done.status} {reason}".rstrip(), flush=True)
        return done

    application.router.add_route("*", "/{path:.*}", answer)
    return application


def _unlike(request: web.Request, name: str) -> web.Response | None:
    """A no where the request's head differs from the known message's."""
    if request.content_length is None:
        return web.Response(status=411, text="a body without Content-Length")
    given = {header.lower() for header in request.headers} - TRANSPORT
    if request.content_length == 0 and name == "upload2":
        # Their way to test the connection has no headers at all; of another empty upload nobody knows the answer.
        return web.Response(status=500, text=f"an empty upload with {sorted(given)}") if given else None
    if strange := given ^ KNOWN[name]:
        return web.Response(
            status=400, text=f"headers that the known message has and this has not, or the reverse: {sorted(strange)}"
        )
    return None


def _known(request: web.Request, thumbprint: str) -> bool:
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
    if fault := papers.fault(content, document=False):
        return web.Response(status=400, text=fault)
    return web.json_response({"id": received.upload(content)}, status=201)


async def _create(request: web.Request, received: Received) -> web.Response:
    if request.headers.get("Content-Type") != "application/xml":
        return web.Response(status=400, text="Content-Type must be application/xml, and nothing after it")
    try:
        message = parsed(await request.read(), received.uploads)
        if fault := papers.fault(received.file(message.files[0][1]).read_bytes()):
            raise Deviation(f"the document, its first file: {fault}")
        document = received.create(message)
    except Deviation as deviation:
        return web.Response(status=400, text=str(deviation))
    uuid = f"<S:UUIDIdentifikator>{document.id}</S:UUIDIdentifikator>"
    body = f'<OpretOutput xmlns:S="urn:oio:sagdok:3.0.0">{uuid}</OpretOutput>'
    return web.Response(body=body.encode(), content_type="application/xml", charset="utf-8")
