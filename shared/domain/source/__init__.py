"""A definition's file as nodes that know their line and column, and faults that name them."""
