"""Lists of values at addresses of others: one a line, or a column of a CSV."""
