"""Events: what one desk holds to be the same, though it was told by several bodies."""
