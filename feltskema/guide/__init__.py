"""The guide's pages on the field types, made from the types themselves."""
