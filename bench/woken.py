"""Run by the Python that is deployed, on the unpacked package: imports the app, indexes it, and hands its first PUT to it."""

from time import perf_counter

began = perf_counter()

import asyncio  # noqa: E402
import json  # noqa: E402
import os  # noqa: E402
import sys  # noqa: E402

import azure.functions as func  # noqa: E402

import function_app  # noqa: E402

app, id = sys.argv[1:]
put = next(one for one in function_app.app.get_functions() if one.get_function_name() == "put_registration")
indexed = perf_counter()
asked = json.loads(os.environ["WAKING"])
request = func.HttpRequest(
    method="PUT",
    url=f"{asked['origin']}/api/registrations/{app}/{id}",
    headers={"cookie": f"__Host-feltskema={asked['cookie']}", "origin": asked["origin"], "x-feltskema": "1"},
    route_params={"app": app, "id": id},
    body=json.dumps(asked["body"]).encode(),
)
answer = asyncio.run(put.get_user_function()(request))
answered = perf_counter()
assert answer.status_code == 201, answer.get_body()
print(json.dumps([1000 * (indexed - began), 1000 * (answered - began)]))
