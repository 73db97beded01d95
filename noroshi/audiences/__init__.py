"""Who holds what: interned audiences, the only code that filters by viewer, and the database lock behind it."""
