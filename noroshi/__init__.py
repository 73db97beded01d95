"""Noroshi carries cyber-security information between the people who keep critical services running."""

__version__ = "0.1.0"
