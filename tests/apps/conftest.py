"""The storage that exports are read from."""

from tests.attachments.conftest import account, stack

__all__ = ["account", "stack"]
