"""`make doctor`: examines an instance from outside, and says what is wrong and what to do about it."""
