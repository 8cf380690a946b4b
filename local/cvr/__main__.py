"""`python -m local.cvr --port P --user U --password W`.

Faults on demand: `PUT /_faults {"status": 503}`, `{}` ends them (`local/cvr/index.py` lists them). What was asked: `GET /_calls`.
"""

from __future__ import annotations

import argparse
import asyncio
from collections import deque
import json
from typing import Any

from aiohttp import encode_basic_auth, web

from local import serving
from local.cvr.documents import Given, given_companies
from local.cvr.index import Indices

NGINX = "<html>\r\n<head><title>{0}</title></head>\r\n<body>\r\n<center><h1>{0}</h1></center>\r\n</body>\r\n</html>\r\n"


def application(user: str, password: str, given: list[Given]) -> web.Application:
    """The register over the given companies, in the form of `companies.json`."""
    indices, wanted = Indices(given), encode_basic_auth(user, password)
    fault: dict[str, Any] = {}
    calls: deque[dict[str, Any]] = deque(maxlen=1000)

    async def search(request: web.Request) -> web.Response:
        if request.headers.get("Authorization") != wanted:
            return _page(401, "401 Authorization Required")
        index = request.match_info["index"]
        if fault.get("index", index) == index:
            await asyncio.sleep(float(fault.get("seconds", 0)))
            if "status" in fault:
                return _page(int(fault["status"]), str(fault["status"]))
        asked = await request.json()
        status, body = indices.search(index, asked, fault)
        text = json.dumps(body, ensure_ascii=False)
        calls.append({"index": index, "body": asked, "status": status, "bytes": len(text.encode())})
        return web.Response(status=status, text=text, content_type="application/json")

    async def set_fault(request: web.Request) -> web.Response:
        fault.clear()
        fault.update(await request.json())
        calls.clear()
        return web.Response(status=204)

    async def nothing(request: web.Request) -> web.Response:
        return _page(404, "404 Not Found")

    async def asked_for(request: web.Request) -> web.Response:
        return web.json_response(list(calls))

    made = web.Application()
    made.router.add_post("/cvr-permanent/{index:.+}/_search", search)
    made.router.add_put("/_faults", set_fault)
    made.router.add_get("/_calls", asked_for)
    made.router.add_route("*", "/{path:.*}", nothing)
    return made


def _page(status: int, title: str) -> web.Response:
    """As the web server before the index says no."""
    return web.Response(status=status, text=NGINX.format(title), content_type="text/html")


def main() -> None:
    parser = argparse.ArgumentParser(prog="local.cvr", description="A CVR register for one machine.")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--user", required=True)
    parser.add_argument("--password", required=True)
    given = parser.parse_args()
    runner = web.AppRunner(
        application(given.user, given.password, given_companies()), access_log=None, shutdown_timeout=1
    )
    serving.serve((serving.Door(runner, given.port),), f"http://127.0.0.1:{given.port}", host="127.0.0.1")


if __name__ == "__main__":
    main()
