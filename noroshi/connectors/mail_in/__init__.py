"""Mail to desks: received, checked, handed to the intake."""
