"""The page as PDF: what its reader sees on the screen and nothing more, with who took it away and when."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from noroshi.paper.pdf import typeset


def printed(data: Mapping[str, Any], at: datetime) -> bytes:
    """`data` is in the reader's words already."""
    return typeset("briefing", data, at)
