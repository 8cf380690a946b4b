"""`python -m local.cvr --port P --user U --password W`. Faults on demand: `PUT /_faults {"status": 503}`, `{}` ends them."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import signal
from typing import Any

from aiohttp import encode_basic_auth, web

from local.cvr.index import UnknownQuery, indices, search


def application(user: str, password: str) -> web.Application:
    known, wanted = indices(), encode_basic_auth(user, password)
    fault: dict[str, Any] = {}

    async def answer(request: web.Request) -> web.Response:
        index = request.match_info["index"]
        if request.headers.get("Authorization") != wanted:
            return web.Response(status=401)
        await asyncio.sleep(float(fault.get("seconds", 0)))
        if "status" in fault:
            return web.Response(status=int(fault["status"]))
        asked = await request.json()
        try:
            found = search(known[index], asked.get("query", {}))
        except (UnknownQuery, KeyError) as error:
            return web.json_response({"error": {"type": "parsing_exception", "reason": str(error)}}, status=400)
        hits = [{"_index": f"cvr-permanent-{index}", "_source": hit} for hit in found[: int(asked.get("size", 10))]]
        return web.json_response({"took": 1, "timed_out": False, "hits": {"total": len(found), "hits": hits}})

    async def set_fault(request: web.Request) -> web.Response:
        fault.clear()
        fault.update(await request.json())
        return web.Response(status=204)

    made = web.Application()
    made.router.add_post("/cvr-permanent/{index}/_search", answer)
    made.router.add_put("/_faults", set_fault)
    return made


def main() -> None:
    parser = argparse.ArgumentParser(prog="local.cvr", description="A CVR register for one machine.")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--user", required=True)
    parser.add_argument("--password", required=True)
    given = parser.parse_args()
    with contextlib.suppress(KeyboardInterrupt, asyncio.CancelledError):
        asyncio.run(_serve(application(given.user, given.password), given.port))


async def _serve(made: web.Application, port: int) -> None:
    task = asyncio.current_task()
    assert task is not None
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    runner = web.AppRunner(made, access_log=None, shutdown_timeout=1)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", port).start()
        print(f"ready http://127.0.0.1:{port}", flush=True)
        await asyncio.Event().wait()
    finally:
        await runner.cleanup()


if __name__ == "__main__":
    main()
