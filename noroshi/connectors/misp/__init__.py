"""A feed that a MISP instance subscribes to."""
