"""How a moment is written for a reader, in a table and in a sentence alike."""

from datetime import date, datetime
from typing import Final

from django.utils import timezone

PATTERNS: Final = {
    ("ja", "full"): "y年M月d日（E） H:mm",
    ("ja", "short"): "M/d H:mm",
    ("ja", "day"): "y年M月d日",
    ("en", "full"): "EEE d MMM y, H:mm",
    ("en", "short"): "d MMM H:mm",
    ("en", "day"): "d MMM y",
}


def day_words(day: date, language: str) -> str:
    """As `{% moment at "day" %}` says it, for a sentence."""
    from babel.dates import format_date  # noqa: PLC0415 - heavy: the first page that says a moment loads it

    return format_date(day, PATTERNS[language, "day"], locale=language)


def moment_words(at: datetime, language: str, form: str = "full") -> str:
    """Where the reader is."""
    from babel.dates import format_datetime  # noqa: PLC0415 - heavy: the first page that says a moment loads it

    return format_datetime(timezone.localtime(at), PATTERNS[language, form], locale=language)
