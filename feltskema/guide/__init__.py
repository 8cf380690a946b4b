"""Generates the guide's pages on the field types from the types' own code."""
