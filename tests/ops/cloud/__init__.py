"""`az` and `azd` as far as the guides use them: they refuse what the real ones refuse, and keep what was deployed in a file."""
