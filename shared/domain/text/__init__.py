"""Texts in two languages, numbers and times in words, cleaning of pasted text."""
