"""Pieces of a `Cookie` header that a neighbouring host can make a browser send, and that a lenient parser could take for our
cookie.

A neighbouring host may set cookies for the domain above both. Browsers do not let it use names that begin with `__Host-`, so it
chooses names and values which only a parser on the server could turn into such a name.
"""

from __future__ import annotations

from collections.abc import Iterator

SPACES = "\x0b\x0c\x1c\x1f\x85\xa0\u1680\u2000\u2003\u2028\u202f\u205f\u3000\ufeff"
"""Characters that trimming functions remove, beside space and tab, which browsers remove themselves."""
UNSEEN = "\xad\u200b\u200c\u200d\u2060\x01\x7f"
"""Characters that comparisons by a language's rules ignore."""
PLACEHOLDER = "{cookie}"


def crumbs() -> Iterator[str]:
    """Templates of a piece of the header, with `{cookie}` in place of `name=value`."""
    yield from (f"{sign}{PLACEHOLDER}" for sign in SPACES + UNSEEN)
    yield from ("x=1,{cookie}", "x=1, {cookie}", "x=1 ,\t{cookie}", ",{cookie}", "x,{cookie},y", 'x="1,{cookie}"')
    yield from (
        '"{cookie}"',
        "'{cookie}'",
        "={cookie}",
        "x={cookie}",
        "x={cookie}=",
        "$Version=1, {cookie}",
        "x&{cookie}",
    )
    yield from ("x=1%3B {cookie}", "x=1%3B%20{cookie}", "[{cookie}]", "%20{cookie}", "$Path=/,{cookie}")
    yield from (f"x=1{sign}{PLACEHOLDER}" for sign in SPACES)


def names(name: str) -> Iterator[str]:
    """Names other than `name` that a parser could take for it."""
    yield from (
        name.lower().replace("__host", "__HOST"),
        name.upper(),
        f"{name}%3D",
        f"{name}[0]",
        f"{name}.x",
        f"${name}",
    )
    yield from (f"{name}{sign}" for sign in SPACES + UNSEEN + "+")
    yield from (
        name.replace("-", "_", 1),
        name.replace("-", "%2D", 1),
        name.replace("H", "\uff28"),
        name.replace("s", "\u017f"),
    )


def planted(name: str, value: str) -> list[str]:
    """Every piece of a header for a cookie of this name and value."""
    return [crumb.replace(PLACEHOLDER, f"{name}={value}") for crumb in crumbs()] + [
        f"{item}={value}" for item in names(name)
    ]
