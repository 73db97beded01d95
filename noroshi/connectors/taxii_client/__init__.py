"""Fetching from TAXII servers of others, 2.1 and 2.0."""
