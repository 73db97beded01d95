"""Mail that comes in: received, looked at, handed to `intake`."""
