"""How long an idle HTTP connection to an outside service may be reused."""

from __future__ import annotations

import httpx

IDLE_SECONDS = 2.0
"""Shorter than a server keeps an idle connection open: the shortest default in wide use is 5 seconds (Apache httpd's
`KeepAliveTimeout`, Node's `server.keepAliveTimeout`), which is httpx's own as well. A request that meets the server's closing
gets no answer, and nobody knows then whether it was carried out. Azure's way out drops what has been idle for 4 minutes (Azure
Load Balancer, "TCP idle timeout"), not always with a reset."""

BRIEFLY_KEPT = httpx.Limits(max_connections=100, max_keepalive_connections=20, keepalive_expiry=IDLE_SECONDS)
"""For every client of ours: httpx's own numbers, but for how long a connection is kept."""
