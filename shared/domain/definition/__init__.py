"""The model of a definition, the compiled definition, how drafts move to a newer version."""
