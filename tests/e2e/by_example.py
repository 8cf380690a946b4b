"""Fills in any form as a person does, from the example in its own definition: each control by its kind, no app by its name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
import json
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from playwright.sync_api import Locator, expect

from shared.domain.definitions import Compiled
from tests.e2e.phone import Phone

FILES = Path(__file__).parents[2] / "shared" / "definitions" / "examples"
Layout = Mapping[str, Any]
Fill = Callable[["Filler", Layout, str, Any], None]


@dataclass
class Filler:
    """One form on one phone. `entities`: the title of a registration to choose, by the app that it is of."""

    phone: Phone
    entities: dict[str, str] = field(default_factory=dict)

    def form(self, compiled: Compiled) -> None:
        content = json.loads(compiled.content)
        for section in content["sections"]:
            self.fields(section["fields"], "", compiled.definition.example or {})

    def fields(self, layouts: list[Layout], before: str, answers: Mapping[str, Any]) -> None:
        for layout in layouts:
            if layout["id"] in answers and not layout.get("autofill"):
                fill = _CONTROLS.get(layout["control"], typed)
                fill(self, layout, f"{before}-{layout['id']}", answers[layout["id"]])

    def box(self, path: str) -> Locator:
        # By the id: two people's names in one form are otherwise the same to a test.
        return self.phone.page.locator(f"[id='felt{path}']")

    def tap(self, path: str, number: int) -> None:
        """The label of one of several options."""
        name = f"felt{path}" if number == 0 else f"felt{path}-{number + 1}"
        self.phone.page.locator(f"label[for='{name}']").click()

    def search(self, path: str, text: str) -> None:
        self.box(path).fill(text)
        self.box(f"{path}-hits").get_by_role("option").filter(has_text=text).first.click()


def typed(filler: Filler, layout: Layout, path: str, answer: Any) -> None:
    filler.box(path).fill(str(answer))


def left(filler: Filler, layout: Layout, path: str, answer: Any) -> None:
    """The phone does it by itself, or there is nothing to do."""


def decimal(filler: Filler, layout: Layout, path: str, answer: Any) -> None:
    filler.box(path).fill(str(answer).replace(".", ","))


def money(filler: Filler, layout: Layout, path: str, answer: int) -> None:
    filler.box(path).fill(f"{answer // 100},{answer % 100:02d}")


def yes_no(filler: Filler, layout: Layout, path: str, answer: bool) -> None:
    filler.tap(path, 0 if answer else 1)


def options(filler: Filler, layout: Layout, path: str, answer: str | list[str]) -> None:
    values = [option["value"] for option in layout["options"]]
    for one in [answer] if isinstance(answer, str) else answer:
        filler.tap(path, values.index(one))


def select(filler: Filler, layout: Layout, path: str, answer: str) -> None:
    filler.box(path).select_option(value=answer)


def searched(filler: Filler, layout: Layout, path: str, answer: str | list[str]) -> None:
    labels = {option["value"]: option["label"]["da"] for option in layout["options"]}
    for one in [answer] if isinstance(answer, str) else answer:
        filler.search(path, labels[one])


def entity(filler: Filler, layout: Layout, path: str, answer: str | list[str]) -> None:
    filler.search(path, filler.entities[layout["optionsFrom"]])


def date_time(filler: Filler, layout: Layout, path: str, answer: str) -> None:
    here = datetime.fromisoformat(answer).astimezone(ZoneInfo("Europe/Copenhagen"))
    filler.box(path).fill(f"{here:%Y-%m-%dT%H:%M}")


def duration(filler: Filler, layout: Layout, path: str, answer: int) -> None:
    filler.box(path).fill(str(answer // 60))
    filler.box(f"{path}-minutes").fill(str(answer % 60))


def address(filler: Filler, layout: Layout, path: str, answer: Mapping[str, str]) -> None:
    for part, text in answer.items():
        filler.box(f"{path}-{part}").fill(text)


def cpr(filler: Filler, layout: Layout, path: str, answer: str) -> None:
    filler.box(path).press_sequentially(answer)


def cvr(filler: Filler, layout: Layout, path: str, answer: str) -> None:
    with filler.phone.page.expect_response(lambda one: f"/companies/{answer}" in one.url):
        filler.box(path).fill(answer)


def p_number(filler: Filler, layout: Layout, path: str, answer: str) -> None:
    units = filler.phone.page.locator(f"input[name='felt{path}']")
    if units.count() > 1:
        filler.phone.page.locator("label", has_text=answer).click()


def files(filler: Filler, layout: Layout, path: str, answer: list[Mapping[str, str]]) -> None:
    group = filler.phone.page.get_by_role("group").filter(has=filler.box(path)).last
    for one in answer:
        group.locator("input[type=file]").last.set_input_files(FILES / one["name"])
        expect(group.get_by_text(one["name"].rpartition(".")[0]).first).to_be_visible()


def position(filler: Filler, layout: Layout, path: str, answer: Any) -> None:
    filler.box(path).click()
    expect(filler.phone.page.get_by_text("bredde")).to_be_visible()


def signature(filler: Filler, layout: Layout, path: str, answer: str) -> None:
    filler.box(path).scroll_into_view_if_needed()
    paper = filler.box(path).bounding_box()
    assert paper
    mouse = filler.phone.page.mouse
    mouse.move(paper["x"] + 30, paper["y"] + 60)
    mouse.down()
    for step in range(12):
        mouse.move(paper["x"] + 30 + step * 12, paper["y"] + 50 + (step % 3) * 15)
    mouse.up()


def group(filler: Filler, layout: Layout, path: str, answer: list[Mapping[str, Any]]) -> None:
    for number, item in enumerate(answer):
        if not filler.box(f"{path}-{number}-title").count():
            filler.box(f"{path}-add").click()
        filler.fields(layout["fields"], f"{path}-{number}", item)


_CONTROLS: Mapping[str, Fill] = {
    "address": address,
    "calculated": left,
    "checkboxes": options,
    "cpr": cpr,
    "cvr": cvr,
    "date-time": date_time,
    "decimal": decimal,
    "duration": duration,
    "entity": entity,
    "file": files,
    "group": group,
    "money": money,
    "p-number": p_number,
    "photo": files,
    "position": position,
    "radio": options,
    "search": searched,
    "select": select,
    "signature": signature,
    "yes-no": yes_no,
}
