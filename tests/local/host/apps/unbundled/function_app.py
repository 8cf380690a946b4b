"""An app whose host.json names no extension bundle."""

import azure.functions as func

app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)


@app.route("hello")
async def hello(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse("hello")


@app.timer_trigger("timer", schedule="0 0 3 1 1 *")
async def yearly(timer: func.TimerRequest) -> None: ...


@app.queue_trigger("msg", queue_name="outgoing", connection="AzureWebJobsStorage")
async def take_message(msg: func.QueueMessage) -> None: ...


@app.route("output")
@app.queue_output("out", queue_name="outgoing", connection="AzureWebJobsStorage")
async def send_out(req: func.HttpRequest, out: func.Out[str]) -> func.HttpResponse:
    return func.HttpResponse("x")
