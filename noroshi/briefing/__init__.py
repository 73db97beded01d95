"""One page on which executives decide: chosen items together, the decision, the orders that follow."""
