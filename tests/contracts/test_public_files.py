"""What every place for files that anybody may read does."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from shared.adapters.memory.public_files import MemoryPublicFiles
from shared.adapters.public_files_blobs import CONTAINER, BlobPublicFiles, FolderPublicFiles
from shared.domain.ports import PublicFiles
from shared.domain.problems import DependencyUnavailable
from tests.servers import Servers

HTML = "text/html; charset=utf-8"
Place = tuple[PublicFiles, Callable[[str], Awaitable[bytes]]]


@pytest.fixture(params=["memory", "folder", "blobs", "blobs of a storage that fails"])
async def place(request: pytest.FixtureRequest, tmp_path: Path, servers: Servers) -> AsyncIterator[Place]:
    """The files, and how a reader has one."""
    if request.param == "memory":
        memory = MemoryPublicFiles()

        async def remembered(name: str) -> bytes:
            return memory.files[name][0]

        yield memory, remembered
    elif request.param == "folder":

        async def on_disk(name: str) -> bytes:
            return (tmp_path / "status" / name).read_bytes()

        yield FolderPublicFiles(tmp_path / "status"), on_disk
    else:
        account = servers.account_of(request.param)
        blobs, reader = BlobPublicFiles(account), account.container(CONTAINER)

        async def in_storage(name: str) -> bytes:
            stream = await reader.download_blob(name)
            assert stream.properties.content_settings.content_type == HTML
            content: bytes = await stream.readall()
            return content

        yield blobs, in_storage
        await blobs.close()
        await reader.close()


async def test_a_later_file_takes_the_place_of_an_earlier_one(place: Place) -> None:
    files, read = place
    for content in (b"<p>en</p>", "<p>æøå</p>".encode()):
        await files.write("en/index.html", content, HTML)
    await files.write("index.html", b"<p>da</p>", HTML)
    assert (await read("en/index.html"), await read("index.html")) == ("<p>æøå</p>".encode(), b"<p>da</p>")


async def test_a_folder_that_cannot_be_written_is_told_as_a_storage_that_is_out_of_reach(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(DependencyUnavailable):
        await FolderPublicFiles(tmp_path / "taken").write("index.html", b"", HTML)
