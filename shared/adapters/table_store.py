"""The base of all adapters on one table of Azure Table Storage: opens and closes the table."""

from __future__ import annotations

from typing import ClassVar

from shared.adapters.storage import Account, Table


class TableStore:
    """Base of an adapter that stores its rows in one table, which the class names in `TABLE`."""

    TABLE: ClassVar[str]

    def __init__(self, account: Account) -> None:
        self._table = Table(account, self.TABLE)

    async def close(self) -> None:
        await self._table.close()
