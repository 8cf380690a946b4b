"""Who a person is, which roles there are, who has them, and what a broker's responses to a sign-in mean."""
