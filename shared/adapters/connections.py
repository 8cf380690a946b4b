"""Limits how long an idle HTTP connection to an outside service may be reused."""

from __future__ import annotations

import httpx

IDLE_SECONDS = 2.0
"""Less than any common server keeps an idle connection open: the shortest default is 5 seconds (Apache httpd's
`KeepAliveTimeout`, Node's `server.keepAliveTimeout`), which is also httpx's. A request that is sent while the server closes the
connection gets no answer, and it is then unknown whether it was processed. Azure drops outgoing connections that have been idle
for 4 minutes (Azure Load Balancer, "TCP idle timeout"), not always with a reset."""

BRIEFLY_KEPT = httpx.Limits(max_connections=100, max_keepalive_connections=20, keepalive_expiry=IDLE_SECONDS)
"""For all our clients: httpx's own limits, except for the time that an idle connection is kept."""
