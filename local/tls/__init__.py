"""TLS in front of the stack on one machine: WebKit keeps no `Secure` cookie that comes over plain http, as our session's is."""
