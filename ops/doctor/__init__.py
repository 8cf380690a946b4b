"""`make doctor`: looks at an instance from outside, and says in plain words what is wrong and what to do about it."""
