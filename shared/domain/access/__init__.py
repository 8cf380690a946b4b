"""Who a person is, which roles there are, and who may see and do what."""
