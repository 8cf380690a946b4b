"""Serves the CVR stand-in: `python -m local.cvr --port P --user U --password W`.

Tests set a fault with `PUT /_faults {"status": 503}` and end it with `{}`; `local/cvr/index.py` lists the faults. `GET /_calls`
lists the searches so far.
"""

from __future__ import annotations

import argparse
import asyncio
from collections import deque
import json
from typing import Any

from aiohttp import encode_basic_auth, web

from local import serving
from local.cvr.documents import Entry, listed_companies
from local.cvr.index import Indices

NGINX = "<html>\r\n<head><title>{0}</title></head>\r\n<body>\r\n<center><h1>{0}</h1></center>\r\n</body>\r\n</html>\r\n"


def application(user: str, password: str, companies: list[Entry]) -> web.Application:
    """The register as an HTTP application. `companies`: in the format of `companies.json`."""
    indices, credentials = Indices(companies), encode_basic_auth(user, password)
    fault: dict[str, Any] = {}
    calls: deque[dict[str, Any]] = deque(maxlen=1000)

    async def search(request: web.Request) -> web.Response:
        if request.headers.get("Authorization") != credentials:
            return _page(401, "401 Authorization Required")
        index = request.match_info["index"]
        if fault.get("index", index) == index:
            await asyncio.sleep(float(fault.get("seconds", 0)))
            if "status" in fault:
                return _page(int(fault["status"]), str(fault["status"]))
        query = await request.json()
        status, body = indices.search(index, query, fault)
        text = json.dumps(body, ensure_ascii=False)
        calls.append({"index": index, "body": query, "status": status, "bytes": len(text.encode())})
        return web.Response(status=status, text=text, content_type="application/json")

    async def set_fault(request: web.Request) -> web.Response:
        fault.clear()
        fault.update(await request.json())
        calls.clear()
        return web.Response(status=204)

    async def not_found(request: web.Request) -> web.Response:
        return _page(404, "404 Not Found")

    async def list_calls(request: web.Request) -> web.Response:
        return web.json_response(list(calls))

    register = web.Application()
    register.router.add_post("/cvr-permanent/{index:.+}/_search", search)
    register.router.add_put("/_faults", set_fault)
    register.router.add_get("/_calls", list_calls)
    register.router.add_route("*", "/{path:.*}", not_found)
    return register


def _page(status: int, title: str) -> web.Response:
    """An error page like those of the nginx in front of the real index."""
    return web.Response(status=status, text=NGINX.format(title), content_type="text/html")


def main() -> None:
    parser = argparse.ArgumentParser(prog="local.cvr", description="A CVR register for one machine.")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--user", required=True)
    parser.add_argument("--password", required=True)
    arguments = parser.parse_args()
    runner = web.AppRunner(
        application(arguments.user, arguments.password, listed_companies()), access_log=None, shutdown_timeout=1
    )
    serving.serve((serving.Site(runner, arguments.port),), f"http://127.0.0.1:{arguments.port}", host="127.0.0.1")


if __name__ == "__main__":
    main()
