"""The gateway's shipped policies in front of the local stack, run by a local policy runner as API Management would run them."""
