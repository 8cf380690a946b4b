"""Functions that end badly, and those that are under way then; and what they log."""

from __future__ import annotations

import asyncio
import json
import logging
import os
from pathlib import Path
import threading
import time

import azure.functions as func

app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)
log = logging.getLogger("app")


def record(**facts: object) -> None:
    with Path(os.environ["RECORD"]).open("a", encoding="utf-8") as file:
        file.write(json.dumps({**facts}) + "\n")


@app.route("alive")
async def alive(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse("alive")


@app.route("hang")
async def hang(req: func.HttpRequest) -> func.HttpResponse:
    record(name="hang begins")
    try:
        await asyncio.Event().wait()
    finally:
        record(name="hang was cleaned up")
    return func.HttpResponse("never")


@app.route("late")
async def late(req: func.HttpRequest) -> func.HttpResponse:
    await asyncio.sleep(0.5)
    record(name="late, but done")
    return func.HttpResponse("late")


@app.route("hold")
async def hold(req: func.HttpRequest) -> func.HttpResponse:
    time.sleep(60)  # noqa: ASYNC251 - the loop itself is held
    return func.HttpResponse("never")


@app.route("cancelled")
async def cancelled(req: func.HttpRequest) -> func.HttpResponse:
    raise asyncio.CancelledError


@app.route("exits")
async def exits(req: func.HttpRequest) -> func.HttpResponse:
    raise SystemExit(3)


@app.queue_trigger("msg", queue_name="slow", connection="AzureWebJobsStorage")
async def take_slowly(msg: func.QueueMessage) -> None:
    record(name="message", count=msg.dequeue_count)
    await asyncio.Event().wait()


@app.queue_trigger("msg", queue_name="talkative", connection="AzureWebJobsStorage")
async def answer_a_message(msg: func.QueueMessage) -> str:
    return "nobody takes this"


@app.route("log")
async def log_from_everywhere(req: func.HttpRequest) -> func.HttpResponse:
    log.info("from the coroutine")
    await asyncio.gather(log_in_coroutine("from a gathered task"))
    await asyncio.to_thread(log.error, "from a thread")
    await asyncio.get_running_loop().run_in_executor(None, log.error, "from an executor")
    configured = threading.Thread(target=log.critical, args=("from a thread of its own",))
    configured.start()
    configured.join()
    logging.getLogger("azure.functions.x").error("from the platform's logger")
    asyncio.get_running_loop().call_later(0, log.error, "from a callback")
    await asyncio.sleep(0.01)
    return func.HttpResponse("told")


async def log_in_coroutine(text: str) -> None:
    log.info(text)


@app.route("log-sync")
def tell_from_a_sync_function(req: func.HttpRequest) -> func.HttpResponse:
    log.info("from a sync function")
    return func.HttpResponse("told")


log.critical("at import")
