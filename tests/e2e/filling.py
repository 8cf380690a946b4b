"""The controls of a form, answered as a person does: found by their label, then tapped, typed in, chosen, drawn on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
import re
from typing import Any
from zoneinfo import ZoneInfo

from playwright.sync_api import Locator, expect

from shared.domain.definition.compiled_definition import Compiled
from tests.e2e.asked import Asked, Place, sections
from tests.e2e.phone import Phone

EXAMPLES = Path(__file__).parents[2] / "shared" / "definitions" / "examples"
"""The photos and files that the examples tell of, by their names."""
ENTITY, GROUP, DENMARK = "entity", "group", ZoneInfo("Europe/Copenhagen")


Hand = Callable[[Place, Asked, Any], None]


def fill_in(phone: Phone, compiled: Compiled, answers: Mapping[str, Any]) -> None:
    """The form of `compiled`, open on the phone: every field that has an answer, from above."""
    for title, fields in sections(compiled):
        if any(field.id in answers for field in fields):
            # A title may name an answer.
            shown = re.sub(r"\\\{.*?\\\}", ".*", re.escape(title))
            section = phone.page.get_by_role("region", name=re.compile(f"^{shown}$"))
            fill_fields(Place(phone, section), fields, answers)


def fill_fields(place: Place, fields: Sequence[Asked], answers: Mapping[str, Any]) -> None:
    for field in fields:
        if field.id in answers:
            HANDS.get(field.control, write)(place, field, answers[field.id])


def write(place: Place, asked: Asked, answer: str) -> None:
    if asked.layout.get("autofill"):
        expect(place.within.locator(f'.autofilled[id$="-{asked.id}"]')).to_contain_text(answer)
    else:
        place.box(asked.label).fill(answer)


def figure(place: Place, asked: Asked, answer: float) -> None:
    place.box(asked.label).fill(str(answer).replace(".", ","))


def kroner(place: Place, asked: Asked, answer: int) -> None:
    place.box(asked.label).fill(f"{answer / 100:.2f}".replace(".", ","))


def yes_or_no(place: Place, asked: Asked, answer: bool) -> None:
    tap(place.group(asked.label), "Ja" if answer else "Nej")


def tap_options(place: Place, asked: Asked, answer: str | list[str]) -> None:
    for value in [answer] if isinstance(answer, str) else answer:
        tap(place.group(asked.label), asked.option(value))


def select(place: Place, asked: Asked, answer: str) -> None:
    place.box(asked.label).select_option(label=asked.option(answer))


def search(place: Place, asked: Asked, answer: str | list[str]) -> None:
    if isinstance(answer, str):
        choose(place.box(asked.label), asked.option(answer))
        return
    for value in answer:
        choose(place.group(asked.label).get_by_role("combobox"), asked.option(value))


def moment(place: Place, asked: Asked, answer: str) -> None:
    place.box(asked.label).fill(f"{datetime.fromisoformat(answer).astimezone(DENMARK):%Y-%m-%dT%H:%M}")


def duration(place: Place, asked: Asked, answer: int) -> None:
    place.group(asked.label).get_by_label("minutter").fill(str(answer))


def address(place: Place, asked: Asked, answer: Mapping[str, str]) -> None:
    for part, label in asked.layout["parts"].items():
        place.group(asked.label).get_by_label(label["da"], exact=True).fill(answer[part])


def production_unit(place: Place, asked: Asked, answer: str) -> None:
    """Radio buttons where the company has few, else a list; both come when the register has answered."""
    few, many = (
        place.group(asked.label).get_by_text(answer),
        place.box(asked.label).and_(place.within.locator("select")),
    )
    expect(few.or_(many).first).to_be_visible()
    if few.count():
        few.click()
    else:
        many.select_option(answer)


def attach(place: Place, asked: Asked, answer: Sequence[Mapping[str, Any]]) -> None:
    group = place.group(asked.label)
    for file in answer:
        group.get_by_label(re.compile("^Vælg")).set_input_files(EXAMPLES / file["name"])
        expect(group.get_by_text(file["name"]).first).to_be_visible()


def stand_there(place: Place, asked: Asked, answer: Mapping[str, Any]) -> None:
    where = {part: answer[part] for part in ("latitude", "longitude", "accuracy")}
    place.phone.context.grant_permissions(["geolocation"])
    place.phone.context.set_geolocation(where)  # type: ignore[arg-type]
    place.group(asked.label).get_by_role("button", name="Brug min position").click()
    expect(place.group(asked.label)).to_contain_text(asked.words(answer))


def sign(place: Place, asked: Asked, answer: str) -> None:
    draw(place.group(asked.label))


def calculated(place: Place, asked: Asked, answer: Any) -> None:
    """Nobody fills it in: it has to be there."""
    expect(place.group(asked.label).locator("output")).to_have_text(asked.words(answer))


def repeated(place: Place, asked: Asked, answer: Sequence[Mapping[str, Any]]) -> None:
    group, name = place.group(asked.label), asked.layout["itemLabel"]["da"]
    for number, item in enumerate(answer, start=1):
        card = group.get_by_role("group", name=f"{name} {number}", exact=True)
        if not card.count():
            group.get_by_role("button", name=asked.layout["addLabel"]["da"], exact=True).click()
        fill_fields(Place(place.phone, card), asked.inner(), item)


def tap(group: Locator, option: str) -> None:
    """Where a thumb would, on the text."""
    group.locator("label").get_by_text(option, exact=True).click()


def choose(box: Locator, option: str, typed: str = "") -> None:
    box.fill(typed or option)
    box.page.get_by_role("option", name=option, exact=True).click()


def draw(group: Locator) -> None:
    """A signature with the pointer."""
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
"""By control; the answer to every other is what is typed."""
