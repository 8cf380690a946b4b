"""The expression language of definitions: parsed by hand, type-checked, compiled to arrays that phone and server evaluate.

text --tokens--> words --parser--> tree --checker--> (kind, nested arrays) --evaluator--> a value
"""
