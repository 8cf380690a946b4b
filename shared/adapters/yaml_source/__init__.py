"""YAML files read with the place of everything that stands in them."""

from shared.adapters.yaml_source.yaml_nodes import read_yaml

__all__ = ["read_yaml"]
