"""What one shift of a desk leaves for the next, and who of the desk is at an item or a draft just now."""
