"""Runs a call's work that needs no storage while its session is looked up."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Hashable
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from shared.domain.access.person import Person

T = TypeVar("T")


_done_before: set[Hashable] = set()
"""The kinds of work that this process has done once."""


class EarlyResult(Generic[T]):
    """The result of `work` for a person, made while their session is looked up; what the work raises is raised by `result`.

    It is made for the person that the token names. Where the look-up gives the person other roles, it is made anew. The first
    work of its `kind` is not done early: it imports and compiles for so long that the look-up beside it would run out of time.
    `kind` may raise what the work raises.
    """

    def __init__(self, work: Callable[[Person], T], kind: Callable[[], Hashable]) -> None:
        self._work, self._kind = work, kind
        self._made: tuple[Person, Callable[[], T]] | None = None

    def make(self, person: Person) -> None:
        try:
            if self._kind() not in _done_before:
                return
        except Exception:
            return  # The work raises it too, where its result is used.
        try:
            result = self._work(person)
        except Exception as error:
            self._made = (person, lambda error=error: _raised(error))
        else:
            self._made = (person, lambda: result)

    def result(self, person: Person) -> T:
        if self._made is not None and self._made[0] == person:
            return self._made[1]()
        result = self._work(person)
        _done_before.add(self._kind())
        return result


def _raised(error: Exception) -> Any:
    raise error


async def beside(request: Coroutine[Any, Any, T], work: Callable[[], None]) -> T:
    """Do the work while the answer to what is asked is on its way; the answer."""
    task = asyncio.get_running_loop().create_task(request)
    try:
        await asyncio.sleep(0)  # The request is sent first.
        work()
    except BaseException:
        task.cancel()
        raise
    return await task
