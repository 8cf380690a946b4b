"""What a neighbouring host can make a browser send beside our cookies: crumbs of a `Cookie` header that some reader somewhere
takes for a cookie under our name, though the browser keeps it under another.

A host next to ours may set cookies for the domain above both. Browsers keep names that begin with `__Host-` from it, so it writes
names and values that only a reader behind the browser turns into such a name.
"""

from __future__ import annotations

from collections.abc import Iterator

SPACES = "\x0b\x0c\x1c\x1f\x85\xa0\u1680\u2000\u2003\u2028\u202f\u205f\u3000\ufeff"
"""What trims take away, beside the space and the tab that a browser takes away itself."""
UNSEEN = "\xad\u200b\u200c\u200d\u2060\x01\x7f"
"""What comparisons by the rules of a language step over."""
PLACEHOLDER = "{cookie}"


def crumbs() -> Iterator[str]:
    """Each holds `{cookie}` where `name=value` belongs."""
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
    """Names that are not `name`, and that a reader could take for it."""
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
    """All of it, filled."""
    return [crumb.replace(PLACEHOLDER, f"{name}={value}") for crumb in crumbs()] + [
        f"{item}={value}" for item in names(name)
    ]
