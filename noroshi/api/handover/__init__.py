"""The hand-over note of my desk."""

from noroshi.api.handover.notes import room

__all__ = ["room"]
