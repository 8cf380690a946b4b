"""The worker that `bench/waking.py` measures: imports the unpacked package's app, indexes it, and calls one function.

The environment variable `WAKING` is JSON: `function`, `method`, `url`, `headers`, `route`, `body` (text), `status` (the expected
answer's).
"""

from time import perf_counter

began = perf_counter()

import asyncio  # noqa: E402
import json  # noqa: E402
import os  # noqa: E402

import azure.functions as func  # noqa: E402

import function_app  # noqa: E402

call = json.loads(os.environ["WAKING"])
function = next(
    candidate for candidate in function_app.app.get_functions() if candidate.get_function_name() == call["function"]
)
indexed = perf_counter()
request = func.HttpRequest(
    method=call["method"],
    url=call["url"],
    headers=call["headers"],
    route_params=call["route"],
    body=call["body"].encode(),
)
answer = asyncio.run(function.get_user_function()(request))
answered = perf_counter()
assert answer.status_code == call["status"], answer.get_body()
print(json.dumps([1000 * (indexed - began), 1000 * (answered - began)]))
