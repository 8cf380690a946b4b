"""What is small to send is small to read; and whatever is accepted, a document is made of it."""

from __future__ import annotations

import io
import random
import subprocess
import sys

import azure.functions as func
from PIL import Image, ImageOps
import pytest

from functions.body import json_body
from functions.commands import submission
from local.fasit.pdf_check import fault
from shared.adapters.pdf import typeset
from shared.adapters.pdf.picture_files import CostlyPicture, bounded
from shared.adapters.pdf.pictures import SIDE, fitted
from shared.domain.problems import InvalidAnswers, TooLarge
from shared.services.submit import submit
from tests.adapters.test_pdf import noted
from tests.bombs import bodies, pictures, texts
from tests.dependencies import MemoryParts
from tests.examples import KAREN, VISIT, uuid7

pytestmark = pytest.mark.rare

SHARE = 300
"""Of the 100,000 that `make bombs` sends."""


def test_a_share_of_them_stays_within_memory_and_processor_time() -> None:
    """In a process of its own, whose memory nothing else has used."""
    command = [sys.executable, "-m", "tests.bombs", "--inputs", str(SHARE)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert f"{SHARE} inputs" in ran.stdout


ALLOWED = [name for name in pictures.HANDMADE if "just allowed" in name]


@pytest.mark.parametrize("name", [name for name in ALLOWED if name.startswith("png")])
def test_what_a_person_may_send_is_drawn(name: str) -> None:
    assert fitted(pictures.handmade(name), 64) is not None


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("png 30000 x 30000", "too many pixels"),
        ("png 7900 x 7900 in colour", "too much to decode"),
        ("png of empty chunks", "too many chunks"),
        ("jpeg 65500 x 977", "too much to decode"),
        ("jpeg of 1000 scans", "too many scans"),
        ("jpeg of empty segments", "too many segments"),
    ],
)
def test_what_would_cost_too_much_is_refused_before_it_is_decoded(name: str, reason: str) -> None:
    with pytest.raises(CostlyPicture, match=reason):
        bounded(pictures.handmade(name), SIDE)


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_stands_as_the_camera_was_held(orientation: int, kind: str) -> None:
    picture = Image.new("RGB", (96, 64), "white")
    picture.paste("red", (0, 0, 32, 32))
    picture.paste("blue", (64, 32, 96, 64))
    exif = Image.Exif()
    exif[0x0112] = orientation
    buffer = io.BytesIO()
    picture.save(buffer, kind, exif=exif.tobytes())
    upright = ImageOps.exif_transpose(Image.open(io.BytesIO(buffer.getvalue()))).convert("RGB")
    content = fitted(buffer.getvalue(), 96)
    assert content is not None
    drawn = Image.open(io.BytesIO(content))
    assert drawn.size == upright.size
    for corner in ((8, 8), (drawn.width - 8, drawn.height - 8), (8, drawn.height - 8), (drawn.width - 8, 8)):
        pixel, expected = drawn.getpixel(corner), upright.getpixel(corner)
        assert isinstance(pixel, tuple)
        assert isinstance(expected, tuple)
        assert all(abs(item - other) < 40 for item, other in zip(pixel, expected, strict=True)), corner


def test_nothing_that_the_camera_wrote_is_left() -> None:
    secret = b"55.6761 N 12.5683 E"
    for content in (
        pictures.jpeg((64, 64), more=pictures.segment(0xE1, secret) + pictures.segment(0xFE, secret)),
        pictures.png((64, 64), more=pictures.chunk(b"tEXt", b"Comment\0" + secret)),
    ):
        assert secret in content
        assert secret not in bounded(content, SIDE).content


async def test_a_list_that_is_too_long_is_told_alone_by_its_name() -> None:
    answers = {**VISIT, "aftaler": [{"tekst": 1}] * 21, "navn": 7}
    body, dependencies = {"version": 1, "answers": answers}, MemoryParts().dependencies
    with pytest.raises(InvalidAnswers) as refused:
        await submit(submission(bodies.APP, str(uuid7()), body), KAREN, dependencies)
    errors = [(error.path, error.code, error.limit) for error in refused.value.errors]
    assert errors == [("/aftaler", "too-many", 20)]


def test_a_body_of_too_many_values_is_refused_unread() -> None:
    with pytest.raises(TooLarge):
        json_body(func.HttpRequest("PUT", "/", body=bodies.handmade("80 000 wrong items")))


def test_every_character_makes_a_document_alone() -> None:
    """Each as a line of its own; what no font draws is ASCII by then, so it need not be set."""
    every = [item for item in texts.assigned() if not texts.is_plain(item)]
    assert len(texts.assigned()) > 140_000
    assert len(every) > 6_000
    for start in range(0, len(every), 500):
        assert fault(typeset(noted("\n".join(every[start : start + 500])))) == ""
    for mark in texts.marks():
        assert texts.is_plain(mark), f"U+{ord(mark):04X}"


def test_characters_make_a_document_in_any_company() -> None:
    random_ = random.Random(1)
    for _ in range(150):
        text = texts.in_company(random_)
        assert fault(typeset(noted(text, title=text))) == "", ascii(text)
