"""Response models of the API: camelCase in JSON, times in UTC, reasons in the reader's language.

The models of `functions/X.py` are in `X.py` here. The handlers return these models and the OpenAPI document is made from them, so
the two cannot drift apart.
"""
