"""The operators' screens: what waits, what can be done about it, and what a receiver was found to have."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import expect

from tests.comfort.answers import operations, person
from tests.comfort.phone_states import SCREENS
from tests.comfort.screens import screen
from tests.comfort.seen import Seen

__all__ = ["SCREENS"]

OPERATOR = ["operatoer", "konsulent"]


@screen
def operations_board(seen: Seen) -> None:
    """The operators' board with two deliveries chosen."""
    page = seen.open("/drift", person(roles=OPERATOR), operations())
    expect(page.get_by_role("heading", name="Hvor meget venter")).to_be_visible()
    page.get_by_role("button", name="Vælg alle viste").click()
    expect(page.get_by_role("button", name="Læg til side")).to_be_visible()


@screen
def operations_closing(seen: Seen) -> None:
    operations_board(seen)
    seen.page.get_by_role("button", name="Luk: håndteret på anden måde").click()
    expect(seen.page.get_by_role("dialog")).to_be_visible()


@screen
def operations_moved(seen: Seen) -> None:
    """What came of a move: one was moved, one had changed meanwhile."""
    operations_board(seen)
    seen.site.answers |= {"/api/operations/moves": {"items": [_moved("0", "parked"), _moved("1", None)]}}
    seen.page.get_by_role("button", name="Læg til side").click()
    seen.page.get_by_role("textbox", name="Hvorfor").fill("Fasit bygger om")
    seen.page.get_by_role("dialog").get_by_role("button", name="Læg til side").click()
    expect(seen.page.get_by_role("button", name="Luk beskeden")).to_be_visible()


@screen
def operations_not_moved(seen: Seen) -> None:
    """A move whose first call was not answered: nothing is lost, and one tap tries again."""
    operations_board(seen)
    seen.site.cut = True
    seen.page.get_by_role("button", name="Prøv igen nu").click()
    seen.page.get_by_role("dialog").get_by_role("button", name="Prøv igen nu").click()
    expect(seen.page.get_by_role("button", name="Prøv igen", exact=True).first).to_be_visible()


def _moved(last: str, status: str | None) -> dict[str, Any]:
    at = "2026-03-03T09:01:00Z"
    failed = {
        "problem": {"code": "conflict", "title": "Leveringen er ændret imens", "detail": ""},
        "happened": {"status": "delivered", "since": at, "by": "Tove Teamleder"},
    }
    moved = {"person": "0" * 31 + last, "id": "0", "target": "fasit-documents", "status": status, "etag": "1"}
    return {**moved, **(failed if status is None else {"problem": None, "happened": None})}


@screen
def operations_taken(seen: Seen) -> None:
    """What a receiver took today, opened."""
    seen.open("/drift", person(roles=OPERATOR), operations())
    seen.page.get_by_text("Sammenlign en dag med Fasit").click()
    expect(seen.page.get_by_text("registrering 0").first).to_be_visible()


@screen
def operations_delivery(seen: Seen) -> None:
    answers = operations()
    place = next(path for path in answers if path.endswith("/fasit-documents")).removeprefix(
        "/api/operations/deliveries"
    )
    page = seen.open(f"/drift{place}", person(roles=OPERATOR), answers)
    expect(page.get_by_role("heading", name="Svarene")).to_be_visible()


@screen
def operations_compared(seen: Seen) -> None:
    """A day of a receiver that can be asked: some are missing there, one is there twice, and one was explained."""
    seen.open("/drift", person(roles=OPERATOR), operations())
    seen.page.get_by_text("Sammenlign en dag med Momentum").click()
    expect(seen.page.get_by_text("1 er fundet i Momentum.")).to_be_visible()
