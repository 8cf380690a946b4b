"""Terminates TLS and passes the bytes on, both ways, to another port of this machine: `python -m local.tls`."""

from __future__ import annotations

import argparse
import asyncio
from contextlib import suppress
from pathlib import Path
import signal
import ssl

_CHUNK_BYTES = 65536


async def serve(port: int, to: int, certificate: Path) -> None:
    """Serve until SIGTERM. `to`: the plain port behind; `certificate`: a PEM file with key and certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)

    async def pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        # A browser that does not trust the certificate yet hangs up in the middle.
        with suppress(OSError):
            behind_reader, behind_writer = await asyncio.open_connection("localhost", to)
            await asyncio.gather(_pump(reader, behind_writer), _pump(behind_reader, writer))

    server = await asyncio.start_server(pass_on, "localhost", port, ssl=context)
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, server.close)
    with suppress(asyncio.CancelledError):
        await server.serve_forever()


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Copy one direction until it ends. TLS has no half-closed connections, so the other direction is closed then too."""
    with suppress(OSError):
        while content := await reader.read(_CHUNK_BYTES):
            writer.write(content)
            await writer.drain()
    with suppress(OSError):
        writer.close()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m local.tls")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--to", type=int, required=True, help="the port behind it, plain")
    parser.add_argument("--certificate", type=Path, required=True)
    arguments = parser.parse_args()
    asyncio.run(serve(arguments.port, arguments.to, arguments.certificate))


if __name__ == "__main__":
    main()
