"""Kusto Query Language without a workspace: Microsoft's own parser says what it refuses (`checking.py`), and a translation to
DuckDB runs a query over rows that a test makes (`running.py`). Both know the tables by their documented columns (`tables.py`)."""
