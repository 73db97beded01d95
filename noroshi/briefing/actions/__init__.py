"""What people do with such a page."""

from noroshi.briefing.actions.compose import BriefingWish, Option, compose
from noroshi.briefing.actions.decide import decide
from noroshi.briefing.actions.take_back import take_back

__all__ = ["BriefingWish", "Option", "compose", "decide", "take_back"]
