"""One function has a parameter that no binding fills."""

import azure.functions as func

app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)


@app.route("hello")
async def hello(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse("hello")


@app.route("more")
async def more(req: func.HttpRequest, extra: str) -> func.HttpResponse:
    return func.HttpResponse(extra)
