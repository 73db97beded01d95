"""Proving who one is: passwords, factors, keys, invitations, resets, sessions."""
