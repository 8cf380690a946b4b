"""Reads YAML files with the place of each value in them."""

from shared.adapters.yaml_source.yaml_nodes import read_yaml

__all__ = ["read_yaml"]
