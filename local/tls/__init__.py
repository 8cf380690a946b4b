"""TLS in front of the local stack: the session's cookie is `Secure`, and WebKit does not store such a cookie over plain http."""
