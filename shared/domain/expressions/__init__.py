"""The one expression form of definitions: parsed by hand, typed, compiled to arrays and, where it can be, to JSON Schema.

text --tokens--> words --parser--> tree --checker--> (kind, nested arrays) --evaluator--> a value
"""
