"""Every oddity of HTTP between client and handler, one function each."""

from __future__ import annotations

import json
import logging

import azure.functions as func

app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)
CACHED = func.HttpResponse("cached")
CACHED.headers.add("Set-Cookie", "once=1; Path=/")

RESPONSES = {
    "plain": lambda: func.HttpResponse("æ"),
    "json": lambda: func.HttpResponse(b"{}", mimetype="application/json"),
    "html": lambda: func.HttpResponse("<p>", mimetype="text/html"),
    "empty": lambda: func.HttpResponse(status_code=201),
    "none": lambda: None,
    "dict": lambda: {"a": 1},
    "number": lambda: 7,
    "text": lambda: "hej",
    "danish-header": lambda: func.HttpResponse("x", headers={"X-Name": "ærø"}),
    "line-break": lambda: func.HttpResponse("x", headers={"X-Name": "a\r\nb: c"}),
    "two-spellings": lambda: func.HttpResponse("x", headers={"X-Two": "1", "x-tWO": "2"}),
    "no-content": lambda: func.HttpResponse(status_code=204),
    "no-content-with-body": lambda: func.HttpResponse("x", status_code=204),
    "odd-status": lambda: func.HttpResponse("x", status_code="abc"),
    "problem": lambda: func.HttpResponse(b"{}", status_code=422, mimetype="application/problem+json"),
    "cached": lambda: CACHED,
}


@app.route("echo/{*path}")
async def echo(req: func.HttpRequest) -> func.HttpResponse:
    reported = {
        "method": req.method,
        "url": req.url,
        "headers": dict(req.headers),
        "params": dict(req.params),
        "route": dict(req.route_params),
        "body": req.get_body().decode("latin-1"),
    }
    return func.HttpResponse(json.dumps(reported), mimetype="application/json")


@app.route("cookies", methods=["POST"])
async def cookies(req: func.HttpRequest) -> func.HttpResponse:
    response = func.HttpResponse("x")
    for cookie in req.get_json():
        response.headers.add("Set-Cookie", cookie)
    return response


@app.route("responses/{kind}", methods=["GET", "HEAD"])
async def responses(req: func.HttpRequest) -> func.HttpResponse:
    return RESPONSES[req.route_params["kind"]]()


@app.route("sync", methods=["GET"])
def runs_in_a_thread(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse("thread")


@app.route("order/{id}", methods=["GET"])
async def a_order(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse(f"a {req.route_params['id']}")


@app.route("order/recent", methods=["GET"])
async def b_order(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse("b")


@app.route("items/{id}/{part?}", methods=["GET"])
async def items(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse(json.dumps(dict(req.route_params)))


@app.route("numbers/{id:int}", methods=["GET"])
async def a_number(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse(f"number {req.route_params['id']!r}")


@app.route("numbers/{id}", methods=["GET"])
async def b_number(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse("text")


@app.route("twice", methods=["GET"])
async def a_twice(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse("a")


@app.route("twice", methods=["GET", "POST"])
async def b_twice(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse("b")


@app.route("administration/x", methods=["GET"])
async def reserved(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse("x")


@app.function_name("unrouted")
@app.route(methods=["GET"])
async def named_after_the_function(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse("unrouted")


@app.route("locked", auth_level=func.AuthLevel.FUNCTION)
async def locked(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse("in")


@app.route("boom", methods=["GET"])
async def boom(req: func.HttpRequest) -> func.HttpResponse:
    logging.getLogger("app").info("about to fail")
    raise ValueError("secret of the exception")
