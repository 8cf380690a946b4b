"""Run by the Python that is deployed, on the unpacked package: imports the app, indexes it, and hands one call to a function.

`WAKING` is JSON: `function`, `method`, `url`, `headers`, `route`, `body` (text), `status` (the answer's).
"""

from time import perf_counter

began = perf_counter()

import asyncio  # noqa: E402
import json  # noqa: E402
import os  # noqa: E402

import azure.functions as func  # noqa: E402

import function_app  # noqa: E402

call = json.loads(os.environ["WAKING"])
asked = next(
    function for function in function_app.app.get_functions() if function.get_function_name() == call["function"]
)
indexed = perf_counter()
request = func.HttpRequest(
    method=call["method"],
    url=call["url"],
    headers=call["headers"],
    route_params=call["route"],
    body=call["body"].encode(),
)
answer = asyncio.run(asked.get_user_function()(request))
answered = perf_counter()
assert answer.status_code == call["status"], answer.get_body()
print(json.dumps([1000 * (indexed - began), 1000 * (answered - began)]))
