"""Parts that are made once, on first use; a test or a preview can override them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, ParamSpec, TypeVar

_P = ParamSpec("_P")
_T = TypeVar("_T")
_made: dict[tuple[Any, ...], Any] = {}
"""What has been made: by its function's name, and its arguments."""


def part(make: Callable[_P, _T]) -> Callable[_P, _T]:
    """A function whose result is made on the first call and kept."""

    @wraps(make)
    def get(*arguments: _P.args, **none: _P.kwargs) -> _T:
        key = (make.__name__, *arguments)
        if key not in _made:
            _made[key] = make(*arguments, **none)
        kept: _T = _made[key]
        return kept

    return get


def overridable(read: Callable[[], _T]) -> Callable[[], _T]:
    """A function that is asked anew each time, unless another is put in its place."""

    @wraps(read)
    def asked() -> _T:
        instead: Callable[[], _T] = _made.get((read.__name__,), read)
        return instead()

    return asked


@contextmanager
def override(**parts: Any) -> Iterator[None]:
    """Use these parts while the block runs, by the names of their functions; the others are made anew. In place of what is
    asked anew each time a function is given. For tests and previews, and the only way in: nothing else changes what a part
    is."""
    before = dict(_made)
    _made.clear()
    _made.update({(name,): given for name, given in parts.items()})
    try:
        yield
    finally:
        _made.clear()
        _made.update(before)
