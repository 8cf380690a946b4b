"""The front door behind TLS: the certificate is such that a browser can trust it, and bytes pass both ways."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from pathlib import Path
import ssl

import pytest

from local.run.keys import HTTPS_HOST, keys
from local.run.ports import free_port
from local.tls.__main__ import serve

pytestmark = pytest.mark.starts


async def shouting(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write((await reader.readline()).upper())
    await writer.drain()
    writer.close()


async def answered(port: int, trusted: Path) -> bytes:
    """As soon as the door is open."""
    while True:
        with suppress(ConnectionRefusedError):
            context = ssl.create_default_context(cafile=str(trusted))
            reader, writer = await asyncio.open_connection("localhost", port, ssl=context, server_hostname=HTTPS_HOST)
            writer.write(b"hvem der?\n")
            answer = await reader.read()
            writer.close()
            return answer
        await asyncio.sleep(0)


async def through_the_door(folder: Path) -> bytes:
    key_files, port = keys(folder), free_port()
    behind = await asyncio.start_server(shouting, "localhost", 0)
    plain: int = behind.sockets[0].getsockname()[1]
    door = asyncio.create_task(serve(port, plain, key_files.file("https.pem")))
    try:
        return await asyncio.wait_for(answered(port, key_files.file("https.crt")), 60)
    finally:
        door.cancel()
        behind.close()


def test_a_browser_that_trusts_the_certificate_gets_the_answer(tmp_path: Path) -> None:
    assert asyncio.run(through_the_door(tmp_path)) == b"HVEM DER?\n"


def test_the_certificate_is_made_once_and_its_key_is_the_owners_alone(tmp_path: Path) -> None:
    first = keys(tmp_path).read("https.crt")
    assert keys(tmp_path).read("https.crt") == first
    assert (tmp_path / "https.pem").stat().st_mode & 0o077 == 0
