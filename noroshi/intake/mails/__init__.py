"""A mail that came in: taken apart, kept sealed, made into a draft."""
