"""What people do with such a page."""

from noroshi.briefing.actions.compose import BriefingWish, Option, compose
from noroshi.briefing.actions.decide import decide

__all__ = ["BriefingWish", "Option", "compose", "decide"]
