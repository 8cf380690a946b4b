"""`python -m local.tls`: takes TLS off each connection and passes the bytes on, both ways, to another port of this machine."""

from __future__ import annotations

import argparse
import asyncio
from contextlib import suppress
from pathlib import Path
import signal
import ssl

_AT_ONCE = 65536


async def serve(port: int, to: int, certificate: Path) -> None:
    """Until SIGTERM. `certificate`: a PEM file with key and certificate."""
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
    """One direction, until its end. TLS has no half-closed connections: where one side ends, both do."""
    with suppress(OSError):
        while content := await reader.read(_AT_ONCE):
            writer.write(content)
            await writer.drain()
    with suppress(OSError):
        writer.close()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m local.tls")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--to", type=int, required=True, help="the port behind it, plain")
    parser.add_argument("--certificate", type=Path, required=True)
    given = parser.parse_args()
    asyncio.run(serve(given.port, given.to, given.certificate))


if __name__ == "__main__":
    main()
