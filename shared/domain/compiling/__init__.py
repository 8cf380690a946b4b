"""Fields with their expressions compiled; the JSON Schema and the rules made from them."""
