"""Run by Python 3.13 with Azure's worker library: `index_app.py FOLDER` prints what the worker makes of the app there, as JSON.

The worker gets its message classes from its caller; these are plain ones of the same names.
"""

from __future__ import annotations

import asyncio
import json
import logging
import sys
from types import SimpleNamespace
from typing import Any

from azure_functions_runtime import handle_event


class Message:
    """Holds whatever the worker puts in."""

    def __init__(self, **fields: Any) -> None:
        self.__dict__.update(fields)


class StatusResult(Message):
    Failure, Success = "failure", "success"


class BindingInfo(Message):
    """Its enumerations have the numbers of the host's protocol."""

    inout, out, undefined = 2, 1, 0


PROTOS = SimpleNamespace(
    StatusResult=StatusResult,
    BindingInfo=BindingInfo,
    WorkerInitResponse=Message,
    WorkerMetadata=Message,
    RpcException=Message,
    RpcFunctionMetadata=Message,
    RpcRetryOptions=Message,
    FunctionMetadataResponse=Message,
)


async def indexed(folder: str) -> dict[str, Any]:
    init = SimpleNamespace(capabilities={}, function_app_directory=folder)
    properties = {"host": "127.0.0.1", "protos": PROTOS}
    answer = await handle_event.worker_init_request(
        SimpleNamespace(request=SimpleNamespace(worker_init_request=init), properties=properties)
    )
    if answer.result.status != StatusResult.Success:
        return {"status": answer.result.status, "message": answer.result.exception.message, "functions": {}}
    functions_metadata_request = await handle_event.functions_metadata_request(SimpleNamespace(properties=properties))
    functions = {
        function_metadata_result.name: [json.loads(raw) for raw in function_metadata_result.raw_bindings]
        for function_metadata_result in functions_metadata_request.function_metadata_results
    }
    return {"status": answer.result.status, "message": "", "functions": functions}


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    sys.path.insert(0, sys.argv[1])
    print(json.dumps(asyncio.run(indexed(sys.argv[1]))))  # noqa: T201
