"""A form of 300 fields, 1 000 calculations, a list of 5 000 rows and 200 repeats, beside a bare page of the same boxes."""
