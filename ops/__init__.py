"""Tools for who runs the product."""
