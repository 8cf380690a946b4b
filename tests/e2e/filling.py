"""Fills in every control of a form as a person does: finds it by its label, then taps, types, chooses or draws."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
import re
from typing import Any
from zoneinfo import ZoneInfo

from playwright.sync_api import Locator, expect

from shared.domain.definition.compiled_definition import Compiled
from tests.e2e.form_fields import FormField, Place, sections
from tests.e2e.phone import Phone

EXAMPLES = Path(__file__).parents[2] / "shared" / "definitions" / "examples"
"""The folder of the photos and files that the examples name."""
ENTITY, GROUP, DENMARK = "entity", "group", ZoneInfo("Europe/Copenhagen")


Hand = Callable[[Place, FormField, Any], None]


def fill_in(phone: Phone, compiled: Compiled, answers: Mapping[str, Any]) -> None:
    """Fill in the form that is open on the phone: every field of `compiled` that has an answer, from top to bottom."""
    for title, fields in sections(compiled):
        if any(field.id in answers for field in fields):
            # A title may contain an answer.
            title_pattern = re.sub(r"\\\{.*?\\\}", ".*", re.escape(title))
            section = phone.page.get_by_role("region", name=re.compile(f"^{title_pattern}$"))
            fill_fields(Place(phone, section), fields, answers)


def fill_fields(place: Place, fields: Sequence[FormField], answers: Mapping[str, Any]) -> None:
    for field in fields:
        if field.id in answers:
            HANDS.get(field.control, write)(place, field, answers[field.id])


def write(place: Place, field: FormField, answer: str) -> None:
    if field.layout.get("autofill"):
        expect(place.within.locator(f'.autofilled[id$="-{field.id}"]')).to_contain_text(answer)
    else:
        place.box(field.label).fill(answer)


def figure(place: Place, field: FormField, answer: float) -> None:
    place.box(field.label).fill(str(answer).replace(".", ","))


def kroner(place: Place, field: FormField, answer: int) -> None:
    place.box(field.label).fill(f"{answer / 100:.2f}".replace(".", ","))


def yes_or_no(place: Place, field: FormField, answer: bool) -> None:
    tap(place.group(field.label), "Ja" if answer else "Nej")


def tap_options(place: Place, field: FormField, answer: str | list[str]) -> None:
    for value in [answer] if isinstance(answer, str) else answer:
        tap(place.group(field.label), field.option(value))


def select(place: Place, field: FormField, answer: str) -> None:
    place.box(field.label).select_option(label=field.option(answer))


def search(place: Place, field: FormField, answer: str | list[str]) -> None:
    if isinstance(answer, str):
        choose(place.box(field.label), field.option(answer))
        return
    for value in answer:
        choose(place.group(field.label).get_by_role("combobox"), field.option(value))


def moment(place: Place, field: FormField, answer: str) -> None:
    place.box(field.label).fill(f"{datetime.fromisoformat(answer).astimezone(DENMARK):%Y-%m-%dT%H:%M}")


def duration(place: Place, field: FormField, answer: int) -> None:
    place.group(field.label).get_by_label("minutter").fill(str(answer))


def address(place: Place, field: FormField, answer: Mapping[str, str]) -> None:
    for part, label in field.layout["parts"].items():
        place.group(field.label).get_by_label(label["da"], exact=True).fill(answer[part])


def production_unit(place: Place, field: FormField, answer: str) -> None:
    """Choose a unit: radio buttons where the company has few, otherwise a list. Both appear when the register has answered."""
    few, many = (
        place.group(field.label).get_by_text(answer),
        place.box(field.label).and_(place.within.locator("select")),
    )
    expect(few.or_(many).first).to_be_visible()
    if few.count():
        few.click()
    else:
        many.select_option(answer)


def attach(place: Place, field: FormField, answer: Sequence[Mapping[str, Any]]) -> None:
    group = place.group(field.label)
    for file in answer:
        group.get_by_label(re.compile("^Vælg")).set_input_files(EXAMPLES / file["name"])
        expect(group.get_by_text(file["name"]).first).to_be_visible()


def stand_there(place: Place, field: FormField, answer: Mapping[str, Any]) -> None:
    where = {part: answer[part] for part in ("latitude", "longitude", "accuracy")}
    place.phone.context.grant_permissions(["geolocation"])
    place.phone.context.set_geolocation(where)  # type: ignore[arg-type]
    place.group(field.label).get_by_role("button", name="Brug min position").click()
    expect(place.group(field.label)).to_contain_text(field.words(answer))


def sign(place: Place, field: FormField, answer: str) -> None:
    draw(place.group(field.label))


def calculated(place: Place, field: FormField, answer: Any) -> None:
    """Check that the calculated value is shown; it is not filled in."""
    expect(place.group(field.label).locator("output")).to_have_text(field.words(answer))


def repeated(place: Place, field: FormField, answer: Sequence[Mapping[str, Any]]) -> None:
    group, name = place.group(field.label), field.layout["itemLabel"]["da"]
    for number, item in enumerate(answer, start=1):
        card = group.get_by_role("group", name=f"{name} {number}", exact=True)
        if not card.count():
            group.get_by_role("button", name=field.layout["addLabel"]["da"], exact=True).click()
        fill_fields(Place(place.phone, card), field.inner(), item)


def tap(group: Locator, option: str) -> None:
    """Tap an option on its text, as a person does."""
    group.locator("label").get_by_text(option, exact=True).click()


def choose(box: Locator, option: str, typed: str = "") -> None:
    box.fill(typed or option)
    box.page.get_by_role("option", name=option, exact=True).click()


def draw(group: Locator) -> None:
    """Draw a signature with the pointer."""
    paper = group.get_by_role("img")
    paper.scroll_into_view_if_needed()
    box = paper.bounding_box()
    assert box
    mouse = group.page.mouse
    mouse.move(box["x"] + 40, box["y"] + 70)
    mouse.down()
    for step in range(20):
        mouse.move(box["x"] + 40 + step * 9, box["y"] + 60 + (step % 4) * 12)
    mouse.up()
    expect(group.get_by_text("Underskrevet")).to_be_visible()


HANDS: Mapping[str, Hand] = {
    "integer": figure,
    "decimal": figure,
    "money": kroner,
    "yes-no": yes_or_no,
    "radio": tap_options,
    "checkboxes": tap_options,
    "select": select,
    "search": search,
    ENTITY: search,
    "date-time": moment,
    "duration": duration,
    "address": address,
    "p-number": production_unit,
    "photo": attach,
    "file": attach,
    "position": stand_there,
    "signature": sign,
    "calculated": calculated,
    GROUP: repeated,
}
"""How to answer a field, by its control. In other controls the answer is typed."""
