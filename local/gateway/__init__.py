"""The shipped policies in front of everything, as API Management would run them: what a deployment makes, run on loopback."""
