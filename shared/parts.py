"""Parts that are made once, on first use; a test or a preview can override them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from functools import wraps
from inspect import iscoroutinefunction
from typing import Any, ParamSpec, TypeVar

_P = ParamSpec("_P")
_T = TypeVar("_T")
_parts: dict[tuple[Any, ...], Any] = {}
"""What has been made: by its function's name, and its arguments."""


def part(make: Callable[_P, _T]) -> Callable[_P, _T]:
    """A function whose result is made by the first call, and returned by all later ones."""

    @wraps(make)
    def get(*arguments: _P.args, **none: _P.kwargs) -> _T:
        key = (make.__name__, *arguments)
        if key not in _parts:
            _parts[key] = make(*arguments, **none)
        value: _T = _parts[key]
        return value

    return get


def overridable(read: Callable[[], _T]) -> Callable[[], _T]:
    """A function that is called each time, unless `override` has replaced it."""

    @wraps(read)
    def read_current() -> _T:
        current: Callable[[], _T] = _parts.get((read.__name__,), read)
        return current()

    return read_current


async def close_parts() -> None:
    """Close the connections of every part that was made, and of the members of those that are dataclasses. They are opened anew
    where they are used again."""
    for value in list(_parts.values()):
        members = [getattr(value, member.name) for member in fields(value)] if _is_dataclass_object(value) else []
        for opened in (value, *members):
            close = getattr(opened, "close", None)
            if iscoroutinefunction(close):
                await close()


def _is_dataclass_object(value: Any) -> bool:
    return is_dataclass(value) and not isinstance(value, type)


@contextmanager
def override(**parts: Any) -> Iterator[None]:
    """Replace parts while the block runs, by the names of their functions; the others are made anew. A part of `part` is replaced
    by a value, one of `overridable` by a function. For tests and previews; nothing else changes a part."""
    before = dict(_parts)
    _parts.clear()
    _parts.update({(name,): value for name, value in parts.items()})
    try:
        yield
    finally:
        _parts.clear()
        _parts.update(before)
