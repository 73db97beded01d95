"""How much may be stored, as this installation has set it."""

from typing import Final

from django.conf import settings

MB: Final = 1024 * 1024
MOST_FILES: Final = 50
"""In one draft."""


def file_bytes() -> int:
    return int(settings.FILE_LIMIT_MB) * MB


def draft_bytes() -> int:
    return int(settings.FILES_LIMIT_MB) * MB
