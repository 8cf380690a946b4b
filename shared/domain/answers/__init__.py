"""The answers that come in: walking through them, the validator, the rules."""
