"""What to look at once more before something leaves: plain functions over what was typed. They warn; one of them wants a word.

Only a text that says it may go less far than its own marking must be confirmed (C-254, C-264). Nothing is ever taken out.
"""

from noroshi.drafting.checks.finding import CheckKind, Finding
from noroshi.drafting.checks.looking import looked_through

__all__ = ["CheckKind", "Finding", "looked_through"]
