"""The patterns of names and ids, which the definitions, the API's contract and the checks of requests share."""

from __future__ import annotations

NAME = "[a-z][a-z0-9-]{0,39}"
"""The name of an app, a target or a figure, as it stands in addresses. Without `^` and `$`, since it is used in longer patterns
too."""

UUID = "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"
"""A UUID in its canonical form, of any version."""
