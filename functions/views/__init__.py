"""Response models of the API: camelCase in JSON, times in UTC, reasons in the reader's language.

What `functions/X.py` answers with stands in `X.py` here. The handlers return these models and the OpenAPI document is made from
them, so the two cannot drift apart.
"""
