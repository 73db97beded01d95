"""The shape of a year: the figures of FY2023 (サイバーセキュリティ2024), by kind of event and by quarter; our own split by sector."""

from typing import Final

from noroshi.vocabulary import EventKind

KINDS: Final = {
    EventKind.NEAR_MISS: 12,
    EventKind.LEAK: 20,
    EventKind.DESTRUCTION: 18,
    EventKind.UNAVAILABLE: 148,
    EventKind.MALWARE: 20,
    EventKind.CODE_EXECUTION: 3,
    EventKind.INTRUSION: 13,
    EventKind.OTHER_EVENT: 38,
}
QUARTERS: Final = (99, 53, 63, 57)
"""Oldest first."""
SECTORS: Final = {
    "finance": 56,
    "government_services": 42,
    "information_communications": 40,
    "electricity": 24,
    "railway": 18,
    "aviation": 16,
    "medical": 16,
    "gas": 12,
    "water": 12,
    "airport": 10,
    "logistics": 10,
    "credit": 8,
    "chemical": 4,
    "petroleum": 4,
}
FROM_AGENCIES: Final = 19
DAYS: Final = 365
STORIES_BEGIN_DAYS_AGO: Final = 42
"""From here on the written stories of `cast/editions/` take place; the year leaves room for them."""
