"""Faults that the host finds lose one function each."""

import azure.functions as func

app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)


@app.route("hello")
async def hello(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse("hello")


@app.queue_trigger("msg", queue_name="%NO_SUCH_SETTING%", connection="AzureWebJobsStorage")
async def queue_without_a_name(msg: func.QueueMessage) -> None: ...


@app.timer_trigger("timer", schedule="%NO_SUCH_SETTING%")
async def timer_without_a_schedule(timer: func.TimerRequest) -> None: ...


@app.timer_trigger("timer", schedule="every now and then")
async def timer_that_is_no_schedule(timer: func.TimerRequest) -> None: ...


@app.queue_trigger("msg", queue_name="incoming", connection="NoSuchStorage")
async def queue_without_storage(msg: func.QueueMessage) -> None: ...


@app.queue_trigger("msg", queue_name="incoming", connection="ByIdentity")
async def queue_by_identity(msg: func.QueueMessage) -> None: ...


@app.route("output")
@app.queue_output("out", queue_name="outgoing", connection="NO_SUCH_STORAGE")
async def output_without_storage(req: func.HttpRequest, out: func.Out[str]) -> func.HttpResponse:
    return func.HttpResponse("x")
