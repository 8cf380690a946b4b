"""Accessibility of every screen: on phone and desktop, light and dark, with text twice as large, zoomed in and in landscape."""

from __future__ import annotations

import io
import os
from pathlib import Path
import re
from typing import Literal

from PIL import Image
import pytest

from tests.comfort.looks import EVERY, PAIRED, faults_in
from tests.comfort.seen import Seen
from tests.comfort.survey_screens import SCREENS

KEEP = os.environ.get("FELTSKEMA_SCREENS")
"""A folder to store a picture of every screen in every look in, for people to look at. If set, every look is tested for faults
too."""


@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_is_for_everybody(seen: Seen, name: str) -> None:
    SCREENS[name](seen)
    if KEEP:
        pictures(seen, name, Path(KEEP))
    faults = faults_in(seen.page, EVERY if KEEP else PAIRED)
    assert not faults, "\n".join(faults)


def pictures(seen: Seen, name: str, folder: Path) -> None:
    for look in EVERY:
        look.put_on(seen.page)
        seen.page.screenshot(path=folder / f"{name} {look}.png".replace(" %", ""), full_page=True)


def test_what_is_chosen_is_seen_in_forced_colours(seen: Seen) -> None:
    """Forced colours remove our backgrounds, so a chosen option must differ in another way."""
    page = seen.form()
    page.emulate_media(forced_colors="active")
    page.get_by_role("group", name="Kontaktform", exact=True).get_by_text("Online", exact=True).click()
    grounds = page.evaluate(
        "['Online', 'Telefon'].map(name => getComputedStyle([...document.querySelectorAll('label')]"
        ".find(label => label.textContent === name), '::after').backgroundColor)"
    )
    assert grounds[0] == page.evaluate(_HIGHLIGHT)
    assert grounds[0] != grounds[1]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_tick_is_seen_on_its_ground(seen: Seen, scheme: Literal["light", "dark"]) -> None:
    """The tick is white, so a ticked box must have a dark background, in the dark scheme too."""
    page = seen.form()
    page.emulate_media(color_scheme=scheme)
    page.get_by_role("group", name="Formål med besøget", exact=True).get_by_text("Andet", exact=True).click()
    ticked = page.locator("input:checked + .form-label", has_text="Andet")
    ground = ticked.evaluate("label => getComputedStyle(label, '::before').backgroundColor")
    assert luminance(ground) < 0.3


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_arrow_of_a_choice_is_seen_on_its_ground(seen: Seen, scheme: Literal["light", "dark"]) -> None:
    page = seen.list()
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    picture = Image.open(io.BytesIO(page.get_by_role("combobox").screenshot())).convert("L")
    right_end = picture.crop((picture.width - 30, 8, picture.width - 6, picture.height - 8))
    darkest, lightest = right_end.getextrema()
    assert lightest - darkest > 100  # type: ignore[operator]


def luminance(colour: str) -> float:
    """The relative luminance, as WCAG defines it, of a colour written as `rgb(…)`."""
    shares = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return sum(weight * share for weight, share in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


_HIGHLIGHT = """() => {
  const probe = document.body.appendChild(document.createElement('i'));
  probe.style.color = 'Highlight';
  return getComputedStyle(probe).color;
}"""
