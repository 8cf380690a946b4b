"""Messages in and out. What a handler meets goes, a line of JSON each, to the file that RECORD names."""

from __future__ import annotations

import json
import os
from pathlib import Path

import azure.functions as func
from azure.functions.queue import QueueMessage

app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)


def record(**facts: object) -> None:
    with Path(os.environ["RECORD"]).open("a", encoding="utf-8") as file:
        file.write(json.dumps(facts) + "\n")


@app.queue_trigger("msg", queue_name="incoming", connection="AzureWebJobsStorage")
async def take_message(msg: func.QueueMessage) -> None:
    text = msg.get_body().decode()
    count = msg.dequeue_count if isinstance(msg, QueueMessage) else None
    record(text=text, id=msg.id, count=count)
    if "fail" in text:
        raise ValueError("no")


@app.queue_trigger("msg", queue_name="echoed", connection="AzureWebJobsStorage")
def take_in_a_thread(msg: func.QueueMessage) -> None:
    record(echoed=msg.get_body().decode())


OUTPUTS = {
    "text": "hej æ",
    "array": '["a", {"b": 1}]',
    "object": '{"b": 1, "c": [1]}',
    "almost": "{not json",
    "list": ["x", "[y]"],
    "nothing": [],
    "bytes": b'{"raw":1}',
    "dict": {"d": 1},
    "message": func.QueueMessage(id="7", body=b"hej"),
}


@app.route("out/{kind}", methods=["POST"])
@app.queue_output("out", queue_name="%OUT_QUEUE%", connection="AzureWebJobsStorage")
async def send_out(req: func.HttpRequest, out: func.Out[str]) -> func.HttpResponse:
    out.set(OUTPUTS[req.route_params["kind"]])
    return func.HttpResponse("handled")
