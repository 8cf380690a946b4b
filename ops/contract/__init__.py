"""Generates the files that describe the contract between server, phone and readers from the server's code."""
