"""Inquiries along the chain, approvals of processed texts, and looks at a source."""

from noroshi.api.asking import answering, approving, asking, looking, widening
from noroshi.api.asking.room import room

__all__ = ["answering", "approving", "asking", "looking", "room", "widening"]
